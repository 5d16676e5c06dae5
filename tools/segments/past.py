"""Customers on an earlier day as the search for small groups takes them: traits, and an outcome against customers alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.health import LAPSED, NO_HEALTH
from tools.analytics.microsegments import Frame, Outcome, Trait, number_trait
from tools.analytics.order_days import Bools, Days, Floats
from tools.warehouse.profiles.as_of import PastProfiles

__all__ = ["TARGET_FIELDS", "Target", "frame_of"]

Target = Literal["churn", "value", "category", "channel"]

TARGET_FIELDS: Mapping[Target, str] = {"category": "favourite_category", "channel": "acquisition_channel"}
_WORDS = (
    "country", "city", "language", "acquisition_channel", "referral_source", "favourite_category", "last_sales_channel",
    "plan",
)  # fmt: skip
_NUMBERS = ("average_order_value", "discount_share", "visits_90", "nps_score", "reviews", "referrals")
_TELL_TOO_MUCH: Mapping[Target, frozenset[str]] = {
    "churn": frozenset(),
    "value": frozenset(("average_order_value",)),
    "category": frozenset(("favourite_category", "plan")),
    "channel": frozenset(("acquisition_channel", "referral_source")),
}
_THIRDS = 3
_ORDER_GROUPS = 4


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Who is looked at, and what happened to each of everybody."""

    members: Bools
    values: Floats
    stratum: Days


def frame_of(past: PastProfiles, target: Target, value: str | None, among: Bools) -> Frame:
    """The frame of one target on one day, customers of `among` alone.

    churn: of the buyers and subscribers who were not lapsed, who ordered nothing in the horizon; of running subscribers, who
    ended. value: what the same people spent in the horizon, net. Both against people of the same health, number of order
    days, subscription and third of spending. category, channel: of all buyers, whose `value` it is, against all of them.

    Args:
        among: the people that the question is about, in the order of the history's people.
    """
    crowd = _crowd(past, target, value)
    rows = np.flatnonzero(crowd.members & among & past.known)
    traits = [_cut(trait, rows) for trait in _traits(past, target)]
    return Frame([trait for trait in traits if np.isfinite(trait.values).any()],
                 Outcome(crowd.values[rows], _packed(crowd.stratum[rows])))  # fmt: skip


def _crowd(past: PastProfiles, target: Target, value: str | None) -> _Crowd:
    order_days = _numbers(past.columns.get("order_days"), len(past.known))
    bought = np.nan_to_num(order_days) > 0
    if target in TARGET_FIELDS:
        column = past.columns.get(TARGET_FIELDS[target])
        has = np.zeros(len(bought), dtype=bool) if column is None else np.asarray(pc.fill_null(pc.equal(column, value), False))
        return _Crowd(bought, has.astype(np.float64), np.zeros(len(bought), dtype=np.int64))
    health = past.lifecycle.health
    members = (bought | past.running) & (health != NO_HEALTH) & (health != LAPSED)
    ended = past.running & ~past.running_after
    churned = np.where(past.running, ended, ~past.ordered_after)
    values = churned.astype(np.float64) if target == "churn" else past.spent_after
    return _Crowd(np.asarray(members), values, _alike(past, order_days, members))


def _alike(past: PastProfiles, order_days: Floats, members: Bools) -> Days:
    """Codes of customers who are alike: health, order days, running subscription, third of spending so far."""
    groups = np.clip(np.nan_to_num(order_days), 0, _ORDER_GROUPS).astype(np.int64)
    spent = np.nan_to_num(_numbers(past.columns.get("historic_value"), len(order_days)))
    edges = np.quantile(spent[members], [1 / _THIRDS, 2 / _THIRDS]) if members.any() else np.zeros(2)
    third = np.searchsorted(edges, spent, side="right")
    health = np.clip(past.lifecycle.health, 0, None).astype(np.int64)
    code: Days = ((health * (_ORDER_GROUPS + 1) + groups) * 2 + past.running) * _THIRDS + third
    return code


def _packed(codes: Days) -> Days:
    """Codes from 0 without holes."""
    if not len(codes):
        return codes
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def _traits(past: PastProfiles, target: Target) -> list[Trait]:
    n, left_out = len(past.known), _TELL_TOO_MUCH[target]
    found = [_words(name, past.columns[name]) for name in _WORDS if name in past.columns and name not in left_out]
    numbers = [name for name in _NUMBERS if name in past.columns and name not in left_out]
    return found + [number_trait(name, _numbers(past.columns[name], n)) for name in numbers]


def _words(name: str, column: pa.Array) -> Trait:
    encoded = column.dictionary_encode()
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    codes = np.asarray(pc.fill_null(encoded.indices.cast(pa.float64()), float("nan")), dtype=np.float64)
    return Trait(name, codes, tuple(map(str, encoded.dictionary.to_pylist())))


def _numbers(column: pa.Array | None, n: int) -> Floats:
    if column is None:
        return np.full(n, np.nan)
    return np.asarray(pc.fill_null(column.cast(pa.float64()), float("nan")), dtype=np.float64)


def _cut(trait: Trait, rows: Days) -> Trait:
    return Trait(trait.field, trait.values[rows], trait.words)
