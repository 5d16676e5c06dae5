"""What the refresh of the profiles found out about itself: how far health and value can be trusted here."""

import json
from dataclasses import dataclass, field
from typing import Any

from tools.analytics.totals import Level
from tools.reply import Fact
from tools.terms import HEALTHS, Text
from tools.warehouse.engine import Warehouse

__all__ = ["ProfileReport", "health_check_facts", "profile_report"]


@dataclass(frozen=True, slots=True)
class ProfileReport:
    """The parts of `report.json` that answers quote; empty where the refresh could not tell."""

    self_check: dict[str, Any] = field(default_factory=dict)
    lapsed_label: str = "lapsed"
    basis: str = "revenue"
    margin: float | None = None
    margin_source: str | None = None
    interval_level: float = 0.95
    level: Level | None = None
    backtest: dict[str, Any] = field(default_factory=dict)
    buyers: int | None = None
    history_days: int | None = None
    boundary: tuple[str, ...] = ()
    renewals_tested: dict[str, Any] = field(default_factory=dict)

    @property
    def clv_label(self) -> Text:
        """What CLV counts here: profit where a margin is known, else revenue, named so."""
        if self.basis == "net_profit":
            return Text("expected net profit", "beneficio neto esperado")
        return Text("expected revenue", "ingresos esperados")

    @property
    def margin_assumption(self) -> Text:
        """How CLV comes to its margin, as an assumption to say aloud."""
        if self.basis == "net_profit" and self.margin_source == "unit_costs":
            return Text(
                "margin taken from the products' unit costs", "margen tomado del coste unitario de los productos (margin)"
            )
        if self.basis == "net_profit":
            return Text("margin taken from the shop's setting", "margen tomado del ajuste de la tienda (margin)")
        return Text(
            "no margin is known, so value is expected revenue, not profit: give the margin to see profit",
            "no se conoce el margen (margin): el valor son ingresos esperados, no beneficio; indica el margen para verlo",
        )


def profile_report(warehouse: Warehouse) -> ProfileReport:
    """Read the report beside the open profiles; defaults where it or a part of it is missing."""
    path = warehouse.profiles_path / "report.json" if warehouse.profiles_path else None
    if path is None or not path.exists():
        return ProfileReport()
    found = json.loads(path.read_text(encoding="utf-8"))
    value, model = found.get("value") or {}, found.get("model") or {}
    return ProfileReport(
        self_check=found.get("self_check") or {},
        lapsed_label=found.get("lapsed_label") or "lapsed",
        basis=value.get("basis") or "revenue",
        margin=value.get("margin"),
        margin_source=value.get("margin_source"),
        interval_level=value.get("interval_level") or 0.95,
        level=Level(**value["level"]) if value.get("level") else None,
        backtest=found.get("backtest") or {},
        buyers=model.get("buyers"),
        history_days=model.get("history_days"),
        renewals_tested=(model.get("subscriptions") or {}).get("tested") or {},
        boundary=tuple((model.get("orders") or {}).get("boundary") or ()),
    )


def health_check_facts(report: ProfileReport) -> list[Fact]:
    """Of each health at the check, the share that then ordered: what the label is worth in this shop."""
    facts = []
    for health in HEALTHS:
        group = report.self_check.get(health) or {}
        share, customers = group.get("ordered_share"), group.get("customers")
        if share is not None and customers:
            facts.append(
                Fact(
                    metric="health_self_check",
                    label=Text("ordered within 90 days of the check", "compraron en los 90 días tras la comprobación"),
                    value=float(share),
                    unit="rate",
                    dimensions={"health": health},
                    population_n=int(customers),
                )
            )
    return facts
