"""Conditions on how people buy: first and back, since then, how much."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, DAYS, GAP, NEGATED, NUMBER, OPS, UNIT, ConditionReader, add_span

_CENT = 0.01
_OPEN = {" or_more": "at_least", " or_less": "at_most"}

_SECOND = ("days_to_second_order", "repeat_purchase_rate", "second_order_rate")

__all__ = ["bought_before", "first_and_back", "since_then", "spending"]


_DATED_BEFORE = re.compile(
    r"^(?:(?:in|of|during) )?(@p\d+)(?: ,)* "
    r"((?:how_many|which|who|share|show)(?: (?:of|customer|everyone|who|contact))*) first_buy"
    r"(?!.* @p\d)(?!\S)"
)  # `in November, how many customers bought for the first time?`


def _first_bought(reader: ConditionReader) -> None:
    """`first bought in December`, `first bought in Spain so far in 2026`: the days of a first order."""
    found = reader.found

    def _first(match: re.Match[str]) -> bool:
        return add_span(reader, "first_order_on", match[1])

    places = "|".join(name for name, e in reader.gloss.entries("v") if e.of in ("country", "city")) or "@none"
    found.line = re.sub(
        rf"(?<!\S)(first_buy) ((?:in|from) (?:{places})(?!\d)) (?:so_far )?(?:(?:in|of) )?(@p\d+)", r"\1 in \3 \2", found.line
    )  # `first bought in Spain so far in 2026`
    found.line = _DATED_BEFORE.sub(r"\2 first_buy in \1", found.line)
    reader.take(rf"first_buy{GAP} @p(\d+)", _first)
    reader.take(rf"(?:@m\d+ )?(?:customer )?first_buy(?: customer)?{GAP} @p(\d+)", _first)


def first_and_back(reader: ConditionReader) -> None:
    """`first bought in December and never came back`, `acquired in January ... repeated within 90 days`."""
    found = reader.found
    within = rf"(?: (?:in|at_most|less_than|before|previous|next|after|first))+ {NUMBER} {UNIT}"

    _first_bought(reader)

    def _back(match: re.Match[str]) -> None:
        found.behaviour = True
        days = int(reader.value(match[2]) * DAYS[match[3]])
        found.followed_within = days
        if match[1]:
            found.field("order_days", "=", 1)
        else:
            found.field("days_to_second_order", "<=", days)

    def _back_open(match: re.Match[str]) -> None:
        found.behaviour = True
        if match[1]:
            found.field("order_days", "=", 1)
        else:
            found.field("order_days", ">=", 2)

    _new_and_back(reader)
    second = "|".join(name for name, e in reader.gloss.entries("m") if e.id in _SECOND) or "@none"
    counted = re.search(r"(?<!\S)(?:how_many|share|customer|who|everyone)(?!\S)", found.line)
    if counted and not re.search(r"(?<!\S)(?:how_long|average|median)(?!\S)", found.line):
        reader.take(rf"()(?:(?:with|make|draft|buy|place|in) )*(?:{second}){within}", _back)
    started = any(c.get("field") == "first_order_on" for c in found.all)
    if started:
        _counted_by_name(reader)
    reader.take(rf"(not )?come_back(?: (?:and|to|,|buy))*{within}", _back)
    reader.take(rf"()come_back {NUMBER} {UNIT}", _back)  # `cohort repeat 60d`
    if started or "not come_back" in found.line:
        reader.take(
            r"(?:(?:and|but|,|who) )*(not )(?:come_back|buy)(?: buy)?(?: (?:since_then|after|since|~again|time|ago))*"
            r"(?! (?:in |since_ago |since |for )?(?:@p|@n|@v))",
            _back_open,
        )
        if started:
            reader.take(
                r"(?:(?:and|but|who) )*()(?:come_back|repeat_buyer)(?: buy)?"
                r"(?: (?:since_then|after|since|~again))*(?! previous)",
                _back_open,
            )


def _counted_by_name(reader: ConditionReader) -> None:
    """`... who first bought in May, how many came back within 60 days`: the words of a measure, of people told before."""
    for name, entry in reader.gloss.entries("m"):
        if (within := re.fullmatch(r"second_order_customers_(\d+)", entry.id)) is None:
            continue

        def _within(_: re.Match[str], days: int = int(within[1])) -> None:
            reader.found.behaviour = True
            reader.found.followed_within = days
            reader.found.field("days_to_second_order", "<=", days)

        reader.take(rf"{name}(?!\d)", _within)


def _new_and_back(reader: ConditionReader) -> None:
    """`of the new customers of January, how many came back`: first order in it, and another day with an order."""
    named = [*reader.gloss.entries("m"), *reader.gloss.entries("s")]
    new = "|".join(name for name, e in named if e.id in ("new_customers", "new"))
    if not new or not re.search(r"(?<!\S)(?:come_back|repeat_buyer|only_once|not buy)(?!\S)", reader.found.line):
        return
    reader.take(rf"(?:{new}){GAP} @p(\d+)", lambda m: add_span(reader, "first_order_on", m[1]) and None)


def bought_before(reader: ConditionReader) -> None:
    """`of those who ordered in April, how many had ordered before?`: their first order is earlier than that period."""
    named = list(dict.fromkeys(re.findall(r"@p(\d+)", reader.line)))
    span = reader.periods.period(reader.expression(named[0])) if len(named) == 1 else None

    def _earlier(match: re.Match[str]) -> bool:
        spans = [reader.periods.period(reader.expression(n)) for n in (match[2], named[0])]
        return None not in spans and spans[0] != spans[1]

    def _before_then(match: re.Match[str]) -> bool | None:
        """`of April's customers, how many had bought before April`."""
        then, until = (reader.periods.period(reader.expression(n)) for n in (named[0], match[2]))
        if match[2] == named[0] or then is None or until is None or until.first > then.first:
            return False
        reader.found.behaviour = True
        reader.found.add(did="ordered", period=reader.expression(named[0]))
        reader.found.field("first_order_on", ">=" if match[1] else "<", until.first.isoformat())
        reader.found.line = reader.found.line.replace(f"@p{named[0]}", "").replace("  ", " ")
        return None

    before = "|".join(name for name, e in reader.gloss.entries("s") if e.id == "returning") or "@none"
    if len(named) == 2:
        reader.take(rf"(not )?(?:{before})(?: (?:of|in))* @p(\d+)", lambda m: _before_then(m) if _earlier(m) else False)
        reader.take(r"(not )?(?:(?:buy|as_also|~ya|~already|customer) )+(?:in )?before (?:of |in )*@p(\d+)", _before_then)
    if span is None:
        return

    def _before(match: re.Match[str]) -> None:
        reader.found.behaviour = True
        reader.found.add(did="ordered", period=reader.expression(named[0]))
        reader.found.field("first_order_on", ">=" if match[1] else "<", span.first.isoformat())

    reader.take(rf"(not )?(?:buy )+before (?:of |in )*@p{named[0]}", _before)  # `had bought before that quarter`
    reader.take(r"(not )?(?:(?:buy )+previous|previous(?: buy)+)(?! (?:@|to))", _before)


def since_then(reader: ConditionReader) -> None:
    """`first bought in July, and at least 3 orders since`: orders counted from the day after that period on."""
    named = re.findall(r"@p(\d+)", reader.line)
    later = reader.periods.behind(reader.expression(named[0])) if len(named) == 1 else None
    if later is None or not re.search(r"(?<!\S)(?:buy|first_buy|new)(?!\S)", reader.line):
        return
    orders = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "orders") or "@none"

    def _counted(match: re.Match[str]) -> None:
        op, times = OPS[match[1] or "at_least"], int(reader.value(match[2]))
        reader.found.behaviour = True
        if op in ("<", "<="):
            reader.found.add(did="ordered", negated=True, period=later, at_least=times + (op == "<="))
            return
        exact = {"at_most": times} if op == "=" else {}
        reader.found.add(did="ordered", period=later, at_least=times + (op == ">"), **exact)

    before = r"(?:(?:and|but|,|with|who|buy|make|place|come_back) )*"
    times = rf"{before}(?:{BOUND} )?{NUMBER}(?: or_more)? (?:time|{orders})(?: or_more)?"
    reader.take(rf"{times} (?:since|since_then|after)", _counted)
    reader.take(rf"(?:(?:and|but|,) )*since_then {times}", _counted)


_AMOUNTS_TO = re.compile(
    rf"(?<!\S)(spend(?: (?:in|on|from|of|total|money_unit))*) {NUMBER} (?:to|until|-) {NUMBER}(?!\d| {UNIT})"
)  # `who spent 500 to 1,000`


def spending(reader: ConditionReader) -> None:
    """`spent more than 500`, `spent between 50 and 100`, `worth at least 1,000 in 2024`."""

    def _bound(match: re.Match[str]) -> bool | None:
        op, amount, more = OPS[match[2] or _OPEN.get(match[4] or "", "exactly")], reader.number(match[3]), match[4]
        if match[2] is None and not more:
            return False
        if amount.percent:
            return False
        if match[1]:
            op = NEGATED[op]
        _spent(reader, op, reader.value(match[3]), match[5] or "")
        return None

    reader.found.line = _told_by_sums(reader, reader.found.line)
    reader.found.line = _AMOUNTS_TO.sub(r"\1 between @n\2 and @n\3", reader.found.line)
    tail = r"((?: (?:or_more|in|on|of|each|total|all_time|buy|from|@p\d+|@v\d+|@n\d+ order))*)"
    reader.take(
        rf"in @p(\d+) (?:buy )?spend(?: (?:in|on|of|money_unit))* (?!between){BOUND} {NUMBER}(?! (?:in |of )?@p)",
        lambda m: _spent(reader, OPS[m[2]], reader.value(m[3]), f" @p{m[1]}"),
    )
    reader.take(
        rf"(not )?(?:with )?(?:buy )?(?:spend|worth)(?: (?:in|on|of|from|all_time|total|for))* "
        rf"between {NUMBER} and {NUMBER}(?! day){tail}",
        lambda m: _between(reader, m),
    )
    reader.take(
        rf"(not )?(?:buy )?(?:spend)(?: (?:in|on|of|all_time|for|money_unit))* (?:{BOUND} )?{NUMBER}( or_more| or_less)?{tail}",
        _bound,
    )
    reader.take(rf"(?:with )?(not )?{BOUND} {NUMBER}( or_more)?(?: (?:in|of|money_unit|all_time|total))* spend{tail}", _bound)
    reader.take(rf"(not )?{BOUND} (?:buy )?spend {NUMBER}( or_more)?{tail}", _bound)
    reader.take(rf"(not )?{BOUND} {NUMBER}( or_more)? customer spend{tail}", _bound)  # `over 500 spenders`
    reader.take(
        rf"(not )?(?:buy )?spend(?: (?:in|on|of|from))* {NUMBER} (?:to|-) {NUMBER}(?! (?:day|week|month)){tail}",
        lambda m: _between(reader, m),
    )
    reader.take(
        rf"(?:with )?()between {NUMBER} and {NUMBER} (?:money_unit )?(?:of )?spend{tail}", lambda m: _between(reader, m)
    )
    reader.take(
        rf"(not )?(?:buy|with)(?: (?:in|for|of|all_time))* {BOUND} {NUMBER}( or_more)?(?= (?:in|of|@p)|$| ,)(?<!time)()",
        lambda m: _bound(m) if reader.number(m[3]).money else False,
    )

    reader.take(
        rf"(?:with )?{BOUND} {NUMBER} (?:in|of) spend(?! (?:per|by|each))",
        lambda m: _spent(reader, OPS[m[1]], reader.value(m[2]), "") if m[1] != "between" else False,
    )


def _told_by_sums(reader: ConditionReader, line: str) -> str:
    """`purchases in 2025 above 500 euros`, `gasto superior a 500`, `over 500 in purchases`: money spent, as a verb."""
    amount = rf"{BOUND} {NUMBER}"
    if re.search(r"(?<!\S)(?:customer|who|everyone|contact|them)(?!\S)", line) is None:
        return line
    orders = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "orders") or "@none"
    told = re.sub(rf"(?<!\S)(?:with )?~gasto(?= (?:(?:in|of|total) )*(?:(?:in )?@p\d+ )?{amount})", "spend", line)
    told = re.sub(rf"(?<!\S){amount} (?:of|in) (?:~gasto|spend)(?!\S)", r"spend \1 @n\2", told)
    if told != line:
        reader.gloss.unknown = [word for word in reader.gloss.unknown if word != "gasto"]

    def _in_money(match: re.Match[str]) -> str:
        if not reader.number(match["n"]).money:
            return match[0]
        return f"spend {match['bound']} @n{match['n']}" + (f" in @p{match['when']}" if match.groupdict().get("when") else "")

    sums = amount.replace(BOUND, BOUND.replace("(", "(?P<bound>", 1)).replace(NUMBER, NUMBER.replace("(", "(?P<n>", 1))
    bought = rf"(?<!not )(?:buy|{orders})"
    told = re.sub(
        rf"(?<!\S){bought}(?: (?:in|of))* @p(?P<when>\d+)(?: (?:hold|in))* {sums}(?!\S)(?! (?:time|{orders}))", _in_money, told
    )
    return re.sub(rf"(?<!\S){sums} (?:in|of) (?:buy|{orders})(?!\S)", _in_money, told)


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
