"""Gathers all that a question about this shop can name: metrics, dimensions, fields, and the values that its data hold."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from tools.metrics.countries import country_names
from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.fields import FIELDS, value_label
from tools.metrics.live_values import live_values
from tools.metrics.metric import Metric
from tools.metrics.question import supported
from tools.metrics.registry import METRICS, RELATIONS
from tools.metrics.scene import Scene
from tools.terms import Text
from tools.vocabulary import Catalogue, Term, Value
from tools.warehouse.engine import Warehouse
from tools.warehouse.schema import PROFILE_COLUMNS, ColumnType

__all__ = ["build_catalogue", "missing_tables"]

_VALUED = (
    "country", "city", "sales_channel", "acquisition_channel", "referral_source", "category", "plan", "coupon", "language",
    "channel",
    "cancel_reason", "campaign", "product", "stage", "health", "rfm_segment", "new_or_returning",
)  # fmt: skip
_MOST_VALUES = 20_000
_TYPES: Mapping[ColumnType, str] = {
    "text": "text", "integer": "number", "decimal": "number", "boolean": "boolean", "date": "date", "instant": "date",
}  # fmt: skip


def build_catalogue(warehouse: Warehouse, segments: Sequence[str] = ()) -> Catalogue:
    """The catalogue of a snapshot; its cost is one pass over the values, so keep it per snapshot."""
    today = _day(warehouse, "last_on")
    scene = Scene(warehouse, today, today)
    return Catalogue(
        metrics=[_metric_term(metric, scene) for metric in METRICS.values()],
        dimensions=list(_dimension_terms(warehouse)),
        fields=list(_field_terms(warehouse)),
        values=list(chain.from_iterable(_values(warehouse, dimension) for dimension in _VALUED)),
        today=today,
        data_first=_day(warehouse, "first_on"),
        currency=warehouse.currency,
        tables=warehouse.tables,
        segments=tuple(segments),
    )


def missing_tables(metric: Metric, scene: Scene) -> tuple[str, ...]:
    """The tables that a metric needs and this snapshot lacks; empty when it can be computed."""
    needed = [table for part in metric.variant(scene).formula.parts() for table in RELATIONS[part.relation].tables]
    return tuple(dict.fromkeys(table for table in needed if not scene.warehouse.has(table)))


def _day(warehouse: Warehouse, key: str) -> date:
    """A day of the snapshot's span; an empty shop has none and gets a day that no question will meet."""
    if not warehouse.manifest.get(key):
        return warehouse.shop.as_of or date(2000, 1, 1)
    return warehouse.today if key == "last_on" else warehouse.data_first


def _metric_term(metric: Metric, scene: Scene) -> Term:
    missing = missing_tables(metric, scene)
    dimensions = () if missing else tuple(sorted(supported(metric, scene)))
    return Term(metric.id, metric.label, metric.synonyms, "metric", metric.unit, not missing, missing, dimensions)


def _dimension_terms(warehouse: Warehouse) -> Iterator[Term]:
    for dimension in DIMENSIONS.values():
        missing = tuple(table for table in dimension.tables if not warehouse.has(table))
        yield Term(dimension.id, dimension.label, dimension.synonyms, "dimension", None, not missing, missing)


def _field_terms(warehouse: Warehouse) -> Iterator[Term]:
    for field in FIELDS.values():
        missing = tuple(table for table in ("profiles", *field.tables) if not warehouse.has(table))
        yield Term(
            field.id, field.label, field.synonyms, "field", field.unit, not missing, missing,
            type=_TYPES[PROFILE_COLUMNS[field.id]],  # type: ignore[arg-type]  # values of _TYPES are Term's
        )  # fmt: skip


def _values(warehouse: Warehouse, dimension: str) -> Iterator[Value]:
    known = live_values(warehouse, dimension)
    for key in sorted(known.weights, key=lambda k: (-known.weights[k], k))[:_MOST_VALUES]:
        yield Value(dimension, key, _names(dimension, key, known.names), known.weights[key], known.begun.get(key))


def _names(dimension: str, key: str, named: Mapping[str, str]) -> tuple[str, ...]:
    if dimension == "country":
        return country_names(key)
    if key in named:
        return (named[key],)
    label = value_label(dimension, key)
    names = (label.en, label.es) if label != Text.same(key) else (key.replace("_", " "),)
    return tuple(dict.fromkeys(name.removeprefix("RFM: ") for name in names))
