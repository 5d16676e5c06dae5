"""The parts of a period that people name: years, days, seasons and holidays, as dates and expressions."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.builtin import patterns as re

__all__ = [
    "DAYS",
    "HOLIDAYS",
    "Mention",
    "dated",
    "is_calendar",
    "month_end",
    "numeric_date",
    "said_year",
    "season_days",
    "with_year",
]

DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}
HOLIDAYS = ("christmas", "valentines", "valentines_day", "easter")  # days at the end of the weeks that are sold for them
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


@dataclass(slots=True)
class Mention:
    """One period of the message: its canonical expression, whether the year was said, and the season or holiday it is."""

    expression: str
    dated: bool = True
    month: int | None = None
    part: str = ""
    named: str = ""


def said_year(words: str | None, today: date) -> int | None:
    """The year that the words behind a month or quarter name, or None when they name none."""
    if not words:
        return None
    if words.isdigit():
        return int(words)
    return today.year if "this" in words else today.year - 1


def with_year(word: str, year: int | None) -> str:
    """A named day with its year where one was said."""
    return f"{word}_{year}" if year else word


def month_end(day: date) -> date:
    """The last day of the month that a day is in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def numeric_date(match: re.Match[str]) -> str:
    """Day first, as both languages of the house do; month first where the day cannot be one."""
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if month > 12:
        day, month = month, day
    year += 2000 if year < 100 else 0
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}"


def is_calendar(expression: str) -> bool:
    """Whether an expression is one calendar unit with its year, such as `2024-Q3`."""
    return bool(re.fullmatch(r"\d{4}(?:-(?:\d{2}(?:-\d{2})?|Q[1-4]|H[12]|W\d{2}))?", expression))


def dated(mention: Mention, year: int) -> str:
    """A mention without a year as the expression of a given year."""
    if mention.month:
        return f"{year}-{mention.month:02d}"
    if mention.part:
        return f"{year}-{mention.expression[0].upper()}{mention.expression[-1]}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", mention.expression) and not mention.expression.endswith("02-29"):
        return f"{year}{mention.expression[4:]}"
    return mention.expression


def season_days(word: str, year: int) -> tuple[date, date]:
    """The first and last day of a season or a holiday that no canonical expression names."""
    if word == "christmas":
        return date(year, 12, 1), date(year, 12, 25)
    if word == "valentines":
        return date(year, 2, 1), date(year, 2, 14)
    if word == "valentines_day":
        return date(year, 2, 14), date(year, 2, 14)
    if word == "cyber_monday":
        november = date(year, 11, 1)
        thursday = 1 + (3 - november.weekday()) % 7 + 21
        monday = date(year, 11, thursday) + timedelta(days=4)
        return monday, monday
    if word == "easter":
        sunday = _easter(year)
        return sunday - timedelta(days=6), sunday
    first, last = _SEASONS[word]
    end_year = year + (last < first)
    following = date(end_year + (last == 12), last % 12 + 1, 1)
    return date(year, first, 1), following - timedelta(days=1)


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
