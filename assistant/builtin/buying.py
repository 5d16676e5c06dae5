"""Conditions on how people buy: first and back, how much, how long ago."""

import re
from collections.abc import Callable
from typing import Any

from assistant.builtin.slots import BOUND, DAYS, GAP, NEGATED, NUMBER, OPS, UNIT, ConditionReader, add_span

_CENT = 0.01

__all__ = ["first_and_back", "silence", "spending"]


def first_and_back(reader: ConditionReader) -> None:
    """`first bought in December and never came back`, `acquired in January ... repeated within 90 days`."""
    found = reader.found
    within = rf"(?: (?:in|at_most|less_than|before|next|after|first))+ {NUMBER} {UNIT}"

    def first(match: re.Match[str]) -> bool:
        return add_span(reader, "first_order_on", match[1])

    reader.take(rf"first_buy{GAP} @p(\d+)", first)
    reader.take(rf"(?:@m\d+ )?(?:customer )?first_buy(?: customer)?{GAP} @p(\d+)", first)

    def back(match: re.Match[str]) -> None:
        found.behaviour = True
        days = int(reader.value(match[2]) * DAYS[match[3]])
        found.followed_within = days
        if match[1]:
            found.field("order_days", "=", 1)
        else:
            found.field("days_to_second_order", "<=", days)

    def back_open(match: re.Match[str]) -> None:
        found.behaviour = True
        if match[1]:
            found.field("order_days", "=", 1)
        else:
            found.field("order_days", ">=", 2)

    _new_and_back(reader)
    second = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "days_to_second_order") or "@none"
    counted = re.search(r"(?<!\S)(?:how_many|customer|who|everyone)(?!\S)", found.line)
    if counted and not re.search(r"(?<!\S)(?:how_long|average|median)(?!\S)", found.line):
        reader.take(rf"()(?:(?:with|make|draft|buy|place|in) )*(?:{second}){within}", back)
    started = any(c.get("field") == "first_order_on" for c in found.all)
    reader.take(rf"(not )?come_back(?: buy)?{within}", back)
    if started or "not come_back" in found.line:
        reader.take(
            r"(?:(?:and|but|,) )*(not )(?:come_back|buy)(?: buy)?(?: (?:since_then|after|since|~again|time|ago))*"
            r"(?! (?:in |since_ago |since |for )?(?:@p|@n|@v))",
            back_open,
        )
        if started:
            reader.take(
                r"(?:(?:and|but) )?()(?:come_back|repeat_buyer)(?: buy)?(?: (?:since_then|after|since|~again))*", back_open
            )


def _new_and_back(reader: ConditionReader) -> None:
    """`of the new customers of January, how many came back`: first order in it, and another day with an order."""
    named = [*reader.gloss.entries("m"), *reader.gloss.entries("s")]
    new = "|".join(name for name, e in named if e.id in ("new_customers", "new"))
    if not new or not re.search(r"(?<!\S)(?:come_back|repeat_buyer|only_once|not buy)(?!\S)", reader.found.line):
        return
    reader.take(rf"(?:{new}){GAP} @p(\d+)", lambda m: add_span(reader, "first_order_on", m[1]) and None)


def spending(reader: ConditionReader) -> None:
    """`spent more than 500`, `spent between 50 and 100`, `worth at least 1,000 in 2024`."""

    def bound(match: re.Match[str]) -> bool | None:
        op, amount, more = OPS[match[2] or ("at_least" if match[4] else "exactly")], reader.number(match[3]), match[4]
        if match[2] is None and not more:
            return False
        if amount.percent:
            return False
        if match[1]:
            op = NEGATED[op]
        _spent(reader, op, reader.value(match[3]), match[5] or "")
        return None

    tail = r"((?: (?:or_more|in|on|of|each|total|all_time|buy|from|@p\d+|@v\d+|@n\d+ order))*)"
    reader.take(
        rf"(not )?(?:buy )?(?:spend|worth)(?: (?:in|on|of|all_time|total|for))* between {NUMBER} and {NUMBER}(?! day){tail}",
        lambda m: _between(reader, m),
    )
    reader.take(
        rf"(not )?(?:buy )?(?:spend)(?: (?:in|on|of|all_time|for|money_unit))* (?:{BOUND} )?{NUMBER}( or_more)?{tail}", bound
    )
    reader.take(rf"(not )?{BOUND} (?:buy )?spend {NUMBER}( or_more)?{tail}", bound)
    reader.take(
        rf"(?:with )?()between {NUMBER} and {NUMBER} (?:money_unit )?(?:of )?spend{tail}", lambda m: _between(reader, m)
    )
    reader.take(rf"(?:with )?(not )?{BOUND} {NUMBER}( or_more)? (?:money_unit )?(?:of )?spend{tail}", bound)
    reader.take(
        rf"(not )?(?:buy|with)(?: (?:in|for|of|all_time))* {BOUND} {NUMBER}( or_more)?(?= (?:in|of|@p)|$| ,)(?<!time)()",
        lambda m: bound(m) if reader.number(m[3]).money else False,
    )

    reader.take(
        rf"(?:with )?{BOUND} {NUMBER} (?:in|of) spend(?! (?:per|by|each))",
        lambda m: _spent(reader, OPS[m[1]], reader.value(m[2]), "") if m[1] != "between" else False,
    )


def _between(reader: ConditionReader, match: re.Match[str]) -> None:
    low, high, tail = reader.value(match[2]), reader.value(match[3]), match[4] or ""
    _spent(reader, ">=", low, tail)
    _spent(reader, "<=", high, tail)


def _spent(reader: ConditionReader, op: str, amount: float, tail: str) -> None:
    """Spending in all is a field of the profile; in a period or on a thing it is told by the orders."""
    found = reader.found
    found.behaviour = True
    narrowed: dict[str, Any] = {}
    if period := re.search(r"@p(\d+)", tail):
        narrowed["period"] = reader.expression(period[1])
    for name in re.findall(r"@v\d+", tail):
        entry = reader.gloss.table[name]
        if entry.of in ("product", "category"):
            narrowed[entry.of] = entry.id
        elif f"in {name}" not in found.left:
            found.left.append(f"in {name}")
    if not narrowed:
        found.field("historic_value", op, amount)
    elif op in (">", ">="):
        found.add(did="ordered", spent_at_least=amount + _CENT if op == ">" else amount, **narrowed)
    elif op in ("<", "<="):
        found.add(did="ordered", **narrowed)
        found.add(did="ordered", negated=True, spent_at_least=amount + _CENT if op == "<=" else amount, **narrowed)
    else:
        found.field("historic_value", op, amount)


def silence(reader: ConditionReader) -> None:
    """`haven't bought for 90 days`, `last order more than 60 days ago`, `not since May`, `bought in the last 30 days`."""
    found = reader.found

    def days(match: re.Match[str]) -> None:
        groups = match.groupdict()
        count = int(reader.value(groups["n"]) * DAYS[groups["unit"]])
        word = groups.get("num") or ""
        found.behaviour = True
        op = {"more_than": ">", "less_than": "<", "at_most": "<="}.get(word, ">=")
        found.field("days_since_last_order", op, count)

    amount = rf"(?:(?P<num>more_than|at_least|less_than|at_most) )?@n(?P<n>\d+) {UNIT.replace('(', '(?P<unit>', 1)}"
    soft = r"(?: (?:in|for|of|since_ago|since|the|all|last|~anything|~nada|@m\d+|from|with|to|any|at_least|~past))*"
    ordering = _ordering(reader)
    reader.take(rf"(?:not(?: \S+)?|exclude) (?:buy|come_back|@m\d+){soft} {amount}(?: (?:ago|or_more|already))?", days)
    reader.take(rf"(?:since_ago )?{amount} (?:in )?(?:not|exclude)(?: make)? {ordering}", days)
    last = r"(?: (?!(?:more|less)_than|at_least|at_most)\S+)?"
    reader.take(rf"(?:last_buy|last buy|last @m\d+){last}{soft} {amount}(?: ago| or_more| ~old)?", days)
    reader.take(
        rf"(?:health_|@s\d+)(?: (?:for|since_ago|since|in|last|customer|more_than))*? {amount}",
        lambda m: _inactive_days(reader, m, days),
    )
    reader.take(rf"(?:since_ago )?{amount} (?:in )?@s\d+", lambda m: _inactive_days(reader, m, days))
    reader.take(rf"(?:with )?(?:not|exclude) (?:@m\d+|buy|activity|~activity){soft} {amount}", days)
    _silence_since(reader)


def _ordering(reader: ConditionReader) -> str:
    """What buying is called: the verb, or the noun behind `without` and `has not`."""
    orders = [name for name, entry in reader.gloss.entries("m") if entry.id == "orders"]
    return f"(?:{'|'.join(['buy', 'come_back', *orders])})"


def _silence_since(reader: ConditionReader) -> None:
    """Silence that is told by a date or a period instead of a number of days."""
    found = reader.found

    def dated(match: re.Match[str]) -> bool | None:
        found.behaviour = True
        expression = reader.expression(match[1])
        span = reader.periods.period(expression)
        if span is None:
            return False
        if re.match(r"last_\d+_days|last_\d+_weeks", expression):
            found.field("days_since_last_order", ">=", span.days)
            return None
        if re.match(r"last_\d+_", expression):  # closed months; who ordered since their end is not silent
            expression = f"{span.first.isoformat()}.."
        found.add(did="ordered", negated=True, period=expression)
        return None

    def since(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[1]))
        if span is None:
            return False
        found.behaviour = True
        found.add(did="ordered", negated=True, period=f"{span.first.isoformat()}..")
        return None

    reader.take(r"(?:(?:and|but) )?not (?:(?:buy|come_back|again|~again|~anything|~nada) )*since @p(\d+)", since)
    lapsed = "|".join(name for name, e in reader.gloss.entries("s") if e.id == "lapsed") or "@none"
    reader.take(rf"(?:{lapsed}) since @p(\d+)", since)
    reader.take(r"not (?:buy|come_back)(?: (?:since|after))+ @p(\d+)", since)
    soft = r"(?: (?:in|for|of|all|~anything|~nada|during))*"
    reader.take(rf"not {_ordering(reader)}{soft} @p(\d+)(?! (?:and|compare) @p)", dated)

    def before(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[2]))
        if span is None:
            return False
        found.behaviour = True
        if match[1] in ("before", "previous"):
            found.field("last_order_on", "<", span.first.isoformat())
        elif match[1] in ("after", "since"):
            found.field(
                "last_order_on",
                ">" if match[1] == "after" else ">=",
                (span.last if match[1] == "after" else span.first).isoformat(),
            )
        else:
            add_span(reader, "last_order_on", match[2])
        return None

    def ago(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[2]))
        if span is None or span.days != 1:
            return False
        found.behaviour = True
        days = (reader.periods.today - span.first).days
        found.field("days_since_last_order", ">" if match[1] == "more_than" else "<", days)
        return None

    reader.take(r"(?:last_buy|last buy) (more_than|less_than) @p(\d+)", ago)

    def a_year(match: re.Match[str]) -> None:
        found.behaviour = True
        found.field("days_since_last_order", ">" if match[1] == "more_than" else "<", DAYS["year"])

    reader.take(r"(?:last_buy|last buy) (more_than|less_than) @year_earlier", a_year)
    reader.take(r"(?:last_buy|last buy)(?: (?:customer|of))* (before|previous|after|since|in|of|on)? ?@p(\d+)", before)


def _inactive_days(reader: ConditionReader, match: re.Match[str], days: Callable[[re.Match[str]], None]) -> bool | None:
    """`inactive for 90 days` says the days itself: the state word then adds nothing."""
    state = re.search(r"@s\d+", match[0])
    if state and reader.gloss.table[state[0]].id != "lapsed":
        return False
    days(match)
    return None
