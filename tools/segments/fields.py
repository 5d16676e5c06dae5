"""What a condition on a profile field means: its type, the tables it rests on, and how a written value is read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tools.errors import BadInputError, NoDataError
from tools.metrics.fields import field_label
from tools.periods import Period, resolve
from tools.segments.names import folded, resolve_value, unknown_word
from tools.terms import HEALTHS, STAGES, Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.schema import PROFILE_COLUMNS, ColumnType

__all__ = ["ORDER_DIMENSIONS", "buyers_only", "field_type", "read_date", "read_number", "read_texts", "require_field"]

ORDER_DIMENSIONS = ("product", "category", "coupon", "sales_channel")

_RFM_SEGMENTS = (
    "champions", "loyal", "potential loyalist", "new", "promising", "need attention", "about to sleep", "slipping",
    "hibernating", "lost", "cannot lose",
)  # fmt: skip
_CLOSED: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "stage_ecommerce": STAGES,
    "stage_subscription": STAGES,
    "health": HEALTHS,
    "health_ecommerce": HEALTHS,
    "health_subscription": HEALTHS,
    "rfm_segment": _RFM_SEGMENTS,
    "business_model": ("ecommerce", "subscription", "hybrid"),
    "subscription_status": ("trialing", "active", "past_due", "paused", "ended"),
    **dict.fromkeys(
        ("consent_email", "consent_sms", "consent_whatsapp", "consent_push"), ("subscribed", "unsubscribed", "suppressed")
    ),
}
_OTHER_WORDS = {"overdue": "lapsed", "atrasado": "lapsed"}
_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("visits_90", "last_visit_on", "last_cart_on", "app_use_30"), ("events",)),
    **dict.fromkeys(("last_touch_on", "touches_30", "last_click_on"), ("touches",)),
    **dict.fromkeys(("consent_email", "consent_sms", "consent_whatsapp", "consent_push"), ("consents",)),
    **dict.fromkeys(("reviews", "average_rating"), ("reviews",)),
    "nps_score": ("surveys",),
    "referrals": ("referrals",),
    **dict.fromkeys(
        ("subscription_status", "plan", "subscription_started_on", "tenure_days", "mrr", "current_period_ends_on",
         "cancel_reason", "stage_subscription", "health_subscription"),
        ("subscriptions",),
    ),
    **dict.fromkeys(
        ("favourite_product", "first_product", "units", "next_product", "replenish_product", "replenish_on",
         "replenish_earliest_on", "replenish_latest_on"),
        ("order_lines",),
    ),
    **dict.fromkeys(("favourite_category", "next_category", "replenish_category"), ("order_lines", "products")),
}  # fmt: skip
_SHARES = frozenset(
    "discount_share p_alive churn_probability_90 "
    "purchase_probability_30 purchase_probability_60 purchase_probability_90".split()
)
_NOT_FROM_ORDERS = frozenset(
    "visits_90 app_use_30 touches_30 nps_score reviews average_rating referrals mrr tenure_days birth_month".split()
)


def field_type(name: str) -> ColumnType:
    """The type of a profile field.

    Raises:
        BadInputError: no such field; the nearest are named.
    """
    if name not in PROFILE_COLUMNS:
        raise unknown_word(Text("field", "campo"), name, [*PROFILE_COLUMNS, *ORDER_DIMENSIONS, "segment"])
    return PROFILE_COLUMNS[name]


def require_field(warehouse: Warehouse, name: str) -> None:
    """Raise NoDataError naming the tables without which the field is unknown here."""
    warehouse.require(*_NEEDS.get(name, ()))


def buyers_only(name: str) -> bool:
    """Whether a ranking by the field is one of people who have bought."""
    return name not in _NOT_FROM_ORDERS


def read_number(name: str, value: Any) -> float:
    """A threshold as a number.

    Raises:
        BadInputError: not a number, or outside 0..1 for a share.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _mismatch(name, value, Text("a number", "un número"))
    try:
        number = float(value)
    except ValueError as error:
        raise _mismatch(name, value, Text("a number", "un número")) from error
    if name in _SHARES and not 0 <= number <= 1:
        raise _mismatch(name, value, Text("a share from 0 to 1", "una proporción de 0 a 1"))
    return number


def read_date(warehouse: Warehouse, name: str, value: Any) -> Period:
    """A date or a period expression as a period (one day for a date).

    Raises:
        BadInputError: neither.
    """
    if isinstance(value, date):
        return Period(value, value, "day")
    if not isinstance(value, str):
        raise _mismatch(name, value, Text("a date or a period", "una fecha o un periodo"))
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return resolve(value, warehouse.today, warehouse.data_first)
    return Period(day, day, "day")


def read_texts(warehouse: Warehouse, name: str, value: Any) -> Sequence[str]:
    """The spellings of a text value as they stand in the data, or of a closed set of words.

    Raises:
        BadInputError: not a text, or unknown; the nearest known ones are named.
        NoDataError: a stage that this shop's tables cannot tell.
    """
    if not isinstance(value, str):
        raise _mismatch(name, value, Text("a text", "un texto"))
    if name in _CLOSED:
        return [_closed_word(warehouse, name, value)]
    if name == "cohort":
        return _months(warehouse, value)
    called = field_label(name)
    label = Text(f"value of {called.en.lower()}", f"valor de {called.es.lower()}")
    return resolve_value(warehouse, "profiles", name, value, label)


def _closed_word(warehouse: Warehouse, name: str, value: str) -> str:
    word = folded(value).removeprefix("rfm:").strip()
    word = _OTHER_WORDS.get(word, word) if name.startswith("health") else word
    found = [known for known in _CLOSED[name] if folded(known) == word]
    if not found:
        raise unknown_word(Text(name, name), value, _CLOSED[name])
    if name == "stage":
        _require_stage(warehouse, found[0])
    return found[0]


def _require_stage(warehouse: Warehouse, stage: str) -> None:
    """Awareness and consideration are told apart by events (or trials): without them they are unknown, not empty."""
    if stage in ("awareness", "consideration") and not (warehouse.has("events") or warehouse.has("subscriptions")):
        raise NoDataError(
            Text(f"the stage {stage} is unknown without events", f"la etapa {stage} no se conoce sin eventos"), ("events",)
        )


def _months(warehouse: Warehouse, value: str) -> list[str]:
    period = resolve(value, warehouse.today, warehouse.data_first)
    months, year, month = [], period.first.year, period.first.month
    while (year, month) <= (period.last.year, period.last.month):
        months.append(f"{year:04d}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def _mismatch(name: str, value: Any, wanted: Text) -> BadInputError:
    return BadInputError(Text(f"{name} takes {wanted.en}, not {value!r}", f"{name} admite {wanted.es}, no {value!r}"))
