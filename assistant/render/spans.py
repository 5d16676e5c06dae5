"""Periods in words: a whole month, quarter or year by its name, anything else by its first and last day."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from babel.dates import format_date

from tools.terms import Language

__all__ = ["HasDays", "month_name", "span_words"]

_DASH = " – "


class HasDays(Protocol):
    """Anything with a first and a last day: a `Span` of a tool or the `AnswerPeriod` of an answer."""

    @property
    def first(self) -> date:
        """The first day."""
        ...

    @property
    def last(self) -> date:
        """The last day, included."""
        ...


def span_words(span: HasDays, language: Language) -> str:
    """A period in words: "November 2011", "Q3 2011", "2011", "1 Sep – 15 Oct 2011", "9 Dec 2011"."""
    first, last = span.first, span.last
    if first == last:
        return _day(first, language)
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole and months == 1:
        return month_name(first, language)
    if whole and months == 3 and first.month % 3 == 1:
        return f"{'T' if language == 'es' else 'Q'}{(first.month + 2) // 3} {first.year}"
    if whole and months == 6 and first.month in (1, 7):
        return _half(first, language)
    if whole and months == 12 and first.month == 1:
        return str(first.year)
    if whole:
        return f"{_short_month(first, language)}{_DASH}{_short_month(last, language)}"
    start = _formatted(first, "d MMM", language) if first.year == last.year else _day(first, language)
    return f"{start}{_DASH}{_day(last, language)}"


def month_name(day: date, language: Language) -> str:
    """A month with its year: "November 2011", "noviembre de 2011"."""
    return _formatted(day, "MMMM 'de' y" if language == "es" else "MMMM y", language)


def _half(first: date, language: Language) -> str:
    if language == "es":
        return f"{'primer' if first.month == 1 else 'segundo'} semestre de {first.year}"
    return f"H{1 if first.month == 1 else 2} {first.year}"


def _short_month(day: date, language: Language) -> str:
    return _formatted(day, "MMM y", language)


def _day(day: date, language: Language) -> str:
    return _formatted(day, "d MMM y", language)


@lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, language: Language) -> str:
    return str(format_date(day, pattern, locale=language))
