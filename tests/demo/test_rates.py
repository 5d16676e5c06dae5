"""The demo shop behaves like a consumer business, and what is hidden in it can be found."""

import duckdb
import pytest

from tests.demo.test_generate import scalar

DONE = "status = 'completed'"
BUYERS = f"(SELECT customer_id, count(*) AS n FROM orders WHERE {DONE} AND customer_id IS NOT NULL GROUP BY 1)"
LINES = f"order_lines l JOIN orders o USING (order_id) JOIN products p USING (product_id) WHERE {DONE}"
MONTHS = "(SELECT unnest(generate_series(TIMESTAMP '2024-09-01', TIMESTAMP '2026-05-01', INTERVAL 1 MONTH)) AS m)"
RUNNING = f"{MONTHS} JOIN subscriptions ON started_at < m AND (ended_at IS NULL OR ended_at >= m)"
ENDING = "coalesce(ended_at < m + INTERVAL 1 MONTH, false)"
SUBSCRIBED = "SELECT count(*) / 20000 FROM consents WHERE channel = '{}' AND status = 'subscribed'"

BANDS = {
    "buyers": (f"SELECT count(*) FROM {BUYERS}", 9_000, 12_000),
    "repeat purchase rate": (f"SELECT avg((n > 1)::INT) FROM {BUYERS}", 0.30, 0.42),
    "average order value": (f"SELECT avg(revenue) FROM orders WHERE {DONE}", 38, 50),
    "guest share of orders": (f"SELECT avg((customer_id IS NULL)::INT) FROM orders WHERE {DONE}", 0.03, 0.07),
    "discount rate": (f"SELECT sum(discount) / sum(revenue + discount) FROM orders WHERE {DONE}", 0.06, 0.10),
    "refund rate": (f"SELECT sum(revenue) FILTER (status = 'refund') / sum(revenue) FILTER ({DONE}) FROM orders", 0.04, 0.06),
    "conversion rate": ("SELECT count(DISTINCT visit_id) / (SELECT count(DISTINCT visit_id) FROM events) FROM orders",
                        0.02, 0.035),
    "add to cart rate": ("SELECT count(DISTINCT visit_id) FILTER (type = 'add_to_cart') / count(DISTINCT visit_id) FROM events",
                         0.05, 0.10),
    "trial conversion": ("SELECT count(started_at) / count(*) FROM subscriptions WHERE trial_ends_at <= TIMESTAMP '2026-06-28'",
                         0.50, 0.60),
    "monthly churn": (f"SELECT avg({ENDING}::INT) FROM {RUNNING}", 0.05, 0.08),
    "monthly payment churn": (f"SELECT avg(({ENDING} AND cancel_reason = 'payment_failed')::INT) FROM {RUNNING}", 0.01, 0.03),
    "open rate": ("SELECT count(opened_at) / count(delivered_at) FROM touches", 0.30, 0.40),
    "click rate": ("SELECT count(clicked_at) / count(delivered_at) FROM touches", 0.02, 0.04),
    "unsubscribe rate": ("SELECT count(unsubscribed_at) / count(delivered_at) FROM touches", 0.0012, 0.0035),
    "bounce rate": ("SELECT count(bounced_at) / count(sent_at) FROM touches", 0.005, 0.02),
    "NPS": ("SELECT 100 * (avg((score >= 9)::INT) - avg((score <= 6)::INT)) FROM surveys", 32, 52),
    "average rating": ("SELECT avg(rating) FROM reviews", 4.2, 4.7),
    "e-mail subscribed": (SUBSCRIBED.format("email"), 0.65, 0.75),
    "SMS subscribed": (SUBSCRIBED.format("sms"), 0.17, 0.23),
    "margin": (f"SELECT 1 - sum(unit_cost * quantity) / sum(l.revenue) FROM {LINES}", 0.40, 0.60),
    "cost per new customer": (f"SELECT (SELECT sum(spend) FROM reach_daily) / count(*) FROM {BUYERS}", 8, 25),
    "test customers": ("SELECT count(*) FROM customers WHERE is_test", 3, 20),
    "Spanish speakers": ("SELECT avg((language = 'es')::INT) FROM customers", 0.5, 0.75),
}  # fmt: skip


@pytest.mark.parametrize("rate", BANDS)
def test_rates_are_those_of_a_consumer_business(shop: duckdb.DuckDBPyConnection, rate: str) -> None:
    query, low, high = BANDS[rate]
    assert low <= float(str(scalar(shop, query))) <= high


def test_november_and_december_are_the_peak_and_spain_rests_in_august(shop: duckdb.DuckDBPyConnection) -> None:
    query = f"SELECT count(*) FROM orders WHERE {DONE} AND subscription_id IS NULL AND ordered_at BETWEEN '{{}}' AND '{{}}'"
    autumn = scalar(shop, query.format("2025-09-01", "2025-10-31"))
    peak = scalar(shop, query.format("2025-11-01", "2025-12-31"))
    spain = query + " AND country = 'Spain'"
    july, august = (scalar(shop, spain.format(f"2025-{m}-01", f"2025-{m}-31")) for m in ("07", "08"))
    assert int(str(peak)) > 1.2 * int(str(autumn))
    assert int(str(august)) < 0.85 * int(str(july))


def test_tea_falls_while_the_shop_grows(shop: duckdb.DuckDBPyConnection) -> None:
    year = "ordered_at >= TIMESTAMP '{} 00:00' AND ordered_at < TIMESTAMP '{} 00:00'"
    last, before = year.format("2025-06-29", "2026-06-29"), year.format("2024-06-29", "2025-06-29")
    query = f"SELECT sum(l.revenue) FILTER ({last}) / sum(l.revenue) FILTER ({before}) FROM {LINES}"
    assert float(str(scalar(shop, query + " AND category = 'Tea'"))) < 0.97
    assert float(str(scalar(shop, query + " AND category <> 'Tea'"))) > 1.1


def test_things_that_belong_together_are_bought_together(shop: duckdb.DuckDBPyConnection) -> None:
    bought = "SELECT DISTINCT order_id FROM order_lines JOIN products USING (product_id) WHERE name = '{}'"
    dripper, filters = bought.format("V60 Dripper 02"), bought.format("V60 Paper Filters x100")
    both = scalar(
        shop, f"SELECT count(*) / (SELECT count(*) FROM ({dripper})) FROM ({dripper}) SEMI JOIN ({filters}) USING (order_id)"
    )
    anyway = scalar(shop, f"SELECT count(*) / (SELECT count(*) FROM orders) FROM ({filters})")
    assert float(str(both)) > 5 * float(str(anyway))


def test_some_full_refunds_come_within_a_day(shop: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT count(*) FROM orders r JOIN orders o ON r.refund_of = o.order_id
               WHERE r.revenue = o.revenue AND r.ordered_at <= o.ordered_at + INTERVAL 24 HOUR"""
    assert int(str(scalar(shop, query))) > 50
    assert (
        scalar(shop, "SELECT count(*) FROM orders r JOIN orders o ON r.refund_of = o.order_id WHERE r.revenue > o.revenue") == 0
    )
