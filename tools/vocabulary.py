"""The live catalogue: every metric, dimension, field and value that a question about this shop can name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tools.terms import Text, Unit

__all__ = ["Catalogue", "Term", "Value"]


@dataclass(frozen=True, slots=True)
class Term:
    """A metric, dimension or profile field: its id, its name, and the other words that people use for it."""

    id: str
    label: Text
    synonyms: Mapping[str, Sequence[str]]
    kind: Literal["metric", "dimension", "field"]
    unit: Unit | None = None
    available: bool = True
    missing: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    type: Literal["text", "number", "date", "boolean"] | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a dimension as it stands in the data, with what people call it.

    `weight` is how common it is, `begun` the day it began where it has one (a campaign's first day).
    """

    dimension: str
    key: str
    names: tuple[str, ...] = ()
    weight: float = 0.0
    begun: date | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that `understand` may fill into a plan. Built once per snapshot; segments are added per answer."""

    metrics: Sequence[Term]
    dimensions: Sequence[Term]
    fields: Sequence[Term]
    values: Sequence[Value]
    today: date
    data_first: date
    currency: str
    tables: frozenset[str]
    segments: Sequence[str] = field(default_factory=tuple)
