"""What a customer may cost to win and to keep, in words."""

from assistant.builtin.write.found import Found, place
from assistant.builtin.write.rankings import MOST_LISTED
from assistant.builtin.write.voice import amount, interval, label, lower, numbered, sentence, when
from assistant.render.escape import escape
from tools.reply import Fact
from tools.terms import Text

__all__ = ["acquisition", "effect", "keeping", "tested"]

_EVERYBODY = "all customers"
_MAY = Text(
    "{who} may cost at most **{v}**{ci}, a third of what they are worth; above {b} you lose money",
    "{who} puede costar como mucho **{v}**{ci}, un tercio de lo que vale; por encima de {b} pierdes dinero",
)
_WORTH = Text("The {l} is **{v}**{ci}, over {n} customers {w}", "El {l} es de **{v}**{ci}, sobre {n} clientes {w}")
_COST = Text("Each has cost {v}", "Cada uno ha costado {v}")
_TIMES = Text("{v} times that comes back", "vuelve {v} veces eso")
_PAID = Text("it is paid back after {v}", "se recupera a los {v}")
_AT_ONCE = Text("the first order pays for it", "lo paga el primer pedido")


def acquisition(found: Found) -> str:
    """The whole or the one group that was asked for in sentences; several groups as a list, the most valuable first."""
    groups = _groups(found)
    if len(groups) > 1:
        return _several(found, groups)
    facts = {f.metric: f for f in found.reply.facts}
    worth = facts.get("new_customer_value")
    if worth is None:
        return ""
    parts = [_may(found, facts), _worth(found, worth), _cost(found, facts)]
    return " ".join(sentence(part) for part in parts if part)


def _groups(found: Found) -> list[dict[str, Fact]]:
    """The facts of each group by metric, in their order."""
    groups: dict[tuple[tuple[str, str], ...], dict[str, Fact]] = {}
    for fact in found.reply.facts:
        groups.setdefault(tuple(fact.dimensions.items()), {})[fact.metric] = fact
    return list(groups.values())


def _may(found: Found, facts: dict[str, Fact]) -> str:
    allowed, even = facts.get("allowable_cac"), facts.get("break_even_cac")
    if allowed is None or even is None:
        return ""
    language, population = found.language, found.reply.scope.population
    who = Text("a new customer", "un cliente nuevo")[language]
    if population is not None and population.en != _EVERYBODY:
        who = Text("each of the {p}", "cada uno de los {p}")[language].format(p=escape(population[language]))
    return _MAY[language].format(who=who, v=place(allowed), ci=interval(allowed, language), b=place(even))


def _worth(found: Found, worth: Fact) -> str:
    language = found.language
    return _WORTH[language].format(
        l=lower(label(worth, language)), v=place(worth), ci=interval(worth, language), n=place(worth, "n"),
        w=when(worth.period, language),
    )  # fmt: skip


def _cost(found: Found, facts: dict[str, Fact]) -> str:
    """What was really paid, what comes back of it, and when."""
    cost = facts.get("cac")
    if cost is None:
        return ""
    language, ratio, payback = found.language, facts.get("clv_to_cac"), facts.get("payback_days")
    said = [_COST[language].format(v=place(cost))]
    if ratio is not None:
        said.append(_TIMES[language].format(v=place(ratio)))
    if payback is not None:
        said.append(_AT_ONCE[language] if payback.value == 0 else _PAID[language].format(v=amount(payback, language)))
    return "; ".join(said)


def _several(found: Found, groups: list[dict[str, Fact]]) -> str:
    language, lines = found.language, []
    names = {tuple(row.key.items()): row.name for row in found.rows}
    head = Text(
        "What a new customer is worth, what it may cost at most, and what it has cost:",
        "Lo que vale un cliente nuevo, lo que puede costar como mucho y lo que ha costado:",
    )
    for facts in groups[:MOST_LISTED]:
        worth, allowed, cost = (facts.get(name) for name in ("new_customer_value", "allowable_cac", "cac"))
        if worth is None:
            continue
        said = [f"**{place(worth)}**{interval(worth, language)}"]
        if allowed is not None:
            said.append(Text("at most {v}", "como mucho {v}")[language].format(v=place(allowed)))
        if cost is not None:
            said.append(Text("has cost {v}", "ha costado {v}")[language].format(v=place(cost)))
        said.append(Text("{v} customers", "{v} clientes")[language].format(v=place(worth, "n")))
        name = names.get(tuple(worth.dimensions.items()), place(worth, "of"))
        lines.append(f"{name}: {'; '.join(said)}")
    return "\n\n".join([head[language], numbered(lines)])


def tested(found: Found) -> str:
    """What campaigns added against their control groups, from all tests together."""
    effect = next((f for f in found.reply.facts if f.metric == "incremental_saved"), None)
    if effect is None:
        return keeping(found)
    words = Text(
        "Of those written to, an additional **{e}** ordered compared with the control groups{ci}; both arms of each "
        "campaign are "
        "in the table",
        "De los contactados compró un **{e}** más que en los grupos de control{ci}; los dos grupos de cada campaña están en la "
        "tabla",
    )[found.language]
    return sentence(words.format(e=place(effect), ci=interval(effect, found.language)))


_ARMS = Text(
    "{c}: of the {n} people whose group got the campaign **{v}**{ordered}; in the control group it was {u} of {m}",
    "{c}: de las {n} personas cuyo grupo recibió la campaña{ordered} el **{v}**; en el grupo de control, el {u} de {m}",
)
_DIFFERENCE = Text("The difference is **{e}**{ci}", "La diferencia es de **{e}**{ci}")
_ORDERED = Text(" ordered within 60 days", " compró en 60 días")
_SO_FAR = Text(" have ordered so far", " ha comprado hasta ahora")
_EACH = Text(
    "Each person whose group got the campaign brought {v} net; in the control group it was {u}",
    "Cada persona cuyo grupo recibió la campaña dejó {v} netos; en el grupo de control, {u}",
)
_WAITING = Text(
    "{n} assigned less than 60 days ago are not counted yet", "{n} asignadas hace menos de 60 días aún no se cuentan"
)


def effect(found: Found) -> str:
    """One campaign against its control group: both shares, the difference, net revenue per person, who is not counted yet."""
    language, facts = found.language, {(f.metric, f.dimensions.get("arm", "")): f for f in found.reply.facts}
    whole = facts.get(("campaign_effect", ""))
    rates = [facts.get(("buyer_rate", arm)) for arm in ("treated", "control")]
    if whole is None or rates[0] is None or rates[1] is None:
        return ""
    so_far = whole.period is not None and whole.period.partial
    said = [
        _ARMS[language].format(
            c=place(whole, "of"), n=place(rates[0], "n"), v=place(rates[0]), u=place(rates[1]), m=place(rates[1], "n"),
            ordered=(_SO_FAR if so_far else _ORDERED)[language],
        ),
        _DIFFERENCE[language].format(e=place(whole), ci=interval(whole, language)),
    ]  # fmt: skip
    one, other = (facts.get(("net_revenue_per_person", arm)) for arm in ("treated", "control"))
    if one is not None and other is not None:
        said.append(_EACH[language].format(v=place(one), u=place(other)))
    if (waiting := facts.get(("waiting_people", ""))) is not None:
        said.append(_WAITING[language].format(n=amount(waiting, language)))
    return " ".join(sentence(part) for part in said)


def keeping(found: Found) -> str:
    """The largest offer, then what it is made of; what is missing where there is no experiment."""
    language, facts = found.language, {f.metric: f for f in found.reply.facts}
    offer, taken = facts.get("max_retention_offer"), facts.get("max_offer_per_taker")
    effect, worth = facts.get("incremental_saved"), facts.get("saved_customer_value")
    if offer is None or effect is None or worth is None:
        return ""
    said = [
        Text("To keep one of these {n} you may spend at most **{v}** per customer written to{ci}",
             "Para retener a uno de estos {n} puedes gastar como mucho **{v}** por cliente contactado{ci}")[language].format(
            n=f"{place(offer, 'n')} {'clientes' if language == 'es' else 'customers'}", v=place(offer),
            ci=interval(offer, language)),
    ]  # fmt: skip
    if taken is not None:
        words = Text(
            "That is at most **{v}** per customer who takes it{ci}", "Son como mucho **{v}** por cliente que lo usa{ci}"
        )
        said.append(words[language].format(v=place(taken), ci=interval(taken, language)))
    if (discount := facts.get("max_discount")) is not None and (basket := facts.get("average_order_value")) is not None:
        words = Text("On their average order of {b} that is a discount of at most **{d}**",
                     "Sobre su pedido medio de {b} es un descuento de como mucho el **{d}**")  # fmt: skip
        said.append(words[language].format(b=place(basket), d=place(discount)))
    made = Text(
        "It is made of the additional {e} of those written to who ordered, against the control groups{ci}, times {v} that a "
        "saved customer is worth over a year{wi}",
        "Sale del {e} adicional de los contactados que compró, frente a los grupos de control{ci}, por {v} que vale en un año "
        "un cliente recuperado{wi}",
    )
    said.append(
        made[language].format(e=place(effect), ci=interval(effect, language), v=place(worth), wi=interval(worth, language))
    )
    return " ".join(sentence(part) for part in said)
