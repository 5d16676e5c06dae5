"""Rates and the counts behind them: a part over its whole is a rate, and `how many` asks for the count of one."""

from collections.abc import Sequence, Set

from assistant.builtin import patterns as re

__all__ = ["as_asked", "carted", "in_money"]

_PARTS = {
    frozenset({"guest_revenue", "revenue"}): "guest_share",
    frozenset({"guest_orders", "orders"}): "guest_share",
    frozenset({"guest_orders", "revenue"}): "guest_share",
    frozenset({"refunds", "revenue"}): "refund_rate",
    frozenset({"refund_count", "revenue"}): "refund_rate",
    frozenset({"discounts", "revenue"}): "discount_rate",
    frozenset({"coupon_orders", "orders"}): "coupon_rate",
    frozenset({"discounts", "orders"}): "discounted_order_rate",
    frozenset({"discounted_orders"}): "discounted_order_rate",
    frozenset({"discounted_orders", "orders"}): "discounted_order_rate",
    frozenset({"refunds", "orders"}): "refunded_order_rate",
    frozenset({"refund_count", "orders"}): "refunded_order_rate",
    frozenset({"returning_customers", "customers"}): "returning_customer_rate",
    frozenset({"repeat_customers", "customers"}): "repeat_purchase_rate",
    frozenset({"site_visits", "orders"}): "conversion_rate",
    frozenset({"trial_activations", "active_subscriptions"}): "trial_conversion_rate",
    frozenset({"trial_activations", "new_subscriptions"}): "trial_conversion_rate",
    frozenset({"trial_activations"}): "trial_conversion_rate",
    frozenset({"days_to_second_order"}): "second_order_rate",
    frozenset({"coupon_orders"}): "coupon_rate",
    frozenset({"returning_customers"}): "returning_customer_rate",
    frozenset({"repeat_customers"}): "repeat_purchase_rate",
}
_ALONE = {
    "refunds": "refund_rate",
    "refund_count": "refund_rate",
    "churned_subscriptions": "churn_rate",
}  # their whole goes unsaid: `what % do we refund`
_COUNTS = {
    "unsubscribe_rate": "unsubscribes",
    "click_rate": "messages_clicked",
    "open_rate": "messages_opened",
    "pause_rate": "paused_subscriptions",
    "referral_rate": "referrals",
    "churn_rate": "churned_subscriptions",
    "refund_rate": "refund_count",
    "coupon_rate": "coupon_orders",
    "returning_customer_rate": "returning_customers",
    "repeat_purchase_rate": "repeat_customers",
}
_OF_GUESTS = {"orders": "guest_orders", "revenue": "guest_revenue"}
_A_PART = re.compile(
    r"\b(?:share|slice|chunk|tajada|rebanada|trozo|porcion|percent\w*|proportion|part|rate|parte|porcentaje|proporcion|tasa)\b|%"
)
_IN_MONEY = re.compile(r"\b(?:money|dinero|value|valor|importe|amount|euros?|pounds?|dollars?|libras?|dolares|pesos|plata)\b")
_BOUGHT = re.compile(
    r"\b(?:orders?|purchases?|sales?|bought|buy|compras?|compran|pedidos?|ventas?|convert\w*|convirti\w+|convierten?)\b"
)
_CARTED = re.compile(
    r"(?:\b(?:includ\w+|involv\w+|saw|inclu[iy]\w*) )?"
    r"\b(?:add\w*|put\w*|plac(?:e|ed|ing)|fill\w*|anad\w*|agreg\w*|met\w+|pus\w*|pon\w*|llen\w*)\b.{0,30}"
    r"\b(?:carts?|baskets?|bags?|trolleys?|carritos?|cestas?|bolsas?)\b"
)
_MESSAGES = {"click_rate": "messages_clicked", "open_rate": "messages_opened"}
_MOST_CLICKS = re.compile(
    r"\b(?:most|more|fewest|fewer|count of|number of|mas|menos|numero de|cantidad de) (?:clics?|clicks?|opens|aperturas)\b"
)
_HAD_DISCOUNT = re.compile(
    r"\b(?:with|had|have|has|got|carr\w+|receiv\w+|under|at|includ\w+|given|con|tuv\w+|ten\w+|llev\w+|recib\w+|aplic\w+)\b"
    r"(?:\W+\w+){0,2}?\W+(?:discount|descuento|rebaja)s?\b"
)
_WITH_COUPON = re.compile(
    r"\b(?:coupons?|vouchers?|(?:discount|promo) codes?|cupon(?:es)?|codigos? (?:de descuento|promocional(?:es)?))\b"
)


def in_money(line: str, folded: str) -> str:
    """`how much of our revenue in pounds came from ...`: an amount, where `how much of it` is a share."""
    asked = re.search(r"\bhow much of\b|\bcuant[oa]s? de\b", folded)
    return re.sub(r"(?<!\S)share(?=.* in money_unit(?!\S))", "how_much", line, count=1) if asked else line


def carted(folded: str) -> list[str]:
    """The words that say that something was put into the cart."""
    found = _CARTED.search(folded)
    return found[0].split() if found else []


def as_asked(metrics: Sequence[str], line: str, folded: str, known: Set[str]) -> list[str]:
    """The metrics as the rate or the count that the words ask for, where the shop's data have it."""
    found = list(metrics)
    words = set(line.split())
    if "guest_share" in found and len(found) == 2:
        counted = next((_OF_GUESTS[m] for m in found if m in _OF_GUESTS), "")
        found = [counted if counted in known and not _A_PART.search(folded) else "guest_share"]
    offered = found == ["orders"] and "with_offer" in words and "@n" not in line
    if (offered or set(found) == {"orders", "discounts"}) and _HAD_DISCOUNT.search(folded) and "discounted_orders" in known:
        return ["discounted_order_rate" if "share" in words else "discounted_orders"]
    if (
        found == ["orders"]
        and re.search(r"(?<!\S)(?:(?:with|buy) @d\d|@m\d+ buy(?! (?:in |of )*@[vd]))", line)
        and _WITH_COUPON.search(folded)
    ):
        found = ["coupon_orders"] if "coupon_orders" in known else found
    with_coupon = _WITH_COUPON.search(folded) and not re.search(r"@[vd]\d|(?<!\S)(?:not|exclude|share)(?!\S)", line)
    if found == ["orders"] and with_coupon and "coupon_orders" in known:
        return ["coupon_orders"]
    if "share" in words and "site_visits" in found and carted(folded) and "add_to_cart_rate" in known:
        return ["add_to_cart_rate"]
    clicked = found == ["messages_delivered"] and re.search(r"\b(?:clic\w*|click\w*)\b", folded)
    if "share" in words and clicked and "click_rate" in known:
        return ["click_rate"]
    if "share" in words:
        whole = frozenset(found)
        if found == ["orders"] and _WITH_COUPON.search(folded) and "@v" not in line:
            whole = frozenset({"coupon_orders", "orders"})
        if found == ["site_visits"] and _BOUGHT.search(folded):
            whole = frozenset({"site_visits", "orders"})
        rate = _PARTS.get(whole)
        if rate is None and len(found) == 1 and not re.search(r"(?<!\S)by(?!\S)|@[dv]\d", line):
            rate = _ALONE.get(found[0])
        if rate and (rate in known or f"{rate}_90" in known):
            return [rate]
    elif len(found) == 1 and found[0] in _MESSAGES and _MOST_CLICKS.search(folded) and _MESSAGES[found[0]] in known:
        return [_MESSAGES[found[0]]]
    elif "how_many" in words and found == ["refunds"] and "refund_count" in known:
        return found if _IN_MONEY.search(folded) else ["refund_count"]
    elif "how_many" in words and len(found) == 1:
        count = _COUNTS.get(found[0], "")
        return [count] if count in known else found
    return found
