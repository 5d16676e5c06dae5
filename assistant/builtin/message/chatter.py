"""Parts of a message that only lead up to its question, remark on it or thank for it, taken off before it is read."""

from collections.abc import Iterator, Sequence

from assistant.builtin import patterns as re
from assistant.builtin.message.cues import (
    ASKS,
    complete,
    dates,
    has_digits,
    ranks_people,
    respelt,
    said,
    speaks,
    told_at,
    words_of,
    writes,
)
from assistant.builtin.message.intents import filter_chances
from assistant.builtin.message.openings import closing, opening_ends
from assistant.builtin.words.gloss import Mark

__all__ = ["without_chatter", "without_filler"]

_FILLERS = re.compile(
    r"^\W*(?:(?:ok|okay|okey|vale|bueno|buenas|hola|hi|hello|hey|oye|oiga|mira|a ver|right|alright|cool|great|perfect|perfecto|"
    r"genial|thanks|gracias|nice|so|well|pues|please|por favor|quick question|una pregunta|marea)\s*[,.!:;]\s*|"
    r"(?:ok|okay|vale|bueno|oye|hey|pues)\s+)+(?=\S)",
    re.IGNORECASE,
)
_TURNS = frozenset(
    "because cause so before while for to if as since and but porque para antes mientras si pues ya asi pero y".split()
)
_TALKS = frozenset(
    ("", *"tell_about customer buy sell spend please help this not in of to for with from by and or but".split())
)
_OTHER_END = re.compile(r"(?:to|and|until|y|a) (?:(?:the|their|his|el|la|su) )?(?:second|2nd|segund[oa]|2[oa])\b")
_COUNTS = frozenset(
    "test_it control_group campaign ceiling worth lifecycle share "
    "exclude outside only more_than less_than at_least at_most between except draft advice playbook say schedule".split()
)
_GREETS = frozenset("hi hello hey howdy hola buenas morning good".split())
_PEOPLE = frozenset("customer everyone who".split())
_ALWAYS_PEOPLE = frozenset("customer everyone contact them".split())
_RELATIVES = frozenset("who that whom whose que quienes cuyo cuya cuyos cuyas".split())
_BEFORE = frozenset("before antes".split())
_SOME = frozenset("a an some many one un una unos unas varios varias".split())  # `there's a bunch who only love bargains`
_DOING = frozenset(("draft", "send", "not", "campaign"))
_KINDS = frozenset("valuable only_once repeat_buyer come_back lost_bare".split())
_NARROWS = frozenset("only exclude except outside more_than less_than at_least at_most between".split())
_DATA = ("@v", "@s", "@c")
_THOSE_OF = ({"los", "de"}, {"las", "de"})  # `los de pedidos`
_TOLD = ("dice", "dicen", "dijo", "says", "said")
_LONGEST_GREETING = 4
_MANNER = 4
_MANNERLY = 0.35  # of a few words behind the question, such as `in short`
_SURE = 0.1
_SURER = 0.05  # where a word of time or another of some meaning is among them
_REASONED = 0.9
_SPOKEN = {1.0: 1.1, 0.5: 0.5}  # what a remark may have of a filter, by how surely somebody speaks in it

Span = tuple[int, int]


def without_filler(text: str) -> str:
    """The text without the `ok`, `hello` and `so` that open it."""
    return _FILLERS.sub("", text)


def without_chatter(text: str, marks: Sequence[Mark]) -> str:
    """The text without the parts that say nothing about what is asked.

    Args:
        marks: how each word of the whole text was taken.
    """
    opening = opening_ends(marks)
    around = {*range(opening), *closing(marks, opening)}
    gone = set(around)
    parts = [part for part in _parts(text, marks) if part[0] not in gone]
    bars = {span: bar for part in parts for span, bar in _remarks(marks, part)}
    if any(mark.role == "unread" or mark.text in _BEFORE for at, mark in enumerate(marks) if at not in gone):
        gone |= {at for part in parts for at in range(*part) if _greets(marks[part[0] : part[1]])}
        for first, last in (span for part in parts for span in _spans(marks, part)):
            short = first and (first, last) in parts and last - first <= _MANNER and complete(marks[:first])
            sure = _MANNERLY if short else _SURE
            bars[first, last] = max(bars.get((first, last), 0.0), _SURER if _dated(marks[first:last]) else sure)
    chances = filter_chances([" ".join(m.raw for m in marks[first:last]).lower() for first, last in bars])
    for ((first, last), bar), chance in zip(bars.items(), chances, strict=True):
        if chance < bar:
            gone.update(range(first, last))
    asked = any(_asks(mark) for at, mark in enumerate(marks) if at not in gone)
    return _cut(text, marks, gone if asked else around) if gone else text


def _greets(part: Sequence[Mark]) -> bool:
    return part[0].text in _GREETS and len(part) <= _LONGEST_GREETING and not any(m.meaning.startswith("@m") for m in part)


def _parts(text: str, marks: Sequence[Mark]) -> Iterator[Span]:
    """The stretches between signs and brackets."""
    first, cursor = 0, 0
    for at, mark in enumerate(marks):
        begins = text.find(mark.raw, cursor)
        gap, cursor = (text[cursor:begins], begins + len(mark.raw)) if begins >= 0 else ("", cursor)
        if mark.role == "sign" or re.search(r"[()\[\]…—–]", gap):
            if at > first:
                yield first, at
            first = at + (mark.role == "sign")
    if len(marks) > first:
        yield first, len(marks)


def _remarks(marks: Sequence[Mark], part: Span) -> Iterator[tuple[Span, float]]:
    """What of a part is somebody's remark or reason, with the chance of being a filter up to which it may go."""
    first, last = part
    for span, bar in _remarked(marks, part):
        inside, others = marks[span[0] : span[1]], [*marks[: span[0]], *marks[span[1] :]]
        if complete(others) and not dates(inside, others) and _says_nothing(inside):
            yield span, bar
    manner = last - first <= _MANNER and told_at(marks, first, "without")
    manner = manner and not all(m.meaning == "exclude" for m in marks[first:last])  # no `don't count it`
    unread = any(m.role == "unread" for m in marks[first:last])
    if manner and unread and all(m.role != "read" or m.meaning in ("exclude", "not") for m in marks[first:last]):
        yield part, _MANNERLY


def _remarked(marks: Sequence[Mark], part: Span) -> Iterator[tuple[Span, float]]:
    first, last = part
    spoken = speaks(marks[first:last])
    if spoken:
        yield part, _SPOKEN[spoken]
    for at in range(first, last):
        if (told_at(marks, at, "reason") and not _cause_asked(marks, at)) or (at > first and _for_somebody(marks[at:last])):
            yield (at, last), _REASONED
        if at > first and marks[at].meaning in ASKS:
            before = marks[at - 1].text
            if before in words_of("wants") or (before in words_of("joins") and speaks(marks[first:at]) == 1):
                yield (first, at), _REASONED


def _cause_asked(marks: Sequence[Mark], at: int) -> bool:
    """`how much because they chose to`: a cause that is counted, and no reason for asking."""
    return at > 0 and marks[at - 1].meaning in ("how_much", "how_many", "share")


def _for_somebody(tail: Sequence[Mark]) -> bool:
    """`to cheer me up`: what somebody will do with the answer."""
    return tail[0].text in ("to", "para") and len(tail) > 1 and tail[1].role == "unread" and speaks(tail[1:]) == 1


def _says_nothing(inside: Sequence[Mark]) -> bool:
    """Whether nothing in it asks, names data or narrows, and something was not read as it was meant."""
    data = any(m.meaning.startswith(_DATA) and not respelt(m) for m in inside) or has_digits(inside)
    if data or _asks_itself(inside):
        return False
    wondered = next((at for at, m in enumerate(inside) if said(m.raw) in words_of("wondered")), len(inside))
    if any(m.meaning == "test_it" for m in inside[wondered:]) or any(m.meaning == "control_group" for m in inside):
        return False  # `could I measure anything?`, `enough of them for a test with a control group`
    done = [at for at, m in enumerate(inside) if writes([m]) or m.meaning in (*_NARROWS, "campaign", "schedule", "send")]
    if not all(_told(inside, at) for at in done):
        return False
    odd = any(m.role == "unread" or respelt(m) for m in inside)
    return odd or bool(done) or all(m.role in ("link", "sign") for m in inside)


def _asks_itself(inside: Sequence[Mark]) -> bool:
    """Whether it asks for something of the shop; the `sales` of `our sales director` are not asked for."""
    if ranks_people(inside):
        return True
    for at, mark in enumerate(inside):
        kind = mark.meaning in _KINDS and (at + 1 == len(inside) or inside[at + 1].role != "unread")  # no `VIP club`
        if mark.meaning in ASKS or kind:
            return True
        named = mark.meaning in _ALWAYS_PEOPLE or (mark.meaning.startswith(("@m", "@d")) and not respelt(mark))
        beside = {said(m.raw) for m in (*inside[max(0, at - 2) : at], *inside[at + 1 : at + 2])}
        if named and not (beside & words_of("colleagues") or beside in _THOSE_OF):
            return True
    return False


def _told(inside: Sequence[Mark], at: int) -> bool:
    """Whether a deed is told and not wished for: `nobody prepared anything`, `before I forget`."""
    mark, before = inside[at], [m.text for m in inside[:at]]
    if any(m.text in words_of("needs") or m.text in words_of("wants") for m in inside):
        return False
    if mark.meaning in _NARROWS:
        return bool(before) and before[-1] in words_of("subjects")
    tells = mark.text in _TOLD or mark.text.endswith(("ing", "ando", "iendo")) or said(mark.raw) in words_of("speaker")
    return tells or not words_of("subjects").isdisjoint(before)


def _spans(marks: Sequence[Mark], part: Span) -> Iterator[Span]:
    """What may go of a part: all of it, what comes before its question, what a turn such as `because` opens."""
    first, last = part
    for at in range(first + 1, last):
        asked = (
            _opens_question(marks[at])
            and marks[at].meaning != marks[at - 1].meaning
            and not _describes(marks[at - 1 : at + 1])
            and not (marks[at].meaning == "who" and at > 1 and marks[at - 2].text in _SOME)
        )
        if asked and _may_go(marks[first:at]):
            yield first, at
    whole = marks[first:last]
    asking = _opens_question(marks[first]) or _rated(whole) or _is_sentence(marks, part)
    alone = complete([*marks[:first], *marks[last:]]) or not any(m.meaning in _ALWAYS_PEOPLE for m in whole)
    if alone and not asking and not _names(whole) and _may_go(whole):
        yield part
    for at in range(first + 1, last):
        behind = marks[at:last]
        whom = marks[at].text in ("for", "para", "to") and any(m.meaning in _ALWAYS_PEOPLE for m in behind)
        other_end = _OTHER_END.match(" ".join(m.text for m in behind)) is not None
        asked = other_end or _dated(behind) or any(map(_opens_question, behind))
        sought = marks[at].text in ("for", "to", "para") and any(m.meaning in ("playbook", "advice") for m in marks[first:at])
        finishes = marks[at].text in ("to", "a") and marks[at - 1].role == "unread"  # `people choosing to go`
        if (
            marks[at].text in _TURNS
            and not finishes
            and not (whom or asked or sought or _cause_asked(marks, at))
            and _may_go(behind)
        ):
            yield at, last


def _opens_question(mark: Mark) -> bool:
    return mark.meaning in (ASKS - {"share", "trend"}) or mark.meaning in ("performance", "lifecycle")


def _is_sentence(marks: Sequence[Mark], part: Span) -> bool:
    """Whether it is a question from its first word to its last, whatever it asks."""
    first, last = part
    opened = first == 0 or marks[first - 1].raw in (".", "?", "!", "¿")
    return opened and last < len(marks) and marks[last].raw == "?" and last - first > 2


def _names(part: Sequence[Mark]) -> bool:
    """Whether something unknown is called by its name and nobody speaks: `our Utrecht depot`."""
    return not speaks(part) and any(m.role == "unread" and m.raw[0].isupper() for m in part[1:])


def _rated(part: Sequence[Mark]) -> bool:
    """`what share of them is left behind`, `how good are we at it`: a question, whatever words tell of what."""
    return (any(m.meaning == "share" for m in part) and len(part) > 2) or part[0].meaning == "how"


def _may_go(inside: Sequence[Mark]) -> bool:
    """Whether something in it was not read, and nothing that was could be part of a question."""
    doing = inside[0].text in _BEFORE and any(m.meaning == "draft" for m in inside)  # `before I write anything`
    inside = [m for m in inside if not (doing and m.meaning in _DOING)]
    if any(m.meaning.startswith("@") or _counts(m) for m in inside) or has_digits(inside):
        return False
    if ranks_people(inside) or any(m.meaning in _KINDS for m in inside) or _describes(inside):
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
    return mark.meaning.startswith("@") or _opens_question(mark)


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
