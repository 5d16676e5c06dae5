"""Stage and health of everybody on any day: two evaluations make a flow."""

from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa

from tools.analytics.order_days import Codes
from tools.terms import HEALTHS, STAGES
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.history import History, day_number, read_history

__all__ = ["evaluate", "history_of", "words"]

_HISTORIES: WeakKeyDictionary[Warehouse, History] = WeakKeyDictionary()


def evaluate(warehouse: Warehouse, on: date) -> pa.Table:
    """Stage and health on a day, from rows up to it alone.

    Returns:
        customer_id, stage, stage_ecommerce, stage_subscription, health, order_days; a row per contact known by that day,
        null where nothing can be said.
    """
    history = history_of(warehouse)
    day = day_number(on)
    found, known = history.lifecycle(day), history.known(day)
    table = pa.table(
        {
            "customer_id": history.people.ids,
            "stage": words(found.stage, STAGES),
            "stage_ecommerce": words(found.stage_ecommerce, STAGES),
            "stage_subscription": words(found.stage_subscription, STAGES),
            "health": words(found.health, HEALTHS),
            "order_days": history.one_off.until(day).counts,
        }
    )
    return table.filter(pa.array(known))


def history_of(warehouse: Warehouse) -> History:
    """The dated rows of a warehouse, read at the first call."""
    if warehouse not in _HISTORIES:
        _HISTORIES[warehouse] = read_history(warehouse)
    return _HISTORIES[warehouse]


def words(codes: Codes, names: tuple[str, ...]) -> pa.Array:
    """Names for codes; null for negative ones."""
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=np.asarray(codes) < 0), pa.array(names)).cast(pa.string())
