"""Rows of an earlier table that a message points at: `tell me more about the first one`, `¿y del segundo?`."""

from collections.abc import Mapping, Sequence

from assistant.builtin import patterns as re
from assistant.builtin.followups.carried import as_filters, merged_filters, rule_of
from assistant.builtin.plan import Context, Plan, Shown, Step, Turn
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from assistant.builtin.words.normalise import fold

__all__ = ["plan_pointed"]

_PLACES: Mapping[str, int] = {
    "first": 0, "1st": 0, "top": 0, "number one": 0, "number 1": 0, "primero": 0, "primera": 0, "primer": 0, "numero uno": 0,
    "numero 1": 0, "second": 1, "2nd": 1, "number two": 1, "number 2": 1, "segundo": 1, "segunda": 1, "numero dos": 1,
    "numero 2": 1, "third": 2, "3rd": 2, "number three": 2, "number 3": 2, "tercero": 2, "tercera": 2, "tercer": 2,
    "numero 3": 2,
    "fourth": 3, "4th": 3, "number 4": 3, "cuarto": 3, "cuarta": 3, "fifth": 4, "5th": 4, "number 5": 4, "quinto": 4,
    "quinta": 4,
    "last": -1, "ultimo": -1, "ultima": -1,
}  # fmt: skip
_NOUNS = (
    "one customer client buyer guy person product item country channel category city campaign month cliente clienta comprador "
    "producto articulo pais canal categoria ciudad campana mes"
)
_POINT = re.compile(
    rf"(?:\b(?:the|that|el|la|al|del|a la|de la)\s+|\b(?=numbe?r? [123]|numero [123]))({'|'.join(_PLACES)})"
    rf"(?=\W*$|\s+(?:{'|'.join(_NOUNS.split())})\b|\s+(?:by|per|por|in|en|month|then|please|porfa|spend|buy|bought|compro|ha|gasto)\b)"
)
_MOST_WORDS = 9
_BOUGHT = re.compile(
    r"\b(?:what|que|which)\b.*\b(?:buy|bought|order(?:ed)?|purchased?|compr\w+|pid\w+|pedido)\b|"
    r"\b(?:what.s in (?:his|her|their) basket)\b"
)
_SPEAKERS = frozenset(
    (
        "what do did does they he she it him her have has usually normally most mostly buy bought order ordered purchase "
        "purchased and products things que le les suele suelen ha han mas compra compran compro compraron comprado comprar "
        "which the units of product more often total item items cual cuales de unidades veces producto articulo articulos en "
        "pide piden pidio pidieron pedido y ellos ellas este esta el ella productos cosas"
    ).split()
)


def plan_pointed(reading: Reading, context: Context, turn: Turn, step: Step) -> Plan | None:
    """The customer's record or the row's own figures, where a short message names a place in the last list."""
    match = _POINT.search(reading.folded)
    if len(reading.folded.split()) > _MOST_WORDS or (reading.conditions.all and match is None):
        return None
    if (plan := _bought(reading, step)) is not None:
        return plan
    listed = _last_list(context)
    if listed is not None and match is None and listed[0].dimension == "customer" and _of_the_one(reading, turn):
        reading.gloss.unknown.clear()
        return make_plan(reading, "profile", [Step("customer_profile", {"customer_id": listed[0].keys[0]})], "profile")
    if match is None or listed is None:
        return None
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in match[0]]
    reading.line = reading.line.replace(f"~{match[1]}", "")
    (shown, asked), place = listed, _PLACES[match[1]]
    if place >= len(shown.keys) or (reading.metrics and shown.dimension == "customer" and not reading.period):
        return None
    key = shown.keys[place]
    if shown.dimension == "customer":
        if _BOUGHT.search(reading.folded):
            return make_plan(reading, "metric", [_basket([_only("customer", key)], None)], "ranking")
        return make_plan(reading, "profile", [Step("customer_profile", {"customer_id": key})], "profile")
    return _row(reading, asked, shown.dimension, key)


_THAT_ONE = re.compile(
    r"\b(?:them|him|her|that one|this one|it|(?:that|this|the) (?:customer|client|buyer|shopper|person|one|guy|lady)|"
    r"(?:es[ea]|est[ea]|el|la|dich[oa]) (?:client[ea]|comprador\w?|persona|senor\w?)|el|ella|es[ea]|est[ea])\W*$"
)
_ASKED_FOR_ONE = re.compile(r"\b(?:customer|client|buyer|shopper|spender|person|client[ea]|comprador[a]?|persona)\b")
_ASKED_FOR_SEVERAL = re.compile(
    r"\b(?:customers|clients|buyers|shoppers|spenders|people|clientes|clientas|compradores|compradoras|personas|gente)\b"
)


def _of_the_one(reading: Reading, turn: Turn) -> bool:
    """`tell me more about them` after `who is our top customer?`: the first of the list, as only one was asked for."""
    asked = fold(turn.message)
    one = _ASKED_FOR_ONE.search(asked) is not None and _ASKED_FOR_SEVERAL.search(asked) is None
    more = reading.has("tell_about") and not (reading.metrics or reading.filters or reading.groups or reading.period)
    return one and more and _THAT_ONE.search(reading.folded) is not None


def _only(name: str, key: str) -> dict[str, str]:
    return {"field": name, "op": "=", "value": key}


def _last_list(context: Context) -> tuple[Shown, Step] | None:
    for turn in list(reversed(context.turns))[:5]:
        if turn.shown is not None and len(turn.shown.keys) > 1:
            steps = [s for s in turn.plan.steps if s.tool in ("query_metrics", "find_customers", "customer_value", "lifecycle")]
            if steps:
                return turn.shown, steps[-1]
    return None


def _row(reading: Reading, asked: Step, dimension: str, key: str) -> Plan | None:
    """One row of a split: the same figures of it alone, split further where the message says so."""
    if asked.tool != "query_metrics":
        return None
    old = asked.arguments
    metrics = list(reading.metrics) or list(old["metrics"])
    groups = [g for g in reading.groups if g != dimension]
    period, filters = old.get("period"), old.get("filters", ())
    if dimension in TIME_GROUPS:
        period = key
    else:
        filters = merged_filters(filters, [_only(dimension, key)])
    step = query(metrics, reading.period or period, old.get("compare_to"), groups, filters)
    return make_plan(reading, "metric", [step], ("trend" if groups[0] in TIME_GROUPS else "ranking") if groups else "value")


def _bought(reading: Reading, step: Step) -> Plan | None:
    """`what did they buy?`: products of the customer or the people of the last step."""
    if not _BOUGHT.search(reading.folded) or _POINT.search(reading.folded) or reading.filters:
        return None
    said = re.findall(r"[a-z]+", reading.folded)
    if step.tool not in ("customer_profile", "find_customers") or any(w not in _SPEAKERS for w in said):
        return None
    if step.tool == "customer_profile":
        filters: Sequence[Mapping[str, object]] = [_only("customer", step.arguments["customer_id"])]
    else:
        filters = as_filters(rule_of(step, reading.periods)) or ()
    if not filters:
        return None
    by_units = "units" in reading.metrics
    return make_plan(reading, "metric", [_basket(filters, reading.period, by_units)], "ranking")


def _basket(filters: Sequence[Mapping[str, object]], period: str | None, by_units: bool = False) -> Step:
    metrics = ["units", "revenue"] if by_units else ["revenue", "units"]
    return query(metrics, period, None, ["product"], filters, f"-{metrics[0]}")
