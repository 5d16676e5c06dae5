"""Five people of a small shop, as profiles and rows, to check rules by eye."""

from typing import Any

ORDERS: list[dict[str, Any]] = [
    {"order_id": "1", "customer_id": "ana", "ordered_at": "2025-01-10", "status": "completed", "revenue": 100.0},
    {"order_id": "2", "customer_id": "ana", "ordered_at": "2025-04-02", "status": "completed", "revenue": 50.0,
     "coupon_code": "SUN"},
    {"order_id": "3", "customer_id": "ben", "ordered_at": "2025-02-05", "status": "completed", "revenue": 30.0},
    {"order_id": "4", "customer_id": "cho", "ordered_at": "2025-06-30", "status": "completed", "revenue": 500.0},
    {"order_id": "5", "customer_id": "cho", "ordered_at": "2025-05-01", "status": "completed", "revenue": 20.0},
    {"order_id": "6", "customer_id": "dov", "ordered_at": "2025-03-03", "status": "cancelled", "revenue": 80.0},
    {"order_id": "7", "customer_id": "ana", "ordered_at": "2025-04-05", "status": "refund", "revenue": 10.0},
    {"order_id": "8", "customer_id": None, "ordered_at": "2025-06-01", "status": "completed", "revenue": 15.0},
]  # fmt: skip
LINES: list[dict[str, Any]] = [
    {"order_id": "1", "line_no": 1, "product_id": "A1", "quantity": 1.0, "revenue": 60.0},
    {"order_id": "1", "line_no": 2, "product_id": "B2", "quantity": 2.0, "revenue": 40.0},
    {"order_id": "2", "line_no": 1, "product_id": "A1", "quantity": 1.0, "revenue": 50.0},
    {"order_id": "3", "line_no": 1, "product_id": "B2", "quantity": 1.0, "revenue": 30.0},
    {"order_id": "4", "line_no": 1, "product_id": "A1", "quantity": 9.0, "revenue": 500.0},
    {"order_id": "5", "line_no": 1, "product_id": "C3", "quantity": 1.0, "revenue": 20.0},
]  # fmt: skip
PRODUCTS: list[dict[str, Any]] = [
    {"product_id": "A1", "name": "Blue Teapot", "category": "Kitchen", "kind": "merchandise"},
    {"product_id": "B2", "name": "Garden Lamp", "category": "Garden", "kind": "merchandise"},
    {"product_id": "C3", "name": "Tea Towel", "category": "Kitchen", "kind": "merchandise"},
]
PROFILES: list[dict[str, Any]] = [
    {"customer_id": "ana", "country": "France", "city": "Lyon", "order_count": 2, "order_days": 2, "historic_value": 140.0,
     "days_since_last_order": 89, "first_order_on": "2025-01-10", "last_order_on": "2025-04-02", "stage": "retention",
     "health": "at_risk", "has_email": True, "has_phone": True, "clv": 60.0, "clv_low": 0.0, "clv_high": 150.0,
     "clv_deviation": 38.2653,
     "cohort": "2025-01", "touches_30": 1, "revenue": 150.0, "refunds": 10.0, "average_order_value": 75.0,
     "consent_email": "subscribed"},
    {"customer_id": "ben", "country": "France", "city": "Paris", "order_count": 1, "order_days": 1, "historic_value": 30.0,
     "days_since_last_order": 145, "first_order_on": "2025-02-05", "last_order_on": "2025-02-05", "stage": "conversion",
     "health": "lapsed", "has_email": True, "has_phone": False, "clv": 5.0, "clv_low": 0.0, "clv_high": 30.0,
     "clv_deviation": 7.6531,
     "cohort": "2025-02", "touches_30": 9, "revenue": 30.0, "refunds": 0.0, "average_order_value": 30.0,
     "consent_email": "subscribed"},
    {"customer_id": "cho", "country": "Spain", "city": "Madrid", "order_count": 2, "order_days": 2, "historic_value": 520.0,
     "days_since_last_order": 0, "first_order_on": "2025-05-01", "last_order_on": "2025-06-30", "stage": "retention",
     "health": "active", "has_email": True, "has_phone": True, "clv": 200.0, "clv_low": 50.0, "clv_high": 400.0,
     "clv_deviation": 89.2857,
     "cohort": "2025-05", "touches_30": 0, "revenue": 520.0, "refunds": 0.0, "average_order_value": 260.0,
     "consent_email": "unsubscribed"},
    {"customer_id": "dov", "country": None, "order_count": 0, "historic_value": 0.0, "revenue": 0.0, "refunds": 0.0,
     "stage": "consideration", "has_email": True, "has_phone": False, "consent_email": "subscribed"},
    {"customer_id": "eva", "country": "Spain", "city": "Madrid", "order_count": 0, "historic_value": 0.0, "revenue": 0.0,
     "refunds": 0.0, "stage": "awareness", "has_email": False, "has_phone": True},
]  # fmt: skip
CONSENTS: list[dict[str, Any]] = [
    {"customer_id": "ana", "channel": "email", "status": "subscribed"},
    {"customer_id": "ben", "channel": "email", "status": "subscribed"},
    {"customer_id": "cho", "channel": "email", "status": "unsubscribed"},
    {"customer_id": "dov", "channel": "email", "status": "subscribed"},
]
EVENTS: list[dict[str, Any]] = [
    {"event_id": "e1", "customer_id": "dov", "visit_id": "v1", "occurred_at": "2025-06-20", "type": "product_view",
     "product_id": "A1"},
    {"event_id": "e2", "customer_id": "dov", "visit_id": "v1", "occurred_at": "2025-06-20", "type": "add_to_cart",
     "product_id": "A1"},
    {"event_id": "e3", "customer_id": "cho", "visit_id": "v2", "occurred_at": "2025-06-30", "type": "page_view"},
    {"event_id": "e4", "customer_id": "cho", "visit_id": "v3", "occurred_at": "2025-06-29", "type": "page_view"},
]  # fmt: skip
TABLES: dict[str, list[dict[str, Any]]] = {
    "orders": ORDERS, "order_lines": LINES, "products": PRODUCTS, "consents": CONSENTS, "events": EVENTS,
    "customers": [{"customer_id": row["customer_id"]} for row in PROFILES],
}  # fmt: skip
WITHOUT_CONSENTS = {name: rows for name, rows in TABLES.items() if name != "consents"}
