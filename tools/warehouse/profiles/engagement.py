"""What each customer does besides buying, what they were sent, what they said, and what they allow."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import literal

from tools.analytics.order_days import Days
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.cells import Columns, texts
from tools.warehouse.profiles.people import People

__all__ = ["engagement_columns"]

_CONSENT_CHANNELS = ("email", "sms", "whatsapp", "push")


def engagement_columns(warehouse: Warehouse, people: People) -> Columns:
    """Visits, messages, opinions and consents; the columns of a missing table are left out, counts of the others are 0."""
    columns: Columns = {}
    for table, expression, counts in (
        ("events", _events, ("visits_90", "app_use_30")),
        ("touches", _touches, ("touches_30",)),
        ("surveys", _surveys, ()),
        ("reviews", _reviews, ("reviews",)),
        ("referrals", _referrals, ("referrals",)),
        ("consents", _consents, ()),
    ):
        if warehouse.has(table):
            columns |= _spread(people, warehouse.run(expression(warehouse)), counts)
    return columns


def _events(warehouse: Warehouse) -> Any:
    events = warehouse.table("events")
    events = events.filter(events.customer_id.notnull(), events.occurred_on <= literal(warehouse.today))
    age = literal(warehouse.today).delta(events.occurred_on, unit="day")
    return events.group_by("customer_id").agg(
        last_visit_on=events.occurred_on.max(),
        visits_90=events.visit_id.nunique(where=age < 90),
        last_cart_on=events.occurred_on.max(where=events.type == "add_to_cart"),
        app_use_30=events.occurred_on.nunique(where=(events.type == "app_use") & (age < 30)),
    )


def _touches(warehouse: Warehouse) -> Any:
    touches = warehouse.table("touches")
    touches = touches.filter(touches.sent_on.notnull(), touches.sent_on <= literal(warehouse.today))
    age = literal(warehouse.today).delta(touches.sent_on, unit="day")
    return touches.group_by("customer_id").agg(
        last_touch_on=touches.sent_on.max(), touches_30=touches.count(where=age < 30), last_click_on=touches.clicked_on.max()
    )


def _surveys(warehouse: Warehouse) -> Any:
    surveys = warehouse.table("surveys")
    surveys = surveys.filter(surveys.customer_id.notnull())
    return surveys.group_by("customer_id").agg(nps_score=surveys.score.first(order_by=[surveys.answered_at.desc(), "score"]))


def _reviews(warehouse: Warehouse) -> Any:
    reviews = warehouse.table("reviews")
    reviews = reviews.filter(reviews.customer_id.notnull())
    return reviews.group_by("customer_id").agg(reviews=reviews.count(), average_rating=reviews.rating.mean())


def _referrals(warehouse: Warehouse) -> Any:
    referrals = warehouse.table("referrals")
    return referrals.group_by(customer_id="referrer_id").agg(referrals=referrals.count())


def _consents(warehouse: Warehouse) -> Any:
    """The latest word per channel; where two are of one moment, the stricter."""
    consents = warehouse.table("consents")
    latest = consents.group_by(["customer_id", "channel"]).agg(
        status=consents.status.first(order_by=[consents.updated_at.desc(nulls_first=False), consents.status.desc()])
    )
    return latest.group_by("customer_id").agg(
        **{f"consent_{channel}": latest.status.max(where=latest.channel == channel) for channel in _CONSENT_CHANNELS}
    )


def _spread(people: People, rows: pa.Table, counts: tuple[str, ...]) -> Columns:
    codes = people.codes(rows["customer_id"])
    place: Days = np.full(len(people), -1, dtype=np.int64)
    place[codes[codes >= 0]] = np.flatnonzero(codes >= 0)
    columns: Columns = {name: texts(rows[name], place) for name in rows.column_names if name != "customer_id"}
    for name in counts:
        columns[name] = pc.fill_null(columns[name], 0)
    return columns
