"""A table read as something to draw: what stands on which axis, with every value also as people would read it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.render.escape import plain
from assistant.render.numbers import format_value
from assistant.render.values import value_words
from tools.reply import Column, Scalar, Table
from tools.terms import Language, Unit

__all__ = ["TIMES", "ChartRows", "Point", "chart_rows", "moment", "moment_iso"]

TIMES = frozenset(("day", "week", "month", "quarter", "year", "cohort"))

_LONGEST_NAME = 40
_LOW, _HIGH = ("low", "_low"), ("high", "_high")
_SECOND = ("baseline", "previous", "_baseline", "_previous", "compared")
_NOT_DRAWN = ("share", "_share", "change", "change_rate", "_change", "_change_rate", "rank", "n", "small", "population_n")


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: where it stands, how much it is, and its words; `partial` where its period is not whole."""

    name: str
    value: float
    shown: str
    group: str = ""
    on: str | None = None
    low: float | None = None
    high: float | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class ChartRows:
    """What a chart needs of a table, independent of how it is drawn."""

    title: str
    values: Sequence[Point]
    value_label: str
    key_label: str
    unit: Unit | None
    currency: str
    language: Language
    is_time: bool = False
    groups: Sequence[str] = field(default_factory=tuple)
    group_label: str = ""


def chart_rows(table: Table, language: Language, currency: str, partial: Collection[str] = ()) -> ChartRows | None:
    """The points of a table; None where nothing in it can be drawn.

    Args:
        table: the result.
        language: of names and numbers.
        currency: of money values.
        partial: ISO dates on which periods begin that are not whole.
    """
    keys = [i for i, c in enumerate(table.columns) if c.role == "key"]
    measure = _measure(table)
    if not keys or measure is None:
        return None
    time_at = next((i for i in keys if _holds_moments(table, i)), None)
    names = _name_columns(table, keys, time_at)
    axes = (names, time_at)
    points = [p for row in table.rows for p in _points(table, row, axes, measure, language, currency)]
    if len({p.group for p in points}) <= 1:
        points = [replace(p, group="") for p in points]
    points = [replace(p, partial=p.on in partial) for p in points]
    column = table.columns[measure]
    key = table.columns[time_at if time_at is not None else names[0]]
    return ChartRows(
        title=table.title[language], values=points, value_label=column.label[language], key_label=key.label[language],
        unit=column.unit, currency=currency, language=language, is_time=time_at is not None,
        groups=tuple(dict.fromkeys(p.group for p in points if p.group)),
        group_label=table.columns[names[1]].label[language] if len(names) > 1 else "",
    )  # fmt: skip


def moment_iso(key: Scalar) -> str:
    """The same as an ISO date; empty for what is no time key."""
    found = moment(key)
    return found.isoformat() if found else ""


def moment(key: Scalar) -> date | None:
    """The first day that a canonical time key names: 2011, 2011-11, 2011-Q3, 2011-W36 or an ISO date."""
    if isinstance(key, date):
        return key
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?", str(key))
    if match is None:
        return None
    year, quarter, week, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 1900 <= year <= 2200:
        return None
    try:
        if week:
            return date.fromisocalendar(year, week, 1)
        return date(year, quarter * 3 - 2 if quarter else month or 1, day or 1)
    except ValueError:
        return None


def _measure(table: Table) -> int | None:
    numeric = [i for i, c in enumerate(table.columns) if c.role == "value" and _holds_numbers(table, i)]
    plain_ones = [i for i in numeric if not _named(table.columns[i], _LOW + _HIGH + _SECOND + _NOT_DRAWN)]
    timed = any(c.role == "key" and _holds_moments(table, i) for i, c in enumerate(table.columns))
    shares = [i for i in numeric if timed and table.columns[i].name == f"{table.columns[i].metric}_share"]
    wanted = shares or plain_ones or numeric  # a share asked for month by month is what is drawn
    return wanted[0] if wanted else None


def _holds_numbers(table: Table, index: int) -> bool:
    return any(isinstance(row[index], (int, float)) and not isinstance(row[index], bool) for row in table.rows)


def _holds_moments(table: Table, index: int) -> bool:
    return bool(table.rows) and all(moment(row[index]) for row in table.rows)


def _named(column: Column, endings: Sequence[str]) -> bool:
    return any(column.name == end or (end.startswith("_") and column.name.endswith(end)) for end in endings)


def _name_columns(table: Table, keys: Sequence[int], time_at: int | None) -> list[int]:
    """The column that names a row (a label where it tells the rows apart as well as their key does), and the next key."""
    apart = len({row[keys[0]] for row in table.rows})
    labels = [
        i
        for i, c in enumerate(table.columns)
        if c.role == "label"
        and c.name != "small_group"
        and len({plain(str(row[i]), _LONGEST_NAME) for row in table.rows}) >= apart
    ]
    others = [i for i in keys if i != time_at]
    return [*(labels[:1] if labels else others[:1]), *others[1:2]] if others else list(keys[:1])


def _points(
    table: Table, row: Sequence[Scalar], axes: tuple[list[int], int | None], measure: int, language: Language, currency: str
) -> list[Point]:
    names, time_at = axes
    unit = table.columns[measure].unit
    words = [_named_value(table.columns[i], row[i], language) for i in names]
    on = moment(row[time_at]) if time_at is not None else None
    group = (words[0] if names[0] != time_at else "") if on else (words[1] if len(words) > 1 else "")
    second = [i for i, c in enumerate(table.columns) if c.role == "value" and _named(c, _SECOND) and c.unit == unit]
    low, high = _bound(table, row, _LOW), _bound(table, row, _HIGH)
    found: list[Point] = []
    for index in [measure, *second[:1]]:
        value = row[index]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            series = table.columns[index].label[language] if second else group
            shown = format_value(value, unit, currency, language)
            found.append(Point(words[0], value, shown, series, on.isoformat() if on else None, low, high))
    return found


def _named_value(column: Column, value: Scalar, language: Language) -> str:
    """A value as one short line; a bare number says what it numbers: `Group 2`."""
    words = plain(value_words(column.name, value, language), _LONGEST_NAME)
    return f"{column.label[language].capitalize()} {words}" if words.isdigit() and column.name == "group" else words


def _bound(table: Table, row: Sequence[Scalar], endings: Sequence[str]) -> float | None:
    at = next((i for i, c in enumerate(table.columns) if _named(c, endings)), None)
    value = row[at] if at is not None else None
    return float(value) if isinstance(value, (int, float)) else None
