"""A text cut into clauses, with what each place speaks of: which entities, which period, which direction."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from assistant.agent.grounding.known import Entity
from assistant.agent.grounding.periods import Named, periods
from assistant.agent.grounding.words import AGAINST, COMPARED, DOWN, SUPERLATIVE, TOTAL, UP

__all__ = ["Mention", "Scene"]

_WORDS_BETWEEN = 3
_ACRONYM = 3
_INTERVAL_BEFORE = re.compile(
    r"(?<!\w)(?:intervalo?|CI|IC|confidence|confianza)(?!\w)"
    r"(?:[^\w).!?\n]|(?<=\d)\.(?=\d)|\d|\b(?:to|a|al|and|y|from|de|del|of|is|was|es|fue|entre|between|pp|k|M|mil)\b)*$",
    re.IGNORECASE,
)
_RANGE = r"(?:\b(?:between|from|range|likely|probably|entre|de|rango|horquilla|probablemente)\b|\()"
_JOIN = r"(?:–|—|-|to|and|a|y)"
_RANGE_BEGINS = re.compile(rf"{_RANGE}[^\w\n]*$", re.IGNORECASE)
_RANGE_GOES_ON = re.compile(rf"[\s*_]*{_JOIN}[\s*_€£$+-]*\d", re.IGNORECASE)
_RANGE_ENDS = re.compile(rf"{_RANGE}[^\w\n]*[\d.,]+[^\w\n]*(?:k|M|mil)?[^\w\n]*{_JOIN}[^\w\n]*$", re.IGNORECASE)
_INTERVAL_AFTER = re.compile(r"\s*(?:de\s+)?(?:confidence|confianza|interval|CI|IC)(?!\w)", re.IGNORECASE)

_JOINED = re.compile(
    r"[ \t\u00a0*_(\[]*(?:(?:\w{2,14}\s+)?(?:in|for|during|over|en|durante|de|del|on|of|el)(?: (?:the|el|la))?[ *_]*)?",
    re.IGNORECASE,
)

_HEAD = re.compile(
    r"\s*(?:\|[^|\n]*\||(?:[-*•]|\d+[.)])\s[^:\n]{0,80}:)"
)  # the first cell of a row, the subject of a list item
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


@lru_cache(maxsize=1 << 8)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _is_a_word(named: str, entities: frozenset[Entity]) -> bool:
    return named.islower() and len(named) <= _ACRONYM and {dimension for dimension, _ in entities} == {"country"}


@dataclass(frozen=True)
class Scene:
    """One text, read once. `asked`: what the question names; `heard`: what the readings of it name; `rivals`: what a number
    that speaks of it has to be beside."""

    text: str
    names: Mapping[str, frozenset[Entity]]
    asked: frozenset[Entity] = frozenset()
    rivals: frozenset[Entity] = frozenset()
    heard: frozenset[Entity] = frozenset()

    @cached_property
    def periods(self) -> Sequence[Named]:
        """The periods it names, those inside a longer name left out."""
        found = periods(self.text)
        return [n for n in found if not any(m.start <= n.start and n.end <= m.end for m in self.mentions)]

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """The entities it names, the longest name first where several fit; `usa` in small letters is a Spanish verb."""
        if not self.names:
            return ()
        named = _any_of(frozenset(self.names)).finditer(self.text)
        found = [Mention(m.start(), m.end(), self.names[m[0].lower()]) for m in named]
        return [mention for mention in found if not _is_a_word(self.text[mention.start : mention.end], mention.entities)]

    @cached_property
    def _sentences(self) -> Sequence[int]:
        return [0, *(m.end() for m in _SENTENCE.finditer(self.text))]

    @cached_property
    def _clauses(self) -> Sequence[int]:
        return sorted({*self._sentences, *(m.end() for m in _CLAUSE.finditer(self.text))})

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        return self._around(self._sentences, place)

    def line(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends, or the whole row when it stands in a table."""
        start, end = self.text.rfind("\n", 0, place) + 1, self.text.find("\n", place)
        row = self.text[start : end if end >= 0 else len(self.text)]
        return (start, start + len(row)) if row.lstrip().startswith("|") else self.sentence(place)

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

    def names_other(self, place: int, dimensions: set[str], label: str) -> bool:
        """Whether the clause around a place names something of none of these dimensions that is not in the label either."""
        start, end = self.clause(place)
        line = self.text.rfind("\n", 0, place) + 1
        head = _HEAD.match(self.text, line)
        named = [m for m in self.mentions if start <= m.start < end or (head and line <= m.start < head.end() <= place)]
        named = [m for m in named if self.text[m.start : m.end].lower() not in label and not m.entities & self.heard]
        return any(not dimensions & {d for d, _ in m.entities} for m in named)

    def periods_near(self, start: int, end: int, compared: bool, earlier: bool) -> Sequence[Named]:
        """The periods a number can speak of: the one right after it, the nearest in its sentence, else all named before.

        With `compared`, periods after words like "than" are passed over; with `earlier`, they count outside the sentence too.
        """
        main = [named for named in self.periods if not self.after_comparison(named.start)]
        after = next((named for named in self.periods if named.start >= end), None)
        if not compared and after and _JOINED.fullmatch(self.text, end, after.start):
            return [after]
        found = self._in_sentence(start, main if compared else self.periods)
        return [found] if found else [named for named in (self.periods if earlier else main) if named.start < start]

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

    def has_rivals(self, place: int, entity: Entity) -> bool:
        """Whether a place has to name what it speaks of: the answer holds several, and no superlative says which."""
        return entity in self.rivals and not SUPERLATIVE.search(self.text, *self.sentence(place))

    def in_interval(self, start: int) -> bool:
        """Whether a number stands as the level or a bound of an interval."""
        return bool(_INTERVAL_BEFORE.search(self.text, max(0, start - 60), start))

    def may_be_bound(self, start: int, end: int) -> bool:
        """Whether a number can be read as the level or a bound of an interval."""
        before = max(0, start - 60)
        return bool(
            self.in_interval(start)
            or _INTERVAL_AFTER.match(self.text, end)
            or (_RANGE_BEGINS.search(self.text, before, start) and _RANGE_GOES_ON.match(self.text, end))
            or _RANGE_ENDS.search(self.text, before, start)
        )

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
