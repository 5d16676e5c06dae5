"""Active customers of a period or by month: those who ordered in it, where `active` alone is a state as of today."""

from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.terms import Text

__all__ = ["active_in_each"]

_ACTIVE = {"field": "health", "op": "=", "value": "active"}


def active_in_each(reading: Reading) -> None:
    """`active buyers per month`: who bought in each month; nobody's health is kept of earlier months."""
    timed = bool(reading.groups) and set(reading.groups) <= set(TIME_GROUPS)
    if not timed or set(reading.metrics) - {"customers"} or reading.conditions.all != [_ACTIVE]:
        return
    reading.conditions.all = []
    reading.metrics = ["customers"]
    reading.notes.append(
        Text("I read *active* as having ordered in each of them", "Leo *activo* como haber comprado en cada uno")
    )
