"""What the readers of conditions share: the line they take from, the numbers and periods in it, and what they found."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.deeds import in_plain_words
from assistant.builtin.times.mentions import DAYS
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.numbers import Number
from tools.terms import Text

__all__ = [
    "as_filter",
    "BOUND", "DAYS", "GAP", "METRIC_FIELDS", "NEGATED", "NUMBER", "OPS", "SUM_FIELDS", "UNIT", "ConditionReader",
    "Conditions", "add_span",
]  # fmt: skip

NUMBER = r"@n(\d+)"
BOUND = r"(more_than|at_least|less_than|at_most|exactly|only|between)"
OPS = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<=", "exactly": "=", "only": "=", "between": ">="}
NEGATED = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!="}
UNIT = r"(day|week|month|quarter|half|year)"
GAP = r"(?: (?:in|of|from|for|the|any|thing|only|to|and|customer|all|~algo|~nada|~anything|~something))*"
SUM_FIELDS = {"revenue": "historic_value", "net_revenue": "historic_value", "historic_value": "historic_value"}
METRIC_FIELDS = {
    **SUM_FIELDS, "orders": "order_count", "average_order_value": "average_order_value", "units": "units", "refunds": "refunds",
    "nps": "nps_score", "referral_rate": "referrals", "review_volume": "reviews", "site_visits": "visits_90",
    "average_rating": "average_rating", "mrr": "mrr",
}  # fmt: skip


@dataclass(slots=True)
class Conditions:
    """What was found: conditions in order, the readings they rest on, and what is left of the line."""

    line: str
    all: list[dict[str, Any]] = field(default_factory=list)
    readings: list[Text] = field(default_factory=list)
    behaviour: bool = False
    bought_in: list[str] = field(default_factory=list)
    followed_within: int | None = None
    left: list[str] = field(default_factory=list)

    def add(self, **condition: Any) -> None:
        """Add a condition once."""
        if condition not in self.all:
            self.all.append(condition)

    def field(self, name: str, op: str, value: Any) -> None:
        """Add a condition on a profile field."""
        self.add(field=name, op=op, value=value)


def _but_not_then(line: str, orders: str, gloss: Gloss) -> str:
    """`five times and not in the last 60 days`: a second condition, where the first only counts."""
    again = "|".join(["repeat_buyer", "only_once", *(n for n, e in gloss.entries("m") if e.id == "repeat_customers")])
    often = rf"(?:@n\d+(?: or_more| or_less)? (?:time|{orders or '@none'})|{again})(?: or_more| or_less)?(?: (?:in )?@p\d+)?"
    return re.sub(rf"({often})(?: (?:,|and|but))* (?:not|exclude) (?:in )?(@p\d+)", r"\1 and not buy in \2", line)


class ConditionReader:
    """One line of signs with the numbers and periods in it, from which readers take what they recognise."""

    def __init__(self, gloss: Gloss, line: str, numbers: list[Number], periods: PeriodReader, book: Phrasebook) -> None:
        self.gloss, self.numbers, self.periods, self.book, self.line = gloss, numbers, periods, book, line
        orders = "|".join(name for name, e in gloss.entries("m") if e.id == "orders")
        if orders:  # `without orders since May` says what `who have not bought since May` says
            line = re.sub(rf"(?<!\S)(?:not|exclude)(?: (?:any|buy|all|make))* (?:{orders})(?!\S)", "not buy", line)
            goods = "|".join(name for name, e in gloss.entries("v") if e.of in ("category", "product")) or "@none"
            without = rf"(?<!\S)(?:not|exclude)(?: (?:any|all))* ({goods}) (?:{orders})(?!\S)"  # `and no Tea purchases`
            line = re.sub(without, r"not buy \1", line)
            line = re.sub(rf"(?<!\S)with(?: (?:any|all))* ({goods}) (?:{orders})(?!\S)", r"buy \1", line)
        line = in_plain_words(line, gloss)
        line = re.sub(r"(?<!\S)(?:not|exclude)(?: (?:any|all))+ buy(?!\S)", "not buy", line)  # `without any purchase`
        line = re.sub(r"(@n\d+) (?:plus|\+)(?! @[nv])", r"\1 or_more", line)
        again = r"(?<!\S)((?:not|exclude) (?:buy|come_back))(?: not(?: buy)?)+(?!\S)(?! @v)"  # `no han comprado nada`
        line = re.sub(again, r"\1", line)
        self.found = Conditions(_but_not_then(line, orders, gloss))

    def take(self, pattern: str, use: Callable[[re.Match[str]], bool | None]) -> None:
        """Use every match of a pattern and remove it from the line, unless `use` gives False."""

        def _replaced(match: re.Match[str]) -> str:
            return match[0] if use(match) is False else " "

        line = re.sub(rf"(?<!\S){pattern}(?!\S)", _replaced, self.found.line)
        self.found.line = re.sub(r"\s+", " ", " ".join([line, *self.found.left])).strip()
        self.found.left.clear()

    def number(self, index: str) -> Number:
        """The number behind a sign such as `@n0`."""
        return self.numbers[int(index)]

    def value(self, index: str) -> int | float:
        """The value of a number, whole where it is whole."""
        value = self.number(index).value
        return int(value) if value == int(value) else value

    def expression(self, index: str) -> str:
        """The canonical period behind a sign such as `@p0`."""
        return self.periods.mentions[int(index)].expression


def add_span(reader: ConditionReader, name: str, index: str) -> bool:
    """Bound a date field by a period; False when the period has not begun."""
    span = reader.periods.period(reader.expression(index))
    if span is None:
        return False
    reader.found.field(name, ">=", span.first.isoformat())
    if not reader.expression(index).endswith(".."):
        reader.found.field(name, "<=", span.last.isoformat())
    return True


def as_filter(name: str, excluded: bool, values: list[str]) -> dict[str, Any]:
    """One value or several of a dimension, kept or left out, as a filter."""
    if len(values) == 1:
        return {"field": name, "op": "!=" if excluded else "=", "value": values[0]}
    return {"field": name, "op": "not_in" if excluded else "in", "value": values}
