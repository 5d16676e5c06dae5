"""The import on real data and on hostile files, where the folder of them lies beside the project."""

import base64
import json
import re
import resource
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.imported import bring_in, rows
from tools.errors import BadInputError
from tools.warehouse.engine import Shop
from tools.warehouse.imports import import_source
from tools.warehouse.options import AmbiguousInputError
from tools.warehouse.outcome import ImportReport

SHARED = Path(__file__).resolve().parents[3] / "shared"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "online_retail"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "data").exists(), reason="the real data is not beside the project (../shared/data)"),
]


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory) -> ImportReport:
    """Online Retail, imported with its profiles; they lie in the home beside the snapshot."""
    home = tmp_path_factory.mktemp("retail") / "home"
    return import_source(home, SHARED / "data" / "online_retail_uci352.parquet", mapping=EXAMPLE, shop=Shop(currency="GBP"))


@pytest.mark.timeout(900)
def test_online_retail_gives_its_check_figures_to_the_penny(retail: ImportReport) -> None:
    report = retail
    by_status = rows(
        report, "orders", "status, count(*) OVER (PARTITION BY status), round(sum(revenue) OVER (PARTITION BY status), 2)"
    )
    assert set(by_status) == {
        ("cancelled", 86, 335202.61), ("completed", 19781, 10015092.13), ("refund", 3610, 299114.69),
    }  # fmt: skip
    assert report.manifest["rows"]["customers"] == 4335
    assert report.manifest["identical_rows"] == {"invoice_lines": 5268}
    assert (report.manifest["first_on"], report.manifest["last_on"]) == ("2010-12-01", "2011-12-09")


def _published(pattern: str) -> list[int]:
    """Whole numbers from the first place of the data's description that fits."""
    found = re.search(pattern, " ".join((SHARED / "data" / "README.md").read_text(encoding="utf-8").split()))
    assert found is not None
    return [int(number.replace(",", "")) for number in found.groups()]


@pytest.mark.timeout(900)
def test_online_retail_gives_its_stages_health_and_self_check(retail: ImportReport) -> None:
    [file] = (retail.snapshot.parents[1] / "profiles").glob("*/report.json")
    report = json.loads(file.read_text(encoding="utf-8"))
    number = r"([\d,]+)\b"
    stages = _published(rf"Stages on [-\d]+: conversion {number}, retention {number}, loyalty {number}")
    assert [report["counts"]["stage"][name] for name in ("conversion", "retention", "loyalty")] == stages
    health = _published(rf"Health: active {number}, at risk {number}, lapsed {number}")
    healths = ("active", "at_risk", "lapsed")
    assert [report["counts"]["health"][name] for name in healths] == pytest.approx(health, rel=0.01)
    shares = _published(r"self-check at [-\d]+: (\d+)%, (\d+)% and (\d+)% of them")
    assert [round(100 * report["self_check"][name]["ordered_share"]) for name in healths] == shares
    assert report["lapsed_label"] == "overdue"


def _hostile() -> list[dict[str, Any]]:
    path = SHARED / "cases" / "attacks" / "malformed_requests.jsonl"
    if not path.exists():
        return []
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [case for case in cases if case["kind"] == "csv" and case["id"] not in ("REQ-062", "REQ-063")]


_ROW = "1,ana@example.com,2025-03-01,Shirt,2,19.90,EUR\n"
_HEADER = "order_id,customer_email,order_date,product,quantity,unit_price,currency\n"


def _write(case: dict[str, Any], folder: Path) -> Path:
    path = folder / case.get("filename", "orders.csv").split("/")[-1]
    if "body_b64" in case:
        path.write_bytes(base64.b64decode(case["body_b64"]))
    elif case["name"] == "many_rows":
        with path.open("w") as file:
            file.write(_HEADER)
            for _ in range(5000):
                file.write(_ROW * 1000)
    else:
        made = {
            "huge_field": lambda: _HEADER + "1,a@e.com,2025-03-01," + "A" * 10_000_000 + ",1,1,EUR\n",
            "many_columns": lambda: ",".join(f"c{n}" for n in range(20000)) + "\n" + "," * 19999 + "\n",
            "one_long_line_no_newline": lambda: "A" * 50_000_000,
        }
        path.write_text(made[case["name"]]())
    return path


@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", _hostile(), ids=lambda case: f"{case['id']}-{case['name']}")
def test_a_hostile_file_ends_as_it_should(tmp_path: Path, case: dict[str, Any]) -> None:
    path, expected = _write(case, tmp_path), case["expected"]
    if expected == "reject_file":
        with pytest.raises(BadInputError) as refused:
            bring_in(tmp_path / "home", path)
        assert not isinstance(refused.value, AmbiguousInputError)
        return
    if expected == "ask_user":
        with pytest.raises(AmbiguousInputError):
            bring_in(tmp_path / "home", path)
        return
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = bring_in(tmp_path / "home", path)
    counts = report.counts
    lines = counts.rows["orders"] + sum(counts.rejected.values()) + sum(counts.repeated.values())
    if expected == "accept_all":
        assert (counts.rejected, counts.blanked) == ({}, {})
        assert counts.rows["orders"] == lines
    elif expected == "reject_row_keep_rest":
        assert counts.rejected or counts.blanked
        assert report.rejects is not None
    elif expected == "dedupe":
        assert (counts.rows["orders"], counts.rejected) == (1, {})
        assert counts.repeated
    elif expected == "idempotent":
        assert bring_in(tmp_path / "home", path).unchanged
    elif expected == "limit":
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        assert counts.rows["orders"] == 1
        assert grown < 200, f"memory grew by {grown:.0f} MB"
    else:
        assert counts.rows["orders"] == lines
        if case["name"] not in ("path_in_filename", "rtl_filename"):
            assert counts.normalised
