"""Whom a rule about people starts from: buyers, subscribers, those likely to buy, where the words only imply it."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from tools.terms import Text

__all__ = [
    "asks_likelihood",
    "bare_ranking",
    "bought_then",
    "buyers_meant",
    "buyers_only",
    "dated",
    "likely_conditions",
    "probability_field",
    "probability_reading",
    "ranks_people",
    "subscribers",
]

_CONTACT_DEEDS = (
    "signed_up", "visited", "viewed", "added_to_cart", "checked_out", "clicked", "received", "used_app", "unsubscribed",
)  # fmt: skip
_OF_BUYERS = (
    "order_count", "order_days", "historic_value", "days_since_last_order", "first_order_on", "last_order_on", "health",
    "rfm_segment", "average_order_value", "clv", "reactivated_on", "units", "days_to_second_order",
)  # fmt: skip
_AT_MOST = ("order_count", "order_days", "historic_value", "units")  # of which those who never bought have none
_FLOORS = {
    ("historic_value", ">"): ("spent_at_least", 0.01), ("historic_value", ">="): ("spent_at_least", 0),
    ("order_count", ">"): ("at_least", 1), ("order_count", ">="): ("at_least", 0),
}  # fmt: skip
_HORIZONS = (30, 60, 90)
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 90}


_BUYERS = re.compile(
    r"\b(?:how many (?:of (?:them|those|these) )?(?:have )?(?:bought|ordered|purchased|shopped)|"
    r"(?:of|from|among) (?:those|the ones|the) (?:who|that) (?:bought|ordered|purchased|shopped)|"
    r"cuant[oa]s (?:de ellos )?(?:nos )?(?:compraron|compran|pidieron|piden|(?:nos )?han (?:comprado|pedido)))\b"
)
_NAMED_BUYERS = re.compile(r"\b(?:buyers?|shoppers?|purchasers?|comprador(?:es|as?)?)\b")


def buyers_only(reading: Reading, rule: Mapping[str, Any], from_low: bool = False) -> list[dict[str, Any]]:
    """Customers who have not bought since May have bought before: contacts who never did are others.

    Args:
        from_low: whether they are ranked from the lowest, where those who never bought would come first.
    """
    conditions: Sequence[Mapping[str, Any]] = rule.get("all", ())
    named = bool(_NAMED_BUYERS.search(reading.folded)) and bool(conditions)
    silent = named or from_low or any(c.get("negated") and c.get("did") == "ordered" for c in conditions)
    silent = silent or any(c.get("field") in _AT_MOST and c.get("op") in ("<", "<=") for c in conditions)
    if not silent or reading.has("contact") or rule.get("any"):
        return []
    bought = any(
        (c.get("did") in ("ordered", "refunded") and not c.get("negated"))
        or (c.get("field") in _OF_BUYERS and not (c["field"] in _AT_MOST and c["op"] in ("<", "<=")))
        for c in conditions
    )
    elsewhere = any(c.get("did") in _CONTACT_DEEDS for c in conditions)
    return [] if bought or elsewhere else [{"field": "order_count", "op": ">=", "value": 1}]


def subscribers(reading: Reading) -> list[dict[str, Any]]:
    """`subscribers who ...`: the measure's name stands for the people, once something is said of them."""
    on_plan = not reading.metrics and any(f["field"] == "plan" and f["op"] in ("=", "in") for f in reading.filters)
    if on_plan and reading.has("customer", "who", "everyone") and not reading.conditions.all and not reading.period:
        return [{"field": "subscription_status", "op": "=", "value": "active"}]
    if reading.metrics != ["active_subscriptions"] or any(
        c.get("field") == "subscription_status" for c in reading.conditions.all
    ):
        return []
    said = (
        reading.conditions.all or reading.conditions.bought_in or reading.has("who", "buy", "spend", "consented", "one_off_buy")
    )
    people = re.search(r"\b(?:subscribers?|subs|suscriptor(?:es|as?)?|suscritos)\b", reading.folded)
    if not said or not people:
        return []
    found: list[dict[str, Any]] = [{"field": "subscription_status", "op": "=", "value": "active"}]
    if reading.has("buy", "one_off_buy") and not reading.conditions.all and not reading.period:
        found.append({"field": "business_model", "op": "=", "value": "hybrid"})
    return found


def asks_likelihood(reading: Reading, people: bool) -> bool:
    """`how likely are they to buy`, `purchase probability, 90 days`, `the chance that customers order`."""
    if any(e.id.startswith("purchase_probability") for _, e in reading.gloss.entries("f")) and not reading.metrics:
        return True
    if reading.has("chance") and reading.has("buy", "come_back") and people:
        return True
    ahead = reading.has("next") or re.search(r"@n\d+ (?:day|week|month)(?!\S)", reading.line)
    return reading.has("likely") and bool(people or ahead or reading.has("show", "how_many", "buy"))


def probability_field(reading: Reading) -> str:
    """The purchase probability whose horizon is nearest to the days that were said; 30 where none was."""
    match = re.search(r"@n(\d+) (day|week|month|quarter)(?!\S)", reading.line)
    bare = re.search(r"(?<!\S)next (week|month|quarter)(?!\S)", reading.line)
    days: float = _DAYS[bare[1]] if bare else _HORIZONS[0]
    named = [e.id for _, e in reading.gloss.entries("f") if e.id.startswith("purchase_probability")]
    if named:
        return named[0]
    if match:
        days = reading.numbers[int(match[1])].value * _DAYS[match[2]]
    return f"purchase_probability_{min(_HORIZONS, key=lambda n: abs(n - days))}"


def dated(reading: Reading, conditions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`spent over 100 ... in 2026`, where the period stands apart from the amount: money and counts of that period."""
    loose = reading.period and not reading.conditions.bought_in and "new_customers" not in reading.metrics
    if not loose or any(c.get("period") == reading.period for c in conditions):
        return [dict(c) for c in conditions]
    found: list[dict[str, Any]] = []
    for condition in conditions:
        if condition.get("field") == "order_count" and condition.get("op") == "=" and condition["value"]:
            times = condition["value"]
            found.append({"did": "ordered", "at_least": times, "at_most": times, "period": reading.period})
            continue
        floor = _FLOORS.get((condition.get("field", ""), condition.get("op", "")))
        if floor is None:
            found.append(dict(condition))
        else:
            name, above = floor
            found.append({"did": "ordered", name: condition["value"] + above, "period": reading.period})
    return found


def bought_then(reading: Reading, rule: Mapping[str, Any]) -> dict[str, Any]:
    """`customers from Madrid in Q1`: where only places are said of them, those who bought in the period."""
    places = ("country", "city", "language", "acquisition_channel")
    only = all(c.get("field") in places for c in rule.get("all", ())) and not rule.get("any")
    if reading.period is None or not only or not reading.has("customer") or reading.conditions.all:
        return dict(rule)
    return {"all": [*rule.get("all", ()), {"did": "ordered", "period": reading.period}]}


def likely_conditions(reading: Reading) -> list[dict[str, Any]]:
    """`likely to buy`: at least one half where they are counted, else the likeliest tenth."""
    field = probability_field(reading)
    if reading.limit or _chance_said(reading):
        return []
    if reading.has("how_many"):
        return [{"field": field, "op": ">=", "value": 0.5}]
    if any(c.get("op") in ("top_share", "top_value_share") for c in reading.conditions.all):
        return []
    return [{"field": field, "op": "top_share", "value": 0.1}]


def _chance_said(reading: Reading) -> bool:
    return any(str(c.get("field", "")).startswith("purchase_probability") for c in reading.conditions.all)


def probability_reading(reading: Reading) -> list[Text]:
    """How *likely* was read."""
    days = probability_field(reading).rsplit("_", 1)[1]
    if _chance_said(reading):
        return []
    if reading.has("how_many"):
        return [
            Text(
                f"I read *likely to buy* as a purchase probability of at least one half over {days} days",
                f"Leo *probable que compren* como una probabilidad de compra de al menos la mitad a {days} días",
            )
        ]
    if reading.limit:
        return []
    return [
        Text(
            f"I read *likely to buy* as the tenth of customers with the highest purchase probability over {days} days",
            f"Leo *probable que compren* como la décima parte de clientes con mayor probabilidad de compra a {days} días",
        )
    ]


def bare_ranking(reading: Reading) -> bool:
    """`top 20 by CLV`, `los 10 que pedirán con más probabilidad`: only people have a value and a chance to buy."""
    return bool(reading.limit) and reading.has("worth", "likely") and not (reading.groups or reading.metrics)


_RANK = r"(?:top|most|worst|fewer)"
_WHOM = r"(?:customer|who|everyone|@n\d+)(?: (?:who|of|in|from|live_in|customer|@v\d+))*"
_DOING = r"(?:spend|hold|buy|make|earn)"
_RANKED = re.compile(
    rf"(?<!\S)(?:{_WHOM} (?:with )?{_RANK}(?: of| in)* (?:{_DOING}|@m\d+)|"
    rf"{_WHOM} {_DOING}(?: (?:of|in|with|@m\d+))* {_RANK})(?!\S)"
)
_SUPERLATIVE = re.compile(
    r"\b(?:most|least|fewest|highest|lowest|top|best|worst|biggest|smallest|mas|menos|mejor\w*|peor\w*|mayor\w*|menor\w*)\b"
)


def ranks_people(reading: Reading) -> bool:
    """`customers who bring us most`, `los 8 con más pedidos`, `los que menos gastan`: people in an order, not their total."""
    other = ("how_many", "how_much", "share", "by", "compare", "when", "where", "why", "how", "average", "trend")
    if reading.groups or reading.comparison.asked or reading.has(*other):
        return False
    return bool(_RANKED.search(reading.line)) and bool(_SUPERLATIVE.search(reading.folded))


def buyers_meant(reading: Reading) -> bool:
    """`how many bought in May` counts people, `how many purchases in May` orders."""
    return bool(_BUYERS.search(reading.folded)) and bool(reading.conditions.bought_in) and not reading.comparison.asked
