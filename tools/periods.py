"""Periods as the tools take them: a small canonical grammar of expressions, resolved against the day the data ends."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["FORMS", "Period", "PeriodKind", "baseline", "resolve"]

PeriodKind = Literal["day", "week", "month", "quarter", "half", "year", "days", "range", "all"]

FORMS = (
    "all, today, yesterday, this_week|month|quarter|half|year, last_week|month|quarter|half|year, "
    "last_N_days|weeks (end today), last_N_months|quarters|years (closed), recent, 2011, 2011-11, 2011-Q3, 2011-H1, "
    "2011-W36, 2011-11-05, 2011-09-01..2011-10-15, 2011-05.. (since), november, q3 (latest begun), "
    "black_friday, black_friday_2010"
)
RECENT_DAYS = 60
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first`..`last`, both included. `partial`: its natural end lies after today, so it was cut there."""

    first: date
    last: date
    kind: PeriodKind
    partial: bool = False

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1


def resolve(expression: str, today: date, data_first: date) -> Period:
    """The days that an expression of `FORMS` names, cut at `today`.

    Args:
        today: the as-of date of the data.
        data_first: the first day with data; where `all` and open ranges begin.

    Raises:
        BadInputError: not an expression of `FORMS`, or a period that has not begun.
    """
    word = expression.strip().lower().replace(" ", "_")
    for pattern, read in _READERS:
        if match := re.fullmatch(pattern, word):
            try:
                period = read(match, today, data_first)
            except ValueError as error:
                raise _unknown(expression) from error
            return _cut(period, today, expression)
    raise _unknown(expression)


def baseline(period: Period, compare_to: str, today: date, data_first: date) -> Period:
    """The period that `period` is compared with: `previous`, `year_earlier`, or any expression of `FORMS`.

    A partial period is compared with as many days from the start of its baseline.
    """
    if compare_to == "previous":
        found = _previous(period)
    elif compare_to == "year_earlier":
        found = _year_earlier(period)
    else:
        return resolve(compare_to, today, data_first)
    return _same_days(found, period) if period.partial else found


def _cut(period: Period, today: date, expression: str) -> Period:
    if period.first > today:
        raise BadInputError(
            Text(
                f"period '{expression}' has not begun: the data end on {today.isoformat()}",
                f"el periodo '{expression}' no ha empezado: los datos terminan el {today.isoformat()}",
            )
        )
    return replace(period, last=today, partial=True) if period.last > today else period


def _unknown(expression: str) -> BadInputError:
    return BadInputError(
        Text(f"unknown period '{expression}'; known forms: {FORMS}", f"periodo desconocido '{expression}'; formas: {FORMS}")
    )


def _month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    end_year, end_month = _shift_month(year, month, months - 1)
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def _unit_start(kind: str, day: date) -> date:
    if kind == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS_IN[kind]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _closed_or_running(kind: str, start: date) -> Period:
    if kind == "week":
        return Period(start, start + timedelta(days=6), "week")
    first, last = _month_span(start.year, start.month, _MONTHS_IN[kind])
    return Period(first, last, kind)  # type: ignore[arg-type]  # kinds of _MONTHS_IN are PeriodKinds


def _this(match: re.Match[str], today: date, _: date) -> Period:
    return _closed_or_running(match[1], _unit_start(match[1], today))


def _last(match: re.Match[str], today: date, _: date) -> Period:
    return _closed_or_running(match[1], _unit_start(match[1], _unit_start(match[1], today) - timedelta(days=1)))


def _last_days(match: re.Match[str], today: date, _: date) -> Period:
    days = max(1, int(match[1])) * (7 if match[2] == "week" else 1)
    return Period(today - timedelta(days=days - 1), today, "days")


def _last_closed(match: re.Match[str], today: date, _: date) -> Period:
    months = _MONTHS_IN[match[2]] * max(1, int(match[1]))
    end = _unit_start(match[2], today)
    start = date(*_shift_month(end.year, end.month, -months), 1)
    return Period(start, end - timedelta(days=1), "range" if int(match[1]) > 1 else _as_kind(match[2]))


def _as_kind(word: str) -> PeriodKind:
    return word  # type: ignore[return-value]  # callers pass words of PeriodKind


def _year(match: re.Match[str], *_: date) -> Period:
    return _closed_or_running("year", date(int(match[1]), 1, 1))


def _month(match: re.Match[str], *_: date) -> Period:
    return _closed_or_running("month", date(int(match[1]), int(match[2]), 1))


def _quarter(match: re.Match[str], *_: date) -> Period:
    return _closed_or_running("quarter", date(int(match[1]), int(match[2]) * 3 - 2, 1))


def _half(match: re.Match[str], *_: date) -> Period:
    return _closed_or_running("half", date(int(match[1]), int(match[2]) * 6 - 5, 1))


def _week(match: re.Match[str], *_: date) -> Period:
    return _closed_or_running("week", date.fromisocalendar(int(match[1]), int(match[2]), 1))


def _day(match: re.Match[str], *_: date) -> Period:
    day = date.fromisoformat(match[1])
    return Period(day, day, "day")


def _between(match: re.Match[str], today: date, data_first: date) -> Period:
    first = resolve(match[1], today, data_first).first if match[1] else data_first
    last = _uncut_last(match[2], today, data_first) if match[2] else today
    if last < first:
        raise ValueError(f"{match[0]} ends before it begins")
    return Period(first, last, "range")


def _uncut_last(word: str, today: date, data_first: date) -> date:
    for pattern, read in _READERS:
        if found := re.fullmatch(pattern, word):
            return read(found, today, data_first).last
    raise ValueError(word)


def _latest_month(match: re.Match[str], today: date, _: date) -> Period:
    month = MONTHS.index(match[1]) + 1
    return _closed_or_running("month", date(today.year - (month > today.month), month, 1))


def _latest_part(match: re.Match[str], today: date, _: date) -> Period:
    kind = "quarter" if match[1] == "q" else "half"
    start = date(today.year, int(match[2]) * _MONTHS_IN[kind] - _MONTHS_IN[kind] + 1, 1)
    return _closed_or_running(kind, start if start <= today else start.replace(year=today.year - 1))


def _black_friday(match: re.Match[str], today: date, _: date) -> Period:
    year = int(match[1]) if match[1] else today.year
    friday = _friday_after_thanksgiving(year)
    if not match[1] and friday > today:
        friday = _friday_after_thanksgiving(year - 1)
    return Period(friday, friday + timedelta(days=3), "range")


def _friday_after_thanksgiving(year: int) -> date:
    first_thursday = 1 + (3 - date(year, 11, 1).weekday()) % 7
    return date(year, 11, first_thursday + 21) + timedelta(days=1)


def _single(days_ago: int) -> Callable[[re.Match[str], date, date], Period]:
    def _read(_match: re.Match[str], today: date, _first: date) -> Period:
        day = today - timedelta(days=days_ago)
        return Period(day, day, "day")

    return _read


def _all(_match: re.Match[str], today: date, data_first: date) -> Period:
    return Period(min(data_first, today), today, "all")


def _recent(_match: re.Match[str], today: date, _first: date) -> Period:
    return Period(today - timedelta(days=RECENT_DAYS - 1), today, "days")


_READERS: tuple[tuple[str, Callable[[re.Match[str], date, date], Period]], ...] = (
    (r"all(?:_time)?", _all),
    (r"today", _single(0)),
    (r"yesterday", _single(1)),
    (r"recent", _recent),
    (r"this_(week|month|quarter|half|year)", _this),
    (r"last_(week|month|quarter|half|year)", _last),
    (r"last_(\d{1,4})_(day|week)s?", _last_days),
    (r"last_(\d{1,4})_(month|quarter|year)s?", _last_closed),
    (r"(\d{4})", _year),
    (r"(\d{4})-(\d{1,2})", _month),
    (r"(\d{4})-q([1-4])", _quarter),
    (r"(\d{4})-h([12])", _half),
    (r"(\d{4})-w(\d{1,2})", _week),
    (r"(\d{4}-\d{2}-\d{2})", _day),
    (r"(q)([1-4])|(h)([12])", lambda m, t, f: _latest_part(re.fullmatch(r"(q|h)(\d)", m[0]) or m, t, f)),
    (rf"({'|'.join(MONTHS)})", _latest_month),
    (r"black_friday(?:_(\d{4}))?", _black_friday),
    (r"(.*?)\.\.(.*)", _between),
)


def _previous(period: Period) -> Period:
    before = period.first - timedelta(days=1)
    if period.kind in ("week", "month", "quarter", "half", "year"):
        return _closed_or_running(period.kind, _unit_start(period.kind, before))
    if _whole_months(period) and period.kind == "range":
        months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
        return Period(date(*_shift_month(period.first.year, period.first.month, -months), 1), before, "range")
    return Period(period.first - timedelta(days=period.days), before, period.kind)


def _whole_months(period: Period) -> bool:
    return period.first.day == 1 and (period.last + timedelta(days=1)).day == 1


def _year_earlier(period: Period) -> Period:
    if period.kind == "week":
        year, week, _ = period.first.isocalendar()
        weeks_in_year_before = date(year - 1, 12, 28).isocalendar().week
        return _closed_or_running("week", date.fromisocalendar(year - 1, min(week, weeks_in_year_before), 1))
    if period.kind in _MONTHS_IN:
        return _closed_or_running(period.kind, period.first.replace(year=period.first.year - 1))
    return Period(_minus_year(period.first), _minus_year(period.last), period.kind)


def _minus_year(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _same_days(found: Period, period: Period) -> Period:
    return replace(found, last=min(found.last, found.first + timedelta(days=period.days - 1)), partial=True)
