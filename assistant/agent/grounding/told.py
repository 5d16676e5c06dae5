"""Numbers that the question, guidance or the reading of the question gave: said again in the same sense, they claim nothing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.agent.grounding.spelled import spelled
from assistant.agent.grounding.words import noun_units
from tools.reply import Reply

__all__ = ["repeated"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PERCENT = re.compile(r"[ \u00a0\u202f]?(?:%|per cent|percent|por ciento)")
_OVER = re.compile(
    r"(?:more than|over|above|at least|más de|al menos|mínimo|superior a)\W*\||"
    r" (?:or|and) (?:more|over|above)\b| o más\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:less than|fewer than|under|below|at most|menos de|como mucho|máximo|inferior a)\W*\||"
    r" (?:or|and) (?:less|fewer|under|below)\b| o menos\b",
    re.IGNORECASE,
)
_WORDS_AROUND = 5
_STEM = 5
_EMPTY = frozenset(
    "the and for with from our are was were has have had did does this that they them their who what which how many much los "
    "las del que con por para una uno sus son fue han hay nos qué cual cuál cuantos cuántos como cómo entre desde hasta".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it was given: the token, whether a percentage, the words around it, its side as a threshold (1: or more)."""

    token: str
    percent: bool
    around: frozenset[str]
    side: int = 0


def repeated(text: str, question: str, replies: Sequence[Reply]) -> list[tuple[int, int]]:
    """Where a text says a number again that was given beside one of the same words."""
    asked = _told(question)
    given = [told for phrase in _phrases(replies) for told in _told(phrase)]
    tokens = {told.token for told in (*asked, *given)}
    return [
        (start, end)
        for start, end, token in _tokens(text)
        if token in tokens and _is_given(_as_said(text, start, end, token), asked, given)
    ]


def _is_given(said: Told, asked: Sequence[Told], given: Sequence[Told]) -> bool:
    return any(_same(said, told, loose=True) for told in asked) or any(_same(said, told) for told in given)


def _same(said: Told, told: Told, loose: bool = False) -> bool:
    """With `loose`, a unit may be added to what was given without one."""
    unit = said.percent == told.percent or (loose and not told.percent)
    return said.token == told.token and unit and said.side * told.side >= 0 and bool(said.around & told.around)


@lru_cache(maxsize=1 << 12)
def _told(phrase: str) -> tuple[Told, ...]:
    return tuple(_as_said(phrase, *found) for found in _tokens(phrase))


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text))
    yield from ((said.start, said.end, f"{said.value:.0f}") for said in spelled(text))


def _as_said(text: str, start: int, end: int, token: str) -> Told:
    return Told(token, bool(_PERCENT.match(text, end)), _around(text, start, end), _side(text, start, end))


def _side(text: str, start: int, end: int) -> int:
    before, after = text[max(0, start - 16) : start], text[end : end + 24]
    over, under = (bool(side.search(before + "|" + after)) for side in (_OVER, _UNDER))
    return over - under


def _around(text: str, start: int, end: int) -> frozenset[str]:
    before = list(_WORD.finditer(text, max(0, start - 80), start))[-_WORDS_AROUND:]
    after = list(_WORD.finditer(text, end, end + 80))[:_WORDS_AROUND]
    return frozenset(stem for match in (*before, *after) for stem in _stems(match[0].lower()))


def _stems(word: str) -> Iterator[str]:
    """A word cut to its stem; nouns of units by the unit, so that both languages agree."""
    if word in _EMPTY:
        return
    units = noun_units(word)
    if units:
        yield from units
        return
    folded = unicodedata.normalize("NFD", word)
    yield "".join(c for c in folded if not unicodedata.combining(c))[:_STEM]


def _phrases(replies: Sequence[Reply]) -> Iterator[str]:
    """Texts whose numbers are no claims about the shop: readings of the question, cited guidance, the draft's own words."""
    for reply in replies:
        for phrase in (*reply.scope.assumptions, reply.scope.population):
            if phrase:
                yield from (phrase.en, phrase.es)
        yield from (citation.text for citation in reply.citations)
        if reply.draft:
            draft = reply.draft
            yield from (draft.timing, draft.offer, draft.measure, *draft.guard_rails)
            yield from (f"{v.subject} {v.body}" for v in draft.variants)
