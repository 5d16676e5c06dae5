"""Explains a change against a baseline: orders against basket, which groups moved it, one big order, and what is usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from tools.metrics.computing import BEFORE, Computed, Series
from tools.metrics.countries import country_label
from tools.metrics.dimensions import DIMENSIONS, key_of
from tools.metrics.frames import column_of, measure, measure_both, values
from tools.metrics.live_values import live_values
from tools.metrics.metric import Metric
from tools.metrics.question import Question, supported
from tools.metrics.registry import RELATIONS
from tools.metrics.relations import completed_orders, day_filtered
from tools.metrics.rows import UNKNOWN, key_column
from tools.metrics.scene import Scene
from tools.metrics.stating import filter_dimensions, number, span_of
from tools.periods import baseline
from tools.reply import Fact, Span
from tools.terms import LANGUAGES, Text, Unit

__all__ = ["Drivers", "Moves", "explain", "moves_of"]

_SPLITS = ("country", "category", "acquisition_channel", "sales_channel")
_TOP = 3
_MOST_VALUES = 200
_EARLIER = 12
_FEWEST_EARLIER = 4
_BIG_SHARE = 0.5
_CLEAR = 2.0


@dataclass(frozen=True, slots=True)
class Drivers:
    """What drives a change: numbers as facts, what they say as sentences without numbers."""

    facts: tuple[Fact, ...] = ()
    insights: tuple[Text, ...] = ()

    def __add__(self, other: "Drivers") -> "Drivers":
        return Drivers((*self.facts, *other.facts), (*self.insights, *other.insights))


@dataclass(frozen=True, slots=True)
class Moves:
    """How much of a metric's change each group of a dimension makes."""

    metric: Metric
    dim: str
    by_key: Mapping[str, float]


def explain(question: Question, computed: Computed, moves: Moves | None) -> Drivers:
    """The drivers of the first additive metric's change; nothing where there is no comparable baseline."""
    series = next((s for s in computed.series if _adds_up(s.metric, question.scene)), None)
    if series is None or question.before is None or not question.comparable or series.change is None:
        return Drivers()
    change = float(series.change[0])
    if np.isnan(change) or change == 0:
        return Drivers()
    found = _basket(question, computed) if series.metric.id == "revenue" and not question.scene.by_line else Drivers()
    if moves is not None:
        found += _moved_most(question, moves, change)
    if series.metric.id == "revenue" and not question.scene.by_line:
        found += _one_order(question, change)
    return found + _usual(question, series)


def _adds_up(metric: Metric, scene: Scene) -> bool:
    parts = list(metric.variant(scene).formula.parts())
    return metric.basis == "flow" and metric.zero and all(part.sums for part in parts)


def _fact(question: Question, id: str, label: Text, value: float, unit: Unit, role: str = "change", **dims: str) -> Fact:
    currency = question.scene.warehouse.currency if unit == "money" else None
    return Fact(
        id, label, number(value, unit), unit, span_of(question.scene, question), {**filter_dimensions(question), **dims},
        role, currency,  # type: ignore[arg-type]  # roles used here are Fact's
    )  # fmt: skip


def _basket(question: Question, computed: Computed) -> Drivers:
    """Revenue = orders x average order value: how much of the change each of the two makes, summing to it exactly."""
    if "orders" not in computed.frame.column_names:
        return Drivers()
    orders = [float(column_of(computed.frame, name)[0]) for name in (f"{BEFORE}orders", "orders")]
    revenue = [float(column_of(computed.frame, name)[0]) for name in (f"{BEFORE}revenue", "revenue")]
    if not all(orders):
        return Drivers()
    basket = [r / o for r, o in zip(revenue, orders, strict=True)]
    by_orders = (orders[1] - orders[0]) * (basket[0] + basket[1]) / 2
    by_basket = (basket[1] - basket[0]) * (orders[0] + orders[1]) / 2
    money: Unit = "money"
    orders_label, basket_label = Text("Orders", "Pedidos"), Text("Average order value", "Valor medio del pedido")
    facts = (
        _fact(question, "orders", orders_label, orders[1] - orders[0], "orders"),
        _fact(question, "orders", orders_label, orders[1] / orders[0] - 1, "rate", "change_rate"),
        _fact(question, "average_order_value", basket_label, basket[1] - basket[0], money),
        _fact(
            question, "average_order_value", basket_label, basket[1] / basket[0] - 1, "rate",
            "change_rate",
        ),
        _fact(question, "change_from_orders", Text("Change from the number of orders", "Variación por número de pedidos"),
            by_orders, money),
        _fact(question, "change_from_order_value", Text("Change from the order value", "Variación por valor del pedido"),
            by_basket, money),
    )  # fmt: skip
    return Drivers(facts, (_basket_words(by_orders, by_basket),))


def _basket_words(by_orders: float, by_basket: float) -> Text:
    if by_orders * by_basket < 0:
        return Text("The number of orders and the order value pull in opposite directions.",
                    "El número de pedidos y el valor del pedido tiran en direcciones opuestas.")  # fmt: skip
    if abs(by_orders) >= _CLEAR * abs(by_basket):
        return Text("It is mostly the number of orders, not their size.", "Es sobre todo el número de pedidos, no su tamaño.")
    if abs(by_basket) >= _CLEAR * abs(by_orders):
        return Text(
            "It is mostly the size of orders, not their number.", "Es sobre todo el tamaño de los pedidos, no su número."
        )
    return Text("Both the number of orders and their size play a part.", "Influyen tanto el número de pedidos como su tamaño.")


def moves_of(question: Question) -> Moves | None:
    """What the groups of the first dimension worth splitting by add to the change of the first additive metric."""
    scene, before = question.scene, question.before
    metric = next((m for m in question.metrics if _adds_up(m, scene)), None)
    if metric is None or before is None or not question.comparable:
        return None
    fixed = {condition.field for condition in scene.conditions}
    able = supported(metric, scene)
    dim = next((dim for dim in _SPLITS if dim in able and dim not in fixed and _worth_splitting(scene, dim)), None)
    if dim is None:
        return None
    found: dict[str, float] = {}
    formula = metric.variant(scene).formula
    frames = measure_both(replace(scene, dims=(dim,)), replace(before, dims=(dim,)), list(formula.parts()), RELATIONS)
    for frame, sign in zip(frames, (1.0, -1.0), strict=True):
        for key, value in zip(frame.column(key_column(dim)).to_pylist(), values(frame, formula), strict=True):
            name = str(key_of(dim, key))
            found[name] = found.get(name, 0.0) + sign * float(value)
    return Moves(metric, dim, found)


def _worth_splitting(scene: Scene, dim: str) -> bool:
    return 2 <= len(live_values(scene.warehouse, dim).weights) <= _MOST_VALUES


def _moved_most(question: Question, moves: Moves, change: float) -> Drivers:
    """The groups that moved the most, as parts of the change."""
    metric, dim = moves.metric, moves.dim
    ranked = sorted(moves.by_key.items(), key=lambda move: (-abs(move[1]), move[0]))[:_TOP]
    facts = tuple(_fact(question, metric.id, metric.label, move, metric.unit, **{dim: key}) for key, move in ranked if move)
    leader = next((key for key, move in ranked if key != UNKNOWN and move * change > 0), None)
    if leader is None:
        return Drivers(facts)
    label = DIMENSIONS[dim].label
    said = Text("By {by}, {name} moves it most.", "Por {by}, lo que más mueve es {name}.")
    name = Text(*(country_label(leader, language) for language in LANGUAGES)) if dim == "country" else Text.same(leader)
    return Drivers(facts, (said.format(by=Text(label.en.lower(), label.es.lower()), name=name),))


def _one_order(question: Question, change: float) -> Drivers:
    """Whether the largest order of the higher period alone makes half of the change or more."""
    assert question.before is not None  # explain has checked it
    scene = question.scene if change > 0 else question.before
    if scene.conditions or scene.people or scene.among:
        return Drivers()
    rows = day_filtered(completed_orders(scene), scene, "ordered_on")
    top = scene.warehouse.run(rows.order_by([rows.revenue.desc(), rows.order_id]).limit(1).select("order_id", "revenue"))
    if not top.num_rows:
        return Drivers()
    order_id, revenue = str(top.column("order_id")[0].as_py()), float(top.column("revenue")[0].as_py())
    if revenue < _BIG_SHARE * abs(change):
        return Drivers()
    label = Text("Largest single order", "Mayor pedido individual")
    fact = replace(
        _fact(question, "largest_order", label, revenue, "money", "count", order=order_id), period=Span(scene.first, scene.last)
    )
    return Drivers(
        (fact,),
        (Text("One single order explains much of the change.", "Un solo pedido explica buena parte de la variación."),),
    )


def _usual(question: Question, series: Series) -> Drivers:
    """Whether the change lies in the range of changes between earlier periods of the same kind."""
    rates = _earlier_changes(question, series)
    rate = series.change_rate
    if len(rates) < _FEWEST_EARLIER or rate is None or np.isnan(rate[0]):
        return Drivers()
    low, high = float(min(rates)), float(max(rates))
    facts = (
        _fact(question, "usual_change_low", Text("Usual change, lowest", "Variación habitual, mínima"), low, "rate", "count"),
        _fact(question, "usual_change_high", Text("Usual change, highest", "Variación habitual, máxima"), high, "rate",
            "count"),
        _fact(question, "earlier_changes", Text("Earlier changes compared", "Variaciones anteriores comparadas"), len(rates),
            "count", "count"),
    )  # fmt: skip
    inside = low <= float(rate[0]) <= high
    return Drivers(
        facts,
        (
            Text("The change is within what earlier periods showed.",
            "La variación está dentro de lo visto en periodos anteriores.")
            if inside
            else Text("The change is outside what earlier periods showed.",
                "La variación se sale de lo visto en periodos anteriores."),
        ),
    )  # fmt: skip


def _earlier_changes(question: Question, series: Series) -> list[float]:
    """Relative changes between consecutive earlier periods of the same kind and length, the baseline the latest of them."""
    if question.asked.compare_to not in ("previous", "year_earlier") or question.before is None:
        return []
    spans = _earlier_spans(question)
    if len(spans) <= _FEWEST_EARLIER:
        return []
    daily = _by_day(question.scene.at(spans[-1][0], spans[0][1]), series)
    totals = [sum(value for day, value in daily.items() if first <= day <= last) for first, last in spans]
    return [new / old - 1 for new, old in pairwise(totals) if old > 0]


def _earlier_spans(question: Question) -> list[tuple[date, date]]:
    """The baseline and the periods before it, newest first, as far as the data reach back."""
    warehouse = question.scene.warehouse
    assert question.before is not None  # the caller has checked it
    days = (question.before.last - question.before.first).days
    period = replace(question.period, partial=False)
    spans: list[tuple[date, date]] = []
    while len(spans) <= _EARLIER:
        period = baseline(period, "previous", warehouse.today, warehouse.data_first)
        if period.first < warehouse.data_first:
            break
        cut = period.first + timedelta(days=days) if question.partial else period.last
        spans.append((period.first, min(period.last, cut)))
    return spans


def _by_day(scene: Scene, series: Series) -> dict[date, float]:
    split = replace(scene, dims=("day",))
    frame = measure(split, series.formula.parts(), RELATIONS)
    days: Sequence[date] = pc.cast(frame.column("by_day"), "date32").to_pylist()
    return dict(zip(days, (float(v) for v in values(frame, series.formula)), strict=True))
