"""Stage a text file (comma, semicolon, tab or pipe): streamed to Parquet, every row with its file and line."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.compressed import open_bytes
from tools.warehouse.encodings import Encoding, detect_encoding
from tools.warehouse.options import ImportOptions
from tools.warehouse.plain import plain_block
from tools.warehouse.records import Fault, Lines, Record, records
from tools.warehouse.staged import Staged, folded

__all__ = ["stage_text"]

_DELIMITERS = ",;\t|"
_NAMES = {";": Text("semicolons", "punto y coma"), "\t": Text("tabs", "tabuladores"), "|": Text("bars", "barras verticales")}
_BATCH = 20_000
_HEADER_CAP = 1 << 20
_REJECTS = pa.schema(
    [
        ("_file", pa.string()),
        ("_line", pa.int64()),
        *((name, pa.string()) for name in ("_table", "_column", "_value", "_reason", "_what")),
    ]
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the file is written: encoding, line end, delimiter and header."""

    encoding: Encoding
    newline: str | None
    delimiter: str
    header: tuple[str, ...]
    first_row: int


def stage_text(path: Path, label: str, work: Path, number: int, options: ImportOptions) -> Staged:
    """Stream a text file into the work folder.

    Raises:
        BadInputError: binary, without a header, with too many columns or rows.
        AmbiguousInputError: its encoding cannot be told.
    """
    layout = _layout(path, label, options)
    target, refused = work / f"staged_{number}.parquet", work / f"staged_{number}_rejects.parquet"
    rows, rejects = _write(path, label, layout, target, refused, options)
    notes = [layout.encoding.note] if layout.encoding.note else []
    if layout.delimiter in _NAMES:
        name = _NAMES[layout.delimiter]
        notes.append(Text(f"{label}: fields separated by {name.en}", f"{label}: campos separados por {name.es}"))
    if tuple(header.strip() for header in layout.header) != layout.header:
        notes.append(Text(f"{label}: spaces around headers taken out", f"{label}: espacios de los encabezados quitados"))
    stem = label.removesuffix(".gz").rsplit(".", 1)[0]
    columns = tuple(_unique(layout.header))
    return Staged(label, stem, target, columns, rows, rejects=(refused,) if rejects else (), normalised=tuple(notes))


def _layout(path: Path, label: str, options: ImportOptions) -> _Layout:
    encoding = detect_encoding(path, label, options.encoding)
    newline: str | None = "\n"
    with _opened(path, encoding, newline) as file:
        head = file.read(_HEADER_CAP)
    if "\n" not in head and "\r" in head:  # lines end as on old Macs: let every kind of end be read as one
        newline, head = None, head.replace("\r", "\n")
    if not head.strip("\r\n \t,;|"):
        raise BadInputError(f"{label} has no header")
    if "\n" not in head and len(head) >= _HEADER_CAP:
        raise BadInputError(f"{label} has no line end in its first {_HEADER_CAP:,} characters; it is no table")
    delimiter = options.delimiter or _delimiter(head)
    first = next((found for found in records(Lines(io.StringIO(head, newline="\n")), delimiter, None, _HEADER_CAP)), None)
    if first is None or isinstance(first, Fault):
        raise BadInputError(f"{label} has no readable header: {first.reason if first else 'it is empty'}")
    line, header = first
    if len(header) > options.column_cap:
        raise BadInputError(f"{label} has {len(header):,} columns; at most {options.column_cap:,} are read")
    return _Layout(encoding, newline, delimiter, tuple(header), line)


def _delimiter(head: str) -> str:
    """The separator that cuts the header into most fields; the first rows decide a tie."""
    lines = [line for line in head.split("\n")[:20] if line.strip()]
    counts = {mark: [_outside_quotes(line, mark) for line in lines] for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (counts[mark][0], sum(count == counts[mark][0] for count in counts[mark])))


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def _opened(path: Path, encoding: Encoding, newline: str | None) -> IO[str]:
    errors = "surrogateescape" if encoding.is_mixed or encoding.name.startswith("utf-8") else "strict"
    return io.TextIOWrapper(open_bytes(path), encoding=encoding.name, errors=errors, newline=newline)


def _unique(header: tuple[str, ...]) -> Iterator[str]:
    """Column names without spaces around them; a name that comes twice is told apart, and refused where it is needed."""
    seen: dict[str, int] = {}
    for place, name in enumerate(header, 1):
        name = name.strip().strip("\N{ZERO WIDTH NO-BREAK SPACE}") or f"column {place}"
        seen[folded(name)] = seen.get(folded(name), 0) + 1
        yield name if seen[folded(name)] == 1 else f"{name} ({seen[folded(name)]})"


def _write(path: Path, label: str, layout: _Layout, target: Path, refused: Path, options: ImportOptions) -> tuple[int, int]:
    """Stream records into `target` and faults into `refused`; how many of each."""
    names = list(_unique(layout.header))
    schema = pa.schema([*((name, pa.string()) for name in names), ("_line", pa.int64())])
    rows = rejects = 0
    with (
        _opened(path, layout.encoding, layout.newline) as file,
        pq.ParquetWriter(target, schema) as writer,
        pq.ParquetWriter(refused, _REJECTS) as refusals,
    ):
        for batch, faults in _batches(Lines(file), layout, schema, options.field_cap):
            rows, rejects = rows + batch.num_rows, rejects + len(faults)
            if rows > options.row_cap:
                raise BadInputError(f"{label} has more than {options.row_cap:,} rows; import it in parts, or as Parquet")
            if batch.num_rows:
                writer.write_table(batch)
            if faults:
                refusals.write_batch(_refusals(label, faults))
    return rows, rejects


def _batches(lines: Lines, layout: _Layout, schema: pa.Schema, field_cap: int) -> Iterator[tuple[pa.Table, list[Fault]]]:
    """Rows and faults block by block: a plain block at once, any other line by line."""
    while (block := lines.next_block()) is not None:
        first, text = block
        plain = plain_block(text, first, layout.delimiter, schema, field_cap) if text and first > layout.first_row else None
        if plain is not None:
            yield plain, []
            continue
        if text:
            lines.put_back(first, text)
        found = records(lines, layout.delimiter, len(schema.names) - 1, field_cap) if lines.has_more else iter(())
        while batch := list(islice(found, _BATCH)):
            good, faults = _sorted_out([one for one in batch if isinstance(one, Fault) or one[0] != layout.first_row])
            columns = [list(column) for column in zip(*(fields for _, fields in good), strict=True)] or [
                [] for _ in schema.names[1:]
            ]
            arrays = [
                pa.array(values, kind)
                for values, kind in zip([*columns, [line for line, _ in good]], schema.types, strict=True)
            ]
            yield pa.Table.from_arrays(arrays, schema=schema), faults


def _sorted_out(batch: list[Record | Fault]) -> tuple[list[Record], list[Fault]]:
    """Records that can be stored, and faults: a NUL or bytes of another encoding make a row unreadable."""
    good: list[Record] = []
    faults: list[Fault] = []
    for one in batch:
        if isinstance(one, Fault):
            faults.append(one)
            continue
        text = "".join(one[1])
        if "\0" in text:
            faults.append(Fault(one[0], "a NUL character"))
        elif not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
            faults.append(Fault(one[0], "bytes that are not UTF-8"))
        else:
            good.append(one)
    return good, faults


def _refusals(label: str, faults: list[Fault]) -> pa.RecordBatch:
    named, blank, what = ([word] * len(faults) for word in (label, "", "row left out"))
    reasons = [fault.reason for fault in faults]
    columns = [named, [fault.line for fault in faults], named, blank, blank, reasons, what]
    return pa.record_batch([pa.array(values, kind) for values, kind in zip(columns, _REJECTS.types, strict=True)], _REJECTS)
