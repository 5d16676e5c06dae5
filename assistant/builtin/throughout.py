"""Who ordered in every one of several periods, and people with orders said as people who bought."""

import re

from assistant.builtin.gloss import Gloss
from assistant.builtin.slots import NUMBER, UNIT, ConditionReader

__all__ = ["every_named", "with_orders"]

_MARK = r"(?:both|everyone|all)"
_JOIN = r"(?: ,| and| as_also| in| of)+"
_LISTED = rf"@p\d+(?:{_JOIN} @p\d+)+"
_SEVERAL = 3


def with_orders(line: str, gloss: Gloss) -> str:
    """`the number of customers with an order in May` counts who bought: their orders are no second measure."""
    orders = "|".join(name for name, e in gloss.entries("m") if e.id == "orders")
    if not orders:
        return line
    counted = "|".join(name for name, e in gloss.entries("m") if e.id == "customers") or "@none"
    held = rf"(?:with|hold|make|place) (?:(?:all|both) )?(?:{orders})"
    where = rf"(?=(?: (?:in|of|on|both|everyone|all|by))* (?:@p\d|(?:@n\d+ )?{UNIT}))"
    line = re.sub(rf"(?<!\S)(?:{counted}) {held}{where}", "how_many customer buy", line)
    line = re.sub(rf"(?<!\S)customer(?: who)? {held}{where}", "customer buy", line)
    goods = "|".join(name for name, e in gloss.entries("v") if e.of in ("category", "product")) or "@none"
    thing = rf"(?= of (?:{goods})(?: (?:and|but|,))* (?:not|exclude) (?:of )?(?:{goods}))"
    return re.sub(rf"(?<!\S)(?:{counted}|customer) {held}{thing}", "how_many customer buy", line)


def every_named(reader: ConditionReader) -> None:
    """`in both months, October and November`, `in January, February and March, all three`: an order in each of them."""

    def _each(match: re.Match[str]) -> bool | None:
        named = re.findall(r"@p(\d+)", match["named"])
        if (count := match.groupdict().get("n")) and reader.value(count) != len(named):
            return False
        reader.found.behaviour = True
        for index in named:
            reader.found.add(did="ordered", period=reader.expression(index))
        return None

    if re.search(r"(?<!\S)compare(?!\S)", reader.found.line):
        return
    number, unit = NUMBER.replace("(", "(?P<n>", 1), UNIT.replace("(", "(?:", 1)
    reader.take(rf"buy(?: in| of)* {_MARK}(?: {number})?(?: {unit})?(?: ,| in| of)* (?P<named>{_LISTED})", _each)
    reader.take(rf"buy(?: in| of)* {number} {unit}(?: ,| in| of)* (?P<named>{_LISTED})", _each)
    reader.take(rf"buy(?: in| of)* (?P<named>{_LISTED})(?: ,| in| of)* {_MARK}(?: {number})?(?: {unit})?(?= ,|$)", _each)
    several = rf"in @p\d+(?:(?: ,| and)+ in @p\d+){{{_SEVERAL - 1},}}"
    if not re.search(r"(?<!\S)(?:by|@m\d+)(?!\S)", reader.found.line):
        reader.take(rf"buy (?P<named>{several})", _each)
