"""Rankings of query_metrics in words: who leads, who adds most to a change, and a line for each."""

from collections.abc import Sequence

from assistant.builtin.write.found import Found, Row, as_number, place
from assistant.builtin.write.kept import nth_place
from assistant.builtin.write.parts import compared
from assistant.builtin.write.voice import (
    amount,
    counted_label,
    interval,
    label,
    lower,
    measured,
    numbered,
    pick,
    sentence,
    when,
)
from tools.metrics.ranking import SMALL_GROUP
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["MOST_LISTED", "ranking"]

MOST_LISTED = 5
_MOST_ASKED = 20
_MAJORITY = 0.5
_PAIR = 2


def ranking(found: Found, order_by: str, focus: str) -> str:
    """The leader, the first of them each on a line, and what the others come to."""
    language, metric = found.language, _ranked_metric(found, order_by)
    rows = [row for row in found.rows if row.fact(metric) or row.facts]
    by_change = order_by.lstrip("-") in ("change", "change_rate", "driver") or focus == "drivers"
    together = _together(found, metric) if focus == "together" else ""
    if together:
        head = together
    elif focus == "place" and (nth := nth_place(rows, metric, order_by, language)):
        head = nth
    else:
        head = _leader_by_change(rows, metric, language) if by_change else _leader(found, rows, metric, order_by)
    asked_for = sum(any(fact.headline for fact in row.facts.values()) for row in rows)
    most = min(max(MOST_LISTED, asked_for), _MOST_ASKED)
    listed = [_line(row, found.metrics() or [metric], language, by_change) for row in rows[:most]]
    in_key_order = not order_by and not _descending(rows, metric, lowest=False) and not by_change
    if in_key_order:
        return "\n\n".join(part for part in (_extremes(rows, metric, language), _left_over(found, metric, 0)) if part)
    left = "" if together else _left_over(found, metric, most)
    parts = [head, numbered([line for line in listed if line]) if len(rows) > 1 else "", left]
    return "\n\n".join(part for part in parts if part)


def _together(found: Found, metric: str) -> str:
    """What the groups that were named come to, as the answer itself."""
    total = found.single(metric, "total")
    if total is None:
        return ""
    change, language = compared(found, metric), found.language
    said = measured(total, language, when(total.period, language)) + (f", {change}" if change else "")
    names = [row.name for row in found.rows]
    if len(names) != _PAIR:
        return sentence(said)
    both = Text("{} and {}: {}", "{} y {}, {}")[language]
    return sentence(both.format(*names, lower(said)))


def _extremes(rows: Sequence[Row], metric: str, language: Language) -> str:
    shared = any(row.fact(metric, "share") for row in rows)
    facts = [(row, fact) for row in rows if (fact := row.fact(metric, "share" if shared else "value")) is not None]
    facts = [pair for pair in facts if (pair[1].population_n or SMALL_GROUP) >= SMALL_GROUP] or facts
    if not facts:
        return ""
    (top, most), (bottom, least) = (pick_of(facts, key=lambda pair: as_number(pair[1])) for pick_of in (max, min))
    words = Text(
        "**{top}** is highest in {metric} {when}: **{most}**; {bottom} is lowest ({least})",
        "**{top}** es lo más alto en {metric} {when}: **{most}**; {bottom}, lo más bajo ({least})",
    )
    if shared:
        words = Text(
            "The largest share of {metric} is that of **{top}**: **{most}**; the smallest that of {bottom} ({least})",
            "El mayor peso en {metric} es el de **{top}**: **{most}**; el menor, el de {bottom} ({least})",
        )
    said = words[language].format(
        top=top.name, metric=lower(label(most, language)), when=when(most.period, language),
        most=place(most) if shared else amount(most, language), bottom=bottom.name, least=place(least),
    )  # fmt: skip
    return sentence(" ".join(said.split()))


def _ranked_metric(found: Found, order_by: str) -> str:
    asked, metrics = order_by.lstrip("-"), found.metrics()
    return asked if asked in metrics else (metrics[0] if metrics else "")


def _leader(found: Found, rows: Sequence[Row], metric: str, order_by: str) -> str:
    language = found.language
    first = rows[0].fact(metric) or next(iter(rows[0].facts.values()))
    share = rows[0].fact(metric, "share")
    ordered = order_by.lstrip("-") not in ("", "key") or order_by == ""
    lowest = bool(order_by) and not order_by.startswith("-")
    over = found.single(metric, "total") if found.over_time else first  # `June leads in 2025`, not `in June`
    name, period = f"**{rows[0].name}**", when(over.period if over else None, language)
    part = f" ({_share_words(share, language)})" if share is not None else ""
    if not ordered or order_by == "key" or not _descending(rows, metric, lowest):
        words = Text("{metric} by group {when}", "{metric} por grupo {when}")[language]
        return sentence(" ".join(words.format(metric=label(first, language), when=period).split()) + ":")
    options = (_FEWEST if counted_label(first, language) or as_number(first) == 1 else _LOWEST) if lowest else _HIGHEST
    head = pick(options, [first], language).format(
        name=name, metric=lower(label(first, language)), value=amount(first, language), part=part, when=period
    )
    second = rows[1].fact(metric) if len(rows) > 1 else None
    behind = "" if second is None else _runner_up(rows[1], second, lowest, language)
    said = sentence(" ".join(head.split()).replace(" :", ":") + interval(first, language) + behind) + _weight(share, language)
    return f"{said} {_unfinished(rows, metric, lowest, language)}".rstrip()


def _unfinished(rows: Sequence[Row], metric: str, lowest: bool, language: Language) -> str:
    """That the time which leads is not over, and which leads among those that are; empty where the leader is."""
    timed = [(row, fact) for row in rows if (fact := row.fact(metric)) is not None and fact.period is not None]
    whole = next(((row, fact) for row, fact in timed if fact.period and not fact.period.partial), None)
    if not timed or whole is None or timed[0][0] is not rows[0] or timed[0][1] is whole[1]:
        return ""
    row, fact = whole
    low = Text("lowest", "lo más bajo") if lowest else Text("highest", "lo más alto")
    words = Text(
        "{name} is not over yet: of complete ones, **{whole}** is {low} (**{value}**)",
        "{name} aún no ha terminado: de lo completo, **{whole}** es {low} (**{value}**)",
    )
    said = words[language].format(name=rows[0].name, whole=row.name, low=low[language], value=amount(fact, language))
    return sentence(said)


_HIGHEST = (
    Text("{name} leads in {metric} {when} with **{value}**{part}", "{name} lidera en {metric} {when} con **{value}**{part}"),
    Text(
        "{name} comes first in {metric} {when}: **{value}**{part}", "{name} va en cabeza en {metric} {when}: **{value}**{part}"
    ),
)


_LOWEST = (
    Text(
        "{name} has the lowest {metric} {when}: **{value}**{part}",
        "{name} tiene la cifra más baja de {metric} {when}: **{value}**{part}",
    ),
)
_FEWEST = (
    Text("{name} has the fewest {metric} {when}: **{value}**{part}", "{name} tiene menos {metric} {when}: **{value}**{part}"),
)


def _descending(rows: Sequence[Row], metric: str, lowest: bool) -> bool:
    named = [row for row in rows if "unknown" not in row.key.values()]
    values = [as_number(fact) for row in named if (fact := row.fact(metric)) is not None]
    return values == sorted(values, reverse=not lowest)


def _runner_up(row: Row, fact: Fact, lowest: bool, language: Language) -> str:
    words = Text(", followed by {name} ({value})", ", seguido de {name} ({value})") if lowest else Text(
        ", ahead of {name} ({value})", ", por delante de {name} ({value})"
    )  # fmt: skip
    return words[language].format(name=row.name, value=place(fact))


def _weight(share: Fact | None, language: Language) -> str:
    if share is None or as_number(share) <= _MAJORITY:
        return ""
    return " Pesa más que todos los demás juntos." if language == "es" else " It outweighs all the others together."


def _share_words(share: Fact, language: Language) -> str:
    return f"{place(share)} del total" if language == "es" else f"{place(share)} of the total"


def _leader_by_change(rows: Sequence[Row], metric: str, language: Language) -> str:
    changes = [(row, fact) for row in rows if (fact := row.fact(metric, "change") or row.fact(metric, "change_rate"))]
    if not changes:
        return ""
    row, fact = changes[0]
    size, name = place(fact, "abs"), f"**{row.name}**"
    if as_number(fact) >= 0:
        words = Text("{name} adds the most: {metric} up {size}", "{name} es quien más suma: {size} más de {metric}")
    else:
        words = Text("{name} takes away the most: {metric} down {size}", "{name} es quien más resta: {size} menos de {metric}")
    return sentence(words[language].format(name=name, metric=lower(label(fact, language)), size=f"**{size}**"))


def _line(row: Row, metrics: Sequence[str], language: Language, by_change: bool) -> str:
    said: list[str] = []
    for metric in metrics:
        value, share = row.fact(metric), row.fact(metric, "share")
        change, rate = row.fact(metric, "change"), row.fact(metric, "change_rate")
        if value is None:
            continue
        base = row.fact(metric, "baseline")
        told = (change or rate) if value.unit == "rate" else (rate or change)  # a rate moves by points
        extra = [place(f, "signed") for f in ([change, rate] if by_change else [told]) if f is not None]
        extra += [f"{'desde' if language == 'es' else 'from'} {place(base)}"] if base is not None else []
        extra = [*([_share_words(share, language)] if share is not None else []), *extra]
        named = f"{lower(label(value, language))} " if len(metrics) > 1 else ""
        shown = place(value) if named else amount(value, language)
        said.append(f"{named}{shown}" + (f" ({', '.join(extra)})" if extra else "") + interval(value, language))
    return f"{row.name}: {'; '.join(said)}" if said else ""


def _left_over(found: Found, metric: str, listed: int) -> str:
    language, total = found.language, found.single(metric, "total")
    parts: list[str] = []
    if total is not None:
        adds_up = (
            total.unit not in ("rate", "ratio", "days", "points", "stars") and "average" not in metric and "_per_" not in metric
        )
        lead = (Text("Total", "En total") if adds_up else Text("Overall", "En conjunto"))[language]
        change = compared(found, metric)
        parts.append(f"{lead}: {amount(total, language)} {when(total.period, language)}{', ' + change if change else ''}")
    if found.reply.tables and len(found.reply.tables[0].rows) > listed > 0:
        parts.append("La tabla muestra el resto" if language == "es" else "The table shows the rest")
    return " ".join(sentence(part) for part in parts)
