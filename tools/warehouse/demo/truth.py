"""What the messages truly did, known because the shop is invented: the yardstick for measured results."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from tools.warehouse.demo.calendar import SECONDS_A_DAY
from tools.warehouse.demo.campaigns import WINDOW_DAYS, Message
from tools.warehouse.demo.columns import NONE, Flags, Ints
from tools.warehouse.demo.orders import Orders
from tools.warehouse.demo.touches import Touches

__all__ = ["GroundTruth", "TrueEffect", "find_truth", "read_ground_truth", "write_ground_truth"]


@dataclass(frozen=True, slots=True)
class TrueEffect:
    """What one message did.

    `true_effect` is the share of the treated with a completed order within `window_days` of being assigned, less the
    share had nobody written to them. `planned_effect` is what the shop was told to invent. `verdict` says it in a word.
    """

    campaign_id: str
    name: str
    kind: str
    metric: str
    window_days: int
    treated: int
    control: int
    planned_effect: float
    true_effect: float
    verdict: str


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """Everything about the demo shop that an analysis ought to find."""

    seed: int
    as_of: str
    effects: tuple[TrueEffect, ...]
    falling_category: str = "Tea"
    dearer_channel: str = "paid_social"


def find_truth(
    touches: Touches, orders: Orders, removed: Ints, messages: tuple[Message, ...], seed: int, as_of: str
) -> GroundTruth:
    """Compare each treated customer with the same customer had the message not been sent.

    Args:
        removed: the touch behind each order that a harmful message cost.
    """
    p = orders.purchases
    cancelled = orders.cancelled.copy()
    soon = orders.refunds.whole & (orders.refunds.at - p.at[orders.refunds.order] <= SECONDS_A_DAY)
    cancelled[orders.refunds.order[soon]] = True
    counted = p.only(~cancelled & (p.customer != NONE))
    effects = []
    for number, message in enumerate(messages):
        mine = touches.campaign == number
        treated = np.flatnonzero(mine & touches.treated)
        own = (counted.cause != NONE) & mine[counted.cause]
        ordered = _ordered_within(touches, treated, counted.customer, counted.at)
        anyway = _ordered_within(touches, treated, counted.customer[~own], counted.at[~own])
        anyway |= np.isin(treated, removed)
        effect = float(ordered.mean() - anyway.mean()) if len(treated) else 0.0
        effects.append(
            TrueEffect(
                f"M{number:07d}", message.name, message.kind, "conversion", WINDOW_DAYS, len(treated),
                int(mine.sum()) - len(treated), message.effect, round(effect, 6), _verdict(message.effect),
            )
        )  # fmt: skip
    return GroundTruth(seed, as_of, tuple(effects))


def write_ground_truth(truth: GroundTruth, file: Path) -> None:
    """Write the truth beside the tables, as JSON."""
    file.write_text(json.dumps(asdict(truth), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_ground_truth(file: Path) -> GroundTruth:
    """Read what `write_ground_truth` wrote."""
    found = json.loads(file.read_text(encoding="utf-8"))
    return GroundTruth(**{**found, "effects": tuple(TrueEffect(**effect) for effect in found["effects"])})


def _verdict(planned: float) -> str:
    if planned == 0:
        return "does nothing"
    return "works" if planned > 0 else "harms"


def _ordered_within(touches: Touches, touch: Ints, customer: Ints, at: Ints) -> Flags:
    """Whether each touch's customer ordered from the moment of assignment until the window closed."""
    span = np.int64(1) << 40  # far more seconds than the history has: customer and second in one sortable number
    keys = np.sort(customer * span + at)
    start = touches.customer[touch] * span + touches.at[touch]
    return np.searchsorted(keys, start + WINDOW_DAYS * SECONDS_A_DAY) > np.searchsorted(keys, start)
