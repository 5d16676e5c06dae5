"""Answers about some of the groups in words: how few make most of it, what the top tenth brings, which are above an amount."""

from collections.abc import Sequence

from assistant.builtin.write.found import Found, Row, as_number, place
from assistant.builtin.write.voice import amount, label, lower, numbered, sentence, when
from tools.metrics.groups import GROUPS_KEPT
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["kept_groups", "nth_place"]

_LISTED = 5
_ORDINALS = (
    Text("first", "primer puesto"), Text("second", "segundo puesto"), Text("third", "tercer puesto"),
    Text("fourth", "cuarto puesto"), Text("fifth", "quinto puesto"),
)  # fmt: skip


def kept_groups(found: Found) -> str:
    """How many groups are left, what they make together where it adds up, and the first of them; empty where none was cut."""
    count, every = found.single(GROUPS_KEPT, "count"), found.single(GROUPS_KEPT, "total")
    if count is None or every is None:
        return ""
    share = next((f for f in found.whole() if f.role == "share" and f.metric != GROUPS_KEPT), None)
    head = _led_by_share(found, count, every, share) if share is not None and share.headline else _counted(found, count, every)
    together = "" if share is None or share.headline else _together(found, share)
    metric = next((m for m in found.metrics() if m != GROUPS_KEPT), next(iter(found.rows[0].facts))[0] if found.rows else "")
    facts = [(row, fact) for row in found.rows[:_LISTED] if (fact := row.fact(metric) or next(iter(row.facts.values()), None))]
    listed = numbered([f"{row.name}: {amount(fact, found.language)}" for row, fact in facts])
    more = _more(found) if as_number(count) > _LISTED else ""
    return "\n\n".join(part for part in (" ".join(filter(None, (head, together))), listed, more) if part)


def _counted(found: Found, count: Fact, every: Fact) -> str:
    words = Text("**{n}** {what} {when}, out of {every}", "**{n}** {what} {when}, de un total de {every}")
    return _said(found, words, {"n": place(count), "every": place(every), "what": label(count, found.language)}, count)


def _together(found: Found, share: Fact) -> str:
    part, whole = found.single(share.metric, "value"), found.single(share.metric, "total")
    if part is None or whole is None:
        return ""
    words = Text(
        "Together they make {part}, {share} of {whole}", "Juntos suman {part}, el {share} de {whole}"
    )[found.language]  # fmt: skip
    return sentence(words.format(part=place(part), share=place(share), whole=place(whole)))


def _led_by_share(found: Found, count: Fact, every: Fact, share: Fact) -> str:
    part, whole = found.single(share.metric, "value"), found.single(share.metric, "total")
    words = Text(
        "The {n} {what} (of {every}) bring **{share}** of {metric} {when}",
        "Los {n} {what} (de {every}) aportan el **{share}** de {metric} {when}",
    )
    metric = lower(label(part, found.language)) if part is not None else ""
    said = {"n": place(count), "what": label(count, found.language), "every": place(every), "share": place(share)}
    head = _said(found, words, {**said, "metric": metric}, count)
    if part is None or whole is None:
        return head
    return head.removesuffix(".") + f": {place(part)} {'de' if found.language == 'es' else 'of'} {place(whole)}."


def _said(found: Found, words: Text, values: dict[str, str], dated: Fact) -> str:
    said = words[found.language].format(**values, when=when(dated.period, found.language))
    return sentence(" ".join(said.split()).replace(" ,", ","))


def _more(found: Found) -> str:
    return "La tabla muestra el resto." if found.language == "es" else "The table shows the rest."


def nth_place(rows: Sequence[Row], metric: str, order_by: str, language: Language) -> str:
    """`the second best`: the last row of a ranking that was cut there, and the one before it; empty beyond the fifth."""
    last, before = rows[-1].fact(metric), rows[-2].fact(metric) if len(rows) > 1 else None
    if last is None or len(rows) > len(_ORDINALS):
        return ""
    nth = _ORDINALS[len(rows) - 1]
    lowest = bool(order_by) and not order_by.startswith("-")
    words = Text(
        "**{name}** is {nth}{low} in {metric} {when}: **{value}**",
        "**{name}** ocupa el {nth}{low} en {metric} {when}: **{value}**",
    )
    low = Text(" from the bottom", " por abajo")[language] if lowest else ""
    said = words[language].format(
        name=rows[-1].name, nth=nth[language], low=low, metric=lower(label(last, language)), when=when(last.period, language),
        value=amount(last, language),
    )  # fmt: skip
    behind = "" if before is None else Text(", after {name} ({value})", ", tras {name} ({value})")[language].format(
        name=rows[-2].name, value=place(before)
    )  # fmt: skip
    return sentence(" ".join(said.split()) + behind)
