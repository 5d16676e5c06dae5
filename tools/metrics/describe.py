"""Describes a snapshot: its tables and span, which metrics each stage can answer with, and what the words mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from tools.metrics.catalogue import missing_tables
from tools.metrics.fields import FIELDS
from tools.metrics.metric import Metric
from tools.metrics.question import find_metric, supported
from tools.metrics.registry import METRICS
from tools.metrics.scene import Scene
from tools.metrics.spelling import folded, unknown
from tools.reply import Column, Fact, Reply, Scalar, Scope, Span, Table
from tools.terms import STAGES, Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.schema import PROFILE_COLUMNS, TABLES

__all__ = ["field_meaning", "fields_known", "last_import", "metric_meaning", "metrics_known", "overview", "tables_held"]

_ROWS = Text("Rows", "Filas")
_TABLE = Text("Table", "Tabla")
_METRICS = Text("Metrics", "Métricas")
_ANSWERABLE = Text("Metrics that can be answered", "Métricas que se pueden responder")
_MISSING = Text("Missing for the others", "Falta para las demás")
_STAGE_NAMES: Mapping[str, Text] = {
    "awareness": Text("awareness", "descubrimiento"), "consideration": Text("consideration", "consideración"),
    "conversion": Text("conversion", "conversión"), "retention": Text("retention", "retención"), "loyalty": Text("loyalty",
    "fidelidad"),
    "value": Text("value", "valor"),
}  # fmt: skip


def overview(warehouse: Warehouse) -> Reply:
    """What there is: rows per table, the span, and how many metrics of each stage can be answered."""
    held = tables_held(warehouse)
    scene = _scene(warehouse)
    rows: list[list[Scalar]] = []
    for stage in (*STAGES, "value"):
        own = [metric for metric in METRICS.values() if metric.stage == stage]
        able = [metric for metric in own if not missing_tables(metric, scene)]
        lacking = sorted({table for metric in own for table in missing_tables(metric, scene)})
        rows.append([stage, len(able), len(own), ", ".join(lacking)])
    stages = Table(
        "", Text("What each stage can say", "Qué puede decir cada etapa"),
        [Column("stage", "key", Text("Stage", "Etapa")), Column("answerable", "value", _ANSWERABLE, "count"),
         Column("metrics", "value", _METRICS, "count"), Column("missing", "label", _MISSING)],
        rows, len(rows),
    )  # fmt: skip
    missing = tuple(table for table in TABLES if not warehouse.has(table))
    return Reply(facts=held.facts, tables=(*held.tables, stages), scope=held.scope, missing=missing)


def tables_held(warehouse: Warehouse) -> Reply:
    """Rows per table of the snapshot."""
    counts: Mapping[str, int] = warehouse.manifest.get("rows", {})
    rows: list[list[Scalar]] = [[name, int(counts.get(name, 0)), TABLES[name].row_is] for name in TABLES if warehouse.has(name)]
    table = Table(
        "", Text("Tables", "Tablas"),
        [Column("table", "key", _TABLE), Column("rows", "value", _ROWS, "count"), Column("row_is", "label", Text("One row is",
        "Una fila es"))],
        rows, len(rows),
    )  # fmt: skip
    facts = [
        Fact("rows", Text("{table}: rows", "{table}: filas").format(table=str(name)), int(str(count)), "count",
            dimensions={"table": str(name)},
             headline=name in ("orders", "customers"))
        for name, count, _ in rows
    ]  # fmt: skip
    return Reply(facts=facts, tables=(table,) if rows else (), scope=_scope(warehouse))


def metrics_known(warehouse: Warehouse) -> Reply:
    """All metrics with definition, unit and whether this snapshot can answer them."""
    scene = _scene(warehouse)
    rows: list[list[Scalar]] = []
    for metric in METRICS.values():
        rows.append(
            [metric.id, metric.stage, metric.unit, ", ".join(missing_tables(metric, scene)), metric.label.en, metric.label.es]
        )
    table = Table(
        "", _METRICS,
        [Column("metric", "key", Text("Metric", "Métrica")), Column("stage", "label", Text("Stage", "Etapa")),
         Column("unit", "label", Text("Unit", "Unidad")), Column("missing", "label", Text("Missing tables",
         "Tablas que faltan")),
         Column("name_en", "label", Text("In English", "En inglés")), Column("name_es", "label", Text("In Spanish",
         "En español"))],
        rows, len(rows),
    )  # fmt: skip
    able = sum(1 for row in rows if not row[3])
    facts = [
        Fact("metrics_answerable", _ANSWERABLE, able, "count", headline=True),
        Fact("metrics", _METRICS, len(rows), "count", role="total"),
    ]
    return Reply(facts=facts, tables=(table,), scope=_scope(warehouse))


def metric_meaning(warehouse: Warehouse, name: str) -> Reply:
    """What a metric means, what else it is called, and by what it can be split.

    Raises:
        BadInputError: no metric of that name.
    """
    metric = find_metric(name)
    scene = _scene(warehouse)
    missing = missing_tables(metric, scene)
    splits = () if missing else tuple(sorted(supported(metric, scene)))
    table = Table("", metric.label, [Column("what", "key", Text("What", "Qué")), Column("en", "label", Text("English",
        "Inglés")),
                                     Column("es", "label", Text("Spanish", "Español"))], _meaning_rows(metric, splits),
                                     8)  # fmt: skip
    message = Text("{name}: {meaning}", "{name}: {meaning}").format(name=metric.label, meaning=metric.definition)
    return Reply(tables=(table,), scope=_scope(warehouse), message=message, missing=missing)


def _meaning_rows(metric: Metric, splits: Sequence[str]) -> list[list[Scalar]]:
    better = {"up": Text("higher", "más alto"), "down": Text("lower", "más bajo"), "neither": Text("it depends", "depende")}[
        metric.good
    ]
    return [
        ["definition", metric.definition.en, metric.definition.es],
        ["unit", metric.unit, metric.unit],
        ["better", better.en, better.es],
        ["stage", _STAGE_NAMES[metric.stage].en, _STAGE_NAMES[metric.stage].es],
        ["also called", ", ".join(metric.synonyms["en"]), ", ".join(metric.synonyms["es"])],
        ["in Shopify", metric.shopify, metric.shopify],
        ["in Klaviyo", metric.klaviyo, metric.klaviyo],
        ["can be split by", ", ".join(splits), ", ".join(splits)],
    ]


def fields_known(warehouse: Warehouse) -> Reply:
    """The profile fields that customers can be selected by."""
    rows: list[list[Scalar]] = []
    for field in FIELDS.values():
        missing = ", ".join(table for table in field.tables if not warehouse.has(table))
        rows.append([field.id, PROFILE_COLUMNS[field.id], field.label.en, field.label.es, missing])
    table = Table(
        "", Text("Profile fields", "Campos de perfil"),
        [Column("field", "key", Text("Field", "Campo")), Column("type", "label", Text("Type", "Tipo")),
         Column("name_en", "label", Text("In English", "En inglés")), Column("name_es", "label", Text("In Spanish",
         "En español")),
         Column("missing", "label", Text("Missing tables", "Tablas que faltan"))],
        rows, len(rows),
    )  # fmt: skip
    facts = [Fact("fields", Text("Profile fields", "Campos de perfil"), len(rows), "count", headline=True)]
    return Reply(facts=facts, tables=(table,), scope=_scope(warehouse))


def field_meaning(warehouse: Warehouse, name: str) -> Reply:
    """What a profile field is and which tables it rests on.

    Raises:
        BadInputError: no field of that name.
    """
    found = next((f for f in FIELDS.values() if folded(name) in {folded(w) for w in (f.id, f.label.en, f.label.es)}), None)
    if found is None:
        raise unknown(Text("field", "campo"), name, list(FIELDS))
    listed = ", ".join((*found.synonyms["en"], *found.synonyms["es"]))
    message = Text("{name} ({id}); also: {words}", "{name} ({id}); también: {words}").format(
        name=found.label, id=found.id, words=listed
    )
    return Reply(scope=_scope(warehouse), message=message, missing=tuple(t for t in found.tables if not warehouse.has(t)))


def last_import(warehouse: Warehouse) -> Reply:
    """What came in with the snapshot: rows, what was rejected and why, and what was read differently."""
    manifest: Mapping[str, Any] = warehouse.manifest
    rows: list[list[Scalar]] = [["imported", name, int(count)] for name, count in manifest.get("rows", {}).items()]
    for kind in ("rejected", "blanked", "left_out"):
        rows += [[kind, str(reason), int(count)] for reason, count in _counts(manifest.get(kind))]
    table = Table(
        "", Text("Last import", "Última importación"),
        [Column("what", "key", Text("What", "Qué")), Column("of", "label", Text("Of", "De")), Column("rows", "value", _ROWS,
        "count")],
        rows, len(rows),
    )  # fmt: skip
    total = sum(int(count) for count in manifest.get("rows", {}).values())
    facts = [Fact("rows_imported", Text("Rows imported", "Filas importadas"), total, "count", headline=True)]
    rejected = sum(count for _, count in _counts(manifest.get("rejected")))
    facts.append(Fact("rows_rejected", Text("Rows rejected", "Filas rechazadas"), rejected, "count", headline=True))
    notes = tuple(Text(note["en"], note["es"]) for note in manifest.get("notes", ()) if isinstance(note, dict))
    return Reply(facts=facts, tables=(table,), scope=_scope(warehouse), insights=notes)


def _counts(found: Any) -> list[tuple[str, int]]:
    """Reasons with how many rows, also where they are grouped by table."""
    if not isinstance(found, dict):
        return []
    flat: list[tuple[str, int]] = []
    for reason, count in found.items():
        nested = [(f"{reason}: {inner}", n) for inner, n in _counts(count)]
        flat += nested if isinstance(count, dict) else [(str(reason), int(count))] if isinstance(count, int) else []
    return flat


def _scene(warehouse: Warehouse) -> Scene:
    from datetime import date

    day = warehouse.today if warehouse.manifest.get("last_on") else date(2000, 1, 1)
    return Scene(warehouse, day, day)


def _scope(warehouse: Warehouse) -> Scope:
    if not (warehouse.manifest.get("first_on") and warehouse.manifest.get("last_on")):
        return Scope()
    return Scope(period=Span(warehouse.data_first, warehouse.today))
