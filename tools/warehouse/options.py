"""What a person may state about an import, and the error that asks for it where the data leave two readings."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["AmbiguousInputError", "DateNumbers", "DateOrder", "DecimalMark", "ImportOptions", "Reading"]

DateOrder = Literal["dmy", "mdy"]
DateNumbers = Literal["excel", "unix"]
DecimalMark = Literal[".", ","]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read what a file does not say by itself, and what an import may take.

    Attributes:
        date_order: how 03/04/2025 is read.
        date_numbers: what a bare number in a date column is: an Excel serial day or Unix seconds.
        decimal: the decimal mark of numbers like 1.234; the other mark separates thousands.
        encoding: of text files, where it cannot be told.
        delimiter: of text files, where it cannot be told.
        timezone: of instants without an offset; default the mapping's, else the shop's.
        currency: of orders that name none.
        latest: rows of orders and other happenings dated after it are rejected.
        row_cap: a source with more rows than this is refused.
        field_cap: a text row with a longer field is rejected.
        column_cap: a text file with more columns is refused.
        memory, threads: limits of the import's engine.
    """

    date_order: DateOrder | None = None
    date_numbers: DateNumbers | None = None
    decimal: DecimalMark | None = None
    encoding: str | None = None
    delimiter: str | None = None
    timezone: str | None = None
    currency: str | None = None
    latest: datetime | None = None
    row_cap: int = 200_000_000
    field_cap: int = 131_072
    column_cap: int = 2_000
    memory: str = "3GB"
    threads: int = 2

    def at(self, moment: datetime) -> "ImportOptions":
        """These options for an import at that moment: what is dated after it, save for what clocks differ by, is rejected."""
        return replace(self, latest=self.latest or moment + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous value: the option's value that chooses it, and what it would mean."""

    value: str
    means: Text


class AmbiguousInputError(BadInputError):
    """Stops an import that would have to guess; names the readings and the option that chooses one."""

    def __init__(self, question: Text, option: str, readings: tuple[Reading, ...]) -> None:
        listed = Text(
            "; ".join(f"{option} {reading.value}: {reading.means.en}" for reading in readings),
            "; ".join(f"{option} {reading.value}: {reading.means.es}" for reading in readings),
        )
        super().__init__(Text(f"{question.en} Choose: {listed.en}", f"{question.es} Elija: {listed.es}"))
        self.option = option
        self.readings = readings
