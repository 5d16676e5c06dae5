"""A text cut into clauses, with what each place speaks of: which entities, which period, which direction."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.agent.grounding.known import Entity
from assistant.agent.grounding.periods import Named, periods
from assistant.agent.grounding.words import COMPARED, DOWN, TOTAL, UP

__all__ = ["Mention", "Scene"]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+|(?<=\|)")
_CLAUSE = re.compile(
    r"[,;:()—]\s+|\s[–-]\s|[()|]|\s(?:and|but|while|whereas|y|e|pero|mientras(?: que)?)\s|"
    r"\s(?:frente a|vs\.?|versus|compared (?:with|to)|than)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names an entity; the same word may name several."""

    start: int
    end: int
    entities: frozenset[Entity]


@dataclass(frozen=True)
class Scene:
    """One text, read once."""

    text: str
    names: Mapping[str, frozenset[Entity]]

    @cached_property
    def periods(self) -> Sequence[Named]:
        """The periods it names."""
        return periods(self.text)

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """The entities it names, the longest name first where several fit."""
        if not self.names:
            return ()
        alternatives = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
        return [Mention(m.start(), m.end(), self.names[m[0].lower()]) for m in pattern.finditer(self.text)]

    @cached_property
    def _sentences(self) -> Sequence[int]:
        return [0, *(m.end() for m in _SENTENCE.finditer(self.text))]

    @cached_property
    def _clauses(self) -> Sequence[int]:
        return sorted({*self._sentences, *(m.end() for m in _CLAUSE.finditer(self.text))})

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        return self._around(self._sentences, place)

    def clause(self, place: int) -> tuple[int, int]:
        """Where the clause around a place begins and ends."""
        return self._around(self._clauses, place)

    def _around(self, starts: Sequence[int], place: int) -> tuple[int, int]:
        index = bisect_right(starts, place)
        return starts[index - 1], starts[index] if index < len(starts) else len(self.text)

    def entity_near(self, place: int, dimension: str) -> frozenset[Entity] | None:
        """What a place speaks of in a dimension: the nearest name in its clause, else in its sentence, else before it."""
        found = self._nearest(place, [m for m in self.mentions if any(d == dimension for d, _ in m.entities)])
        return found.entities if isinstance(found, Mention) else None

    def entities_in_clause(self, place: int) -> frozenset[str]:
        """The dimensions of which the clause around a place names something."""
        start, end = self.clause(place)
        return frozenset(d for m in self.mentions if start <= m.start < end for d, _ in m.entities)

    def period_near(self, place: int, compared: bool) -> Named | None:
        """The period a place speaks of; with `compared`, periods after words like "than" are passed over."""
        named = [n for n in self.periods if not (compared and self.after_comparison(n.start))]
        found = self._nearest(place, named)
        return found if isinstance(found, Named) else None

    def after_comparison(self, place: int) -> bool:
        """Whether a place stands right after a word of comparison."""
        before = self.text[max(0, place - 24) : place]
        ends = [match.end() for match in COMPARED.finditer(before)]
        return bool(ends) and len(re.findall(r"\w+", before[ends[-1] :])) <= 3

    def _nearest(self, place: int, found: Sequence[Mention] | Sequence[Named]) -> Mention | Named | None:
        for start, end in (self.clause(place), self.sentence(place)):
            inside = [m for m in found if start <= m.start < end]
            before = [m for m in inside if m.start < place]
            if before:
                return before[-1]
            if inside:
                return inside[0]
        earlier = [m for m in found if m.start < place]
        return earlier[-1] if earlier else None

    def says_total(self, place: int) -> bool:
        """Whether the clause around a place speaks of a total."""
        start, end = self.clause(place)
        return bool(TOTAL.search(self.text, start, end))

    def direction(self, place: int) -> int:
        """1 where the clause (else the sentence) around a place speaks of a rise, -1 of a fall, 0 where of neither or both."""
        for start, end in (self.clause(place), self.sentence(place)):
            up = bool(UP.search(self.text, start, end))
            down = bool(DOWN.search(self.text, start, end))
            if up != down:
                return 1 if up else -1
            if up:
                return 0
        return 0
