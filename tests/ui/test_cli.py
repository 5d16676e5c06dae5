"""The command line as a person and a pipe see it."""

import re
import socket
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.answer import Answer, AnswerColumn, AnswerTable
from tests.ui.sample import sample_answer
from tests.warehouse.imported import HEADER, write
from tools.errors import BadInputError
from tools.warehouse.store import current_snapshot
from ui.cli.main import app
from ui.cli.present import show
from ui.cli.running import listening

MANY = ["stage", "customers", "share of revenue", "average order value", "median days since last order", "mean value"]


def answer_with(columns: list[str], row: list[object]) -> Answer:
    made = [AnswerColumn(name=c, role="value" if i else "key", label=c, unit="customers") for i, c in enumerate(columns)]
    table = AnswerTable(id="t1", title="Stages", columns=made, rows=[row], total_rows=12_345)
    return sample_answer("hi", "c_1", "en").model_copy(update={"tables": [table]})


def on_a_terminal(answer: Answer, width: int) -> str:
    screen = StringIO()
    show(answer, Console(file=screen, width=width, force_terminal=True, no_color=True, legacy_windows=False))
    return re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue())


def test_the_help_fits_half_a_screen() -> None:
    said = CliRunner().invoke(app, ["--help"]).output
    assert len(said.splitlines()) <= 20
    assert "..." not in said.partition("Commands")[2]


def test_a_pipe_gets_plain_lines_without_colour_padding_or_cuts(capsys: pytest.CaptureFixture[str]) -> None:
    show(answer_with(MANY, ["Awareness", *range(1001, 1006)]))
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "…" not in said
    assert all(line == line.rstrip() for line in said.splitlines() if not line.startswith(("1.", "2.", "3.")))
    assert all(f"{n:,}" in said for n in range(1001, 1006))
    assert "1 of 12,345 rows" in said


def test_a_narrow_terminal_cuts_no_cell_and_names_the_columns_it_has_no_room_for() -> None:
    said = on_a_terminal(answer_with(MANY, ["Awareness", *range(1001, 1006)]), 60)
    assert re.search(r"Awareness +1,001", said)
    assert "…" not in said
    assert "too wide to show here: " in " ".join(said.split())
    assert "Mean value" in said


def test_a_port_in_use_or_out_of_range_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInputError, match=rf"cannot serve on 127.0.0.1:{port} .*marea serve --port {port + 1}"):
            listening("127.0.0.1", port)
    assert CliRunner().invoke(app, ["serve", "--port", "70000"]).exit_code == 2


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--encoding", "klingon", "unknown encoding 'klingon'; for example: utf-8"),
        ("--timezone", "Mars/Base", "unknown time zone 'Mars/Base'; for example: UTC"),
        ("--currency", "euros", "unknown currency 'euros'; for example: EUR"),
    ],
)
def test_an_option_that_means_nothing_says_what_would_work(tmp_path: Path, option: str, value: str, said: str) -> None:
    path = write(tmp_path, "orders.csv", HEADER + "1,a@e.com,2025-03-01,X,1,1,EUR\n")
    result = CliRunner().invoke(app, ["check", str(path), option, value], env={"MAREA_HOME": str(tmp_path / "home")})
    assert isinstance(result.exception, BadInputError)
    assert said in str(result.exception)


def test_the_options_that_an_import_asks_for_can_be_given(tmp_path: Path) -> None:
    row = "1,a@e.com,03/04/2025 10:00,Ca\xf1a;1;1,234\n"
    path = write(tmp_path, "orders.csv", ("order_id,customer_email,order_date,product,quantity,unit_price\n".replace(",", ";")
                 + row.replace(",", ";", 3)).encode("cp850"))  # fmt: skip
    options = [
        "--encoding",
        "cp850",
        "--date-order",
        "dmy",
        "--decimal",
        ",",
        "--timezone",
        "Europe/Madrid",
        "--currency",
        "eur",
    ]
    result = CliRunner().invoke(app, ["import", str(path), *options], env={"MAREA_HOME": str(tmp_path / "home")})
    assert result.exception is None, result.exception
    assert current_snapshot(tmp_path / "home") is not None
