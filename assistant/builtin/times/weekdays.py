"""Days of the week as a habit (`on Mondays`, `los viernes`, `at weekends`): a filter, where a single day is a date."""

from assistant.builtin import patterns as re
from tools.conditions import FieldCondition
from tools.periods import MONTHS

__all__ = ["NAMES", "habit", "usual_day", "whole_week"]

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANISH = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_ENGLISH_HABIT = re.compile(rf"\b(?:({'|'.join(NAMES)})s|(?:every|each|on an?|falls? on an?) ({'|'.join(NAMES)}))\b")
_SPANISH_HABIT = re.compile(
    rf"\b(?:(?:en |de )?los|cada|todos los|en un|en|al ser|siendo) ((?:{'|'.join(_SPANISH)})s?)"
    rf"(?: (?:y|o|e)(?: los)? ((?:{'|'.join(_SPANISH)})s?))?"
    r"(?! (?:pasad|\d))"
)

_NAME = rf"(?:{'|'.join(NAMES)})"
_WHOLE_WEEK = re.compile(r"(?<!\S)(?:from )?monday (?:to|until|-) sunday(?!\S)")
_FROM_TO = re.compile(rf"(?<!\S)(?:(?:from|of) )?({_NAME}) (?:to|until|-|through|in) ({_NAME})(?!\S)")
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_LONG = re.compile(rf"(?<!\S)(?:(?:19|20)\d\d|(?:last|this) (?:year|quarter|half)|year last|all_time|{_MONTH})(?!\S)")
_ONE_DAY = re.compile(
    rf"(?<!\S)(?:{_NAME} ,? ?(?:of )?(?:\d{{1,2}}(?!\d)|{_MONTH} \d{{1,2}}(?!\d))|\d{{1,2}} (?:of )?{_MONTH}|"
    rf"{_MONTH} \d{{1,2}}(?!\d)|\d{{4}}-|\d+/|(?:last|this|first|top|second) {_NAME}|"
    rf"{_NAME} (?:last|this)(?! (?:month|quarter|year))|\d+th {_NAME})"
)  # `Friday 14 March`, `last Friday`
_LIES_ON = re.compile(r"\b(?:fell|fall|falls|falling) on\b|\bca(?:en|yo|yeron|ia|ian) en\b")
_SET_BESIDE = re.compile(
    r"(?<!\S)(?:@d\d+ (?:compare|or|and) weekend|weekend (?:compare|or|and) @d\d+)(?!\S)"
)  # `weekdays vs weekends`
_WEEKEND = ("saturday", "sunday")
_DAY_WORDS = rf"(?:weekends?|{'|'.join(NAMES)})"
_EXCLUDED = re.compile(  # `drop weekends`, where `fell on Sunday` is a fall
    rf"(?:(?<!\S)(?:exclude|except|without|not|outside)|(?:(?<=, )|(?<=and )|(?<=but )|^)(?:fall|discard|leave_out))"
    rf"(?: (?:in|on|of|the|for))* ({_DAY_WORDS}(?: (?:and|or|,|in|on|the)* ?{_DAY_WORDS})*)(?!\S)"
)

_AROUND_BLACK_FRIDAY = re.compile(  # its period is from Friday to Monday
    r"(black_friday(?: weekend)?(?:(?: of| in)? (?:19|20)\d\d)?)(?: ,)?(?: from| since| of)? "
    r"friday (?:until|to|-) (?:monday|cyber_monday)"
)


def habit(line: str, folded: str) -> tuple[str, FieldCondition | None]:
    """The line without weekdays that are meant as a habit, and the filter that they are."""
    line = _AROUND_BLACK_FRIDAY.sub(r"\1", _WHOLE_WEEK.sub("", line))
    line = _FROM_TO.sub(_days_between, line)
    days = [found for match in _ENGLISH_HABIT.findall(folded) for found in match if found]
    for match in _SPANISH_HABIT.findall(folded):
        days += [NAMES[_SPANISH.index(name if name in _SPANISH else name.removesuffix("s"))] for name in match if name]
    if not days and _LONG.search(line) and not _ONE_DAY.search(line):
        days = re.findall(rf"(?<!\S)({'|'.join(NAMES)})(?!\S)", line)
    habitual = bool(re.search(r"(?<!\S)share(?!\S).*(?<!\S)weekend(?!\S)", line))  # a part of all that falls on weekends
    if _SET_BESIDE.search(line):
        line, habitual = _SET_BESIDE.sub(lambda m: m[0].replace("compare", "or"), line), True
    if habitual:
        line = re.sub(r"(?<!\S)weekend(?!\S)", "weekends", line)
    if re.search(r"(?<!\S)weekends(?!\S)", line):
        days += _WEEKEND
    excluded = _EXCLUDED.search(line)
    if excluded:
        words = re.findall(r"[a-z]+", excluded[1])
        days += [day for word in words for day in (_WEEKEND if word.startswith("weekend") else (word,)) if day in NAMES]
        line = f"{line[: excluded.start()]} {line[excluded.end() :]}"
    if not days:
        return line, None
    names = list(dict.fromkeys(day.capitalize() for day in sorted(days, key=NAMES.index)))
    line = re.sub(rf"(?<!\S)(?:weekends|{'|'.join(day.lower() for day in names)})(?!\S)", "", line)
    line = re.sub(r"(?<!\S)everyone of(?!\S)", "of", line)  # `todos los sábados de 2025`
    if _LIES_ON.search(folded):
        line = re.sub(r"(?<!\S)(?:fall|moved_to)(?!\S)", "", line)
    condition = (
        FieldCondition(field="weekday", op="!=" if excluded else "=", value=names[0])
        if len(names) == 1
        else FieldCondition(field="weekday", op="not_in" if excluded else "in", value=names)
    )
    return re.sub(r"\s+", " ", line).strip(), condition


def _days_between(match: re.Match[str]) -> str:
    """`Friday through Monday`: each of these days."""
    first, last = NAMES.index(match[1]), NAMES.index(match[2])
    return " ".join(NAMES[(first + at) % len(NAMES)] for at in range((last - first) % len(NAMES) + 1))


_MONDAY_TO_SUNDAY = re.compile(r"\bmonday (?:to|-|through) sunday\b|\b(?:de )?lunes a domingo\b")
_USUAL = re.compile(
    r"\b(?:what|which) days? (?:(?:do|does|is|are|sells?|brings?|gets?|has) |(?:of|in) the week)|"
    r"\bque dias? (?:se )?(?:compran?|venden?|piden?|recibimos|hay|tenemos|entran|es|son|nos (?:compran|piden)) "
)


def usual_day(folded: str) -> bool:
    """Whether `which day do people buy most` asks, in the present, for a day of the week and not for a date."""
    return _USUAL.search(folded) is not None or whole_week(folded)


def whole_week(folded: str) -> bool:
    """Whether the days of a week are told as `Monday to Sunday`."""
    return _MONDAY_TO_SUNDAY.search(folded) is not None
