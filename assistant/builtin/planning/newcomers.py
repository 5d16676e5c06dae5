"""New customers: set against those who return, and how many of them came back within so many days."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["bought_first", "came_back", "just_begun", "other_days", "set_against_each_other", "share_back_in_time", "welcomed"]


def came_back(reading: Reading) -> list[dict[str, Any]]:
    """`of January's newcomers, how many came back within 60 days`: the period is that of their first order."""
    again = any(c.get("field") in ("days_to_second_order", "order_days") for c in reading.conditions.all)
    dated = any(c.get("field") == "first_order_on" for c in reading.conditions.all) or any(
        c.get("period") for c in reading.conditions.all
    )
    span = reading.periods.period(reading.period) if reading.period else None
    if not again or dated or span is None or reading.conditions.bought_in:
        return []
    reading.filters = [f for f in reading.filters if f["field"] != "new_or_returning"]
    return [
        {"field": "first_order_on", "op": ">=", "value": span.first.isoformat()},
        {"field": "first_order_on", "op": "<=", "value": span.last.isoformat()},
    ]


def share_back_in_time(reading: Reading) -> Plan | None:
    """`what share of those acquired in March came back within 60 days` is a share of them, not of all customers."""
    fields = {(c.get("field"), c.get("op")): c.get("value") for c in reading.conditions.all}
    days = fields.pop(("days_to_second_order", "<="), None)
    first, last = fields.pop(("first_order_on", ">="), None), fields.pop(("first_order_on", "<="), None)
    if not reading.has("share") or days not in (30, 60, 90) or fields:
        return None
    period = f"{first}..{last}" if first and last else reading.period
    step = query([f"second_order_rate_{days}"], period, None, reading.groups, _without_new(reading))
    return make_plan(reading, "metric", [step], "value")


_JUST = re.compile(r"\b(?:just|recently|newly|acab\w+ de|recien|recientemente|hace (?:poco|nada))\b")
_LATELY = 30
_JUST_IS = Text(f"I read *just* as the last {_LATELY} days", f"Leo *acaban de* como los últimos {_LATELY} días")
_NEW_IS = Text(f"I read *new* as a first order in the last {_LATELY} days",
               f"Leo *nuevos* como un primer pedido en los últimos {_LATELY} días")  # fmt: skip
_NO_SIGN_UPS = Text(
    f"There are no sign-ups in the data, so I took customers whose first order was in the last {_LATELY} days",
    f"No hay registros en los datos, así que tomo a los clientes cuyo primer pedido fue en los últimos {_LATELY} días",
)
_FOR_NEW = r"(?:for|to) @m\d+"  # not `to win new customers`
_NEWEST = re.compile(
    r"\b(?:newest|latest|most recent) (?:customers?|buyers?)\b|\b(?:clientes|compradores) mas (?:nuevos|recientes)\b"
)


def just_begun(reading: Reading) -> list[dict[str, Any]]:
    """`customers who have just made their first purchase`, a text `for new customers`: of the last 30 days, which is said."""
    dated = reading.period or reading.conditions.all or reading.periods.mentions
    just = reading.has("first_buy") and _JUST.search(reading.folded)
    new = _NEWEST.search(reading.folded) or ("new_customers" in reading.metrics and reading.has(_FOR_NEW))
    if dated or not (just or new):
        return []
    return _lately(reading, _JUST_IS if just else _NEW_IS)


def welcomed(reading: Reading, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Whom a `welcome email` is for where nobody's sign-up is known: who ordered for the first time in the last 30 days."""
    return [] if "events" in catalogue.tables else _lately(reading, _NO_SIGN_UPS)


def _lately(reading: Reading, note: Text) -> list[dict[str, Any]]:
    reading.notes.append(note)
    since = reading.periods.today - timedelta(days=_LATELY - 1)
    return [{"field": "first_order_on", "op": ">=", "value": since.isoformat()}]


_SECOND_IN = re.compile(r"second_order_rate_(?:30|60|90)")
_DAYS_GIVEN = re.compile(r"\b(?:30|60|90)\b(?!\s*(?:%|€|euros?|customers|clientes))")
_MOST_WORDS = 8


def other_days(reading: Reading, metrics: Sequence[str]) -> str | None:
    """`and giving them 90?` after how many order again within 60 days: the same within the days that are named."""
    given = _DAYS_GIVEN.search(reading.folded)
    named = reading.filters or reading.groups or reading.period or set(reading.metrics) - {"second_order_rate"}
    if given is None or named or len(metrics) != 1 or len(reading.folded.split()) > _MOST_WORDS:
        return None
    return f"second_order_rate_{given[0]}" if _SECOND_IN.fullmatch(metrics[0]) else None


def bought_first(filters: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], str | None]:
    """`the countries where most bought for the first time in 2025`: the other filters, and the period of a first order."""
    bounds = {f["op"]: f["value"] for f in filters if f.get("field") == "first_order_on"}
    if set(bounds) != {">=", "<="}:
        return filters, None
    return [f for f in filters if f.get("field") != "first_order_on"], f"{bounds['>=']}..{bounds['<=']}"


def _without_new(reading: Reading) -> list[dict[str, Any]]:
    return [f for f in reading.filters if f["field"] != "new_or_returning"]


def set_against_each_other(reading: Reading) -> None:
    """`from new and from returning`, `newcomers versus regulars`: the words that alone name an RFM group or a stage."""
    if not reading.has("and", "compare", "or", ",") or "rfm" in reading.folded:
        return
    loyal = {"field": "stage", "op": "=", "value": "loyalty"}
    sides = {str(f["value"]) for f in reading.filters if f["field"] == "new_or_returning" and f["op"] == "="}
    group = next((f for f in reading.filters if f["field"] == "rfm_segment" and f["value"] == "new"), None)
    if sides == {"returning"} and (group or reading.has("new")):
        reading.filters = [f for f in reading.filters if f is not group and f["field"] != "new_or_returning"]
    elif sides == {"new"} and loyal in reading.conditions.all and "regulars" in reading.folded:
        reading.conditions.all = [c for c in reading.conditions.all if c != loyal]
        reading.filters = [f for f in reading.filters if f["field"] != "new_or_returning"]
    else:
        return
    reading.filters.append({"field": "new_or_returning", "op": "in", "value": ["new", "returning"]})
