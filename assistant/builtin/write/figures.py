"""Answers of `query_metrics` in words: a value with its direction, a trend, a ranking, a comparison, a share, a change."""

from collections.abc import Sequence

from assistant.builtin.write.found import Found, as_number, place
from assistant.builtin.write.kept import kept_groups
from assistant.builtin.write.parts import compared, made_of, median
from assistant.builtin.write.rankings import ranking
from assistant.builtin.write.several import key_figures, new_beside_returning, one_group
from assistant.builtin.write.voice import (
    amount,
    interval,
    label,
    limited,
    lower,
    many,
    measured,
    moved,
    sentence,
    when,
)
from assistant.render.escape import escape
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["figures", "not_so", "parts_of_change"]


def figures(found: Found, order_by: str = "", focus: str = "value") -> str:
    """A reply of `query_metrics` in words, by what it holds: moments, groups or single values."""
    if kept := kept_groups(found):
        return kept
    if found.over_time and len(found.dimensions) == 1 and not order_by:
        return _trend(found)
    if found.rows and focus == "one":
        return one_group(found)
    if found.rows:
        return ranking(found, order_by, focus)
    return (
        new_beside_returning(found)
        or key_figures(found, lambda metric: _single(found, metric, focus))
        or "\n\n".join(_single(found, metric, focus) for metric in found.metrics())
    )


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


def not_so(found: Found, supposed: str) -> str:
    """That the change which a question takes for granted did not happen; empty where it did, or where nothing tells."""
    language, metric = found.language, next(iter(found.metrics()), "")
    change = found.single(metric, "change_rate") or found.single(metric, "change")
    value = found.single(metric)
    if change is None or value is None or as_number(change) * (-1 if supposed == "fall" else 1) > 0:
        return ""
    words = _NOT_SO[supposed, "stayed" if as_number(change) == 0 else "moved"][language]
    name = label(value, language)
    return words.format(name=name, lower=lower(name), they="they" if many(name) else "it", when=when(value.period, language))


_NOT_SO = {
    ("fall", "moved"): Text(
        "{name} did not fall {when}: {they} rose.", "En realidad no hubo una bajada de {lower} {when}, sino una subida."
    ),
    ("rise", "moved"): Text(
        "{name} did not rise {when}: {they} fell.", "En realidad no hubo una subida de {lower} {when}, sino una bajada."
    ),
    ("fall", "stayed"): Text(
        "{name} did not fall {when}: {they} stayed the same.", "En realidad no hubo una bajada de {lower} {when}: sin cambios."
    ),
    ("rise", "stayed"): Text(
        "{name} did not rise {when}: {they} stayed the same.", "En realidad no hubo una subida de {lower} {when}: sin cambios."
    ),
}


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
    head = said + interval(value, language) + _whose(found)
    comparison = compared(found, metric)
    return " ".join(filter(None, [sentence(head + (f", {comparison}" if comparison else "")), made_of(found, value)]))


def _whose(found: Found) -> str:
    """Whose doings were counted, where a rule told them: `counting only customers who bought Tea`."""
    people = found.reply.scope.population
    if people is None or not people.en.startswith(("customers ", "all customers")):
        return ""
    return Text(", counting only {who}", ", contando solo {who}")[found.language].format(who=escape(people[found.language]))


def _adverb(value: Fact, language: Language) -> str:
    return f"{limited(value, language)} {when(value.period, language)}".strip()


def _share(found: Found, value: Fact, share: Fact) -> str:
    language = found.language
    total = next((f for f in found.whole() if f.role == "total" and f.metric == value.metric and f is not value), None)
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


def _trend(found: Found) -> str:
    return "\n\n".join(_trend_of(found, metric) for metric in found.metrics())


def _trend_of(found: Found, metric: str) -> str:
    language = found.language
    role = "share" if any(row.fact(metric, "share") for row in found.rows) else "value"
    facts = [fact for row in found.rows if (fact := row.fact(metric, role)) is not None]
    part = _named_by(found)
    complete = [fact for fact in facts if not (fact.period and fact.period.partial)] or facts
    if not facts:
        return ""
    total = found.single(metric, "total") or found.single(metric)
    best, worst = max(complete, key=as_number), min(complete, key=as_number)
    head = measured(total, language, when(total.period, language)) if total else ""
    parts = [sentence(head)] if total else []
    if role == "share" and (of_all := found.single(metric, "share")) is not None:
        parts = [_share(found, total or of_all, of_all)]
    words = (_PEAKED_AFTER if total else _PEAKED)[language]
    said = words.format(
        name=label(facts[0], language), top=place(best, part), high=place(best), bottom=place(worst, part), low=place(worst)
    )
    if len(complete) > 1 and best is not worst:
        parts.append(sentence(said))
    if len(facts) > 2 or facts[-1] is not complete[-1]:
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


def _named_by(found: Found) -> str:
    """What tells the rows of a trend apart: the unit of time alone where it is its only split."""
    return "unit" if len(found.dimensions) == 1 else "of"


def _latest(found: Found, metric: str, facts: Sequence[Fact], complete: Sequence[Fact]) -> str:
    language, last, latest, part = found.language, complete[-1], facts[-1], _named_by(found)
    row = next(row for row in found.rows if last in (row.fact(metric), row.fact(metric, "share")))
    change = row.fact(metric, "change_rate") or row.fact(metric, "change")
    moved_by = f", {moved(change, language)}" if change is not None else ""
    earlier = complete[-2] if len(complete) > 1 else None
    if change is None and earlier is not None:
        way = Text("above", "por encima de") if as_number(last) > as_number(earlier) else Text("below", "por debajo de")
        moved_by = (
            f", {way[language]} {place(earlier, part)} ({place(earlier)})" if as_number(last) != as_number(earlier) else ""
        )
    words = Text("The latest complete one, {of}, stands at **{v}**{by}", "El último completo, {of}, queda en **{v}**{by}")
    if len(complete) > 1 and last in (max(complete, key=as_number), min(complete, key=as_number)):
        words = Text("The latest complete one is {of} itself{by}", "El último completo es precisamente {of}{by}")
    parts = [sentence(words[language].format(of=place(last, part), v=place(last), by=moved_by))]
    if latest is not last:
        partial = Text("{of} is still partial ({v} so far)", "Aún es parcial {of} ({v} hasta ahora)")[language]
        parts.append(sentence(partial.format(of=place(latest, part), v=place(latest))))
    return " ".join(parts)
