"""A realistic hand-made catalogue: a gift shop with subscriptions in a dozen countries, its data ending on 2025-11-20."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from assistant.builtin.words.phrases import data
from tools.terms import Text
from tools.vocabulary import Catalogue, Term, Value
from tools.warehouse.schema import PROFILE_COLUMNS, TABLES

_DIMENSIONS = (
    "order country city acquisition_channel referral_source sales_channel category product plan language coupon "
    "new_or_returning campaign stage health "
    "rfm_segment segment cohort renewal billing_interval cancel_reason day week month quarter year weekday hour"
).split()
_SPANISH = {"campaign": "campaña"}
_VALUES: dict[str, Sequence[str]] = {
    "country": (
        "United Kingdom", "Germany", "France", "Spain", "EIRE", "Netherlands", "Italy", "Portugal", "Belgium", "USA",
        "Switzerland",
    ),
    "city": ("Madrid", "Barcelona", "Sevilla", "London", "Berlin", "Paris", "Valencia", "Bilbao", "Lisboa"),
    "category": ("Coffee", "Tea", "Mugs", "Gift sets", "Home"),
    "plan": ("Basic", "Premium"),
    "sales_channel": ("web", "store"),
    "acquisition_channel": ("email", "paid_search", "paid_social", "organic", "referral"),
    "coupon": ("WELCOME10", "XMAS20"),
    "language": ("en", "es"),
}  # fmt: skip
_PRODUCTS = {
    "22423": "REGENCY CAKESTAND 3 TIER", "85123A": "WHITE HANGING HEART T-LIGHT HOLDER", "47566": "PARTY BUNTING",
    "P-100": "Ethiopia Yirgacheffe 250g", "P-200": "Blue Mug", "P-300": "Sencha Green Tea",
}  # fmt: skip


@cache
def shop() -> Catalogue:
    """Everything is there: subscriptions, events, touches, consents."""
    metrics = tuple(
        Term(name, Text(name.replace("_", " "), name.replace("_", " ")), {}, "metric") for name in data("terms.yaml")["metrics"]
    )
    dimensions = tuple(
        Term(name, Text(name.replace("_", " "), _SPANISH.get(name, name.replace("_", " "))), {}, "dimension")
        for name in _DIMENSIONS
    )
    numeric = ("integer", "decimal")
    fields = tuple(
        Term(
            name,
            Text.same(name.replace("_", " ")),
            {},
            "field",
            type="number" if kind in numeric else "date" if kind == "date" else "text",
        )
        for name, kind in PROFILE_COLUMNS.items()
    )
    values = tuple(
        Value(dimension, key, (key,), 1.0 / (i + 1)) for dimension, keys in _VALUES.items() for i, key in enumerate(keys)
    ) + tuple(Value("product", key, (name,), 0.5) for key, name in _PRODUCTS.items())
    return Catalogue(
        metrics, dimensions, fields, values, date(2025, 11, 20), date(2023, 1, 5), "EUR", frozenset(TABLES), ("VIP France",)
    )


@cache
def retail_only() -> Catalogue:
    """The same shop with orders and nothing else: no subscriptions, events, messages or permissions."""
    return replace(shop(), tables=frozenset({"customers", "orders", "order_lines", "products"}), segments=())
