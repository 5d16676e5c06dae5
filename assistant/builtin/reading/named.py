"""The metrics that a line names, in order, where one of another is a measure of its own."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss

__all__ = ["named_metrics"]

_OF_ITS_PART = (("average_order_value", "orders"), ("net_revenue", "refunds"))  # `the mean value of the orders`


def named_metrics(line: str, read: Gloss) -> list[str]:
    """The metrics in order; `after returns` only says that a value is net, and a share that has a metric of its own is that."""
    tokens = ["", *line.split(), ""]
    named = [
        (read.table[token].id, tokens[i - 1], tokens[i + 1])
        for i, token in enumerate(tokens)
        if token in read.table and read.table[token].kind == "metric" and not _only_done(token, tokens[i - 1], read)
    ]
    outside = re.search(r"(?<!\S)exclude (?:(?:in|of|from) )*@[vs]\d", line)  # `refunds outside Spain` leaves out the place
    named = [one for one in named if one[:2] != ("refunds", "gross_of")]
    net = (
        "after",
        "exclude",
        "less_than",
        *(("fewer",) if any(m == "revenue" for m, *_ in named) or "spend" in tokens else ()),
    )
    found = list(
        dict.fromkeys(
            m
            for m, before, after in named
            if not (m == "refunds" and (before in net or (after in ("discard", "exclude") and not outside)))
        )
    )
    if "revenue" in found and "refunds" not in found and any(m == "refunds" for m, *_ in named):
        found[found.index("revenue")] = "net_revenue"
    money = re.search(r"(?<!\S)(?:money_unit|how_much)(?!\S)", line)
    kept = re.search(r"(?<!\S)(?:how_much|earn|sell|hold|make)(?!\S)", line) and not re.search(
        r"(?<!\S)(?:customer|who)(?!\S)", line
    )
    if not found and kept and any(m == "refunds" for m, *_ in named):
        found = ["net_revenue"]  # `what did we keep after returns`
    if money and "refund_count" in found:
        found = list(dict.fromkeys("refunds" if m == "refund_count" else m for m in found))
    found = _said_again(_of_one_another(_only_money(found, read), line, read), read)
    if set(found) == {"revenue", "net_revenue"} and not {"and", "or", "compare", "both", "change", "ratio"} & set(tokens):
        found = ["net_revenue"]  # `revenue in May, net`
    shared = re.search(r"(?<!\S)share(?!\S)", line)
    if {"average_rating", "review_volume"} <= set(found) and not re.search(r"@m\d+(?: \S+)*? (?:and|,)(?: \S+)*? @m\d+", line):
        found.remove("review_volume")  # `the average stars of the reviews`
    found = _of_its_base(found, tokens)
    if shared and ({"guest_share", "revenue"} <= set(found) or found == ["guest_revenue"]):
        return ["guest_share"]
    of_money = {"revenue", "guest_revenue"} & set(found) or {"spend", "hold", "how_much"} & set(tokens)
    joined = {"and", "or", "compare", "both"} & set(tokens)
    if of_money and not shared and not joined and set(found) <= {"revenue", *_GUESTS} and _GUESTS & set(found):
        return ["guest_revenue"]  # `how much came from guest orders`
    if len(found) > 1 and shared:
        rates = [m for m in found if m.endswith(("_rate", "_share"))]
        return rates or found
    return found


_TAKEN = frozenset(
    "take took taken earn earned earning make made bring brought rake raked ring rang cash turn turned bill billed invoice "
    "invoiced facturamos facturado facturo facturaron ingresamos ingresado ganamos ganado recaudamos recaudado hicimos hecho "
    "sacamos sacado generamos generado cobramos cobrado".split()
)


def _only_done(token: str, before: str, read: Gloss) -> bool:
    """`how many orders we took`, `what profit did we earn`: beside another measure, a verb for money names none."""
    if before not in read.table or read.table[before].kind != "metric" or read.table[token].id != "revenue":
        return False
    return any(mark.meaning == token and mark.text in _TAKEN for mark in read.marks)


_MONEY = frozenset("money dinero plata pasta lana guita cash importe euros libras pesos dolares pounds dollars".split())


def _only_money(found: list[str], read: Gloss) -> list[str]:
    """`did we refund more money`, `más dinero nos costaron en devoluciones`: money only says how the other is measured."""
    said = {mark.text for mark in read.marks if (entry := read.table.get(mark.meaning)) and entry.id == "revenue"}
    said -= {"in", "en", "of", "de"}
    return [m for m in found if m != "revenue"] if len(found) > 1 and said <= _MONEY else found


_MEANS = re.compile(r"\b(?:i mean|meaning|that is|i e|es decir|o sea|quiero decir|me refiero)\b")
_PARTS_OF = {
    "average_order_value": ("orders", "revenue"), "orders_per_customer": ("orders", "customers"),
    "revenue_per_customer": ("revenue", "customers"),
}  # fmt: skip


def _said_again(found: list[str], read: Gloss) -> list[str]:
    """`what does an order come to, I mean the mean order value`: a measure that is explained by its parts is one."""
    if not _MEANS.search(" ".join(mark.text for mark in read.marks)):
        return found
    parts = {part for metric in found for part in _PARTS_OF.get(metric, ())}
    return [metric for metric in found if metric not in parts]


_GUESTS = frozenset(("guest_share", "guest_orders", "guest_revenue"))
_BASES = {
    "churn_rate": ("active_subscriptions", "churned_subscriptions"), "payback_days": ("blended_cac",), 
    "blended_cac": ("ad_spend",),
    "trial_conversion_rate": ("trial_activations", "conversion_rate"), "average_rating": ("review_volume",), 
    "nps": ("net_revenue",), "unsubscribe_rate": ("messages_delivered", "messages_sent"),
    "click_rate": ("messages_delivered", "messages_sent"), "open_rate": ("messages_delivered", "messages_sent"),
    "referrals": ("new_customers", "customers"),
    **{f"second_order_rate_{n}": ("new_customers",) for n in (30, 60, 90)},
}  # fmt: skip


def _of_its_base(found: list[str], tokens: list[str]) -> list[str]:
    """`the churn rate of our subscribers`, `payback of the acquisition cost`: the second only says of what."""
    if {"conversion_rate", "trial_activations"} <= set(found):
        found = ["trial_conversion_rate" if m == "conversion_rate" else m for m in found]
    if {"and", "or", "compare", "both", "change", "ratio"} & set(tokens):
        return found
    bases = {base for metric in found for base in _BASES.get(metric, ())}
    return [m for m in found if m not in bases]


def _of_one_another(found: list[str], line: str, read: Gloss) -> list[str]:
    """`revenue of new customers`, `the value of the refunds`: two names of one measure."""
    for amount, thing in re.findall(r"(@m\d+)(?: (?:in|of) @p\d+)? (?:(?:of|from) )+(@m\d+)", line):
        if read.table[amount].id == "revenue" and read.table[thing].id == "new_customers":
            channel = any(e.of == "acquisition_channel" for _, e in read.entries("v"))
            found = [m for m in found if m not in ("revenue", "new_customers")] + ["revenue" if channel else "revenue_from_new"]
        if read.table[amount].id == "revenue" and read.table[thing].id == "orders":
            found = [m for m in found if m != "orders"]  # `revenue from orders with a code`
    for amount, thing in re.findall(r"(@m\d+) (?:most|fewer|top|worst) (@m\d+)", line):
        if read.table[amount].id == "revenue" and read.table[thing].id != "revenue":
            found = [m for m in found if m != "revenue"]  # `brings in the most orders`
    for amount, thing in re.findall(r"(@m\d+) in (@m\d+)", line):
        if read.table[amount].id in ("orders", "units") and read.table[thing].id == "revenue":
            found = [m for m in found if m != "revenue"]  # `units that went out in sales`
    for thing, amount in re.findall(r"(?<!\S)in (@m\d+)(?: ,)?(?: how_much)? (@m\d+)", line):
        if read.table[amount].id == "revenue" and read.table[thing].id in ("orders", "units"):
            found = [m for m in found if m != "revenue"]  # `in units, how much did we sell`
    for amount, thing in re.findall(r"(@m\d+)(?: (?:of|in|on|for|from|to|show|make|hold|@v\d+))* (@m\d+)", line):
        of_sales = read.table[amount].id == "discounts" and read.table[thing].id in ("orders", "revenue")
        if of_sales and "share" not in line.split():
            found = [m for m in found if m != read.table[thing].id]  # `discounts given on sales`
    for amount, thing in re.findall(r"(@m\d+) (?:of )*(@m\d+)", line):
        if read.table[amount].id == "revenue" and read.table[thing].id in ("refunds", "discounts"):
            part = re.search(rf"(?<!\S)share (?:of )*{amount} {thing}(?!\S)", line)  # `the share of sales refunded` is two
            found = [m for m in found if m != "revenue" or part]  # `the value of the refunds` is one measure
    for amount, thing in re.findall(r"(@m\d+) (?:(?:of|for|from|in|with) )*(@m\d+)", line):
        if (read.table[amount].id, read.table[thing].id) in _OF_ITS_PART:
            found = [m for m in found if m != read.table[thing].id]
    for thing, channel in re.findall(r"(@m\d+)(?: (?:from|by|with|in|until))* (@v\d+)", line):
        acquired = read.table[thing].id == "new_customers" and read.table[channel].of == "acquisition_channel"
        if acquired and (len(found) > 1 or re.search(rf"(?<!\S)customer(?!\S).* {thing}(?!\d)", line)):
            found = [m for m in found if m != "new_customers"]  # `sales from customers acquired through ads` only says which
    return found
