"""Cut a text file into records by RFC 4180, one at a time, with line numbers; what is no record comes out as a fault."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

__all__ = ["Fault", "Record", "records"]

_LINE_CAP = 2 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no record."""

    line: int
    reason: str


Record = tuple[int, list[str]]


def records(file: IO[str], delimiter: str, width: int | None, field_cap: int) -> Iterator[Record | Fault]:
    """Every record with the line that it starts on. Blank lines are none. `width` is how many fields each must have."""
    lines = _Lines(file)
    for number, line in lines:
        if line is None:
            yield Fault(number, f"a line of more than {_LINE_CAP:,} characters")
            continue
        if '"' in line:
            found: list[str] | Fault = _quoted(lines, number, line, delimiter, field_cap)
        else:
            bare = line.rstrip("\r\n")
            found = bare.split(delimiter)
            if "\r" in bare:
                found = Fault(number, "a carriage return outside quotes")
        if isinstance(found, list):
            if not any(found):
                continue
            found = _judged(found, number, width, field_cap, len(line))
        yield found if isinstance(found, Fault) else (number, found)


def _judged(row: list[str], number: int, width: int | None, field_cap: int, length: int) -> list[str] | Fault:
    if width is not None and len(row) != width:
        return Fault(number, f"{len(row)} fields where the header has {width}")
    if length > field_cap and max(map(len, row)) > field_cap:
        return Fault(number, f"a field of more than {field_cap:,} characters")
    return row


class _Lines:
    """Numbered physical lines; one that is too long comes as None; lines can be given back."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._number = 0
        self._returned: deque[tuple[int, str | None]] = deque()

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        while (numbered := self.take()) is not None:
            yield numbered

    def take(self) -> tuple[int, str | None] | None:
        """The next line, or None at the end."""
        if self._returned:
            return self._returned.popleft()
        line = self._file.readline(_LINE_CAP)
        if not line:
            return None
        self._number += 1
        if len(line) < _LINE_CAP or line.endswith("\n"):
            return self._number, line
        while (rest := self._file.readline(_LINE_CAP)) and not rest.endswith("\n"):
            pass
        return self._number, None

    def give_back(self, lines: list[tuple[int, str | None]]) -> None:
        """Put lines back to be read again."""
        self._returned.extendleft(reversed(lines))


def _quoted(lines: _Lines, number: int, line: str, delimiter: str, field_cap: int) -> list[str] | Fault:
    """A record with quotes, which may go on over several lines. A quote that is never closed costs its own line alone."""
    row = _parsed([line], delimiter)
    if row is not None:
        return row
    taken: list[tuple[int, str | None]] = []
    parts, length = [line], len(line)
    while length <= field_cap + _LINE_CAP and (following := lines.take()) is not None:
        taken.append(following)
        if following[1] is None:
            break
        parts.append(following[1])
        length += len(following[1])
        if '"' in following[1] and (row := _parsed(parts, delimiter)) is not None:
            return row
    lines.give_back(taken)
    return Fault(number, "a quote that is not closed, or text after a closing quote")


def _parsed(parts: list[str], delimiter: str) -> list[str] | None:
    """The fields, or None while the record is not complete."""
    csv.field_size_limit(2 * _LINE_CAP + sum(map(len, parts)))
    try:
        rows = list(csv.reader(parts, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
