"""Chances and spend learned from an earlier day, and how much of them to believe, chosen and judged on later ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tools.analytics.accuracy import auc, brier, normalised_gini
from tools.analytics.learned.features import Features, buying_features, features_of
from tools.analytics.learned.trees import Trees, grow
from tools.analytics.order_days import Bools, Floats
from tools.analytics.purchases import PurchaseHistory

__all__ = ["HORIZON_DAYS", "HORIZONS", "MIN_BUYERS", "MIN_DAYS", "Judged", "Layer", "Outlook", "Past", "first_cut", "learn"]

HORIZONS = (30, 60, 90)
HORIZON_DAYS = 90
MIN_BUYERS, MIN_DAYS, MIN_DAYS_TO_CHOOSE = 500, 180, 90
MOST_CUTS = 4
WEIGHTS = (0.0, 0.25, 0.5, 0.75)
_SURE = 1e-6


@dataclass(frozen=True, slots=True)
class Outlook:
    """Chances of any order within each of `HORIZONS`, and expected spend within 90 days, one entry per buyer."""

    chance: Mapping[int, Floats]
    spend: Floats


@dataclass(frozen=True, slots=True)
class Past:
    """A shop on any earlier day.

    Attributes:
        history: orders and refunds.
        further: what else was known of the buyers by a day, by (group, name), in their order.
        statistical: what the statistical model said on a day, knowing nothing of what came after.
    """

    history: PurchaseHistory
    further: Callable[[int], Mapping[tuple[str, str], Floats]]
    statistical: Callable[[int], Outlook]

    _known: dict[int, Features] = field(default_factory=dict, init=False, repr=False, compare=False)

    def features(self, on: int) -> Features:
        """What was known of the buyers by day `on`; worked out once."""
        if on not in self._known:
            self._known[on] = features_of(buying_features(self.history, on, HORIZON_DAYS) | dict(self.further(on)))
        return self._known[on]


@dataclass(frozen=True, slots=True)
class Judged:
    """The statistical model, the learned one and their blend on a day later than all that they learned from.

    Attributes:
        cut: the day; what came in the 90 days after it is compared.
        auc, brier, spend_gini: by model.
    """

    cut: int
    buyers: int
    auc: Mapping[str, float]
    brier: Mapping[str, float]
    spend_gini: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Layer:
    """What was learned.

    Attributes:
        weight, spend_weight: of the learned side of the blend, 0 where the past shows no gain.
        judged: None where history is too short for a day to judge on.
        typical: the median of every feature among those it was learned from.
    """

    columns: tuple[str, ...]
    chances: Mapping[int, Trees]
    spend: Trees | None
    weight: float
    spend_weight: float
    judged: Judged | None
    typical: Floats

    def outlook(self, features: Features, statistical: Outlook) -> Outlook:
        """The blend for buyers today; never falling with the horizon."""
        if features.names != self.columns:
            raise ValueError(f"learned from {self.columns}, given {features.names}")
        chance: dict[int, Floats] = {}
        least = np.zeros(len(features))
        for days in HORIZONS:
            learned = _chance(self.chances[days].score(features.values))
            chance[days] = least = np.maximum(least, blend(learned, statistical.chance[days], self.weight))
        spend = statistical.spend
        if self.spend and self.spend_weight:
            spend = mix(_mean(self.spend.score(features.values)), spend, self.spend_weight)
        return Outlook(chance, spend)


def learn(past: Past, today: int) -> Layer | None:
    """Learn from 90 days ago; weights are those that would have been best on earlier days, with what was learned before each.

    The blend is judged on the latest of them with the weights of the days before; where it is worse there, it is not used.

    Returns:
        None below 500 buyers or 180 days of history before the day that is learned from, or where all or nobody bought.
    """
    step, first = HORIZON_DAYS, past.history.first_day
    cut = today - step
    if cut - first < MIN_DAYS:
        return None
    trained = _train(past, cut)
    if trained is None:
        return None
    compared = [found for k in range(MOST_CUTS) if (found := _compared(past, cut - k * step)) is not None]
    if not compared or compared[0].cut != cut:
        return None
    weight, spend_weight = _best(compared)
    judged = compared[0].judged(*_best(compared[1:])) if len(compared) > 1 else None
    if judged and judged.brier["blend"] > judged.brier["statistical"]:
        weight = 0.0
    if judged and not judged.spend_gini["blend"] >= judged.spend_gini["statistical"]:
        spend_weight = 0.0
    features, chances, spend = trained
    return Layer(features.names, chances, spend, weight, spend_weight, judged, np.median(features.values, axis=0))


def first_cut(history: PurchaseHistory, today: int) -> int:
    """The earliest day that `learn` looks from, so that what features there are can be decided by what was known on it."""
    return max(history.first_day + MIN_DAYS_TO_CHOOSE, today - (MOST_CUTS + 1) * HORIZON_DAYS)


def blend(learned: Floats, statistical: Floats, weight: float) -> Floats:
    """A mean of two chances in log odds."""
    both: Floats = weight * _log_odds(learned) + (1.0 - weight) * _log_odds(statistical)
    return _chance(both)


def mix(learned: Floats, statistical: Floats, weight: float) -> Floats:
    """A mean of two amounts."""
    both: Floats = weight * learned + (1.0 - weight) * statistical
    return both


@dataclass(frozen=True, slots=True)
class _Compared:
    """Both models on a day, and what came after it."""

    cut: int
    learned: Floats
    statistical: Floats
    happened: Bools
    learned_spend: Floats
    statistical_spend: Floats
    spent: Floats

    def loss(self, weight: float) -> float:
        """Mean log loss of the blended chance."""
        return _log_loss(self.happened, blend(self.learned, self.statistical, weight))

    def gini(self, spend_weight: float) -> float:
        """How near the blended spend comes to the perfect order."""
        return normalised_gini(self.spent, mix(self.learned_spend, self.statistical_spend, spend_weight))

    def judged(self, weight: float, spend_weight: float) -> Judged:
        """How each did."""
        chances = {
            "statistical": self.statistical, "learned": self.learned,
            "blend": blend(self.learned, self.statistical, weight),
        }  # fmt: skip
        spends = {
            "statistical": self.statistical_spend, "learned": self.learned_spend,
            "blend": mix(self.learned_spend, self.statistical_spend, spend_weight),
        }  # fmt: skip
        return Judged(
            self.cut,
            len(self.happened),
            {name: auc(self.happened, chance) for name, chance in chances.items()},
            {name: brier(self.happened, chance) for name, chance in chances.items()},
            {name: normalised_gini(self.spent, spend) for name, spend in spends.items()},
        )


def _best(compared: Sequence[_Compared]) -> tuple[float, float]:
    """The weights that would have been best: of the chance by log loss, of spend by the order of customers."""
    chance = min(WEIGHTS, key=lambda weight: sum(one.loss(weight) for one in compared))
    spend = max(WEIGHTS, key=lambda weight: float(np.nansum([one.gini(weight) for one in compared])))
    return chance, spend


def _train(
    past: Past, cut: int, horizons: tuple[int, ...] = HORIZONS
) -> tuple[Features, dict[int, Trees], Trees | None] | None:
    """Grow trees on what followed day `cut`; None where there is nothing to learn."""
    features = past.features(cut)
    if len(features) < MIN_BUYERS:
        return None
    chances: dict[int, Trees] = {}
    for days in horizons:
        happened = past.history.ordered(cut, cut + days) > 0
        if happened.all() or not happened.any():
            return None
        chances[days] = grow(features.values, happened, "chance")
    spent = past.history.spent(cut, cut + HORIZON_DAYS)
    spend = grow(features.values, spent / spent.mean(), "mean") if spent.sum() > 0 else None
    if spend is not None:
        spend = replace(spend, base=spend.base + float(np.log(spent.mean())))
    return features, chances, spend


def _compared(past: Past, on: int) -> _Compared | None:
    """The models of a step before `on` and what they say of the people on it; None where history is too short."""
    cut = on - HORIZON_DAYS
    if cut - past.history.first_day < MIN_DAYS_TO_CHOOSE or (trained := _train(past, cut, (HORIZON_DAYS,))) is None:
        return None
    _, chances, spend = trained
    features, said = past.features(on), past.statistical(on)
    happened = past.history.ordered(on, on + HORIZON_DAYS) > 0
    if happened.all() or not happened.any():
        return None
    learned = _chance(chances[HORIZON_DAYS].score(features.values))
    learned_spend = _mean(spend.score(features.values)) if spend else said.spend
    spent = past.history.spent(on, on + HORIZON_DAYS)
    return _Compared(on, learned, said.chance[HORIZON_DAYS], happened, learned_spend, said.spend, spent)


def _log_loss(happened: Bools, chance: Floats) -> float:
    bounded = np.clip(chance, _SURE, 1.0 - _SURE)
    return float(-np.log(np.where(happened, bounded, 1.0 - bounded)).mean())


def _log_odds(chance: Floats) -> Floats:
    bounded = np.clip(chance, _SURE, 1.0 - _SURE)
    odds: Floats = np.log(bounded) - np.log1p(-bounded)
    return odds


def _chance(log_odds: Floats) -> Floats:
    from scipy.special import expit

    chance: Floats = expit(log_odds)
    return chance


def _mean(logarithm: Floats) -> Floats:
    mean: Floats = np.exp(np.minimum(logarithm, 50.0))
    return mean
