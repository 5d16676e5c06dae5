"""Cutting text into records: the quick way and the careful way give the same, line numbers included."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.warehouse.delimited import stage_text
from tools.warehouse.options import ImportOptions
from tools.warehouse.plain import plain_block
from tools.warehouse.records import Fault, Lines, records

SCHEMA = pa.schema([("a", pa.string()), ("b", pa.string()), ("_line", pa.int64())])


def _careful(text: str, block: int = 1 << 20) -> list[tuple[int, list[str]] | Fault]:
    lines, found = Lines(io.StringIO(text, newline="\n"), block), []
    while (taken := lines.next_block()) is not None:
        if taken[1]:
            lines.put_back(*taken)
        found += list(records(lines, ",", 2, 100))
    return found


@pytest.mark.parametrize("block", [1, 3, 7, 1000])
def test_records_and_their_lines_do_not_depend_on_the_blocks(block: int) -> None:
    text = 'a,b\n1,"x\ny"\n\n2,"say ""hi"""\r\n3\n4,"open\n5,z\n'
    assert _careful(text, block) == [
        (1, ["a", "b"]), (2, ["1", "x\ny"]), (5, ["2", 'say "hi"']), Fault(6, "1 fields where the header has 2"),
        Fault(7, "a quote that is not closed, or text after a closing quote"), (8, ["5", "z"]),
    ]  # fmt: skip


def test_an_endless_line_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.warehouse.records.LINE_CAP", 50)
    found = _careful("1,a\n" + "x" * 500 + "\n2,b\n", block=10)
    assert [one.line if isinstance(one, Fault) else one[1] for one in found] == [["1", "a"], 2, ["2", "b"]]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(alphabet='ab1é,"\r\n\0 ', max_size=8), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_what_the_quick_way_reads_the_careful_way_reads_alike(lines: list[str], end: str) -> None:
    text = end.join(lines) + end
    plain = plain_block(text, 1, ",", SCHEMA, 100)
    if plain is not None:
        rows = list(zip(plain["_line"].to_pylist(), plain["a"].to_pylist(), plain["b"].to_pylist(), strict=True))
        assert [(line, *fields) for line, fields in _careful(text)] == rows  # type: ignore[misc]  # a fault would fail here


def test_a_plain_block_is_read_the_quick_way() -> None:
    table = plain_block("1,x\n2,\n", 5, ",", SCHEMA, 100)
    assert table is not None
    assert table.to_pylist() == [{"a": "1", "b": "x", "_line": 5}, {"a": "2", "b": "", "_line": 6}]


def test_a_long_file_keeps_every_row_and_its_line(tmp_path: Path) -> None:
    lines = [f"{n},{'text' if n % 5000 else chr(34) + 'two' + chr(10) + 'lines' + chr(34)}" for n in range(1, 200_001)]
    (tmp_path / "long.csv").write_text("a,b\n" + "\n".join(lines), encoding="utf-8")
    staged = stage_text(tmp_path / "long.csv", "long.csv", tmp_path, 0, ImportOptions())
    table = pq.read_table(staged.path)
    assert (staged.rows, staged.rejects) == (200_000, ())
    assert table["a"].to_pylist() == [str(n) for n in range(1, 200_001)]
    assert table["_line"].to_pylist()[-1] == 1 + 200_000 + 39
