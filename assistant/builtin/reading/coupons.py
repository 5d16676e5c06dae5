"""Orders with a coupon and without one: a condition on what an order carries, where bare words would split by coupon."""

import re

from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["coupons_told"]

_ANY = r"(?: (?:all|any|in|of|by|with|use|make|buy|exactly|thing))*"
_SPLIT = re.compile(r"(?<!\S)(?:by|which @d\d+|with (?:and|or|,|compare))(?!\S)")
_BOTH = re.compile(r"(?<!\S)(?:not|exclude|compare)(?!\S)")
_OF_ORDERS = ("average_order_value", "units_per_order", "revenue", "net_revenue", "units", "gross_profit", "customers")
_NONE = Entry("value", "unknown", "coupon")


def coupons_told(line: str, read: Gloss) -> str:
    """`orders without a coupon` leaves out those that carry one; `what orders with a coupon come to` keeps only those."""
    coupon = "|".join(name for name, e in read.entries("d") if e.id == "coupon") or "@none"
    if coupon != "@none" or any(e.of == "coupon" for _, e in read.entries("v")):
        usage = "|".join(name for name, e in read.entries("m") if e.id == "product_usage") or "@none"
        line = re.sub(rf"(?<!\S)(?:{usage})(?!\S)", "use", line)  # `¿en cuántos pedidos se usó?` is no use of the product
    if any(e.of == "coupon" for _, e in read.entries("v")):
        return line
    without = re.search(rf"(?<!\S)(?:not|exclude){_ANY} (?:{coupon})(?!\S)", line)
    if without is not None and not _SPLIT.search(line[: without.start()]):
        return f"{line[: without.start()]}with {read.place(_NONE)}{line[without.end() :]}"
    if not any(e.id in _OF_ORDERS for _, e in read.entries("m")):
        return line
    carried = "|".join(name for name, e in read.entries("m") if e.id == "coupon_orders") or "@none"
    kept = re.search(rf"(?<!\S)(?:with{_ANY} (?:{coupon})|(?:of|from|for|in)(?: of)* (?:{carried}))(?!\S)", line)
    if kept is None or _SPLIT.search(line) or _BOTH.search(line[kept.end() :]):
        return line
    return f"{line[: kept.start()]}exclude {read.place(_NONE)}{line[kept.end() :]}"
