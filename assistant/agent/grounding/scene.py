"""A text cut into clauses, with what each place speaks of: which entities, which period, which direction."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from assistant.agent.grounding.known import Entity
from assistant.agent.grounding.periods import Named, periods
from assistant.agent.grounding.words import AGAINST, COMPARED, DOWN, TOTAL, UP

__all__ = ["Mention", "Scene"]

_WORDS_BETWEEN = 3
_INTERVAL_BEFORE = re.compile(
    r"(?<!\w)(?:intervalo?|CI|IC|confidence|confianza)(?!\w)"
    r"(?:\W|\d|\b(?:to|a|al|and|y|from|de|del|of|is|was|es|fue|entre|between|pp|k|M|mil)\b)*$",
    re.IGNORECASE,
)
_INTERVAL_AFTER = re.compile(r"\s*(?:de\s+)?(?:confidence|confianza|interval|CI|IC)(?!\w)", re.IGNORECASE)

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


Placed = TypeVar("Placed", Mention, Named)


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
        named = [m for m in self.mentions if any(d == dimension for d, _ in m.entities)]
        found = self._in_sentence(place, named) or next((m for m in reversed(named) if m.start < place), None)
        return found.entities if found else None

    def entities_in_clause(self, place: int) -> frozenset[str]:
        """The dimensions of which the clause around a place names something."""
        start, end = self.clause(place)
        return frozenset(d for m in self.mentions if start <= m.start < end for d, _ in m.entities)

    def periods_near(self, place: int, compared: bool) -> Sequence[Named]:
        """The periods a place can speak of: the nearest in its sentence, else all named before that are no comparison.

        With `compared`, periods after words like "than" are passed over in the sentence too.
        """
        main = [named for named in self.periods if not self.after_comparison(named.start)]
        found = self._in_sentence(place, main if compared else self.periods)
        return [found] if found else [named for named in main if named.start < place]

    def after_comparison(self, place: int) -> bool:
        """Whether a place stands right after a word that may compare."""
        return self._follows(COMPARED, place)

    def compared_with(self, place: int) -> bool:
        """Whether a place is what something is compared with, beyond doubt."""
        return self._follows(AGAINST, place)

    def _follows(self, words: re.Pattern[str], place: int) -> bool:
        before = self.text[max(0, place - 32) : place]
        ends = [match.end() for match in words.finditer(before)]
        return bool(ends) and len(before[ends[-1] :].split()) <= _WORDS_BETWEEN

    def _in_sentence(self, place: int, found: Sequence[Placed]) -> Placed | None:
        for start, end in (self.clause(place), self.sentence(place)):
            inside = [m for m in found if start <= m.start < end]
            before = [m for m in inside if m.start < place]
            if inside:
                return before[-1] if before else inside[0]
        return None

    def says_total(self, place: int) -> bool:
        """Whether the clause around a place speaks of a total."""
        start, end = self.clause(place)
        return bool(TOTAL.search(self.text, start, end))

    def in_interval(self, start: int, end: int) -> bool:
        """Whether a number stands as the level or a bound of an interval."""
        return bool(_INTERVAL_BEFORE.search(self.text, max(0, start - 60), start) or _INTERVAL_AFTER.match(self.text, end))

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
