"""A sentence that only tells why somebody asks: `Prepping the tea shelf. Which products in Tea sold most?`."""

import re
from collections.abc import Callable

from assistant.builtin.clauses import asks
from assistant.builtin.normalise import quoted
from assistant.builtin.reading import Reading

__all__ = ["without_preamble"]

_SENTENCE = re.compile(r"(?P<first>[^.:;!?¿¡]{6,140})[.:;!]\s+(?P<rest>\S.{12,})", re.DOTALL)


def without_preamble(text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str:
    """The text without its first sentence where the rest asks in full and names all that the first one names.

    Args:
        read: reads a clause; `complete` says whether a reading is a question of its own.
    """
    match = _SENTENCE.fullmatch(text.strip())
    if match is None or quoted(text) or asks(match["first"]):
        return text
    first = read(match["first"])
    if not first.gloss.unknown or first.customer_id or first.has("draft", "not", "exclude"):
        return text
    rest = read(match["rest"])
    if rest.gloss.unknown or not complete(rest) or not _told(first) <= _told(rest):
        return text
    return match["rest"]


def _told(reading: Reading) -> set[str]:
    """What a reading narrows: dimensions, what people did, and whether it names a period."""
    fields = {str(f["field"]) for f in reading.filters}
    fields |= {
        str(c.get("field") or name) for c in reading.conditions.all for name in c if name not in ("op", "value", "negated")
    }
    dated = reading.period or any(c.get("period") for c in reading.conditions.all)
    return fields | ({"period"} if dated else set())
