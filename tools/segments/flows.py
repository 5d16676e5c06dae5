"""Who moved between stages or healths: the difference of two evaluations, on any two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.reply import Column, Fact, Scalar, Span, Table
from tools.terms import HEALTHS, STAGES, Text
from tools.warehouse.engine import Warehouse

__all__ = ["Flow", "FlowOf", "flow_between", "state_in_words"]

FlowOf = Literal["stage", "health"]

NOT_YET, UNKNOWN, NEVER_BOUGHT = "not_yet", "unknown", "none"
_STATES: Mapping[FlowOf, tuple[str, ...]] = {
    "stage": (NOT_YET, *STAGES, UNKNOWN),
    "health": (NEVER_BOUGHT, *HEALTHS),
}
_MOST_MOVES = 8
_PEOPLE = Text("customers", "clientes")
_TITLES: Mapping[FlowOf, Text] = {
    "stage": Text("Moves between stages", "Movimientos entre etapas"),
    "health": Text("Moves between healths", "Movimientos entre estados de salud"),
}
_WORDS = {
    NOT_YET: Text("not being a contact", "no ser contacto"),
    UNKNOWN: Text("no known stage", "sin etapa conocida"),
    NEVER_BOUGHT: Text("not having bought", "no haber comprado"),
    "active": Text("active", "activo"),
    "at_risk": Text("at risk", "en riesgo"),
    "lapsed": Text("lapsed", "perdido"),
    "awareness": Text("awareness", "conocimiento"),
    "consideration": Text("consideration", "consideración"),
    "conversion": Text("conversion", "conversión"),
    "retention": Text("retention", "retención"),
    "loyalty": Text("loyalty", "fidelización"),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Movements between the ends of two days.

    Attributes:
        moves: people per (from, to), who stayed included.
        net: change of every state that people can be in.
        customer_ids, origin, destination: one entry per person, states as words.
    """

    of: FlowOf
    first: date
    last: date
    moves: Mapping[tuple[str, str], int]
    net: Mapping[str, int]
    table: Table
    facts: list[Fact]
    customer_ids: pa.Array
    origin: pa.Array
    destination: pa.Array

    def moved(self, origin: str | None, destination: str | None) -> pa.Array:
        """The ids of those who went from one state to the other; None stands for any other state."""
        went = pc.not_equal(self.origin, self.destination)
        for states, wanted in ((self.origin, origin), (self.destination, destination)):
            if wanted is not None:
                went = pc.and_(went, pc.equal(states, wanted))
        return self.customer_ids.filter(went)


def flow_between(warehouse: Warehouse, people: ir.Table, first: date, last: date, of: FlowOf = "stage") -> Flow:
    """Compare `people` (rows of profiles) at the end of `first` with the end of `last`.

    Who was not known on the first day comes from "not_yet" (health: who had not bought, from "none"); who is not known on
    the last day is left out. Reactivations are orders placed after having been lapsed the day before, whoever placed them
    counted once.
    """
    from tools.warehouse.profiles import evaluate

    asked = warehouse.run(people.select("customer_id"))["customer_id"].combine_chunks()
    after = evaluate(warehouse, last)
    after = after.filter(pc.is_in(after["customer_id"], value_set=asked))
    before, ids = evaluate(warehouse, first), after["customer_id"].combine_chunks()
    place = pc.index_in(ids, value_set=before["customer_id"].combine_chunks())
    origin, destination = _states(before[of].combine_chunks().take(place), of), _states(after[of].combine_chunks(), of)
    if of == "stage":
        origin = pc.if_else(pc.is_valid(place), origin, NOT_YET)
    moves = _counted(origin, destination, of)
    was, is_ = (column.combine_chunks() for column in (before["health"].take(place), after["health"]))
    facts = _facts(moves, of, Span(first + timedelta(days=1), last))
    facts += _health_facts(warehouse, (ids, was, is_), Span(first + timedelta(days=1), last), pc.is_valid(place), of)
    return Flow(of, first, last, moves, _net(moves), _table(moves, of), facts, ids, origin, destination)


def state_in_words(state: str) -> Text:
    """A stage, a health, or the state before either."""
    return _WORDS.get(state, Text.same(state))


def _states(values: pa.Array, of: FlowOf) -> pa.Array:
    return pc.fill_null(values, UNKNOWN if of == "stage" else NEVER_BOUGHT)


def _counted(origin: pa.Array, destination: pa.Array, of: FlowOf) -> dict[tuple[str, str], int]:
    """People per move, in the order of the lifecycle."""
    states = pa.array(_STATES[of])
    size = len(states)
    code = np.asarray(pc.index_in(origin, states)) * size + np.asarray(pc.index_in(destination, states))
    counts = np.bincount(code.astype(np.int64), minlength=size * size)
    names = _STATES[of]
    moves = {(names[i // size], names[i % size]): int(counts[i]) for i in np.flatnonzero(counts)}
    moves.pop((NEVER_BOUGHT, NEVER_BOUGHT), None)
    return moves


def _net(moves: Mapping[tuple[str, str], int]) -> dict[str, int]:
    net: dict[str, int] = {}
    for (old, new), n in moves.items():
        net[new] = net.get(new, 0) + n
        net[old] = net.get(old, 0) - n
    return {state: change for state, change in net.items() if state not in (NOT_YET, NEVER_BOUGHT)}


def _table(moves: Mapping[tuple[str, str], int], of: FlowOf) -> Table:
    rows: list[list[Scalar]] = [[old, new, n] for (old, new), n in moves.items()]
    columns = [
        Column("from", "key", Text("from", "de")),
        Column("to", "key", Text("to", "a")),
        Column("customers", "value", _PEOPLE, "customers", "customers"),
    ]
    return Table("flow", _TITLES[of], columns, rows, len(rows), "flow")


def _facts(moves: Mapping[tuple[str, str], int], of: FlowOf, span: Span) -> list[Fact]:
    """The largest moves, and how many went forward and back."""
    went = sorted(((n, move) for move, n in moves.items() if move[0] != move[1]), key=lambda item: (-item[0], item[1]))
    place = {state: n for n, state in enumerate(STAGES if of == "stage" else reversed(HEALTHS))}
    known = [(place[a], place[b], n) for (a, b), n in moves.items() if a in place and b in place]
    forward, back = sum(n for a, b, n in known if b > a), sum(n for a, b, n in known if b < a)
    better = _BETTER[of]
    facts = [
        Fact("moved_forward", better[0], forward, "customers", span, role="change"),
        Fact("moved_back", better[1], back, "customers", span, role="change"),
    ]
    label = Text("went from {a} to {b}", "pasaron de {a} a {b}")
    return facts + [
        Fact("moved", label.format(a=state_in_words(old), b=state_in_words(new)), n, "customers", span,
             {"from": old, "to": new}, "count")
        for n, (old, new) in went[:_MOST_MOVES]
    ]  # fmt: skip


_BETTER: Mapping[FlowOf, tuple[Text, Text]] = {
    "stage": (Text("moved forward", "avanzaron de etapa"), Text("moved back", "retrocedieron de etapa")),
    "health": (Text("got healthier", "mejoraron de salud"), Text("faded", "empeoraron de salud")),
}


def _health_facts(
    warehouse: Warehouse, healths: tuple[pa.Array, pa.Array, pa.Array], span: Span, known: pa.Array, of: FlowOf
) -> list[Fact]:
    """Who is new, who became lapsed and who ordered after having been lapsed; `healths` are ids, health then and now."""
    from tools.warehouse.profiles import reactivated_between

    ids, was, is_ = healths
    lapsed = pc.and_(pc.equal(is_, "lapsed"), pc.is_in(was, value_set=pa.array(("active", "at_risk"))))
    back = reactivated_between(warehouse, span.first, span.last)["customer_id"]
    reactivated = len(pc.unique(back.filter(pc.is_in(back, value_set=ids))))
    counted = (
        *((("new_contacts", Text("new since then", "nuevos desde entonces"), len(ids) - int(pc.sum(known).as_py() or 0)),)
          if of == "stage" else ()),
        ("newly_lapsed", Text("newly lapsed", "perdidos desde entonces"), int(pc.sum(lapsed).as_py() or 0)),
        ("reactivations", Text("ordered again after having been lapsed",
                               "volvieron a comprar tras estar perdidos"), reactivated),
    )  # fmt: skip
    return [Fact(metric, label, value, "customers", span, role="change") for metric, label, value in counted]
