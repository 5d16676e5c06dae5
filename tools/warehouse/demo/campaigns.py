"""What the shop sends: campaigns with an audience on a day, flows with a trigger, control groups and true effects."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tools.warehouse.demo.calendar import SECONDS_A_DAY, Calendar, black_friday
from tools.warehouse.demo.columns import NONE, Floats, Ints, day_dates, ids, numbers, stream, texts
from tools.warehouse.demo.consents import Permissions
from tools.warehouse.demo.people import People
from tools.warehouse.demo.purchases import Purchases, joined, one_off

__all__ = ["WINDOW_DAYS", "Message", "Outbox", "campaign_columns", "load_messages", "send_everything"]

WINDOW_DAYS = 14
_HOUR = 3_600
_TEN_O_CLOCK = 10 * _HOUR


@dataclass(frozen=True)
class Message:
    """A campaign or flow of `campaigns.toml`; a flow has a trigger, a campaign a day on which it goes out."""

    name: str
    kind: str
    trigger: str
    audience: str
    channel: str
    goal: str
    stage: str
    control: float
    effect: float
    coupon: str
    cost: float
    day: int


@dataclass
class Outbox:
    """Every assignment so far: parallel lists of arrays, one entry per batch; `removed` holds the
    assignment behind each order that a harmful message cost."""

    campaign: list[Ints] = field(default_factory=list)
    customer: list[Ints] = field(default_factory=list)
    at: list[Ints] = field(default_factory=list)
    treated: list[Ints] = field(default_factory=list)
    removed: list[Ints] = field(default_factory=list)
    count: int = 0

    def add(self, campaign: int, customer: Ints, at: Ints, treated: Ints) -> Ints:
        """Append a batch and return the numbers of its assignments."""
        self.campaign.append(np.full(len(customer), campaign))
        self.customer.append(customer)
        self.at.append(at)
        self.treated.append(treated)
        self.count += len(customer)
        return np.arange(self.count - len(customer), self.count)


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads(files("tools.warehouse.demo").joinpath("campaigns.toml").read_text(encoding="utf-8"))


def load_messages(calendar: Calendar) -> tuple[Message, ...]:
    """Flows first, then campaigns by the day on which they go out."""
    flows = [_message(row, "flow", row["trigger"], "", 0, row["name"]) for row in _declared()["flows"]]
    campaigns = []
    for row in _declared()["campaigns"]:
        day = _day_of(row, calendar)
        year = (calendar.first + timedelta(days=day)).year
        campaigns.append(_message(row, "campaign", "", row["audience"], day, row["name"].format(year=year)))
    return (*flows, *sorted(campaigns, key=lambda m: m.day))


def send_everything(
    people: People, purchases: Purchases, permissions: Permissions, carts: tuple[Ints, Ints], calendar: Calendar, seed: int
) -> tuple[Purchases, Outbox]:
    """Send all flows and campaigns; the orders they cause are added, those they cost are taken away.

    Args:
        carts: customers and seconds of known carts that were left.
    """
    rng, outbox = stream(seed, "campaigns"), Outbox()
    for number, message in enumerate(load_messages(calendar)):
        if message.kind == "flow":
            customer, at = _triggered(message.trigger, purchases, permissions, carts, calendar, rng)
        else:
            customer, at = _audience(message, people, purchases, permissions, calendar)
        wanted = permissions.allows(message.channel, customer, at) & ~people.is_test[customer]
        customer, at = customer[wanted], at[wanted]
        if message.kind == "flow" and message.control:
            customer, at = _first_time(customer, at)
        treated = (rng.random(len(customer)) >= message.control).astype(np.int64)
        sends = outbox.add(number, customer, at, treated)
        got_it = treated == 1
        batch = (customer[got_it], at[got_it], sends[got_it])
        change = _cause if message.effect > 0 else _cost
        if message.effect:
            purchases = change(message, purchases, batch, outbox, rng, calendar)
    return purchases, outbox


def campaign_columns(messages: tuple[Message, ...], calendar: Calendar) -> dict[str, Any]:
    """The columns of `campaigns`; flows run from the first day and are not over."""
    flow = np.array([m.kind == "flow" for m in messages])
    starts = np.array([m.day for m in messages])
    ends = np.where(flow, NONE, calendar.seconds(np.minimum(starts + WINDOW_DAYS, calendar.days) - 0.5))
    written = {name: texts([getattr(m, name) for m in messages]) for name in ("name", "kind", "channel", "goal", "stage")}
    return {
        "campaign_id": ids("M", np.arange(len(messages))),
        **written,
        "started_on": day_dates(calendar.seconds(starts + 0.5)),
        "ended_on": day_dates(ends),
        "cost": numbers(np.array([m.cost for m in messages])),
    }


def _message(row: dict[str, Any], kind: str, trigger: str, audience: str, day: int, name: str) -> Message:
    return Message(
        name, kind, trigger, audience, row["channel"], row["goal"], row["stage"], row["control"], row["effect"],
        row["coupon"], row["cost"], day,
    )  # fmt: skip


def _day_of(row: dict[str, Any], calendar: Calendar) -> int:
    """When a campaign goes out: an anchor's latest occurrence whose window is over, or so many days ago."""
    if "days_before" in row:
        return calendar.days - 1 - int(row["days_before"])
    latest = calendar.as_of - timedelta(days=WINDOW_DAYS)
    year = latest.year if _anchored(row["anchor"], latest.year) <= latest else latest.year - 1
    return calendar.day_of(_anchored(row["anchor"], year - int(row["years_ago"])))


def _anchored(anchor: str, year: int) -> date:
    if anchor == "black_friday":
        return black_friday(year) - timedelta(days=1)
    return date(year, 12, 9) if anchor == "christmas" else date(year, 4, 27)


def _audience(
    message: Message, people: People, purchases: Purchases, permissions: Permissions, calendar: Calendar
) -> tuple[Ints, Ints]:
    """Customers whom the campaign's rule names on the morning it goes out."""
    moment = int(calendar.seconds(np.array([float(message.day)]))[0]) + _TEN_O_CLOCK
    before = purchases.only((purchases.at < moment) & (purchases.customer != NONE))
    orders = np.bincount(before.customer, minlength=people.count)
    last = np.zeros(people.count, dtype=np.int64)
    last[before.customer] = before.at  # oldest first: the latest one stays
    silent_days = (moment - last) // SECONDS_A_DAY
    rules = {
        "all": orders >= 0,
        "buyers": orders >= 1,
        "lapsed": (orders >= 1) & (silent_days >= 150),
        "active": (orders >= 1) & (silent_days < 200),
        "leads": orders == 0,
        "one_time": orders == 1,
        "repeat": orders >= 2,
    }
    known = permissions.since < moment
    customer = np.flatnonzero(rules[message.audience] & known)
    return customer, np.full(len(customer), moment)


def _triggered(
    trigger: str, purchases: Purchases, permissions: Permissions, carts: tuple[Ints, Ints], calendar: Calendar,
    rng: np.random.Generator,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Customers and moments of a flow."""
    if trigger == "signup":
        customer = np.arange(len(permissions.since))
        at = permissions.since + _HOUR
    elif trigger == "cart":
        customer, at = carts[0], carts[1] + 4 * _HOUR
    elif trigger == "monthly":
        customer, at = _newsletters(permissions, calendar, rng)
    else:
        customer, at = _after_orders(trigger, purchases, rng)
    return customer[at < calendar.end - _HOUR], at[at < calendar.end - _HOUR]


def _first_time(customer: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Each customer's first moment only: a flow that is tested puts nobody in both arms."""
    by_time = np.lexsort((at, customer))
    customer, first = np.unique(customer[by_time], return_index=True)
    return customer, at[by_time][first]


def _newsletters(permissions: Permissions, calendar: Calendar, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """The same interested part of the contacts, on the twelfth of each month."""
    days = [day for day in range(calendar.days) if (calendar.first + timedelta(days=day)).day == 12]
    reader = np.flatnonzero(rng.random(len(permissions.since)) < 0.4)
    moments = calendar.seconds(np.array(days, dtype=np.float64)) + _TEN_O_CLOCK
    return np.tile(reader, len(days)), np.repeat(moments, len(reader))


def _after_orders(trigger: str, purchases: Purchases, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Moments some days after an order, unless the next order came first."""
    known = purchases.only(purchases.customer != NONE)
    known = known.only(np.lexsort((known.at, known.customer)))
    same_next = np.append(known.customer[1:] == known.customer[:-1], False)
    following = np.where(same_next, np.append(known.at[1:], 0), np.iinfo(np.int64).max)
    first = np.append(True, known.customer[1:] != known.customer[:-1])
    days = {"first_order": 21, "silence": 120, "replenishment": 32}[trigger]
    at = known.at + days * SECONDS_A_DAY
    due = (following > at) & (known.subscription == NONE)
    if trigger == "first_order":
        due &= first
    if trigger == "replenishment":
        due &= ~first & (rng.random(known.count) < 0.7)
    return known.customer[due], at[due]


def _cause(
    message: Message, purchases: Purchases, batch: tuple[Ints, Ints, Ints], outbox: Outbox, rng: np.random.Generator,
    calendar: Calendar,
) -> Purchases:  # fmt: skip
    """Add the orders of the treated who would not have ordered without the message."""
    customer, at, sends = batch
    moved = np.flatnonzero(rng.random(len(customer)) < message.effect)
    delay: Floats = np.minimum(rng.exponential(3.0, len(moved)) + 0.05, WINDOW_DAYS - 1.0)
    when = at[moved] + (delay * SECONDS_A_DAY).astype(np.int64)
    inside = calendar.day(when) < calendar.days
    return joined(purchases, one_off(customer[moved][inside], when[inside], sends[moved][inside]))


def _cost(
    message: Message, purchases: Purchases, batch: tuple[Ints, Ints, Ints], outbox: Outbox, rng: np.random.Generator,
    calendar: Calendar,
) -> Purchases:  # fmt: skip
    """Take away one-off orders of the treated in the window until the planned share of them is lost."""
    customer, at, sends = batch
    number = np.full(purchases.customer.max() + 1, NONE)
    number[customer] = sends
    start = int(at[0]) if len(at) else 0
    inside = (purchases.at >= start) & (purchases.at < start + WINDOW_DAYS * SECONDS_A_DAY)
    theirs = inside & (purchases.customer != NONE) & (purchases.subscription == NONE)
    theirs &= number[np.maximum(purchases.customer, 0)] != NONE
    theirs &= purchases.cause == NONE
    hit = np.flatnonzero(theirs)
    lost = rng.permutation(hit)[: int(-message.effect * len(customer))]
    outbox.removed.append(number[purchases.customer[lost]])
    keep = np.ones(purchases.count, dtype=np.bool_)
    keep[lost] = False
    return purchases.only(keep)
