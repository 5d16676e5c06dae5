"""Conditions on how often people ordered, and bounds that leave open what they count."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, NEGATED, NUMBER, OPS, ConditionReader

__all__ = ["counts", "loose_bounds"]

_PERIOD = r"((?:(?: (?:in|of|during))? @p\d+)?)"


def counts(reader: ConditionReader) -> None:
    """`bought at least three times`, `only once`, `repeat customers`, `more than 5 orders in 2024`."""
    _once_or_again(reader)
    _so_often(reader)


def _once_or_again(reader: ConditionReader) -> None:
    def _in_period(match: re.Match[str]) -> None:
        op = "=" if match[2] == "only_once" else ">="
        _ordered_times(reader, op, 1 if op == "=" else 2, f" {match[1]}")

    reader.take(r"buy(?: (?:in|of))* (@p\d+) (repeat_buyer|only_once)", _in_period)

    def _once(match: re.Match[str]) -> None:
        _ordered_times(reader, "=", 1, match[1])

    reader.take(rf"(?:buy )?only_once(?: buy)?{_PERIOD}", _once)
    reader.take(rf"buy only 1 time{_PERIOD}", _once)

    def _repeat(match: re.Match[str]) -> None:
        _ordered_times(reader, "=" if match[1] else ">=", 1 if match[1] else 2, match[2])

    reader.take(rf"(not )?(?:buy )?repeat_buyer{_PERIOD}", _repeat)


_WRITTEN = re.compile(
    r"(?<!\S)(?:~(?:written|wrote|escrito|escribimos|messaged|mailed|emailed|texted|contacted|contactado)|receive_mail|campaign)(?!\S)"
)


def _so_often(reader: ConditionReader) -> None:
    if _WRITTEN.search(reader.line) and not re.search(r"(?<!\S)buy(?!\S)", reader.line):
        return  # `whom we have written to eight times`: messages, not orders

    def _times(match: re.Match[str]) -> bool | None:
        if reader.number(match[3]).money or reader.number(match[3]).percent:
            return False
        open_end = "or_more" in match[0]
        op = (
            "<="
            if "or_less" in match[0]
            else OPS.get(match[2] or "", ">=" if open_end else "=" if "time" in match[0] or "@m" in match[0] else ">=")
        )
        op = NEGATED[op] if match[1] else op
        _ordered_times(reader, op, int(reader.value(match[3])), match[5])
        return None

    def _bounded_behind(match: re.Match[str]) -> None:
        op = NEGATED[OPS[match[3]]] if match[1] else OPS[match[3]]
        _ordered_times(reader, op, int(reader.value(match[2])), match[4])

    orders = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "orders") or "@none"
    noun = rf"(?:time|{orders})"

    def _between(match: re.Match[str]) -> None:
        for op, index in ((">=", match[1]), ("<=", match[2])):
            _ordered_times(reader, op, int(reader.value(index)), match[3])

    reader.take(rf"(?:(?:buy|with|place|make|{orders}) )*between {NUMBER} and {NUMBER} {noun}{_PERIOD}", _between)
    reader.take(rf"(not )?(?:(?:buy|with) )?{NUMBER} {noun} {BOUND}(?! @n){_PERIOD}", _bounded_behind)
    reader.take(rf"(?:buy|place|make) {NUMBER} (?:or|to) {NUMBER} {noun}{_PERIOD}", _between)
    reader.take(
        rf"(not )?(?:buy|with|{orders}|place|make|who|customer)"
        rf"(?: (?:in|of|with))* (?:{BOUND} )?{NUMBER}( or_more| or_less)?(?: of)? {noun}(?: or_more| or_less)?{_PERIOD}",
        _times,
    )
    reader.take(rf"(not )?(?:buy )?{BOUND} {NUMBER}( or_more)? {noun}(?: or_more)?{_PERIOD}", _times)
    reader.take(rf"()()(?:buy )?{NUMBER}( or_more| or_less) {noun}{_PERIOD}", _times)
    reader.take(rf"()()(?:buy )?{NUMBER}() {noun} (?:or_more|or_less){_PERIOD}", _times)

    def _dated_times(match: re.Match[str]) -> None:
        op = OPS[match[2] or ("at_least" if "or_more" in match[0] else "exactly")]
        _ordered_times(reader, op, int(reader.value(match[3])), f" {match[1]}")

    reader.take(rf"buy(?: (?:in|of))* (@p\d+) (?:{BOUND} )?{NUMBER}(?: or_more)? {noun}(?: or_more)?", _dated_times)


def loose_bounds(reader: ConditionReader) -> None:
    """A bound that says no more of what: a second count behind a first, or an amount of money that people total."""
    found = reader.found

    def _second(match: re.Match[str]) -> bool | None:
        if reader.number(match[2]).money or reader.number(match[2]).percent:
            return False
        found.field("order_count", OPS[match[1]], int(reader.value(match[2])))
        return None

    if any(c.get("field") == "order_count" for c in found.all):
        reader.take(rf"(?:(?:and|but|,|with) )+{BOUND} {NUMBER}(?! \S)", _second)

    def _total(match: re.Match[str]) -> bool | None:
        if not reader.number(match[2]).money:
            return False
        found.behaviour = True
        found.field("historic_value", OPS[match[1]], reader.value(match[2]))
        return None

    if re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)|^save(?!\S)", reader.line) and not reader.gloss.entries("m"):
        reader.take(rf"(?:(?:all_time|with|of|in|~whose) )*{BOUND} {NUMBER}(?! (?:time|day|week|month|year|@))", _total)


def _ordered_times(reader: ConditionReader, op: str, times: int, tail: str) -> None:
    found = reader.found
    found.behaviour = True
    period = re.search(r"@p(\d+)", tail or "")
    if not period:
        found.field("order_count", op, times)
        return
    condition: dict[str, Any] = {"did": "ordered", "period": reader.expression(period[1])}
    if op in (">", ">="):
        condition["at_least"] = times + (op == ">")
    elif op == "=":
        condition |= {"at_least": times, "at_most": times}
    else:
        condition |= {"at_most": max(1, times - (op == "<"))}
    found.add(**condition)
