"""How much of a table a screen shows: ten rows, and all of a time series, which a cut would falsify."""

from typing import Any

from assistant.answer import AnswerTable

__all__ = ["rows_on_screen"]

_ROWS_SHOWN = 10
_TIME_KEYS = ("day", "week", "month", "quarter", "year", "cohort")


def rows_on_screen(table: AnswerTable) -> list[list[Any]]:
    """The rows that a person is shown; the whole stays in the table's file."""
    is_series = any(column.role == "key" and column.name in _TIME_KEYS for column in table.columns)
    return table.rows if is_series else table.rows[:_ROWS_SHOWN]
