"""Cut a text file into records by RFC 4180, one at a time, with line numbers; what is no record comes out as a fault."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

__all__ = ["LINE_CAP", "Fault", "Lines", "Record", "records"]

LINE_CAP = 2 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no record."""

    line: int
    reason: str


Record = tuple[int, list[str]]


class Lines:
    """Numbered physical lines of a text file, read in blocks of whole lines; one that is too long comes as None."""

    def __init__(self, file: IO[str], block: int = 1 << 20) -> None:
        self._file = file
        self._block = block
        self._read = 0
        self._waiting: deque[tuple[int, str | None]] = deque()

    @property
    def has_more(self) -> bool:
        """Whether lines of the present block wait to be taken."""
        return bool(self._waiting)

    def next_block(self) -> tuple[int, str] | None:
        """The next block as it stands, with the number of its first line, or None at the end; not while lines wait.

        A block with a line that is too long comes empty: its lines wait to be taken.
        """
        text = self._file.read(self._block)
        if not text:
            return None
        if not text.endswith("\n"):
            text += self._file.readline(LINE_CAP)
        first = self._read + 1
        if len(text) - text.rfind("\n", 0, -1) > LINE_CAP and not text.endswith("\n"):
            whole = text[: text.rfind("\n") + 1]
            self.put_back(first, whole)
            while (rest := self._file.readline(LINE_CAP)) and not rest.endswith("\n"):
                pass
            self._read += 1
            self._waiting.append((self._read, None))
            return first, ""
        self._read += text.count("\n") + (not text.endswith("\n"))
        return first, text

    def put_back(self, first: int, text: str) -> None:
        """Let the lines of a block be taken one by one."""
        pieces = text.split("\n")
        last = pieces.pop()
        self._waiting.extend((first + place, piece + "\n") for place, piece in enumerate(pieces))
        if last:
            self._waiting.append((first + len(pieces), last))
        self._read = max(self._read, first + len(pieces) - (not last))

    def take(self) -> tuple[int, str | None] | None:
        """The next line, or None at the end."""
        while not self._waiting:
            block = self.next_block()
            if block is None:
                return None
            if block[1]:
                self.put_back(*block)
        return self._waiting.popleft()

    def give_back(self, lines: list[tuple[int, str | None]]) -> None:
        """Put taken lines back to be taken again."""
        self._waiting.extendleft(reversed(lines))


def records(lines: Lines, delimiter: str, width: int | None, field_cap: int) -> Iterator[Record | Fault]:
    """Every record of the lines at hand, with the line that it starts on. Blank lines are none.

    Args:
        lines: where they come from; a quoted record that is still open takes further lines from it.
        width: how many fields each record must have; None: as many as it has.
    """
    while (numbered := lines.take()) is not None:
        number, line = numbered
        if line is None:
            yield Fault(number, f"a line of more than {LINE_CAP:,} characters")
        elif (found := _record(lines, number, line, delimiter, width, field_cap)) is not None:
            yield found
        if not lines.has_more:
            return


def _record(lines: Lines, number: int, line: str, delimiter: str, width: int | None, field_cap: int) -> Record | Fault | None:
    if '"' in line:
        found = _quoted(lines, number, line, delimiter, field_cap)
        if isinstance(found, Fault):
            return found
    else:
        bare = line.rstrip("\r\n")
        if "\r" in bare:
            return Fault(number, "a carriage return outside quotes")
        found = bare.split(delimiter)
    return _judged(found, number, width, field_cap, len(line)) if any(found) else None


def _judged(row: list[str], number: int, width: int | None, field_cap: int, length: int) -> Record | Fault:
    if width is not None and len(row) != width:
        return Fault(number, f"{len(row)} fields where the header has {width}")
    if length > field_cap and max(map(len, row)) > field_cap:
        return Fault(number, f"a field of more than {field_cap:,} characters")
    return number, row


def _quoted(lines: Lines, number: int, line: str, delimiter: str, field_cap: int) -> list[str] | Fault:
    """A record with quotes, which may go on over several lines. A quote that is never closed costs its own line alone."""
    row = _parsed([line], delimiter)
    if row is not None:
        return row
    taken: list[tuple[int, str | None]] = []
    parts, length = [line], len(line)
    while length <= field_cap + LINE_CAP and (following := lines.take()) is not None:
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
    csv.field_size_limit(2 * LINE_CAP + sum(map(len, parts)))
    try:
        rows = list(csv.reader(parts, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
