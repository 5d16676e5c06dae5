"""Answers about customers in words: an audience with its reach, the lifecycle, one customer, and what customers are worth."""

from collections.abc import Sequence

from assistant.builtin.write.figures import MOST_LISTED
from assistant.builtin.write.found import Found, Row, as_number, place
from assistant.builtin.write.voice import amount, bullets, interval, joined, label, lower, measured, numbered, sentence
from assistant.render.escape import escape
from tools.reply import Fact
from tools.terms import Text

__all__ = ["audience", "lifecycle", "profile", "worth"]

_REACH = ("reachable_customers", "reachable")
_MATCHED = ("matched_customers", "matched")
_CHECK = "health_self_check"


def audience(found: Found) -> str:
    """Who a rule matches: count and share, reach beside it, what is at stake, and the first of them."""
    matched = _first(found, _MATCHED)
    parts: list[str] = []
    if matched is not None and (matched.headline or not found.rows):
        parts.append(f"{_matched(found, matched)} {_reach(found)} {_breakdown(found)}".strip())
    parts.append(_stakes(found))
    parts.append(_listed(found, headed=matched is None or not matched.headline))
    parts.append(_check(found))
    return "\n\n".join(part for part in parts if part.strip())


def lifecycle(found: Found) -> str:
    """How many customers stand where, the share of each, and what moved."""
    language = found.language
    total = found.single(role="total") or found.single(role="count")
    rows = [row for row in found.rows if row.facts]
    if not rows:
        return worth(found)
    metric = found.metrics()[0] if found.metrics() else next(iter(rows[0].facts))[0]
    ranked = sorted((r for r in rows if r.fact(metric)), key=lambda r: -as_number(r.fact(metric)))
    parts = [_largest(found, ranked, metric, total)] if ranked else []
    parts.append(bullets([_place_in_cycle(row, metric, found) for row in rows[:8]]))
    said = {f.id for row in rows for f in row.facts.values()}
    rest = [f for f in found.reply.facts if f.id not in said and f is not total and f.metric != _CHECK]
    parts.append(_grouped(rest, found))
    parts.append(_check(found))
    if language and not ranked:
        parts = parts[1:]
    return "\n\n".join(part for part in parts if part.strip())


def profile(found: Found) -> str:
    """One customer: every known fact in its line, the asked-for ones first."""
    facts = sorted(found.reply.facts, key=lambda fact: not fact.headline)
    who = found.reply.scope.population
    head = f"**{who[found.language]}**" if who else ""
    lines = [f"{label(f, found.language)}: **{amount(f, found.language)}**{interval(f, found.language)}" for f in facts]
    return "\n\n".join(part for part in (head, bullets(lines)) if part)


def worth(found: Found) -> str:
    """Values with their intervals and group sizes, largest first as the table has them."""
    language = found.language
    whole = [f for f in found.whole() if f.role != "share" and f.metric != _CHECK]
    heads = [f for f in whole if f.headline] or whole[:3]
    parts = [" ".join(sentence(measured(f, language) + interval(f, language) + _over(found, f)) for f in heads)]
    lines = [_valued(row, found) for row in found.rows[:MOST_LISTED]]
    parts.append(numbered([line for line in lines if line]))
    parts.append(_grouped([f for f in whole if f not in heads][:6], found))
    return "\n\n".join(part for part in parts if part.strip())


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
        return (
            "Reachable: unknown: no consent data."
            if language == "en"
            else "Contactables: se desconoce: no hay datos de consentimiento."
        )
    channel = reach.dimensions.get("channel", "")
    words = Text("Of them **{n}** are reachable{by}.", "De ellos, **{n}** son contactables{by}.")[language]
    by = f" {'por' if language == 'es' else 'by'} {channel}" if channel else ""
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


def _stakes(found: Found) -> str:
    language = found.language
    totals = [f for f in found.whole() if f.role == "total" and f.unit == "money"]
    if not totals:
        return ""
    said = [f"**{place(f)}** {_of(label(f, language), language)}{interval(f, language)}" for f in totals]
    return sentence(f"{'Together' if language == 'en' else 'En conjunto'}: {joined(said, language)}")


def _of(words: str, language: str) -> str:
    return f"de {lower(words)}" if language == "es" else f"in {lower(words)}"


def _listed(found: Found, headed: bool) -> str:
    rows = [row for row in found.rows if row.facts][:MOST_LISTED]
    if not rows:
        return ""
    lines = [f"{row.name}: {_of_row(row, found)}" for row in rows]
    if not headed:
        return ("The first of them:" if found.language == "en" else "Los primeros:") + "\n\n" + numbered(lines)
    first = rows[0]
    lead = Text("**{name}** comes first, with **{value}**", "**{name}** va en primer lugar, con **{value}**")
    value = next(iter(first.facts.values()))
    head = (
        lead[found.language].format(name=first.name, value=place(value))
        + f" {_of(label(value, found.language), found.language)}"
    )
    return sentence(head) + ("\n\n" + numbered(lines) if len(lines) > 1 else "")


def _of_row(row: Row, found: Found) -> str:
    return "; ".join(f"{amount(f, found.language)}{interval(f, found.language)}" for f in list(row.facts.values())[:3])


def _check(found: Found) -> str:
    language = found.language
    facts = [f for f in found.reply.facts if f.metric == _CHECK]
    if not facts:
        return ""
    said = [f"{place(f, 'of')} {place(f)}" for f in facts]
    words = Text(
        "How far to trust the label: at the last check, the share that then ordered was {said}",
        "Cuánto fiarse de la etiqueta: en la última comprobación, la proporción que después compró fue {said}",
    )
    return sentence(words[language].format(said=joined(said, language)))


def _largest(found: Found, ranked: Sequence[Row], metric: str, total: Fact | None) -> str:
    language, first = found.language, ranked[0]
    value, share = first.fact(metric), first.fact(metric, "share")
    if value is None:
        return ""
    part = f" ({place(share)})" if share is not None else ""
    of = ""
    if total is not None and total.metric == metric:
        of = f"De **{amount(total, language)}**, " if language == "es" else f"Of **{amount(total, language)}**, "
    words = Text("{of}the largest group is **{name}**: **{n}**{part}", "{of}el grupo mayor es **{name}**: **{n}**{part}")
    said = words[language].format(of=of, name=first.name, n=amount(value, language), part=part)
    second = ranked[1].fact(metric) if len(ranked) > 1 else None
    then = Text(", then {name} ({n})", ", después {name} ({n})")
    return sentence(said + (then[language].format(name=ranked[1].name, n=place(second)) if second is not None else ""))


def _place_in_cycle(row: Row, metric: str, found: Found) -> str:
    language, extra = found.language, list[str]()
    value, share, change = row.fact(metric), row.fact(metric, "share"), row.fact(metric, "change")
    if share is not None:
        extra.append(place(share))
    if change is not None:
        extra.append(f"{place(change, 'signed')} {'de cambio' if language == 'es' else 'change'}")
    others = [f for (name, _), f in row.facts.items() if name != metric]
    extra += [f"{lower(label(f, language))} {place(f)}" for f in others[:3]]
    head = f"{row.name}: {amount(value, language)}" if value is not None else row.name
    return head + (f" ({', '.join(extra)})" if extra else "")


def _grouped(facts: Sequence[Fact], found: Found) -> str:
    lines = []
    for fact in facts[:12]:
        of = f" ({place(fact, 'of')})" if fact.dimensions else ""
        lines.append(f"{label(fact, found.language)}{of}: {amount(fact, found.language)}{interval(fact, found.language)}")
    return bullets(lines)


def _over(found: Found, fact: Fact) -> str:
    if not fact.population_n:
        return ""
    return f", sobre {place(fact, 'n')} clientes" if found.language == "es" else f", over {place(fact, 'n')} customers"


def _valued(row: Row, found: Found) -> str:
    language, said = found.language, list[str]()
    for (_, role), fact in row.facts.items():
        if role in ("value", "total", "count"):
            said.append(
                f"{lower(label(fact, language))} {amount(fact, language)}{interval(fact, language)}{_over(found, fact)}"
            )
    return f"{row.name}: {'; '.join(said[:3])}" if said else ""
