"""Plans about what customers will need: who is due to replenish what and when, whose next category or product is which."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.steps import find, make_plan
from assistant.builtin.reading.reading import Reading
from assistant.builtin.reading.told import OVERDUE
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_needs"]

_THINGS = ("product", "category")
_DAYS = {"day": 1, "week": 7, "month": 30}
_SOON = 7
_NEXT = re.compile(
    r"(?<!\S)(?:next (?:@n(?P<count>\d+) )?(?P<unit>day|week|month)|@n(?P<many>\d+) (?P<units>day|week|month) next|"
    r"(?P<after>week|month) next)(?!\S)"
)
_CALENDAR = re.compile(r"\b(?:(?:next|following|proxim[oa]) )(week|month|semana|mes)\b")
_BUYS_NEXT = re.compile(r"(?<!\S)likely @v\d+ next(?! @n| day| week| month| quarter| year)(?!\S)")
_WITHIN = re.compile(r"(?<!\S)(?:in|within) @n(?P<count>\d+) (?P<unit>day|week|month)(?!\S)")


def plan_needs(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`who will need coffee next week`, `customers whose next category is tea`, the likeliest to spend."""
    if reading.customer_id or reading.has("draft", "advice", "playbook"):
        return None
    if (plan := _next_order(reading, catalogue)) is not None:
        return plan
    if "order_lines" not in catalogue.tables:
        return None
    if (plan := _next_thing(reading)) is not None or reading.groups:
        return plan
    things = [f for f in reading.filters if f["field"] in _THINGS and f["op"] == "="]
    bought = [c for c in reading.conditions.all if c.get("did") == "ordered" and set(c) & set(_THINGS)]
    things += [{"field": name, "value": c[name]} for c in bought for name in _THINGS if name in c]
    if reading.has("needs_again") and (things or reading.has("customer", "who", "them", "how_many")):
        first, last, note = _span(reading, catalogue.today)
        reading.rest = _WITHIN.sub(" ", _NEXT.sub(" ", reading.rest))  # these numbers have been used
        bounds = ((">=", first), ("<=", last)) if note is None else (("<=", last),)
        if note is not None and OVERDUE.search(reading.folded):
            bounds, note = (("<=", catalogue.today),), None
        due = [{"field": "replenish_on", "op": op, "value": day.isoformat()} for op, day in bounds]
        return _people(reading, "replenish", things, due, "replenish_on", note)
    if things and (reading.has("comes_next") or _BUYS_NEXT.search(reading.line)):
        return _people(reading, "next", things, [], "-purchase_probability_90", None)
    return None


def _next_order(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`who is expected to order again in the next 14 days`: by the day that the next order of each is expected on."""
    again = reading.has("next_order", "comes_next") or (reading.has("come_back") and reading.has("due", "prediction"))
    again = again or (reading.has("needs_again") and bool(_REORDERS.search(reading.folded)))
    ahead = _NEXT.search(reading.line) or _WITHIN.search(reading.line) or _later(reading, catalogue.today)
    if not (again and ahead) or reading.filters or reading.has("chance", "share", "often"):
        return None
    first, last, _ = _span(reading, catalogue.today)
    reading.rest = _WITHIN.sub(" ", _NEXT.sub(" ", reading.rest))
    expected = [
        {"field": "expected_next_order_on", "op": op, "value": d.isoformat()} for op, d in ((">=", first), ("<=", last))
    ]
    rule = [*expected, *(c for c in reading.conditions.all if c.get("field") in _STANDING)]
    counted = reading.has("how_many")
    step = find({"all": rule}, None if counted else "expected_next_order_on", reading.limit, reading.saved_as)
    return make_plan(reading, "audience", [step], "audience")


_REORDERS = re.compile(r"\b(?:re-?order\w*|volver a (?:pedir|comprar))\b")
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")


def _later(reading: Reading, today: date) -> tuple[date, date] | None:
    """The days of a range that ends after today: `between today and 12 July`."""
    for mention in reading.periods.mentions:
        if (found := _DATED.fullmatch(mention.expression)) and (last := date.fromisoformat(found[2])) > today:
            return max(date.fromisoformat(found[1]), today + timedelta(days=1)), last
    return None


_STANDING = ("health", "stage", "rfm_segment", "historic_value", "order_count", "subscription_status")


def _next_thing(reading: Reading) -> Plan | None:
    """`what will our customers buy next?`: the likeliest buyers and what each of them is likely to buy."""
    whose = reading.filters or reading.conditions.all or reading.period or _NEXT.search(reading.line)
    if not reading.has("comes_next") or whose or reading.metrics or reading.has("how_many"):
        return None
    category = "category" in reading.groups or re.search(r"\bcategor", reading.folded)
    known = {"field": "next_category" if category else "next_product", "op": "known", "value": None}
    reading.gloss.unknown = []
    return make_plan(reading, "audience", [find({"all": [known]}, "-purchase_probability_90", reading.limit)], "audience")


def _people(
    reading: Reading, kind: str, things: list[dict[str, Any]], due: list[dict[str, Any]], order: str, note: Text | None
) -> Plan:
    """Customers whose need is one of those, and whatever else was said of them."""
    rule: list[Mapping[str, Any]] = [
        {"field": f"{kind}_{one['field']}", "op": "=", "value": one["value"]} for one in things[:1]
    ]
    others = [c for c in reading.conditions.all if c.get("did") != "ordered"]
    others += [f for f in reading.filters if f["field"] not in _THINGS]
    counted = reading.has("how_many", "share")
    step = find({"all": [*rule, *due, *others]}, None if counted else order, reading.limit, reading.saved_as)
    readings = [*reading.conditions.readings, *([note] if note else [])]
    return make_plan(reading, "audience", [step], "audience", readings)


def _span(reading: Reading, today: date) -> tuple[date, date, Text | None]:
    """The days ahead that were said; the next seven where none were, and that is said."""
    tomorrow = today + timedelta(days=1)
    if (dated := _later(reading, today)) is not None:
        return *dated, None
    if match := _NEXT.search(reading.line):
        unit, count = match["unit"] or match["units"] or match["after"], match["count"] or match["many"]
        return _ahead(reading, count, unit, today) if count or unit == "day" else (*_following(today, unit), None)
    if match := _WITHIN.search(reading.line):
        return _ahead(reading, match["count"], match["unit"], today)
    if match := _CALENDAR.search(reading.folded):
        return *_following(today, "week" if match[1] in ("week", "semana") else "month"), None
    if re.search(r"(?<!\S)tomorrow(?!\S)", reading.line):
        return tomorrow, tomorrow, None
    for mention in reading.periods.mentions:
        span = reading.periods.period(mention.expression)
        if span is not None and span.last > today:
            return max(span.first, tomorrow), span.last, None
        if mention.expression in ("this_week", "this_month") and (end := _end(today, mention.expression)) > today:
            return tomorrow, end, None
    note = Text(
        f"I take those who are due by {_SOON} days after the end of the data, or are already late",
        f"Tomo a quienes les toca como tarde {_SOON} días después del final de los datos, o ya van con retraso",
    )
    return tomorrow, today + timedelta(days=_SOON), note


def _ahead(reading: Reading, count: str | None, unit: str, today: date) -> tuple[date, date, None]:
    number = int(reading.numbers[int(count)].value) if count else 1
    return today + timedelta(days=1), today + timedelta(days=max(1, number) * _DAYS[unit]), None


def _following(today: date, unit: str) -> tuple[date, date]:
    """The calendar week or month after this one."""
    if unit == "week":
        monday = today + timedelta(days=7 - today.weekday())
        return monday, monday + timedelta(days=6)
    first = _end(today, "this_month") + timedelta(days=1)
    return first, _end(first, "this_month")


def _end(today: date, expression: str) -> date:
    if expression == "this_week":
        return today + timedelta(days=6 - today.weekday())
    later = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return later - timedelta(days=1)
