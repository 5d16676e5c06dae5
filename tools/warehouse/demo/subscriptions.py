"""Subscriptions from trial to end: who starts one, on which plan, and the columns that say how it stands today."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.warehouse.demo.calendar import Calendar
from tools.warehouse.demo.catalogue import Catalogue
from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, flags, ids, instants, money, stream, words
from tools.warehouse.demo.people import People
from tools.warehouse.demo.purchases import Purchases
from tools.warehouse.demo.renewals import Happenings, Renewals, run_renewals

__all__ = ["Subscriptions", "subscribe", "subscription_columns", "subscription_event_columns"]

_TRIAL_DAYS = 14
_STATUSES = ("trialing", "active", "past_due", "paused", "ended")
_INTERVALS = ("month", "quarter", "year")
_GIFT_TERMS = (3, 6)


@dataclass(frozen=True)
class Subscriptions:
    """Parallel arrays, one entry per subscription; times in days, NaN where something has not happened."""

    customer: Ints
    plan: Ints
    is_gift: Flags
    trial_started: Floats
    trial_ends: Floats
    started: Floats
    renewals: Renewals

    @property
    def count(self) -> int:
        """How many subscriptions there are."""
        return len(self.customer)

    @property
    def happenings(self) -> Happenings:
        """Everything that happened to them."""
        return self.renewals.happenings


def subscribe(people: People, purchases: Purchases, seed: int, calendar: Calendar, catalogue: Catalogue) -> Subscriptions:
    """Start subscriptions, some after a trial, some for the second time, and run them to the as-of date."""
    rng = stream(seed, "subscriptions")
    customer, begins = _starts(people, purchases, rng, calendar)
    plan = _plans(people, customer, rng, catalogue)
    is_gift = rng.random(len(customer)) < 0.06
    has_trial = ~is_gift & (rng.random(len(customer)) < 0.62)
    converts = rng.random(len(customer)) < 0.55
    trial_ends = np.where(has_trial, begins + _TRIAL_DAYS, np.nan)
    started = np.where(has_trial, np.where(converts, begins + _TRIAL_DAYS, np.nan), begins)
    started[started >= calendar.days] = np.nan
    renewals = run_renewals(
        started=started,
        interval_days=np.array([p.interval_days for p in catalogue.plans])[plan],
        price=np.array([p.price for p in catalogue.plans])[plan],
        terms=np.where(is_gift, rng.choice(_GIFT_TERMS, len(customer)), NONE),
        content=people.satisfaction[customer],
        rng=rng,
        end=float(calendar.days),
    )
    return Subscriptions(customer, plan, is_gift, np.where(has_trial, begins, np.nan), trial_ends, started, renewals)


def subscription_columns(subscriptions: Subscriptions, calendar: Calendar, catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `subscriptions`."""
    s, renewals = subscriptions, subscriptions.renewals
    ended = np.where(np.isnan(s.started) & (s.trial_ends < calendar.days), s.trial_ends, renewals.ended)
    status = np.where(~np.isnan(ended), _STATUSES.index("ended"), renewals.status)
    trialing = np.isnan(s.started) & ~(s.trial_ends < calendar.days)
    status = np.where(trialing, _STATUSES.index("trialing"), status)
    period_ends = np.where(trialing, s.trial_ends, np.where(np.isnan(ended), renewals.next_due, np.nan))
    plans = catalogue.plans
    reasons = ["payment_failed", "gift_ended", *catalogue.data["cancel_reasons"]]
    return {
        "subscription_id": ids("S", np.arange(s.count)),
        "customer_id": ids("C", s.customer),
        "plan": words([p.name for p in plans], s.plan),
        "status": words(_STATUSES, status),
        "trial_started_at": instants(_seconds(s.trial_started, calendar)),
        "trial_ends_at": instants(_seconds(s.trial_ends, calendar)),
        "started_at": instants(_seconds(s.started, calendar)),
        "current_period_ends_at": instants(_seconds(period_ends, calendar)),
        "cancel_at_period_end": flags(renewals.cancelling & np.isnan(ended)),
        "payment_failed_at": instants(_seconds(renewals.payment_failed, calendar)),
        "ended_at": instants(_seconds(ended, calendar)),
        "billing_interval": words(_INTERVALS, np.array([_INTERVALS.index(p.interval) for p in plans])[s.plan]),
        "price": money(renewals.price),
        "is_gift": flags(s.is_gift),
        "cancel_reason": words(reasons, renewals.reason),
    }


def subscription_event_columns(subscriptions: Subscriptions, calendar: Calendar) -> dict[str, Any]:
    """The columns of `subscription_events`, in the order in which they happened."""
    happened = subscriptions.happenings
    order = np.lexsort((happened.type, happened.subscription, happened.time))
    return {
        "subscription_id": ids("S", happened.subscription[order]),
        "occurred_at": instants(_seconds(happened.time[order], calendar)),
        "type": words(happened.TYPES, happened.type[order]),
    }


def _starts(people: People, purchases: Purchases, rng: np.random.Generator, calendar: Calendar) -> tuple[Ints, Floats]:
    """Who begins a subscription or trial and when: satisfied buyers above all, some contacts who never bought one-off."""
    bought = np.zeros(people.count, dtype=np.bool_)
    bought[purchases.customer[purchases.customer != NONE]] = True
    chance = np.where(bought, 0.155, 0.085) * np.exp(0.25 * people.satisfaction)
    customer = np.flatnonzero(rng.random(people.count) < chance)
    begins = people.created[customer] + rng.gamma(0.7, 80, len(customer))
    again = rng.random(len(customer)) < 0.13
    customer = np.concatenate([customer, customer[again]])
    begins = np.concatenate([begins, begins[again] + 150 + rng.exponential(160, again.sum())])
    begins = np.floor(begins) + calendar.hours(rng, len(begins))
    begins = np.maximum(begins, people.created[customer] + 0.02)
    shown = np.flatnonzero(begins < calendar.days)
    shown = shown[np.argsort(begins[shown], kind="stable")]
    return customer[shown], begins[shown]


def _plans(people: People, customer: Ints, rng: np.random.Generator, catalogue: Catalogue) -> Ints:
    """Tea lovers take tea plans, the others any plan by its share."""
    shares = np.array([p.share for p in catalogue.plans])
    tea = np.array([p.name.startswith("Tea") for p in catalogue.plans])
    likes_tea = people.taste[customer] == 1
    picks = rng.choice(len(shares), len(customer), p=shares / shares.sum())
    tea_picks = rng.choice(len(shares), len(customer), p=shares * tea / (shares * tea).sum())
    return np.where(likes_tea & (rng.random(len(customer)) < 0.7), tea_picks, picks)


def _seconds(time: Floats, calendar: Calendar) -> Ints:
    return np.where(np.isnan(time), NONE, calendar.seconds(np.nan_to_num(time)))
