"""What a rule is made of: single conditions on customer traits, cut where people would cut them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tools.analytics.order_days import Bools, Floats

__all__ = ["Clause", "Trait", "clauses_of", "holds", "number_trait", "rule_holds", "word_trait"]

MOST_WORDS = 15
_QUANTILES = (0.2, 0.4, 0.6, 0.8)
_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Trait:
    """One property of every customer.

    Attributes:
        field: its name.
        values: a number per customer, or a place in `words`; NaN where it is not known.
        words: None for numbers.
    """

    field: str
    values: Floats
    words: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on one trait; somebody whose trait is not known does not meet it."""

    field: str
    op: Literal["=", "<=", ">="]
    value: str | float


def number_trait(field: str, values: Sequence[float] | Floats) -> Trait:
    """A trait of numbers, NaN where unknown."""
    return Trait(field, np.asarray(values, dtype=np.float64))


def word_trait(field: str, values: Sequence[str | None]) -> Trait:
    """A trait of words, None where unknown."""
    known = sorted({value for value in values if value is not None})
    place = {word: float(i) for i, word in enumerate(known)}
    codes = [np.nan if value is None else place[value] for value in values]
    return Trait(field, np.asarray(codes, dtype=np.float64), tuple(known))


def clauses_of(trait: Trait) -> list[Clause]:
    """The conditions worth trying on a trait: its most frequent words, or both sides of rounded quantiles."""
    known = trait.values[np.isfinite(trait.values)]
    if trait.words is not None:
        counts = np.bincount(known.astype(np.int64), minlength=len(trait.words))
        frequent = np.argsort(-counts, kind="stable")[:MOST_WORDS]
        return [Clause(trait.field, "=", trait.words[i]) for i in frequent if counts[i]]
    if not len(known):
        return []
    lowest, highest = float(known.min()), float(known.max())
    edges = sorted({_rounded(float(edge)) for edge in np.quantile(known, _QUANTILES)})
    low = [Clause(trait.field, "<=", edge) for edge in edges if lowest <= edge < highest]
    return low + [Clause(trait.field, ">=", edge) for edge in edges if lowest < edge <= highest]


def holds(clause: Clause, trait: Trait) -> Bools:
    """Who meets the condition."""
    if trait.words is not None:
        if clause.value not in trait.words:
            return np.zeros(len(trait.values), dtype=bool)
        return np.asarray(trait.values == trait.words.index(str(clause.value)))
    bound = float(clause.value)
    with np.errstate(invalid="ignore"):
        return np.asarray(trait.values <= bound if clause.op == "<=" else trait.values >= bound)


def rule_holds(rule: Sequence[Clause], traits: Sequence[Trait]) -> Bools:
    """Who meets every condition of a rule.

    Raises:
        KeyError: a condition on a trait that is not there.
    """
    by_field = {trait.field: trait for trait in traits}
    met: NDArray[np.bool_] = np.ones(len(traits[0].values) if traits else 0, dtype=bool)
    for clause in rule:
        met &= holds(clause, by_field[clause.field])
    return met


def _rounded(edge: float) -> float:
    """To two figures and at most hundredths, as a person would say it; whole numbers under 100 stay."""
    if edge == 0 or (edge.is_integer() and abs(edge) < 10**_FIGURES):
        return edge
    if abs(edge) < 1:
        return round(edge, _FIGURES)
    return float(f"{edge:.{_FIGURES}g}")
