"""What one clause of a message says: metrics, groups, filters, period, comparison, order, limit and conditions."""

from dataclasses import dataclass, field
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import Conditions
from assistant.builtin.message.asides import Stray
from assistant.builtin.times.comparison import Comparison
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.numbers import Number
from tools.terms import Language, Text

__all__ = ["TIME_GROUPS", "Reading"]

TIME_GROUPS = ("day", "week", "month", "quarter", "year")


@dataclass(slots=True)
class Reading:
    """What one clause says. `line` is the whole clause in concepts; `rest` what the conditions left of it; `spelt` is right."""

    text: str
    folded: str
    language: Language
    line: str
    rest: str
    gloss: Gloss
    numbers: list[Number]
    periods: PeriodReader
    conditions: Conditions
    comparison: Comparison
    metrics: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    filters: list[dict[str, Any]] = field(default_factory=list)
    customer_id: str | None = None
    limit: int | None = None
    place: int | None = None
    quotes: tuple[str, ...] = ()
    saved_as: str | None = None
    continued: bool = False
    notes: list[Text] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    spelt: str = ""

    def has(self, *concepts: str) -> bool:
        """Whether any of these concept words stands in the line."""
        return any(re.search(rf"(?<!\S){concept}(?!\S)", self.line) for concept in concepts)

    @property
    def period(self) -> str | None:
        """The period that metrics are asked for."""
        return self.comparison.period

    @property
    def doubtful(self) -> list[Stray]:
        """The groups of words that nothing has used and that could change the answer."""
        left = set(self.gloss.unknown)
        return [s for s in self.strays if (s.asked or s.noted) and left.issuperset(w for w in s.words if len(w) > 2)]

    @property
    def coverage(self) -> float:
        """The share of the words that meant something."""
        total = self.gloss.known + len(self.gloss.unknown)
        return self.gloss.known / total if total else 0.0
