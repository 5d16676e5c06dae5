"""Why a chance is higher or lower than that of the shop's typical customer: few named reasons per customer."""

import numpy as np
from numpy.typing import NDArray

from tools.analytics.learned.features import Features
from tools.analytics.learned.layer import HORIZON_DAYS, Layer
from tools.analytics.order_days import Floats

__all__ = ["pushes_of", "reasons_of"]

_MOST, _LEAST_PUSH = 3, 0.1


def pushes_of(layer: Layer, features: Features) -> dict[str, Floats]:
    """By group of features, what the customer's own values add to the log odds of buying in 90 days.

    Each group is set to the median customer's values in turn; what the score loses by it is the group's push.
    """
    groups = tuple(dict.fromkeys(features.groups))
    typical = [{column: float(layer.typical[column]) for column in features.columns_of(group)} for group in groups]
    pushes = layer.chances[HORIZON_DAYS].losses(features.values, typical)
    return dict(zip(groups, pushes.T, strict=True))


def reasons_of(layer: Layer, features: Features) -> NDArray[np.object_]:
    """At most three groups per customer, the strongest first, with a sign: "recency+ value-"; empty where all is typical."""
    pushes = pushes_of(layer, features)
    signed = np.array([f"{group}{sign}" for group in pushes for sign in "-+"] + [""], dtype=object)
    strength = np.stack(list(pushes.values()), axis=1)
    order = np.argsort(-np.abs(strength), axis=1, kind="stable")[:, :_MOST]
    chosen = np.take_along_axis(strength, order, axis=1)
    code = np.where(np.abs(chosen) >= _LEAST_PUSH, 2 * order + (chosen > 0), len(signed) - 1)
    wide = len(signed) ** np.arange(_MOST)
    found, place = np.unique(code @ wide[: code.shape[1]], return_inverse=True)
    rows = found[:, None] // wide % len(signed)
    texts = np.array([" ".join(filter(None, signed[row])) for row in rows], dtype=object)
    return texts[place]
