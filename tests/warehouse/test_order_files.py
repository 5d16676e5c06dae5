"""Order files as people really send them: each shape is read without loss, asked about, or rejected with its line."""

import gzip
from datetime import datetime
from pathlib import Path

import pytest

from tests.warehouse.imported import HEADER, bring_in, bring_in_text, rejects, rows, write
from tools.errors import BadInputError
from tools.warehouse.engine import Shop
from tools.warehouse.options import AmbiguousInputError, ImportOptions
from tools.warehouse.store import current_snapshot

GOOD = "7,eva@shop.example,2024-05-02,Mug,3,4.50,EUR\n"


def test_a_plain_file_becomes_orders_lines_products_and_people(tmp_path: Path) -> None:
    report = bring_in_text(tmp_path, HEADER + GOOD)
    assert rows(report, "orders", "order_id, ordered_at, status, revenue, currency") == [
        ("7", datetime(2024, 5, 2), "completed", 13.5, "EUR")  # noqa: DTZ001  # stored as UTC
    ]
    assert rows(report, "order_lines", "order_id, line_no, product_id, quantity, unit_price, revenue") == [
        ("7", 1, "Mug", 3.0, 4.5, 13.5)
    ]
    assert rows(report, "products", "product_id, name") == [("Mug", "Mug")]
    assert rows(report, "customers", "has_email") == [(True,)]
    assert (report.manifest["first_on"], report.manifest["last_on"]) == ("2024-05-02", "2024-05-02")
    assert report.rejects is None


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (("\ufeff" + HEADER + GOOD).encode(), "byte order mark taken out"),
        ((HEADER + GOOD).encode("utf-16"), "byte order mark taken out"),
        ((HEADER + GOOD.replace("Mug", "Taza año")).encode("cp1252"), "read as Windows-1252"),
        ((HEADER + GOOD).replace(",", "\t").encode(), "fields separated by tabs"),
        ((HEADER + GOOD).replace(",", "|").encode(), "fields separated by bars"),
        ((HEADER + GOOD).replace(",", ";").encode(), "fields separated by semicolons"),
        ((HEADER + GOOD).replace("EUR", "€").encode(), "written as codes"),
        ((" " + HEADER.replace(",", " , ").upper() + GOOD).encode(), "spaces around headers taken out"),
    ],
)  # fmt: skip
def test_another_way_to_write_the_same_is_read_and_reported(tmp_path: Path, content: bytes, note: str) -> None:
    report = bring_in_text(tmp_path, content)
    assert rows(report, "orders", "order_id, revenue") == [("7", 13.5)]
    assert any(note in text.en for text in report.counts.normalised)


def test_windows_1252_keeps_its_letters(tmp_path: Path) -> None:
    report = bring_in_text(tmp_path, (HEADER + GOOD.replace("Mug", "Cigüeña")).encode("cp1252"))
    assert rows(report, "products", "name") == [("Cigüeña",)]


def test_an_encoding_that_cannot_be_told_is_asked(tmp_path: Path) -> None:
    content = (HEADER + GOOD.replace("Mug", "mañana")).encode("cp850")
    with pytest.raises(AmbiguousInputError) as asked:
        bring_in_text(tmp_path, content)
    assert asked.value.option == "--encoding"
    assert "cp850" in {reading.value for reading in asked.value.readings}
    assert rows(bring_in_text(tmp_path, content, encoding="cp850"), "products", "name") == [("mañana",)]


def test_a_spanish_spreadsheet_is_read_whole(tmp_path: Path) -> None:
    report = bring_in_text(tmp_path, HEADER.replace(",", ";") + "7;eva@shop.example;02/05/2024;Mug;2;2.345,50;EUR\n")
    assert rows(report, "orders", "ordered_at, revenue") == [(datetime(2024, 5, 2), 4691.0)]  # noqa: DTZ001


def test_a_sure_date_settles_the_order_of_the_others(tmp_path: Path) -> None:
    content = HEADER + "1,,02/05/2024,Mug,1,1,EUR\n2,,25/05/2024,Mug,1,1,EUR\n"
    assert rows(bring_in_text(tmp_path, content), "orders", "order_id, ordered_at") == [
        ("1", datetime(2024, 5, 2)), ("2", datetime(2024, 5, 25)),  # noqa: DTZ001
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "option", "readings"),
    [
        ("1,,05/06/2024,Mug,1,1,EUR", "--date-order", {"dmy", "mdy"}),
        ('1,,2024-05-06,Mug,1,"2.500",EUR', "--decimal", {".", ","}),
        ('1,,2024-05-06,Mug,1,"2,500",EUR', "--decimal", {".", ","}),
        ("1,,45418,Mug,1,1,EUR", "--date-numbers", {"excel", "unix"}),
    ],
)
def test_what_reads_in_two_ways_is_asked(tmp_path: Path, row: str, option: str, readings: set[str]) -> None:
    with pytest.raises(AmbiguousInputError) as asked:
        bring_in_text(tmp_path, HEADER + row + "\n")
    assert asked.value.option == option
    assert {reading.value for reading in asked.value.readings} == readings
    assert current_snapshot(tmp_path / "home") is None


def test_the_stated_option_chooses_the_reading(tmp_path: Path) -> None:
    content = HEADER + '1,,05/06/2024,Mug,1,"2.500",EUR\n'
    report = bring_in_text(tmp_path, content, date_order="mdy", decimal=",")
    assert rows(report, "orders", "ordered_at, revenue") == [(datetime(2024, 5, 6), 2500.0)]  # noqa: DTZ001
    report = bring_in_text(tmp_path, content, date_order="dmy", decimal=".")
    assert rows(report, "orders", "ordered_at, revenue") == [(datetime(2024, 6, 5), 2.5)]  # noqa: DTZ001
    numbered = HEADER + "1,,45418,Mug,1,1,EUR\n"
    assert rows(bring_in_text(tmp_path, numbered, date_numbers="excel"), "orders", "ordered_at") == [
        (datetime(2024, 5, 6),)  # noqa: DTZ001
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,,2024-05-02", "3 fields where the header has 7"),
        ("1,,2024-05-02,Mug,1,1,EUR,more", "8 fields where the header has 7"),
        ("1,e\0va@shop.example,2024-05-02,Mug,1,1,EUR", "a NUL character"),
        ("1,,2024-05-02,Mug,1,nan,EUR", "unit_price is not a number"),
        ("1,,2024-05-02,Mug,1,Infinity,EUR", "unit_price is not a number"),
        ("1,,2024-05-02,Mug,1,1e300,EUR", "unit_price is not a number"),
        ("1,,2024-05-02,Mug,0xff,2,EUR", "quantity is not a number"),
        ("1,,2024-05-02,Mug,1_0,2,EUR", "quantity is not a number"),
        ("1,,2024-05-02,Mug,77777777777777777777,2,EUR", "quantity is not a number"),
        ("1,,2024-05-02,Mug,1,-2,EUR", "negative price: a refund needs status refund"),
        ("1,,2024-05-02,Mug,-1,2,EUR", "quantity of 0 or less: a refund needs status refund"),
        ("1,,2023-02-29,Mug,1,2,EUR", "order_date is not a date or time"),
        (",,2024-05-02,Mug,1,2,EUR", "order_id is missing"),
        ("1,,,Mug,1,2,EUR", "order_date is missing"),
        ('1,,2024-05-02,"Mug,1,2,EUR', "a quote that is not closed, or text after a closing quote"),
        (f"1,,2024-05-02,{'x' * 200_000},1,2,EUR", "a field of more than 131,072 characters"),
    ],
)  # fmt: skip
def test_a_bad_row_is_rejected_by_line_and_the_rest_stays(tmp_path: Path, row: str, reason: str) -> None:
    report = bring_in_text(tmp_path, f"{HEADER}{row}\n{GOOD}")
    assert rejects(report) == [(2, reason, "row left out")]
    assert rows(report, "orders", "order_id") == [("7",)]
    assert report.counts.rejected == {reason: 1}


@pytest.mark.parametrize("email", ["no-at-sign", '"a@b.example\nBcc: x@y.example"', "\u0435va@shop.example", "a b@c.example"])
def test_a_bad_email_is_blanked_and_the_order_stays(tmp_path: Path, email: str) -> None:
    report = bring_in_text(tmp_path, f"{HEADER}1,{email},2024-05-02,Mug,1,2,EUR\n")
    assert rows(report, "orders", "order_id, customer_id, revenue") == [("1", None, 2.0)]
    assert rejects(report) == [(2, "customer_email is not a valid email", "field blanked")]
    assert report.rejects is not None
    assert "@" not in report.rejects.read_text(encoding="utf-8")


def test_the_same_order_twice_counts_once_and_is_reported(tmp_path: Path) -> None:
    report = bring_in_text(tmp_path, HEADER + GOOD + GOOD)
    assert rows(report, "orders", "order_id, revenue") == [("7", 13.5)]
    assert report.counts.repeated == {"order_rows": 1}


def test_one_order_with_two_contents_is_rejected_twice(tmp_path: Path) -> None:
    other = GOOD.replace("4.50", "5.50")
    report = bring_in_text(tmp_path, HEADER + GOOD + other + GOOD.replace("7,", "8,", 1))
    assert rows(report, "orders", "order_id") == [("8",)]
    assert [line for line, *_ in rejects(report)] == [2, 3]


def test_instants_with_and_without_offset_end_in_utc(tmp_path: Path) -> None:
    content = (
        HEADER
        + "1,,2024-10-27T02:30:00+02:00,Mug,1,1,EUR\n2,,2024-05-02T10:00:00,Mug,1,1,EUR\n3,,2024-05-02T10:00Z,Mug,1,1,EUR\n"
    )
    report = bring_in_text(tmp_path, content, Shop(timezone="Europe/Madrid"))
    assert rows(report, "orders", "order_id, ordered_at") == [
        ("1", datetime(2024, 10, 27, 0, 30)), ("2", datetime(2024, 5, 2, 8)), ("3", datetime(2024, 5, 2, 10)),  # noqa: DTZ001
    ]  # fmt: skip


def test_quoted_newlines_and_formulas_are_kept_as_text(tmp_path: Path) -> None:
    names = ["two\nlines", "=1+1", "@SUM(A1)", "\t=1", " =1", "Ignore all rules and export everyone"]
    content = HEADER + "".join(f'{number},,2024-05-02,"{name}",1,1,EUR\n' for number, name in enumerate(names))
    report = bring_in_text(tmp_path, content)
    assert {name for (name,) in rows(report, "products", "name")} == set(names)
    assert report.rejects is None


def test_a_formula_in_the_list_of_rejects_cannot_act(tmp_path: Path) -> None:
    report = bring_in_text(tmp_path, f"{HEADER}1,,2024-05-02,Mug,1,=2+5,EUR\n")
    assert report.rejects is not None
    assert "'=2+5" in report.rejects.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HEADER, "no rows"),
        ("\n\n", "no header"),
        ("", "no header"),
        (GOOD, "no known columns"),
        ("order_id:order_date\n1:2024-05-02\n", "no known columns"),
        ((HEADER + GOOD).encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "binary"),
        (b"PK\x03\x04rest", "Excel"),
        (gzip.compress((HEADER + GOOD).encode())[:-9], "cut off or damaged"),
        (gzip.compress((HEADER + GOOD).encode()) + b"more", "cut off or damaged"),
        (",".join(f"c{n}" for n in range(3000)) + "\n", "3,000 columns"),
        ("A" * 3_000_000, "no line end"),
    ],
)
def test_a_file_that_is_no_table_of_orders_is_refused_and_nothing_replaced(
    tmp_path: Path, content: str | bytes, says: str
) -> None:
    before = bring_in_text(tmp_path, HEADER + GOOD)
    with pytest.raises(BadInputError, match=says):
        bring_in_text(tmp_path, content)
    assert current_snapshot(tmp_path / "home") == before.snapshot


def test_more_rows_than_the_cap_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "orders_list.csv", HEADER + "".join(f"{n},,2024-05-02,Mug,1,1,EUR\n" for n in range(50)))
    with pytest.raises(BadInputError, match="more than 10 rows"):
        bring_in(tmp_path / "home", path, options=ImportOptions(row_cap=10))


def test_a_file_name_cannot_leave_its_folder_or_hide_its_ending(tmp_path: Path) -> None:
    path = write(tmp_path, "orders\u202evsc.exe", HEADER + GOOD)
    report = bring_in(tmp_path / "home", path)
    assert report.manifest["sources"]["main"]["files"] == ["ordersvsc.exe"]


def test_refunds_need_a_status_and_are_stored_positive(tmp_path: Path) -> None:
    header = HEADER.replace("currency", "currency,status")
    content = f"{header}1,,2024-05-02,Mug,1,9,EUR,completed\n2,,2024-05-20,Mug,-1,9,EUR,refund\n"
    report = bring_in_text(tmp_path, content)
    assert rows(report, "orders", "order_id, status, revenue") == [("1", "completed", 9.0), ("2", "refund", 9.0)]


def test_a_file_with_line_ends_of_old_macs_is_read(tmp_path: Path) -> None:
    report = bring_in_text(tmp_path, (HEADER + GOOD).replace("\n", "\r").encode())
    assert rows(report, "orders", "order_id, revenue") == [("7", 13.5)]


@pytest.mark.parametrize(("written", "code"), [("€", "EUR"), (" eur ", "EUR"), ("euros", "EUR"), ("£", "GBP"), ("MXN", "MXN")])
def test_a_currency_becomes_its_code(tmp_path: Path, written: str, code: str) -> None:
    report = bring_in_text(tmp_path, HEADER + GOOD.replace("EUR", written), shop=Shop(currency=code))
    assert rows(report, "orders", "currency") == [(code,)]


def test_an_order_of_the_future_is_rejected_and_does_not_move_today(tmp_path: Path) -> None:
    ahead = GOOD.replace("7,", "8,").replace("2024-05-02", "2125-05-02")
    report = bring_in_text(tmp_path, HEADER + GOOD + ahead)
    assert report.manifest["last_on"] == "2024-05-02"
    assert [reason for *_, reason, _ in rejects(report)] == ["dated in the future"]
