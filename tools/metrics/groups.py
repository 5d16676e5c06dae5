"""Keeps some groups of a result by their own figures: the top tenth, the fewest that hold 80% of it, those above an amount."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tools.conditions import FieldCondition
from tools.errors import BadInputError
from tools.metrics.computing import Computed, Series
from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.question import Question
from tools.metrics.rows import UNKNOWN, key_column
from tools.metrics.stating import filter_dimensions, number, span_of
from tools.reply import Fact
from tools.terms import Text, Unit

__all__ = ["GROUPS_KEPT", "Kept", "keep_groups"]

GROUPS_KEPT = "groups_kept"
_ROUNDING = 1e-6
_SHARES = ("top_share", "bottom_share", "top_value_share")
_FIRST = "top_count"
_BOUNDS: Mapping[str, Callable[[Any, float], Any]] = {
    ">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal, "=": np.equal,
}  # fmt: skip
_SAID: Mapping[str, Text] = {
    ">": Text("with more than {n} {metric}", "con más de {n} {metric}"),
    ">=": Text("with at least {n} {metric}", "con al menos {n} {metric}"),
    "<": Text("with less than {n} {metric}", "con menos de {n} {metric}"),
    "<=": Text("with at most {n} {metric}", "con {n} {metric} como mucho"),
    "=": Text("with exactly {n} {metric}", "con {n} {metric} exactamente"),
    "top_share": Text("in the top {n}% by {metric}", "del {n} % con más {metric}"),
    "bottom_share": Text("in the bottom {n}% by {metric}", "del {n} % con menos {metric}"),
    _FIRST: Text("with the most {metric}", "con más {metric}"),
    "top_value_share": Text("that together make {n}% of {metric}", "que juntos suman el {n} % de {metric}"),
}


_SAID_OF_MONEY = {
    op: Text(said.en.replace("{n} {metric}", "{n} in {metric}"), said.es.replace("{n} {metric}", "{n} de {metric}"))
    for op, said in _SAID.items()
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The groups that are left, of how many, and what is said about them."""

    computed: Computed
    facts: tuple[Fact, ...] = ()


def keep_groups(question: Question, computed: Computed) -> Kept:
    """The result with only the groups that its conditions on metrics keep; groups without a value are never ranked.

    Raises:
        BadInputError: a share of something that does not add up, or no number.
    """
    if not question.kept:
        return Kept(computed)
    named = _named(question, computed.frame)
    rows = named
    facts: tuple[Fact, ...] = ()
    for condition in question.kept:
        series = next(s for s in computed.series if s.metric.id == condition.field)
        rows = rows[_chosen(series.value[rows], condition, series)]
        facts = tuple(_facts(question, condition, series, (rows, named)))
    return Kept(_only(computed, rows), facts)


def _named(question: Question, frame: pa.Table) -> npt.NDArray[np.int64]:
    named = np.ones(frame.num_rows, dtype=bool)
    for dim in question.scene.dims:
        named &= np.array([key not in (None, UNKNOWN) for key in frame.column(key_column(dim)).to_pylist()], dtype=bool)
    return np.flatnonzero(named)


def _chosen(values: npt.NDArray[np.float64], condition: FieldCondition, series: Series) -> npt.NDArray[np.int64]:
    known = np.nan_to_num(values, nan=0.0)
    wanted = _amount(condition)
    if condition.op == _FIRST and wanted >= 1:
        return np.argsort(-known, kind="stable")[: int(wanted)]
    if condition.op not in (*_SHARES, _FIRST):
        return np.flatnonzero(_BOUNDS[condition.op](values, wanted))
    if condition.op == _FIRST:
        raise BadInputError(
            Text(f"a number of groups is 1 or more, not {wanted}", f"un número de grupos es 1 o más, no {wanted}")
        )
    if not 0 < wanted < 1:
        raise BadInputError(Text(f"a share lies between 0 and 1, not {wanted}", f"una parte va de 0 a 1, no {wanted}"))
    order: npt.NDArray[np.int64] = np.argsort(known if condition.op == "bottom_share" else -known, kind="stable")
    if condition.op != "top_value_share":
        return order[: max(1, round(wanted * len(order)))]
    if not series.metric.zero or series.metric.averaged:
        label = series.metric.label
        raise BadInputError(Text(f"{label.en} does not add up", f"{label.es} no se suma"))
    before = np.cumsum(known[order]) - known[order]
    kept: npt.NDArray[np.int64] = order[before < wanted * known.sum() - _ROUNDING]
    return kept


def _amount(condition: FieldCondition) -> float:
    try:
        return float(condition.value)
    except (TypeError, ValueError) as error:
        raise BadInputError(
            Text(f"{condition.field} {condition.op} needs a number", f"{condition.field} {condition.op} necesita un número")
        ) from error


def _only(computed: Computed, rows: npt.NDArray[np.int64]) -> Computed:
    def _cut(column: Any) -> Any:
        return None if column is None else column[rows]

    series = tuple(
        replace(
            s, value=s.value[rows], baseline=_cut(s.baseline), population=_cut(s.population), share=_cut(s.share),
            low=_cut(s.low), high=_cut(s.high),
        )
        for s in computed.series
    )  # fmt: skip
    return Computed(computed.frame.take(rows), series)


def _facts(
    question: Question, condition: FieldCondition, series: Series, groups: tuple[npt.NDArray[np.int64], ...]
) -> list[Fact]:
    """How many groups are left and of how many; where they add up, what they make together and its share of the whole."""
    rows, named = groups
    metric, now, dimensions = series.metric, span_of(question.scene, question), filter_dimensions(question)
    currency = question.scene.warehouse.currency if metric.unit == "money" else None
    units: Mapping[tuple[str, ...], Unit] = {("customer",): "customers", ("order",): "orders"}
    unit = units.get(tuple(question.scene.dims), "count")
    bounded = condition.op not in (*_SHARES, _FIRST)
    lead = condition.op in ("top_share", "bottom_share", _FIRST)
    label = _label(question, condition, series)
    facts = [
        Fact(GROUPS_KEPT, label, len(rows), unit, now, dimensions, "count", headline=not lead),
        Fact(GROUPS_KEPT, label, len(named), unit, now, dimensions, "total"),
    ]
    whole, part = float(np.nansum(series.value[named])), float(np.nansum(series.value[rows]))
    if metric.zero and not metric.averaged and whole > 0:
        made = number(part, metric.unit)
        share = Text("{metric}: share of all", "{metric}: parte del total").format(metric=metric.label)
        facts += [
            Fact(metric.id, share, part / whole, "rate", now, dimensions, "share", headline=lead),
            Fact(metric.id, metric.label, made, metric.unit, now, dimensions, "value", currency, headline=bounded),
            Fact(metric.id, metric.label, number(whole, metric.unit), metric.unit, now, dimensions, "total", currency),
        ]
    return facts


def _label(question: Question, condition: FieldCondition, series: Series) -> Text:
    share = condition.op in _SHARES
    number = f"{_amount(condition) * (100 if share else 1):,.10g}"
    amounts = (number, number.translate(str.maketrans(",.", ".,")))
    metric, said = series.metric.label, (_SAID_OF_MONEY if series.metric.unit == "money" else _SAID)[condition.op]
    what = tuple(" / ".join(DIMENSIONS[dim].plural[lang] for dim in question.scene.dims) for lang in ("en", "es"))
    return Text(
        f"{what[0]} {said.en.format(n=amounts[0], metric=_small(metric.en))}",
        f"{what[1]} {said.es.format(n=amounts[1], metric=_small(metric.es))}",
    )


def _small(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
