"""Which picture says more than the sentence: a result's shape decides the chart, as a Vega-Lite specification."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.answer import AnswerChart
from assistant.render.chart_data import TIMES, ChartRows, chart_rows, moment_iso
from assistant.render.chart_marks import bars, columns_in_order, dots, flow, funnel, grouped_bars, lines, timeline
from tools.reply import ChartShape, Fact, Table
from tools.terms import Language

__all__ = ["charts_for"]

Spec = dict[str, Any]

_FEWEST_ROWS = 2
_DRAW: Mapping[ChartShape, Callable[[ChartRows], Spec]] = {
    "trend": lines,
    "ranking": bars,
    "comparison": grouped_bars,
    "distribution": columns_in_order,
    "stages": bars,
    "flow": flow,
    "timeline": timeline,
    "intervals": dots,
    "funnel": funnel,
}


def charts_for(tables: Sequence[Table], facts: Sequence[Fact], language: Language, currency: str = "") -> list[AnswerChart]:
    """At most one chart: of the first table that has a shape and enough rows to be worth a look.

    Args:
        tables: the answer's tables; one without `shape` is never drawn, its rows say enough.
        facts: which rows are of a period that is not whole, and the currency when `currency` is empty.
        language: of titles, axes and numbers.
        currency: of money values.
    """
    money = currency or next((fact.currency for fact in facts if fact.currency), "")
    for table in sorted((t for t in tables if t.shape), key=_least_telling_last):
        rows = chart_rows(table, language, money, _partial_days(facts))
        if rows is None or len(rows.values) < _FEWEST_ROWS:
            continue
        draw = (
            lines
            if rows.is_time and table.shape in ("comparison", "distribution", "ranking")
            else _DRAW[table.shape or "ranking"]
        )
        return [AnswerChart(id="c1", title=table.title[language], vega_lite=draw(rows))]
    return []


def _partial_days(facts: Sequence[Fact]) -> set[str]:
    of_rows = (fact for fact in facts if fact.period is not None and fact.period.partial and set(fact.dimensions) & TIMES)
    return {day for fact in of_rows for key in fact.dimensions.values() if (day := moment_iso(key))}


def _least_telling_last(table: Table) -> int:
    order = ("flow", "intervals", "trend", "stages", "timeline", "comparison", "funnel", "distribution", "ranking")
    return order.index(table.shape) if table.shape in order else len(order)
