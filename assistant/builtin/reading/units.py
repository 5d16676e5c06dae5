"""Units of time that are no groups: `the first six months of 2025` are days, `during the year` is the year named before."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry
from tools.periods import MONTHS
from tools.terms import Text

__all__ = ["settle_units", "short_years"]

_FIRST = frozenset("first primer primero primera primeros primeras opening".split())
_RANKED = frozenset("top best biggest highest largest mejor mejores mayor mayores principal principales".split())
_YEAR = r"(?:(?:19|20)\d\d|(?:last|this) year|year (?:last|this))"
_OPENING = re.compile(rf"(?<!\S)(?:top (\d{{1,2}})|(\d{{1,2}}) top) (day|week|month|quarter)(?= (?:of|in) {_YEAR}(?!\S))")
_OF_WEEK = re.compile(r"(?<!\S)day((?: \S+){1,2}) of(?: this)? week(?!\S)")
_UNITS = {
    "year": "year ano",
    "month": "month mes",
    "quarter": "quarter trimestre",
    "week": "week semana",
    "day": "day dia date fecha",
}
_NAMED = {
    "year": rf"{_YEAR}",
    "month": rf"(?:{'|'.join(MONTHS)}|last month|month last|\d{{4}}-\d\d|\d{{1,2}}/\d{{4}})",
    "quarter": r"(?:[qth][1-4]|[1-4][qt]|\dth quarter|last quarter|quarter last)",
    "week": r"(?:last week|week last|w\d+)",
    "day": rf"(?:\d{{1,2}} (?:of )?(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)}) \d{{1,2}})",
}
_SEEN = re.compile(r"(?<!\S)((?:day|week|month|quarter|year|@d\d+)(?: (?:of|in) \S+)?) (?:see_product|sign_up)(?= )")
_RANK = re.compile(r"(?<!\S)(?:top|worst|most|fewer|busiest)(?!\S)")


def settle_units(read: Gloss) -> None:
    """Say in the line which units are days of a year, which day is one of the week, and leave out what only points back."""
    words = {mark.text for mark in read.marks}
    if words & _FIRST and not words & _RANKED:
        read.line = _OPENING.sub(lambda m: f"opening {m[1] or m[2]} {m[3]}", read.line)
    for unit, said in _UNITS.items():
        if _points(read, said.split(), unit):
            read.line = _without_last(read.line, unit)
    if _RANK.search(read.line):
        read.line = _SEEN.sub(r"\1", read.line)  # `which month saw the fewest orders`
    weekday = _OF_WEEK.search(read.line)
    if weekday and _RANK.search(weekday[1]):
        read.line = read.line.replace(weekday[0], f"{read.place(Entry('dimension', 'weekday'))}{weekday[1]}", 1)


def _points(read: Gloss, said: list[str], unit: str) -> bool:
    """Whether a unit only points to the period of its kind that the words name: `durante el año`."""
    texts = [mark.text for mark in read.marks]
    for at, text in enumerate(texts[1:], 1):
        behind = texts[at + 1] if at + 1 < len(texts) else ""
        within = texts[at - 1] in ("the", "el", "la") and texts[at - 2 : at - 1] in (
            ["during"],
            ["durante"],
            ["within"],
            ["in"],
            ["en"],
        )
        if text in said and within and behind not in ("pasado", "anterior", "before", "to", "last"):
            return re.search(rf"(?<!\S){_NAMED[unit]}(?!\S)", read.line) is not None and " same " not in f" {read.line} "
    return False


def _without_last(line: str, unit: str) -> str:
    """The line without the last time that a unit stands alone in it."""
    alone = list(re.finditer(rf"(?<!\S)(?:(?:in|of|for|on|~\w+) )?(?<!last )(?<!this )(?:{unit})(?=$| )", line))
    return f"{line[: alone[-1].start()].rstrip()}{line[alone[-1].end() :]}" if alone else line


_WITHIN = frozenset("in of for during since en de del durante desde".split())
_NO_DAY = r"(?! (?:(?:and|to|until|-) \d|(?:day|week|month|quarter|half|year|time)(?!\S)|[€$£%#]))"
_PARTS = (
    r"[qth][1-4]|[1-4][qth]|[1-4](?:st|nd|rd|th) (?:quarter|half(?:_of)?)|black_friday|cyber_monday|christmas|easter|"
    r"valentines?|summer|winter|spring|autumn|year"
)
_PART_AND_NUMBER = re.compile(
    rf"(?<!\S)((?:{'|'.join(MONTHS)})(?: of)?|(?:{_PARTS})(?: (?:of|in))?|(?:buy|spend|sell|@[mvd]\d+) in) "
    rf"(\d\d)(?!\S){_NO_DAY}"
)
_IN_YEAR = re.compile(r"(?<!\S)in (\d\d)(?= ,| -|$| (?:and|but|compare)(?!\S))")  # `who bought most in 97`
_YEAR_AGAINST = re.compile(r"((?:19|20)\d\d compare (?:with |to |in )?)(\d\d)(?= ,|$)")
_ON = ("on", "the")
_LINKED = (" of", "_of", " in")


_OVER_YEAR = re.compile(r"(?<=spend )(?<!who spend )(?<!customer spend )(?:over|more_than) ((?:19|20)\d\d)(?=(?: ,)*$)")


def short_years(read: Gloss, years: tuple[int, int]) -> list[Text]:
    """`in march 25`, `q3 25`: of a year that the data hold, where `on march 25` is a day; which one was taken is said."""
    read.line = _OVER_YEAR.sub(lambda m: f"in {m[1]}" if years[0] <= int(m[1]) <= years[1] else m[0], read.line)
    notes: list[Text] = []
    dated = re.search(r"(?<!\S)(?:19|20)\d\d(?!\S)", read.line) is not None

    def _dated(match: re.Match[str]) -> str:
        part, number = match[1], match[2]
        before, written = _told_by(read, number)
        led = before in _WITHIN
        year = _in_full(number, years)
        if year is None or before in _ON or (dated and not led):
            return match[0]
        if part in MONTHS:
            notes.append(
                Text(
                    f"I read *{written}* as the month in {year}, not as a day",
                    f"Leo *{written}* como el mes de {year}, no como un día",
                )
            )
        return f"{part} {year}" if part.endswith(_LINKED) else f"{part} of {year}"

    dated_line = _PART_AND_NUMBER.sub(_dated, read.line)
    dated_line = _IN_YEAR.sub(lambda m: f"in {_in_full(m[1], years) or m[1]}", dated_line)
    if dated_line != read.line:  # `q1 26 vs 25`
        dated_line = _YEAR_AGAINST.sub(lambda m: f"{m[1]}{_in_full(m[2], years) or m[2]}", dated_line)
    read.line = dated_line
    return notes


def _in_full(number: str, years: tuple[int, int]) -> int | None:
    """The year of two digits that the data hold: 97 is 1997 in one shop, 26 is 2026 in another."""
    return next((year for year in (2000 + int(number), 1900 + int(number)) if years[0] <= year <= years[1]), None)


def _told_by(read: Gloss, number: str) -> tuple[str, str]:
    """The word before a month or quarter that a number follows, and both as they were written."""
    for at, mark in enumerate(read.marks[1:], 1):
        if mark.text == number:
            return (read.marks[at - 2].text if at > 1 else ""), f"{read.marks[at - 1].raw} {number}"
    return "", number
