"""Computes a checked question: values per group, baseline, totals, shares, intervals and the size of each group."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.metrics.frames import column_of, complete, measure, value_of, values
from tools.metrics.metric import Column, Combined, Formula, Metric, Part
from tools.metrics.order_parts import CUSTOMERS, ORDERS, REVENUE
from tools.metrics.question import Question
from tools.metrics.registry import RELATIONS
from tools.metrics.rows import key_column
from tools.metrics.scene import GRAINS, Scene, unit_start

__all__ = [
    "BEFORE",
    "Computed",
    "Series",
    "compute",
    "difference_interval",
    "divisor_of",
    "parts_of",
    "shares_of_units",
    "wilson",
]

BEFORE = "before_"
_Z = 1.959963984540054
_MANY_ORDERS, _FEW_ORDERS = 2_000_000, 50_000


@dataclass(frozen=True, slots=True)
class Series:
    """One metric over the groups; arrays share the order of the keys."""

    metric: Metric
    formula: Formula
    value: Column
    baseline: Column | None
    population: Column | None
    total: float | None
    total_baseline: float | None
    share: Column | None
    low: Column | None
    high: Column | None

    @property
    def change(self) -> Column | None:
        """Value less baseline."""
        return None if self.baseline is None else self.value - self.baseline

    @property
    def change_rate(self) -> Column | None:
        """Change / baseline; NaN where the baseline is 0 or unknown."""
        if self.baseline is None:
            return None
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.baseline > 0, (self.value - self.baseline) / self.baseline, np.nan)


@dataclass(frozen=True, slots=True)
class Computed:
    """Keys (one Arrow column per dimension) and a series per metric."""

    frame: pa.Table
    series: tuple[Series, ...]


def parts_of(metrics: Iterable[Metric], scene: Scene, share: bool = False) -> list[Part]:
    """All aggregates that these metrics need, each once; those behind their population where it tells how far to trust them.

    That is under an average, and under a number that stands alone; not under a sum per group or as a share of the whole.
    """
    behind = [m.population for m in metrics if m.population is not None and (m.averaged or not (scene.dims or share))]
    return list(dict.fromkeys([*_told_of(metrics, scene), *behind]))


def _told_of(metrics: Iterable[Metric], scene: Scene) -> list[Part]:
    """The aggregates that are told themselves."""
    return list(dict.fromkeys(part for m in metrics for part in (*m.variant(scene).formula.parts(), *m.counts)))


def compute(question: Question) -> Computed:
    """Run the question's aggregates and put its metrics together per group."""
    scene, parts = question.scene, parts_of(question.metrics, question.scene, question.asked.share)
    if question.before is not None and not scene.dims and REVENUE in parts and ORDERS not in parts:
        parts.append(ORDERS)  # what a change of revenue is explained with
    with ThreadPoolExecutor(1) as aside:
        earlier = aside.submit(_measured_before, question, parts) if question.before is not None else None
        frame = _measured(question, parts)
    if earlier is not None:
        frame = _with_baseline(frame, question, earlier.result(), parts)
    frame = _occupied(frame, scene, parts)
    whole = _whole_units(question, frame, parts) if shares_of_units(question) else None
    return Computed(frame, tuple(_series(metric, frame, question, whole) for metric in question.metrics))


def _measured(question: Question, parts: Sequence[Part]) -> pa.Table:
    """The frame; in a large shop people who are only behind a number are counted where its orders are not many."""
    scene, told = question.scene, _told_of(question.metrics, question.scene)
    if CUSTOMERS not in parts or CUSTOMERS in told or scene.dims or scene.warehouse.rows("orders") <= _MANY_ORDERS:
        return complete(measure(scene, parts, RELATIONS), scene, parts)
    first = list(dict.fromkeys([*(part for part in parts if part is not CUSTOMERS), ORDERS]))
    frame = measure(scene, first, RELATIONS)
    if column_of(frame, ORDERS.id)[0] > _FEW_ORDERS:
        return frame
    return frame.append_column(CUSTOMERS.id, measure(scene, [CUSTOMERS], RELATIONS).column(CUSTOMERS.id))


def shares_of_units(question: Question) -> bool:
    """Whether shares are of all in each unit of time: of what is filtered or of other groups, not of the units themselves."""
    scene = question.scene
    apart = bool(set(scene.dims) - {*GRAINS}) or bool(scene.conditions or scene.people or scene.among)
    return question.asked.share and scene.grain is not None and apart


def _whole_units(question: Question, frame: pa.Table, parts: Sequence[Part]) -> pa.Table:
    """What the rows of the frame are shares of: their unit of time, without the filters where it is the only split."""
    scene = question.scene
    units = tuple(dim for dim in scene.dims if dim in GRAINS)
    bare = replace(scene, dims=units) if len(units) < len(scene.dims) else replace(scene, conditions=(), people=(), among=None)
    names = [key_column(dim) for dim in units]
    whole = complete(measure(bare, parts, RELATIONS), bare, parts)
    found = {key: row for row, key in enumerate(_keys(whole, names))}
    return whole.take(pa.array([found.get(key) for key in _keys(frame, names)], pa.int64()))


def _keys(frame: pa.Table, names: Sequence[str]) -> list[tuple[object, ...]]:
    return list(zip(*(frame.column(name).to_pylist() for name in names), strict=True))


def _compared(question: Question, parts: Sequence[Part]) -> list[Part]:
    """What is needed of the baseline too: not those who are only behind a number that stands alone."""
    if question.scene.dims:
        return list(parts)
    behind, told = {metric.population for metric in question.metrics}, _told_of(question.metrics, question.scene)
    return [part for part in parts if part in told or part not in behind]


def _measured_before(question: Question, parts: Sequence[Part]) -> pa.Table:
    before = question.before
    assert before is not None  # the caller has checked it
    compared = _compared(question, parts)
    return complete(measure(before, compared, RELATIONS), before, compared)


def _with_baseline(frame: pa.Table, question: Question, earlier: pa.Table, parts: Sequence[Part]) -> pa.Table:
    before = question.before
    assert before is not None  # the caller has checked it
    keys = [key_column(dim) for dim in question.scene.dims]
    earlier = earlier.rename_columns([n if n in keys else f"{BEFORE}{n}" for n in earlier.column_names])
    if not keys:
        for name in earlier.column_names:
            frame = frame.append_column(name, earlier.column(name))
        return frame
    grains = [dim for dim in question.scene.dims if dim in GRAINS]
    for dim in grains:
        earlier = _moved(earlier, dim, before, question.scene)
    joined = frame.join(earlier, keys=keys, join_type="left outer" if grains else "full outer")
    for part in parts if joined.num_rows else ():
        for name in (part.id, f"{BEFORE}{part.id}"):
            index = joined.column_names.index(name)
            joined = joined.set_column(index, name, joined.column(index).fill_null(0.0) if part.zero else joined.column(index))
    return joined


def _moved(earlier: pa.Table, dim: str, before: Scene, scene: Scene) -> pa.Table:
    """The baseline's units of time laid over the period's, the first on the first."""
    name = key_column(dim)
    pairs = zip(before.windows(), scene.windows(), strict=False)
    moved = {unit_start(dim, old.first): unit_start(dim, new.first) for old, new in pairs}  # type: ignore[arg-type]
    column = pa.array([moved.get(key) for key in earlier.column(name).to_pylist()], pa.date32())
    index = earlier.column_names.index(name)
    return earlier.set_column(index, name, column).filter(pc.is_valid(column))


def _occupied(frame: pa.Table, scene: Scene, parts: Sequence[Part]) -> pa.Table:
    """Leave out groups that hold nothing of what was asked (e.g. only refunds where orders were); never units of time."""
    if not scene.dims or {*GRAINS, "weekday"} & set(scene.dims):
        return frame
    counted = [n for n in frame.column_names if n.removeprefix(BEFORE) in {part.id for part in parts if part.zero}]
    if not counted or len(counted) < len(parts):
        return frame
    held = np.zeros(frame.num_rows, dtype=bool)
    for name in counted:
        held |= column_of(frame, name) != 0
    return frame.filter(pa.array(held))


def _series(metric: Metric, frame: pa.Table, question: Question, whole: pa.Table | None = None) -> Series:
    formula = metric.variant(question.scene).formula
    value = values(frame, formula)
    baseline = values(_earlier(frame), formula) if question.before is not None else None
    population = (
        column_of(frame, metric.population.id) if metric.population and metric.population.id in frame.column_names else None
    )
    total = total_baseline = None
    if question.scene.dims:
        total = _total(metric, formula, frame, question.scene)
        total_baseline = _total(metric, formula, _earlier(frame), question.before) if question.before is not None else None
    share = value / total if question.asked.share and total and metric.zero else None
    if whole is not None:
        of_all = values(whole, formula)
        share = np.where(of_all > 0, value / np.where(of_all > 0, of_all, 1.0), np.nan) if metric.zero else None
    low, high = _bounds(metric, formula, frame, value)
    return Series(metric, formula, value, baseline, population, total, total_baseline, share, low, high)


def _earlier(frame: pa.Table) -> pa.Table:
    names = [name for name in frame.column_names if name.startswith(BEFORE)]
    return frame.select(names).rename_columns([name.removeprefix(BEFORE) for name in names])


def _total(metric: Metric, formula: Formula, frame: pa.Table, scene: Scene) -> float | None:
    """The value over all groups: from the groups' sums where they add up, else computed without groups."""
    parts = list(formula.parts())
    adds_up = all(part.line_sums if scene.by_line else part.sums for part in parts) and "segment" not in scene.dims
    if adds_up:
        sums = {part.id: np.array([np.nansum(column_of(frame, part.id))]) for part in parts}
        found = float(formula.of(sums)[0])
        return None if np.isnan(found) else found
    if metric.basis != "flow" and {*GRAINS} & set(scene.dims):
        return None
    return value_of(measure(_whole(scene), parts, RELATIONS), formula)


def _whole(scene: Scene) -> Scene:
    """Without groups; products asked for as groups stay products, so that the total is theirs."""
    return replace(scene, dims=())


def _bounds(metric: Metric, formula: Formula, frame: pa.Table, value: Column) -> tuple[Column | None, Column | None]:
    """The 95% interval of a share of counted things, or of the difference of two; NaN where there is nothing."""
    divisor = divisor_of(formula)
    if not metric.interval or divisor is None:
        return None, None
    n = column_of(frame, divisor.id)
    n = np.where(n > 0, n, np.nan)
    if metric.interval == "nps":
        high, low, *_ = (column_of(frame, part.id) / n for part in formula.parts())
        return difference_interval(high, low, n)
    return wilson(np.clip(value, 0.0, 1.0), n)


def wilson(share: Column, n: Column) -> tuple[Column, Column]:
    """The 95% Wilson score intervals of shares of n."""
    centre = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * np.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def difference_interval(high: Column, low: Column, n: Column) -> tuple[Column, Column]:
    """The 95% intervals, times 100, of the difference of two shares of the same n people (promoters less detractors)."""
    mean = high - low
    half = _Z * np.sqrt(np.maximum(0.0, high + low - mean * mean) / n)
    return np.maximum(-100.0, 100 * (mean - half)), np.minimum(100.0, 100 * (mean + half))


def divisor_of(formula: Formula) -> Part | None:
    """The aggregate that a ratio divides by, where it is a single one; a factor before it does not matter."""
    if not isinstance(formula, Combined):
        return None
    if formula.op == "*":
        return divisor_of(formula.left)
    return formula.right if formula.op == "/" and isinstance(formula.right, Part) else None
