"""Answers of `query_metrics` in words: a value with its direction, a trend, a ranking, a comparison, a share, a change."""

from collections.abc import Sequence

from assistant.builtin.write.found import Found, Row, as_number, place
from assistant.builtin.write.kept import kept_groups, nth_place
from assistant.builtin.write.parts import made_of, median
from assistant.builtin.write.voice import (
    amount,
    interval,
    label,
    limited,
    lower,
    measured,
    moved,
    numbered,
    pick,
    sentence,
    when,
)
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["figures", "parts_of_change"]

MOST_LISTED = 5
_MOST_ASKED = 10
_MAJORITY = 0.5


def figures(found: Found, order_by: str = "", focus: str = "value") -> str:
    """A reply of `query_metrics` in words, by what it holds: moments, groups or single values."""
    if kept := kept_groups(found):
        return kept
    if found.over_time and len(found.dimensions) == 1 and not order_by:
        return _trend(found)
    if found.rows:
        return _ranking(found, order_by, focus)
    return "\n\n".join(_single(found, metric, focus) for metric in found.metrics())


def parts_of_change(found: Found) -> str:
    """Which of orders and basket moved more, where both are known: arithmetic of the change, not its cause."""
    orders, basket = (found.single(metric, "change_rate") for metric in ("orders", "average_order_value"))
    if orders is None or basket is None or not (as_number(orders) or as_number(basket)):
        return ""
    first, second = sorted((orders, basket), key=lambda fact: -abs(as_number(fact)))
    same_way = as_number(first) * as_number(second) >= 0
    words = _SAME_WAY if same_way else _OTHER_WAY
    named = {"first": lower(label(first, found.language)), "second": lower(label(second, found.language))}
    return sentence(words[found.language].format(**named, a=place(first), b=place(second)))


_SAME_WAY = Text(
    "Most of the move is in {first} ({a}); {second} went the same way ({b})",
    "La mayor parte del cambio está en {first} ({a}); {second}, en la misma dirección ({b})",
)
_OTHER_WAY = Text(
    "Most of the move is in {first} ({a}); {second} went the other way ({b})",
    "La mayor parte del cambio está en {first} ({a}); {second}, en sentido contrario ({b})",
)


def _single(found: Found, metric: str, focus: str) -> str:
    language = found.language
    value = found.single(metric) or found.single(metric, "count") or found.single(metric, "total")
    share = found.single(metric, "share")
    if value is None:
        only = share or next((fact for fact in found.whole() if fact.metric == metric), None)
        return sentence(measured(only, language)) if only else ""
    if share is not None:
        return _share(found, value, share)
    said = median(found, value) or measured(value, language, _adverb(value, language))
    head = said + interval(value, language)
    comparison = _compared(found, metric)
    return " ".join(filter(None, [sentence(head + (f", {comparison}" if comparison else "")), made_of(found, value)]))


def _adverb(value: Fact, language: Language) -> str:
    return f"{limited(value, language)} {when(value.period, language)}".strip()


def _share(found: Found, value: Fact, share: Fact) -> str:
    language, total = found.language, found.single(value.metric, "total")
    of_whole = {"en": "of", "es": "de"}[language]
    whole = f" {of_whole} {place(total)}" if total else ""
    words = Text(
        "{who} **{share}** of {metric} {when} ({value}{whole})", "{who} **{share}** de {metric} {when} ({value}{whole})"
    )[language]
    said = words.format(
        who=f"{place(value, 'of')}:" if value.dimensions else "", share=place(share), metric=lower(label(value, language)),
        when=when(value.period, language), value=amount(value, language), whole=whole,
    )  # fmt: skip
    return sentence(" ".join(said.split()) + interval(share, language))


def _compared(found: Found, metric: str) -> str:
    language = found.language
    rate, change = found.single(metric, "change_rate"), found.single(metric, "change")
    baseline = found.single(metric, "baseline")
    in_points = change is not None and change.unit in ("rate", "points")  # a share of a share misleads
    step = change if in_points else rate or change
    if step is None:
        return "" if baseline is None else _against(baseline, language)
    both = f" ({place(change, 'signed')})" if rate is not None and change is not None and not in_points else ""
    against = f" {_against(baseline, language)}" if baseline is not None else ""
    return f"{moved(step, language)}{both}{against}"


def _against(baseline: Fact, language: Language) -> str:
    period = when(baseline.period, language)
    value = place(baseline)
    if language == "es":
        return f"frente a {value} {period}".rstrip()
    return f"from {value} {period}".rstrip()


def _trend(found: Found) -> str:
    return "\n\n".join(_trend_of(found, metric) for metric in found.metrics())


def _trend_of(found: Found, metric: str) -> str:
    language = found.language
    facts = [fact for row in found.rows if (fact := row.fact(metric)) is not None]
    complete = [fact for fact in facts if not (fact.period and fact.period.partial)] or facts
    if not facts:
        return ""
    total = found.single(metric, "total") or found.single(metric)
    best, worst = max(complete, key=as_number), min(complete, key=as_number)
    head = measured(total, language, when(total.period, language)) if total else ""
    parts = [sentence(head)] if total else []
    words = (_PEAKED_AFTER if total else _PEAKED)[language]
    said = words.format(
        name=label(facts[0], language), top=place(best, "of"), high=place(best), bottom=place(worst, "of"), low=place(worst)
    )
    if len(complete) > 1 and best is not worst:
        parts.append(sentence(said))
    parts.append(_latest(found, metric, facts, complete))
    return " ".join(part for part in parts if part)


_PEAKED = Text(
    "{name} peaked in {top} at **{high}** and was lowest in {bottom}, at {low}",
    "{name}: el máximo fue en {top}, con **{high}**, y el mínimo en {bottom}, con {low}",
)
_PEAKED_AFTER = Text(
    "The peak was {top}, at **{high}**; the lowest was {bottom}, at {low}",
    "El máximo fue en {top}, con **{high}**, y el mínimo en {bottom}, con {low}",
)


def _latest(found: Found, metric: str, facts: Sequence[Fact], complete: Sequence[Fact]) -> str:
    language, last, latest = found.language, complete[-1], facts[-1]
    row = next(row for row in found.rows if row.fact(metric) is last)
    change = row.fact(metric, "change_rate") or row.fact(metric, "change")
    moved_by = f", {moved(change, language)}" if change is not None else ""
    earlier = complete[-2] if len(complete) > 1 else None
    if change is None and earlier is not None:
        way = Text("above", "por encima de") if as_number(last) > as_number(earlier) else Text("below", "por debajo de")
        moved_by = (
            f", {way[language]} {place(earlier, 'of')} ({place(earlier)})" if as_number(last) != as_number(earlier) else ""
        )
    words = Text("The latest complete one, {of}, stands at **{v}**{by}", "El último completo, {of}, queda en **{v}**{by}")
    if len(complete) > 1 and last in (max(complete, key=as_number), min(complete, key=as_number)):
        words = Text("The latest complete one is {of} itself{by}", "El último completo es precisamente {of}{by}")
    parts = [sentence(words[language].format(of=place(last, "of"), v=place(last), by=moved_by))]
    if latest is not last:
        partial = Text("{of} is still partial ({v} so far)", "Aún es parcial {of} ({v} hasta ahora)")[language]
        parts.append(sentence(partial.format(of=place(latest, "of"), v=place(latest))))
    return " ".join(parts)


def _ranking(found: Found, order_by: str, focus: str) -> str:
    language, metric = found.language, _ranked_metric(found, order_by)
    rows = [row for row in found.rows if row.fact(metric) or row.facts]
    by_change = order_by.lstrip("-") in ("change", "change_rate") or focus == "drivers"
    if focus == "place" and (nth := nth_place(rows, metric, order_by, language)):
        head = nth
    else:
        head = _leader_by_change(rows, metric, language) if by_change else _leader(found, rows, metric, order_by)
    asked_for = sum(any(fact.headline for fact in row.facts.values()) for row in rows)
    most = min(max(MOST_LISTED, asked_for), _MOST_ASKED)
    listed = [_line(row, found.metrics() or [metric], language, by_change) for row in rows[:most]]
    in_key_order = not order_by and not _descending(rows, metric, lowest=False) and not by_change
    if in_key_order:
        return "\n\n".join(part for part in (_extremes(rows, metric, language), _left_over(found, metric, 0)) if part)
    parts = [head, numbered([line for line in listed if line]) if len(rows) > 1 else "", _left_over(found, metric, most)]
    return "\n\n".join(part for part in parts if part)


def _extremes(rows: Sequence[Row], metric: str, language: Language) -> str:
    facts = [(row, fact) for row in rows if (fact := row.fact(metric)) is not None]
    if not facts:
        return ""
    (top, most), (bottom, least) = (pick_of(facts, key=lambda pair: as_number(pair[1])) for pick_of in (max, min))
    words = Text(
        "**{top}** is highest in {metric} {when}: **{most}**; {bottom} is lowest ({least})",
        "**{top}** es lo más alto en {metric} {when}: **{most}**; {bottom}, lo más bajo ({least})",
    )
    said = words[language].format(
        top=top.name, metric=lower(label(most, language)), when=when(most.period, language), most=amount(most, language),
        bottom=bottom.name, least=place(least),
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
    name, period = f"**{rows[0].name}**", when(first.period, language)
    part = f" ({_share_words(share, language)})" if share is not None else ""
    if not ordered or order_by == "key" or not _descending(rows, metric, lowest):
        words = Text("{metric} by group {when}", "{metric} por grupo {when}")[language]
        return sentence(" ".join(words.format(metric=label(first, language), when=period).split()) + ":")
    options = _LOWEST if lowest else _HIGHEST
    head = pick(options, [first], language).format(
        name=name, metric=lower(label(first, language)), value=amount(first, language), part=part, when=period
    )
    second = rows[1].fact(metric) if len(rows) > 1 else None
    behind = "" if second is None else _runner_up(rows[1], second, lowest, language)
    return sentence(" ".join(head.split()) + interval(first, language) + behind) + _weight(share, language)


_HIGHEST = (
    Text("{name} leads in {metric} {when} with **{value}**{part}", "{name} lidera en {metric} {when} con **{value}**{part}"),
    Text(
        "{name} comes first in {metric} {when}: **{value}**{part}", "{name} va en cabeza en {metric} {when}: **{value}**{part}"
    ),
)
_LOWEST = (
    Text(
        "{name} has the lowest {metric} {when}: **{value}**{part}",
        "{name} es lo más bajo en {metric} {when}: **{value}**{part}",
    ),
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
        extra = [place(f, "signed") for f in ([change, rate] if by_change else [rate or change]) if f is not None]
        extra += [f"{'desde' if language == 'es' else 'from'} {place(base)}"] if base is not None else []
        extra = [*([_share_words(share, language)] if share is not None else []), *extra]
        named = f"{lower(label(value, language))} " if len(metrics) > 1 else ""
        said.append(
            f"{named}{amount(value, language)}" + (f" ({', '.join(extra)})" if extra else "") + interval(value, language)
        )
    return f"{row.name}: {'; '.join(said)}" if said else ""


def _left_over(found: Found, metric: str, listed: int) -> str:
    language, total = found.language, found.single(metric, "total")
    parts: list[str] = []
    if total is not None:
        adds_up = (
            total.unit not in ("rate", "ratio", "days", "points", "stars") and "average" not in metric and "_per_" not in metric
        )
        lead = (Text("Total", "En total") if adds_up else Text("Overall", "En conjunto"))[language]
        compared = _compared(found, metric)
        parts.append(f"{lead}: {amount(total, language)} {when(total.period, language)}{', ' + compared if compared else ''}")
    if found.reply.tables and len(found.reply.tables[0].rows) > listed > 0:
        parts.append("La tabla muestra el resto" if language == "es" else "The table shows the rest")
    return " ".join(sentence(part) for part in parts)
