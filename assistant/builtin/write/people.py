"""Answers about customers in words: an audience with its reach, the lifecycle, and one customer."""

from collections.abc import Mapping, Sequence

from assistant.builtin.write.cycle import check, cycle
from assistant.builtin.write.found import Found, Row, as_number, place
from assistant.builtin.write.value import worth
from assistant.builtin.write.voice import amount, bullets, interval, joined, label, lower, numbered, sentence
from assistant.render.escape import escape
from assistant.render.values import value_words
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["audience", "lifecycle", "profile"]

_REACH = ("reachable_customers", "reachable")
_MATCHED = ("matched_customers", "matched")
_UNKNOWN_REACH = Text(
    "Reachable: unknown (no consent data).", "Contactables: número desconocido (no hay datos de consentimiento)."
)
_IN_HEAD = ("orders", "revenue", "historic_value", "last_order_on", "days_since_last_order")


def audience(found: Found) -> str:
    """Who a rule matches: count and share, reach beside it, what is at stake, and the first of them."""
    matched = _first(found, _MATCHED)
    parts: list[str] = []
    if matched is not None and (matched.headline or not found.rows):
        parts.append(f"{_matched(found, matched)} {_reach(found)} {_breakdown(found)}".strip())
    ranked = any(fact.headline for row in found.rows[:1] for fact in row.facts.values())
    listed, stakes = _listed(found, headed=ranked), _stakes(found, everyone=matched is None or not matched.headline)
    parts = [listed, *parts, stakes] if ranked else [*parts, stakes, listed]
    parts.append(check(found))
    return "\n\n".join(part for part in parts if part.strip())


def lifecycle(found: Found) -> str:
    """How many customers stand where, the share of each, and what moved."""
    return cycle(found) or worth(found)


def profile(found: Found) -> str:
    """One customer: orders and spending in a sentence, then every other known fact in its line."""
    language = found.language
    head = _bought(found)
    rest = [f for f in found.reply.facts if not (head and f.metric in _IN_HEAD)]
    lines = [f"{label(f, language)}: **{amount(f, language)}**{interval(f, language)}" for f in rest]
    return "\n\n".join(part for part in (head, bullets(lines)) if part)


def _bought(found: Found) -> str:
    """Who, how many orders, for how much before and after refunds, and when the last one was."""
    language, who = found.language, found.reply.scope.population
    facts = {fact.metric: fact for fact in found.reply.facts if fact.metric in _IN_HEAD}
    orders, gross, net = (facts.get(name) for name in _IN_HEAD[:3])
    if who is None or orders is None or gross is None:
        return sentence(f"**{who[language]}**") if who else ""
    name = who[language] if language == "en" else f"el {who[language]}"
    if as_number(orders) == 0:
        none = Text("{who} has no orders yet: **{n}**", "{who} aún no tiene pedidos: **{n}**")
        return sentence(none[language].format(who=name, n=place(orders)))
    words = Text(
        "{who} has placed **{n}**, for **{g}** before refunds", "{who} ha hecho **{n}**, por **{g}** antes de devoluciones"
    )
    said = words[language].format(who=name, n=amount(orders, language), g=place(gross))
    if net is not None:
        after = Text(" and **{v}** net of refunds", " y **{v}** netos de devoluciones")
        said += after[language].format(v=place(net))
    return " ".join(part for part in (sentence(said), _last_order(facts, language)) if part)


def _last_order(facts: Mapping[str, Fact], language: Language) -> str:
    last, silent = facts.get("last_order_on"), facts.get("days_since_last_order")
    if last is None:
        return ""
    ago = ""
    if silent is not None and as_number(silent) > 0:
        ago = Text(", {d} before the end of the data", ", {d} antes del final de los datos")[language].format(
            d=amount(silent, language)
        )
    words = Text("The last order was on {day}{ago}.", "El último pedido fue el {day}{ago}.")
    return words[language].format(day=place(last), ago=ago)


def _first(found: Found, metrics: Sequence[str]) -> Fact | None:
    return next((f for f in found.reply.facts if f.metric in metrics), None)


def _matched(found: Found, matched: Fact) -> str:
    language, share = found.language, found.single("share_of_customers", "share") or found.single(role="share")
    who = found.reply.scope.population
    words = escape(who[language]) if who else lower(label(matched, language))
    if as_number(matched) == 0:
        none = Text("**{n}**: nobody matches “{who}”", "**{n}**: nadie cumple «{who}»")
        return sentence(none[language].format(n=place(matched), who=words))
    head = (
        f"**{place(matched)}** {words}"
        if words.startswith(("customers", "clientes"))
        else f"{amount(matched, language)}: {words}"
    )
    part = ""
    if share is not None:
        of = Text(", {share} of {n} in all", ", el {share} de {n} en total") if share.population_n else Text(
            ", {share} of all", ", el {share} del total"
        )  # fmt: skip
        part = of[language].format(share=place(share), n=place(share, "n"))
    return sentence(head + part)


def _reach(found: Found) -> str:
    language, reach = found.language, _first(found, _REACH)
    if reach is None:
        if "consents" not in found.reply.missing:
            return ""
        return _UNKNOWN_REACH[language]
    channel = reach.dimensions.get("channel", "")
    words = Text("Of them **{n}** are reachable{by}.", "De ellos, **{n}** son contactables{by}.")[language]
    by = f" {'por' if language == 'es' else 'by'} {lower(value_words('channel', channel, language))}" if channel else ""
    sendable = _first(found, ("sendable_customers", "sendable"))
    now = ""
    if sendable is not None:
        now = Text(" **{n}** could be written to now.", " A **{n}** se les podría escribir ahora.")[language].format(
            n=place(sendable)
        )
    return words.format(n=place(reach), by=by) + now


def _breakdown(found: Found) -> str:
    never = _first(found, ("never_bought",))
    return sentence(f"{label(never, found.language)}: {place(never)}") if never is not None else ""


def _stakes(found: Found, everyone: bool) -> str:
    language = found.language
    totals = [f for f in found.whole() if f.role == "total" and f.unit == "money"]
    if not totals:
        return ""
    said = [f"**{place(f)}** {_of(label(f, language), language)}{interval(f, language)}" for f in totals]
    return sentence(f"{(_ALL if everyone else _TOGETHER)[language]}: {joined(said, language)}")


_TOGETHER, _ALL = Text("Together", "En conjunto"), Text("All customers together", "Todos los clientes en conjunto")


def _of(words: str, language: str) -> str:
    return f"de {lower(words)}" if language == "es" else f"in {lower(words)}"


def _listed(found: Found, headed: bool) -> str:
    rows = [row for row in found.rows if row.facts]
    if not rows:
        return ""
    lines = [f"{row.name}: {_of_row(row, found)}" for row in rows]
    if not headed:
        return ("The first of them:" if found.language == "en" else "Los primeros:") + "\n\n" + numbered(lines)
    first = rows[0]
    lead = Text("**{name}** comes first, with **{value}**", "**{name}** va en primer lugar, con **{value}**")
    value = next(iter(first.facts.values()))
    counted = amount(value, found.language) != place(value)
    head = lead[found.language].format(name=first.name, value=amount(value, found.language))
    head += "" if counted else f" {_of(label(value, found.language), found.language)}"
    return sentence(head) + ("\n\n" + numbered(lines) if len(lines) > 1 else "")


def _of_row(row: Row, found: Found) -> str:
    return "; ".join(f"{amount(f, found.language)}{interval(f, found.language)}" for f in list(row.facts.values())[:3])
