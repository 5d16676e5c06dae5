"""Counts an audience once: how many, of how many, what they have spent and may be worth, as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from tools.reply import Fact
from tools.segments.report import ProfileReport
from tools.segments.waterfall import Waterfall
from tools.segments.worth import GroupTotal, read_total, total_interval, total_measures
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["COUNTED_COLUMNS", "Counted", "count_facts", "count_measures", "reach_facts", "read_counted", "stake_facts"]

COUNTED_COLUMNS = ("order_count", "historic_value", "clv", "clv_deviation")
"""What is read of the people who are counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An audience in numbers. `base` is what its share is of: all buyers, or all contacts where some never bought."""

    matched: int
    never_bought: int
    base: int
    historic_value: float | None
    worth: GroupTotal | None


def count_measures(people: ir.Table) -> dict[str, ir.Scalar]:
    """The aggregates over `people` (rows of profiles) that `read_counted` reads."""
    return {
        "matched": people.count(),
        "never": (people.order_count.fill_null(0) == 0).sum().fill_null(0),
        "value": people.historic_value.sum(),
        **total_measures(people, "clv"),
    }


def read_counted(warehouse: Warehouse, row: Mapping[str, Any]) -> Counted:
    """What was measured of an audience, beside everybody."""
    profiles = warehouse.table("profiles")
    bought = (profiles.order_count > 0).sum().fill_null(0)
    everyone = warehouse.run(profiles.agg(contacts=profiles.count(), buyers=bought)).to_pylist()[0]
    base = everyone["contacts"] if row["never"] else everyone["buyers"]
    return Counted(int(row["matched"]), int(row["never"]), int(base), row["value"], read_total(row))


def count_facts(counted: Counted, dimensions: Mapping[str, str], headline: bool) -> list[Fact]:
    """How many match and, where that was asked, their share and how many of them never bought."""
    matched = Fact(
        "matched", Text("customers", "clientes"), counted.matched, "customers", dimensions=dimensions, role="count",
        population_n=counted.base, headline=headline,
    )  # fmt: skip
    if not headline:
        return [matched]
    facts = [matched]
    if counted.base:
        label = Text("share of all customers", "proporción de todos los clientes")
        if counted.never_bought:
            label = Text("share of all contacts", "proporción de todos los contactos")
        facts.append(
            Fact("share", label, counted.matched / counted.base, "rate", dimensions=dimensions, role="share",
                 population_n=counted.base, headline=True)
        )  # fmt: skip
    if counted.never_bought:
        label = Text("of them never bought", "de ellos nunca compraron")
        facts.append(Fact("never_bought", label, counted.never_bought, "customers", dimensions=dimensions, role="count"))
    return facts


def reach_facts(waterfall: Waterfall, dimensions: Mapping[str, str]) -> list[Fact]:
    """Who is reachable and who may be written to now; nothing where that is unknown."""
    there = {**dimensions, "channel": waterfall.channel}
    return [
        Fact(name, label, count, "customers", dimensions=there, role="count", population_n=waterfall.matched)
        for name, label, count in (
            ("reachable", Text("reachable", "contactables"), waterfall.reachable),
            ("sendable", Text("sendable now", "se les puede enviar ahora"), waterfall.sendable),
        )
        if count is not None
    ]


def stake_facts(counted: Counted, report: ProfileReport, dimensions: Mapping[str, str], currency: str) -> list[Fact]:
    """What the audience has spent, and what it may still bring, together."""
    facts = []
    if counted.matched and counted.historic_value is not None:
        label = Text("historic value, net of refunds", "valor histórico, neto de devoluciones")
        facts.append(
            Fact("historic_value", label, counted.historic_value, "money", dimensions=dimensions, role="total",
                 currency=currency, population_n=counted.matched)
        )  # fmt: skip
    if counted.worth is not None:
        label = Text("{basis} over 12 months", "{basis} en 12 meses").format(basis=report.clv_label)
        facts.append(
            Fact("clv", label, counted.worth.total, "money", dimensions=dimensions, role="total", currency=currency,
                 population_n=counted.worth.n, interval=total_interval(counted.worth, report))
        )  # fmt: skip
    return facts
