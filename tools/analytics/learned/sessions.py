"""What a visitor does in a session, and the chance that it ends in a purchase."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.learned.features import UNKNOWN
from tools.analytics.learned.trees import Trees, grow
from tools.analytics.order_days import Bools, Floats

__all__ = ["MIN_PURCHASES", "MIN_SESSIONS", "Intent", "learn_intent"]

MIN_SESSIONS, MIN_PURCHASES = 1_000, 100


@dataclass(frozen=True, slots=True)
class Intent:
    """Learned from sessions whose end is known; `columns` are what it looks at."""

    columns: tuple[str, ...]
    trees: Trees

    def chance(self, sessions: Mapping[str, Floats]) -> Floats:
        """The chance of a purchase, 0..1, per session.

        Args:
            sessions: a column per name of `columns`; what is not known is NaN.
        """
        from scipy.special import expit

        chance: Floats = expit(self.trees.score(_packed(self.columns, sessions)))
        return chance


def learn_intent(sessions: Mapping[str, Floats], bought: Bools) -> Intent | None:
    """Learn from sessions and whether they ended in a purchase; None below 1,000 sessions or 100 purchases."""
    purchases = int(bought.sum())
    if len(bought) < MIN_SESSIONS or min(purchases, len(bought) - purchases) < MIN_PURCHASES:
        return None
    columns = tuple(sessions)
    return Intent(columns, grow(_packed(columns, sessions), bought, "chance"))


def _packed(columns: tuple[str, ...], sessions: Mapping[str, Floats]) -> NDArray[np.float32]:
    """The columns side by side; every one is at least 0, so that what is not known lies below."""
    values = np.empty((len(sessions[columns[0]]), len(columns)), dtype=np.float32, order="F")
    for place, name in enumerate(columns):
        values[:, place] = np.where(np.isfinite(sessions[name]), sessions[name], UNKNOWN)
    return values
