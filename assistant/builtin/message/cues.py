"""What tells a remark beside a question from a part of it: who speaks, what for, and what would narrow the answer."""

from collections.abc import Sequence
from functools import cache

from assistant.builtin.words.gloss import Mark
from assistant.builtin.words.normalise import words
from assistant.builtin.words.phrases import Phrase, data, split_phrases

__all__ = [
    "ASKS",
    "asks",
    "complete",
    "dates",
    "has_digits",
    "opens",
    "ranks_people",
    "respelt",
    "said",
    "speaks",
    "told_at",
    "words_of",
    "writes",
]

ASKS = frozenset("how_many how_much which who show when where share trend compare why".split())
_WHOLE = frozenset(
    "worth lifecycle performance chance freshness definition comes_next next_order allowed_cost how likely".split()
)
_ABOUT = ("@m", "@d", "@s")
_SUBJECTS = ("customer", "lifecycle", "worth", "performance")
_WRITES = frozenset("draft advice playbook say save export_it".split())
_MANY_WORDS = 3
_RANKS = frozenset("top most worst fewer".split())


def asks(marks: Sequence[Mark]) -> bool:
    """Whether a measure or a word that asks for something of the shop is among them."""
    return any(
        m.meaning in ASKS - {"why"} or m.meaning in (*_WHOLE, "test_it", "control_group") or m.meaning.startswith("@m")
        for m in marks
    )


def complete(marks: Sequence[Mark]) -> bool:
    """Whether they are a question about the shop by themselves."""
    about = any(m.meaning.startswith(_ABOUT) or m.meaning in _SUBJECTS for m in marks)
    asked = any(m.meaning in ASKS - {"why"} or m.meaning.startswith("@m") for m in marks)
    return about and (asked or len(marks) > _MANY_WORDS)


def writes(marks: Sequence[Mark]) -> bool:
    """Whether a text, a saving or a piece of advice is wished for."""
    return any(m.meaning in _WRITES for m in marks)


def speaks(marks: Sequence[Mark]) -> float:
    """How surely somebody speaks of himself, of a colleague or to the assistant: 1, 0.5, or 0 where a narrowing opens."""
    texts = {said(m.raw) for m in marks}
    if opens(marks, "restricting"):
        return 0.0
    if texts & words_of("speaker"):
        return 1.0
    verbal = texts & words_of("verbal") or any(m.role == "unread" and m.text.endswith(("ed", "ing")) for m in marks)
    return 0.5 if verbal and texts & (words_of("perhaps") | words_of("colleagues")) else 0.0


def respelt(mark: Mark) -> bool:
    """Whether a word was only taken for what it means as a typo."""
    return mark.meaning.startswith("@") and mark.text not in (w.text for w in words(mark.raw))


def dates(head: Sequence[Mark], rest: Sequence[Mark]) -> bool:
    """Whether a time is told in the one alone, so that it is that of the question in the rest."""
    times = words_of("time")
    told = any(m.meaning in times and m.meaning != "recent" for m in head)
    return told and not any(m.meaning in times or m.text[:1].isdigit() for m in rest)


def has_digits(marks: Sequence[Mark]) -> bool:
    """Whether a number is among them."""
    return any(c.isdigit() for m in marks for c in m.raw)


@cache
def said(raw: str) -> str:
    """A word as it was said, whatever it was taken for: `We're` is `we`."""
    return next((word.text for word in words(raw)), "")


def opens(marks: Sequence[Mark], kind: str) -> bool:
    """Whether they begin with a phrase of this kind."""
    return told_at(marks, 0, kind)


def told_at(marks: Sequence[Mark], at: int, kind: str) -> bool:
    """Whether a phrase of this kind stands here."""
    texts = tuple(said(mark.raw) for mark in marks[at : at + _LONGEST_PHRASE])
    return any(texts[: len(phrase)] == phrase for phrase in _phrases(kind))


_LONGEST_PHRASE = 8


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    return tuple(phrase for text in data("framing.yaml")[kind].values() for phrase in split_phrases(text))


@cache
def words_of(kind: str) -> frozenset[str]:
    """The single words of a kind, of both languages."""
    return frozenset(str(data("framing.yaml")[kind]).split())


def ranks_people(marks: Sequence[Mark]) -> bool:
    """`a gift for our six best customers`: whom a question is about."""
    return any(m.meaning in _RANKS for m in marks) and any(m.meaning in ("customer", "everyone", "who") for m in marks)
