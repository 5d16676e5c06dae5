"""Days, weeks of a day, fortnights and spans of days in the words of people, as canonical expressions."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from assistant.builtin import patterns as re
from assistant.builtin.times.mentions import Mention, month_end, numeric_date, said_year
from assistant.builtin.times.weekdays import NAMES
from tools.errors import BadInputError
from tools.periods import MONTHS, Period, resolve

__all__ = ["IN_YEAR", "MONTH", "OF", "SAID_YEAR", "YEAR", "DateReader", "Rule"]

MONTH = "|".join(MONTHS)
YEAR = r"(?:19|20)\d\d"
OF = r"(?: (?:of|in|,))*"
SAID_YEAR = rf"(?P<year>{YEAR}|last year|this year|year last|of year last|year previous|previous year)"
IN_YEAR = rf"(?:{OF} {SAID_YEAR})?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_TO = r"(?:and|to|until|-)"
_NO_RANKED = r"(?! (?:top|worst|most|fewer)(?!\S))"  # `September's five biggest sellers` are no fifth day
_WHOLE_YEAR = {"month": "12", "quarter": "4", "half": "2"}
_WEEK_OF = rf"(?:(?<!by )week (?:(?:of|in|since|from) )+|week_ending )(?:(?:{'|'.join(NAMES)}) )?"

_LAST_DAY = 32

Rule: TypeAlias = tuple[str, Callable[[re.Match[str]], str]]


class DateReader:
    """The mentions of one line so far, and the rules that read days."""

    def __init__(self, today: date, data_first: date, spoken: Sequence[str] = ()) -> None:
        self.today = today
        self.data_first = data_first
        self.spoken = spoken
        self.pointed = False
        self.mentions: list[Mention] = []

    def period(self, expression: str) -> Period | None:
        """The days of an expression, or None when it has not begun or is no period."""
        try:
            return resolve(expression, self.today, self.data_first)
        except BadInputError:
            return None

    def add(self, expression: str, dated: bool = True, month: int | None = None, part: str = "") -> str:
        """The sign of a further mention."""
        self.mentions.append(Mention(expression, dated, month, part))
        return f"@p{len(self.mentions) - 1}"

    def _in_digits(self) -> list[Rule]:
        add = self.add
        return [
            (r"(\d{4}-\d{2}-\d{2})", lambda m: add(m[1])),
            (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})", lambda m: add(numeric_date(m))),
            (rf"({YEAR})[-/](\d{{1,2}})", lambda m: add(f"{m[1]}-{int(m[2]):02d}")),
            (rf"(\d{{1,2}})/({YEAR})", lambda m: add(f"{m[2]}-{int(m[1]):02d}")),
        ]

    def _dates(self) -> list[Rule]:
        add = self.add
        return [
            *self._in_digits(),
            (
                rf"(?:(?:by|over|all|each|in|of|end) )*(?P<n>12|4|2) (?P<unit>month|quarter|half)(?: (?:of|in))* {SAID_YEAR}",
                self._parts_of_year,
            ),
            (
                r"(?P<each>both (?:in |of )*)?"
                r"(?:(?P<first>opening) (?P<n>\d{1,2})|last (?P<m>\d{1,2})|(?P<o>\d{1,2}) last) "
                rf"(?P<unit>day|week|month|quarter) (?:of|in) {SAID_YEAR}",
                self._edge_of_year,
            ),
            (rf"{_WEEK_OF}@p(\d+)", self._week_of),
            (rf"{_WEEK_OF}{_DAY} (?:of )?({MONTH}){IN_YEAR}", lambda m: self._week_day(m[1], m[2], m)),
            (rf"{_WEEK_OF}({MONTH}) {_DAY}(?!\d){IN_YEAR}", lambda m: self._week_day(m[2], m[1], m)),
            (
                rf"(?P<which>first|second)_fortnight{OF} (?P<month>{MONTH}|last month|month last|this month){IN_YEAR}",
                self._fortnight,
            ),
            (r"this_fortnight", lambda m: add(self.today.replace(day=1 if self.today.day < 16 else 16).isoformat() + "..")),
            (
                rf"(?:(?:between|since|from|of|in) )?{_DAY} {_TO} {_DAY} (?:of )?({MONTH}){IN_YEAR}",
                lambda m: self._month_days(m, m[3], m[1], m[2]),
            ),
            (rf"(\d{{1,2}})-(\d{{1,2}}) (?:of )?({MONTH}){IN_YEAR}", lambda m: self._month_days(m, m[3], m[1], m[2])),
            (rf"({MONTH}) (\d{{1,2}})-(\d{{1,2}})(?!\d){IN_YEAR}", lambda m: self._month_days(m, m[1], m[2], m[3])),
            (
                rf"(?:between|since|from) ({MONTH}) {_DAY} {_TO} {_DAY}{IN_YEAR}",
                lambda m: self._month_days(m, m[1], m[2], m[3]),
            ),
            (
                r"(?P<which>top|last) (?:(?P<n>\d{1,2}) )?(?P<unit>day|week)(?: last)? (?:of|in) "
                rf"(?P<month>{MONTH}|this month|last month|month last){IN_YEAR}",
                self._edge_of_month,
            ),
            (
                rf"(?P<lead>since|after|from|come_back|buy|not) (?:at )?~?(?:end|ends|finales|final|fin|cierre) (?:of )?"
                rf"(?P<month>{MONTH}|this month|last month|month last){IN_YEAR}",
                self._after_month,
            ),
            (
                rf"(?P<n>[1-5])th week (?:of|in) (?P<month>{MONTH}|this month|last month|month last){IN_YEAR}",
                self._week_of_month,
            ),
            (rf"{_DAY} (?:of )?({MONTH}){IN_YEAR}(?! \d)", lambda m: self._day(m[1], m[2], self._year(m))),
            (rf"({MONTH}) {_DAY}(?!\d){_NO_RANKED}{IN_YEAR}", lambda m: self._day(m[2], m[1], self._year(m))),
        ]

    def _year(self, match: re.Match[str]) -> int | None:
        return said_year(match["year"], self.today)

    def _month(self, name: str, year: int | None) -> str:
        number = MONTHS.index(name) + 1
        if year is None:
            return self.add(name, dated=False, month=number)
        return self.add(f"{year}-{number:02d}", month=number)

    def _week_of(self, match: re.Match[str]) -> str:
        span = self.period(self.mentions[int(match[1])].expression)
        return self._week(span.first, "week_ending" in match[0]) if span is not None and span.days == 1 else match[0]

    def _week_day(self, day: str, month: str, match: re.Match[str]) -> str:
        placed = self._day(day, month, self._year(match))
        span = self.period(self.mentions[-1].expression)
        return self._week(span.first, "week_ending" in match[0]) if span is not None and span.days == 1 else placed

    def _week(self, day: date, ending: bool) -> str:
        """The ISO week that a day is in, or the seven days up to it."""
        if ending:
            return self.add(f"{(day - timedelta(days=6)).isoformat()}..{day.isoformat()}")
        return self.add("{}-W{:02d}".format(*day.isocalendar()))

    def _fortnight(self, match: re.Match[str]) -> str:
        """The first fifteen days of a month, or the rest of it."""
        month, year = match["month"], self._year(match)
        named = f"{year}-{MONTHS.index(month) + 1:02d}" if year and month in MONTHS else month
        span = self.period("this_month" if "this" in month else "last_month" if "last" in month else named)
        if span is None:
            return self._month(month, year)
        first = span.first.replace(day=16) if match["which"] == "second" else span.first
        last = span.first.replace(day=15) if match["which"] == "first" else month_end(span.first)
        return self.add(f"{first.isoformat()}..{last.isoformat()}")

    def _day(self, day: str, month: str, year: int | None) -> str:
        number, found = MONTHS.index(month) + 1, None
        for candidate in (year,) if year else (self.today.year, self.today.year - 1):
            try:
                found = date(candidate or self.today.year, number, int(day))
            except ValueError:
                return self._month(month, year)
            if year or found <= self.today:
                break
        return self.add(found.isoformat() if found else month, dated=year is not None)

    def _month_days(self, match: re.Match[str], month: str, first: str, last: str) -> str:
        number, year = MONTHS.index(month) + 1, self._year(match)
        if year is None:
            year = self.today.year - (number > self.today.month)
        try:
            return self.add(f"{date(year, number, int(first)).isoformat()}..{date(year, number, int(last)).isoformat()}")
        except ValueError:
            return self._month(month, year)

    def _until_day(self, match: re.Match[str]) -> str:
        """`December until the 9th`: the month up to that day."""
        span = self.period(self.mentions[int(match[1])].expression)
        if span is None or span.first.day != 1 or span.kind != "month":
            return match[0]
        return self._within(span.first, 1, int(match[3])) + match[2] if 0 < int(match[3]) < _LAST_DAY else match[0]

    def _days_of(self, match: re.Match[str]) -> str:
        """`in April, from the 16th to the 30th`: days of the month that was named before them."""
        span = self.period(self.mentions[int(match[1])].expression)
        first, last = int(match[2]), int(match[3])
        if span is None or span.first.month != span.last.month or not 0 < first < last < _LAST_DAY:
            return match[0]
        return self._within(span.first, first, last)

    def _within(self, month: date, first: int, last: int) -> str:
        end = min(month.replace(day=1) + timedelta(days=last - 1), month_end(month))
        return self.add(f"{month.replace(day=first).isoformat()}..{end.isoformat()}")

    def _parts_of_year(self, match: re.Match[str]) -> str:
        """`across the four quarters of 2025`: that year, told part by part."""
        if _WHOLE_YEAR[match["unit"]] != match["n"]:
            return match[0]
        said = "this_year" if "this" in match["year"] else match["year"] if match["year"].isdigit() else "last_year"
        return f"by {match['unit']} in {self.add(said)}"

    def _edge_of_year(self, match: re.Match[str]) -> str:
        """`the first six months of 2025`, `the last 3 weeks of last year`; `each of` them are units one by one."""
        year, count = self._year(match) or self.today.year, int(match["n"] or match["m"] or match["o"])
        unit, edge = match["unit"], (date(year, 1, 1), date(year, 12, 31))
        if unit in ("day", "week"):
            days = timedelta(days=count * (7 if unit == "week" else 1) - 1)
            ends = (edge[0], edge[0] + days) if match["first"] else (edge[1] - days, edge[1])
            return self.add(f"{ends[0].isoformat()}..{ends[1].isoformat()}")
        size = 3 if unit == "quarter" else 1
        begins = [date(year, month, 1) for month in range(1, 13, size)]
        chosen = begins[:count] if match["first"] else begins[-count:]
        spans = [(first, month_end(date(year, first.month + size - 1, 1))) for first in chosen]
        if not match["each"]:
            spans = [(spans[0][0], spans[-1][1])]
        return (match["each"] or "") + " and ".join(
            self.add(
                f"{year}-Q{last.month // 3}"
                if match["each"] and size > 1
                else f"{first:%Y-%m}"
                if match["each"]
                else f"{first.isoformat()}..{last.isoformat()}"
            )
            for first, last in spans
        )

    def _named_month(self, match: re.Match[str]) -> Period | None:
        month, year = match["month"], self._year(match)
        relative = "this_month" if "this" in month else "last_month" if "last" in month else month
        return self.period(relative if year is None else f"{year}-{MONTHS.index(month) + 1:02d}")

    def _after_month(self, match: re.Match[str]) -> str:
        """`since the end of August`: the days behind it."""
        span = self._named_month(match)
        if span is None:
            return match[0]
        begun = month_end(span.first) + timedelta(days=1)
        lead = "" if match["lead"] in ("since", "after", "from") else f"{match['lead']} "
        return f"{lead}in {self.add(f'{begun.isoformat()}..')}"

    def _week_of_month(self, match: re.Match[str]) -> str:
        """`the second week of May`: seven days after seven, the first from the 1st on, the fifth what is left."""
        span = self._named_month(match)
        if span is None:
            return self._month(match["month"], self._year(match))
        first = span.first.replace(day=1) + timedelta(days=7 * (int(match["n"]) - 1))
        last = min(first + timedelta(days=6), month_end(span.first))
        return self.add(f"{first.isoformat()}..{last.isoformat()}") if first <= last else match[0]

    def _edge_of_month(self, match: re.Match[str]) -> str:
        span = self._named_month(match)
        days = int(match["n"] or 1) * (7 if match["unit"] == "week" else 1)
        if span is None:
            return self._month(match["month"], self._year(match))
        if match["which"] == "top":
            return self.add(f"{span.first.isoformat()}..{(span.first + timedelta(days=days - 1)).isoformat()}")
        return self.add(f"{(span.last - timedelta(days=days - 1)).isoformat()}..{span.last.isoformat()}")
