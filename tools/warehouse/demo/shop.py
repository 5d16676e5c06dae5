"""The demo shop from first contact to last survey, written as a folder of canonical Parquet files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.demo.calendar import Calendar
from tools.warehouse.demo.campaigns import Message, campaign_columns, load_messages, send_everything
from tools.warehouse.demo.catalogue import Catalogue, load_catalogue, product_columns
from tools.warehouse.demo.columns import NONE, Ints, write_table
from tools.warehouse.demo.consents import Permissions, ask_permission, consent_columns
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
from tools.warehouse.demo.touches import Touches, deliver, touch_columns
from tools.warehouse.demo.truth import find_truth, write_ground_truth
from tools.warehouse.demo.visits import Visits, app_days, event_columns, leave_carts, receive_visits
from tools.warehouse.schema import CONTACTS, TABLES

__all__ = ["FULL_SCALE", "GROUND_TRUTH_FILE", "generate"]

FULL_SCALE = 20_000
GROUND_TRUTH_FILE = "ground_truth.json"
_FEWEST, _MOST = 200, 200_000
_ACQUAINTANCE_SECONDS = 900  # a contact is known this long before a first order on the same visit


@dataclass(frozen=True)
class _Shop:
    """What the shop is before anything is bought."""

    seed: int
    calendar: Calendar
    catalogue: Catalogue
    people: People
    created: Ints
    permissions: Permissions
    carts: tuple[Ints, Ints]
    messages: tuple[Message, ...]
    end: int


@dataclass(frozen=True)
class _History:
    """What then happened; `removed` is the touch behind each order that a harmful message cost."""

    orders: Orders
    subscriptions: Subscriptions
    touches: Touches
    removed: Ints
    visits: Visits


def generate(folder: Path, as_of: date, seed: int = 7, contacts: int = FULL_SCALE) -> None:
    """Write the demo shop "Casa Marea" into a folder: all canonical tables, contacts, and `ground_truth.json`.

    The same seed, date and number of contacts give the same rows, always. History covers the three years up to `as_of`;
    nothing is dated later, except the ends of trials and periods that still run.

    Args:
        contacts: how many people the shop knows; 1,500 makes a small shop of the same structure for tests.

    Raises:
        BadInputError: too few or too many contacts.
    """
    if not _FEWEST <= contacts <= _MOST:
        raise BadInputError(
            Text(
                f"a demo shop cannot have {contacts} contacts; {_FEWEST} to {_MOST} work",
                f"una tienda de demostración no puede tener {contacts} contactos; valen de {_FEWEST} a {_MOST}",
            )
        )
    shop = _open(as_of, seed, contacts)
    history = _play(shop)
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in {**_tables_of_people(shop, history), **_tables_of_trade(shop, history)}.items():
        write_table(folder, CONTACTS if name == "contacts" else TABLES[name], columns)
    truth = find_truth(history.touches, history.orders, history.removed, shop.messages, seed, as_of.isoformat())
    write_ground_truth(truth, folder / GROUND_TRUTH_FILE)


def _open(as_of: date, seed: int, contacts: int) -> _Shop:
    calendar, catalogue = Calendar(as_of), load_catalogue()
    people = meet_people(contacts, seed, calendar, catalogue)
    created = calendar.seconds(people.created) - _ACQUAINTANCE_SECONDS
    return _Shop(
        seed=seed,
        calendar=calendar,
        catalogue=catalogue,
        people=people,
        created=created,
        permissions=ask_permission(people, created, seed, calendar.end),
        carts=leave_carts(people, created, seed, calendar),
        messages=load_messages(calendar),
        end=calendar.end,
    )


def _play(shop: _Shop) -> _History:
    """Let people buy and subscribe, send what the shop sends, and follow what came of it."""
    seed, calendar, catalogue, people = shop.seed, shop.calendar, shop.catalogue, shop.people
    wanted = buy(people, seed, calendar)
    subscriptions = subscribe(people, wanted, seed, calendar, catalogue)
    purchases = joined(wanted, _subscription_orders(subscriptions, calendar))
    purchases, outbox = send_everything(people, purchases, shop.permissions, shop.carts, calendar, seed)
    touches, purchases, removed = deliver(outbox, shop.messages, people, purchases, seed, shop.end)
    coupons = [*(m.coupon for m in shop.messages), ""]
    because = np.where(purchases.cause == NONE, len(shop.messages), touches.campaign[purchases.cause])
    plan = np.where(purchases.subscription == NONE, NONE, subscriptions.plan[purchases.subscription])
    orders = place_orders(purchases, people, plan, [coupons[n] for n in because], seed, calendar, catalogue)
    channels = np.array([catalogue.data["channels"].index(m.channel) for m in shop.messages])
    visits = receive_visits(orders, shop.carts, touches, shop.permissions, people, channels, seed, calendar, catalogue)
    return _History(orders, subscriptions, touches, removed, visits)


def _tables_of_people(shop: _Shop, history: _History) -> dict[str, dict[str, Any]]:
    """The tables of who people are, what they were told and what they say."""
    people, orders, touches, seed = shop.people, history.orders, history.touches, shop.seed
    left = touches.unsubscribed_from, touches.bounced_from, touches.complained_from
    return {
        "customers": customer_columns(people, shop.created, shop.catalogue),
        "contacts": contact_columns(people, seed, shop.catalogue),
        "campaigns": campaign_columns(shop.messages, shop.calendar),
        "touches": touch_columns(touches),
        "reviews": review_columns(orders, people, seed, shop.end),
        "surveys": survey_columns(orders, people, seed, shop.end),
        "referrals": referral_columns(orders, people, shop.created, seed),
        "consents": consent_columns(shop.permissions, *left, people.has_email, seed),
    }


def _tables_of_trade(shop: _Shop, history: _History) -> dict[str, dict[str, Any]]:
    """The tables of what was sold, subscribed to and looked at."""
    calendar, catalogue, orders, subscriptions = shop.calendar, shop.catalogue, history.orders, history.subscriptions
    buyer = orders.purchases.customer[orders.first_of_customer]
    brought = np.bincount(shop.people.channel[buyer], minlength=len(catalogue.data["channels"]))
    app = app_days(subscriptions, shop.seed, calendar)
    return {
        "products": product_columns(catalogue),
        "orders": order_columns(orders, history.visits.of_order, catalogue),
        "order_lines": order_line_columns(orders),
        "subscriptions": subscription_columns(subscriptions, calendar, catalogue),
        "subscription_events": subscription_event_columns(subscriptions, calendar),
        "events": event_columns(history.visits, app, shop.end, catalogue),
        "reach_daily": reach_columns(history.visits, brought, shop.seed, calendar, catalogue),
    }


def _subscription_orders(subscriptions: Subscriptions, calendar: Calendar) -> Purchases:
    renewals = subscriptions.renewals
    who = renewals.paid_subscription
    return Purchases(
        subscriptions.customer[who], calendar.seconds(renewals.paid_time), np.full(len(who), NONE), who, renewals.paid_amount
    )
