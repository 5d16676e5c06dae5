"""When people buy one-off: first orders, habits, lapses and returns, guests."""

from dataclasses import dataclass, replace

import numpy as np

from tools.warehouse.demo.calendar import Calendar
from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, stream
from tools.warehouse.demo.people import People

__all__ = ["Purchases", "buy", "joined", "one_off"]

_MOST_RETURNS = 40


@dataclass(frozen=True)
class Purchases:
    """One entry per order: who (NONE: a guest), when (seconds), which sent message caused it, which subscription it is
    part of, and its amount in cents where a plan sets it (NONE otherwise)."""

    customer: Ints
    at: Ints
    cause: Ints
    subscription: Ints
    amount: Ints

    @property
    def count(self) -> int:
        """How many orders there are."""
        return len(self.at)

    def only(self, keep: Flags | Ints) -> "Purchases":
        """The chosen orders, by flags or positions."""
        return Purchases(self.customer[keep], self.at[keep], self.cause[keep], self.subscription[keep], self.amount[keep])

    def sorted_by_time(self) -> "Purchases":
        """Oldest first; ties by customer, so that the order never depends on how the orders came about."""
        return self.only(np.lexsort((self.customer, self.at)))

    def with_cause(self, cause: Ints) -> "Purchases":
        """The same orders with other causes."""
        return replace(self, cause=cause)


def joined(*parts: Purchases) -> Purchases:
    """All orders of several groups, oldest first."""
    names = ("customer", "at", "cause", "subscription", "amount")
    return Purchases(*(np.concatenate([getattr(part, name) for part in parts]) for name in names)).sorted_by_time()


def one_off(customer: Ints, at: Ints, cause: Ints | None = None) -> Purchases:
    """Orders that no subscription made."""
    none = np.full(len(at), NONE)
    return Purchases(customer, at, none if cause is None else cause, none, none)


def buy(people: People, seed: int, calendar: Calendar) -> Purchases:
    """Every one-off order that people would place with no campaign running, guests included."""
    rng = stream(seed, "purchases")
    buyers = np.flatnonzero(rng.random(people.count) < 0.43)
    first = _first_orders(people, buyers, rng, calendar)
    times = np.column_stack([first, _returns(people, buyers, first, rng, calendar)])
    who, which = np.nonzero(times < calendar.days)
    customer, time = buyers[who], times[who, which]
    time = _at_their_usual_time(people, customer, time, which > 0, rng, calendar)
    placed = one_off(customer, calendar.seconds(time))
    return joined(placed, _guests(int(0.085 * len(time)), rng, calendar))


def _first_orders(people: People, buyers: Ints, rng: np.random.Generator, calendar: Calendar) -> Floats:
    """Half buy on the visit that made them known; the others think it over for days or weeks."""
    thinking = np.where(rng.random(len(buyers)) < 0.5, 0.0, rng.gamma(0.8, 24, len(buyers)))
    created = people.created[buyers]
    return np.where(thinking == 0, created, calendar.later(created, thinking, people.abroad[buyers]))


def _returns(people: People, buyers: Ints, first: Floats, rng: np.random.Generator, calendar: Calendar) -> Floats:
    """Times of the second and later orders, infinite where there is none."""
    count = len(buyers)
    content = people.satisfaction[buyers]
    never_again = 1 / (1 + np.exp(-(1.05 - 0.55 * content)))
    leaves = np.clip(rng.beta(1.3, 4.2, count) - 0.04 * content, 0.02, 0.95)
    returns = np.where(rng.random(count) < never_again, 0, 1 + np.log(rng.random(count)) // np.log1p(-leaves))
    usual_gap = rng.lognormal(np.log(62), 0.6, count)
    regular = rng.random(count) < 0.2
    shape = np.where(regular, 9.0, 1.3)[:, None]
    gaps = rng.gamma(shape, 1 / shape, (count, _MOST_RETURNS)) * usual_gap[:, None] + 1.5
    breaks = rng.random(gaps.shape) < 0.04
    gaps *= np.where(breaks, rng.uniform(3, 7, gaps.shape), 1.0)
    waits = np.cumsum(gaps, axis=1)
    abroad = np.broadcast_to(people.abroad[buyers][:, None], gaps.shape)
    times = calendar.later(np.broadcast_to(np.minimum(first, calendar.days)[:, None], gaps.shape), waits, abroad)
    return np.where(np.arange(_MOST_RETURNS) < returns[:, None], times, np.inf)


def _at_their_usual_time(
    people: People, customer: Ints, time: Floats, repeated: Flags, rng: np.random.Generator, calendar: Calendar
) -> Floats:
    """Move repeat orders to the weekday and hour that the customer is used to."""
    day = time.astype(np.int64)
    usual = people.usual_weekday[customer]
    shift = (calendar.weekday(day) - usual + 3) % 7 - 3
    moved = np.clip(day - np.where(usual != NONE, shift, 0), 0, calendar.days - 1)
    hour = np.where(
        rng.random(len(time)) < 0.7, people.usual_hour[customer] + rng.normal(0, 1.0, len(time)),
        calendar.hours(rng, len(time)) * 24,
    )  # fmt: skip
    with_hour = moved + np.clip(hour, 0.1, 23.9) / 24
    return np.where(repeated, np.maximum(with_hour, people.created[customer] + 0.01), time).clip(max=calendar.days - 0.001)


def _guests(count: int, rng: np.random.Generator, calendar: Calendar) -> Purchases:
    time = np.floor(calendar.growing(rng.random(count), rng.random(count) < 0.4)) + calendar.hours(rng, count)
    return one_off(np.full(count, NONE), calendar.seconds(time.clip(max=calendar.days - 0.001)))
