"""Names, e-mails and phones: apart from what the engine may open, and told by a keyed hash alone."""

import stat
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.imported import HEADER, bring_in, rows, write
from tools.warehouse.engine import Shop, Warehouse
from tools.warehouse.identity import identity_key, person_id, person_id_macro


def _contacts(home: Path) -> Path:
    (found,) = (home / "contacts" / "main").iterdir()
    return found


def test_emails_are_in_the_contacts_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    report = bring_in(home, write(tmp_path, "sales.csv", HEADER + "1,Eva@Shop.example,2024-05-02,Mug,1,4,EUR\n"))
    assert duckdb.sql(f"SELECT email FROM '{_contacts(home)}'").fetchall() == [("Eva@Shop.example",)]
    for path in (home / "warehouse").rglob("*"):
        assert not path.is_file() or b"shop.example" not in path.read_bytes().lower()
    warehouse = Warehouse(report.snapshot, None, Shop())
    with warehouse._lease() as connection, pytest.raises(duckdb.PermissionException):
        connection.raw_sql(f"SELECT * FROM '{_contacts(home)}'")


def test_contacts_and_key_are_for_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    bring_in(home, write(tmp_path, "sales.csv", HEADER + "1,eva@shop.example,2024-05-02,Mug,1,4,EUR\n"))
    for path in (_contacts(home), home / "identity.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_person_is_the_same_however_the_email_is_written(tmp_path: Path) -> None:
    content = "1,Eva@Shop.example,2024-05-02,Mug,1,4,EUR\n2,eva@shop.example ,2024-05-03,Mug,1,4,EUR\n"
    report = bring_in(tmp_path / "home", write(tmp_path, "sales.csv", HEADER + content))
    key = identity_key(tmp_path / "home")
    assert {customer for (customer,) in rows(report, "orders", "customer_id")} == {person_id("eva@shop.example", key)}


def test_the_keyed_hash_in_sql_is_the_one_in_python() -> None:
    for key in (b"k", b"k" * 32, b"k" * 64):
        connection = duckdb.connect()
        connection.execute(person_id_macro(key))
        assert connection.execute("SELECT person_id(' Año@x.example')").fetchone() == (person_id("año@x.example", key),)


def test_the_key_is_made_once(tmp_path: Path) -> None:
    assert identity_key(tmp_path) == identity_key(tmp_path)
    assert len(identity_key(tmp_path)) == 32


def test_canonical_contacts_set_the_flags_of_customers(tmp_path: Path) -> None:
    write(tmp_path / "in", "customers.csv", "customer_id,country\na,Spain\nb,France\n")
    write(
        tmp_path / "in", "contacts.csv", "customer_id,email,phone\na,a@x.example,\nb,broken,+34 600 000 000\nc,c@x.example,\n"
    )
    report = bring_in(tmp_path / "home", tmp_path / "in")
    assert rows(report, "customers", "customer_id, country, has_email, has_phone") == [
        ("a", "Spain", True, False), ("b", "France", False, True), ("c", None, True, False),
    ]  # fmt: skip
