"""States a computed result as facts: values, what they divide by, baselines, changes, shares and totals."""

from collections.abc import Iterator, Mapping
from math import isnan
from typing import Any

from tools.metrics.computing import Computed, Series, wilson
from tools.metrics.conditions import listed
from tools.metrics.dimensions import key_of
from tools.metrics.frames import column_of
from tools.metrics.metric import Combined, Part
from tools.metrics.question import Question
from tools.metrics.ranking import Ranked
from tools.metrics.rows import WEEKDAYS, key_column
from tools.metrics.scene import GRAINS, Scene
from tools.reply import Fact, Interval, Span
from tools.terms import Unit

__all__ = ["Speaker", "filter_dimensions", "number", "span_of"]

_STATED_ROWS = 12
_STATED_UNITS = 62
_FEW_ROWS = 4
_WHOLE = frozenset({"orders", "customers", "count", "visits", "people", "subscriptions", "messages"})


def number(value: float, unit: Unit) -> float | int:
    """Counts as whole numbers, money to the hundredth of a cent, the rest as it is."""
    if unit in _WHOLE or (unit == "units" and float(value).is_integer()):
        return round(value)
    return round(float(value), 4) if unit == "money" else float(value)


def span_of(scene: Scene, question: Question) -> Span:
    """The days as they were used."""
    return Span(scene.first, scene.last, question.partial)


def filter_dimensions(question: Question) -> dict[str, str]:
    """What the conditions say about the numbers, e.g. country: Germany."""
    said: dict[str, list[str]] = {}
    for condition in (*question.scene.conditions, *question.scene.people):
        if condition.op in ("known", "unknown"):
            words = condition.op
        elif condition.field == "segment" or condition in question.scene.people:
            words = str(condition.value) if condition.op == "=" else f"{condition.op} {condition.value}"
        else:
            words = ", ".join(_said(condition.field, value) for value in listed(condition))
            words = f"not {words}" if condition.op in ("!=", "not_in") else words
            words = f"{condition.op} {words}" if condition.op in ("<", "<=", ">", ">=") else words
        said.setdefault(condition.field, []).append(words)
    return {name: ", ".join(words) for name, words in said.items()}


def _said(dim: str, value: Any) -> str:
    if isinstance(value, tuple):
        first, last = value
        return str(first) if first == last else f"{first}..{last}"
    return WEEKDAYS[value] if dim == "weekday" else str(value)


class Speaker:
    """Makes the facts of one result."""

    def __init__(self, question: Question, computed: Computed, ranked: Ranked | None, names: Mapping[str, str]) -> None:
        self._question, self._computed, self._ranked, self._names = question, computed, ranked, names
        self._dimensions = filter_dimensions(question)
        self._currency = question.scene.warehouse.currency or None
        before = question.before
        self._now = span_of(question.scene, question)
        self._then = Span(before.first, before.last, question.partial) if before is not None else None

    def facts(self) -> list[Fact]:
        """All facts, the ones that were asked for first."""
        if self._ranked is None:
            return [fact for series in self._computed.series for fact in self._of_row(series, 0, {}, headline=True, parts=True)]
        return [*self._rows(self._ranked), *self._totals(self._ranked)]

    def _rows(self, ranked: Ranked) -> Iterator[Fact]:
        dims = self._question.scene.dims
        timed = bool(set(GRAINS) & set(dims)) and not ranked.by_value
        asked = self._question.asked.limit is not None or len(ranked.rows) <= _FEW_ROWS
        stated = ranked.rows[: _STATED_UNITS if timed else max(_STATED_ROWS, self._question.asked.limit or 0)]
        columns = [self._computed.frame.column(key_column(dim)) for dim in dims]
        for place, row in enumerate(stated[:_STATED_UNITS]):
            keys = {dim: str(key_of(dim, column[int(row)].as_py())) for dim, column in zip(dims, columns, strict=True)}
            if "product" in keys and (name := self._names.get(keys["product"])):
                keys["product_name"] = name
            headline = not timed and (place == 0 or asked)
            for series in self._computed.series:
                yield from self._of_row(series, int(row), keys, headline=headline, parts=False)

    def _of_row(self, series: Series, row: int, keys: Mapping[str, str], *, headline: bool, parts: bool) -> Iterator[Fact]:
        value = float(series.value[row])
        if not isnan(value):
            population = _at(series.population, row)
            yield self._fact(series, value, keys, "value", headline, population, self._interval(series, row, value, population))
        if series.baseline is not None:
            yield from self._compared(series, row, keys, headline)
        if series.share is not None and not isnan(float(series.share[row])):
            yield self._fact(series, float(series.share[row]), keys, "share", headline and self._question.asked.share, unit="rate")
        if parts and not isnan(value):
            yield from self._parts(series, row)

    def _compared(self, series: Series, row: int, keys: Mapping[str, str], headline: bool) -> Iterator[Fact]:
        baseline = float(series.baseline[row]) if series.baseline is not None else float("nan")
        if isnan(baseline):
            return
        yield self._fact(series, baseline, keys, "baseline", headline, before=True)
        change, rate = series.change, series.change_rate
        if not self._question.comparable or change is None or rate is None or isnan(change[row]):
            return
        yield self._fact(series, float(change[row]), keys, "change", False)
        if not isnan(rate[row]):
            yield self._fact(series, float(rate[row]), keys, "change_rate", False, unit="rate")

    def _totals(self, ranked: Ranked) -> Iterator[Fact]:
        for series in self._computed.series:
            if series.total is None:
                continue
            yield self._fact(series, series.total, {}, "total", not len(ranked.rows))
            if series.total_baseline is None:
                continue
            yield self._fact(series, series.total_baseline, {}, "baseline", False, before=True)
            if self._question.comparable:
                yield self._fact(series, series.total - series.total_baseline, {}, "change", False)
                if series.total_baseline > 0:
                    yield self._fact(series, series.total / series.total_baseline - 1, {}, "change_rate", False, unit="rate")

    def _parts(self, series: Series, row: int) -> Iterator[Fact]:
        """What a rate divides and by what, as counts of their own; no rate without its denominator."""
        asked = {other.metric.id for other in self._computed.series}
        named: list[Part] = [*series.formula.parts()] if isinstance(series.formula, Combined) else []
        for part in dict.fromkeys((*named, *series.metric.counts)):
            found = float(column_of(self._computed.frame, part.id)[row])
            if part.id in asked or isnan(found):
                continue
            yield Fact(
                part.id, part.label, number(found, part.unit), part.unit, self._now, dict(self._dimensions), "count",
                self._currency if part.unit == "money" else None,
            )  # fmt: skip

    def _interval(self, series: Series, row: int, value: float, population: float | None) -> Interval | None:
        divisor = _divisor(series)
        if not series.metric.proportion or divisor is None:
            return None
        n = float(column_of(self._computed.frame, divisor.id)[row])
        if n <= 0:
            return None
        low, high = wilson(min(1.0, max(0.0, value)), n)
        return Interval(low, high, 0.95, "confidence")

    def _fact(
        self, series: Series, value: float, keys: Mapping[str, str], role: Any, headline: bool, population: float | None = None,
        interval: Interval | None = None, unit: Unit | None = None, before: bool = False,
    ) -> Fact:  # fmt: skip
        metric = series.metric
        unit = unit or metric.unit
        label = metric.variant(self._question.scene).label or metric.label
        return Fact(
            metric.id, label, number(value, unit), unit, self._then if before else self._now, {**self._dimensions, **keys}, role,
            self._currency if unit == "money" else None, round(population) if population is not None else None, interval, headline,
        )  # fmt: skip


def _divisor(series: Series) -> Part | None:
    formula = series.formula
    return formula.right if isinstance(formula, Combined) and isinstance(formula.right, Part) else None


def _at(column: Any, row: int) -> float | None:
    return None if column is None or isnan(float(column[row])) else float(column[row])
