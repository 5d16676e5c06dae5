"""`and in the second?` after a quarter or a half: the part of a year that is meant, said in full; so with `that of 2024`."""

from collections.abc import Mapping

from assistant.builtin import patterns as re
from assistant.builtin.plan import Context
from assistant.builtin.times.mentions import said_year
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.words.normalise import fold
from tools.terms import Language

__all__ = ["part_in_full", "year_in_full"]

_NTH: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "primero": 1, "primer": 1,
    "segundo": 2, "tercero": 3, "tercer": 3, "cuarto": 4,
}  # fmt: skip
_PLAIN_YEAR = {"este ano": "this year"}
_PART = re.compile(
    rf"(?P<alone>^\W*(?:(?:and|y|now|ahora|what about|how about|que tal)\W+)*)?(?P<within>(?:in|en|for|during|durante|para) )?"
    rf"(?:the |el |del |(?:l[oa]s?|el) del |(?:that|those|the ones?) (?:of|from|in) the )?(?P<nth>{'|'.join(_NTH)})(?: one)?"
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


_NAMED_PART = (
    r"(?:black friday|cyber monday|viernes negro|christmas|navidad(?:es)?|easter|pascuas?|semana santa|valentine\w*(?:['’ ]?s)?"
    r"(?: day)?|san valentin|summer|verano|winter|invierno|spring|primavera|autumn|fall|otono|"
    r"(?:[qt][1-4]|[1-4][qt]|h[12]|[12]h)|"
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th|primer|segundo|tercer|cuarto) "
    r"(?:quarter|half|trimestre|semestre)|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
_THAT_OF = r"(?:el|la|los|las|that|the one|those|the ones?) (?:de|del|of|from|in|for)(?: (?:ano|year))?"
_AND_THAT_OF = re.compile(
    rf"\b(?P<part>{_NAMED_PART}) (?:(?:de|del|of|in) )?(?:19|20)\d\d\b[^?.;]{{0,60}}?"
    rf"\b(?:como|y|que|contra|vs|frente a|con|and|than|against|versus|to|as|or|o)(?: (?:en|in|on|con|a|also|tambien)){{0,2}}"
    rf" (?P<that>{_THAT_OF}) (?P<year>(?:19|20)\d\d)\b"
)
_THAT_ONE_OF = re.compile(
    rf"\W*(?:(?:and|y|what about|how about|que tal|now|ahora|compared? (?:to|with)|vs|contra|frente a)\W+)*"
    rf"(?:(?:en|in|con|with) )?(?:{_THAT_OF} (?P<year>(?:19|20)\d\d)|the (?P<before>(?:19|20)\d\d) one)\W*"
)


def year_in_full(text: str, language: Language, spoken: list[str], periods: PeriodReader) -> str:
    """`on Black Friday 2024 and on that of 2025`, `and the one of 2024?` after a quarter: the same part of that year."""
    folded = fold(text)
    if len(folded) == len(text) and (told := _AND_THAT_OF.search(folded)):
        link = "of" if language == "en" else "de"
        return f"{text[: told.start('that')]}{told['part']} {link} {told['year']}{text[told.end('year') :]}"
    match = _THAT_ONE_OF.fullmatch(folded)
    span = periods.period(spoken[0]) if match and spoken else None
    if match is None or span is None or span.kind in ("year", "all"):
        return text
    year = int(match["year"] or match["before"])
    sale = re.fullmatch(r"([a-z_]+)_\d{4}", spoken[0])
    same = f"{sale[1]}_{year}" if sale else periods.in_year(spoken[0], year)
    if same is None or periods.period(same) is None:
        return text
    said = re.sub(r"(\d{4})-([QH]\d)", r"\2 \1", same).replace("_", " ")
    return f"{'and in' if language == 'en' else 'y en'} {said}?"
