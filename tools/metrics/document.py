"""Writes the user's page of metrics from the registry, so that page and code cannot drift apart."""

from collections.abc import Iterator

from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.metric import Metric
from tools.metrics.registry import METRICS, RELATIONS
from tools.terms import STAGES, Text

__all__ = ["metrics_page"]

_STAGES = {
    "awareness": Text("Awareness", "Descubrimiento"),
    "consideration": Text("Consideration", "Consideración"),
    "conversion": Text("Conversion", "Conversión"),
    "retention": Text("Retention", "Retención"),
    "loyalty": Text("Loyalty", "Fidelidad"),
    "value": Text("Value", "Valor"),
}
_HEAD = """# Metrics

Generated from the metric registry: `python -m tools.metrics.document > docs/metrics.md`. Do not edit by hand.

A rate is 0 to 1 in the API and a percentage on screen. Ratios are ratios of sums, never means of ratios. No period named:
all history for totals, rankings and rates, the end of the data for stocks; rates of leaving (churn, lapse, pause) take the
last closed month. A metric whose table is missing is "no data", never 0. Groups under 30 customers are marked and left out
of rankings of averages.
"""


def metrics_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for stage in (*STAGES, "value"):
        yield f"## {_STAGES[stage].en} / {_STAGES[stage].es}\n"
        yield "| metric | in English | en español | definition | unit | better | needs | Shopify | Klaviyo |"
        yield "|---|---|---|---|---|---|---|---|---|"
        yield from (_row(metric) for metric in METRICS.values() if metric.stage == stage)
        yield ""
    yield "## Dimensions / Dimensiones\n"
    yield "| dimension | in English | en español |"
    yield "|---|---|---|"
    yield from (f"| `{d.id}` | {d.label.en} | {d.label.es} |" for d in DIMENSIONS.values())


def _row(metric: Metric) -> str:
    needed = dict.fromkeys(table for part in metric.variants[0].formula.parts() for table in RELATIONS[part.relation].tables)
    better = {"up": "higher", "down": "lower", "neither": "-"}[metric.good]
    cells = (
        f"`{metric.id}`", metric.label.en, metric.label.es, metric.definition.en, metric.unit, better, ", ".join(needed),
        metric.shopify or "-", metric.klaviyo or "-",
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(metrics_page())
