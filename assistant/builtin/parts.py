"""`and in the second?` after a quarter or a half: that part of the same year."""

import re
from collections.abc import Mapping

from assistant.builtin.mentions import said_year
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.reading import Reading
from assistant.builtin.steps import make_plan

__all__ = ["plan_part"]

_NTH: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "primero": 1, "primer": 1,
    "segundo": 2, "tercero": 3, "tercer": 3, "cuarto": 4,
}  # fmt: skip
_PLAIN_YEAR = {"este ano": "this year"}
_PART = re.compile(
    rf"\W*(?:(?:and|y|what about|how about|que tal)\W+)?(?P<within>(?:and )?(?:in|en|for|during|durante|para) )?"
    rf"(?:the |el |del )?(?P<nth>{'|'.join(_NTH)})(?: one)?"
    r"(?:,? (?:of |de |del |in |en )?(?P<year>(?:19|20)\d\d|this year|este ano|last year|(?:el )?ano (?:pasado|anterior)))?\W*"
)


def plan_part(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last query in another quarter or half of its year; where rows were listed, only `in the second` means that."""
    match = _PART.fullmatch(reading.folded)
    span = reading.periods.period(str(step.arguments.get("period") or "")) if match and step.tool == "query_metrics" else None
    if match is None or span is None or span.kind not in ("quarter", "half"):
        return None
    nth, most = _NTH[match["nth"]], 4 if span.kind == "quarter" else 2
    placed = match["within"] or match["year"]
    if nth > most or (turn.shown is not None and not placed):
        return None
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word != match["nth"]]
    reading.line, reading.rest = reading.line.replace(f"~{match['nth']}", ""), ""
    said = match["year"] and _PLAIN_YEAR.get(match["year"], match["year"])
    year = said_year(said, reading.periods.today) or span.first.year
    period = reading.comparison.period = f"{year}-{'Q' if most == 4 else 'H'}{nth}"
    return make_plan(reading, "metric", [Step(step.tool, {**step.arguments, "period": period})], turn.plan.focus)
