"""How a message leads up to its question and closes it: why it is asked, under which heading, for whom and what for."""

from collections.abc import Sequence

from assistant.builtin import patterns as re
from assistant.builtin.message.cues import (
    asks,
    complete,
    dates,
    has_digits,
    opens,
    ranks_people,
    said,
    told_at,
    words_of,
    writes,
)
from assistant.builtin.words.gloss import Mark
from assistant.builtin.words.normalise import fold

__all__ = ["closing", "opening_ends"]

_WHO = r"(?:(?:the|my|our|el|la|los|las|mi|mis|nuestr[oa]s?) )?(?!(?:which|what|who|how|que|cual|quien)\b)\w+(?: \w+)?"
_WANTS = (
    r"(?:asked|asks|is asking|are asking|wants?|wanted|needs?|doubts?|thinks?|says?|claims?|insists?|believes?|keeps? asking|"
    r"preguntan?|pregunto|pregunta por|piden?|pidio|quieren?|dudan?|dicen?|necesitan?|creen?|insisten?)"
)
_ACTIVITY = re.compile(
    r"(?:(?:i|we|im|were|ive|weve|id|wed)(?: (?:am|are|was|were|be|have|been|just|now|currently|busy|still|about to))* "
    r"(?!looking|wondering|asking|trying|interested|missing|losing|thinking|getting|keeping|selling|making|doing|going)\w{3,}ing\b|"
    r"(?:i|we)(?: have)?(?: got)? (?:a|an|my|our) \w+|(?:estoy|estamos|ando|andamos) (?:con|en|\w+(?:ando|iendo|yendo))\b|"
    r"(?:quiero|queremos|quisiera|voy a|vamos a|(?:i|we) (?:want|would like|like|need|plan|hope|have) to) \w+|"
    r"(?:want|need|trying|hoping|looking|planning|having|got) to "
    r"(?:plan|schedule|organi[sz]e|decide|book|set|fix|prepare|sort|staff)\b|"
    r"(?:para|in order to|to|so i can) (?!(?:quien|whom|who|which|what|the|el|la|los)\b)\w+|"
    r"(?:for|para) (?:the|my|our|a|this|el|la|mi|este|nuestro|un|una) \w+(?: \w+)?$|"
    r"(?:before|antes de) (?:i|we|que|\w+(?:ar|er|ir|arlo|irlo))\b|me l[oa] pid\w+|(?:i|we) (?:only )?(?:care|am|are)\b|"
    rf"(?:vamos justos|cash is tight|money is tight)\b|{_WHO} (?:me |us |nos )?{_WANTS}\b)"
)
_COLLEAGUES = "|".join(sorted(words_of("colleagues")))
_COLLEAGUE = re.compile(
    rf"(?:(?:the|my|our|el|la|los|las|mi|mis|nuestr[oa]s?) )?(?:\w+ )?(?:{_COLLEAGUES})(?: de \w+)? "
    r"(?:is|are|was|were|keeps?|has|have|feels?|fears?|worr(?:ies|y)|"
    r"suspects?|complains?|se quejan?|se pregunta|swears?|bets?|argues?|"
    r"anda|andan|esta|estan|sigue|siguen|teme|sospecha|jura|apuesta|no para|no deja)\b"
)  # `my boss is fretting about ...`
_CLAIMED = re.compile(rf"{_WHO} (?:me |us |nos )?(?:thinks?|says?|claims?|insists?|believes?|dicen?|creen?|insisten?|juran?)\b")
_REPORTED = re.compile(
    r"\b(?:asked (?:me|us)|asks (?:me|us)|wants? to know|me l[oa] pid\w+|(?:nos|me) pregunt\w+|quieren? saber)\b"
)
_SIGNS = (",", ":", ".", ";")
_FOR = ("for", "about", "to")
_NEVER = ("@v", "@s", "@c")
_ABOUT = ("@m", "@d", "@s")
_NARROWS = ("@v", "exclude", "not", "only")
_PEOPLE = ("@s", "customer", "everyone", "contact", "who")
_LONGEST = 16
_PREMISES = frozenset("web online website site webshop shop store app tienda pagina sitio".split())
_STAGES = frozenset(
    "retention loyalty conversion acquisition activation retencion fidelizacion lealtad captacion adquisicion "
    "activacion".split()
)
_ASKING = frozenset("which what how who when que cual cuales cuanto cuanta cuantos cuantas como quien quienes cuando".split())
_EVENTS = frozenset(
    "talk meetup fair conference event summit expo visit trip charla feria evento congreso visita viaje encuentro "
    "jornada".split()
)
_BEFORE = ("before", "antes")
_THEIRS = frozenset("their its his her su sus".split())


def opening_ends(marks: Sequence[Mark]) -> int:
    """How many words may go, with the sign or `so` behind them; 0 where the opening could be part of the question."""
    ends = max(_asker_ends(marks), _trade_ends(marks), _heading_ends(marks), _activity_ends(marks), _work_ends(marks))
    meant = {m.meaning for m in marks[:ends]}
    leaves_out = "exclude" in meant and any(m.startswith("@v") for m in meant)  # `leaving the UK aside, I wonder which ...`
    return 0 if leaves_out or {"the_draft", "control_group"} & meant else ends


def closing(marks: Sequence[Mark], first: int) -> range:
    """`..., it's for the board`, `... para los jefes regionales`: what the answer is for, told at the end."""
    if any(m.meaning in ("draft", "campaign") for m in marks[first:]):
        return range(0)
    for at in range(first + 1, len(marks)):
        tail = marks[at:]
        work = any(said(m.raw) in words_of("work") for m in tail) or _some_thing(tail)
        tried = any(m.meaning in ("test_it", "control_group") for m in tail)  # `enough of them to test a win-back`
        purposed = opens(tail, "behind") and not writes(marks[first:at]) and work and not tried
        channel = len([m for m in tail if m.role != "sign"]) == 2 and tail[1].meaning.startswith(
            "channel_"
        )  # `the complaint rate for email`
        narrows = channel or any(m.meaning.startswith((*_NARROWS, *_ABOUT)) for m in tail) or has_digits(tail)
        meant = told_at(marks, at, "for_it") and not _dates_it(tail, marks[first:at])
        if (meant or (purposed and not narrows)) and complete(marks[first:at]):
            return range(at, len(marks))
    return range(0)


_SOME = frozenset("a an un una my mi our the el la".split())


def _some_thing(tail: Sequence[Mark]) -> bool:
    """`... for a carousel`, `para un carrusel`: what it is for, by a word that is nothing of the shop's."""
    words = [m for m in tail if m.role != "sign"]
    named = len(words) in (3, 4) and words[0].text in ("for", "para") and words[1].text in _SOME
    return named and all(m.role == "unread" and not m.raw[:1].isupper() for m in words[2:])


_DUE = frozenset("this next today tomorrow half week".split())


def _dates_it(tail: Sequence[Mark], asked: Sequence[Mark]) -> bool:
    """`revenue in Germany, need it for October`: the month of what is asked, where a date to have it by is none."""
    times = words_of("time") - _DUE
    tail = tail[max((at for at, m in enumerate(tail) if m.text in ("for", "para", "by", "de")), default=-1) + 1 :]
    due = any(said(m.raw) in words_of("work") for m in tail) or any(m.meaning in _DUE for m in tail)
    told = any(m.meaning in times or _PART_OF_YEAR.fullmatch(said(m.raw)) for m in tail)
    return told and not due and not any(m.meaning in times or m.text[:1].isdigit() for m in asked)


_PART_OF_YEAR = re.compile(r"(?:19|20)\d\d|[qth][1-4]|[1-4][qth]")


def _asker_ends(marks: Sequence[Mark]) -> int:
    """`our partner in Lisbon asks how many`: how many words say who wants to know, and not what."""
    for at, mark in enumerate(marks[1:_LONGEST], 1):
        verb = said(mark.raw) in words_of("asking") or (
            said(mark.raw) in words_of("knowing") and said(marks[at - 1].raw) in words_of("wanting")
        )
        behind = at + 1
        while behind < len(marks) and (marks[behind].text in words_of("whether") or marks[behind].role == "sign"):
            behind += 1
        who = any(m.meaning in ("who", "customer", "everyone") for m in marks[:at]) or writes(marks[:at])
        of_theirs = any(m.meaning.startswith("@v") for m in marks[:at]) and (
            any(said(m.raw) in _THEIRS for m in marks[behind : behind + 3]) or _those_of(marks)
        )  # `the Lisbon office asks for their sales`
        if (
            verb
            and not (who or of_theirs)
            and marks[behind : behind + 1]
            and complete(marks[behind:])
            and marks[behind].meaning not in _FOR
        ):
            return behind
    return 0


def _those_of(marks: Sequence[Mark]) -> bool:
    """`los de México quieren saber cuántos ...`: those of a place ask about themselves."""
    head = [said(m.raw) for m in marks[:3]]
    return head[:2] in (["los", "de"], ["las", "de"]) and marks[2].meaning.startswith("@v")


_TRADE = re.compile(
    r"(?:the|our|my|el|la|nuestr[oa]|mi) (?:\w+ ){0,2}"
    r"(?:buyer|planner|merchandiser|category manager|comprador|compradora|jef[ea] de producto)"
    r"(?: (?:for|of|de|del) (?:the |el |la )?\w+)? (?:me |us |nos )?"
    r"(?:is asking|keeps asking|asks|asked|wants|wanted|needs|pide|pidio|"
    r"quiere|necesita|pregunta)(?: (?:me|us|for|por|to know|to see|saber|ver|about|her|his|their|sus?|the|el|la|los|las))*"
)  # a colleague, where `the buyers of tea` are customers


def _trade_ends(marks: Sequence[Mark]) -> int:
    """`the tea buyer wants her top ten teas`: how many words say who of the trade asks."""
    for at in range(min(len(marks), _LONGEST), 2, -1):
        if _TRADE.fullmatch(_spoken(marks[:at])) and complete(marks[at:]):
            return at
    return 0


def _heading_ends(marks: Sequence[Mark]) -> int:
    """`as part of the churn analysis, ...`, `on cadence: ...`, `preparing the launch, ...`."""
    end = next((at for at, mark in enumerate(marks[:_LONGEST]) if mark.role == "sign" and mark.raw in _SIGNS), 0)
    head, rest = marks[:end], marks[end + 1 :]
    if not head or not complete(rest):
        return 0
    if _asked_by(head):
        return end + 1
    work = any(said(m.raw) in words_of("work") for m in head)
    narrows = _NARROWS if work else (*_NARROWS, *_PEOPLE, "channel_")
    ahead = work and said(head[0].raw) in _BEFORE  # `before I plan October`: the month of what comes after
    dated = dates(head, rest) and not ahead
    if any(m.meaning.startswith(narrows) for m in _telling(head, rest)) or has_digits(head) or dated:
        return 0
    heading = marks[end].raw == ":" or not any(m.meaning.startswith("@") for m in head)
    doing = opens(head, "doing") and (rest[0].meaning == "" or asks(rest[:1]) or said(rest[0].raw) in _ASKING)
    framed = (opens(head, "purpose") and work) or (opens(head, "topic") and (work or heading)) or doing
    return end + 1 if framed else 0


def _telling(head: Sequence[Mark], rest: Sequence[Mark] = ()) -> list[Mark]:
    """The head without what is only worked on: the `web` of `maintenance on the web`, the `retention` of its plan.

    The place of an event (`a talk for the Dublin meetup`) goes where the rest names its own.
    """
    work = any(said(m.raw) in words_of("work") for m in head)
    event = any(m.text in _EVENTS for m in head) and any(m.meaning.startswith("@v") for m in rest)
    telling = [m for m in head if m.text not in _PREMISES and not (work and m.text in _STAGES)]
    return [m for m in telling if not (event and m.meaning.startswith("@v"))]


_WANTED_FOR = re.compile(
    r"(?:(?:(?:lo|la|me) )?(?:necesito|quiero|ocupo|preciso|busco|dame|pasame|i need|need|i want|give me|get me) )?"
    r"(?:para|for) (?:el|la|los|las|mi|un|una|nuestr[oa]|the|my|our|a) \w+(?: (?:de|del|of|on) (?:(?:la|el|los|the) )?\w+)?"
)
_ARTICLES = frozenset("el la los las the our nuestro nuestra".split())


def _work_ends(marks: Sequence[Mark]) -> int:
    """`necesito para el deck de retención la tasa de ...`: what it is for, told ahead of what is asked with no sign between."""
    for at in range(min(len(marks) - 1, _LONGEST), 2, -1):
        head = marks[:at]
        named = any(said(m.raw) in words_of("work") for m in head) and _WANTED_FOR.fullmatch(_spoken(head))
        if named and said(marks[at].raw) in _ARTICLES and complete(marks[at:]) and not has_digits(head):
            return at
    return 0


def _asked_by(head: Sequence[Mark]) -> bool:
    """`the Berlin team asked me for it:`: who wants to know, and no word of what."""
    wish = next((at for at, m in enumerate(head) if m.text in words_of("wants")), len(head))
    someone = any(m.text in words_of("colleagues") for m in head) and wish < len(head)
    wished = any(m.meaning.startswith("@v") for m in head[wish:])  # `the CFO wants to see Spain, ...`
    return someone and not wished and not any(m.meaning.startswith((*_ABOUT, *_PEOPLE, "exclude", "not", "only")) for m in head)


def _activity_ends(marks: Sequence[Mark]) -> int:
    """`I'm planning a club, so ...`, `my boss wants to know: ...`."""
    end, rest = _activity(marks)
    head, later = marks[:end], marks[rest:]
    doing = _ACTIVITY.match(_spoken(head)) or _COLLEAGUE.match(_spoken(head))
    if not head or not doing or not ((asks(later) and not writes(later)) or _wanted(marks, rest)):
        return 0
    if _REPORTED.search(_spoken(head)) and marks[end].raw == ":":
        return rest
    never = ("@v", "@c") if _CLAIMED.match(_spoken(head)) else _NEVER  # `billing says failed payments mostly come good`
    narrowed = any(m.meaning.startswith(never) or m.meaning in _NARROWS for m in _telling(head, later))
    if narrowed or has_digits(head) or ranks_people(head):
        return 0
    if any(m.meaning.split(" ")[0] in ("by", "trend") for m in head):
        return 0  # `I want to see by month, ...`
    timeless = marks[end].raw == ":" or head[0].text in _BEFORE  # `before I plan March I want to see`
    return 0 if not timeless and dates(head, later) else rest


def _spoken(head: Sequence[Mark]) -> str:
    return " ".join(fold(m.raw).replace("'", "").replace("’", "") for m in head)


def _activity(marks: Sequence[Mark]) -> tuple[int, int]:
    """Where what somebody does ends and where the question begins."""
    needs, so = words_of("needs"), words_of("so")
    for at, mark in enumerate(marks[:_LONGEST]):
        if said(mark.raw) in needs and marks[0].text in ("for", "para", *_BEFORE) and at > 2:
            return at - (marks[at - 1].text in ("i", "we")), at + 1
        following = marks[at + 1].text if at + 1 < len(marks) else ""
        if at > 1 and mark.text in ("and", "y") and _needed(marks, at + 1 + (following == "i")):
            return at, at + 1
        if at > 2 and mark.text in so and marks[at - 1].role == "sign":
            return at - 1, at + 1
        if mark.role == "sign" and mark.raw in _SIGNS and following not in so:
            return at, at + 1
    return 0, 0


def _wanted(marks: Sequence[Mark], rest: int) -> bool:
    """Whether something of the shop is said to be needed: `... and need the cost by channel`."""
    told = any(m.text in words_of("needs") for m in marks[rest - 1 : rest + 2])
    return told and not writes(marks[rest:]) and any(m.meaning.startswith("@") for m in marks[rest:])


def _needed(marks: Sequence[Mark], at: int) -> bool:
    return at < len(marks) and marks[at].text in words_of("needs")
