"""The tool that says what there is to ask: the tables and their span, what can be answered, and what each word means."""

from typing import Literal

from tools.context import ToolContext
from tools.metrics.describe import (
    field_meaning,
    fields_known,
    last_import,
    metric_meaning,
    metrics_known,
    overview,
    tables_held,
)
from tools.reply import Reply

__all__ = ["describe_data"]


def describe_data(
    ctx: ToolContext,
    topic: Literal["overview", "tables", "metrics", "fields", "last_import"] = "overview",
    name: str | None = None,
) -> Reply:
    """What data there is and what can be asked of it: tables, period, rows, metrics and their definitions, last import.

    Use it for "what data do you have", "how far back", "which metrics", "what does churn rate mean", "when was the last
    import".
    It gives no figures of the business: query_metrics does.

    Args:
        topic: "overview" for what each stage can answer, "tables" for rows and columns, "metrics" for names and definitions,
            "fields" for what customers can be selected by, "last_import" for what came in and what was rejected.
        name: a metric (topic "metrics") or profile field (topic "fields") to explain.
    """
    warehouse = ctx.warehouse
    if topic == "metrics":
        return metric_meaning(warehouse, name) if name else metrics_known(warehouse)
    if topic == "fields":
        return field_meaning(warehouse, name) if name else fields_known(warehouse)
    if topic == "tables":
        return tables_held(warehouse)
    return last_import(warehouse) if topic == "last_import" else overview(warehouse)
