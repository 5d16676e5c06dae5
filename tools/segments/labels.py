"""Columns of customer tables: what each profile field is called, and the unit it is in."""

from tools.metrics.fields import FIELDS
from tools.reply import Column
from tools.terms import Unit
from tools.warehouse.schema import PROFILE_COLUMNS

__all__ = ["column_of", "unit_of"]


def unit_of(field: str) -> Unit | None:
    """The unit of a profile field; None for texts, dates and yes/no."""
    if PROFILE_COLUMNS.get(field) not in ("integer", "decimal"):
        return None
    return FIELDS[field].unit or "count"


def column_of(field: str) -> Column:
    """The column of a customer table for a profile field."""
    unit = unit_of(field)
    if unit is None:
        return Column(field, "label", FIELDS[field].label)
    return Column(field, "value", FIELDS[field].label, unit, field)
