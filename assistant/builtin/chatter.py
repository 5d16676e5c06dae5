"""Parts of a message that only lead up to its question or thank for it, taken off before it is read."""

from collections.abc import Iterator, Sequence

from assistant.builtin.framing import framing
from assistant.builtin.gloss import Mark
from assistant.builtin.intents import filter_chances
from assistant.builtin.leadins import lead_in_ends

__all__ = ["without_chatter"]

_ASKS = frozenset("how_many how_much which who show why when where compare performance lifecycle".split())
_TURNS = frozenset(
    "because cause so before while for to if as since and but porque para antes mientras si pues ya asi pero y".split()
)
_TALKS = frozenset(
    ("", *"tell_about customer buy sell spend please help this not in of to for with from by and or but".split())
)
_COUNTS = frozenset(
    "test_it campaign ceiling "
    "exclude outside only more_than less_than at_least at_most between except draft advice playbook say schedule".split()
)
_GREETS = frozenset("hi hello hey howdy hola buenas morning good".split())
_PEOPLE = frozenset("customer everyone who".split())
_RELATIVES = frozenset("who that whom whose que quienes cuyo cuya cuyos cuyas".split())
_BEFORE = frozenset("before antes".split())
_DOING = frozenset(("draft", "send", "not", "campaign"))
_KINDS = frozenset("valuable only_once repeat_buyer come_back lost_bare".split())
_LONGEST_GREETING = 4
_SURE = 0.2
_SURER = 0.1  # where a word of time or another of some meaning is among them

Span = tuple[int, int]


def without_chatter(text: str, marks: Sequence[Mark]) -> str:
    """The text without the parts that say nothing about what is asked.

    Args:
        marks: how each word of the whole text was taken.
    """
    around = framing(marks) | set(range(lead_in_ends(marks)))
    if all(mark.role != "unread" and mark.text not in _BEFORE for at, mark in enumerate(marks) if at not in around):
        return _cut(text, marks, around) if around else text
    parts = [part for part in _parts(marks) if part[0] not in around]
    gone = around | {at for part in parts for at in range(*part) if _greets(marks[part[0] : part[1]])}
    spans = list(dict.fromkeys(span for part in parts for span in _spans(marks, part)))
    chances = filter_chances([" ".join(m.raw for m in marks[first:last]).lower() for first, last in spans])
    for (first, last), chance in zip(spans, chances, strict=True):
        if chance < (_SURER if _dated(marks[first:last]) else _SURE):
            gone.update(range(first, last))
    kept = [mark for at, mark in enumerate(marks) if at not in gone]
    return _cut(text, marks, gone) if gone and any(_asks(mark) for mark in kept) else text


def _greets(part: Sequence[Mark]) -> bool:
    return part[0].text in _GREETS and len(part) <= _LONGEST_GREETING and not any(m.meaning.startswith("@m") for m in part)


def _parts(marks: Sequence[Mark]) -> Iterator[Span]:
    """The stretches between signs."""
    first = 0
    for at, mark in enumerate(marks):
        if mark.role == "sign":
            if at > first:
                yield first, at
            first = at + 1
    if len(marks) > first:
        yield first, len(marks)


def _spans(marks: Sequence[Mark], part: Span) -> Iterator[Span]:
    """What may go of a part: all of it, what comes before its question, what a turn such as `because` opens."""
    first, last = part
    for at in range(first + 1, last):
        if marks[at].meaning in _ASKS and marks[at].meaning != marks[at - 1].meaning and _may_go(marks[first:at]):
            yield first, at
    if marks[first].meaning not in _ASKS and not _rated(marks[first:last]) and _may_go(marks[first:last]):
        yield part
    for at in range(first + 1, last):
        behind = marks[at:last]
        if marks[at].text in _TURNS and _may_go(behind) and not (_dated(behind) or any(m.meaning in _ASKS for m in behind)):
            yield at, last


def _rated(part: Sequence[Mark]) -> bool:
    """`what share of them is left behind`, `how good are we at it`: a question, whatever words tell of what."""
    return (any(m.meaning == "share" for m in part) and len(part) > 2) or part[0].meaning == "how"


def _may_go(inside: Sequence[Mark]) -> bool:
    """Whether something in it was not read, and nothing that was could be part of a question."""
    doing = inside[0].text in _BEFORE and any(m.meaning == "draft" for m in inside)  # `before I write anything`
    inside = [m for m in inside if not (doing and m.meaning in _DOING)]
    if any(m.meaning.startswith("@") or _counts(m) or any(c.isdigit() for c in m.raw) for m in inside):
        return False
    if any(m.meaning in _KINDS for m in inside) or _describes(inside):
        return False
    return doing or any(m.role == "unread" or m.text.isdigit() for m in inside)


def _describes(inside: Sequence[Mark]) -> bool:
    """`customers who went off us, how many are they?`: who is meant, where `I met a customer` only leads up to it."""
    opening = next((at for at, m in enumerate(inside) if m.meaning), len(inside))
    following = inside[opening + 1 : opening + 2]
    people = opening < len(inside) and inside[opening].meaning in _PEOPLE
    return people and bool(following) and following[0].text in _RELATIVES


def _counts(mark: Mark) -> bool:
    """Whether a word changes what is asked; `I am preparing a slide` asks for no draft."""
    doing = mark.meaning == "draft" and mark.text.endswith(("ing", "ando", "iendo"))
    return mark.meaning in _COUNTS and not doing


def _dated(marks: Sequence[Mark]) -> bool:
    return any(m.role == "read" and m.meaning not in _TALKS for m in marks)


def _asks(mark: Mark) -> bool:
    return mark.meaning.startswith("@") or mark.meaning in _ASKS


def _cut(text: str, marks: Sequence[Mark], gone: set[int]) -> str:
    """The text without the words at these places; what lies between two kept words stays."""
    pieces: list[str] = []
    cursor = 0
    for at, mark in enumerate(marks):
        begins = text.find(mark.raw, cursor)
        if begins < 0:
            continue
        ends = begins + len(mark.raw)
        if at not in gone:
            pieces.append(text[cursor:ends])
        cursor = ends
    return ("".join(pieces) + text[cursor:]).lstrip(" ,;:.!?-").rstrip(" ,;:-")
