"""One renewal after another for all subscriptions at once: renewed, skipped, paused, failed, recovered, cancelled."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints

__all__ = ["Happenings", "Renewals", "run_renewals"]

_ACTIVE, _PAST_DUE, _PAUSED, _ENDED = 1, 2, 3, 4  # positions among the statuses of a subscription
_PAYMENT, _GIFT_OVER, _FIRST_REASON, _REASONS = 0, 1, 2, 6  # positions among the reasons for an end
_GRACE_DAYS = 14
_MONTHLY_CANCELLING = 0.06
_REASON_SHARES = (0.31, 0.27, 0.14, 0.09, 0.11, 0.08)


@dataclass(frozen=True)
class Happenings:
    """Dated events of subscriptions; `type` points into TYPES."""

    TYPES: ClassVar[tuple[str, ...]] = (
        "started", "renewed", "skipped", "paused", "resumed", "payment_failed", "recovered", "plan_changed",
        "cancel_requested", "saved", "ended",
    )  # fmt: skip
    subscription: Ints
    time: Floats
    type: Ints


@dataclass(frozen=True)
class Renewals:
    """How each subscription stands on the as-of date, what happened to it, and the payments it made."""

    status: Ints
    ended: Floats
    next_due: Floats
    cancelling: Flags
    payment_failed: Floats
    reason: Ints
    price: Ints
    happenings: Happenings
    paid_subscription: Ints
    paid_time: Floats
    paid_amount: Ints


@dataclass
class _Run:
    """The state while renewals are played through."""

    interval_days: Floats
    price: Ints
    hazard: Floats
    terms: Ints
    rng: np.random.Generator
    end: float
    next_due: Floats
    alive: Flags
    status: Ints
    ended: Floats
    failed: Floats
    reason: Ints
    renewed: Ints
    log: list[tuple[Ints, Floats, str]] = field(default_factory=list)
    paid: list[tuple[Ints, Floats, Ints]] = field(default_factory=list)

    def note(self, who: Ints, time: Floats, type_: str) -> None:
        """Log what happened, unless it lies after the as-of date."""
        seen = time < self.end
        self.log.append((who[seen], time[seen], type_))

    def pay(self, who: Ints, time: Floats) -> None:
        """Log a payment at the price of the moment."""
        self.paid.append((who, time, self.price[who]))

    def stop(self, who: Ints, time: Floats, reason: Ints) -> None:
        """End subscriptions for a reason."""
        self.alive[who] = False
        self.status[who] = _ENDED
        self.ended[who], self.reason[who] = time, reason
        self.note(who, time, "ended")


def run_renewals(
    started: Floats, interval_days: Floats, price: Ints, terms: Ints, content: Floats, rng: np.random.Generator, end: float
) -> Renewals:
    """Play all renewals until `end`.

    Args:
        started: when each was first paid, in days; NaN if never.
        terms: for a gift, after how many payments it is over; NONE for the others.
        content: how satisfied each customer is, mean 0 and deviation 1; the less, the sooner they cancel.
    """
    count = len(started)
    months = interval_days / 30.44
    hazard = 1 - (1 - np.clip(_MONTHLY_CANCELLING * np.exp(rng.normal(-0.12, 0.5, count) - 0.3 * content), 0, 0.5)) ** months
    run = _Run(
        interval_days=interval_days, price=price.copy(), hazard=hazard, terms=terms, rng=rng, end=end,
        next_due=started + interval_days, alive=~np.isnan(started), status=np.full(count, _ACTIVE),
        ended=np.full(count, np.nan), failed=np.full(count, np.nan), reason=np.full(count, NONE),
        renewed=np.zeros(count, dtype=np.int64),
    )  # fmt: skip
    paying = np.flatnonzero(run.alive)
    run.note(paying, started[paying], "started")
    run.pay(paying, started[paying])
    while len(due := np.flatnonzero(run.alive & (run.next_due < end))):
        _renew(run, due)
    cancelling = _cancelling(run)
    return _result(run, cancelling)


def _renew(run: _Run, due: Ints) -> None:
    """Play one renewal of each subscription that is due: the first of these that happens is what happens."""
    at, chance = run.next_due[due], run.rng.random((6, len(due)))
    run.renewed[due] += 1
    over = (run.terms[due] != NONE) & (run.renewed[due] >= run.terms[due])
    run.stop(due[over], at[over], np.full(over.sum(), _GIFT_OVER))
    early = np.where(run.renewed[due] <= 2, 1.4, np.where(run.renewed[due] > 8, 0.75, 1.0))
    leaving = ~over & (chance[0] < run.hazard[due] * early) & (run.terms[due] == NONE)
    saved = _leave(run, due, leaving, chance[1] < 0.15)
    left = over | (leaving & ~saved)
    monthly = run.interval_days[due] < 40
    skipping = ~left & monthly & (chance[2] < 0.05)
    run.note(due[skipping], at[skipping], "skipped")
    pausing = ~left & ~skipping & monthly & (chance[3] < 0.018)
    _pause(run, due[pausing], at[pausing])
    failing = ~left & ~skipping & ~pausing & (chance[4] < 0.055)
    _fail(run, due[failing], at[failing])
    _pay(run, due[~(left | skipping | pausing | failing)], chance[5][~(left | skipping | pausing | failing)] < 0.008)
    onward = ~left & ~pausing & run.alive[due]
    run.next_due[due[onward]] += run.interval_days[due[onward]]


def _leave(run: _Run, due: Ints, leaving: Flags, saved: Flags) -> Flags:
    """Cancel requests some days before the renewal; a few are talked out of it."""
    who = due[leaving]
    ask = run.next_due[who] - run.rng.uniform(1, 20, len(who))
    run.note(who, ask, "cancel_requested")
    kept = saved[leaving]
    run.note(who[kept], ask[kept] + 0.05, "saved")
    gone = who[~kept]
    reasons = _FIRST_REASON + run.rng.choice(_REASONS, len(gone), p=_REASON_SHARES)
    run.stop(gone, run.next_due[gone], reasons)
    return leaving & saved


def _pause(run: _Run, who: Ints, at: Floats) -> None:
    """A break of one to two and a half months; whoever has not come back yet is paused today."""
    back = at + run.rng.uniform(30, 75, len(who))
    run.note(who, at, "paused")
    run.note(who, back, "resumed")
    run.status[who[back >= run.end]] = _PAUSED
    run.next_due[who] = back


def _fail(run: _Run, who: Ints, at: Floats) -> None:
    """A payment fails: two in three are recovered within days, the others end after the days of grace."""
    recovered = run.rng.random(len(who)) < 0.65
    settled = np.where(recovered, at + run.rng.uniform(1, 8, len(who)), at + _GRACE_DAYS)
    run.note(who, at, "payment_failed")
    run.failed[who] = at
    known = settled < run.end
    back, gone, waiting = who[recovered & known], who[~recovered & known], who[~known]
    run.note(back, settled[recovered & known], "recovered")
    run.note(back, settled[recovered & known], "renewed")
    run.pay(back, settled[recovered & known])
    run.stop(gone, settled[~recovered & known], np.full(len(gone), _PAYMENT))
    run.status[waiting] = _PAST_DUE


def _pay(run: _Run, who: Ints, changes_plan: Flags) -> None:
    """A renewal that goes through, now and then at a higher price."""
    changing = who[changes_plan]
    run.note(changing, run.next_due[changing] - 0.01, "plan_changed")
    run.price[changing] = np.rint(run.price[changing] * 1.2).astype(np.int64)
    run.note(who, run.next_due[who], "renewed")
    run.pay(who, run.next_due[who])


def _cancelling(run: _Run) -> Flags:
    """Who has asked to stop at the end of the period that is still running."""
    running = run.alive & (run.status == _ACTIVE) & (run.terms == NONE)
    asked = run.next_due - run.rng.uniform(1, 20, len(run.alive))
    since = run.next_due - run.interval_days
    cancelling: Flags = running & (asked < run.end) & (asked > since) & (run.rng.random(len(running)) < 1.6 * run.hazard)
    run.note(np.flatnonzero(cancelling), asked[cancelling], "cancel_requested")
    reasons = _FIRST_REASON + run.rng.choice(_REASONS, len(running), p=_REASON_SHARES)
    run.reason[cancelling] = reasons[cancelling]
    return cancelling


def _result(run: _Run, cancelling: Flags) -> Renewals:
    types = np.concatenate([np.full(len(who), Happenings.TYPES.index(kind)) for who, _, kind in run.log])
    happenings = Happenings(np.concatenate([w for w, _, _ in run.log]), np.concatenate([t for _, t, _ in run.log]), types)
    paid_subscription, paid_time, paid_amount = (np.concatenate(part) for part in zip(*run.paid, strict=True))
    return Renewals(
        run.status, run.ended, run.next_due, cancelling, run.failed, run.reason, run.price, happenings,
        paid_subscription, paid_time, paid_amount,
    )  # fmt: skip
