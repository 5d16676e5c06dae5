"""How Vega writes numbers and months in each language, so that a chart speaks as its answer does."""

from typing import Any

from babel import Locale

from tools.terms import Language

__all__ = ["vega_locale"]


def vega_locale(language: Language) -> dict[str, Any]:
    """The `config.locale` of a Vega-Lite specification, from the same source as all other formats."""
    locale = Locale.parse(language)
    decimal, thousands = (",", ".") if language == "es" else (".", ",")
    days, months = locale.days["stand-alone"], locale.months["stand-alone"]
    return {
        "number": {
            "decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""],
            "percent": "\u00a0%" if language == "es" else "%",
        },
        "time": {
            "dateTime": "%A %e %B %Y, %X", "date": "%d/%m/%Y", "time": "%H:%M:%S", "periods": ["AM", "PM"],
            "days": _sunday_first(days["wide"]), "shortDays": _sunday_first(days["abbreviated"]),
            "months": _by_number(months["wide"]), "shortMonths": _by_number(months["abbreviated"]),
        },
    }  # fmt: skip


def _sunday_first(days: dict[int, str]) -> list[str]:
    return [days[(number + 6) % 7] for number in range(7)]


def _by_number(months: dict[int, str]) -> list[str]:
    return [months[number] for number in range(1, 13)]
