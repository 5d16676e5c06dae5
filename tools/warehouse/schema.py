"""The canonical tables that every source is mapped to, and the columns of a customer profile."""

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "CONTACTS",
    "PROFILE_COLUMNS",
    "TABLES",
    "CanonicalColumn",
    "CanonicalTable",
    "ColumnType",
    "instant_of",
    "local_date_of",
]

ColumnType = Literal["text", "integer", "decimal", "boolean", "date", "instant"]


@dataclass(frozen=True, slots=True)
class CanonicalColumn:
    """One column. `instant` is a UTC timestamp; `choices` closes the set of values of a text."""

    name: str
    type: ColumnType
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CanonicalTable:
    """One table: what a row is, which columns identify it, and which day column periods apply to."""

    name: str
    row_is: str
    columns: tuple[CanonicalColumn, ...]
    key: tuple[str, ...] = ()

    def column(self, name: str) -> CanonicalColumn:
        """The column of that name; KeyError when there is none."""
        return {c.name: c for c in self.columns}[name]


def local_date_of(instant_column: str) -> str:
    """The name of the companion column that holds an instant's date in the shop's time zone: ordered_at -> ordered_on."""
    return f"{instant_column.removesuffix('_at')}_on"


def instant_of(date_column: str) -> str:
    """The name that the instant behind such a companion column has: ordered_on -> ordered_at."""
    return f"{date_column.removesuffix('_on')}_at"


def _table(name: str, row_is: str, key: str, columns: str) -> CanonicalTable:
    """Read `name:type[!][=choice|choice]` declarations; `!` marks a required column."""
    return CanonicalTable(name, row_is, tuple(_column(word) for word in columns.split()), tuple(key.split()))


def _column(declaration: str) -> CanonicalColumn:
    head, _, choices = declaration.partition("=")
    name, _, type_ = head.partition(":")
    kind: ColumnType = type_.rstrip("!")  # type: ignore[assignment]  # declarations below are closed
    return CanonicalColumn(name, kind, type_.endswith("!"), tuple(filter(None, choices.split("|"))))


_STATUSES = "trialing|active|past_due|paused|ended"
_HAPPENED = "started|renewed|skipped|paused|resumed|payment_failed|recovered|plan_changed|cancel_requested|saved|ended"
_SEEN = "page_view|product_view|add_to_cart|checkout|email_signup|app_use"

TABLES: dict[str, CanonicalTable] = {
    table.name: table
    for table in (
        _table(
            "customers", "a contact, buyer or lead", "customer_id",
            "customer_id:text! created_at:instant country:text city:text language:text acquisition_channel:text "
            "referral_source:text birth_month:integer is_test:boolean has_email:boolean has_phone:boolean",
        ),
        _table(
            "orders", "an order or a refund document", "order_id",
            "order_id:text! customer_id:text ordered_at:instant! status:text!=completed|cancelled|refund revenue:decimal! "
            "discount:decimal currency:text country:text city:text sales_channel:text coupon_code:text refund_of:text "
            "subscription_id:text visit_id:text",
        ),
        _table(
            "order_lines", "a product in an order", "order_id line_no",
            "order_id:text! line_no:integer! product_id:text quantity:decimal! unit_price:decimal revenue:decimal!",
        ),
        _table(
            "products", "a product", "product_id",
            "product_id:text! name:text category:text kind:text=merchandise|gift_card|shipping|fee|other price:decimal "
            "unit_cost:decimal usual_days_of_use:integer",
        ),
        _table(
            "subscriptions", "a subscription, trial included", "subscription_id",
            f"subscription_id:text! customer_id:text! plan:text status:text!={_STATUSES} trial_started_at:instant "
            "trial_ends_at:instant started_at:instant current_period_ends_at:instant cancel_at_period_end:boolean "
            "payment_failed_at:instant ended_at:instant billing_interval:text=week|month|quarter|year price:decimal "
            "is_gift:boolean cancel_reason:text",
        ),
        _table(
            "subscription_events", "what happened to a subscription", "",
            f"subscription_id:text! occurred_at:instant! type:text!={_HAPPENED}",
        ),
        _table(
            "events", "something a visitor did", "event_id",
            f"event_id:text! customer_id:text visit_id:text occurred_at:instant! type:text!={_SEEN} product_id:text "
            "source:text",
        ),
        _table(
            "reach_daily", "a channel's day", "on channel",
            "on:date! channel:text! impressions:integer social_reach:integer visits:integer spend:decimal",
        ),
        _table(
            "campaigns", "a campaign or flow", "campaign_id",
            "campaign_id:text! name:text kind:text=campaign|flow channel:text goal:text stage:text started_on:date "
            "ended_on:date cost:decimal",
        ),
        _table(
            "touches", "one message to one customer", "touch_id",
            "touch_id:text! campaign_id:text! customer_id:text! arm:text=treated|control variant:text assigned_at:instant "
            "sent_at:instant delivered_at:instant bounced_at:instant opened_at:instant clicked_at:instant "
            "unsubscribed_at:instant complained_at:instant",
        ),
        _table(
            "reviews", "a review", "review_id",
            "review_id:text! customer_id:text product_id:text rating:integer! written_at:instant!",
        ),
        _table("surveys", "an NPS answer", "", "customer_id:text score:integer! answered_at:instant!"),
        _table("referrals", "one customer brought another", "", "referrer_id:text! referred_id:text referred_at:instant!"),
        _table(
            "consents", "permission per channel", "customer_id channel",
            "customer_id:text! channel:text! status:text!=subscribed|unsubscribed|suppressed updated_at:instant source:text",
        ),
    )
}  # fmt: skip

CONTACTS = _table(
    "contacts", "a person's private data, kept apart", "customer_id",
    "customer_id:text! email:text phone:text first_name:text last_name:text",
)  # fmt: skip

PROFILE_COLUMNS: dict[str, ColumnType] = {
    name: kind  # type: ignore[misc]  # declarations below are closed
    for name, _, kind in (
        word.partition(":")
        for word in (
            "customer_id:text created_on:date country:text city:text language:text acquisition_channel:text "
            "referral_source:text birth_month:integer has_email:boolean has_phone:boolean "
            # buying
            "first_order_on:date last_order_on:date cohort:text order_count:integer order_days:integer "
            "repeat_orders:integer days_to_second_order:integer days_since_first_order:integer days_since_last_order:integer "
            "age_at_last_order_days:integer "
            "revenue:decimal refunds:decimal historic_value:decimal average_order_value:decimal units:decimal "
            "discount_share:decimal orders_365:integer historic_value_365:decimal "
            "favourite_category:text favourite_product:text first_product:text last_sales_channel:text usual_weekday:text "
            "usual_hour:integer next_category:text next_product:text replenish_category:text replenish_product:text "
            "replenish_on:date replenish_earliest_on:date replenish_latest_on:date "
            # relationship
            "business_model:text stage:text stage_ecommerce:text stage_subscription:text stage_since:date health:text "
            "health_ecommerce:text health_subscription:text health_since:date expected_gap_days:decimal silence:decimal "
            "reactivated_on:date rfm_recency:integer rfm_frequency:integer rfm_monetary:integer rfm_segment:text "
            # expectation
            "p_alive:decimal expected_orders_365:decimal purchase_probability_30:decimal purchase_probability_60:decimal "
            "purchase_probability_90:decimal churn_probability_90:decimal purchase_reasons:text expected_spend_90:decimal "
            "expected_order_value:decimal "
            "expected_next_order_on:date clv:decimal clv_low:decimal clv_high:decimal clv_deviation:decimal "
            "clv_36m:decimal clv_lifetime:decimal "
            # subscription
            "subscription_status:text plan:text billing_interval:text subscription_started_on:date tenure_days:integer "
            "renewals:integer expected_subscription_months:decimal expected_remaining_months:decimal mrr:decimal "
            "current_period_ends_on:date cancel_reason:text "
            # engagement and permission
            "last_visit_on:date visits_90:integer last_cart_on:date app_use_30:integer last_touch_on:date touches_30:integer "
            "last_click_on:date nps_score:integer reviews:integer average_rating:decimal referrals:integer "
            "consent_email:text consent_sms:text consent_whatsapp:text consent_push:text"
        ).split()
    )
}
