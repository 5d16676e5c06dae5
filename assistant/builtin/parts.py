"""`and in the second?` after a quarter or a half: that part of the same year."""

import re
from collections.abc import Mapping

from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.reading import Reading
from assistant.builtin.steps import make_plan

__all__ = ["plan_part"]

_NTH: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "primero": 1, "primer": 1, "segundo": 2, "tercero": 3, "tercer": 3,
    "cuarto": 4,
}  # fmt: skip
_PART = re.compile(
    rf"\W*(?:and|y|what about|how about)\W+(?P<within>in |en |during |durante )?"
    rf"(?:the |el |del )?(?P<nth>{'|'.join(_NTH)})(?: one)?\W*"
)


def plan_part(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last query in another quarter or half of its year; where rows were listed, only `in the second` means that."""
    match = _PART.fullmatch(reading.folded)
    span = reading.periods.period(str(step.arguments.get("period") or "")) if match and step.tool == "query_metrics" else None
    if match is None or span is None or span.kind not in ("quarter", "half"):
        return None
    nth, most = _NTH[match["nth"]], 4 if span.kind == "quarter" else 2
    if nth > most or (turn.shown is not None and not match["within"]):
        return None
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word != match["nth"]]
    reading.line = reading.line.replace(f"~{match['nth']}", "")
    period = f"{span.first.year}-{'Q' if most == 4 else 'H'}{nth}"
    return make_plan(reading, "metric", [Step(step.tool, {**step.arguments, "period": period})], turn.plan.focus)
