"""What a visitor has done in a visit so far, the chance that it ends in an order, and how far that can be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tools.analytics.accuracy import auc, brier, top_share
from tools.analytics.learned.features import UNKNOWN
from tools.analytics.learned.trees import Trees, grow
from tools.analytics.order_days import Bools, Days, Floats

__all__ = [
    "EARLIER", "MIN_LATER", "MIN_ORDERS", "MIN_VISITS", "Intent", "Judged", "Sign", "Visits", "enough", "judge", "learn_intent",
    "pushes_of", "signs_of",
]  # fmt: skip

Direction = Literal["more", "less", "either"]

MIN_VISITS, MIN_ORDERS, MIN_LATER = 1_000, 100, 50
EARLIER = 2 / 3  # of the visits, to learn from; the others judge
_CLEARLY, _SLIGHT = 0.3, 0.05  # from which correlation on an amount speaks for an order, and below which share nothing does


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits in order of time, each at every one of its steps.

    Attributes:
        columns: what was done up to and with each step, by name; what is not known is NaN.
        visit: the number of each step's visit, from 0, never falling.
        bought: whether each visit ended in an order.
    """

    columns: Mapping[str, Floats]
    visit: Days
    bought: Bools

    @property
    def outcome(self) -> Bools:
        """Whether the visit of each step ended in an order."""
        return self.bought[self.visit]

    def at(self, end: Literal["first", "last"]) -> Days:
        """The row of each visit's first or last step."""
        side: Literal["left", "right"] = "left" if end == "first" else "right"
        rows: Days = np.searchsorted(self.visit, np.arange(len(self.bought)), side) - (end == "last")
        return rows

    def split(self, share: float = EARLIER) -> tuple["Visits", "Visits"]:
        """The earlier visits and the later ones."""
        first_later = int(len(self.bought) * share)
        return self._between(0, first_later), self._between(first_later, len(self.bought))

    def _between(self, first: int, end: int) -> "Visits":
        rows = slice(*np.searchsorted(self.visit, (first, end)))
        columns = {name: column[rows] for name, column in self.columns.items()}
        return Visits(columns, self.visit[rows] - first, self.bought[first:end])


@dataclass(frozen=True, slots=True)
class Intent:
    """Learned from visits whose end is known.

    Attributes:
        columns: what it looks at; a column that never varied tells nothing and is not among them.
        typical: the commonest value of each.
    """

    columns: tuple[str, ...]
    trees: Trees
    typical: Floats

    def chance(self, sessions: Mapping[str, Floats]) -> Floats:
        """The chance that the visit ends in an order, 0..1, per row.

        Args:
            sessions: a column per name of `columns`; what is not known is NaN.
        """
        from scipy.special import expit

        chance: Floats = expit(self.trees.score(_packed(self.columns, sessions)))
        return chance


@dataclass(frozen=True, slots=True)
class Judged:
    """How good chances were on visits later than all that they were learned from.

    Attributes:
        auc, brier: over every step, as an open visit is asked about at any of them.
        average_brier: had every step been given the average of those learned from.
        first_step_auc: from what the first step alone tells.
        top_tenth: the share of orders in the tenth of visits with the highest chance at the last step before a checkout.
        foretold: orders expected by the first steps, where `orders` came.
    """

    visits: int
    orders: int
    auc: float
    brier: float
    average_brier: float
    first_step_auc: float
    top_tenth: float
    foretold: float

    @property
    def useful(self) -> bool:
        """Whether the chances say more than the average."""
        return self.brier < self.average_brier


@dataclass(frozen=True, slots=True)
class Sign:
    """What one behaviour says of an order.

    Attributes:
        with_order, without: its mean in visits that ended in an order and in others, before any checkout.
        share: of all that the behaviours move chances by.
        direction: whether more of it or less speaks for an order; `either` where its amount alone does not say.
    """

    column: str
    with_order: float
    without: float
    share: float
    direction: Direction


def enough(bought: Bools, later: bool = False) -> bool:
    """Whether visits suffice: 1,000 to learn from, 100 with and 100 without an order; 50 of each to judge by."""
    fewer = min(int(bought.sum()), int((~bought).sum()))
    return fewer >= MIN_LATER if later else len(bought) >= MIN_VISITS and fewer >= MIN_ORDERS


def learn_intent(visits: Visits) -> Intent | None:
    """Learn from every step of visits; None where they do not suffice (`enough`) or no column ever varies."""
    varied = tuple(name for name, column in visits.columns.items() if len(np.unique(column)) > 1)
    if not varied or not enough(visits.bought):
        return None
    values = _packed(varied, visits.columns)
    return Intent(varied, grow(values, visits.outcome, "chance"), np.array([_commonest(column) for column in values.T]))


def judge(intent: Intent, learned_from: Visits, later: Visits) -> Judged:
    """Set chances against what came of later visits, of which there are some with and some without an order."""
    chance, came, first, last = intent.chance(later.columns), later.outcome, later.at("first"), later.at("last")
    return Judged(
        visits=len(later.bought),
        orders=int(later.bought.sum()),
        auc=auc(came, chance),
        brier=brier(came, chance),
        average_brier=brier(came, np.full(len(came), learned_from.outcome.mean())),
        first_step_auc=auc(later.bought, chance[first]),
        top_tenth=top_share(later.bought.astype(np.float64), chance[last]),
        foretold=float(chance[first].sum()),
    )


def pushes_of(intent: Intent, sessions: Mapping[str, Floats]) -> Floats:
    """What each of `columns` adds to the log odds of an order against its commonest value: rows x columns."""
    held = [{place: float(value)} for place, value in enumerate(intent.typical)]
    return intent.trees.losses(_packed(intent.columns, sessions), held)


def signs_of(intent: Intent, visits: Visits) -> Sequence[Sign]:
    """What each behaviour says, the one that moves chances most first."""
    pushes, last = pushes_of(intent, visits.columns), visits.at("last")
    moved = np.abs(pushes).mean(axis=0)
    shares = moved / max(float(moved.sum()), 1e-12)
    signs = []
    for name, share, push in zip(intent.columns, shares.tolist(), pushes.T, strict=True):
        column = visits.columns[name]
        ended, others = (_mean(column[last][rows]) for rows in (visits.bought, ~visits.bought))
        signs.append(Sign(name, ended, others, share, _direction(column, push) if share >= _SLIGHT else "either"))
    return sorted(signs, key=lambda sign: -sign.share)


def _direction(column: Floats, push: Floats) -> Direction:
    known = np.isfinite(column)
    amount, effect = column[known], push[known]
    if len(amount) < 2 or not amount.std() or not effect.std():
        return "either"
    found = float(np.corrcoef(amount, effect)[0, 1])
    return "more" if found > _CLEARLY else "less" if found < -_CLEARLY else "either"


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else 0.0


def _commonest(column: NDArray[np.float32]) -> float:
    values, counts = np.unique(column, return_counts=True)
    return float(values[counts.argmax()])


def _packed(columns: tuple[str, ...], sessions: Mapping[str, Floats]) -> NDArray[np.float32]:
    """The columns side by side; every one is at least 0, so that what is not known lies below."""
    values = np.empty((len(sessions[columns[0]]), len(columns)), dtype=np.float32, order="F")
    for place, name in enumerate(columns):
        values[:, place] = np.where(np.isfinite(sessions[name]), sessions[name], UNKNOWN)
    return values
