"""Numbers, money and dates as a reader of either language writes them, and the filling of `{{f12}}` places with facts."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

from assistant.render.escape import escape
from assistant.render.spans import span_words
from assistant.render.values import value_words
from tools.reply import Fact, Scalar
from tools.terms import Language, Text, Unit

__all__ = [
    "PLACEHOLDER", "day", "fill", "format_fact", "format_value", "interval_words", "money", "number", "percent", "points",
    "unknown_placeholders",
]  # fmt: skip

PLACEHOLDER = re.compile(r"\{\{\s*(f\d+)(?:\.([a-z]+))?\s*\}\}")
UNKNOWN = "[?]"
NO_BREAK_SPACE = "\u00a0"
_SYMBOL_BEFORE = {"en": True, "es": False}
_POINTS = Text("pp", "pp")


def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number grouped by locale with exactly that many decimals, halves rounded up: 1,234.5 or 1.234,5."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(_rounded(value, decimals), format=pattern, locale=language))


def money(value: float, currency: str | None, language: Language) -> str:
    """Money with its sign: no decimals from 1,000 up, else two; a plain number when the currency is unknown."""
    decimals = 0 if abs(_rounded(value, 2)) >= 1000 else 2
    amount = number(abs(value), language, decimals)
    sign = "-" if _rounded(value, decimals) < 0 else ""
    if not currency:
        return sign + amount
    symbol = _symbol(currency, language)
    if _SYMBOL_BEFORE[language]:
        return f"{sign}{symbol}{NO_BREAK_SPACE if symbol.isalpha() else ''}{amount}"
    return f"{sign}{amount}{NO_BREAK_SPACE}{symbol}"


def percent(rate: float, language: Language) -> str:
    """A rate of 0..1 as a percentage: one decimal, two below one percent, none for exactly nothing or everything."""
    hundredths = rate * 100
    decimals = 0 if hundredths in (0, 100) else 2 if abs(hundredths) < 1 else 1
    return number(hundredths, language, decimals) + _unit_gap(language) + "%"


def points(difference: float, language: Language) -> str:
    """A difference of two rates of 0..1 in percentage points: "2.3 pp"."""
    return number(difference * 100, language, 1) + NO_BREAK_SPACE + _POINTS[language]


def day(value: date, language: Language) -> str:
    """A date: 12 Nov 2026 or 12 nov 2026."""
    return str(format_date(value, "d MMM y", locale=language))


def format_value(value: Scalar, unit: Unit | None, currency: str | None, language: Language) -> str:
    """One value in its unit; text is escaped, since it may have come from a customer; None is a dash."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "es": ("no", "sí")}[language][value]
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, str):
        return _date_or_text(value, language)
    if unit == "money":
        return money(value, currency, language)
    if unit == "rate":
        return percent(value, language)
    return number(value, language, _decimals(value, unit))


def format_fact(fact: Fact, language: Language) -> str:
    """The number of a fact as it is written in a sentence; changes keep their sign, changes of a rate are in points."""
    if fact.role in ("change", "change_rate"):
        return _signed(fact, language)
    if fact.role == "share" and isinstance(fact.value, (int, float)):
        return percent(fact.value, language)
    return format_value(fact.value, fact.unit, fact.currency, language)


def interval_words(fact: Fact, language: Language) -> str:
    """The bounds of a fact in words: "12.0 to 15.5"; empty when it has none."""
    if fact.interval is None:
        return ""
    low, high = (_like(fact, bound, language) for bound in (fact.interval.low, fact.interval.high))
    return f"{low} {'a' if language == 'es' else 'to'} {high}"


def fill(text: str, facts: Sequence[Fact], language: Language) -> str:
    """Replace `{{f12}}` and `{{f12.part}}` by the formatted facts; a place that no fact can fill is marked `[?]`."""
    known = {fact.id: fact for fact in facts}

    def _put(match: re.Match[str]) -> str:
        fact = known.get(match[1])
        part = _PARTS.get(match[2] or "")
        return (part(fact, language) or UNKNOWN) if fact is not None and part is not None else UNKNOWN

    return PLACEHOLDER.sub(_put, text)


def unknown_placeholders(text: str, facts: Sequence[Fact]) -> list[str]:
    """The placeholders of a text that no fact can fill, in order of appearance."""
    known = {fact.id for fact in facts}
    return [m[0] for m in PLACEHOLDER.finditer(text) if m[1] not in known or (m[2] or "") not in _PARTS]


def _rounded(value: float, decimals: int) -> Decimal:
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _decimals(value: float, unit: Unit | None) -> int:
    if unit == "days":
        return 0 if float(value).is_integer() else 1
    if unit in ("ratio", "stars"):
        return 2
    if unit == "points":
        return 0 if float(value).is_integer() else 1
    if float(value).is_integer() or abs(value) >= 100:
        return 0
    return 2 if abs(value) < 10 else 1


def _symbol(currency: str, language: Language) -> str:
    symbol = str(get_currency_symbol(currency, locale=language))
    return str(get_currency_symbol(currency, locale="en")) if symbol == currency else symbol


def _unit_gap(language: Language) -> str:
    return NO_BREAK_SPACE if language == "es" else ""


def _date_or_text(value: str, language: Language) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return day(date.fromisoformat(value), language)
        except ValueError:
            return escape(value)
    return escape(value)


def _like(fact: Fact, value: float, language: Language) -> str:
    if fact.role == "change" and fact.unit == "rate":
        return points(value, language)
    if fact.role in ("change_rate", "share"):
        return percent(value, language)
    return format_value(value, fact.unit, fact.currency, language)


def _signed(fact: Fact, language: Language) -> str:
    if not isinstance(fact.value, (int, float)):
        return format_value(fact.value, fact.unit, fact.currency, language)
    return ("+" if fact.value > 0 else "") + _like(fact, fact.value, language)


def _magnitude(fact: Fact, language: Language) -> str:
    if not isinstance(fact.value, (int, float)):
        return format_value(fact.value, fact.unit, fact.currency, language)
    return _like(fact, abs(fact.value), language)


def _bound(side: str) -> Callable[[Fact, Language], str]:
    def _bound(fact: Fact, language: Language) -> str:
        return _like(fact, getattr(fact.interval, side), language) if fact.interval else ""

    return _bound


def _level(fact: Fact, language: Language) -> str:
    return number(fact.interval.level * 100, language) + _unit_gap(language) + "%" if fact.interval else ""


def _population(fact: Fact, language: Language) -> str:
    return number(fact.population_n, language) if fact.population_n is not None else ""


def _period(fact: Fact, language: Language) -> str:
    return span_words(fact.period, language) if fact.period else ""


def _of(fact: Fact, language: Language) -> str:
    named = {name: value for name, value in fact.dimensions.items() if f"{name}_name" not in fact.dimensions}
    return ", ".join(escape(value_words(name, value, language)) for name, value in named.items())


_UNITS = ("day", "week", "month", "quarter", "year", "cohort")


def _unit(fact: Fact, language: Language) -> str:
    """The unit of time that a fact of a trend is of, without what all of them are of."""
    return next((escape(value_words(n, v, language)) for n, v in fact.dimensions.items() if n in _UNITS), _of(fact, language))


_PARTS: Mapping[str, Callable[[Fact, Language], str]] = {
    "": format_fact,
    "abs": _magnitude,
    "signed": _signed,
    "low": _bound("low"),
    "high": _bound("high"),
    "interval": interval_words,
    "level": _level,
    "n": _population,
    "period": _period,
    "of": _of,
    "unit": _unit,
    "label": lambda fact, language: escape(fact.label[language]),
}
