"""Rows of a stretch of days, found without reading what a file holds of other days."""

from datetime import date, datetime, time, timedelta

import ibis
import ibis.expr.types as ir

from tools.warehouse.schema import instant_of, local_date_of

__all__ = ["on_days"]

_ZONES = timedelta(days=1)


def on_days(rows: ir.Table, day: str, first: date, last: date) -> ir.Table:
    """Rows whose day lies from `first` to `last`.

    A day is worked out from its instant (`ordered_on` from `ordered_at`), so that a file's own bounds of instants, block by
    block, say nothing of it; therefore the instant is bounded too, by a day more on either side for time zones.
    """
    kept = rows.filter(rows[day].between(ibis.literal(first), ibis.literal(last)))
    instant = instant_of(day)
    if instant not in rows.columns or local_date_of(instant) != day:
        return kept
    begin, end = datetime.combine(first, time.min) - _ZONES, datetime.combine(last, time.max) + _ZONES
    return kept.filter(kept[instant].between(ibis.literal(begin), ibis.literal(end)))
