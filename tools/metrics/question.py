"""Reads the arguments of a question about metrics into a checked one: metrics, days, groups and conditions that fit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tools.conditions import FieldCondition, Rule
from tools.errors import BadInputError, NoDataError
from tools.metrics.conditions import listed
from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.live_values import live_values, resolve_value
from tools.metrics.metric import Metric, Part
from tools.metrics.registry import METRICS, RELATIONS
from tools.metrics.relations import Relation
from tools.metrics.scene import GRAINS, Members, Scene
from tools.metrics.spelling import folded, unknown
from tools.periods import Period, baseline, resolve
from tools.terms import Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.schema import PROFILE_COLUMNS

__all__ = ["Among", "Asked", "Question", "find_dimension", "find_metric", "read", "supported"]

GROUP_OPS = (">", ">=", "<", "<=", "=", "top_share", "bottom_share", "top_value_share", "top_count")
_PEOPLE_ONLY = frozenset({"segment"})


@dataclass(frozen=True, slots=True)
class Among:
    """The customers whose doings count, with their rule in words."""

    rule: Rule
    said: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments as they were given."""

    metrics: Sequence[str]
    period: str | None = None
    compare_to: str | None = None
    group_by: Sequence[str] = ()
    filters: Sequence[FieldCondition] = ()
    order_by: str | None = None
    limit: int | None = None
    share: bool = False
    among: Among | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be computed: every name is known and every metric can be split and filtered as asked."""

    metrics: tuple[Metric, ...]
    scene: Scene
    period: Period
    partial: bool
    before: Scene | None
    asked: Asked
    assumptions: tuple[Text, ...] = ()
    caveats: tuple[Text, ...] = field(default=())
    comparable: bool = True
    undated: bool = False
    kept: tuple[FieldCondition, ...] = ()


def find_metric(word: str) -> Metric:
    """The metric of that id, or the only one that goes by that name in either language.

    Raises:
        BadInputError: none; the nearest are named.
    """
    if word in METRICS:
        return METRICS[word]
    found = [metric for metric in METRICS.values() if folded(word) in _names_of(metric)]
    if len(found) == 1:
        return found[0]
    raise unknown(Text("metric", "métrica"), word, list(METRICS))


def find_dimension(word: str) -> str:
    """The id of the dimension that goes by that name.

    Raises:
        BadInputError: none; the nearest are named.
    """
    if word in DIMENSIONS:
        return word
    for dimension in DIMENSIONS.values():
        names = (dimension.id, dimension.label.en, dimension.label.es, *dimension.synonyms["en"], *dimension.synonyms["es"])
        if folded(word) in {folded(name) for name in names}:
            return dimension.id
    raise unknown(Text("dimension", "dimensión"), word, list(DIMENSIONS))


def _names_of(metric: Metric) -> set[str]:
    names = (metric.id, metric.label.en, metric.label.es, *metric.synonyms["en"], *metric.synonyms["es"])
    return {folded(name) for name in names}


def supported(metric: Metric, scene: Scene) -> frozenset[str]:
    """The dimensions that every aggregate of a metric can be split and filtered by on this snapshot's tables."""
    dims = [_supported_by(part) for part in _parts(metric, scene)]
    common = frozenset.intersection(*dims) if dims else frozenset()
    return frozenset(dim for dim in common if scene.warehouse.has(*DIMENSIONS[dim].tables))


def _parts(metric: Metric, scene: Scene) -> list[Part]:
    return list(metric.variant(scene).formula.parts())


def _supported_by(part: Part) -> frozenset[str]:
    relation: Relation = RELATIONS[part.relation]
    dims = frozenset(relation.dims)
    return dims if part.by_line or not relation.by_line else dims - {"product", "category"}


def read(warehouse: Warehouse, asked: Asked, members: Members | None = None, segments: Sequence[str] = ()) -> Question:
    """Check and resolve a question.

    Raises:
        BadInputError: an unknown metric, dimension, value, period or order, or a split that a metric does not have.
        NoDataError: the snapshot lacks a table that a metric needs, or ends before the period begins.
    """
    if not asked.metrics:
        raise unknown(Text("metric", "métrica"), "", list(METRICS))
    metrics = tuple(dict.fromkeys(find_metric(word) for word in asked.metrics))
    dims = tuple(dict.fromkeys(find_dimension(word) for word in asked.group_by))
    if len(dims) > 3:
        raise BadInputError(Text("group by at most three dimensions", "agrupa como mucho por tres dimensiones"))
    _require_values(warehouse, dims)
    bare = Scene(warehouse, warehouse.today, warehouse.today, dims, members=members, segments=tuple(segments))
    for metric in metrics:
        _require(metric, bare)
    kept = tuple(c for c in asked.filters if _keeps_groups(c, metrics, dims))
    others = [c for c in asked.filters if c not in kept]
    conditions, people = _conditions(warehouse, others, metrics, bare)
    if asked.among is not None:
        _check_people(metrics, bare, "customers")
    period, undated = _period(asked, metrics, warehouse)
    first = max(period.first, min(warehouse.data_first, period.last))
    scene = Scene(
        warehouse,
        first,
        period.last,
        dims,
        conditions,
        people,
        members,
        tuple(segments),
        asked.among.rule if asked.among else None,
    )
    _check_splits(metrics, scene)
    _check_money(metrics, scene)
    partial = period.partial or first > period.first
    return _compared(Question(metrics, scene, period, partial, None, asked, undated=undated, kept=kept))


_TOLD = ("country", "city", "acquisition_channel", "referral_source", "sales_channel", "coupon", "language", "category")


def _require_values(warehouse: Warehouse, dims: Sequence[str]) -> None:
    """A split by what no row tells would be one group of unknowns: that is no data."""
    for dim in dims:
        if dim in _TOLD and not live_values(warehouse, dim).weights:
            label = DIMENSIONS[dim].label
            raise NoDataError(
                Text(f"nothing in the data says its {label.en.lower()}", f"nada en los datos dice su {label.es.lower()}"),
                (dim,),
            )


def _keeps_groups(condition: FieldCondition, metrics: Sequence[Metric], dims: Sequence[str]) -> bool:
    """Whether a condition is on the figures of the groups: `orders > 100` by country, the top tenth by revenue."""
    return bool(dims) and condition.op in GROUP_OPS and condition.field in {metric.id for metric in metrics}


def _require(metric: Metric, scene: Scene) -> None:
    for part in _parts(metric, scene):
        scene.warehouse.require(*RELATIONS[part.relation].tables)


def _period(asked: Asked, metrics: Sequence[Metric], warehouse: Warehouse) -> tuple[Period, bool]:
    undated = asked.period is None and all(metric.basis != "flow" for metric in metrics)
    if undated:
        return Period(warehouse.today, warehouse.today, "day"), True
    default = next((metric.default_period for metric in metrics if metric.default_period), "all")
    period = resolve(asked.period or default, warehouse.today, warehouse.data_first)
    if period.last < warehouse.data_first:
        begins = warehouse.data_first.isoformat()
        raise NoDataError(
            Text(f"there is no data for that period: the data begin on {begins}",
                 f"no hay datos de ese periodo: los datos empiezan el {begins}")
        )  # fmt: skip
    return period, False


def _check_splits(metrics: Sequence[Metric], scene: Scene) -> None:
    for metric in metrics:
        able = supported(metric, scene)
        for dim in (*scene.dims, *(condition.field for condition in scene.conditions)):
            if dim in able:
                continue
            lacking = [table for table in DIMENSIONS[dim].tables if not scene.warehouse.has(table)]
            if lacking:
                scene.warehouse.require(*lacking)
            raise BadInputError(_no_such_split(metric, dim, able))
    if "segment" in scene.dims and not scene.segments:
        raise NoDataError(Text("there are no saved segments yet", "todavía no hay segmentos guardados"), ("segment",))


def _no_such_split(metric: Metric, dim: str, able: Collection[str]) -> Text:
    """What cannot be split by what, and by what it can, in words."""
    labels = sorted((DIMENSIONS[name].label for name in able), key=lambda label: label.en)
    return Text(
        f"{metric.label.en} cannot be split or filtered by {DIMENSIONS[dim].label.en}; it can by: "
        f"{', '.join(label.en for label in labels) or 'nothing'}",
        f"{metric.label.es} no se puede dividir ni filtrar por {DIMENSIONS[dim].label.es}; sí por: "
        f"{', '.join(label.es for label in labels) or 'nada'}",
    )


def _check_money(metrics: Sequence[Metric], scene: Scene) -> None:
    """Orders in several currencies are never added up without rates."""
    currencies: Mapping[str, Any] = scene.warehouse.manifest.get("currencies") or {}
    fixed = "currency" in scene.dims or any(c.field == "currency" and c.op == "=" for c in scene.conditions)
    money = [m for m in metrics if any(part.unit == "money" for part in _parts(m, scene))]
    if len(currencies) > 1 and money and not fixed:
        listed_codes = ", ".join(sorted(currencies))
        raise NoDataError(
            Text(
                f"orders are in several currencies ({listed_codes}) and there are no exchange rates, so money is not added up; "
                "filter or split by currency",
                f"los pedidos están en varias monedas ({listed_codes}) y no hay tipos de cambio, así que el dinero no se suma; "
                "filtra o divide por moneda",
            ),
            ("exchange_rates",),
        )


def _conditions(
    warehouse: Warehouse, filters: Sequence[FieldCondition], metrics: Sequence[Metric], scene: Scene
) -> tuple[tuple[FieldCondition, ...], tuple[FieldCondition, ...]]:
    """Split filters into those on dimensions of the rows and those on the customers behind them."""
    own, people = [], []
    for given in filters:
        name = given.field if given.field in PROFILE_COLUMNS else find_dimension(given.field)
        able = name in DIMENSIONS and name not in _PEOPLE_ONLY and all(name in supported(m, scene) for m in metrics)
        condition = given.model_copy(update={"field": name})
        if able and given.op not in ("top_share", "bottom_share", "top_value_share"):
            own.append(_resolved(warehouse, condition))
        elif name in PROFILE_COLUMNS or name in _PEOPLE_ONLY:
            _check_people(metrics, scene, name)
            people.append(condition)
        else:
            own.append(condition)
    return tuple(own), tuple(people)


def _check_people(metrics: Sequence[Metric], scene: Scene, name: str) -> None:
    scene.warehouse.require("profiles")
    for metric in metrics:
        if any("customer" not in RELATIONS[part.relation].dims for part in _parts(metric, scene)):
            raise BadInputError(
                Text(f"{metric.id} is not counted per customer, so {name} does not apply",
                     f"{metric.id} no se cuenta por cliente, así que {name} no se aplica")
            )  # fmt: skip


def _resolved(warehouse: Warehouse, condition: FieldCondition) -> FieldCondition:
    """The condition with the values as they stand in the data."""
    if condition.op in ("known", "unknown"):
        return condition
    found: list[Any] = []
    for value in listed(condition):
        found += _values(warehouse, condition.field, value)
    op = {"=": "in", "!=": "not_in"}.get(condition.op, condition.op)
    return condition.model_copy(update={"op": op, "value": found})


def _values(warehouse: Warehouse, dim: str, value: Any) -> list[Any]:
    if dim in GRAINS or dim == "cohort":
        span = resolve(str(value), warehouse.today, warehouse.data_first)
        return [(span.first, span.last)]
    keys = resolve_value(warehouse, dim, str(value))
    if dim == "weekday":
        from tools.metrics.rows import WEEKDAYS

        return [WEEKDAYS.index(key) for key in keys]
    return [int(key) for key in keys] if dim in ("hour", "renewal") else list(keys)


def _compared(question: Question) -> Question:
    """Add the baseline: as many days as the period has so far; not comparable where the data do not reach back."""
    asked, scene, warehouse = question.asked, question.scene, question.scene.warehouse
    if not asked.compare_to:
        return question
    if question.undated or question.period.kind == "all":
        raise BadInputError(
            Text("a comparison needs a period with a beginning and an end, e.g. period='last_month'",
                 "una comparación necesita un periodo con principio y fin, p. ej. period='last_month'")
        )  # fmt: skip
    cut = Period(question.period.first, question.period.last, question.period.kind, question.partial)
    found = baseline(cut, asked.compare_to, warehouse.today, warehouse.data_first)
    days = (scene.last - question.period.first).days + 1
    last = min(found.last, found.first + timedelta(days=days - 1)) if question.partial else found.last
    covered = found.first >= warehouse.data_first and question.period.first >= warehouse.data_first
    before = scene.at(max(found.first, warehouse.data_first), last) if last >= warehouse.data_first else None
    return replace(question, before=before, comparable=covered and _whole(before, found.first))


def _whole(before: Scene | None, first: date) -> bool:
    return before is not None and before.first == first
