"""Tables as CSV that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

__all__ = ["csv_of", "export_id", "harmless"]

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_BLANKS = " \u00a0\u3000\u200b\ufeff\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def export_id(answer_id: str, table_id: str) -> str:
    """The id of a table's export: `/exports/{id}.csv`."""
    return f"{answer_id}-{table_id}"


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 CSV with a byte-order mark, so that spreadsheets read accents."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def harmless(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would take it for a formula, blanks before it or not."""
    return f"'{text}" if text.lstrip(_BLANKS)[:1] in _STARTS or text[:1] in _STARTS else text


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, date) else value
