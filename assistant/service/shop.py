"""The shop as it stands now: reopened when another snapshot becomes current, with its catalogue cached."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Protocol

from tools.vocabulary import Catalogue
from tools.warehouse.engine import Shop, Warehouse

__all__ = ["OpenShop", "ShopSource", "SnapshotSource", "empty_warehouse"]


@dataclass(frozen=True, slots=True)
class OpenShop:
    """An open snapshot with the catalogue of what can be asked of it. `empty`: no row was imported yet."""

    warehouse: Warehouse
    catalogue: Catalogue
    empty: bool = False

    @property
    def values(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """What the values of the shop's dimensions are called, lower case."""
        names: dict[str, set[tuple[str, str]]] = {}
        for value in self.catalogue.values:
            for name in (value.key, *value.names):
                if len(name) > 1:
                    names.setdefault(name.lower(), set()).add((value.dimension, value.key))
        return {name: frozenset(found) for name, found in names.items()}


class ShopSource(Protocol):
    """Where the service gets the shop from, once per answer."""

    def open(self) -> OpenShop:
        """The shop as it stands now."""
        ...


class SnapshotSource:
    """Opens the current snapshot, and again whenever `current` names another; without one, an empty shop."""

    def __init__(
        self,
        current: Callable[[], str | None],
        open: Callable[[str], Warehouse],
        catalogue: Callable[[Warehouse], Catalogue],
        shop: Shop = Shop(),
    ) -> None:
        self._current, self._open, self._catalogue, self._shop = current, open, catalogue, shop
        self._lock = Lock()
        self._opened: tuple[str | None, OpenShop] | None = None

    def open(self) -> OpenShop:
        """The shop as it stands now."""
        current = self._current()
        with self._lock:
            if self._opened is None or self._opened[0] != current:
                warehouse = self._open(current) if current else empty_warehouse(self._shop)
                empty = not any(warehouse.manifest.get("rows", {}).values())
                self._opened = (current, OpenShop(warehouse, self._catalogue(warehouse), empty))
            return self._opened[1]


def empty_warehouse(shop: Shop) -> Warehouse:
    """A warehouse without a single table: everything asked of it ends as "no data"."""
    with TemporaryDirectory() as folder:
        snapshot = Path(folder)
        today = (shop.as_of or datetime.now(UTC).date()).isoformat()
        manifest = {"snapshot_id": "", "first_on": today, "last_on": today, "currency": shop.currency, "rows": {}}
        (snapshot / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return Warehouse(snapshot, None, shop)
