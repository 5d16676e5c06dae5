"""What is in each order: products by taste, season and habit, things bought together, coupons and prices to the cent."""

from dataclasses import dataclass

import numpy as np

from tools.warehouse.demo.calendar import Calendar
from tools.warehouse.demo.catalogue import Catalogue
from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, stream
from tools.warehouse.demo.people import People
from tools.warehouse.demo.purchases import Purchases

__all__ = ["Lines", "fill_baskets"]

_LINES = (0.36, 0.32, 0.20, 0.12)
_FAVOURITE, _TOGETHER = 0.45, 0.38
_PRICE_LEVELS = (0.93, 0.97, 1.0)  # of the catalogue's price, in each of the three years
_YEAR_DAYS = 365


@dataclass(frozen=True)
class Lines:
    """Order lines, in order of `order` (a position among the orders); prices before and amounts after discount, in cents."""

    order: Ints
    product: Ints
    quantity: Ints
    unit_price: Ints
    revenue: Ints

    @property
    def number(self) -> Ints:
        """1, 2, 3 ... within each order."""
        starts = np.flatnonzero(np.append(True, self.order[1:] != self.order[:-1]))
        return np.arange(len(self.order)) - np.repeat(starts, np.diff(np.append(starts, len(self.order)))) + 1

    def totals(self, count: int) -> tuple[Ints, Ints]:
        """Per order, what was paid and what was taken off."""
        paid = np.bincount(self.order, self.revenue, count).astype(np.int64)
        full = np.bincount(self.order, self.unit_price * self.quantity, count).astype(np.int64)
        return paid, full - paid


def fill_baskets(
    purchases: Purchases, people: People, discount_rate: Floats, plan: Ints, seed: int, calendar: Calendar,
    catalogue: Catalogue,
) -> Lines:  # fmt: skip
    """Choose what is in each order.

    Args:
        discount_rate: per order, the share that a coupon takes off.
        plan: per order, the plan of its subscription, NONE for one-off orders.
    """
    rng = stream(seed, "baskets")
    loose = np.flatnonzero(plan == NONE)
    order = np.repeat(loose, 1 + rng.choice(len(_LINES), len(loose), p=_LINES))
    product = _choose(purchases, people, order, rng, calendar, catalogue)
    companion = catalogue.companion[product]
    together = (companion != NONE) & (rng.random(len(order)) < _TOGETHER)
    order, product = np.concatenate([order, order[together]]), np.concatenate([product, companion[together]])
    most = np.array(catalogue.data["categories"]["most_of_one"])[catalogue.category[product]]
    quantity = 1 + (rng.random(len(order)) ** 2.6 * most).astype(np.int64)
    year = np.clip((calendar.days - 1 - calendar.day(purchases.at[order])) // _YEAR_DAYS, 0, 2)
    unit_price = np.rint(catalogue.price[product] * np.array(_PRICE_LEVELS)[2 - year]).astype(np.int64)
    revenue = np.rint(quantity * unit_price * (1 - discount_rate[order])).astype(np.int64)
    parts = zip((order, product, quantity, unit_price, revenue), _plan_lines(purchases, plan, catalogue), strict=True)
    columns = [np.concatenate(part) for part in parts]
    by_order = np.argsort(columns[0], kind="stable")
    return Lines(*(column[by_order] for column in columns))


def _plan_lines(purchases: Purchases, plan: Ints, catalogue: Catalogue) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """One line per subscription order, at the plan's amount; the list price shows what subscribing saves."""
    order = np.flatnonzero(plan != NONE)
    quantity = np.array([p.quantity for p in catalogue.plans])[plan[order]]
    product = np.array([p.product for p in catalogue.plans])[plan[order]]
    paid = purchases.amount[order]
    unit_price = np.rint(paid * catalogue.data["plans"]["list_price_factor"] / quantity).astype(np.int64)
    return order, product, quantity, unit_price, paid


def _choose(
    purchases: Purchases, people: People, order: Ints, rng: np.random.Generator, calendar: Calendar, catalogue: Catalogue
) -> Ints:
    """A product per line: often the customer's favourite, else one of a category by taste, month and year."""
    customer, day = purchases.customer[order], calendar.day(purchases.at[order])
    guest = customer == NONE
    taste = np.where(guest, rng.integers(0, 3, len(order)), people.taste[customer])
    words = catalogue.data["categories"]
    chance = np.array(words["tastes"])[taste]
    chance = chance * np.where((calendar.months[day] == 12)[:, None], words["december"], 1.0)
    chance = chance * np.where((day >= calendar.days - _YEAR_DAYS)[:, None], words["last_year"], 1.0)
    running = np.cumsum(chance, axis=1)
    category = (rng.random(len(order))[:, None] * running[:, -1:] > running).sum(axis=1)
    product = _of_category(category, rng.random(len(order)), catalogue)
    favourite = _of_category(np.array([0, 1, 3])[people.taste], rng.random(people.count), catalogue)
    loyal: Flags = ~guest & (category == np.array([0, 1, 3])[taste]) & (rng.random(len(order)) < _FAVOURITE)
    return np.where(loyal, favourite[customer], product)


def _of_category(category: Ints, share: Floats, catalogue: Catalogue) -> Ints:
    """The product at each uniform share of its category's popularity."""
    running = np.concatenate(([0.0], np.cumsum(catalogue.popularity)))
    first = np.searchsorted(catalogue.category, np.arange(len(catalogue.categories) + 1))
    low, high = running[first[category]], running[first[category + 1]]
    product: Ints = np.searchsorted(running, low + share * (high - low), side="right") - 1
    return product
