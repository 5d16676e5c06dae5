"""`% of total?`, `¿qué fracción del total es?` after a figure of a part: its share of the whole, in the same period."""

from assistant.builtin import patterns as re
from assistant.builtin.followups.as_read import take_as_read
from assistant.builtin.followups.lifting import asked_again
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.reading.reading import Reading

__all__ = ["part_of_all"]

_LONGEST = 14
_PART = re.compile(
    r"%|\b(?:share|per ?cent\w*|proportion|fraction|slice|portion|part|out of|relative to|"
    r"porcentaje|porciento|por ciento|proporcion|fraccion|parte|peso|pesan?|representan?|supone[n]?|respecto)\b"
)
_WHOLE = re.compile(r"\b(?:total(?:es)?|all|whole|overall|entire|everything|pie|tod[oa]s?|conjunto)\b")
_OF_THE_SPAN = re.compile(
    r"\b(?:of|for|in|del?|en) (?:the|el|la|l) ?(?:year|month|quarter|week|ano|mes|trimestre|semana)\b|"
    r"\bdel (?:ano|mes|trimestre)\b"
)


def part_of_all(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last figure with its share of all; None where the message asks for another figure, place or time."""
    if step.tool != "query_metrics" or step.arguments.get("group_by") or len(reading.folded.split()) > _LONGEST:
        return None
    filters = list(step.arguments.get("filters", ()))
    if not (filters or step.arguments.get("customers")) or step.arguments.get("compare_to"):
        return None
    if not (_PART.search(reading.folded) and _WHOLE.search(reading.folded)):
        return None
    asked = list(step.arguments["metrics"])
    other = [f for f in reading.filters if f not in filters and f["field"] != "health"]
    dated = reading.periods.mentions and not (reading.periods.pointed or _OF_THE_SPAN.search(reading.folded))
    if (reading.metrics and list(reading.metrics) != asked) or other or dated or reading.groups or reading.comparison.asked:
        return None
    take_as_read(reading, _PART.pattern, _WHOLE.pattern, _OF_THE_SPAN.pattern)
    return asked_again(reading, turn, Step(step.tool, {**step.arguments, "share": True}), "share")
