"""`and in the second?` after a quarter or a half: the part of a year that is meant, said in full."""

import re
from collections.abc import Mapping

from assistant.builtin.plan import Context
from assistant.builtin.times.mentions import said_year
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.words.normalise import fold
from tools.terms import Language

__all__ = ["part_in_full"]

_NTH: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "primero": 1, "primer": 1,
    "segundo": 2, "tercero": 3, "tercer": 3, "cuarto": 4,
}  # fmt: skip
_PLAIN_YEAR = {"este ano": "this year"}
_PART = re.compile(
    rf"(?P<alone>^\W*(?:(?:and|y|what about|how about|que tal)\W+)?)?(?P<within>(?:in|en|for|during|durante|para) )?"
    rf"(?:the |el |del )?(?P<nth>{'|'.join(_NTH)})(?: one)?"
    r"(?:,? (?:of |de |del |in |en )?(?P<year>(?:19|20)\d\d|this year|este ano|last year|(?:el )?ano (?:pasado|anterior)))?\W*$"
)


def part_in_full(text: str, language: Language, context: Context, spoken: list[str], periods: PeriodReader) -> str:
    """The text with the quarter or half that its last words mean; where rows were listed, only `in the second` means one."""
    match = _PART.search(fold(text))
    span = periods.period(spoken[0]) if match and spoken else None
    if match is None or span is None or span.kind not in ("quarter", "half"):
        return text
    nth, most = _NTH[match["nth"]], 4 if span.kind == "quarter" else 2
    listed = bool(context.turns) and context.turns[-1].shown is not None
    placed = match["within"] or match["year"] or (match["alone"] is not None and not listed)
    if nth > most or not placed:
        return text
    said = match["year"] and _PLAIN_YEAR.get(match["year"], match["year"])
    year = said_year(said, periods.today) or span.first.year
    joined = "in" if language == "en" else "en"
    return f"{text[: match.start()]}{match['alone'] or ''}{joined} {'Q' if most == 4 else 'H'}{nth} {year}?"
