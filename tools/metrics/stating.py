"""States a computed result as facts: values, what they divide by, baselines, changes, shares and totals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any, Literal

from tools.conditions import FieldCondition
from tools.metrics.computing import Computed, Series
from tools.metrics.conditions import listed
from tools.metrics.dimensions import key_of
from tools.metrics.frames import column_of
from tools.metrics.live_values import NAMED_BY_ID
from tools.metrics.metric import Column as Numbers
from tools.metrics.metric import Combined, Part
from tools.metrics.question import Question
from tools.metrics.ranking import Ranked
from tools.metrics.rows import WEEKDAYS, key_column
from tools.metrics.scene import GRAINS, Scene, Window, unit_last, unit_start
from tools.reply import Fact, Interval, Span
from tools.terms import Unit

__all__ = ["Speaker", "filter_dimensions", "number", "span_of"]

Role = Literal["value", "baseline", "change", "change_rate", "share", "total", "count"]

_HEADLINES: frozenset[Role] = frozenset({"value", "baseline", "share", "total"})
_STATED_ROWS = 50
_STATED_UNITS = 120
_EXTREMES = 3  # the first and the last unit may be partial, and then neither is the highest or lowest complete one
_FEW_ROWS = 4
_ROWS_ASKED = 20
_WHOLE = frozenset({"orders", "customers", "count", "visits", "people", "subscriptions", "messages", "units"})


def number(value: float, unit: Unit) -> float | int:
    """Whole counts as whole numbers (orders per customer are none), money to the hundredth of a cent, the rest as it is."""
    if unit in _WHOLE and float(value).is_integer():
        return round(value)
    return round(float(value), 4) if unit == "money" else float(value)


def span_of(scene: Scene, question: Question) -> Span:
    """The days as they were used."""
    return Span(scene.first, scene.last, question.partial)


def filter_dimensions(question: Question) -> dict[str, str]:
    """What the conditions say about the numbers, e.g. country: Germany."""
    said: dict[str, list[str]] = {}
    for condition in question.scene.conditions:
        said.setdefault(condition.field, []).append(_condition_words(condition))
    for condition in question.scene.people:
        plain = condition.op == "=" and condition.value is not None
        said.setdefault(condition.field, []).append(str(condition.value) if plain else f"{condition.op} {condition.value}")
    return {name: ", ".join(words) for name, words in said.items()}


def _condition_words(condition: FieldCondition) -> str:
    if condition.op in ("known", "unknown"):
        return condition.op
    words = ", ".join(_said(condition.field, value) for value in listed(condition))
    if condition.op in ("!=", "not_in"):
        return f"not {words}"
    return f"{condition.op} {words}" if condition.op in ("<", "<=", ">", ">=") else words


def _said(dim: str, value: Any) -> str:
    if isinstance(value, tuple):
        first, last = value
        return str(first) if first == last else f"{first}..{last}"
    return WEEKDAYS[value] if dim == "weekday" else str(value)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fact stands: its row, its group's keys, its days and those of its baseline."""

    row: int
    keys: Mapping[str, str]
    now: Span
    then: Span | None
    headline: bool


def _with_names(dimensions: dict[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Beside products and campaigns, which are ids, what they are called."""
    for dim in NAMED_BY_ID:
        ids = dimensions.get(dim, "").split(", ")
        if all(one in names for one in ids):
            dimensions[f"{dim}_name"] = ", ".join(names[one] for one in ids)
    return dimensions


class Speaker:
    """Makes the facts of one result."""

    def __init__(self, question: Question, computed: Computed, ranked: Ranked | None, names: Mapping[str, str]) -> None:
        self._question, self._computed, self._ranked, self._names = question, computed, ranked, names
        self._dimensions = _with_names(filter_dimensions(question), names)
        self._currency = question.scene.warehouse.currency or None
        before = question.before
        self._now = span_of(question.scene, question)
        self._then = Span(before.first, before.last, question.partial) if before is not None else None

    def facts(self) -> list[Fact]:
        """All facts, the ones that were asked for first; the same number is stated once."""
        if self._ranked is None:
            whole = _Place(0, {}, self._now, self._then, headline=True)
            said = [fact for series in self._computed.series for fact in (*self._of_row(series, whole), *self._parts(series))]
        else:
            places = list(self._places(self._ranked))
            said = [fact for place in places for series in self._computed.series for fact in self._of_row(series, place)]
            said += self._totals(headline=not places or self._one_question() or self._timed(self._ranked))
        return said

    def _one_question(self) -> bool:
        """Whether the groups are values that were named (`France and Germany`): then their sum is asked for as well."""
        dims = self._question.scene.dims
        return any(c.op == "in" and len(listed(c)) > 1 and c.field in dims for c in self._question.scene.conditions)

    def _timed(self, ranked: Ranked) -> bool:
        """Whether the groups are units of time in their order: then the whole is what leads."""
        return bool(set(GRAINS) & set(self._question.scene.dims)) and not ranked.by_value

    def _places(self, ranked: Ranked) -> Iterator[_Place]:
        dims, scene = self._question.scene.dims, self._question.scene
        timed = self._timed(ranked)
        asked = self._question.asked.limit is not None or len(ranked.rows) <= _FEW_ROWS
        columns = [self._computed.frame.column(key_column(dim)) for dim in dims]
        spans = {unit_start(scene.grain, w.first): w for w in scene.windows()} if scene.grain else {}
        earlier = self._question.before.windows() if scene.grain and self._question.before is not None else []
        units = list(spans)
        for place, row in enumerate(self._of_units(ranked) if timed else ranked.rows[:_STATED_ROWS]):
            values = [column[int(row)].as_py() for column in columns]
            keys = _with_names({dim: str(key_of(dim, value)) for dim, value in zip(dims, values, strict=True)}, self._names)
            now, then = self._now, self._then
            if scene.grain:
                unit = values[dims.index(scene.grain)]
                now = self._unit_span(unit, spans[unit])
                old = earlier[units.index(unit)] if units.index(unit) < len(earlier) else None
                then = Span(old.first, old.last) if old is not None else None
            yield _Place(
                int(row),
                keys,
                now,
                then,
                headline=not timed and not self._question.kept and (place == 0 or (asked and place < _ROWS_ASKED)),
            )

    def _of_units(self, ranked: Ranked) -> list[int]:
        """The units stated of a long series: the latest ones, and the highest and lowest of them all."""
        rows = [int(row) for row in ranked.rows]
        if len(rows) <= _STATED_UNITS:
            return rows
        kept = set(rows[-_STATED_UNITS:])
        for series in self._computed.series:
            known = sorted((row for row in rows if not isnan(series.value[row])), key=lambda row: float(series.value[row]))
            kept |= {*known[:_EXTREMES], *known[-_EXTREMES:]}
        return [row for row in rows if row in kept]

    def _unit_span(self, unit: date, window: Window) -> Span:
        grain = self._question.scene.grain
        whole = grain is None or (unit == window.first and unit_last(grain, unit) == window.last)
        return Span(window.first, window.last, not whole)

    def _of_row(self, series: Series, place: _Place) -> Iterator[Fact]:
        value = float(series.value[place.row])
        if not isnan(value):
            yield self._fact(series, value, place, "value")
        if series.baseline is not None and place.then is not None:
            yield from self._compared(series, place)
        if series.share is not None and not isnan(float(series.share[place.row])):
            yield self._fact(series, float(series.share[place.row]), place, "share")

    def _compared(self, series: Series, place: _Place) -> Iterator[Fact]:
        change, rate = series.change, series.change_rate
        if series.baseline is None or change is None or rate is None or isnan(float(series.baseline[place.row])):
            return
        yield self._fact(series, float(series.baseline[place.row]), place, "baseline")
        if not self._question.comparable or isnan(change[place.row]):
            return
        yield self._fact(series, float(change[place.row]), place, "change")
        if not isnan(rate[place.row]):
            yield self._fact(series, float(rate[place.row]), place, "change_rate")

    def _totals(self, headline: bool) -> Iterator[Fact]:
        place = _Place(0, {}, self._now, self._then, headline)
        for series in self._computed.series:
            if series.total is None:
                continue
            yield self._fact(series, series.total, place, "total")
            before = series.total_baseline
            if before is None:
                continue
            yield self._fact(series, before, place, "baseline")
            if self._question.comparable:
                yield self._fact(series, series.total - before, place, "change")
            if self._question.comparable and before > 0:
                yield self._fact(series, series.total / before - 1, place, "change_rate")

    def _parts(self, series: Series) -> Iterator[Fact]:
        """What a rate divides and by what, as counts of their own; no rate without its denominator."""
        asked = {other.metric.id for other in self._computed.series}
        named: list[Part] = [*series.formula.parts()] if isinstance(series.formula, Combined) else []
        for part in dict.fromkeys((*named, *series.metric.counts)):
            found = float(column_of(self._computed.frame, part.id)[0])
            if part.id in asked or isnan(found):
                continue
            yield Fact(
                part.id, part.label, number(found, part.unit), part.unit, self._now, dict(self._dimensions), "count",
                self._currency if part.unit == "money" else None,
            )  # fmt: skip

    def _fact(self, series: Series, value: float, place: _Place, role: Role) -> Fact:
        metric, own = series.metric, role == "value"
        unit: Unit = "rate" if role in ("share", "change_rate") else metric.unit
        label = metric.variant(self._question.scene).label or metric.label
        then = place.then if role == "baseline" else None
        return Fact(
            metric.id, label, number(value, unit), unit, then or place.now, {**self._dimensions, **place.keys}, role,
            self._currency if unit == "money" else None,
            population_n=_at(series.population, place.row) if own else None,
            interval=_interval(series, place.row) if own else None,
            headline=place.headline and role in _HEADLINES,
        )  # fmt: skip


def _interval(series: Series, row: int) -> Interval | None:
    if series.low is None or series.high is None or isnan(float(series.low[row])):
        return None
    return Interval(float(series.low[row]), float(series.high[row]), 0.95, "confidence")


def _at(column: Numbers | None, row: int) -> int | None:
    return None if column is None or isnan(float(column[row])) else round(float(column[row]))
