"""The demo shop from first contact to last survey, written as a folder of canonical Parquet files."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.demo.calendar import Calendar
from tools.warehouse.demo.campaigns import campaign_columns, load_messages, send_everything
from tools.warehouse.demo.catalogue import load_catalogue, product_columns
from tools.warehouse.demo.columns import NONE, Ints, write_table
from tools.warehouse.demo.consents import ask_permission, consent_columns
from tools.warehouse.demo.feedback import referral_columns, review_columns, survey_columns
from tools.warehouse.demo.orders import Orders, order_columns, order_line_columns, place_orders
from tools.warehouse.demo.people import People, contact_columns, customer_columns, meet_people
from tools.warehouse.demo.purchases import Purchases, buy, joined
from tools.warehouse.demo.reach import reach_columns
from tools.warehouse.demo.subscriptions import (
    Subscriptions,
    subscribe,
    subscription_columns,
    subscription_event_columns,
)
from tools.warehouse.demo.touches import deliver, touch_columns
from tools.warehouse.demo.truth import find_truth, write_ground_truth
from tools.warehouse.demo.visits import app_days, event_columns, leave_carts, receive_visits
from tools.warehouse.schema import CONTACTS, TABLES

__all__ = ["FULL_SCALE", "GROUND_TRUTH_FILE", "generate"]

FULL_SCALE = 20_000
GROUND_TRUTH_FILE = "ground_truth.json"
_FEWEST = 200
_ACQUAINTANCE_SECONDS = 900  # a contact is known this long before a first order on the same visit


def generate(folder: Path, as_of: date, seed: int = 7, contacts: int = FULL_SCALE) -> None:
    """Write the demo shop "Casa Marea" into a folder: all canonical tables, contacts, and `ground_truth.json`.

    The same seed, date and number of contacts give the same rows, always. History covers the three years up to `as_of`;
    nothing is dated later, except the ends of trials and periods that still run.

    Args:
        contacts: how many people the shop knows; 1,500 makes a small shop of the same structure for tests.
    """
    if contacts < _FEWEST:
        raise BadInputError(
            Text(
                f"a demo shop of {contacts} contacts is too small; {_FEWEST} or more work",
                f"una tienda de demostración de {contacts} contactos es demasiado pequeña; valen {_FEWEST} o más",
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    calendar, catalogue = Calendar(as_of), load_catalogue()
    end = int(calendar.seconds(np.array([float(calendar.days)]))[0])
    people = meet_people(contacts, seed, calendar, catalogue)
    created = calendar.seconds(people.created) - _ACQUAINTANCE_SECONDS
    permissions = ask_permission(people, created, seed, end)
    carts = leave_carts(people, created, seed, calendar)
    messages = load_messages(calendar)

    wanted = buy(people, seed, calendar)
    subscriptions = subscribe(people, wanted, seed, calendar, catalogue)
    purchases = joined(wanted, _subscription_orders(subscriptions, calendar))
    purchases, outbox = send_everything(people, purchases, permissions, carts, calendar, seed)
    touches, purchases, removed = deliver(outbox, messages, people, purchases, seed, end)
    coupons = [*(m.coupon for m in messages), ""]
    because = np.where(purchases.cause == NONE, len(messages), touches.campaign[purchases.cause])
    orders = place_orders(
        purchases, people, _plan_of(purchases, subscriptions), [coupons[n] for n in because], seed, calendar, catalogue
    )
    channel_of_campaign = np.array([catalogue.data["channels"].index(m.channel) for m in messages])
    visits = receive_visits(
        orders, carts, touches, permissions, people, channel_of_campaign, seed, calendar, catalogue
    )  # fmt: skip
    _write(
        folder,
        {
            "customers": customer_columns(people, created, catalogue),
            "contacts": contact_columns(people, seed, catalogue),
            "products": product_columns(catalogue),
            "orders": order_columns(orders, visits.of_order, catalogue),
            "order_lines": order_line_columns(orders),
            "subscriptions": subscription_columns(subscriptions, calendar, catalogue),
            "subscription_events": subscription_event_columns(subscriptions, calendar),
            "events": event_columns(visits, app_days(subscriptions, seed, calendar), end, catalogue),
            "reach_daily": reach_columns(visits, _brought(orders, people), seed, calendar, catalogue),
            "campaigns": campaign_columns(messages, calendar),
            "touches": touch_columns(touches),
            "reviews": review_columns(orders, people, seed, end),
            "surveys": survey_columns(orders, people, seed, end),
            "referrals": referral_columns(orders, people, created, seed),
            "consents": consent_columns(
                permissions, touches.unsubscribed_from, touches.bounced_from, touches.complained_from, people.has_email, seed
            ),
        },
    )
    truth = find_truth(touches, orders, removed, messages, seed, as_of.isoformat())
    write_ground_truth(truth, folder / GROUND_TRUTH_FILE)


def _subscription_orders(subscriptions: Subscriptions, calendar: Calendar) -> Purchases:
    renewals = subscriptions.renewals
    who = renewals.paid_subscription
    return Purchases(
        subscriptions.customer[who], calendar.seconds(renewals.paid_time), np.full(len(who), NONE), who, renewals.paid_amount
    )


def _plan_of(purchases: Purchases, subscriptions: Subscriptions) -> Ints:
    return np.where(purchases.subscription == NONE, NONE, subscriptions.plan[purchases.subscription])


def _brought(orders: Orders, people: People) -> Ints:
    """How many buyers each channel brought."""
    buyer = orders.purchases.customer[orders.first_of_customer]
    return np.bincount(people.channel[buyer], minlength=9)


def _write(folder: Path, tables: Mapping[str, Mapping[str, Any]]) -> None:
    for name, columns in tables.items():
        write_table(folder, CONTACTS if name == "contacts" else TABLES[name], columns)
