"""From a part to the whole: `and the blended cost?`, `across all channels`, `and over everyone?` after a filter or a split."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Step
from assistant.builtin.reading.grouping import all_of
from assistant.builtin.reading.reading import Reading

__all__ = ["CHANNELS", "of_all", "widened"]

CHANNELS = ("channel", "sales_channel", "acquisition_channel")
_BLENDED = re.compile(r"\b(?:blended|overall|global|company-?wide|shop-?wide|store-?wide|en conjunto|conjunt[oa]|general)\b")
_WHOLE = frozenset(
    "total totals overall altogether everyone everybody all whole together todos todas todo toda conjunto general global "
    "juntos juntas entire".split()
)
_OF_THE_WHOLE = _WHOLE | frozenset(
    "and y e ok vale now ahora what about how is s cual es seria que tal just solo the el la los las lo in en for para de del "
    "of across over customers customer clientes base people gente with con its su interval intervalo confidence confianza a an "
    "un una average mean medio media promedio figure number cifra single one value valor please por favor put taken".split()
)


def widened(reading: Reading, step: Step) -> list[dict[str, Any]]:
    """The filters that stay where another measure is asked for: a blended one has no part, `all channels` no channel."""
    filters = [dict(f) for f in step.arguments.get("filters", ()) if not _ranks_its_kind(reading, step, f)]
    if not reading.metrics or reading.metrics == list(step.arguments["metrics"]) or reading.filters:
        return filters
    if _BLENDED.search(reading.folded):
        return []
    named = set(reading.groups) | all_of(reading.line, reading.gloss)
    kin = set(CHANNELS) if named & set(CHANNELS) else named
    if reading.has("all", "everyone") and kin & {f["field"] for f in filters}:
        reading.groups = []
        reading.line = re.sub(r"(?<!\S)all_time(?!\S) ?", "", reading.line)  # `total revenue` is of the period still
        return [f for f in filters if f["field"] not in kin]
    return filters


def of_all(reading: Reading, step: Step) -> Step | None:
    """The step without its split, or without its filters where there is none; None where the message says more than that."""
    said = set(re.findall(r"[a-z]+", reading.folded))
    split = [name for name in ("group_by", "by") if name in step.arguments]
    if not said & _WHOLE or said - _OF_THE_WHOLE or step.tool not in ("query_metrics", "customer_value"):
        return None
    if not split and not step.arguments.get("filters"):
        return None
    gone = (*split, "order_by", "limit", "share") if split else ("filters",)
    reading.gloss.unknown.clear()
    return Step(step.tool, {name: value for name, value in step.arguments.items() if name not in gone})


def _ranks_its_kind(reading: Reading, step: Step, found: dict[str, Any]) -> bool:
    """`and which campaign was the best?` after one campaign: a ranking is of all of them."""
    kind = found["field"]
    ranks = reading.has("top", "worst", "most", "fewer", "from_high", "from_low", "better", "worse")
    split = kind in reading.groups or (not reading.groups and kind in step.arguments.get("group_by", ()))
    named = any(f["field"] == kind for f in reading.filters)
    return kind == "campaign" and found.get("op") in ("=", "in") and ranks and split and not named
