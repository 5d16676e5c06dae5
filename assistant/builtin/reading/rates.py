"""Measures that the words put together: money per order, second orders within so many days, how long until one."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.reading.net_of_refunds import of_refunds
from assistant.builtin.reading.ratios import as_asked
from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.numbers import Number

__all__ = ["at_renewal", "composed", "skipping"]

_PER_ORDER = re.compile(
    r"\b(?:per|each|every|an|a single|por|por cada|cada|en cada|in each|with each)\s+(?:single |average )?"
    r"(?:order|purchase|transaction|basket|ticket|pedido|compra|orden|transaccion|cesta)\b"
)
_PER_CUSTOMER = re.compile(
    r"\b(?:per|each|every|por|por cada|cada)\s+(?:single |average )?(?:customer|client|buyer|shopper|head|person|cliente|"
    r"clienta|comprador|cabeza|persona)\b"
)
_SEVERAL_ORDERS = re.compile(r"\b(?:orders|purchases|pedidos|compras|ordenes)\b")
_ORDERS_OVER_CUSTOMERS = re.compile(
    r"\b(?:orders|purchases) (?:divided by|over|to) (?:the )?(?:number of )?(?:customers|buyers|clients)\b|"
    r"\b(?:pedidos|compras) (?:dividid[oa]s )?(?:entre|sobre) (?:el numero de )?(?:los )?(?:clientes|compradores)\b"
)
_VALUE_OF_ONE = re.compile(
    r"\b(?:value|worth|amount|valor|importe|cuantia)\b(?: (?:of|for|in|at|de|del|en|que tuvo|was|fue))*"
    r" (?:each|every|an|per|a single|a typical|the typical|cada|por|un|una|tipico de un)(?: single| typical| individual)?"
    r" (?:order|purchase|transaction|pedido|compra|orden|transaccion)\b"
)
_ORDER = r"(?:order|purchase|basket|transaction|pedido|compra|cesta|orden|transaccion)"
_ONE_ORDER = re.compile(
    rf"\b(?:average|typical|mean|usual) {_ORDER}\b(?! (?:count|number|volume|frequency))|"
    rf"\b{_ORDER} (?:medi[oa]|promedio|tipic[oa]|normal)\b|\b(?:de media|en promedio) (?:un|una|cada) {_ORDER}\b"
)
_BY_SIZE = re.compile(
    r"\b(?:orders|purchases|baskets) (?:are |were |is )?(?:the )?(?:on average )?(?:smallest|biggest|largest|priciest)\b|"
    r"\b(?:pedidos|compras|tickets) (?:son|fueron|salen|eran) (?:los |las )?(?:de media |en promedio )?"
    r"mas (?:chic|pequen|grand|car|alt|baj)\w+|"
    r"\b(?:smallest|biggest|largest|priciest|tiniest|heftiest|cheapest) (?:average )?(?:orders|purchases|baskets)\b|"
    r"\b(?:pedidos|compras|ordenes|tickets|cestas|canastas) mas "
    r"(?:chic[oa]s|chiquit[oa]s|pequen[oa]s|grandes|gord[oa]s|car[oa]s|barat[oa]s|alt[oa]s|baj[oa]s)\b"
)  # what an order comes to
_AN_ORDER = re.compile(rf"\b(?:an?|each|un|una|cada) {_ORDER}\b")
_ONE_CUSTOMER = re.compile(
    r"\b(?:an?|un|una|the|el|la) (?:average |typical )?(?:customer|client|buyer|shopper|cliente|clienta|comprador)\b"
)
_LOOSE_REPEAT = re.compile(
    r"\b(?:repeat(?:ing)? (?:customer )?rate|tasa de repeticion(?! de (?:la )?compra)|indice de repeticion|ratio de repeticion|"
    r"% (?:de )?repeticion|(?:tasa|porcentaje|%) de clientes (?:que repiten|repetidores))\b"
)
_LOSING = re.compile(
    r"\b(?:los(?:e|es|ing|t)|cancel\w*|quit|left|leave|leaving|pierd\w+|perdi\w+|perdemos|"
    r"se (?:nos )?(?:fueron|van|marcharon|marchan|han ido)|dieron de baja|"
    r"dan de baja)\b"
)
_BEGUN = re.compile(
    r"\b(?:kick(?:ed|s)? off|started|began|begun|arranc(?:o|aron)|empez(?:o|aron)|comenz(?:o|aron)|se iniciaron)\b"
)
_SUBSCRIBED = re.compile(
    r"\b(?:subscri(?:ber|ption)s?|suscri(?:ptor|ptora|pcion)(?:e?s)?|abonad[oa]s?|members?|"
    r"memberships?|soci[oa]s?|miembros?)\b"
)
_SKIPPED = re.compile(
    r"\b(?:share|percentage|percent|proportion|part|rate|%|parte|porcentaje|proporcion|tasa)\b.*"
    r"\b(?:skip(?:s|ped|ping)?|salt(?:aron|an|o|aban|aran|ado|ados)|omit(?:ieron|en|ido))\b"
)
_SKIPPERS = re.compile(r"\b(?:subscribers? skip|suscript\w+ (?:se )?salt|saltaron (?:los|las|nuestr\w+) suscript)\w*")
_DELIVERED = re.compile(r"\b(?:renewals?|renovaci(?:on|ones)|deliver(?:y|ies)|entregas?|shipments?|envios?|boxes|cajas?)\b")
_SO_FAR = re.compile(r"\b(?:been|have had|lleva[nr]?|llevamos|trial|prueba|pause\w*|paus[ao]\w*)\b")
_FROM_NOW = re.compile(r"\b(?:more|longer|left|still|remaining|mas|aun|todavia|restante|les? quedan?)\b")
_OF_RENEWALS = {
    "churn_rate": "renewal_churn_rate", "churned_subscriptions": "renewal_churn_rate",
    "voluntary_churn_rate": "renewal_voluntary_churn_rate", "payment_churn_rate": "renewal_payment_churn_rate",
    "active_subscriptions": "renewal_rate",
}  # fmt: skip
_MONEY = ("revenue", "net_revenue", "orders", "customers", "average_order_value")


def composed(metrics: list[str], line: str, folded: str, numbers: list[Number], dated: bool, book: Phrasebook) -> list[str]:
    """The metrics with those that only the whole clause tells put in their place."""
    found = [m for m in metrics if m != "historic_value" or len(metrics) == 1]
    if "ad_spend" in found and set(found) <= {"ad_spend", "new_customers"} and _A_NEW_ONE.search(folded):
        found = ["blended_cac"]  # `what do we spend on ads for each new customer`
    found = of_refunds(found, folded)
    found = _per_unit(found, line, folded)
    if _LOOSE_REPEAT.search(folded):
        meant = "returning_customer_rate" if dated else "repeat_purchase_rate"
        found = [meant if m in ("repeat_purchase_rate", "returning_customer_rate") else m for m in found]
    if found == ["new_customers"] and re.search(r"(?<!\S)share .*come_back.* @n\d+ (?:day|week|month)(?!\S)", line):
        found = ["second_order_rate"]  # `what share of first buyers order again within 60 days`
    if re.search(r"(?<!\S)(?:how_long|(?:day|week|time) until)(?!\S)", line):
        found = _how_long(found, line, folded, book)
    if "active_subscriptions" in found and _LOSING.search(folded) and "churned_subscriptions" in book.metrics:
        found = ["churned_subscriptions" if m == "active_subscriptions" else m for m in found]
    begun = re.search(r"(?<!\S)new(?!\S)", line) or _BEGUN.search(folded)
    if found == ["active_subscriptions"] and begun and "new_subscriptions" in book.metrics:
        found = ["new_subscriptions"]
    if found == ["orders"] and re.search(r"\b(?:cancel\w+|anul\w+)\b", folded) and "cancelled_orders" in book.metrics:
        found = ["cancelled_orders"]
    if "skip_rate" in book.metrics and skipping(folded):
        found = ["skip_rate"]
    found = as_asked(_of_messages(found, line), line, folded, book.metrics)
    found = [_within(m, numbers, line, book) for m in found]
    return list(dict.fromkeys(found))


_A_NEW_ONE = re.compile(
    r"\b(?:per|for (?:each|every)|por(?: cada)?|a) "
    r"(?:new (?:customer|buyer|client)|cliente nuevo|nuevo cliente|comprador nuevo)\b"
)


def skipping(folded: str) -> bool:
    """`what share of renewals did subscribers skip`: what subscribers skip, and nothing that is left out."""
    if _SKIPPERS.search(folded):
        return True
    return _SKIPPED.search(folded) is not None and (_SUBSCRIBED.search(folded) or _DELIVERED.search(folded)) is not None


def _per_unit(found: list[str], line: str, folded: str) -> list[str]:
    """`what they spend per order`, `money per head`: revenue shared out has names of its own."""
    spent = bool(re.search(r"(?<!\S)(?:spend|sell|how_much)(?!\S)", line)) or "revenue" in found
    earned = "gross_profit" in found or re.search(r"(?<!\S)single_word_profit(?!\S)", line)
    each = {"orders", "average_order_value"} & set(found) or _PER_ORDER.search(folded)
    if (
        earned
        and each
        and set(found) <= {"gross_profit", "orders", "average_order_value"}
        and not re.search(r"how_many|@n", line)
    ):
        return ["profit_per_order"]  # `how much profit do we make on each order`
    if _PER_ORDER.search(folded) and spent and set(found) <= set(_MONEY) and "average_order_value" not in found:
        return ["average_order_value"]
    if found == ["orders"] and _VALUE_OF_ONE.search(folded) and not re.search(r"(?<!\S)how_many(?!\S)", line):
        return ["average_order_value"]
    worth = re.search(r"(?<!\S)worth(?!\S)", line) and not re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line)
    if found in ([], ["orders"]) and worth and _AN_ORDER.search(folded) and (found or "average" in line):
        return ["average_order_value"]
    if found == ["orders"] and _ONE_ORDER.search(folded) and not re.search(r"(?<!\S)how_many(?!\S)", line):
        return ["average_order_value"]
    by_size = _BY_SIZE.search(folded) and re.search(r"(?<!\S)(?:average|by|which|where)(?!\S)|^(?:, )?@d\d", line)
    if found == ["orders"] and by_size:
        return ["average_order_value"]
    if _PER_ORDER.search(folded) and "units" in found:
        return ["units_per_order"]
    one = bool(re.search(r"(?<!\S)average(?!\S)", line) and _ONE_CUSTOMER.search(folded))
    if (_PER_CUSTOMER.search(folded) or one) and set(found) <= {"revenue", "customers"} and spent:
        return ["revenue_per_customer"]
    if found == ["average_order_value"] and _PER_CUSTOMER.search(folded) and _SEVERAL_ORDERS.search(folded):
        return ["orders_per_customer"]  # `mean orders per buyer`
    if set(found) <= {"orders", "customers", "orders_per_customer"} and _ORDERS_OVER_CUSTOMERS.search(folded):
        return ["orders_per_customer"]
    if (_PER_CUSTOMER.search(folded) or one) and found in (["orders"], ["orders", "customers"]):
        return ["orders_per_customer"]
    return found


def _of_messages(found: list[str], line: str) -> list[str]:
    """`tasa de bajas de los correos enviados`: leaving a list is not leaving a subscription."""
    mailed = "messages_sent" in found or re.search(r"(?<!\S)channel_(?:email|sms)(?!\S)", line)
    if "churn_rate" in found and mailed:
        return ["unsubscribe_rate" if m == "churn_rate" else m for m in found if m != "messages_sent"]
    rates = [m for m in found if m.endswith("_rate")]
    return [m for m in found if m != "messages_sent"] if rates else found


def _how_long(found: list[str], line: str, folded: str, book: Phrasebook) -> list[str]:
    """`how long until they reorder`, `how many days to the first purchase`, `how long do subscribers stay`."""
    if re.search(r"(?<!\S)between (?:@m\d+|buy)(?! (?:and|@))", line) and {"orders"} >= set(found):
        return ["days_between_orders"]
    if "days_to_second_order" in found or re.search(r"(?<!\S)(?:come_back|repeat_buyer)(?!\S)", line):
        return ["days_to_second_order"]
    if "time_to_first_order_days" in found or re.search(r"(?<!\S)first_buy(?!\S)", line):
        return ["time_to_first_order_days"]
    if "subscription_life_days" in book.metrics and _SUBSCRIBED.search(folded) and not _SO_FAR.search(folded):
        return ["subscription_days_left" if _FROM_NOW.search(folded) else "subscription_life_days"]
    return found


def at_renewal(metrics: list[str], groups: list[str], filters: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Metrics and groups: churn at a renewal is of those who came to it, and a month's is not a year's."""
    fields = {*groups, *(f["field"] for f in filters)}
    if "renewal" not in fields:
        return metrics, groups
    apart = [] if {"billing_interval", "plan"} & fields else ["billing_interval"]
    return [_OF_RENEWALS.get(m, m) for m in metrics], [*groups, *apart]


def _within(metric: str, numbers: list[Number], line: str, book: Phrasebook) -> str:
    """`second order rate within 30 days`: the window nearest to the days that were said, 90 where none was."""
    stem = re.sub(r"_(?:30|60|90)$", "", metric)
    windows = [n for n in (30, 60, 90) if f"{stem}_{n}" in book.metrics]
    if not windows:
        return metric
    match = re.search(r"@n(\d+) (day|week|month)(?!\S)", line)
    if match is None:
        return metric if metric in book.metrics else f"{stem}_{windows[-1]}"
    days = numbers[int(match[1])].value * {"day": 1, "week": 7, "month": 30}[match[2]]
    return f"{stem}_{min(windows, key=lambda n: abs(n - days))}"
