"""Lays a grouped result out as a table: canonical keys, names where keys are ids, and a column per number."""

from collections.abc import Mapping, Sequence
from math import isnan

import numpy as np
import numpy.typing as npt

from tools.metrics.computing import Computed, Series
from tools.metrics.dimensions import DIMENSIONS, key_of
from tools.metrics.metric import Column as Numbers
from tools.metrics.question import Question
from tools.metrics.ranking import SMALL_GROUP, Ranked
from tools.metrics.rows import key_column
from tools.metrics.scene import GRAINS
from tools.metrics.stating import number
from tools.reply import ChartShape, Column, Scalar, Table
from tools.terms import Text, Unit

__all__ = ["comparison_table", "grouped_table"]

_NAMES = Text("Name", "Nombre")
_CHANGE = Text("{metric}: change", "{metric}: variación")
_CHANGE_RATE = Text("{metric}: change, %", "{metric}: variación, %")
_BASELINE = Text("{metric} before", "{metric} antes")
_MOST_NAMED = 3
_SHARE = Text("{metric}: share", "{metric}: peso")
_LOW = Text("{metric}: low", "{metric}: mínimo")
_HIGH = Text("{metric}: high", "{metric}: máximo")
_MARK = Text("Small group", "Grupo pequeño")


def grouped_table(question: Question, computed: Computed, ranked: Ranked, names: Mapping[str, str]) -> Table:
    """The rows of a ranked result; a time series is whole and in time order unless a ranking was asked for."""
    dims = question.scene.dims
    columns, values = _keys(computed, ranked, dims, names)
    for series in computed.series:
        _add_numbers(columns, values, series, ranked.rows, question)
    if ranked.small.any():
        columns.append(Column("small_group", "label", _MARK))
        values.append([f"n < {SMALL_GROUP}" if small else "" for small in ranked.small])
    rows = [list(row) for row in zip(*values, strict=True)]
    return Table("", title(question, dims), columns, rows, ranked.total_rows, _shape(question, ranked))


def _keys(
    computed: Computed, ranked: Ranked, dims: Sequence[str], names: Mapping[str, str]
) -> tuple[list[Column], list[list[Scalar]]]:
    columns: list[Column] = []
    values: list[list[Scalar]] = []
    kept = computed.frame.take(ranked.rows)
    for dim in dims:
        keys: list[Scalar] = [key_of(dim, value) for value in kept.column(key_column(dim)).to_pylist()]
        columns.append(Column(dim, "key", DIMENSIONS[dim].label))
        values.append(keys)
        if dim in ("product", "campaign") and names:
            columns.append(Column(f"{dim}_name", "label", _NAMES))
            values.append([names.get(str(key), str(key)) for key in keys])
    return columns, values


def _add_numbers(
    columns: list[Column], values: list[list[Scalar]], series: Series, rows: npt.NDArray[np.int64], question: Question
) -> None:
    metric = series.metric

    def _add(name: str, label: Text, numbers: Numbers | None, unit: Unit, of: str) -> None:
        if numbers is not None:
            columns.append(Column(name, "value", label, unit, of))
            values.append([None if isnan(v) else number(v, unit) for v in numbers[rows].astype(np.float64)])

    label = metric.variant(question.scene).label or metric.label
    _add(metric.id, label, series.value, metric.unit, metric.id)
    if series.baseline is not None:
        _add(f"{metric.id}_baseline", _BASELINE.format(metric=label), series.baseline, metric.unit, metric.id)
        if question.comparable:
            _add(f"{metric.id}_change", _CHANGE.format(metric=label), series.change, metric.unit, metric.id)
            _add(f"{metric.id}_change_rate", _CHANGE_RATE.format(metric=label), series.change_rate, "rate", metric.id)
    _add(f"{metric.id}_low", _LOW.format(metric=label), series.low, metric.unit, metric.id)
    _add(f"{metric.id}_high", _HIGH.format(metric=label), series.high, metric.unit, metric.id)
    _add(f"{metric.id}_share", _SHARE.format(metric=label), series.share, "rate", metric.id)
    if metric.averaged and metric.population is not None and metric.population.id not in {c.name for c in columns}:
        population = metric.population
        _add(population.id, population.label, series.population, population.unit, population.id)


def title(question: Question, dims: Sequence[str]) -> Text:
    """What the table shows: metrics by dimensions."""
    names = _names(question)
    english = f"{names.en} by " + ", ".join(DIMENSIONS[d].label.en.lower() for d in dims)
    spanish = f"{names.es} por " + ", ".join(DIMENSIONS[d].label.es.lower() for d in dims)
    return Text(english, spanish)


def _names(question: Question) -> Text:
    """The metrics by name, or together where they are too many for a title."""
    if len(question.metrics) > _MOST_NAMED:
        return Text("Key figures", "Cifras principales")
    return Text(", ".join(m.label.en for m in question.metrics), ", ".join(m.label.es for m in question.metrics))


def _shape(question: Question, ranked: Ranked) -> ChartShape:
    if ranked.by_value or not {*GRAINS, "cohort"} & set(question.scene.dims):
        return "distribution" if {"weekday", "hour"} & set(question.scene.dims) and not ranked.by_value else "ranking"
    return "trend"


def comparison_table(question: Question, computed: Computed) -> Table | None:
    """The period beside its baseline, one row each; None when nothing was compared."""
    before = question.before
    if before is None:
        return None
    columns = [Column("period", "key", Text("Period", "Periodo"))]
    rows: list[list[Scalar]] = [[f"{scene.first}..{scene.last}"] for scene in (before, question.scene)]
    for series in computed.series:
        metric = series.metric
        columns.append(Column(metric.id, "value", metric.variant(question.scene).label or metric.label, metric.unit, metric.id))
        for row, column in zip(rows, (series.baseline, series.value), strict=True):
            found = float("nan") if column is None else float(column[0])
            row.append(None if isnan(found) else number(found, metric.unit))
    return Table("", _names(question), columns, rows, len(rows), "comparison")
