"""Questions that name their own people and times, so that a sentence ahead of them can at most tell a place."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.sentences import told
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold

__all__ = ["whole_question"]

_PLACES = ("country", "city")
_GOODS = {"product", "category"}
_OF_NOBODY = {"stage", "health", "period", "did"}
_ASKS_TOO = re.compile(r"\b(?:how (?:many|much)|cuant[oa]s?|show|list|muestra\w*|draft|write|compose|redact\w*|dame|give)\b")
_WITHIN = re.compile(
    r"\b\d+ (?:days?|weeks?|months?|dias?|semanas?|mes(?:es)?)\b"
)  # `in the 45 days after the first order, ...`
_WISHES = re.compile(
    r"\W*(?:(?:i|we)(?: ?['’]?(?:d|m|re|ve))? (?:like|want|would|thinking|planning|plan|need|am|are|was)|thinking|planning|"
    r"quiero|queremos|quisiera|me gustaria|nos gustaria|pienso|pensamos|estoy|estamos|voy a|vamos a|pensando)\b"
)
_OF_PLACE = {"en": "for", "es": "para los clientes de"}


def whole_question(
    said: str, asked: str, first: Reading, read: Callable[[str], Reading], complete: Callable[[Reading], bool]
) -> str | None:
    """The question alone, with the place of those to whom a mail is to go where only the sentence ahead tells it.

    `We changed the welcome mail: of those who first bought in May, how many were back within 45 days?`

    Args:
        said: the sentence ahead; `asked` the rest of the message.
    """
    rest, folded = read(asked), fold(said)
    if not complete(rest) or first.customer_id or first.limit or _ASKS_TOO.search(folded) or _WITHIN.search(folded):
        return None
    deeds = [bool(c.get("negated")) for c in rest.conditions.all if c.get("did") == "ordered"]
    extra = told(first) - _OF_NOBODY - told(rest)
    if deeds == [False, False] and not extra and len({str(c.get("period")) for c in rest.conditions.all}) > 1:
        return asked  # `I wonder if they are loyal. How many bought in December 2024 and in December 2025?`
    if "?" in said:
        return None
    if set(deeds) == {True, False} and _WISHES.match(folded) and not extra - _GOODS:
        return asked
    fields = {c.get("field") for c in rest.conditions.all}
    again = {"days_to_second_order", "order_days"} & fields or rest.metrics == ["days_to_second_order"]
    if again and not extra and "first_order_on" in fields:
        return asked
    ranked = bool(rest.limit) and rest.has("most", "top") and not (rest.groups or rest.filters or rest.period)
    return _placed(asked, first, rest, read) if again or ranked else None


def _placed(asked: str, first: Reading, rest: Reading, read: Callable[[str], Reading]) -> str | None:
    """`I am timing a mail for Germany: in how many days do they order again?`: of the customers there."""
    place = [name for name, e in first.gloss.entries("v") if e.of in _PLACES]
    if len(place) != 1 or len(first.filters) != 1 or told(rest) & set(_PLACES) or first.has("exclude", "not", "only"):
        return None
    if not (first.gloss.unknown or first.has("draft", "campaign", "schedule")):
        return None  # `the customers in Germany: after how many days ...`
    named = next((mark.raw for mark in first.gloss.marks if mark.meaning.split()[:1] == place), "")
    placed = f"{asked.rstrip(' ?.!')}, {_OF_PLACE[first.language]} {named}?"
    return placed if read(placed).filters == first.filters else None
