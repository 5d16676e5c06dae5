"""What is put around a question: the work it is asked for, the heading that it stands under, and who wants to know."""

from collections.abc import Iterable, Sequence
from functools import cache

from assistant.builtin.gloss import Mark
from assistant.builtin.normalise import words
from assistant.builtin.phrases import Phrase, data, split_phrases

__all__ = ["framing"]

_HEADS = (",", ":", ".", ";")
_FOR = ("for", "about", "to")
_LONGEST = 14
_ASKS = frozenset("how_many how_much which who show when where share trend compare".split())
_ABOUT = ("@m", "@d", "@s")
_NARROWS = ("@v", "exclude", "not", "only")
_PEOPLE = ("@s", "customer", "everyone", "contact", "who")


def framing(marks: Sequence[Mark]) -> set[int]:
    """The places of the words that may go, with the signs beside them."""
    head = max(_asker_ends(marks), _head_ends(marks))
    return {*range(head), *_purpose_behind(marks, head)}


def _asker_ends(marks: Sequence[Mark]) -> int:
    """`our partner in Lisbon asks how many`: how many words say who wants to know, and not what."""
    for at, mark in enumerate(marks[1:_LONGEST], 1):
        verb = mark.text in _words("asking") or (mark.text in _words("knowing") and marks[at - 1].text in _words("wanting"))
        behind = at + 1
        while behind < len(marks) and (marks[behind].text in _words("whether") or marks[behind].role == "sign"):
            behind += 1
        who = any(m.meaning in ("who", "customer", "everyone") for m in marks[:at])
        if verb and not who and marks[behind : behind + 1] and _asks(marks[behind:]) and marks[behind].meaning not in _FOR:
            return behind
    return 0


def _purpose_behind(marks: Sequence[Mark], first: int) -> range:
    """`..., it's for the board`, `... para los jefes regionales`: what the answer is for, told at the end."""
    if any(m.meaning in ("draft", "campaign") for m in marks[first:]):
        return range(0)
    texts = tuple(_said(mark.raw) for mark in marks)
    for at in range(first + 1, len(marks)):
        tail = marks[at:]
        told = any(texts[at : at + len(phrase)] == phrase for phrase in _openers("for_it"))
        purposed = _opens(tail, "behind") and any(_said(m.raw) in _words("work") for m in tail)
        narrows = any(m.meaning.startswith((*_NARROWS, *_ABOUT)) or any(c.isdigit() for c in m.raw) for m in tail)
        if (told or (purposed and not narrows)) and _asks(marks[first:at]):
            return range(at, len(marks))
    return range(0)


def _head_ends(marks: Sequence[Mark]) -> int:
    """How many words open the message, with the sign behind them; 0 where the opening could be part of the question."""
    end = next((at for at, mark in enumerate(marks[:_LONGEST]) if mark.role == "sign" and mark.raw in _HEADS), 0)
    head, rest = marks[:end], marks[end + 1 :]
    if _asked_by(head) and _asks(rest):
        return end + 1
    work = any(_said(m.raw) in _words("work") for m in head)
    narrows = _NARROWS if work else (*_NARROWS, *_PEOPLE)
    if not head or not _asks(rest) or any(m.meaning.startswith(narrows) or any(c.isdigit() for c in m.raw) for m in head):
        return 0
    dated = [m for m in head if m.meaning in _words("time") and m.meaning != "recent"]
    if dated and not any(m.meaning in _words("time") or m.text[:1].isdigit() for m in rest):
        return 0
    heading = marks[end].raw == ":" or not any(m.meaning.startswith("@") for m in head)
    doing = _opens(head, "doing") and rest[0].meaning in ("", *_ASKS)
    framed = (_opens(head, "purpose") and work) or (_opens(head, "topic") and (work or heading)) or doing
    return end + 1 if framed else 0


def _asked_by(head: Sequence[Mark]) -> bool:
    """`the Berlin team asked me for it:`: who wants to know, and no word of what."""
    someone = any(m.text in _words("colleagues") for m in head) and any(m.text in _words("wants") for m in head)
    return someone and not any(m.meaning.startswith((*_ABOUT, *_PEOPLE, "exclude", "not", "only")) for m in head)


def _asks(rest: Sequence[Mark]) -> bool:
    """Whether what follows is a question by itself."""
    about = any(m.meaning.startswith(_ABOUT) or m.meaning in ("customer", "lifecycle", "worth", "performance") for m in rest)
    return about and (any(m.meaning in _ASKS for m in rest) or any(m.meaning.startswith("@m") for m in rest) or len(rest) > 3)


@cache
def _said(raw: str) -> str:
    """A word as it was said, whatever it was taken for: `We're` is `we`."""
    return next((word.text for word in words(raw)), "")


def _opens(head: Sequence[Mark], kind: str) -> bool:
    texts = tuple(_said(mark.raw) for mark in head)
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
