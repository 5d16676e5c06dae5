"""Conditions on those who bought in one way of selling and in no other: `only in the app`, `in the store and nowhere else`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import ConditionReader

__all__ = ["nowhere_else"]

_IN = r"(?: (?:in|by|with|until|from|of|on|to|~tan|exclusive))*"
_PLACE = r"(?:@d\d+|~channel|~sitio|~site|~lado|~parte|~place)"
_ELSE = (
    r"(?: (?:and|but|,|as_also|in|by|until|from|all|buy|@m\d+|all_time))* "
    rf"(?:~nowhere|(?:not|exclude|~none|~ninguno|~ninguna)(?: (?:in|by|until|from|all|buy|@m\d+|all_time|not|~none))*"
    rf"(?: ~anywhere| (?:~other|~otro|~otra|~otros|~demas)(?: {_PLACE})?))(?: ~else)?(?: {_PLACE})?"
)


def nowhere_else(reader: ConditionReader) -> None:
    """An order in that way, and none in each of the others that the shop has."""
    sold = [name for name, e in reader.gloss.entries("v") if e.of == "sales_channel"]
    people = re.search(r"(?<!\S)(?:customer|who|everyone|contact|them)(?!\S)", reader.found.line)
    counted = any(e.id == "customers" for _, e in reader.gloss.entries("m"))
    if len({reader.gloss.table[name].id for name in sold}) != 1 or not (people or counted):
        return
    ways = sorted({e.id for entries in reader.book.entries.values() for e in entries if e.of == "sales_channel"})

    def _only(match: re.Match[str]) -> None:
        used = {sign[1:] for sign in match[0].split() if sign.startswith("~")}
        reader.gloss.unknown = [word for word in reader.gloss.unknown if word not in used]
        here = reader.gloss.table[sold[0]].id
        when = {"period": reader.expression(match["when"])} if match.groupdict().get("when") else {}
        reader.found.behaviour = True
        reader.found.add(did="ordered", sales_channel=here, **when)
        for other in ways:
            if other != here:
                reader.found.add(did="ordered", negated=True, sales_channel=other, **when)
        reader.found.left.append("customer" if "customer" in match[0].split() else "")

    channel = rf"(?:{'|'.join(sold)})(?!\d)"
    when = r"(?: (?:in |of )?@p(?P<when>\d+))?"
    orders = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "orders") or "@none"
    for told in (
        rf"(?<!not )buy{_IN} only{_IN} {channel}",
        rf"not buy exclude{_IN} {channel}",
        rf"only(?: all_time)? buy{_IN} {channel}",
        rf"{channel}(?: -)? only customer",
        rf"customer only{_IN} {channel}",
    ):
        reader.take(rf"{told}(?:{_ELSE})?{when}", _only)
    reader.take(rf"(?:(?:with|make|all|everyone|~done) )*(?:buy|{orders}){_IN} {channel}(?:{_ELSE}){when}", _only)
