"""Finds the dates and periods that a text names."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

__all__ = ["Named", "periods"]

_MONTHS = {
    name: n
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "jan feb mar apr - jun jul aug sep oct nov dec",
        "ene feb mar abr - jun jul ago sept oct nov dic",
    )
    for n, name in enumerate(names.split(), 1)
    if name != "-"
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_BARE_MONTH = "|".join(name for name in _MONTHS if len(name) > 4 or name in ("june", "july", "mayo"))
_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s*(?:–|—|-|to|al?|\.\.|and|y(?:\s+el)?|through|hasta(?:\s+el)?)\s*"
_DE = r"(?:\s+de)?(?:l)?"


@dataclass(frozen=True, slots=True)
class Named:
    """A period as a text names it. `any_year`: a bare month or quarter, of whatever year."""

    start: int
    end: int
    text: str
    first: date
    last: date
    any_year: bool = False


@lru_cache(maxsize=1 << 12)
def periods(text: str) -> tuple[Named, ...]:
    """All periods named in a text in their order: the longest reading of each, none inside another."""
    found: list[Named] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(named.start < match.end() and match.start() < named.end for named in found):
                continue
            try:
                first, last, any_year = read(match)
            except ValueError:
                continue
            found.append(Named(match.start(), match.end(), match[0], first, last, any_year))
    return tuple(sorted(found, key=lambda named: named.start))


Reader = Callable[[re.Match[str]], tuple[date, date, bool]]


def _month(year: int, month: int, months: int = 1) -> tuple[date, date, bool]:
    end = month + months - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1]), False


def _number_of(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _iso_range(m: re.Match[str]) -> tuple[date, date, bool]:
    return date.fromisoformat(m[1]), date.fromisoformat(m[2]), False


def _iso_day(m: re.Match[str]) -> tuple[date, date, bool]:
    day = date.fromisoformat(m[1])
    return day, day, False


def _day_range(m: re.Match[str]) -> tuple[date, date, bool]:
    last = date(int(m[6]), _number_of(m[5]), int(m[4]))
    first_month = _number_of(m[2]) if m[2] else last.month
    return date(int(m[3] or m[6]), first_month, int(m[1])), last, False


def _day(m: re.Match[str]) -> tuple[date, date, bool]:
    day = date(int(m[3]), _number_of(m[2]), int(m[1]))
    return day, day, False


def _day_us(m: re.Match[str]) -> tuple[date, date, bool]:
    day = date(int(m[3]), _number_of(m[1]), int(m[2]))
    return day, day, False


def _week_of(m: re.Match[str]) -> tuple[date, date, bool]:
    day = date(int(m[3]), _number_of(m[2]), int(m[1]))
    return day, day + timedelta(days=6), False


def _week_number(m: re.Match[str]) -> tuple[date, date, bool]:
    monday = date.fromisocalendar(int(m[2]), int(m[1]), 1)
    return monday, monday + timedelta(days=6), False


def _month_range(m: re.Match[str]) -> tuple[date, date, bool]:
    last = _month(int(m[4]), _number_of(m[3]))[1]
    return date(int(m[2] or m[4]), _number_of(m[1]), 1), last, False


def _quarter(year: str, number: str) -> tuple[date, date, bool]:
    return _month(int(year), int(number) * 3 - 2, 3)


def _bare_quarter(m: re.Match[str]) -> tuple[date, date, bool]:
    first, last, _ = _month(2000, int(m[1]) * 3 - 2, 3)
    return first, last, True


def _half(m: re.Match[str]) -> tuple[date, date, bool]:
    second = m[1].lower() in ("2", "second", "segundo")
    return _month(int(m[2]), 7 if second else 1, 6)


def _bare_month(m: re.Match[str]) -> tuple[date, date, bool]:
    first, last, _ = _month(2000, _number_of(m[1]))
    return first, last, True


_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "primer": "1", "segundo": "2", "tercer": "3", "cuarto": "4",
}  # fmt: skip

_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"\b(?:week\s+(?:of|from)|semana\s+del?)\s+(\d{{1,2}}){_DE}\s+({_MONTH})\.?{_DE},?\s+({_YEAR})\b", _week_of),
        (rf"\b(?:week|semana)\s+(\d{{1,2}})\s+(?:of|de|del)\s+({_YEAR})\b", _week_number),
        (rf"\b(\d{{4}}-\d\d-\d\d){_DASH}(\d{{4}}-\d\d-\d\d)\b", _iso_range),
        (r"\b(\d{4}-\d\d-\d\d)\b", _iso_day),
        (
            rf"\b(\d{{1,2}})(?:{_DE}\s+({_MONTH})\.?)?(?:{_DE}\s+({_YEAR}))?{_DASH}(\d{{1,2}}){_DE}\s+({_MONTH})\.?{_DE},?\s+({_YEAR})\b",
            _day_range,
        ),
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?{_DE}\s+({_MONTH})\.?{_DE},?\s+({_YEAR})\b", _day),
        (rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({_YEAR})\b", _day_us),
        (rf"\b({_MONTH})\.?(?:{_DE}\s+({_YEAR}))?{_DASH}({_MONTH})\.?{_DE}\s+({_YEAR})\b", _month_range),
        (rf"\b({_MONTH})\.?{_DE},?\s+({_YEAR})\b", lambda m: _month(int(m[2]), _number_of(m[1]))),
        (r"\b(\d{4})-(0[1-9]|1[0-2])\b(?!-)", lambda m: _month(int(m[1]), int(m[2]))),
        (rf"\b[QT]([1-4]){_DE},?\s+({_YEAR})\b", lambda m: _quarter(m[2], m[1])),
        (rf"\b({_YEAR})-?\s?[QT]([1-4])\b", lambda m: _quarter(m[1], m[2])),
        (
            rf"\b({'|'.join(_ORDINALS)})\s+(?:quarter|trimestre)(?:\s+of)?{_DE}\s+({_YEAR})\b",
            lambda m: _quarter(m[2], _ORDINALS[m[1].lower()]),
        ),
        (rf"\b(?:H|S)([12])\s+({_YEAR})\b", _half),
        (rf"\b(first|second|primer|segundo)\s+(?:half|semestre)(?:\s+of)?{_DE}\s+({_YEAR})\b", _half),
        (rf"(?<![\d.,$€£-])\b({_YEAR})\b(?![\d.,]*\d|\s*[%€£$])", lambda m: _month(int(m[1]), 1, 12)),
        (r"\b[QT]([1-4])\b", _bare_quarter),
        (
            rf"\b({_BARE_MONTH})\b",
            _bare_month,
        ),
    )
)
