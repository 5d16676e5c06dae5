"""Who is meant: the conditions on customers in a line of concepts, as the typed conditions of `tools.conditions`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from assistant.builtin.gloss import Gloss
from assistant.builtin.match import Phrasebook
from assistant.builtin.numbers import Number
from assistant.builtin.periods import PeriodReader
from tools.terms import Text

__all__ = ["Conditions", "read_conditions"]

_N = r"@n(\d+)"
_NUM = r"(more_than|at_least|less_than|at_most|exactly|only|between)"
_OPS = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<=", "exactly": "=", "only": "=", "between": ">="}
_NEGATED = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!="}
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}
_UNIT = r"(day|week|month|quarter|half|year)"
_GAP = r"(?: (?:in|of|from|for|the|any|thing|only|to|and|customer|all|~algo|~nada|~anything|~something))*"
_SUM_FIELDS = {"revenue": "historic_value", "net_revenue": "historic_value", "historic_value": "historic_value"}
_METRIC_FIELDS = {
    **_SUM_FIELDS, "orders": "order_count", "average_order_value": "average_order_value", "units": "units", "refunds": "refunds",
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

    def add(self, **condition: Any) -> None:
        """Add a condition once."""
        if condition not in self.all:
            self.all.append(condition)

    def field(self, name: str, op: str, value: Any) -> None:
        """Add a condition on a profile field."""
        self.add(field=name, op=op, value=value)


class _Reader:
    def __init__(self, gloss: Gloss, line: str, numbers: list[Number], periods: PeriodReader, book: Phrasebook) -> None:
        self.gloss, self.numbers, self.periods, self.book = gloss, numbers, periods, book
        self.found = Conditions(line)

    def take(self, pattern: str, use: Callable[[re.Match[str]], bool | None]) -> None:
        """Use every match of a pattern and remove it from the line, unless `use` gives False."""

        def replaced(match: re.Match[str]) -> str:
            return match[0] if use(match) is False else " "

        self.found.line = re.sub(r"\s+", " ", re.sub(rf"(?<!\S){pattern}(?!\S)", replaced, self.found.line)).strip()

    def number(self, index: str) -> Number:
        return self.numbers[int(index)]

    def value(self, index: str) -> int | float:
        value = self.number(index).value
        return int(value) if value == int(value) else value

    def expression(self, index: str) -> str:
        return self.periods.mentions[int(index)].expression

    def read(self) -> Conditions:
        for step in (
            _first_and_back, _spending, _silence, _counts, _both_periods, _products, _dated_orders, _other_behaviour, _shares,
            _field_comparisons, _consents, _states, _birthdays, _never_bought,
        ):  # fmt: skip
            step(self)
        return self.found


def read_conditions(gloss: Gloss, line: str, numbers: list[Number], periods: PeriodReader, book: Phrasebook) -> Conditions:
    """All conditions on customers that the line holds; periods and values that none of them uses stay in its rest."""
    return _Reader(gloss, line, numbers, periods, book).read()


def _span(reader: _Reader, name: str, index: str) -> bool:
    span = reader.periods.period(reader.expression(index))
    if span is None:
        return False
    reader.found.field(name, ">=", span.first.isoformat())
    if not reader.expression(index).endswith(".."):
        reader.found.field(name, "<=", span.last.isoformat())
    return True


def _first_and_back(reader: _Reader) -> None:
    """`first bought in December and never came back`, `acquired in January ... repeated within 90 days`."""
    found = reader.found
    within = rf"(?: (?:in|at_most|less_than|at_most in))+ {_N} {_UNIT}"

    def first(match: re.Match[str]) -> bool:
        return _span(reader, "first_order_on", match[1])

    reader.take(rf"first_buy{_GAP} @p(\d+)", first)
    reader.take(rf"(?:@m\d+ )?(?:customer )?first_buy(?: customer)?{_GAP} @p(\d+)", first)

    def back(match: re.Match[str]) -> None:
        found.behaviour = True
        days = int(reader.value(match[2]) * _DAYS[match[3]])
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

    started = any(c.get("field") == "first_order_on" for c in found.all)
    reader.take(rf"(not )?come_back(?: buy)?{within}", back)
    if started or "not come_back" in found.line:
        reader.take(r"(?:(?:and|but) )?(not )(?:come_back|buy)(?: buy)?(?: (?:since_then|after|since|~again|time|ago))*", back_open)
        if started:
            reader.take(r"(?:(?:and|but) )?()(?:come_back|repeat_buyer)(?: buy)?(?: (?:since_then|after|since|~again))*", back_open)


def _spending(reader: _Reader) -> None:
    def bound(match: re.Match[str]) -> bool | None:
        op, amount, more = _OPS[match[2] or ("at_least" if match[4] else "exactly")], reader.number(match[3]), match[4]
        if match[2] is None and not more:
            return False
        if amount.percent:
            return False
        if match[1]:
            op = _NEGATED[op]
        _spent(reader, op, reader.value(match[3]), match[5] or "")
        return None

    tail = r"((?: (?:or_more|in|on|of|each|total|all_time|buy|from|@p\d+|@v\d+|@n\d+ order))*)"
    reader.take(rf"(not )?(?:buy )?(?:spend|worth)(?: (?:in|on|of|all_time|total|for))* between {_N} and {_N}(?! day)", lambda m: _between(reader, m))
    reader.take(rf"(not )?(?:buy )?(?:spend)(?: (?:in|on|of|all_time|for|money_unit))* (?:{_NUM} )?{_N}( or_more)?{tail}", bound)
    reader.take(rf"(not )?(?:buy|with)(?: (?:in|for|of|all_time))* {_NUM} {_N}( or_more)?(?= (?:in|of|@p)|$| ,)(?<!time)()", lambda m: bound(m) if reader.number(m[3]).money else False)


def _between(reader: _Reader, match: re.Match[str]) -> None:
    reader.found.behaviour = True
    reader.found.field("historic_value", ">=", reader.value(match[2]))
    reader.found.field("historic_value", "<=", reader.value(match[3]))


def _spent(reader: _Reader, op: str, amount: float, tail: str) -> None:
    found = reader.found
    found.behaviour = True
    period = re.search(r"@p(\d+)", tail)
    product = [e for name in re.findall(r"@v\d+", tail) if (e := reader.gloss.table[name]).of in ("product", "category")]
    for name in re.findall(r"@v\d+", tail):
        if reader.gloss.table[name].of not in ("product", "category"):
            found.line += f" in {name}"
    if (period or product) and op in (">", ">="):
        condition: dict[str, Any] = {"did": "ordered", "spent_at_least": amount}
        if op == ">":
            condition["spent_at_least"] = amount + 0.01 if amount == int(amount) else amount
        if period:
            condition["period"] = reader.expression(period[1])
        for entry in product:
            condition[entry.of] = entry.id
        found.add(**condition)
    else:
        found.field("historic_value", op, amount)


def _silence(reader: _Reader) -> None:
    """`haven't bought for 90 days`, `last order more than 60 days ago`, `not since May`, `bought in the last 30 days`."""
    found = reader.found

    def days(match: re.Match[str]) -> None:
        groups = match.groupdict()
        count = int(reader.value(groups["n"]) * _DAYS[groups["unit"]])
        word = groups.get("num") or ""
        found.behaviour = True
        op = {"more_than": ">", "less_than": "<", "at_most": "<="}.get(word, ">=")
        found.field("days_since_last_order", op, count)

    amount = rf"(?:(?P<num>more_than|at_least|less_than|at_most) )?@n(?P<n>\d+) {_UNIT.replace('(', '(?P<unit>', 1)}"
    soft = r"(?: (?:in|for|of|since_ago|since|the|all|last|~anything|~nada|@m\d+|from|with|to|any|at_least|~past))*"
    reader.take(rf"not(?: \S+)? (?:buy|come_back|@m\d+){soft} {amount}(?: (?:ago|or_more|already))?", days)
    reader.take(rf"since_ago {amount} (?:not|in not) (?:buy|come_back)", days)
    reader.take(rf"{amount} not (?:buy|come_back)", days)
    reader.take(rf"(?:last_buy|last buy|last @m\d+)(?: \S+)?{soft} {amount}(?: ago| or_more)?", days)
    reader.take(rf"(?:health_|@s\d+)(?: (?:for|since_ago|since|in|last|customer))+ {amount}", lambda m: _inactive_days(reader, m, days))
    reader.take(rf"(?:with )?not (?:@m\d+|buy|activity|~activity){soft} {amount}", days)

    def dated(match: re.Match[str]) -> bool | None:
        found.behaviour = True
        expression = reader.expression(match[1])
        span = reader.periods.period(expression)
        if span is None:
            return False
        if re.match(r"last_\d+_days|last_\d+_weeks", expression):
            found.field("days_since_last_order", ">=", span.days)
            return None
        found.add(did="ordered", negated=True, period=expression if ".." in expression else expression)
        return None

    def since(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[1]))
        if span is None:
            return False
        found.behaviour = True
        found.add(did="ordered", negated=True, period=f"{span.first.isoformat()}..")
        return None

    reader.take(r"(?:(?:and|but) )?not (?:(?:buy|come_back|again|~again|~anything|~nada) )*since @p(\d+)", since)
    reader.take(r"not (?:buy|come_back)(?: (?:since|after))+ @p(\d+)", since)
    reader.take(r"not (?:buy|come_back)(?: (?:in|for|of|all|~anything|~nada|during))* @p(\d+)(?! (?:and|compare) @p)", dated)

    def before(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[2]))
        if span is None:
            return False
        found.behaviour = True
        if match[1] == "before":
            found.field("last_order_on", "<", span.first.isoformat())
        elif match[1] in ("after", "since"):
            found.field("last_order_on", ">" if match[1] == "after" else ">=", (span.last if match[1] == "after" else span.first).isoformat())
        else:
            _span(reader, "last_order_on", match[2])
        return None

    reader.take(r"(?:last_buy|last buy)(?: (?:customer|of))* (before|after|since|in|of|on)? ?@p(\d+)", before)


def _inactive_days(reader: _Reader, match: re.Match[str], days: Callable[[re.Match[str]], None]) -> bool | None:
    """`inactive for 90 days` says the days itself: the state word then adds nothing."""
    state = re.search(r"@s\d+", match[0])
    if state and reader.gloss.table[state[0]].id != "lapsed":
        return False
    days(match)
    return None


def _counts(reader: _Reader) -> None:
    """`bought at least three times`, `only once`, `repeat customers`, `more than 5 orders in 2024`."""
    found = reader.found
    period = r"((?: (?:in|of|during) @p\d+)?)"

    def once(match: re.Match[str]) -> None:
        _ordered_times(reader, "=", 1, match[1])

    reader.take(rf"(?:buy )?only_once(?: buy)?{period}", once)
    reader.take(rf"buy only 1 time{period}", once)

    def repeat(match: re.Match[str]) -> None:
        _ordered_times(reader, "=" if match[1] else ">=", 1 if match[1] else 2, match[2])

    reader.take(rf"(not )?(?:buy )?repeat_buyer{period}", repeat)

    def times(match: re.Match[str]) -> bool | None:
        if reader.number(match[3]).money or reader.number(match[3]).percent:
            return False
        op = _OPS.get(match[2] or "", ">=" if match[4] else "=" if "time" in match[0] or "@m" in match[0] else ">=")
        op = _NEGATED[op] if match[1] else op
        _ordered_times(reader, op, int(reader.value(match[3])), match[5])
        return None

    orders = "|".join(name for name, e in reader.gloss.entries("m") if e.id == "orders") or "@none"
    noun = rf"(?:time|{orders})"
    reader.take(rf"(not )?(?:buy|with|{orders}|place|make|who|customer)(?: (?:in|of|with))* (?:{_NUM} )?{_N}( or_more)? {noun}(?: or_more)?{period}", times)
    reader.take(rf"(not )?(?:buy )?{_NUM} {_N}( or_more)? {noun}(?: or_more)?{period}", times)
    reader.take(rf"()()(?:buy )?{_N}( or_more) {noun}{period}", times)


def _ordered_times(reader: _Reader, op: str, times: int, tail: str) -> None:
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


def _both_periods(reader: _Reader) -> None:
    """`in both Q2 and Q3`, `in March and again in April`, `in May but not in June`."""
    found = reader.found

    def both(match: re.Match[str]) -> bool:
        found.behaviour = True
        for index in (match[1], match[2]):
            found.add(did="ordered", period=reader.expression(index))
        return True

    def but_not(match: re.Match[str]) -> None:
        found.behaviour = True
        found.add(did="ordered", period=reader.expression(match[1]))
        found.add(did="ordered", negated=True, period=reader.expression(match[2]))

    reader.take(r"(?:buy )?(?:in )?both (?:in |of )?@p(\d+)(?: (?:and|as_also|in|of))+ @p(\d+)", both)
    reader.take(r"buy (?:in )?@p(\d+)(?: (?:and|but|,|as_also|in))* (?:both|as_also|come_back|repeat_buyer)(?: (?:in|buy|also))* @p(\d+)", both)
    reader.take(r"(?:buy )?(?:in )?@p(\d+) as_also (?:in )?@p(\d+)", both)
    reader.take(r"buy (?:in )?@p(\d+) and (?:buy )?(?:in )?@p(\d+) both", both)
    reader.take(r"(?:buy )?(?:in )?@p(\d+)(?: (?:and|but|,))* (?:not|exclude)(?: (?:buy|in|come_back))* @p(\d+)", but_not)


def _thing(reader: _Reader, token: str) -> dict[str, str] | None:
    """A product or category that a placeholder, number or id stands for."""
    if token.startswith("@v"):
        entry = reader.gloss.table[token]
        for candidate in (entry, *reader.gloss.others.get(token, [])):
            if candidate.of in ("product", "category"):
                return {candidate.of: candidate.id}
        return None
    text = str(int(reader.value(token[2:]))) if token.startswith("@n") else token
    known = reader.book.product_keys.get(text.lower())
    return {"product": known or text.upper()}


_ITEM = r"(@v\d+|@n\d+|(?=\S*\d)[a-z0-9][\w-]*)(?! (?:day|week|month|year|time|@m|money_unit|customer|%))"


def _products(reader: _Reader) -> None:
    """`bought X and never Y`, `bought X but not Y`, `bought both X and Y`, `never bought Y`."""
    found = reader.found
    noun = r"(?: (?:@d\d+|in|of|from|the|both|product|all|to))*"

    def bought(match: re.Match[str]) -> bool | None:
        return _add_things(reader, match[2], bool(match[1]), match[3])

    several = rf"({_ITEM}(?:(?: (?:and|or|,))*{noun} {_ITEM})*)"
    period = r"((?: (?:in|of|during|since) @p\d+| @p\d+)?)"
    reader.take(rf"(?:(?:and|but|,) )*(not )?(?:buy|spend|see_product_|sell to){noun} {several}{period}", bought)

    def never(match: re.Match[str]) -> bool | None:
        return _add_things(reader, match[1], True, match[2])

    if any("product" in c or "category" in c for c in found.all):
        reader.take(rf"(?:(?:and|but|,) )*not{noun} {several}{period}", never)
        reader.take(rf"(?:(?:and|but|,) )*exclude{noun} {several}{period}", never)


def _add_things(reader: _Reader, items: str, negated: bool, tail: str) -> bool | None:
    things = [_thing(reader, token) for token in re.findall(r"@v\d+|@n\d+|(?<![@\w])(?=\S*\d)[a-z0-9][\w-]*", items)]
    if not things or any(t is None for t in things):
        return False
    reader.found.behaviour = True
    period = re.search(r"@p(\d+)", tail or "")
    for thing in things:
        condition: dict[str, Any] = {"did": "ordered", **(thing or {})}
        if negated:
            condition["negated"] = True
        if period:
            condition["period"] = reader.expression(period[1])
        reader.found.add(**condition)
    return None


def _dated_orders(reader: _Reader) -> None:
    """`bought in December` stays open for the planner: a period alone may be a metric's, not a condition."""

    def plain(match: re.Match[str]) -> bool:
        reader.found.bought_in.append(reader.expression(match[1]))
        return False

    reader.take(rf"buy{_GAP} @p(\d+)", plain)


_DID = {
    "visit": "visited", "see_product": "viewed", "add_cart": "added_to_cart", "start_checkout": "checked_out", "sign_up": "signed_up",
    "use_app": "used_app", "click_mail": "clicked", "receive_mail": "received", "do_unsubscribe": "unsubscribed",
    "refunded": "refunded", "review_written": "reviewed",
}  # fmt: skip


def _other_behaviour(reader: _Reader) -> None:
    found = reader.found

    def did(match: re.Match[str]) -> bool | None:
        if match[2] == "do_unsubscribe" and "not" not in (match[1] or "") and not found.all:
            return False
        found.behaviour = True
        condition: dict[str, Any] = {"did": _DID[match[2]]}
        if match[1]:
            condition["negated"] = True
        for name in re.findall(r"@v\d+", match[3]):
            entry = reader.gloss.table[name]
            if entry.of in ("product", "category", "campaign"):
                condition[entry.of] = entry.id
            else:
                found.line += f" {name}"
        if period := re.search(r"@p(\d+)", match[3]):
            condition["period"] = reader.expression(period[1])
        found.add(**condition)
        return None

    reader.take(rf"(not )?({'|'.join(_DID)})((?: (?:in|of|from|@d\d+|@p\d+|@v\d+|campaign|the))*)", did)
    if any(c.get("did") in ("added_to_cart", "visited", "viewed", "checked_out", "clicked", "received", "signed_up") for c in found.all):
        reader.take(r"(?:(?:and|but|,) )*not (?:buy|come_back|@m\d+)(?: since_then)?", lambda m: found.add(did="ordered", negated=True, period=_same_period(found)))
    reader.take(r"(not )?refer", lambda m: found.field("referrals", "=" if m[1] else ">=", 0 if m[1] else 1))


def _same_period(found: Conditions) -> str:
    return next((c["period"] for c in found.all if c.get("period")), "last_30_days")


def _shares(reader: _Reader) -> None:
    """`top 10% of customers`, `the bottom quarter`, `customers who make 80% of revenue`, `high-value customers`."""
    found = reader.found

    def top(match: re.Match[str]) -> bool | None:
        share = reader.number(match[2])
        if not share.percent:
            return False
        found.behaviour = True
        found.field(_ranked_by(reader), "bottom_share" if match[1] == "worst" else "top_share", share.value)
        return None

    reader.take(r"(top|worst|most) @n(\d+)(?: (?:share|%|of))*(?: customer)?", top)
    reader.take(r"@n(\d+)(?: (?:share|of|customer|with|that|who))* (?:top|most|worst)(?: (?:spend|buy))?(?: customer)?", lambda m: _top_after(reader, m))

    def holding(match: re.Match[str]) -> bool | None:
        share = reader.number(match[1])
        if not share.percent:
            return False
        found.behaviour = True
        found.field("historic_value", "top_value_share", share.value)
        return None

    revenue = "|".join(name for name, e in reader.gloss.entries("m") if e.id in _SUM_FIELDS) or "@none"
    reader.take(rf"(?:generate|make|~\w+|draft|buy|bring|hold|account|spend|share|worth|with|concentrate|sell|for|to|{revenue}) @n(\d+)(?: (?:share|of|all|in))* (?:{revenue}|spend|worth)", holding)
    reader.take(rf"@n(\d+)(?: (?:share|of|all))* (?:{revenue})(?= .*customer|$| ,)", lambda m: holding(m) if re.search(r"how_many .*customer|customer .*how_many", found.line) else False)

    def valuable(_: re.Match[str]) -> bool | None:
        if any(c.get("op") in ("top_share", "top_value_share") for c in found.all):
            return None
        found.field("historic_value", "top_share", 0.2)
        found.readings.append(
            Text(
                "I read *valuable* as the 20% of customers with the highest net revenue so far",
                "Leo *valiosos* como el 20% de clientes con más ingresos netos hasta hoy",
            )
        )
        return None

    reader.take(r"(?:top )?valuable(?: customer)?", valuable)


def _top_after(reader: _Reader, match: re.Match[str]) -> bool | None:
    share = reader.number(match[1])
    if not share.percent:
        return False
    reader.found.behaviour = True
    reader.found.field(_ranked_by(reader), "bottom_share" if "worst" in match[0] else "top_share", share.value)
    return None


def _ranked_by(reader: _Reader) -> str:
    for _, entry in reader.gloss.entries("m"):
        if entry.id in ("orders", "average_order_value") and "share" in reader.found.line:
            return _METRIC_FIELDS[entry.id]
    return "clv" if "worth" in reader.found.line else "historic_value"


def _field_comparisons(reader: _Reader) -> None:
    """`average order value above 50`, `CLV over 500`, `more than 3 reviews`, `RFM recency below 3`."""
    found = reader.found

    def bound(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[1])
        if name is None:
            return False
        found.behaviour = True
        found.field(name, _OPS[match[2]], reader.number(match[3]).value if reader.number(match[3]).percent else reader.value(match[3]))
        return None

    reader.take(rf"(@f\d+|@m\d+|worth)(?: (?:in|of|is|to|with))* {_NUM} {_N}", bound)

    def counted(match: re.Match[str]) -> bool | None:
        name = _field_of(reader, match[3])
        if name is None:
            return False
        found.behaviour = True
        found.field(name, _OPS[match[1]], reader.value(match[2]))
        return None

    reader.take(rf"{_NUM} {_N} (?:(?:of|in) )*(@f\d+|@m\d+)", counted)


def _field_of(reader: _Reader, token: str) -> str | None:
    if token == "worth":
        return "clv"
    entry = reader.gloss.table[token]
    if entry.kind == "field":
        return entry.id if entry.id in reader.book.numeric_fields or not reader.book.numeric_fields else None
    return _METRIC_FIELDS.get(entry.id)


def _consents(reader: _Reader) -> None:
    def consent(match: re.Match[str]) -> None:
        text = match[0]
        channel = next((c for c in ("sms", "whatsapp", "push") if c in text), "email")
        reader.found.behaviour = True
        reader.found.field(f"consent_{channel}", "!=" if match[1] else "=", "subscribed")

    reader.take(r"(not )?consented(?: (?:to|in|by|with|for|of|email|sms|whatsapp|push|them))*", consent)


def _states(reader: _Reader) -> None:
    found = reader.found

    def state(match: re.Match[str]) -> bool | None:
        entry = reader.gloss.table[match[2]]
        if entry.of == "new_or_returning":
            return False
        name, value = entry.of, entry.id
        found.field(name, "!=" if match[1] else "=", value)
        found.readings.extend(_state_readings(name, value))
        return None

    reader.take(r"((?:not|exclude) (?:in )?)?(@s\d+)", state)


def _state_readings(name: str, value: str) -> list[Text]:
    if name == "health" and value == "at_risk":
        return [
            Text(
                "I read *at risk* as health: silent for longer than usual for them (RFM has groups of its own, such as RFM: slipping)",
                "Leo *en riesgo* como salud: llevan callados más de lo habitual en ellos (RFM tiene sus propios grupos, como RFM: slipping)",
            )
        ]
    if name == "health" and value == "lapsed":
        return [
            Text(
                "I read *lapsed or inactive* as health: far beyond their usual time between orders",
                "Leo *inactivos o perdidos* como salud: muy por encima de su tiempo habitual entre pedidos",
            )
        ]
    if name == "stage" and value == "loyalty":
        return [Text("I read *loyal* as the loyalty stage", "Leo *leales* como la etapa de lealtad")]
    return []


def _birthdays(reader: _Reader) -> None:
    names = "|".join(name for name, e in reader.gloss.entries("f") if e.id == "birth_month") or "@none"

    def born(match: re.Match[str]) -> bool | None:
        span = reader.periods.period(reader.expression(match[1]))
        if span is None:
            return False
        reader.found.behaviour = True
        reader.found.field("birth_month", "=", span.first.month)
        return None

    def born_next(_: re.Match[str]) -> None:
        reader.found.behaviour = True
        following = reader.periods.today.replace(day=28) + timedelta(days=7)
        reader.found.field("birth_month", "=", following.month)

    reader.take(rf"(?:{names})(?: (?:in|of|is))* @p(\d+)", born)
    reader.take(rf"(?:{names})(?: (?:in|of|is))* (?:next month|month next)", born_next)


def _never_bought(reader: _Reader) -> None:
    found = reader.found

    def never(_: re.Match[str]) -> None:
        found.behaviour = True
        found.field("order_count", "=", 0)

    if not any(c.get("did") for c in found.all):
        reader.take(r"not buy(?: (?:~anything|~nada|all_time|from|in|since_then))*(?! @)(?! \d)", never)
