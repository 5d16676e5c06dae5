"""Twenty customers of a small shop on 2025-06-30, small enough to work out by hand; the working is in the comments.

The 22 completed gaps are 10 x6, 20, 30 x12, 60 x2, 120: their median, the typical gap, is 30. With under 50 gaps all groups
are one, and with under 200 the limits are 1.5 and 3. So expected = (own gaps + 90) / (number of own gaps + 3).
"""

from datetime import date, timedelta
from typing import Any

from tools.warehouse.engine import Shop

TODAY = date(2025, 6, 30)
SHOP = Shop(currency="EUR", as_of=TODAY)

# customer: (days ago of each order, net value)
BUYERS: dict[str, tuple[tuple[int, ...], float]] = {
    "B01": ((100, 70, 40, 10), 200.0),
    "B02": ((400,), 15.0),
    "B03": ((5,), 20.0),
    "B04": ((95, 65, 35), 90.0),
    "B05": ((200, 170), 50.0),
    "B06": ((62, 32, 2), 120.0),
    "B07": ((300, 270, 240, 210, 180), 500.0),
    "B08": ((45,), 35.0),
    "B09": ((80, 60), 60.0),
    "B10": ((160, 100), 70.0),
    "B11": ((41, 31, 21, 11, 1), 250.0),
    "B12": ((500, 490, 480), 300.0),
    "B13": ((130,), 25.0),
    "B14": ((75, 15), 40.0),
    "B15": ((260, 140), 100.0),
}

# customer: (stage, health, expected gap, silence)
RELATIONSHIP: dict[str, tuple[str, str | None, float | None, float | None]] = {
    "B01": ("loyalty", "active", 180 / 6, 10 / 30),  # four order days in 365
    "B02": ("conversion", "lapsed", 90 / 3, 400 / 30),
    "B03": ("conversion", "active", 90 / 3, 5 / 30),
    "B04": ("retention", "active", 150 / 5, 35 / 30),
    "B05": ("retention", "lapsed", 120 / 4, 170 / 30),
    "B06": ("retention", "active", 150 / 5, 2 / 30),
    "B07": ("retention", "lapsed", 210 / 7, 180 / 30),  # five order days in 365, but lapsed
    "B08": ("conversion", "active", 90 / 3, 45 / 30),  # exactly 1.5 is not above it
    "B09": ("retention", "at_risk", 110 / 4, 60 / 27.5),
    "B10": ("retention", "at_risk", 150 / 4, 100 / 37.5),
    "B11": ("loyalty", "active", 130 / 7, 7 / 130),
    "B12": ("retention", "lapsed", 110 / 5, 480 / 22),
    "B13": ("conversion", "lapsed", 90 / 3, 130 / 30),
    "B14": ("loyalty", "active", 150 / 4, 15 / 37.5),  # NPS 10 a month ago
    "B15": ("retention", "at_risk", 210 / 4, 140 / 52.5),
    "L16": ("consideration", None, None, None),  # viewed a product 20 days ago
    "L17": ("awareness", None, None, None),  # signed up 90 days ago: one day too long
    "L18": ("awareness", None, None, None),  # looked at a page, at no product
    "S19": ("loyalty", "active", None, None),  # subscribed for 400 days, so renewed
    "S20": ("consideration", None, None, None),  # on trial
}

# customer: (R, F, M, group). 15 buyers, so three ranks to a fifth.
# R, longest silence first: B12 B02 B07 | B05 B15 B13 | B10 B09 B08 | B04 B14 B01 | B03 B06 B11
# F: one day x4 has mean rank 2.5 -> 1; two x5: 7 -> 3; three x3: 11 -> 4; four: 13 -> 5; five x2: 14.5 -> 5
# M: B02 B03 B13 | B08 B14 B05 | B09 B10 B04 | B15 B06 B01 | B11 B12 B07
RFM: dict[str, tuple[int, int, int, str]] = {
    "B01": (4, 5, 4, "loyal"),  # FM floor(9 / 2) = 4
    "B02": (1, 1, 1, "lost"),
    "B03": (5, 1, 1, "new"),
    "B04": (4, 4, 3, "potential loyalist"),  # FM 3
    "B05": (2, 3, 2, "slipping"),  # FM 2
    "B06": (5, 4, 4, "champions"),
    "B07": (1, 5, 5, "cannot lose"),
    "B08": (3, 1, 2, "about to sleep"),  # one order day: FM 1 whatever M
    "B09": (3, 3, 3, "need attention"),
    "B10": (3, 3, 3, "need attention"),
    "B11": (5, 5, 5, "champions"),
    "B12": (1, 4, 5, "cannot lose"),  # FM 4
    "B13": (2, 1, 1, "hibernating"),
    "B14": (4, 3, 2, "potential loyalist"),  # FM 2
    "B15": (2, 3, 4, "slipping"),  # FM 3
}


def days_ago(days: int) -> str:
    """The ISO date so many days before today."""
    return (TODAY - timedelta(days=days)).isoformat()


def tables() -> dict[str, list[dict[str, Any]]]:
    """The shop's rows. B05's value is 80 less a refund of 30; a cancelled order and a test customer count nowhere."""
    orders: list[dict[str, Any]] = [
        {"order_id": f"{customer}-{number}", "customer_id": customer, "ordered_at": f"{days_ago(ago)}T10:00:00",
         "status": "completed", "revenue": (value + 30 * (customer == "B05")) / len(agos)}
        for customer, (agos, value) in BUYERS.items()
        for number, ago in enumerate(agos)
    ]  # fmt: skip
    orders += [
        {"order_id": "second", "customer_id": "B11", "ordered_at": f"{days_ago(1)}T19:00:00",
         "status": "completed", "revenue": 0.0},
        {"order_id": "back", "customer_id": "B05", "ordered_at": days_ago(160), "status": "refund", "revenue": 30.0},
        {"order_id": "gone", "customer_id": "B03", "ordered_at": days_ago(4), "status": "cancelled", "revenue": 99.0},
        {"order_id": "test", "customer_id": "T00", "ordered_at": days_ago(3), "status": "completed", "revenue": 99.0},
        {"order_id": "guest", "customer_id": None, "ordered_at": days_ago(3), "status": "completed", "revenue": 99.0},
    ]  # fmt: skip
    contacts = [{"customer_id": customer, "created_at": days_ago(600), "is_test": False} for customer in RELATIONSHIP]
    return {
        "customers": [*contacts, {"customer_id": "T00", "created_at": days_ago(600), "is_test": True}],
        "orders": orders,
        "events": [
            {"event_id": "1", "customer_id": "L16", "visit_id": "a", "occurred_at": days_ago(20), "type": "product_view"},
            {"event_id": "2", "customer_id": "L17", "visit_id": "b", "occurred_at": days_ago(90), "type": "email_signup"},
            {"event_id": "3", "customer_id": "L18", "visit_id": "c", "occurred_at": days_ago(1), "type": "page_view"},
        ],
        "surveys": [
            {"customer_id": "B14", "score": 10, "answered_at": days_ago(30)},
            {"customer_id": "B06", "score": 8, "answered_at": days_ago(30)},
        ],
        "subscriptions": [
            {"subscription_id": "s19", "customer_id": "S19", "plan": "box", "status": "active", "started_at": days_ago(400),
             "billing_interval": "month", "price": 20.0},
            {"subscription_id": "s20", "customer_id": "S20", "plan": "box", "status": "trialing",
             "trial_started_at": days_ago(5), "trial_ends_at": days_ago(-9), "billing_interval": "month", "price": 20.0},
        ],
    }  # fmt: skip
