"""One order and no more, and when that was: `ordered only once ever, and that was in December 2025`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader, add_span

__all__ = ["buyers_with_permission", "once_and_then"]

_ONCE = (
    r"only_once(?: all_time| in ~vida)*(?: ,)?(?: (?:and|where|which|who)(?: (?:@m\d+|~\w+|that|last_buy|first_buy))*)"
    r"(?: (?:in|of))* @p(\d+)"
)


def once_and_then(reader: ConditionReader) -> None:
    """The one order of their life, in a period."""

    def _then(match: re.Match[str]) -> bool:
        if not add_span(reader, "first_order_on", match[1]):
            return False
        reader.found.field("order_count", "=", 1)
        return True

    reader.take(_ONCE, _then)


def buyers_with_permission(reader: ConditionReader) -> None:
    """`customers who have bought from us and are subscribed to WhatsApp`: those who have, and no others."""
    found = reader.found
    consents = bool(found.all) and all(str(c.get("field")).startswith("consent_") for c in found.all)
    if consents and re.search(r"(?<!\S)(?:who|customer) buy(?: ,)?(?= (?:,|and|to|how_many|who)|$)", found.line.strip()):
        found.line = re.sub(r"(?<!\S)((?:who|customer)) buy(?!\S)", r"\1", found.line, count=1)
        found.field("order_count", ">=", 1)
