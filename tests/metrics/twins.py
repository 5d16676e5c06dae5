"""Plain SQL for every metric, with the value worked out by hand from `small_shop`; the metric must agree with both."""

# ruff: noqa: E501  # a query reads better unbroken

from dataclasses import dataclass

FEBRUARY = "BETWEEN DATE '2025-02-01' AND DATE '2025-02-28'"
TODAY = "DATE '2025-03-31'"
_DONE = f"FROM orders WHERE status = 'completed' AND ordered_at::DATE {FEBRUARY}"
_FIRST = "(SELECT customer_id, min(ordered_at::DATE) AS first_on FROM orders WHERE status = 'completed' AND customer_id IS NOT NULL GROUP BY 1)"
_SECOND = (
    "(SELECT customer_id, list_sort(list_distinct(list(ordered_at::DATE))) AS days FROM orders "
    "WHERE status = 'completed' AND customer_id IS NOT NULL GROUP BY 1)"
)
_VISITS = f"FROM events WHERE occurred_at::DATE {FEBRUARY} AND visit_id IS NOT NULL"
_SENT = f"FROM touches WHERE sent_at::DATE {FEBRUARY}"
_DELIVERED = f"{_SENT} AND delivered_at IS NOT NULL"
_CLICKED_ORDERS = (
    "(SELECT o.order_id, any_value(o.revenue) AS revenue, arg_max(t.sent_at::DATE, t.clicked_at) AS sent_on FROM touches t "
    "JOIN orders o ON o.customer_id = t.customer_id AND o.status = 'completed' AND o.ordered_at >= t.clicked_at "
    "AND o.ordered_at <= t.clicked_at + INTERVAL 5 DAY GROUP BY 1)"
)
_AT_START = "FROM subscriptions WHERE started_at::DATE < DATE '2025-02-01' AND (ended_at IS NULL OR ended_at::DATE >= DATE '2025-02-01')"
_MONTHLY = "price / CASE billing_interval WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 ELSE 1 END"
_ACTIVE = "FROM subscriptions WHERE started_at::DATE <= {day} AND (ended_at IS NULL OR ended_at::DATE > {day}) AND subscription_id <> 's6'"
_RENEWALS = f"FROM subscriptions WHERE billing_interval = 'month' AND started_at::DATE + 30 {FEBRUARY}"  # the first ones; none of a year is due
_ACTIVE_FEBRUARY = _ACTIVE.format(day="DATE '2025-02-28'")
_NEW_FEBRUARY = f"{_FIRST} f JOIN profiles p USING (customer_id) WHERE f.first_on {FEBRUARY}"


@dataclass(frozen=True)
class Twin:
    """A metric's value over `period`, by SQL and by hand."""

    sql: str
    value: float
    period: str | None = "2025-02"


TWINS: dict[str, Twin] = {
    # awareness
    "site_visits": Twin(f"SELECT count(DISTINCT visit_id) {_VISITS}", 5),
    "impressions": Twin(f"SELECT sum(impressions) FROM reach_daily WHERE \"on\" {FEBRUARY}", 4000),
    "social_reach": Twin(
        f"SELECT avg(r) FROM (SELECT \"on\", sum(social_reach) AS r FROM reach_daily WHERE \"on\" {FEBRUARY} GROUP BY 1) WHERE r IS NOT NULL",
        300,
    ),
    "ad_spend": Twin(f"SELECT sum(spend) FROM reach_daily WHERE \"on\" {FEBRUARY}", 75),
    # consideration
    "email_signups": Twin(f"SELECT count(*) FROM events WHERE type = 'email_signup' AND occurred_at::DATE {FEBRUARY}", 2),
    "list_growth": Twin(
        f"SELECT (SELECT count(*) FROM events WHERE type = 'email_signup' AND occurred_at::DATE {FEBRUARY}) "
        f"- (SELECT count(*) FROM touches WHERE unsubscribed_at::DATE {FEBRUARY})", 1,
    ),
    "product_views": Twin(f"SELECT count(*) FROM events WHERE type = 'product_view' AND occurred_at::DATE {FEBRUARY}", 1),
    "add_to_cart_rate": Twin(
        f"SELECT count(DISTINCT visit_id) FILTER (type = 'add_to_cart') / count(DISTINCT visit_id) {_VISITS}", 2 / 5
    ),
    "checkout_rate": Twin(f"SELECT count(DISTINCT visit_id) FILTER (type = 'checkout') / count(DISTINCT visit_id) {_VISITS}", 1 / 5),
    "abandoned_carts": Twin(
        f"SELECT count(DISTINCT visit_id) {_VISITS} AND type = 'add_to_cart' "
        "AND visit_id NOT IN (SELECT visit_id FROM orders WHERE status = 'completed' AND visit_id IS NOT NULL)", 1,
    ),
    "cart_abandonment_rate": Twin(
        "SELECT count(DISTINCT visit_id) FILTER (visit_id NOT IN (SELECT visit_id FROM orders WHERE status = 'completed' "
        f"AND visit_id IS NOT NULL)) / count(DISTINCT visit_id) {_VISITS} AND type = 'add_to_cart'", 1 / 2,
    ),
    "trial_activations": Twin(f"SELECT count(*) FROM subscriptions WHERE trial_started_at::DATE {FEBRUARY}", 2),
    "conversion_rate": Twin(
        "SELECT count(DISTINCT visit_id) FILTER (visit_id IN (SELECT visit_id FROM orders WHERE status = 'completed' AND visit_id "
        f"IS NOT NULL)) / count(DISTINCT visit_id) {_VISITS}", 1 / 5,
    ),
    # conversion
    "orders": Twin(f"SELECT count(*) {_DONE}", 3),
    "units": Twin(
        f"SELECT sum(quantity) FROM order_lines JOIN orders USING (order_id) LEFT JOIN products USING (product_id) WHERE status = 'completed' "
        f"AND ordered_at::DATE {FEBRUARY} AND (kind IS NULL OR kind IN ('merchandise', 'gift_card'))", 10,
    ),
    "revenue": Twin(f"SELECT sum(revenue) {_DONE}", 310),
    "refunds": Twin(f"SELECT sum(revenue) FROM orders WHERE status = 'refund' AND ordered_at::DATE {FEBRUARY}", 60),
    "refund_count": Twin(f"SELECT count(*) FROM orders WHERE status = 'refund' AND ordered_at::DATE {FEBRUARY}", 1),
    "cancelled_orders": Twin(f"SELECT count(*) FROM orders WHERE status = 'cancelled' AND ordered_at::DATE {FEBRUARY}", 1),
    "cancelled_revenue": Twin(f"SELECT sum(revenue) FROM orders WHERE status = 'cancelled' AND ordered_at::DATE {FEBRUARY}", 40),
    "net_revenue": Twin(
        f"SELECT sum(CASE status WHEN 'completed' THEN revenue WHEN 'refund' THEN -revenue ELSE 0 END) FROM orders "
        f"WHERE ordered_at::DATE {FEBRUARY}", 250,
    ),
    "average_order_value": Twin(f"SELECT sum(revenue) / count(*) {_DONE}", 310 / 3),
    "revenue_per_customer": Twin(f"SELECT sum(revenue) / count(DISTINCT customer_id) {_DONE} AND customer_id IS NOT NULL", 140),
    "products_sold": Twin(
        f"SELECT count(DISTINCT product_id) FROM order_lines JOIN orders USING (order_id) LEFT JOIN products USING (product_id) "
        f"WHERE status = 'completed' AND ordered_at::DATE {FEBRUARY} AND coalesce(kind, 'merchandise') IN ('merchandise', 'gift_card')", 4,
    ),
    "units_per_order": Twin(
        f"SELECT (SELECT sum(quantity) FROM order_lines JOIN orders USING (order_id) LEFT JOIN products USING (product_id) "
        f"WHERE status = 'completed' AND ordered_at::DATE {FEBRUARY} AND coalesce(kind, 'merchandise') IN ('merchandise', 'gift_card')) "
        f"/ count(*) {_DONE}", 10 / 3,
    ),
    "customers": Twin(f"SELECT count(DISTINCT customer_id) {_DONE}", 2),
    "new_customers": Twin(f"SELECT count(*) FROM {_FIRST} WHERE first_on {FEBRUARY}", 1),
    "returning_customers": Twin(
        f"SELECT count(DISTINCT customer_id) FROM orders JOIN {_FIRST} USING (customer_id) WHERE status = 'completed' "
        f"AND ordered_at::DATE {FEBRUARY} AND first_on < DATE '2025-02-01'", 1,
    ),
    "revenue_from_new": Twin(
        f"SELECT sum(revenue) FROM orders JOIN {_FIRST} USING (customer_id) WHERE status = 'completed' AND ordered_at::DATE {FEBRUARY} "
        f"AND first_on {FEBRUARY}", 200,
    ),
    "revenue_from_returning": Twin(
        f"SELECT sum(revenue) FROM orders JOIN {_FIRST} USING (customer_id) WHERE status = 'completed' AND ordered_at::DATE {FEBRUARY} "
        "AND first_on < DATE '2025-02-01'", 80,
    ),
    "guest_revenue": Twin(f"SELECT sum(revenue) {_DONE} AND customer_id IS NULL", 30),
    "guest_orders": Twin(f"SELECT count(*) {_DONE} AND customer_id IS NULL", 1),
    "guest_share": Twin(f"SELECT sum(revenue) FILTER (customer_id IS NULL) / sum(revenue) {_DONE}", 30 / 310),
    "refund_rate": Twin(
        f"SELECT (SELECT sum(revenue) FROM orders WHERE status = 'refund' AND ordered_at::DATE {FEBRUARY}) / sum(revenue) {_DONE}", 60 / 310
    ),
    "discounts": Twin(f"SELECT sum(discount) {_DONE}", 20),
    "discount_rate": Twin(f"SELECT sum(discount) / (sum(revenue) + sum(discount)) {_DONE}", 20 / 330),
    "refunded_order_rate": Twin(
        f"SELECT (SELECT count(*) FROM orders WHERE status = 'refund' AND ordered_at::DATE {FEBRUARY}) / count(*) {_DONE}", 1 / 3
    ),
    "discounted_orders": Twin(f"SELECT count(*) {_DONE} AND discount > 0", 1),
    "discounted_order_rate": Twin(f"SELECT count(*) FILTER (discount > 0) / count(*) {_DONE}", 1 / 3),
    "coupon_orders": Twin(f"SELECT count(*) {_DONE} AND coupon_code IS NOT NULL", 1),
    "coupon_rate": Twin(f"SELECT count(coupon_code) / count(*) {_DONE}", 1 / 3),
    "time_to_first_order_days": Twin(
        f"SELECT median(days) FROM (SELECT first_on - coalesce((SELECT min(occurred_at::DATE) FROM events e WHERE e.customer_id = f.customer_id), "
        f"(SELECT created_at::DATE FROM customers c WHERE c.customer_id = f.customer_id)) AS days FROM {_FIRST} f) WHERE days > 0", 20.5, None,
    ),
    # retention of buyers
    "returning_customer_rate": Twin(
        f"SELECT count(DISTINCT customer_id) FILTER (first_on < DATE '2025-02-01') / count(DISTINCT customer_id) FROM orders "
        f"JOIN {_FIRST} USING (customer_id) WHERE status = 'completed' AND ordered_at::DATE {FEBRUARY}", 1 / 2,
    ),
    "repeat_purchase_rate": Twin(
        "SELECT avg((n >= 2)::INT) FROM (SELECT customer_id, count(*) AS n FROM orders WHERE status = 'completed' "
        "AND customer_id IS NOT NULL GROUP BY 1)", 1 / 4, None,
    ),
    "repeat_customers": Twin(
        "SELECT count(*) FROM (SELECT customer_id FROM orders WHERE status = 'completed' AND customer_id IS NOT NULL "
        "GROUP BY 1 HAVING count(*) >= 2)", 1, None,
    ),
    **{
        f"second_order_rate_{n}": Twin(
            f"SELECT count(*) FILTER (days[2] - days[1] <= {n}) / count(*) FROM {_SECOND} WHERE days[1] <= {TODAY} - {n}", value, None
        )
        for n, value in ((30, 1 / 3), (60, 1 / 2))
    },
    "second_order_rate_90": Twin(
        f"SELECT count(*) FILTER (days[2] - days[1] <= 90) / nullif(count(*), 0) FROM {_SECOND} WHERE days[1] <= {TODAY} - 90",
        float("nan"), None,
    ),
    **{
        f"second_order_customers_{n}": Twin(
            f"SELECT count(*) FROM {_SECOND} WHERE days[1] <= {TODAY} - {n} AND days[2] - days[1] <= {n}", value, None
        )
        for n, value in ((30, 1), (60, 1), (90, 0))
    },
    "days_to_second_order": Twin(f"SELECT median(days[2] - days[1]) FROM {_SECOND}", 30, None),
    "days_between_orders": Twin(
        "SELECT avg(gap) FROM (SELECT ordered_on - lag(ordered_on) OVER (PARTITION BY customer_id ORDER BY ordered_on) AS gap FROM "
        "(SELECT DISTINCT customer_id, ordered_at::DATE AS ordered_on FROM orders WHERE status = 'completed' AND customer_id IS NOT NULL))",
        32, None,
    ),
    "orders_per_customer": Twin(f"SELECT count(*) / count(DISTINCT customer_id) {_DONE} AND customer_id IS NOT NULL", 1),
    # subscriptions
    "active_subscriptions": Twin(f"SELECT count(*) {_ACTIVE.format(day=TODAY)}", 2, None),
    "mrr": Twin(f"SELECT sum({_MONTHLY}) {_ACTIVE.format(day=TODAY)}", 20, None),
    "new_subscriptions": Twin(f"SELECT count(*) FROM subscriptions WHERE started_at::DATE {FEBRUARY}", 1),
    "churned_subscriptions": Twin(f"SELECT count(*) FROM subscriptions WHERE started_at IS NOT NULL AND ended_at::DATE {FEBRUARY}", 2),
    "churn_rate": Twin(f"SELECT count(*) FILTER (ended_at::DATE {FEBRUARY}) / count(*) {_AT_START}", 2 / 4),
    "voluntary_churn_rate": Twin(
        f"SELECT count(*) FILTER (ended_at::DATE {FEBRUARY} AND cancel_reason <> 'payment_failed') / count(*) {_AT_START}", 1 / 4
    ),
    "payment_churn_rate": Twin(
        f"SELECT count(*) FILTER (ended_at::DATE {FEBRUARY} AND cancel_reason = 'payment_failed') / count(*) {_AT_START}", 1 / 4
    ),
    "churned_mrr": Twin(f"SELECT sum({_MONTHLY}) FILTER (ended_at::DATE {FEBRUARY}) {_AT_START}", 20),
    "mrr_per_subscription": Twin(f"SELECT sum({_MONTHLY}) / count(*) {_ACTIVE.format(day=TODAY)}", 10, None),
    "gross_mrr_churn": Twin(f"SELECT sum({_MONTHLY}) FILTER (ended_at::DATE {FEBRUARY}) / sum({_MONTHLY}) {_AT_START}", 20 / 50),
    "net_revenue_retention": Twin(
        f"SELECT sum({_MONTHLY}) FILTER (ended_at IS NULL AND subscription_id <> 's6') / sum({_MONTHLY}) {_AT_START}", 10 / 50
    ),
    "trial_conversion_rate": Twin(
        f"SELECT count(started_at) / count(*) FROM subscriptions WHERE trial_ends_at::DATE {FEBRUARY}", 1 / 2
    ),
    "skip_rate": Twin(
        "SELECT count(*) FILTER (type = 'skipped') / (count(*) - 2) FROM subscription_events "
        "WHERE type IN ('renewed', 'skipped', 'payment_failed', 'recovered')", 1 / 4,
    ),
    "paused_subscriptions": Twin(
        f"SELECT count(DISTINCT subscription_id) FROM subscription_events WHERE type = 'paused' AND occurred_at::DATE {FEBRUARY}", 1
    ),
    "pause_rate": Twin(
        f"SELECT (SELECT count(DISTINCT subscription_id) FROM subscription_events WHERE type = 'paused' AND occurred_at::DATE {FEBRUARY}) "
        f"/ count(*) {_AT_START}", 1 / 4,
    ),
    "failed_payments": Twin(
        f"SELECT count(*) FROM subscription_events WHERE type = 'payment_failed' AND occurred_at::DATE {FEBRUARY}", 2,
    ),
    "payment_recovery_rate": Twin(
        "SELECT count(*) FILTER (subscription_id IN (SELECT subscription_id FROM subscription_events WHERE type = 'recovered')) / count(*) "
        "FROM subscription_events WHERE type = 'payment_failed'", 1 / 2,
    ),
    "product_usage": Twin(
        f"SELECT (SELECT count(*) FROM (SELECT DISTINCT customer_id, occurred_at::DATE FROM events WHERE type = 'app_use' "
        f"AND occurred_at::DATE {FEBRUARY})) / count(*) {_ACTIVE_FEBRUARY}", 1,
    ),
    # renewals
    "renewal_rate": Twin(f"SELECT count(*) FILTER (status = 'active') / count(*) {_RENEWALS}", 1 / 2),
    "renewal_churn_rate": Twin(f"SELECT count(*) FILTER (status = 'ended') / count(*) {_RENEWALS}", 1 / 2),
    "renewal_voluntary_churn_rate": Twin(
        f"SELECT count(*) FILTER (status = 'ended' AND cancel_reason <> 'payment_failed') / count(*) {_RENEWALS}", 0
    ),
    "renewal_payment_churn_rate": Twin(f"SELECT count(*) FILTER (cancel_reason = 'payment_failed') / count(*) {_RENEWALS}", 1 / 2),
    "subscription_life_days": Twin(
        "SELECT avg(expected_subscription_months) * 365.25 / 12 FROM profiles WHERE expected_remaining_months IS NOT NULL",
        25 * 365.25 / 12, None,
    ),
    "subscription_days_left": Twin(
        "SELECT avg(expected_remaining_months) * 365.25 / 12 FROM profiles", 18 * 365.25 / 12, None
    ),
    # messages
    "messages_sent": Twin(f"SELECT count(*) {_SENT}", 5),
    "messages_delivered": Twin(f"SELECT count(*) {_DELIVERED}", 4),
    "messages_opened": Twin(f"SELECT count(opened_at) {_DELIVERED}", 2),
    "messages_clicked": Twin(f"SELECT count(clicked_at) {_DELIVERED}", 2),
    "open_rate": Twin(f"SELECT count(opened_at) / count(*) {_DELIVERED}", 2 / 4),
    "click_rate": Twin(f"SELECT count(clicked_at) / count(*) {_DELIVERED}", 2 / 4),
    "click_to_open_rate": Twin(f"SELECT count(clicked_at) / count(opened_at) {_DELIVERED}", 1),
    "unsubscribe_rate": Twin(f"SELECT count(unsubscribed_at) / count(*) {_DELIVERED}", 1 / 4),
    "unsubscribes": Twin(f"SELECT count(*) FROM touches WHERE unsubscribed_at::DATE {FEBRUARY}", 1),
    "complaint_rate": Twin(f"SELECT count(complained_at) / count(*) {_DELIVERED}", 1 / 4),
    "bounce_rate": Twin(f"SELECT count(bounced_at) / count(*) {_SENT}", 1 / 5),
    "attributed_revenue": Twin(f"SELECT sum(revenue) FROM {_CLICKED_ORDERS} WHERE sent_on {FEBRUARY}", 280),
    "revenue_per_recipient": Twin(
        f"SELECT (SELECT sum(revenue) FROM {_CLICKED_ORDERS} WHERE sent_on {FEBRUARY}) / count(*) {_DELIVERED}", 70
    ),
    **{
        f"engaged_share_{n}": Twin(
            f"SELECT count(*) FILTER (seen > {TODAY} - {n}) / count(*) FROM (SELECT customer_id, (SELECT max(d) FROM ("
            "SELECT customer_id, ordered_at::DATE AS d FROM orders WHERE status = 'completed' UNION ALL SELECT customer_id, clicked_at::DATE "
            "FROM touches UNION ALL SELECT customer_id, occurred_at::DATE FROM events) s WHERE s.customer_id = c.customer_id) AS seen "
            "FROM consents c WHERE status = 'subscribed')", value, None,
        )
        for n, value in ((30, 2 / 4), (60, 4 / 4), (90, 4 / 4))
    },
    # loyalty
    "nps": Twin(
        f"SELECT 100 * (count(*) FILTER (s >= 9) - count(*) FILTER (s <= 6)) / count(*) FROM (SELECT arg_max(score, answered_at) AS s FROM surveys "
        f"WHERE answered_at::DATE {FEBRUARY} GROUP BY coalesce(customer_id, 'anonymous'))", 25,
    ),
    "referral_rate": Twin(
        f"SELECT (SELECT count(DISTINCT referrer_id) FROM referrals WHERE referred_at::DATE {FEBRUARY}) / count(DISTINCT customer_id) FROM orders "
        "WHERE status = 'completed' AND ordered_at::DATE BETWEEN DATE '2025-02-28' - 364 AND DATE '2025-02-28'", 1 / 3,
    ),
    "referrals": Twin(f"SELECT count(*) FROM referrals WHERE referred_at::DATE {FEBRUARY}", 2),
    "review_volume": Twin(f"SELECT count(*) FROM reviews WHERE written_at::DATE {FEBRUARY}", 3),
    "average_rating": Twin(f"SELECT avg(rating) FROM reviews WHERE written_at::DATE {FEBRUARY}", 11 / 3),
    # value (the shop's margin is 40%)
    "contacts": Twin("SELECT count(*) FROM profiles", 5, None),
    "historic_value": Twin("SELECT sum(historic_value) FROM profiles", 460, None),
    "average_historic_value": Twin("SELECT sum(historic_value) / count(*) FROM profiles WHERE order_count > 0", 115, None),
    "clv": Twin("SELECT avg(clv) FROM profiles", 35, None),
    "clv_36m": Twin("SELECT avg(clv_36m) FROM profiles", 70, None),
    "clv_lifetime": Twin("SELECT sum(clv_lifetime) / 4 FROM profiles", 83.75, None),
    "clv_total": Twin("SELECT sum(clv) FROM profiles", 140, None),
    "new_customer_value": Twin(f"SELECT 0.4 * 200 + sum(clv) / count(*) FROM {_NEW_FEBRUARY}", 120),
    "blended_cac": Twin(
        f"SELECT (SELECT sum(spend) FROM reach_daily WHERE \"on\" {FEBRUARY}) / count(*) FROM {_FIRST} WHERE first_on {FEBRUARY}", 75
    ),
    "clv_to_cac": Twin(
        f"SELECT (0.4 * 200 + sum(clv) / count(*)) / (SELECT sum(spend) FROM reach_daily WHERE \"on\" {FEBRUARY}) FROM {_NEW_FEBRUARY}", 1.6
    ),
    "payback_days": Twin(
        f"SELECT greatest(0, (SELECT sum(spend) FROM reach_daily WHERE \"on\" {FEBRUARY}) - 0.4 * 200) / (sum(clv) / 365) FROM {_NEW_FEBRUARY}", 0
    ),
    "gross_profit": Twin(
        "SELECT 0.4 * sum(CASE status WHEN 'completed' THEN revenue WHEN 'refund' THEN -revenue ELSE 0 END) FROM orders "
        f"WHERE ordered_at::DATE {FEBRUARY}", 100,
    ),
    "profit_per_order": Twin(
        "SELECT 0.4 * sum(CASE status WHEN 'completed' THEN revenue WHEN 'refund' THEN -revenue ELSE 0 END) "
        f"/ count(*) FILTER (status = 'completed') FROM orders WHERE ordered_at::DATE {FEBRUARY}", 100 / 3,
    ),
    "profit_per_customer": Twin(
        "SELECT 0.4 * sum(CASE status WHEN 'completed' THEN revenue WHEN 'refund' THEN -revenue ELSE 0 END) "
        f"/ count(DISTINCT customer_id) FILTER (status = 'completed') FROM orders WHERE ordered_at::DATE {FEBRUARY}", 50,
    ),
}  # fmt: skip
