"""Who moved between stages: the difference of two evaluations, now and on an earlier day."""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from tools.reply import Column, Fact, Scalar, Table
from tools.segments.amounts import value_in_words
from tools.terms import STAGES, Text
from tools.warehouse.engine import Warehouse

__all__ = ["Flow", "flow_since"]

_NEW = "not_yet"


@dataclass(frozen=True, slots=True)
class Flow:
    """Movements from `day` to now: people per (from, to), the net change of every stage, and the facts that sum them up."""

    day: date
    net: dict[str, int]
    table: Table
    facts: list[Fact]


def flow_since(warehouse: Warehouse, people: ir.Table, day: date) -> Flow:
    """Compare the stage of `people` (rows of profiles) now with their stage on an earlier day.

    Who was not yet known on that day comes from "not_yet"; moves into and out of lapsed health count once a person.
    """
    from tools.warehouse.profiles import evaluate

    before = {row["customer_id"]: row for row in evaluate(warehouse, day).to_pylist()}
    counts: dict[tuple[str, str], int] = {}
    lapsed = recovered = 0
    for now in warehouse.run(people.select("customer_id", "stage", "health")).to_pylist():
        past = before.get(now["customer_id"])
        move = (_NEW if past is None else past["stage"] or "unknown", now["stage"] or "unknown")
        counts[move] = counts.get(move, 0) + 1
        was_lapsed = past is not None and past["health"] == "lapsed"
        lapsed += now["health"] == "lapsed" and past is not None and not was_lapsed
        recovered += was_lapsed and now["health"] != "lapsed"
    return Flow(day, _net(counts), _table(counts), _facts(counts, lapsed, recovered))


def _net(counts: dict[tuple[str, str], int]) -> dict[str, int]:
    net: dict[str, int] = {}
    for (old, new), n in counts.items():
        net[new] = net.get(new, 0) + n
        net[old] = net.get(old, 0) - n
    net.pop(_NEW, None)
    return net


def _table(counts: dict[tuple[str, str], int]) -> Table:
    order = {stage: place for place, stage in enumerate((_NEW, *STAGES, "unknown"))}
    ranked = sorted(counts.items(), key=lambda item: (order[item[0][0]], order[item[0][1]]))
    rows: list[list[Scalar]] = [[old, new, n] for (old, new), n in ranked]
    columns = [
        Column("from", "key", Text("from", "de")),
        Column("to", "key", Text("to", "a")),
        Column("customers", "value", Text("customers", "clientes"), "customers", "customers"),
    ]
    return Table("flow", Text("Moves between stages", "Movimientos entre etapas"), columns, rows, len(rows), "flow")


def _facts(counts: dict[tuple[str, str], int], lapsed: int, recovered: int) -> list[Fact]:
    place = {stage: n for n, stage in enumerate(STAGES)}
    up = sum(n for (a, b), n in counts.items() if a in place and b in place and place[b] > place[a])
    down = sum(n for (a, b), n in counts.items() if a in place and b in place and place[b] < place[a])
    new = sum(n for (a, _), n in counts.items() if a == _NEW)
    return [
        Fact(metric, label, value, "customers", role="change")
        for metric, label, value in (
            ("moved_forward", Text("moved forward", "avanzaron de etapa"), up),
            ("moved_back", Text("moved back", "retrocedieron de etapa"), down),
            ("new_contacts", Text("new since then", "nuevos desde entonces"), new),
            ("newly_lapsed", Text("newly lapsed", "perdidos desde entonces"), lapsed),
            ("came_back", Text("came back from lapsed", "volvieron tras estar perdidos"), recovered),
        )
    ]


def stage_label(stage: str) -> Text:
    """A stage, or the state before the first contact, in words."""
    return Text("not yet a contact", "aún no era contacto") if stage == _NEW else value_in_words("stage", stage)
