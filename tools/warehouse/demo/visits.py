"""Who came to the site, from where, and what they did there: visits and their events, tied to the orders."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.warehouse.demo.calendar import SECONDS_A_DAY, Calendar
from tools.warehouse.demo.catalogue import Catalogue
from tools.warehouse.demo.columns import NONE, Floats, Ints, ids, instants, stream, words
from tools.warehouse.demo.consents import Permissions
from tools.warehouse.demo.orders import SALES_CHANNELS, Orders
from tools.warehouse.demo.people import People
from tools.warehouse.demo.subscriptions import Subscriptions
from tools.warehouse.demo.touches import Touches

__all__ = ["Visits", "app_days", "event_columns", "leave_carts", "receive_visits"]

_TYPES = ("page_view", "product_view", "add_to_cart", "checkout", "email_signup", "app_use")
_GLANCE, _LANDED, _BROWSED, _CART, _CHECKOUT, _SIGNUP, _TO_CART, _TO_CHECKOUT = range(8)
_STEPS = ([0], [1], [0, 1], [1, 2], [1, 2, 3], [0, 4], [0, 1, 2], [0, 1, 2, 3])  # event types of each kind of visit
_BY_A_PAGE = {_CART: _TO_CART, _CHECKOUT: _TO_CHECKOUT}  # the same, begun on a page rather than at a product
_ANONYMOUS = (0.54, 0.35, 0.07, 0.03, 0.01)
_STEP_SECONDS = 75
_STRANGERS = 22  # visits by nobody known, for each contact
_APP_DAYS_A_MONTH = 3.4


@dataclass(frozen=True)
class Visits:
    """Parallel arrays, one entry per visit, oldest first; `of_order` gives each order's visit, NONE without one."""

    customer: Ints
    at: Ints
    source: Ints
    kind: Ints
    product: Ints
    of_order: Ints


@dataclass(frozen=True)
class _Group:
    customer: Ints
    at: Ints
    source: Ints
    kind: Ints
    product: Ints
    order: Ints


def leave_carts(people: People, created: Ints, seed: int, calendar: Calendar) -> tuple[Ints, Ints]:
    """Known contacts who leave a cart behind, and when."""
    rng = stream(seed, "carts")
    customer = rng.integers(0, people.count, int(0.34 * people.count))
    room = np.maximum(calendar.end - SECONDS_A_DAY - created[customer], 1)
    at = created[customer] + (rng.random(len(customer)) * room).astype(np.int64)
    order = np.argsort(at, kind="stable")
    return customer[order], at[order]


def receive_visits(
    orders: Orders, carts: tuple[Ints, Ints], touches: Touches, permissions: Permissions, people: People,
    channel_of_campaign: Ints, seed: int, calendar: Calendar, catalogue: Catalogue,
) -> Visits:  # fmt: skip
    """All visits: those behind orders and carts, sign-ups, clicks on messages, known and anonymous browsing."""
    rng = stream(seed, "visits")
    shares = catalogue.shares("visit_shares")
    signups = np.flatnonzero(permissions.joined[:, 0])
    clicks = np.flatnonzero(touches.clicked != NONE)
    browsing, browsed_at = _browsing(people, permissions.since, rng, calendar)
    carted = rng.choice([_CART, _CHECKOUT], len(carts[0]))
    clicked_from = channel_of_campaign[touches.campaign[clicks]]
    landed = rng.choice([_LANDED, _BROWSED], len(clicks))
    groups = (
        _behind_orders(orders, touches, people, channel_of_campaign, rng, shares),
        _group(carts[0], carts[1], rng.choice(len(shares), len(carted), p=shares), carted),
        _group(signups, permissions.since[signups] + 60, people.channel[signups], np.full(len(signups), _SIGNUP)),
        _group(touches.customer[clicks], touches.clicked[clicks], clicked_from, landed),
        _group(browsing, browsed_at, rng.choice(len(shares), len(browsing), p=shares), rng.choice(3, len(browsing))),
        _anonymous(int(_STRANGERS * people.count), rng, shares, calendar),
    )
    customer, at, source, kind, product, order = _oldest_first(groups)
    kind = _begun_on_pages(kind)
    popular = rng.choice(len(catalogue.popularity), len(at), p=catalogue.popularity / catalogue.popularity.sum())
    of_order = np.full(orders.purchases.count, NONE)
    of_order[order[order != NONE]] = np.flatnonzero(order != NONE)
    return Visits(customer, at, source, kind, np.where(product == NONE, popular, product), of_order)


def app_days(subscriptions: Subscriptions, seed: int, calendar: Calendar) -> tuple[Ints, Ints]:
    """Days on which subscribers open the app, oldest first; it fades in the month before somebody cancels."""
    rng = stream(seed, "app")
    s = subscriptions
    ends = np.fmin(s.renewals.ended, float(calendar.days) - 0.01)
    span = np.nan_to_num(ends - s.started)
    habit = rng.gamma(2.0, 0.5, s.count)
    who = np.repeat(np.arange(s.count), rng.poisson(_APP_DAYS_A_MONTH * habit * np.maximum(span, 0) / 30.44))
    time = s.started[who] + rng.random(len(who)) * span[who]
    fading = (s.renewals.ended[who] - time < 30) & (rng.random(len(who)) < 0.65)
    who, time = who[~fading], time[~fading]
    order = np.argsort(time, kind="stable")
    return s.customer[who][order], calendar.seconds(time)[order]


def event_columns(visits: Visits, app: tuple[Ints, Ints], end: int, catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `events`: the steps of each visit, then the days of app use."""
    lengths = np.array([len(steps) for steps in _STEPS])
    per_visit = lengths[visits.kind]
    visit = np.repeat(np.arange(len(visits.at)), per_visit)
    step = np.arange(len(visit)) - np.repeat(np.cumsum(per_visit) - per_visit, per_visit)
    steps = np.full((len(_STEPS), lengths.max()), NONE)
    for kind, types in enumerate(_STEPS):
        steps[kind, : len(types)] = types
    type_ = steps[visits.kind[visit], step]
    about_product = (type_ >= 1) & (type_ <= 3)
    at = np.minimum(visits.at[visit] + step * _STEP_SECONDS, end - 1)
    none = np.full(len(app[0]), NONE)
    return {
        "event_id": ids("E", np.arange(len(visit) + len(none))),
        "customer_id": ids("C", np.concatenate([visits.customer[visit], app[0]])),
        "visit_id": ids("V", np.concatenate([visit, none])),
        "occurred_at": instants(np.concatenate([at, app[1]])),
        "type": words(_TYPES, np.concatenate([type_, np.full(len(none), _TYPES.index("app_use"))])),
        "product_id": ids("P", np.concatenate([np.where(about_product, visits.product[visit], NONE), none])),
        "source": words(catalogue.data["channels"], np.concatenate([visits.source[visit], none])),
    }


def _oldest_first(groups: tuple[_Group, ...]) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    parts = zip(*((g.customer, g.at, g.source, g.kind, g.product, g.order) for g in groups), strict=True)
    customer, at, source, kind, product, order = (np.concatenate(part) for part in parts)
    by_time = np.argsort(at, kind="stable")
    return customer[by_time], at[by_time], source[by_time], kind[by_time], product[by_time], order[by_time]


def _begun_on_pages(kind: Ints) -> Ints:
    """Every second visit that filled a cart saw a page first, as most visits do."""
    kind = kind.copy()
    for direct, by_a_page in _BY_A_PAGE.items():
        kind[np.flatnonzero(kind == direct)[::2]] = by_a_page
    return kind


def _group(customer: Ints, at: Ints, source: Ints, kind: Ints) -> _Group:
    none = np.full(len(at), NONE)
    return _Group(customer, at, source, kind, none, none)


def _behind_orders(
    orders: Orders, touches: Touches, people: People, channel_of_campaign: Ints, rng: np.random.Generator, shares: Floats
) -> _Group:
    """A visit minutes before each order on the web or in the app; of subscriptions, before the first order of a customer."""
    p = orders.purchases
    online = (orders.sales_channel <= SALES_CHANNELS.index("app")) | ((p.subscription != NONE) & orders.first_of_customer)
    order = np.flatnonzero(online)
    source = rng.choice(9, len(order), p=shares)
    source = np.where(orders.first_of_customer[order], people.channel[p.customer[order]], source)
    caused = p.cause[order] != NONE
    source = np.where(caused, channel_of_campaign[touches.campaign[p.cause[order]]], source)
    first_line = np.searchsorted(orders.lines.order, order)
    product = orders.lines.product[first_line]
    start = p.at[order] - 4 * _STEP_SECONDS
    return _Group(p.customer[order], start, source, np.full(len(order), _CHECKOUT), product, order)


def _browsing(people: People, created: Ints, rng: np.random.Generator, calendar: Calendar) -> tuple[Ints, Ints]:
    """Known contacts looking around: more in the weeks after they came, and now and then ever after."""
    customer = np.repeat(np.arange(people.count), rng.poisson(2.2, people.count))
    soon = rng.random(len(customer)) < 0.5
    since = created[customer]
    ever_after = rng.random(len(customer)) * (calendar.end - since)
    wait = np.where(soon, rng.exponential(20 * SECONDS_A_DAY, len(customer)), ever_after)
    at = since + wait.astype(np.int64) + 120
    seen = at < calendar.end - 3_600
    return customer[seen], at[seen]


def _anonymous(count: int, rng: np.random.Generator, shares: Floats, calendar: Calendar) -> _Group:
    """Visitors nobody knows, most of whom look at one page."""
    day = np.floor(calendar.growing(rng.random(count), rng.random(count) < 0.5))
    at = calendar.seconds(np.minimum(day + calendar.hours(rng, count), calendar.days - 0.01))
    kind = rng.choice(5, count, p=_ANONYMOUS)
    return _group(np.full(count, NONE), at, rng.choice(9, count, p=shares), kind)
