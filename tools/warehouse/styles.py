"""Decide from the evidence of a whole file how it writes numbers and dates, and ask where nothing tells."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from tools.terms import Text
from tools.warehouse import forms
from tools.warehouse.forms import Style
from tools.warehouse.options import AmbiguousInputError, DateOrder, DecimalMark, ImportOptions, Reading
from tools.warehouse.session import Session

__all__ = ["decide_style"]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the numbers of one column show."""

    dots: int
    commas: int
    open: int
    example: str | None


@dataclass(frozen=True, slots=True)
class _Dates:
    """What the dates of one column show."""

    days_first: int
    months_first: int
    open: int
    example: str | None
    numbers: int
    number_example: str | None
    zoned: int


_Evidence = TypeVar("_Evidence", _Numbers, _Dates)


def decide_style(
    session: Session,
    relation: str,
    numbers: Sequence[str],
    dates: Sequence[str],
    options: ImportOptions,
    timezone: str,
    where: str,
) -> tuple[Style, list[Text]]:
    """The style of a relation and what to report of it. `numbers` and `dates` are SQL texts of its columns.

    Raises:
        AmbiguousInputError: some value can be read in two ways, no other value of the file tells, no option says.
    """
    wanted = [sql for text in numbers for sql in forms.number_counts(text)] + [
        sql for text in dates for sql in forms.date_counts(text)
    ]
    if not wanted:
        return Style(timezone=timezone), []
    found = list(session.one(f"SELECT {', '.join(wanted)} FROM {relation}"))
    number_evidence = _sum(_Numbers, found[: 4 * len(numbers)])
    date_evidence = _sum(_Dates, found[4 * len(numbers) :])
    decimal = _decimal(number_evidence, options, where)
    commas = number_evidence.commas if decimal != "." else 0
    order = _date_order(date_evidence, commas > 0 and number_evidence.dots == 0, options, where)
    if date_evidence.numbers and options.date_numbers is None:
        raise _bare_number(date_evidence.number_example or "", where)
    return Style(decimal, order, options.date_numbers, timezone), _report(number_evidence, date_evidence, decimal, order, where)


def _sum(kind: type[_Evidence], found: Sequence[Any]) -> _Evidence:
    """Add the columns' evidence up; an example is that of any column."""
    width = len(fields(kind))
    rows = [found[start : start + width] for start in range(0, len(found), width)]
    values: list[Any] = []
    for place, one in enumerate(fields(kind)):
        column = [row[place] for row in rows]
        values.append(next(filter(None, column), None) if "example" in one.name else sum(column))
    return kind(*values)


def _decimal(evidence: _Numbers, options: ImportOptions, where: str) -> DecimalMark | None:
    if options.decimal or not evidence.open:
        return options.decimal
    if bool(evidence.dots) != bool(evidence.commas):
        return "." if evidence.dots else ","
    example = evidence.example or ""
    as_decimal: DecimalMark = "." if "." in example else ","
    as_thousands: DecimalMark = "," if as_decimal == "." else "."
    fraction, whole = example.replace(",", "."), example.replace(as_decimal, "")
    question = Text(f"{where}: {example!r} can be read in two ways.", f"{where}: {example!r} se puede leer de dos maneras.")
    readings = (
        Reading(as_decimal, Text(f"{fraction}, with decimals", f"{fraction}, con decimales")),
        Reading(as_thousands, Text(f"{whole}, with thousands", f"{whole}, con miles")),
    )
    raise AmbiguousInputError(question, "--decimal", readings)


def _date_order(evidence: _Dates, decimal_commas: bool, options: ImportOptions, where: str) -> DateOrder | None:
    """Decimal commas are evidence too: whoever writes them puts the day first."""
    if options.date_order or not evidence.open:
        return options.date_order
    if bool(evidence.days_first) != bool(evidence.months_first):
        return "dmy" if evidence.days_first else "mdy"
    if decimal_commas and not evidence.months_first:
        return "dmy"
    example = evidence.example or ""
    first, second, year = example.replace("-", "/").replace(".", "/").split("/")[:3]
    day_first, month_first = f"{year[:4]}-{second:0>2}-{first:0>2}", f"{year[:4]}-{first:0>2}-{second:0>2}"
    question = Text(
        f"{where}: {example!r} can be read in two ways, and nothing else in the file tells.",
        f"{where}: {example!r} se puede leer de dos maneras y nada más en el archivo lo aclara.",
    )
    readings = (
        Reading("dmy", Text(f"{day_first}, day first", f"{day_first}, primero el día")),
        Reading("mdy", Text(f"{month_first}, month first", f"{month_first}, primero el mes")),
    )
    raise AmbiguousInputError(question, "--date-order", readings)


def _bare_number(example: str, where: str) -> AmbiguousInputError:
    question = Text(
        f"{where}: {example!r} is a bare number where a date belongs.", f"{where}: {example!r} es un número donde va una fecha."
    )
    readings = (
        Reading("excel", Text("a spreadsheet's serial day", "el día de serie de una hoja de cálculo")),
        Reading("unix", Text("seconds since 1970", "segundos desde 1970")),
    )
    return AmbiguousInputError(question, "--date-numbers", readings)


def _report(numbers: _Numbers, dates: _Dates, decimal: DecimalMark | None, order: DateOrder | None, where: str) -> list[Text]:
    said = []
    if numbers.commas or (decimal == "," and numbers.open):
        said.append(Text(f"{where}: decimal comma read", f"{where}: coma decimal leída"))
    if dates.days_first or (order == "dmy" and dates.open):
        said.append(Text(f"{where}: dates read day first", f"{where}: fechas leídas con el día primero"))
    if dates.months_first or (order == "mdy" and dates.open):
        said.append(Text(f"{where}: dates read month first", f"{where}: fechas leídas con el mes primero"))
    if dates.zoned:
        said.append(Text(f"{where}: times with an offset turned into UTC", f"{where}: horas con desfase pasadas a UTC"))
    return said
