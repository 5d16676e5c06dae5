"""What a screen shows of a table: ten rows, all of a time series unless it is long, and every cell in words."""

import re
from datetime import date
from typing import Any

from assistant.answer import AnswerColumn, AnswerTable
from assistant.render.numbers import day, format_value, points
from assistant.render.values import value_words
from tools.terms import Language

__all__ = ["cell_on_screen", "rows_on_screen"]

_ROWS_SHOWN = 10
_MOST_OF_SERIES = 60
_TIME_KEYS = ("day", "week", "month", "quarter", "year", "cohort")


def rows_on_screen(table: AnswerTable) -> list[list[Any]]:
    """The rows that a person is shown, the latest of a long series; the whole stays in the table's file."""
    is_series = any(column.role == "key" and column.name in _TIME_KEYS for column in table.columns)
    if not is_series:
        return table.rows[:_ROWS_SHOWN]
    return table.rows if len(table.rows) <= _MOST_OF_SERIES else table.rows[-_ROWS_SHOWN:]


def cell_on_screen(column: AnswerColumn, cell: Any, currency: str, language: Language) -> str:
    """A cell as a person reads it: numbers by unit and locale, keys in words, a dash where nothing is known."""
    if column.role == "value" and isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if column.unit == "rate" and column.name.endswith("_change"):
            return points(cell, language)
        return format_value(cell, column.unit, currency, language)
    if cell is None:
        return "–" if column.role == "value" else value_words(column.name, None, language)
    if isinstance(cell, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return day(date.fromisoformat(cell), language)
    if isinstance(cell, bool):
        return {"en": ("no", "yes"), "es": ("no", "sí")}[language][cell]
    return value_words(column.name, cell, language)
