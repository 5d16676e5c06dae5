"""Who ordered in every one of several periods, and people with orders said as people who bought."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import NUMBER, UNIT, ConditionReader
from assistant.builtin.words.gloss import Gloss

__all__ = ["every_named", "every_thing", "with_orders"]

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
    several = rf"(?:{goods})(?: (?:and|but|,|as_also|in|of|from|{goods}))*"
    thing = rf"(?= (?:of|in|from) {several}(?: (?:not|exclude) (?:of |in )?(?:{goods})|$| ,))"
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


def every_thing(reader: ConditionReader) -> None:
    """`all three: coffee, tea and mugs`, `coffee, tea and mugs, all of them`: an order with each of them."""
    goods = "|".join(name for name, e in reader.gloss.entries("v") if e.of in ("category", "product"))
    if goods.count("|") < 1 or re.search(r"(?<!\S)(?:or|not|exclude|compare)(?!\S)", reader.found.line):
        return

    def _each(match: re.Match[str]) -> bool | None:
        named = re.findall(r"@v\d+", match["named"])
        groups = match.groupdict()
        if (count := groups.get("n") or groups.get("m")) and reader.value(count) != len(named):
            return False
        period = re.search(r"@p(\d+)", match.groupdict().get("tail") or "")
        reader.found.behaviour = True
        for name in named:
            entry = reader.gloss.table[name]
            when = {"period": reader.expression(period[1])} if period else {}
            reader.found.add(did="ordered", **{entry.of: entry.id}, **when)
        reader.found.left.append(match.groupdict().get("asked") or "")
        return None

    number = NUMBER.replace("(", "(?P<n>", 1)
    kind = r"(?: (?:of|from|in|@d\d+|product))*"
    listed = rf"(?P<named>(?:{goods})(?:(?: ,| and| as_also| also| plus| in| from| of)+ (?:{goods}))+)"
    tail = r"(?P<tail>(?: (?:in|of|during))? @p\d+)?"
    reader.take(rf"buy(?: (?:from|in|of|to))* (?:{_MARK} )?{number}{kind}(?: ,| in| from| of)* {listed}{tail}", _each)
    reader.take(rf"buy(?: (?:from|in|of|to))* {_MARK}{kind}(?: ,| in| from| of)* {listed}{tail}", _each)
    reader.take(rf"buy(?: (?:from|in|of|to))* {listed}(?: ,)* {_MARK}(?: {number})?{kind}(?= ,|$){tail}", _each)
    asked = r"(?P<asked>(?:how_many |which |who |show )?(?:customer |who |everyone )+)"
    reader.take(rf"{listed}(?: ,)* {asked}buy (?:{_MARK}(?: {number})?|{number.replace('?P<n>', '?P<m>')}){kind}{tail}", _each)
