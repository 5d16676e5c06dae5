"""The chance that a visit which is still open ends in an order, from what was done in it so far and nothing else."""

from datetime import date
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tools.analytics.learned.sessions import Intent, pushes_of
from tools.analytics.order_days import Floats
from tools.errors import BadInputError, NoDataError
from tools.terms import Language, Text
from tools.visit_intent import THIS_VISIT, report_of_visits
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.sessions import SOURCE
from tools.warehouse.profiles.visits import BEHAVIOURS, VisitReport, kept_intent

__all__ = ["OpenVisit", "VisitChance", "VisitReason", "chance_of"]

_OTHER = "other"
_MOST_REASONS, _LEAST_PUSH = 3, 0.1
_WHEN = {False: Text("not on a weekend", "fuera del fin de semana"), True: BEHAVIOURS["weekend"]}
_SOURCE = Text("comes from", "viene de")
_UNKNOWN = Text("unknown", "desconocido")
_EFFECTS = {
    "raises": Text("raises the chance", "sube la probabilidad"),
    "lowers": Text("lowers the chance", "baja la probabilidad"),
}


class OpenVisit(BaseModel):
    """What was done in a visit so far. Nothing in it says who the visitor is."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    page_views: int = Field(ge=0, le=10_000, description="pages seen that are no product pages")
    product_views: int = Field(ge=0, le=10_000, description="product pages seen")
    add_to_carts: int = Field(ge=0, le=10_000, description="how often something was put in the cart")
    seconds: float = Field(ge=0, le=86_400, description="from the first step to the latest one")
    weekend: bool = Field(description="whether the visit began on a Saturday or Sunday in the shop's time zone")
    source: str | None = Field(None, max_length=100, description="where it comes from, as the events say; null where unknown")
    language: Language = "en"

    @model_validator(mode="after")
    def _has_begun(self) -> "OpenVisit":
        if not self.page_views + self.product_views + self.add_to_carts:
            raise ValueError("a visit has at least one step: a page, a product page or an addition to the cart")
        return self


class VisitReason(BaseModel):
    """A behaviour that moves the chance against this shop's commonest visit, with its value in words."""

    behaviour: str
    effect: Literal["raises", "lowers"]
    text: str


class VisitChance(BaseModel):
    """The chance of an order in this visit, beside the share of all visits that ended in one.

    `auc` was measured on `measured_visits` later visits, from `measured_first` to `measured_last`.
    """

    chance: float = Field(ge=0, le=1)
    average: float = Field(ge=0, le=1)
    reasons: list[VisitReason]
    auc: float
    measured_visits: int
    measured_first: date
    measured_last: date
    looks_at: list[str]
    caveat: str
    snapshot_id: str
    profiles_id: str


def chance_of(warehouse: Warehouse, visit: OpenVisit) -> VisitChance:
    """The chance that a visit ends in an order, and its strongest reasons.

    Raises:
        NoDataError: nothing was learned from the shop's visits: none there, too few, or no better than the average.
        BadInputError: a source that the shop's events do not have.
    """
    report, intent = report_of_visits(warehouse), kept_intent(warehouse)
    if intent is None or report.judged is None or report.judged_on is None:
        raise NoDataError(
            Text("what visitors do here tells no more than the average which visits end in an order: there is no model",
                 "lo que hacen aquí las visitas no dice más que la media sobre cuáles acaban en pedido: no hay modelo")
        )  # fmt: skip
    columns = _columns(visit, report)
    return VisitChance(
        chance=float(intent.chance(columns)[0]),
        average=report.average,
        reasons=_reasons(intent, columns, visit),
        auc=report.judged.auc,
        measured_visits=report.judged.visits,
        measured_first=report.judged_on.first_on,
        measured_last=report.judged_on.last_on,
        looks_at=list(intent.columns),
        caveat=THIS_VISIT[visit.language],
        snapshot_id=warehouse.snapshot_id,
        profiles_id=warehouse.profiles_id,
    )


def _columns(visit: OpenVisit, report: VisitReport) -> dict[str, Floats]:
    """The visit as one row of what was learned from."""
    told = visit.model_dump(include={"page_views", "product_views", "add_to_carts", "seconds", "weekend"})
    return {name: np.array([value], dtype=np.float64) for name, value in told.items()} | {
        SOURCE: np.array([_source(visit.source, report.sources)])
    }


def _source(named: str | None, known: tuple[str, ...]) -> float:
    if named is None:
        return float("nan")
    if named in known:
        return float(known.index(named))
    if named == _OTHER:
        return float(len(known))
    raise BadInputError(f"unknown source '{named}'; known: {', '.join((*known, _OTHER))}")


def _reasons(intent: Intent, columns: dict[str, Floats], visit: OpenVisit) -> list[VisitReason]:
    """What moves the chance most, against the commonest visit; nothing that hardly does."""
    [pushes] = pushes_of(intent, columns)
    strongest = np.argsort(-np.abs(pushes), kind="stable")[:_MOST_REASONS]
    return [
        _reason(intent.columns[place], float(pushes[place]), visit) for place in strongest if abs(pushes[place]) >= _LEAST_PUSH
    ]


def _reason(behaviour: str, push: float, visit: OpenVisit) -> VisitReason:
    language = visit.language
    effect: Literal["raises", "lowers"] = "raises" if push > 0 else "lowers"
    if behaviour == "weekend":
        said = _WHEN[visit.weekend][language]
    elif behaviour == SOURCE:
        said = f"{_SOURCE[language]}: {visit.source or _UNKNOWN[language]}"
    else:
        said = f"{BEHAVIOURS[behaviour][language]}: {getattr(visit, behaviour):g}"
    return VisitReason(behaviour=behaviour, effect=effect, text=f"{said} ({_EFFECTS[effect][language]})")
