"""The quick way through a text file: a block without quotes or oddities is cut by Arrow, all at once."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

__all__ = ["plain_block"]


def plain_block(text: str, first: int, delimiter: str, schema: pa.Schema, field_cap: int) -> pa.Table | None:
    """The rows of whole lines with their numbers, or None where any of them needs a closer look.

    Args:
        first: the number of the block's first line.
        schema: the file's columns, all text, and `_line`.
    """
    names = schema.names[:-1]
    if len(names) < 2 or '"' in text or "\0" in text or text.count("\r") != text.count("\r\n"):
        return None
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    blank = delimiter * (len(names) - 1)
    if max(map(len, lines)) > field_cap or any(line.rstrip("\r") in ("", blank) for line in (lines[0], lines[-1])):
        return None
    if any(gap in text for gap in ("\n\n", "\n\r\n", f"\n{blank}\n", f"\n{blank}\r\n")):
        return None
    try:
        table = _cut(text.encode(), names, delimiter)
    except (pa.ArrowInvalid, UnicodeEncodeError):
        return None
    if table.num_rows != len(lines):
        return None
    numbers = pa.array(np.arange(first, first + len(lines), dtype=np.int64))
    return table.append_column("_line", numbers).cast(schema)


def _cut(data: bytes, names: list[str], delimiter: str) -> pa.Table:
    return pacsv.read_csv(
        io.BytesIO(data),
        pacsv.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + 1),
        pacsv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
        pacsv.ConvertOptions(column_types={name: pa.string() for name in names}, strings_can_be_null=False),
    )
