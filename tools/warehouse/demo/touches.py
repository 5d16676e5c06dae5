"""What became of each message: delivered, opened, clicked, and for some the last one that they wanted."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.warehouse.demo.campaigns import Message, Outbox
from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, ids, instants, stream, words
from tools.warehouse.demo.people import People
from tools.warehouse.demo.purchases import Purchases

__all__ = ["Touches", "deliver", "touch_columns"]

_HOUR = 3_600
_OPENS, _CLICKS_OF_OPENS, _SMS_CLICKS = 0.35, 0.085, 0.05
_UNSUBSCRIBES, _ANNOYED_UNSUBSCRIBES, _COMPLAINS = 0.002, 0.016, 0.0002
_BOUNCES, _HARD_BOUNCES = 0.011, 0.0015


@dataclass(frozen=True)
class Touches:
    """Parallel arrays, one entry per assignment, oldest first; seconds, NONE where something did not happen.

    `unsubscribed_from`, `bounced_from` and `complained_from` are per contact: when a message ended the e-mail permission.
    """

    campaign: Ints
    customer: Ints
    treated: Flags
    at: Ints
    bounced: Ints
    opened: Ints
    clicked: Ints
    unsubscribed: Ints
    complained: Ints
    unsubscribed_from: Floats
    bounced_from: Floats
    complained_from: Floats

    @property
    def count(self) -> int:
        """How many assignments there are."""
        return len(self.at)


def deliver(
    outbox: Outbox, messages: tuple[Message, ...], people: People, purchases: Purchases, seed: int, end: int
) -> tuple[Touches, Purchases, Ints]:
    """Draw what became of each message, and take back what was sent to people who had left by then.

    Returns:
        The touches, the orders with `cause` numbered by touch and without those that taken-back messages had caused,
        and the touch behind each order that a harmful message cost.
    """
    rng = stream(seed, "touches")
    campaign, customer, at, treated = (
        np.concatenate(part) for part in (outbox.campaign, outbox.customer, outbox.at, outbox.treated)
    )
    got_it = treated == 1
    outcome = _outcomes(campaign, customer, at, got_it, messages, people, rng, end)
    leaves = [_earliest(customer, outcome[name], people.count) for name in ("unsubscribed", "hard_bounced", "complained")]
    left = np.minimum.reduce(leaves)
    email = np.array([m.channel == "email" for m in messages])[campaign]
    keep = np.flatnonzero(~email | (at <= left[customer]))
    keep = keep[np.lexsort((customer[keep], campaign[keep], at[keep]))]
    number = np.full(len(at), NONE)
    number[keep] = np.arange(len(keep))
    bounced, opened, clicked, unsubscribed, complained = (
        outcome[name][keep] for name in ("bounced", "opened", "clicked", "unsubscribed", "complained")
    )
    touches = Touches(
        campaign[keep], customer[keep], got_it[keep], at[keep], bounced, opened, clicked, unsubscribed, complained, *leaves
    )
    caused = purchases.cause != NONE
    still = ~caused | (number[purchases.cause] != NONE)
    purchases = purchases.with_cause(np.where(caused, number[purchases.cause], NONE)).only(still)
    removed = np.concatenate([*outbox.removed, np.empty(0, dtype=np.int64)])
    return touches, purchases, number[removed][number[removed] != NONE]


def touch_columns(touches: Touches) -> dict[str, Any]:
    """The columns of `touches`; the control arm is assigned and never sent anything."""
    sent = np.where(touches.treated, touches.at, NONE)
    variant = np.where(touches.treated, touches.customer * 7919 % 2, NONE)
    return {
        "touch_id": ids("T", np.arange(touches.count)),
        "campaign_id": ids("M", touches.campaign),
        "customer_id": ids("C", touches.customer),
        "arm": words(["control", "treated"], touches.treated.astype(np.int64)),
        "variant": words(["A", "B"], variant),
        "assigned_at": instants(touches.at),
        "sent_at": instants(sent),
        "delivered_at": instants(np.where(touches.treated & (touches.bounced == NONE), touches.at + 30, NONE)),
        "bounced_at": instants(touches.bounced),
        "opened_at": instants(touches.opened),
        "clicked_at": instants(touches.clicked),
        "unsubscribed_at": instants(touches.unsubscribed),
        "complained_at": instants(touches.complained),
    }


def _outcomes(
    campaign: Ints, customer: Ints, at: Ints, got_it: Flags, messages: tuple[Message, ...], people: People,
    rng: np.random.Generator, end: int,
) -> dict[str, Ints]:  # fmt: skip
    email = np.array([m.channel == "email" for m in messages])[campaign]
    annoying = np.array([m.effect < 0 for m in messages])[campaign]
    chance = rng.random((5, len(at)))
    openness = rng.beta(1.9, 1.9 * (1 - _OPENS) / _OPENS, people.count)[customer]
    wait = (rng.exponential(7 * _HOUR, len(at))).astype(np.int64) + 60
    bounced = got_it & email & (chance[0] < _BOUNCES)
    delivered = got_it & ~bounced
    opened = delivered & email & (chance[1] < openness) & (at + wait + _HOUR < end)
    clicked = (opened & (chance[2] < _CLICKS_OF_OPENS)) | (
        delivered & ~email & (chance[2] < _SMS_CLICKS) & (at + wait + _HOUR < end)
    )
    reading = delivered & email & (at + wait + _HOUR < end)
    unsubscribed = reading & (chance[3] < np.where(annoying, _ANNOYED_UNSUBSCRIBES, _UNSUBSCRIBES))
    complained = reading & ~unsubscribed & (chance[4] < _COMPLAINS)
    hard = bounced & (chance[1] < _HARD_BOUNCES / _BOUNCES)
    return {
        "bounced": np.where(bounced, at + 20, NONE),
        "hard_bounced": np.where(hard, at + 20, NONE),
        "opened": np.where(opened | unsubscribed | complained, at + wait, NONE),
        "clicked": np.where(clicked, at + wait + 40, NONE),
        "unsubscribed": np.where(unsubscribed, at + wait + 75, NONE),
        "complained": np.where(complained, at + wait + 50, NONE),
    }


def _earliest(customer: Ints, at: Ints, count: int) -> Floats:
    """Per contact, the first second at which it happened; infinity if never."""
    first = np.full(count, np.inf)
    happened = at != NONE
    np.minimum.at(first, customer[happened], at[happened].astype(np.float64))
    return first
