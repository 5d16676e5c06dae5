"""From customers and an outcome to the small groups that may be told: search, judgement, and a look at an earlier day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.analytics.microsegments.beam import search_rules
from tools.analytics.microsegments.clauses import Clause, Trait, rule_holds
from tools.analytics.microsegments.judging import (
    Estimate,
    chance_of,
    estimate,
    false_coverage_level,
    still_standing,
)
from tools.analytics.microsegments.outcome import Judged, Outcome, against_alike, strength_of
from tools.analytics.microsegments.settings import SearchSettings
from tools.analytics.order_days import Bools

__all__ = ["Frame", "MicroSegment", "find_microsegments"]

LEVEL = 0.95
_KEPT_EXCESS = 0.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Customers as they were on one day, and what they did after it: traits and outcome in the same order."""

    traits: Sequence[Trait]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class MicroSegment:
    """A small group that differs from customers like it.

    Attributes:
        rule: at most four conditions.
        estimate: on the half that did not choose it.
        apparent: the mean on the half that did; further from the expectation than it deserves.
        p_value: one-sided, by permutation on the estimation half.
        earlier: the same rule at an earlier day; None where there is no earlier day to look at.
    """

    rule: tuple[Clause, ...]
    estimate: Estimate
    apparent: float
    p_value: float
    earlier: Estimate | None


def find_microsegments(
    now: Frame, earlier: Frame | None = None, settings: SearchSettings = SearchSettings()
) -> list[MicroSegment]:
    """Groups whose outcome is far from that of customers like them, the surest first; an empty list is a usual result.

    Args:
        now: one entry per customer; rules are found on a random half and estimated on the other.
        earlier: the same traits at an earlier day with what followed: a group that does not hold there is dropped.

    Raises:
        ValueError: traits and outcome of different lengths, or values that are negative or not finite.
    """
    for frame in filter(None, (now, earlier)):
        if any(len(trait.values) != len(frame.outcome.values) for trait in frame.traits):
            raise ValueError("traits and outcome must have one entry per customer each")
    judged, rng = against_alike(now.outcome), np.random.default_rng(settings.seed)
    rows = rng.permutation(len(judged.values))
    one, other = np.sort(rows[: len(rows) // 2]), np.sort(rows[len(rows) // 2 :])
    found = search_rules([Trait(t.field, t.values[one], t.words) for t in now.traits], judged.of(one), settings)
    masks = [rule_holds(rule, now.traits) for rule, _ in found]
    half = judged.of(other)
    tested = [
        (rule, sign, mask)
        for (rule, sign), mask in zip(found, masks, strict=True)
        if _enough(mask[other], sign, half, settings)
    ]
    if not tested:
        return []
    columns = np.array([mask[other] for _, _, mask in tested], dtype=np.float32)
    p_values = chance_of(columns, np.array([sign for _, sign, _ in tested]), half, settings.permutations, rng)
    stands = still_standing(p_values, settings.false_discovery)
    level = false_coverage_level(LEVEL, int(stands.sum()), tested)
    then = against_alike(earlier.outcome) if earlier else None
    kept = []
    for place in (i for i in np.argsort(p_values, kind="stable") if stands[i]):
        rule, sign, mask = tested[place]
        size = estimate(mask[other], half, level, rng)
        before = _earlier(rule, earlier, then, rng) if earlier and then else None
        if _strong(size, sign, half, settings) and (earlier is None or _held(before, size, sign)):
            kept.append(MicroSegment(rule, size, float(judged.values[one][mask[one]].mean()), float(p_values[place]), before))
    return kept


def _enough(member: Bools, sign: float, half: Judged, settings: SearchSettings) -> bool:
    """Enough customers with the outcome; of a group that is low, as many as were to be expected."""
    if sign > 0 or not half.yes_or_no:
        return int(half.event[member].sum()) >= settings.fewest_events
    return float(half.expected[member].sum()) >= settings.fewest_events


def _strong(size: Estimate, sign: float, half: Judged, settings: SearchSettings) -> bool:
    """The whole interval on the right side of the expectation, and a difference that matters."""
    clear = size.low > size.expected if sign > 0 else size.high < size.expected
    return clear and strength_of(size.mean, size.expected, half.yes_or_no) >= settings.strength


def _earlier(rule: Sequence[Clause], earlier: Frame, then: Judged, rng: np.random.Generator) -> Estimate | None:
    member = rule_holds(rule, earlier.traits)
    return estimate(member, then, LEVEL, rng) if member.any() else None


def _held(before: Estimate | None, size: Estimate, sign: float) -> bool:
    """Whether the difference was there at the earlier day too: clear by itself, or at least half as large."""
    if before is None or not before.expected or not size.expected:
        return False
    clear = before.low > before.expected if sign > 0 else before.high < before.expected
    return clear or sign * (before.lift - 1) >= _KEPT_EXCESS * sign * (size.lift - 1)
