"""A clause in front of a question that tells why it is asked: `I'm planning a club, so ...`, `my boss wants to know ...`."""

import re
from collections.abc import Sequence

from assistant.builtin.gloss import Mark
from assistant.builtin.normalise import fold

__all__ = ["lead_in_ends"]

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
    r"(?:para|in order to|to|so i can) (?!(?:quien|whom|who|which|what|the|el|la|los)\b)\w+|"
    r"(?:for|para) (?:the|my|our|a|this|el|la|mi|este|nuestro|un|una) \w+(?: \w+)?$|"
    r"(?:before|antes de) (?:i|we|que|\w+(?:ar|er|ir|arlo|irlo))\b|me l[oa] pid\w+|(?:i|we) (?:only )?(?:care|am|are)\b|"
    rf"(?:vamos justos|cash is tight|money is tight)\b|{_WHO} (?:me |us |nos )?{_WANTS}\b)"
)
_REPORTED = re.compile(
    r"\b(?:asked (?:me|us)|asks (?:me|us)|wants? to know|me l[oa] pid\w+|(?:nos|me) pregunt\w+|quieren? saber)\b"
)
_SO = frozenset("so asi entonces therefore hence".split())
_NEEDS = frozenset("need want necesito necesitamos preciso quiero queremos require".split())
_NEVER = ("@v", "@s", "@c")
_WRITES = frozenset("draft advice playbook say save export_it".split())
_NARROWS = frozenset("exclude only not".split())
_TIMES = frozenset("day week month quarter half year today yesterday this last".split())
_ASKS = frozenset(
    "how_many how_much which who show when where share trend compare how worth likely lifecycle performance chance freshness "
    "definition comes_next next_order allowed_cost".split()
)
_LONGEST = 16


def lead_in_ends(marks: Sequence[Mark]) -> int:
    """How many words may go, the sign or `so` behind them too; 0 where the opening could be part of the question."""
    end, rest = _end(marks)
    head = marks[:end]
    if not head or not _ACTIVITY.match(_said(head)) or not (_asks(marks[rest:]) or _wanted(marks, rest)):
        return 0
    if _REPORTED.search(_said(head)) and marks[end].raw == ":":
        return rest
    if any(m.meaning.startswith(_NEVER) or m.meaning in _NARROWS or any(c.isdigit() for c in m.raw) for m in head):
        return 0
    later = marks[rest:]
    dated = any(m.meaning in _TIMES for m in head) and not any(m.meaning in _TIMES or m.text[:1].isdigit() for m in later)
    return 0 if dated and marks[end].raw != ":" else rest


def _said(head: Sequence[Mark]) -> str:
    return " ".join(fold(m.raw).replace("'", "").replace("’", "") for m in head)


def _end(marks: Sequence[Mark]) -> tuple[int, int]:
    """Where the opening ends and where the question begins."""
    for at, mark in enumerate(marks[:_LONGEST]):
        if mark.text in _NEEDS and marks[0].text in ("for", "para") and at > 2:
            return at - (marks[at - 1].text in ("i", "we")), at + 1
        following = marks[at + 1].text if at + 1 < len(marks) else ""
        if at > 1 and mark.text in ("and", "y") and (following in _NEEDS or (following == "i" and _needs(marks, at + 2))):
            return at, at + 1
        if at > 2 and mark.text in _SO and marks[at - 1].role == "sign":
            return at - 1, at + 1
        if mark.role == "sign" and mark.raw in (":", ";", ".", ",") and following not in _SO:
            return at, at + 1
    return 0, 0


def _wanted(marks: Sequence[Mark], rest: int) -> bool:
    """Whether something of the shop is said to be needed: `... and need the cost by channel`."""
    told = any(m.text in _NEEDS for m in marks[rest - 1 : rest + 2])
    return told and not any(m.meaning in _WRITES for m in marks[rest:]) and any(m.meaning.startswith("@") for m in marks[rest:])


def _needs(marks: Sequence[Mark], at: int) -> bool:
    return at < len(marks) and marks[at].text in _NEEDS


def _asks(rest: Sequence[Mark]) -> bool:
    """Whether what follows is a question of its own about the shop, and no wish for a text."""
    if any(m.meaning in _WRITES for m in rest):
        return False
    return any(m.meaning in _ASKS or m.meaning.startswith("@m") for m in rest)
