"""Words that stand for what was asked before: `those orders`, `with them`, `how much did they bring in?`."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Step
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss

__all__ = ["ENDED_IN", "OF_THEM", "THERE", "goes_on", "own_metrics", "stands_for", "there"]

_THESE = frozenset(
    (
        "that this those these such said ese esa esos esas este esta estos estas dicho dicha dichos dichas aquellos aquellas"
    ).split()
)
_THEY = re.compile(
    r"\b(?:they|them|those|these|ellos|ellas|esos|esas|estos|estas|dichos|dichas|con eso)\b"
    r"(?! (?:are|were|is|who|que|son|de)\b)"
)
_ITS = re.compile(r"\b(?:its|su)\b(?! (?:own|propi[oa])\b)")  # `what was its churn rate in May?`
THERE = re.compile(
    r"\b(?P<from>from there|de all[ií]|de all[aá]|de ah[ií])\b|"
    r"(?<!are )(?<!is )(?<!was )(?<!were )\bthere\b(?! (?:is|are|was|were|any)\b)|\b(?:all[ií]|all[aá]|ah[ií])\b",
    re.IGNORECASE,
)
OF_THEM = re.compile(
    r"\b(?:of|among|from|within|de|entre) (?:all |tod[oa]s )?(?:of )?(?:them|em|those|these|"
    r"that (?:group|list|lot|crowd|bunch)|the same|ell[oa]s|es[oa]s|est[oa]s|aquell[oa]s|l[oa]s mism[oa]s|"
    r"es[ea] (?:grupo|lista|conjunto))\b|"
    r"^\W*(?:and )?(?:that lot|same (?:people|customers|group|ones|lot)|l[oa]s mism[oa]s)\b"
)
_PLACES = ("country", "city", "region", "sales_channel", "acquisition_channel")
_VISITS = re.compile(r"\b(?:the|those|these|las|esas|estas) (?:visits|sessions|visitas|sesiones)\b")
ENDED_IN = re.compile(
    r"\b(?:end\w*|finish\w*|turn\w*|convert\w*|result\w*|led|acab\w+|termin\w+|convir\w+)\b.{0,12}\b(?:in|into|to|with|en|con)\b"
)  # `and how many ended in an order?`
_LONGEST = 18
_OVERALL = re.compile(
    r"\b(?:overall|in total|altogether|in all|across|company.?wide|as a whole|total|totales|en total|global(?:es)?|en conjunto|"
    r"generales|all|todos?|todas?)\b"
)


def own_metrics(metrics: list[str], read: Gloss) -> list[str]:
    """The metrics asked for: where another is named, the orders of `those orders` only say of which."""
    words = [mark.text for mark in read.marks]
    said = [
        (read.table[mark.meaning].id, before in _THESE)
        for before, mark in zip(["", *words], read.marks, strict=False)
        if mark.meaning.startswith("@m") and mark.meaning in read.table
    ]
    if "ad_spend" in metrics and "revenue" in metrics:
        money = {mark.text for mark in read.marks if mark.meaning.startswith("@m") and _means(read, mark.meaning, "revenue")}
        metrics = [m for m in metrics if m != "revenue" or not money <= _SPENDING]  # `the ad budget: spend per channel`
    own = {name for name, pointed in said if not pointed}
    pointed = {name for name, pointed in said if pointed} - own
    return [m for m in metrics if m not in pointed] or metrics


_SPENDING = frozenset("gasto gastos spend spending spent gastamos por de total".split())


def _means(read: Gloss, name: str, metric: str) -> bool:
    return name in read.table and read.table[name].id == metric


def stands_for(reading: "Reading", step: Step) -> bool:
    """Whether a measure is asked of what the last figures were of: `how much revenue did those orders bring in?`."""
    narrowed = step.tool == "query_metrics" and (step.arguments.get("filters") or step.arguments.get("period"))
    if not narrowed or reading.conditions.all or len(reading.folded.split()) > _LONGEST:
        return False
    money = reading.metrics == ["revenue"] or (not reading.metrics and reading.has("how_much"))
    if step.tool == "query_metrics" and money and _of_campaign(step) and _IT.search(reading.folded):
        return not (reading.period or reading.filters or reading.groups)
    placed = bool(there(reading, step.arguments.get("filters", ())))
    if not reading.metrics:
        if placed and money and reading.has("spend"):
            reading.metrics = ["revenue"]  # `and how much did they spend there?`
            return True
        return placed and reading.has("performance")  # `how did August go there?`
    its = bool(step.arguments.get("filters")) and _ITS.search(reading.folded) and not reading.filters
    return placed or bool(its) or _THEY.search(reading.folded) is not None or _part_of(reading, step)


_IT = re.compile(
    r"\b(?:it|that|this|they|eso|esto)\b|"
    r"\b(?:(?:ha )?(?:tra[ij]|dej|gener|aport|produj|recaud|tra[ií]d)\w*)(?: (?:eso|esa campana))?\W*$"
)


def _of_campaign(step: Step) -> bool:
    return any(f["field"] == "campaign" for f in step.arguments.get("filters", ()))


def _part_of(reading: "Reading", step: Step) -> bool:
    """`which share of the visits ended in an order?` after the visits of a month: of those."""
    scoped = reading.period or reading.filters or reading.groups
    of_visits = step.arguments["metrics"][0] in ("site_visits", "add_to_cart_rate")
    ended = reading.metrics == ["orders"] and ENDED_IN.search(reading.folded) is not None
    return of_visits and not scoped and (ended or bool(reading.has("share") and _VISITS.search(reading.folded)))


def there(reading: "Reading", conditions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The places among the conditions of an earlier question, where `the customers there` means them."""
    if not THERE.search(reading.folded):
        return []
    return [dict(c) for c in conditions if c.get("field") in _PLACES]


def goes_on(reading: "Reading", step: Step) -> bool:
    """Whether the second question of a message names a measure and nothing else: `..., and how much revenue?`."""
    if stands_for(reading, step):
        return False
    scoped = reading.period or reading.filters or reading.groups or reading.conditions.all or reading.comparison.asked
    if step.tool != "query_metrics" or step.arguments.get("group_by") or scoped or not reading.metrics:
        return False
    return not reading.has("all_time", "top", "most", "worst", "customer_id") and not _OVERALL.search(reading.folded)
