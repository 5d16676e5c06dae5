"""Who moved between two days: every move between stages or healths, or the people of one move."""

from datetime import date, timedelta

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from tools.conditions import Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.periods import resolve
from tools.reply import Column, Fact, Option, Reply, Scope, Span, Table
from tools.segments.amounts import period_in_words
from tools.segments.flows import Flow, FlowOf, flow_between, state_in_words
from tools.segments.labels import column_of
from tools.segments.names import unknown_word
from tools.segments.words import rule_in_words
from tools.terms import HEALTHS, STAGES, Text
from tools.warehouse.engine import Warehouse

__all__ = ["flow_window", "moves"]

_LISTED = 10
_SHOWN = ("historic_value", "days_since_last_order", "order_count", "clv", "stage", "health")


def flow_window(warehouse: Warehouse, since: str | None, until: str | None) -> tuple[date, date]:
    """The two days whose ends are compared: a date itself; of a period the day before it began, and its last day.

    Without `since` the 90 days before `until`; without `until` the end of the data.

    Raises:
        BadInputError: not a period, or the first day not before the last.
    """
    today = warehouse.today
    last = resolve(until, today, warehouse.data_first).last if until else today
    if since is None:
        return last - timedelta(days=90), last
    begun = resolve(since, today, warehouse.data_first)
    first = begun.first if begun.kind == "day" else begun.first - timedelta(days=1)
    if first >= last:
        raise BadInputError(
            Text(
                f"'{since}' is not before {last.isoformat()}, the last day that is compared",
                f"'{since}' no es anterior al {last.isoformat()}, el último día que se compara",
            )
        )
    return first, last


def moves(
    ctx: ToolContext,
    people: ir.Table,
    rule: Rule,
    window: tuple[date, date],
    moved_from: str | None,
    moved_to: str | None,
    by: str | None,
) -> Reply:
    """The moves between the ends of two days; with a state to come from or to go to, how many made that move and who."""
    for state in filter(None, (moved_from, moved_to)):
        if state not in (*STAGES, *HEALTHS):
            raise unknown_word(Text("stage or health", "etapa o salud"), state, [*STAGES, *HEALTHS])
    of: FlowOf = "health" if by == "health" or {moved_from, moved_to} & set(HEALTHS) else "stage"
    flow = flow_between(ctx.warehouse, people, *window, of)
    span = Span(window[0] + timedelta(days=1), window[1])
    one = _one_move(ctx, flow, moved_from, moved_to, span) if moved_from or moved_to else None
    told = [*(one[0] if one else ()), *_at_end(flow, headline=one is None), *_net(flow, span, headline=one is None)]
    asked = {tuple(fact.dimensions.items()) for fact in told if fact.headline}
    facts = [*told, *(fact for fact in flow.facts if not fact.dimensions or tuple(fact.dimensions.items()) not in asked)]
    return Reply(
        facts=facts,
        tables=[one[1], flow.table] if one else [flow.table],
        scope=_scope(rule, flow, span),
        suggestions=_suggestions(),
    )


def _one_move(
    ctx: ToolContext, flow: Flow, moved_from: str | None, moved_to: str | None, span: Span
) -> tuple[list[Fact], Table]:
    """How many made the move, of how many who were there, and the most valuable of them."""
    ids = flow.moved(moved_from, moved_to)
    where = {name: state for name, state in (("from", moved_from), ("to", moved_to)) if state}
    began = sum(n for (old, _), n in flow.moves.items() if old == moved_from)
    label = _label(moved_from, moved_to)
    facts = [Fact("moved", label, len(ids), "customers", span, where, "count", population_n=began or None, headline=True)]
    if began:
        share = Text("of those who were {a} then", "de quienes estaban en «{a}» entonces").format(
            a=state_in_words(moved_from or "")
        )
        facts.append(Fact("moved", share, len(ids) / began, "rate", span, where, "share", population_n=began))
    return facts, _people(ctx.warehouse, ids)


def _label(moved_from: str | None, moved_to: str | None) -> Text:
    if moved_from and moved_to:
        words = Text("went from {a} to {b}", "pasaron de {a} a {b}")
    elif moved_to:
        words = Text("became {b}", "pasaron a {b}")
    else:
        words = Text("left {a}", "dejaron de estar en {a}")
    return words.format(a=state_in_words(moved_from or ""), b=state_in_words(moved_to or ""))


def _people(warehouse: Warehouse, ids: pa.Array) -> Table:
    profiles = warehouse.run(warehouse.table("profiles").select("customer_id", *_SHOWN))
    found = profiles.filter(pc.is_in(profiles["customer_id"], value_set=ids))
    found = found.sort_by([("historic_value", "descending"), ("customer_id", "ascending")]).slice(0, _LISTED)
    rows = [[row["customer_id"], *(row[name] for name in _SHOWN)] for row in found.to_pylist()]
    columns = [Column("customer_id", "key", Text("customer", "cliente")), *map(column_of, _SHOWN)]
    return Table("moved", Text("Who moved", "Quiénes se movieron"), columns, rows, len(ids))


def _at_end(flow: Flow, headline: bool) -> list[Fact]:
    """Where everybody stood at the end of the last day."""
    day, total = Span(flow.last, flow.last), sum(flow.moves.values())
    return [
        Fact("customers", state_in_words(state), n, "customers", day, {flow.of: state}, "count", population_n=total,
             headline=headline)
        for state in flow.net
        if (n := sum(people for (_, new), people in flow.moves.items() if new == state))
    ]  # fmt: skip


def _net(flow: Flow, span: Span, headline: bool) -> list[Fact]:
    label = Text("net change", "cambio neto")
    return [
        Fact("customers", label, change, "customers", span, {flow.of: state}, "change", headline=headline)
        for state, change in flow.net.items()
    ]


def _scope(rule: Rule, flow: Flow, span: Span) -> Scope:
    ends = Text("from the end of {a} to the end of {b}", "del final del {a} al final del {b}").format(
        a=period_in_words(flow.first.isoformat()), b=period_in_words(flow.last.isoformat())
    )
    kind = {
        "stage": Text("moves between stages", "movimientos entre etapas"),
        "health": Text(
            "moves between healths: the time since the last order against each customer's own cadence",
            "movimientos entre estados de salud: el tiempo desde el último pedido frente al ritmo propio de cada cliente",
        ),
    }[flow.of]
    return Scope(span, rule_in_words(rule), (kind, ends))


def _suggestions() -> list[Option]:
    return [
        Option(
            Text("Who faded?", "¿Quién se enfrió?"),
            Text("Who moved from active to at risk in the last 90 days?", "¿Quién pasó de activo a en riesgo en los últimos "
                 "90 días?"),
        ),
        Option(
            Text("Where are they now?", "¿Dónde están ahora?"),
            Text("How many customers are in each stage?", "¿Cuántos clientes hay en cada etapa?"),
        ),
    ]  # fmt: skip
