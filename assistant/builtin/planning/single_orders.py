"""Orders one by one, by what each comes to: the biggest, the five smallest, those over an amount and how many they are."""

from math import inf
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, NUMBER, OPS
from assistant.builtin.plan import Plan
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_single_orders"]

_ORDER = r"(?:orders?|baskets?|purchases?|tickets?|transactions?|invoices?|sales?)"
_PEDIDO = r"(?:pedidos?|compras?|tickets?|cestas?|ordenes|orden|facturas?|transaccion(?:es)?|ventas?)"
_MANY = r"(?:\d+|two|three|four|five|six|ten|dos|tres|cuatro|cinco|seis|diez)"
_OF_ORDERS = r"(?:counts?|volumes?|numbers?|frequency|rates?|probability|propensity|intent|likelihood|chance)"
_HIGH = r"(?:biggest|largest|highest|priciest|costliest|dearest|most (?:expensive|valuable)|record)"
_LOW = r"(?:smallest|cheapest|lowest|least (?:expensive|valuable))"
_ALTO = r"(?:mas (?:grandes?|alt[oa]s?|car[oa]s?|elevad[oa]s?|gord[oa]s?)|de mayor (?:importe|valor|cuantia)|record)"
_BAJO = r"(?:mas (?:pequen[oa]s?|baj[oa]s?|barat[oa]s?)|de menor (?:importe|valor|cuantia))"


def _superlative(high: str, alto: str, more: str, mayor: str) -> re.Pattern[str]:
    """Any way to name orders by their size in one direction, in both languages."""
    return re.compile(
        rf"\b(?:{high} (?:{_MANY} )?(?:single |individual |ever )*{_ORDER}\b(?! {_OF_ORDERS}))|"
        rf"\b{_ORDER} (?:was|were|is|are|has been|have been) (?:the |our )?{high}\b|"
        rf"\b{_PEDIDO} (?:fue|fueron|es|son|ha sido|han sido) (?:el |la |los |las )?{alto}\b|"
        rf"\b{_ORDER} (?:\w+ ){{0,3}}(?:with|of) the {more} (?:value|amount|total|worth)\b|"
        rf"\b{_PEDIDO} (?:\w+ ){{0,2}}?{alto}\b|\b{mayor} (?:{_MANY} )?{_PEDIDO}\b|"
        rf"\b{_PEDIDO} (?:\w+ )?(?:con|por) (?:el |la )?(?:{mayor}|importe {alto}|valor {alto}) ?(?:importe|valor|total)?\b"
    )


_BIGGEST = _superlative(_HIGH, _ALTO, "(?:highest|largest|biggest|most)", "mayor(?:es)?")
_SMALLEST = _superlative(_LOW, _BAJO, "(?:lowest|smallest|least)", "menor(?:es)?")
_ONE = r"(?:order|purchase|sale|pedido|compra|orden)"
_SAID_APART = re.compile(  # the order and how big it is, with words between them
    rf"\b(?:which|what) (?:single |individual |one )?{_ONE}\b.{{0,30}}\b(?:most|biggest|largest|highest|record)\b|"
    rf"\b(?:highest|largest|biggest|top) (?:value|valued|priced|ticket) {_ONE}\b|"
    rf"\brecord\b.{{0,15}}\b(?:one|a single|an) {_ONE}\b|"
    r"\b(?:of|out of|from) all (?:the |our )?(?:orders|purchases)\b.{0,30}\bwhich one\b|"
    rf"\b{_ONE}(?: (?:individual|unico|suelto))? (?:mas (?:grande|caro|cara|alto|alta)|"
    rf"(?:de|con)(?: el)? (?:importe|monto|valor) mas (?:alto|grande)|de mas valor|de mayor monto)\b|"
    rf"\b(?:record|mayor|maximo)\b.{{0,15}}\b(?:un solo|un unico|un) {_ONE}\b|"
    r"\bde todos (?:los |nuestros )?pedidos\b.{0,30}\bcual\b"
)
_SEVERAL = re.compile(
    r"\b(?:orders|baskets|purchases|tickets|transactions|invoices|sales|pedidos|compras|cestas|ordenes|facturas|ventas)\b"
)
_OF_MANY = ("customer", "who", "everyone", "draft", "playbook", "advice", "compare")
_LISTED = 10


def plan_single_orders(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`our biggest order`, `the 5 smallest purchases in May`, `orders over 1,000`: a ranking of orders by revenue."""
    if set(reading.groups) - {"order"} or reading.has(*_OF_MANY) or not any(t.id == "order" for t in catalogue.dimensions):
        return None
    folded = reading.spelt.replace("-", " ")
    average = "average_order_value" in reading.metrics or reading.has("by", "average", "share")
    apart = None if average else _SAID_APART.search(folded)
    if (found := _BIGGEST.search(folded) or _SMALLEST.search(folded) or apart) is not None:
        return _ranked(reading, found)
    spent = all(c.get("field") in ("historic_value", "clv") or c.get("spent_at_least") for c in reading.conditions.all)
    return (_over(reading) or _of_size(reading)) if spent else None


def _ranked(reading: Reading, found: re.Match[str]) -> Plan:
    descending = found.re is not _SMALLEST
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in found[0].split()]
    several = found.re is not _SAID_APART and _SEVERAL.search(found[0])
    limit = reading.limit or (_LISTED if several else 1)
    order = "-revenue" if descending else "revenue"
    return _plan(reading, [], order, limit, "ranking")


def _over(reading: Reading) -> Plan | None:
    orders = "|".join(name for letter in "md" for name, e in reading.gloss.entries(letter) if e.id in ("orders", "order"))
    bound = rf"(?<!\S)(?:{orders})((?: {_BETWEEN})*) {BOUND} {NUMBER}(?: and {NUMBER})?"
    line = reading.line
    if orders and _REACHED.search(reading.folded):
        line = re.sub(rf"(?<!\S)({orders})((?: {_BETWEEN})*?)(?: to)? (?=@n\d)", r"\1\2 at_least ", line)
    match = re.search(rf"{bound}(?! (?:day|week|month|year|time|customer|@[md]))", line) if orders else None
    if match is None or not {"orders"} <= {"orders", *reading.metrics} <= {"orders", "revenue", "average_order_value"}:
        return None
    amounts = [reading.numbers[int(index)] for index in match.groups()[2:] if index]
    least = _LEAST_AMOUNT if not re.search("@[pv]", match[1]) else inf
    if not all(number.money or number.value >= least for number in amounts):
        return None
    told = {word.lstrip("~") for word in match[1].split()}
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in told]
    conditions = [{"field": "revenue", "op": OPS[match[2]], "value": amounts[0].value}]
    conditions += [{"field": "revenue", "op": "<=", "value": number.value} for number in amounts[1:]]
    reading.rest = re.sub(r"@n\d+", "", reading.rest)
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in ("uno", "una")]  # `cada uno`
    return _plan(reading, conditions, "-revenue", None, "threshold")


def _of_size(reading: Reading) -> Plan | None:
    """`orders with five or more items`: by the units in each, not by what it comes to."""
    orders, units = (
        "|".join(name for name, e in reading.gloss.entries("m") if e.id == one) or "@none" for one in ("orders", "units")
    )
    line = re.sub(rf"{NUMBER}( (?:{units}))? or_more(?!\S)", r"at_least @n\1\2", reading.line)
    match = re.search(
        rf"(?<!\S)(?:{orders})(?: (?:with|of|hold|who|buy|and|that|@p\d+|in))* {BOUND} {NUMBER} (?:{units})(?!\S)", line
    )
    if match is None or set(reading.metrics) - {"orders", "units"}:
        return None
    amount = reading.numbers[int(match[2])]
    reading.rest = re.sub(r"@n\d+", "", reading.rest)
    kept = [{"field": "units", "op": OPS[match[1]], "value": amount.value}]
    step = query(["units"], reading.period, None, ["order"], [*reading.filters, *kept], "-units", None)
    return make_plan(reading, "metric", [step], "threshold")


_BETWEEN = (
    r"(?:in|of|from|by|on|to|with|worth|for|spend|who|that|until|make|,|@m\d+|@p\d+|@v\d+|"
    r"~(?:went|goes?|came|comes?|ran|ended|totall?ed|added|amount(?:ed|ing)?|valued?|priced|salieron|fueron|tuvieron|sumaron|importaron))"
)
_REACHED = re.compile(r"(?<!no )\b(?:lleg\w+ a|alcanz\w+|reach\w*|hit)\b(?: los| las)? [€$£]?\d")
_LEAST_AMOUNT = 50  # a smaller number without a sign of money counts orders


def _plan(reading: Reading, conditions: list[dict[str, Any]], order: str, limit: int | None, focus: str) -> Plan:
    said = Text("Orders are ranked by revenue before refunds", "Los pedidos se ordenan por ingresos antes de devoluciones")
    step = query(["revenue"], reading.period, None, ["order"], [*reading.filters, *conditions], order, limit)
    return make_plan(reading, "metric", [step], focus, [said])
