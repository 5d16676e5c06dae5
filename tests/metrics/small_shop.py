"""A shop of about five rows a table, so that every metric can be checked by eye; today is 2025-03-31."""

from typing import Any

Rows = list[dict[str, Any]]


def _rows(columns: str, *lines: str) -> Rows:
    """One row per line of words; '-' is null."""
    names = columns.split()
    rows = []
    for line in lines:
        words = [None if word == "-" else word for word in line.split()]
        rows.append({name: _typed(name, word) for name, word in zip(names, words, strict=True)})
    return rows


_NUMBERS = {"revenue", "discount", "quantity", "unit_price", "price", "unit_cost", "spend"}
_WHOLE = {"line_no", "impressions", "social_reach", "visits", "rating", "score", "order_count"}


def _typed(name: str, word: str | None) -> Any:
    if word is None:
        return None
    if name in _NUMBERS:
        return float(word)
    return int(word) if name in _WHOLE else word


TABLES: dict[str, Rows] = {
    "customers": _rows(
        "customer_id created_at country acquisition_channel",
        "c1 2025-01-01 Spain paid_search",
        "c2 2025-01-10 Spain email",
        "c3 2025-02-01 France paid_search",
        "c4 2025-03-31 France -",
        "c5 2025-03-01 Spain email",
    ),
    "orders": _rows(
        "order_id customer_id ordered_at status revenue discount country sales_channel coupon_code visit_id",
        "o1 c1 2025-01-05T10:00 completed 100 10 Spain web WELCOME v1",
        "o2 c2 2025-01-20T11:00 completed 50 0 Spain web - -",
        "o3 c1 2025-02-04T10:00 completed 80 0 Spain store - -",
        "o4 c3 2025-02-15T18:00 completed 200 20 France web WELCOME v3",
        "o5 - 2025-02-20T09:00 completed 30 0 France web - -",
        "o6 c2 2025-02-25T12:00 cancelled 40 0 Spain web - -",
        "r1 c3 2025-02-20T12:00 refund 60 0 France web - -",
        "o8 c1 2025-03-10T10:00 completed 20 0 Spain web - -",
        "o7 c4 2025-03-31T20:00 completed 70 0 - web - -",
    ),
    "order_lines": _rows(
        "order_id line_no product_id quantity unit_price revenue",
        "o1 1 p1 2 50 100",
        "o2 1 p2 1 50 50",
        "o3 1 p1 1 40 40",
        "o3 2 p2 1 40 40",
        "o4 1 p1 4 45 180",
        "o4 2 p3 1 20 20",
        "o4 3 p4 1 5 0",
        "o5 1 p9 3 10 30",
        "o6 1 p2 1 40 40",
        "r1 1 p1 1 60 60",
        "o8 1 p2 1 20 20",
        "o7 1 p1 1 70 70",
    ),
    "products": _rows(
        "product_id name category kind unit_cost",
        "p1 Boots Shoes merchandise 20",
        "p2 Cap Hats merchandise 10",
        "p3 Card Gifts gift_card -",
        "p4 Post Post shipping -",
        "p9 Mug Home - 4",
    ),
    "subscriptions": _rows(
        "subscription_id customer_id plan status trial_started_at trial_ends_at started_at ended_at payment_failed_at "
        "billing_interval price cancel_reason",
        "s1 c1 Basic active - - 2025-01-02 - - month 10 -",
        "s2 c2 Basic ended - - 2025-01-15 2025-02-10 2025-02-01 month 10 payment_failed",
        "s3 c3 Gold ended 2025-01-20 2025-01-27 2025-01-27 2025-02-20 - year 120 too_expensive",
        "s4 c4 Gold active 2025-02-01 2025-02-08 2025-02-08 - - year 120 -",
        "s5 c5 Basic ended 2025-02-03 2025-02-10 - 2025-02-10 - month 10 -",
        "s6 c1 Gold paused - - 2025-01-03 - - quarter 60 -",
    ),
    "subscription_events": _rows(
        "subscription_id occurred_at type",
        "s1 2025-02-02 renewed",
        "s2 2025-02-01 payment_failed",
        "s2 2025-02-10 ended",
        "s6 2025-02-05 payment_failed",
        "s6 2025-02-07T10:00 recovered",
        "s6 2025-02-07T11:00 renewed",
        "s1 2025-02-22 skipped",
        "s6 2025-02-25 paused",
    ),
    "events": _rows(
        "event_id customer_id visit_id occurred_at type product_id source",
        "e1 c1 v1 2025-01-03T09:00 product_view p1 paid_search",
        "e2 c3 v3 2025-02-15T17:00 add_to_cart p1 email",
        "e3 c3 v3 2025-02-15T17:30 checkout p1 email",
        "e4 - v4 2025-02-16T10:00 page_view - email",
        "e5 - v5 2025-02-17T10:00 email_signup - direct",
        "e6 c2 v6 2025-02-18T10:00 product_view p2 direct",
        "e7 c2 v6 2025-02-18T10:05 add_to_cart p2 direct",
        "e8 c1 - 2025-02-03T10:00 app_use - -",
        "e9 c1 - 2025-02-03T18:00 app_use - -",
        "e10 c4 - 2025-02-20T18:00 app_use - -",
        "e11 c5 v7 2025-02-21T10:00 email_signup - direct",
    ),
    "reach_daily": _rows(
        "on channel impressions social_reach visits spend",
        "2025-02-01 paid_search 1000 - 50 30",
        "2025-02-02 paid_search 2000 - 60 20",
        "2025-02-02 paid_social 500 400 10 10",
        "2025-02-03 paid_social 500 200 10 15",
        "2025-03-01 paid_search 100 - 5 40",
    ),
    "campaigns": _rows(
        "campaign_id name kind channel", "k1 February campaign email", "k2 Welcome flow email", "k3 Sale campaign sms"
    ),
    "touches": _rows(
        "touch_id campaign_id customer_id arm sent_at delivered_at bounced_at opened_at clicked_at unsubscribed_at "
        "complained_at",
        "t1 k1 c1 treated 2025-02-01 2025-02-01 - 2025-02-02 2025-02-02 - -",
        "t2 k1 c2 treated 2025-02-01 2025-02-01 - 2025-02-01 - 2025-02-03 -",
        "t3 k1 c3 treated 2025-02-01 - 2025-02-01 - - - -",
        "t4 k2 c3 treated 2025-02-12 2025-02-12 - - 2025-02-14 - -",
        "t5 k3 c5 treated 2025-02-12 2025-02-12 - - - - 2025-02-12",
        "t6 k1 c4 control - - - - - - -",
    ),
    "reviews": _rows(
        "review_id customer_id product_id rating written_at",
        "w1 c1 p1 5 2025-02-10",
        "w2 c2 p2 2 2025-02-11",
        "w3 c3 p1 4 2025-02-20",
        "w4 c1 p2 1 2025-03-20",
    ),
    "surveys": _rows(
        "customer_id score answered_at",
        "c1 3 2025-02-01",
        "c1 10 2025-02-20",
        "c2 9 2025-02-03",
        "c3 6 2025-02-04",
        "- 8 2025-02-05",
    ),
    "referrals": _rows("referrer_id referred_id referred_at", "c1 c3 2025-02-01", "c1 c4 2025-02-20", "c2 c5 2025-03-01"),
    "consents": _rows(
        "customer_id channel status updated_at",
        "c1 email subscribed 2025-01-01",
        "c2 email unsubscribed 2025-02-03",
        "c3 email subscribed 2025-02-01",
        "c4 sms subscribed 2025-03-31",
        "c5 email subscribed 2025-02-21",
    ),
}

PROFILES: Rows = [
    {"customer_id": "c1", "country": "Spain", "order_count": 3, "historic_value": 200.0,
     "expected_subscription_months": 20.0, "expected_remaining_months": 12.0, "clv": 60.0, "clv_36m": 120.0,
     "clv_lifetime": 150.0, "stage": "retention", "health": "active", "first_order_on": "2025-01-05",
     "acquisition_channel": "paid_search", "rfm_segment": "champions"},
    {"customer_id": "c2", "country": "Spain", "order_count": 1, "historic_value": 50.0, "clv": 10.0, "clv_36m": 20.0,
     "clv_lifetime": 25.0, "stage": "conversion", "health": "at_risk", "first_order_on": "2025-01-20",
     "acquisition_channel": "email", "rfm_segment": "lost"},
    {"customer_id": "c3", "country": "France", "order_count": 1, "historic_value": 140.0, "clv": 40.0, "clv_36m": 80.0,
     "clv_lifetime": 90.0, "stage": "conversion", "health": "active", "first_order_on": "2025-02-15",
     "acquisition_channel": "paid_search", "rfm_segment": "new"},
    {"customer_id": "c4", "country": "France", "order_count": 1, "historic_value": 70.0,
     "expected_subscription_months": 30.0, "expected_remaining_months": 24.0, "clv": 30.0, "clv_36m": 60.0,
     "clv_lifetime": 70.0, "stage": "conversion", "health": "active", "first_order_on": "2025-03-31", "rfm_segment": "new"},
    {"customer_id": "c5", "country": "Spain", "order_count": 0, "historic_value": 0.0, "stage": "consideration",
     "acquisition_channel": "email"},
]  # fmt: skip
