"""What a formal question opens with: the work it is asked for, or the heading that it stands under."""

from collections.abc import Iterable, Sequence
from functools import cache

from assistant.builtin.gloss import Mark
from assistant.builtin.phrases import Phrase, data, split_phrases

__all__ = ["framing_ends"]

_HEADS = (",", ":")
_LONGEST = 14
_ASKS = frozenset("how_many how_much which who show when where share trend compare".split())
_ABOUT = ("@m", "@d", "@s")
_NARROWS = ("@v", "exclude", "not", "only")
_PEOPLE = ("@s", "customer", "everyone", "contact", "who")


def framing_ends(marks: Sequence[Mark]) -> int:
    """How many words, with the sign behind them, may go; 0 where the opening could be part of the question."""
    end = next((at for at, mark in enumerate(marks[:_LONGEST]) if mark.role == "sign" and mark.raw in _HEADS), 0)
    head, rest = marks[:end], marks[end + 1 :]
    work = any(m.text in _words("work") for m in head)
    narrows = _NARROWS if work else (*_NARROWS, *_PEOPLE)
    if not head or not _asks(rest) or any(m.meaning.startswith(narrows) or any(c.isdigit() for c in m.raw) for m in head):
        return 0
    dated = [m for m in head if m.meaning in _words("time") and m.meaning != "recent"]
    if dated and not any(m.meaning in _words("time") or m.text[:1].isdigit() for m in rest):
        return 0
    heading = marks[end].raw == ":" or not any(m.meaning.startswith("@") for m in head)
    framed = (_opens(head, "purpose") and work) or (_opens(head, "topic") and (work or heading))
    return end + 1 if framed else 0


def _asks(rest: Sequence[Mark]) -> bool:
    """Whether what follows is a question by itself."""
    about = any(m.meaning.startswith(_ABOUT) or m.meaning in ("customer", "lifecycle", "worth", "performance") for m in rest)
    return about and (any(m.meaning in _ASKS for m in rest) or any(m.meaning.startswith("@m") for m in rest) or len(rest) > 3)


def _opens(head: Sequence[Mark], kind: str) -> bool:
    texts = tuple(mark.text for mark in head)
    return any(texts[: len(phrase)] == phrase for phrase in _openers(kind))


@cache
def _openers(kind: str) -> tuple[Phrase, ...]:
    return tuple(_both(data("framing.yaml")[kind].values()))


def _both(texts: Iterable[str]) -> Iterable[Phrase]:
    for text in texts:
        yield from split_phrases(text)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(str(data("framing.yaml")[kind]).split())
