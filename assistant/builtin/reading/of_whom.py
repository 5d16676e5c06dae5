"""Measures of what some people bought: `units bought by customers in Spain`, `the AOV of new customers`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["things_bought"]

_NEW = ("new", "first", "nuev", "primer", "1st")
_THINGS = {"units": "units", "order_count": "orders"}
_BEHIND = r"(?= (?:by|of|from|in|for|to|@[vsmp]\d|,)|$)"
_OF_NEW = frozenset((
    "average_order_value", "orders", "units", "units_per_order", "net_revenue", "refund_rate", "refunds", "refund_count",
    "discount_rate", "discounts", "coupon_rate", "gross_margin", "orders_per_customer", "revenue_per_customer",
))  # fmt: skip


def things_bought(read: Gloss) -> None:
    """What is asked for is the measure, and the people say whose: no field of a record, and no count of the people."""
    ahead = r"^((?:(?:and|or|,|how_many|which|show|share|total|average|of) )*)"
    for name, entry in [*read.entries("f")]:
        if entry.id in _THINGS and re.search(rf"{ahead}{name}{_BEHIND}", read.line):
            metric = read.place(Entry("metric", _THINGS[entry.id], ""))
            read.line = re.sub(rf"{ahead}{name}{_BEHIND}", rf"\1{metric}", read.line)
    said = {m.meaning for m in read.marks if m.text.startswith(_NEW)}  # no `customers acquired through organic`
    new = "|".join(name for name, e in read.entries("m") if e.id == "new_customers" and name in said) or "@none"
    theirs = "|".join(name for name, e in read.entries("m") if e.id in _OF_NEW) or "@none"
    among = any(m.text in ("among", "amongst", "entre", "within") for m in read.marks)
    link = r"(?: (?:of|for|by|from|between|in))*" if among else " (?:of|for|by|from|in)"
    whose = rf"(?<!\S)((?:{theirs})(?: (?:make|buy|sell|in @p\d+))*){link} (?:{new})(?!\S)"
    if re.search(whose, read.line):
        read.line = re.sub(whose, lambda m: f"{m[1]} {read.place(Entry('state', 'new', 'new_or_returning'))}", read.line)
