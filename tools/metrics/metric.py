"""What a metric is made of: aggregates over fact tables, and formulas of them (ratios of sums, never means of ratios)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from tools.metrics.scene import Scene
from tools.terms import Stage, Text, Unit

__all__ = ["Aggregate", "Column", "Combined", "Formula", "Metric", "Part", "Variant", "Words"]

Column = npt.NDArray[np.float64]
Aggregate = Callable[[ir.Table, Scene], ir.Value]
Words = Mapping[str, tuple[str, ...]]


class Formula:
    """Arithmetic of aggregates; a division by nothing is no number, never zero."""

    def __truediv__(self, other: Formula) -> Combined:
        return Combined("/", self, other)

    def __sub__(self, other: Formula) -> Combined:
        return Combined("-", self, other)

    def __add__(self, other: Formula) -> Combined:
        return Combined("+", self, other)

    def __mul__(self, other: Formula | float) -> Combined:
        return Combined("*", self, other if isinstance(other, Formula) else Constant(other))

    def at_least(self, floor: float) -> Combined:
        """The formula's value, or the floor where it is below."""
        return Combined("max", self, Constant(floor))

    def parts(self) -> Iterator[Part]:
        """The aggregates that it is made of, left to right."""
        raise NotImplementedError

    def of(self, columns: Mapping[str, Column]) -> Column:
        """Its value per group, from the aggregates' columns; NaN where there is none."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class Part(Formula):
    """One aggregate over one relation.

    `by_line` is the same over order lines, used when a question splits or filters by product or category. `needs` names
    columns that cost a join (`first_order_on`). `zero`: nothing there means 0, as for sums and counts. `sums`: disjoint
    groups add up to the total; `line_sums`: by product as well.
    """

    id: str
    label: Text
    unit: Unit
    relation: str
    aggregate: Aggregate
    by_line: Aggregate | None = None
    needs: tuple[str, ...] = ()
    zero: bool = True
    sums: bool = False
    line_sums: bool = False

    def parts(self) -> Iterator[Part]:
        """Itself."""
        yield self

    def of(self, columns: Mapping[str, Column]) -> Column:
        """Its own column."""
        return columns[self.id]


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Formula):
    """A plain number in a formula."""

    value: float

    def parts(self) -> Iterator[Part]:
        """None."""
        return iter(())

    def of(self, columns: Mapping[str, Column]) -> Column:
        """The number, for any group."""
        return np.asarray(self.value, dtype=np.float64)


_OPERATORS: Mapping[str, Callable[..., Column]] = {"-": np.subtract, "+": np.add, "*": np.multiply, "max": np.maximum}


@dataclass(frozen=True, slots=True, eq=False)
class Combined(Formula):
    """Two formulas joined by an operator."""

    op: Literal["/", "-", "+", "*", "max"]
    left: Formula
    right: Formula

    def parts(self) -> Iterator[Part]:
        """The aggregates of both sides."""
        yield from self.left.parts()
        yield from self.right.parts()

    def of(self, columns: Mapping[str, Column]) -> Column:
        """The operator applied per group; NaN where the divisor is 0 or missing."""
        left, right = self.left.of(columns), self.right.of(columns)
        if self.op == "/":
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(right == 0, np.nan, left / right)
        return _OPERATORS[self.op](left, right)


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One way to compute a metric; the first whose condition holds for a snapshot is taken."""

    formula: Formula
    when: Callable[[Scene], bool] = lambda scene: True
    label: Text | None = None
    note: Text | None = None
    assumption: Text | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Metric:
    """A declared metric.

    Attributes:
        stage: where the lifecycle shows it; `value` for what a customer is worth.
        variants: ways to compute it, in order of preference.
        basis: `flow` happens in a period; `stock` is true at its end; `today` is known as of the data's end only.
        population: how many customers (visits, messages, ...) stand behind it; small groups are told by it.
        interval: `wilson` for a share of counted things, `nps` for the difference of two such shares.
        additive: groups that do not overlap sum to the total.
        note: what a reader has to know when `note_when` holds.
        default_period: what is meant when no period is named and all history would mean nothing.
    """

    id: str
    label: Text
    unit: Unit
    stage: Stage | Literal["value"]
    good: Literal["up", "down", "neither"]
    definition: Text
    synonyms: Words
    variants: tuple[Variant, ...]
    population: Part | None = None
    basis: Literal["flow", "stock", "today"] = "flow"
    interval: Literal["", "wilson", "nps"] = ""
    additive: bool = False
    note: Text | None = None
    note_when: Callable[[Scene], bool] = lambda scene: True
    default_period: str = ""
    shopify: str = ""
    klaviyo: str = ""
    counts: tuple[Part, ...] = field(default=())

    def variant(self, scene: Scene) -> Variant:
        """The way to compute it on this snapshot; the first one when none fits, so that it can say what is missing."""
        return next((v for v in self.variants if v.when(scene)), self.variants[0])

    @property
    def averaged(self) -> bool:
        """Whether it is an average or rate, which small groups make unreliable."""
        return not self.zero

    @property
    def zero(self) -> bool:
        """Whether a group or day without rows has 0 of it."""
        formula = self.variants[0].formula
        return self.basis == "flow" and "/" not in _operators(formula) and all(part.zero for part in formula.parts())


def _operators(formula: Formula) -> set[str]:
    if not isinstance(formula, Combined):
        return set()
    return {formula.op} | _operators(formula.left) | _operators(formula.right)
