"""Open the current snapshot with the profiles that belong to it."""

from pathlib import Path

from tools.errors import NoDataError
from tools.terms import Text
from tools.warehouse.engine import EngineLimits, Shop, Warehouse
from tools.warehouse.imports import build_profiles
from tools.warehouse.store import current_snapshot

__all__ = ["open_warehouse"]


def open_warehouse(home: Path, shop: Shop = Shop(), limits: EngineLimits = EngineLimits()) -> Warehouse:
    """The current snapshot and its profiles for this shop's settings, built where they are not there yet.

    Raises:
        NoDataError: nothing was imported yet.
    """
    snapshot = current_snapshot(home)
    if snapshot is None:
        raise NoDataError(Text("no data yet: nothing was imported", "aún no hay datos: no se ha importado nada"), ("orders",))
    return Warehouse(snapshot, build_profiles(snapshot, home, shop), shop, limits)
