"""Another campaign after one: `and Tea week, same figure`, `back to the 2025 campaign: revenue per recipient?`."""

from assistant.builtin import patterns as re
from assistant.builtin.followups.lifting import asked_again
from assistant.builtin.followups.remeasuring import remeasured
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.planning.steps import without_empty
from assistant.builtin.reading.mailings import dated_by_name
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold
from assistant.builtin.words.sendings import named_campaigns, words_of_names
from tools.vocabulary import Catalogue

__all__ = ["plan_other_campaign"]

_YEAR = re.compile(r"\b20\d\d\b")
_OF_NAMES = ("category", "product")
_MOST_WORDS = 14


def plan_other_campaign(reading: Reading, context: Context, turn: Turn, step: Step, catalogue: Catalogue) -> Plan | None:
    """The last question of the campaign that is named by a part of its name, or by the year of one spoken of before."""
    if step.tool != "query_metrics" or not _campaigns(step) or len(reading.folded.split()) > _MOST_WORDS:
        return None
    others = [f for f in reading.filters if f["field"] not in ("campaign", *_OF_NAMES)]
    if others or reading.conditions.all or reading.comparison.asked:
        return None
    if reading.period and not _YEAR.fullmatch(reading.period):
        called = named_campaigns(reading.folded, catalogue)
        if called and dated_by_name(reading, called, catalogue):
            reading.comparison.period = None  # `and on New year, new bed?`
    told = [f["value"] for f in reading.filters if f["field"] == "campaign" and f["op"] == "="]
    if told and (reading.groups or (reading.period and not _YEAR.fullmatch(reading.period))):
        return None
    if any(g not in ("day", "week", "month", "campaign") for g in reading.groups):
        return None
    named = told or named_campaigns(reading.folded, catalogue) or _of_the_year(reading, context, catalogue)
    if len(named) != 1 or not (reading.filters or reading.has("campaign") or named != _campaigns(step)):
        return None
    said = words_of_names(named, catalogue)
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in said]
    reading.rest = ""  # the year and the numbers of its name are used
    kept = [f for f in step.arguments["filters"] if f["field"] != "campaign"]
    metrics = remeasured(reading, turn, step.arguments)["metrics"]
    period = step.arguments.get("period") if reading.period is None or _YEAR.fullmatch(reading.period) else reading.period
    arguments = without_empty({**step.arguments, "metrics": metrics, "period": period})
    arguments["filters"] = [*kept, {"field": "campaign", "op": "=", "value": named[0]}]
    if "order_by" in arguments:
        arguments["order_by"] = f"-{metrics[0]}"
    return asked_again(reading, turn, Step(step.tool, arguments))


def _campaigns(step: Step) -> list[str]:
    return [f["value"] for f in step.arguments.get("filters", ()) if f["field"] == "campaign" and f["op"] == "="]


def _of_the_year(reading: Reading, context: Context, catalogue: Catalogue) -> list[str]:
    """The campaigns of this conversation that bear the year in their names."""
    year = _YEAR.search(reading.folded)
    if year is None or not reading.has("campaign"):
        return []
    spoken = {name for turn in context.turns for step in turn.plan.steps for name in _campaigns(step)}
    names = {v.key: fold(" ".join(v.names)) for v in catalogue.values if v.dimension == "campaign" and v.key in spoken}
    return [key for key, name in names.items() if year[0] in name]
