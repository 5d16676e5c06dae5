"""The intent of visitors: learned from the shop's earlier visits, judged on the later ones, and kept beside the profiles."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from tools.analytics.learned.sessions import (
    Intent,
    Judged,
    Sign,
    Visits,
    enough,
    judge,
    learn_intent,
    signs_of,
)
from tools.analytics.learned.trees import Trees
from tools.analytics.order_days import Days
from tools.terms import Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.sessions import SOURCE, Sessions, read_sessions

__all__ = ["BEHAVIOURS", "Reason", "VisitPart", "VisitReport", "kept_intent", "visit_intent_of", "visit_report", "write_intent"]

BEHAVIOURS: Mapping[str, Text] = {
    "page_views": Text("pages seen", "páginas vistas"),
    "product_views": Text("product pages seen", "páginas de producto vistas"),
    "add_to_carts": Text("additions to the cart", "adiciones al carrito"),
    "seconds": Text("seconds since the visit began", "segundos desde que empezó la visita"),
    "weekend": Text("on a weekend", "en fin de semana"),
    SOURCE: Text("where the visit comes from", "de dónde viene la visita"),
}
_GOES_WITH: Mapping[str, Text] = {
    "more": Text("{b}: the more, the likelier an order", "{b}: cuanto más, más probable el pedido"),
    "less": Text("{b}: the less, the likelier an order", "{b}: cuanto menos, más probable el pedido"),
    "either": Text("{b}: matters, but its amount alone does not say", "{b}: influye, pero su cantidad sola no lo dice"),
}
_FILE, _REPORT = "visits.npz", "report.json"
Status = Literal["learned", "not enough data", "no better than the average"]


class Reason(BaseModel):
    """What one behaviour says of an order, in figures and in both languages."""

    model_config = ConfigDict(frozen=True)

    sign: Sign
    en: str
    es: str


class VisitPart(BaseModel):
    """Some of the visits, by the days on which they began."""

    model_config = ConfigDict(frozen=True)

    visits: int
    orders: int
    first_on: date
    last_on: date


class VisitReport(BaseModel):
    """What can be told of visits (`model.visits` in report.json); without a model only how many there are.

    `parts`: one visit in so many was looked at. `sources` have a code of their own, by their place.
    """

    model_config = ConfigDict(frozen=True)

    status: Status
    whole: VisitPart
    parts: int
    sources: tuple[str, ...] = ()
    learned_from: VisitPart | None = None
    judged_on: VisitPart | None = None
    judged: Judged | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def average(self) -> float:
        """The share of visits that ended in an order."""
        return self.whole.orders / self.whole.visits


def visit_intent_of(warehouse: Warehouse) -> tuple[VisitReport | None, Intent | None]:
    """Learn from the earlier two thirds of visits and judge on the later third.

    Returns:
        no report where the data hold no such visits; no intent where they are too few, or it says no more than the average.
    """
    sessions = read_sessions(warehouse)
    if sessions is None:
        return None, None
    earlier, later = sessions.visits.split()
    whole = _part(sessions.visits, sessions.day)
    intent = learn_intent(earlier) if enough(later.bought, later=True) else None
    if intent is None:
        return VisitReport(status="not enough data", whole=whole, parts=sessions.parts), None
    judged = judge(intent, earlier, later)
    report = _report(sessions, whole, intent, judged)
    return report, intent if judged.useful else None


def write_intent(folder: Path, intent: Intent) -> None:
    """Keep what was learned as plain arrays, which are read without running anything."""
    trees = intent.trees
    np.savez(
        folder / _FILE, columns=np.array(intent.columns), typical=intent.typical, base=trees.base, column=trees.column,
        threshold=trees.threshold, leaf=trees.leaf,
    )  # fmt: skip


def visit_report(warehouse: Warehouse) -> VisitReport | None:
    """What the refresh could tell of visits; None where the data hold none that could be learned from."""
    return _read_report(warehouse.profiles_path) if warehouse.profiles_path else None


def kept_intent(warehouse: Warehouse) -> Intent | None:
    """What was learned at the refresh, or None."""
    return _read_intent(warehouse.profiles_path) if warehouse.profiles_path else None


@lru_cache(maxsize=4)  # a folder of profiles never changes
def _read_report(folder: Path) -> VisitReport | None:
    path = folder / _REPORT
    model = (json.loads(path.read_text(encoding="utf-8")).get("model") or {}) if path.exists() else {}
    return VisitReport.model_validate(model["visits"]) if model.get("visits") else None


@lru_cache(maxsize=4)
def _read_intent(folder: Path) -> Intent | None:
    if not (folder / _FILE).exists():
        return None
    with np.load(folder / _FILE, allow_pickle=False) as kept:
        trees = Trees(float(kept["base"]), kept["column"], kept["threshold"], kept["leaf"])
        return Intent(tuple(kept["columns"].tolist()), trees, kept["typical"])


def _report(sessions: Sessions, whole: VisitPart, intent: Intent, judged: Judged) -> VisitReport:
    earlier, later = sessions.visits.split()
    first_later = len(earlier.bought)
    return VisitReport(
        status="learned" if judged.useful else "no better than the average",
        whole=whole,
        parts=sessions.parts,
        sources=sessions.sources,
        learned_from=_part(earlier, sessions.day[:first_later]),
        judged_on=_part(later, sessions.day[first_later:]),
        judged=judged,
        reasons=tuple(_reason(sign) for sign in signs_of(intent, later)) if judged.useful else (),
    )


def _reason(sign: Sign) -> Reason:
    words = _GOES_WITH["either" if sign.column == SOURCE else sign.direction].format(b=BEHAVIOURS[sign.column])
    return Reason(sign=sign, en=words.en, es=words.es)


def _part(visits: Visits, day: Days) -> VisitPart:
    first, last = (date(1970, 1, 1) + timedelta(days=int(on)) for on in (day.min(), day.max()))
    return VisitPart(visits=len(visits.bought), orders=int(visits.bought.sum()), first_on=first, last_on=last)
