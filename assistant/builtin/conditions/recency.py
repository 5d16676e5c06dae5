"""Conditions on how long ago people ordered: days of silence, silence since a date, when the last order was."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import DAYS, NUMBER, UNIT, ConditionReader, add_span

__all__ = ["silence"]

_AMOUNT = rf"(?:(?P<num>more_than|at_least|less_than|at_most) )?@n(?P<n>\d+) {UNIT.replace('(', '(?P<unit>', 1)}"
_SOFT = r"(?: (?:in|for|of|since_ago|since|the|all|last|~anything|~nada|@m\d+|from|with|to|any|at_least|~past))*"
_NO_ORDER = r"(?:not(?: \S+)?|exclude) (?:buy|come_back|@m\d+)"
_LAST = r"(?:last_buy|last buy)"


def silence(reader: ConditionReader) -> None:
    """`haven't bought for 90 days`, `last order more than 60 days ago`, `not since May`, `bought in the last 30 days`."""
    _between_days(reader)
    _silent_days(reader)
    _silent_in(reader)
    _last_ago(reader)
    _last_dated(reader)


def _between_days(reader: ConditionReader) -> None:
    """`haven't bought for between 30 and 60 days`, `llevan entre 2 y 4 meses sin comprar`."""

    def _between(match: re.Match[str]) -> None:
        reader.found.behaviour = True
        for op, index in ((">=", match[1]), ("<=", match[2])):
            reader.found.field("days_since_last_order", op, int(reader.value(index) * DAYS[match[3]]))

    span = rf"(?:between )?{NUMBER} (?:and|to|or|-) {NUMBER} {UNIT}"
    reader.take(rf"{_NO_ORDER}{_SOFT} {span}", _between)
    reader.take(rf"(?:since_ago )?{span} (?:not|exclude) (?:in )?(?:buy|come_back)", _between)
    reader.take(rf"{_LAST}{_SOFT} {span}", _between)


def _silent_days(reader: ConditionReader) -> None:
    """Silence that is told by a number of days, weeks or months."""
    found = reader.found

    def _days(match: re.Match[str]) -> None:
        groups = match.groupdict()
        count = int(reader.value(groups["n"]) * DAYS[groups["unit"]])
        word = groups.get("num") or ""
        found.behaviour = True
        op = {"more_than": ">", "less_than": "<", "at_most": "<="}.get(word, ">=")
        found.field("days_since_last_order", op, count)

    explained = rf"@s\d+(?: (?:,|-|with|by|since|meaning))+ {_NO_ORDER}{_SOFT} {_AMOUNT}(?: (?:ago|or_more|already))?"
    reader.take(explained, lambda m: _inactive_days(reader, m, _days))  # `gone quiet: no order for 240 days`
    since = rf"@s\d+(?: (?:,|-|with|meaning))+ (?:last_buy|last @m\d+){_SOFT} {_AMOUNT}(?: (?:ago|or_more|~old))?"
    reader.take(since, lambda m: _inactive_days(reader, m, _days))  # `gone quiet, last order over 100 days back`
    reader.take(rf"{_NO_ORDER}{_SOFT} {_AMOUNT}(?: (?:ago|or_more|already))?", _days)
    reader.take(rf"(?:since_ago )?{_AMOUNT} (?:in )?(?:not|exclude)(?: make)? {_ordering(reader)}", _days)
    last = r"(?: (?!(?:more|less)_than|at_least|at_most)\S+)?"
    reader.take(rf"(?:last_buy|last buy|last @m\d+){last}{_SOFT} {_AMOUNT}(?: ago| or_more| ~old)?", _days)
    reader.take(
        rf"(?:health_|@s\d+)(?: (?:for|since_ago|since|in|last|customer|more_than))*? {_AMOUNT}",
        lambda m: _inactive_days(reader, m, _days),
    )
    reader.take(rf"(?:since_ago )?{_AMOUNT} (?:in )?@s\d+", lambda m: _inactive_days(reader, m, _days))
    reader.take(rf"absent{_SOFT} {_AMOUNT}(?: or_more)?", _days)  # `gone for 90 days`
    quiet = "|".join(["inactivity", *(n for n, e in reader.gloss.entries("f") if e.id == "silence")])
    reader.take(rf"(?:with |of )?{_AMOUNT}(?: (?:of|in))* (?:{quiet})(?: {_NO_ORDER})?", _days)  # `200 days of silence`
    reader.take(rf"(?:with )?(?:not|exclude) (?:@m\d+|buy|activity|~activity){_SOFT} {_AMOUNT}", _days)


def _ordering(reader: ConditionReader) -> str:
    """What buying is called: the verb, or the noun behind `without` and `has not`."""
    orders = [name for name, entry in reader.gloss.entries("m") if entry.id == "orders"]
    return f"(?:{'|'.join(['buy', 'come_back', *orders])})"


def _inactive_days(reader: ConditionReader, match: re.Match[str], days: Callable[[re.Match[str]], None]) -> bool | None:
    """`inactive for 90 days` says the days itself: the state word then adds nothing."""
    state = re.search(r"@s\d+", match[0])
    if state and reader.gloss.table[state[0]].id != "lapsed":
        return False
    days(match)
    return None


def _silent_in(reader: ConditionReader) -> None:
    """Silence that is told by a date or a period instead of a number of days."""
    found = reader.found

    def _dated(match: re.Match[str]) -> bool | None:
        expression = reader.expression(match[1])
        span = reader.periods.period(expression)
        if span is None:
            return False
        found.behaviour = True
        if re.match(r"last_\d+_days|last_\d+_weeks", expression):
            found.field("days_since_last_order", ">=", span.days)
            return None
        if re.match(r"last_\d+_", expression):  # closed months; who ordered since their end is not silent
            expression = f"{span.first.isoformat()}.."
        found.add(did="ordered", negated=True, period=expression)
        return None

    def _since(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[1]))
        if span is None:
            return False
        found.behaviour = True
        found.add(did="ordered", negated=True, period=f"{span.first.isoformat()}..")
        return None

    def _open_ended(match: re.Match[str]) -> bool | None:
        return _since(match) if reader.expression(match[1]).endswith("..") else False

    reader.take(r"(?:(?:and|but) )?not (?:(?:buy|come_back|again|~again|~anything|~nada) )*since @p(\d+)", _since)
    lapsed = "|".join(name for name, e in reader.gloss.entries("s") if e.id == "lapsed") or "@none"
    reader.take(
        r"(?<=time )(?:(?:and|but) )not (?:in|of|for|from) @p(\d+)", _dated
    )  # `bought five times and not in the last 60 days`
    reader.take(rf"(?:{lapsed}) since @p(\d+)", _since)
    reader.take(rf"(?<!moved_to )(?:{lapsed}) @p(\d+)", _open_ended)
    reader.take(r"not (?:buy|come_back)(?: (?:since|after))+ @p(\d+)", _since)
    _silent_ahead(reader, _dated, _open_ended)
    soft = r"(?: (?:in|for|of|all|~anything|~nada|during))*"
    reader.take(rf"not {_ordering(reader)}{soft} @p(\d+)(?! (?:and|compare) @p)", _dated)


def _silent_ahead(
    reader: ConditionReader, dated: Callable[[re.Match[str]], bool | None], open_ended: Callable[[re.Match[str]], bool | None]
) -> None:
    """`since 1 January, how many customers have not bought?`: the period is named ahead of those who were silent in it."""
    if len(re.findall(r"@p\d+", reader.found.line)) != 1:
        return

    def _ahead(match: re.Match[str]) -> bool | None:
        if open_ended(match) is False and dated(match) is False:
            return False
        reader.found.left.append(match[2])
        return None

    whom = r"((?:how_many|which|who|show|share|customer|everyone|contact)(?: (?!@|not)\S+)*)"
    end = r"(?! (?:@|in|since|for|to|all_time))"
    reader.take(rf"(?:(?:in|for|of|during|since) )*@p(\d+)(?: ,)* {whom} not (?:buy|come_back){end}", _ahead)


def _last_ago(reader: ConditionReader) -> None:
    """`last order more than 60 days ago`, where the days became a date, and `less than a year ago`."""
    found = reader.found

    def _ago(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[2]))
        if span is None or span.days != 1:
            return False
        found.behaviour = True
        days = (reader.periods.today - span.first).days
        found.field("days_since_last_order", ">" if match[1] == "more_than" else "<", days)
        return None

    def _a_year(match: re.Match[str]) -> None:
        found.behaviour = True
        found.field("days_since_last_order", ">" if match[1] == "more_than" else "<", DAYS["year"])

    reader.take(rf"{_LAST} (more_than|less_than) @p(\d+)", _ago)
    reader.take(rf"{_LAST} (more_than|less_than) @year_earlier", _a_year)


def _last_dated(reader: ConditionReader) -> None:
    """`last bought in September`, `last order before May`."""

    def _placed(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[2]))
        if span is None:
            return False
        reader.found.behaviour = True
        if match[1] in ("before", "previous"):
            reader.found.field("last_order_on", "<", span.first.isoformat())
        elif match[1] == "after":
            reader.found.field("last_order_on", ">", span.last.isoformat())
        elif match[1] == "since":
            reader.found.field("last_order_on", ">=", span.first.isoformat())
        else:
            add_span(reader, "last_order_on", match[2])
        return None

    reader.take(rf"{_LAST}(?: (?:customer|of))* (before|previous|after|since|in|of|on)? ?@p(\d+)", _placed)
