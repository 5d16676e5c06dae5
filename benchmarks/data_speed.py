"""How fast and in how much memory data become a snapshot with profiles: a real shop, the demo shop, a synthetic one.

Every shop is measured in a process of its own; beside it plain pandas, which makes four columns per customer and no more.
Usage: python -m benchmarks.data_speed [--orders 10000000]
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.demo_home import AS_OF, SEED
from benchmarks.machine import describe_machine

__all__ = ["main", "report_of"]

_ROOT = Path(__file__).resolve().parent.parent
_RETAIL = _ROOT.parent / "shared" / "data" / "online_retail_uci352.parquet"
_REPORTS = _ROOT / "benchmarks" / "reports"
_ORDERS_A_CUSTOMER = 10
_AIMS = {
    "online_retail": "under 10 s",
    "demo_shop": "under 15 s, with its making",
    "synthetic": "10M orders under 180 s and 6 GB",
}


def main(orders: int) -> dict[str, Any]:
    """Measure every shop there is data for, and keep the report."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / "synthetic"
        _child("make", str(made), str(orders))
        measured = {"demo_shop": _child("demo", folder), "synthetic": _child("synthetic", folder, str(made))}
        measured["synthetic"]["pandas"] = _child("pandas", str(made / "orders.parquet"))
        if _RETAIL.exists():
            measured["online_retail"] = _child("retail", folder) | {"pandas": _child("pandas", str(_RETAIL))}
    report = {"machine": describe_machine(), "synthetic_orders": orders, "measured": measured}
    _REPORTS.mkdir(exist_ok=True)
    (_REPORTS / "data_speed.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (_REPORTS / "data_speed.md").write_text(report_of(report), encoding="utf-8")
    return report


def report_of(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    machine = "".join(f"| {name} | {value} |\n" for name, value in report["machine"].items())
    rows = "".join(_row(name, found) for name, found in report["measured"].items())
    return (
        "# From files to profiles: seconds and memory\n\n"
        f"Made by `python -m benchmarks.data_speed --orders {report['synthetic_orders']}`; each shop in its own process, "
        "start of Python left out, imports of libraries included. pandas reads the same file and makes orders, revenue, "
        "first and last day per customer, nothing else.\n\n"
        f"| machine | |\n|---|---|\n{machine}\n"
        "| shop | rows | wall s | CPU s | peak MB | aim | pandas wall s | pandas CPU s | pandas peak MB |\n"
        f"|---|--:|--:|--:|--:|---|--:|--:|--:|\n{rows}"
    )


def _row(name: str, found: dict[str, Any]) -> str:
    other = found.get("pandas") or {}
    columns = [f"{found[key]:,}" for key in ("rows", "wall", "cpu", "peak_mb")]
    beside = [f"{other[key]:,}" if other else "" for key in ("wall", "cpu", "peak_mb")]
    return f"| {name} | {' | '.join(columns)} | {_AIMS[name]} | {' | '.join(beside)} |\n"


def _child(*arguments: str) -> dict[str, Any]:
    """What a process of this module measured of itself."""
    command = [sys.executable, "-m", "benchmarks.data_speed", "--measure", *arguments]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(work: Callable[[], int]) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    rows = work()
    return {
        "rows": rows,
        "wall": round(time.perf_counter() - wall, 2),
        "cpu": round(time.process_time() - cpu, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _make(folder: str, orders: str) -> int:
    from benchmarks.scale_data import write_scale_shop

    return sum(write_scale_shop(Path(folder), int(orders), max(1, int(orders) // _ORDERS_A_CUSTOMER)).values())


def _retail(folder: str) -> int:
    return _import(folder, _RETAIL, "GBP", _ROOT / "examples" / "online_retail")


def _demo(folder: str) -> int:
    from tools.warehouse.demo import generate

    made = Path(folder) / "demo"
    generate(made, AS_OF, SEED)
    return _import(folder, made, "EUR")


def _synthetic(folder: str, made: str) -> int:
    return _import(folder, Path(made), "EUR")


def _import(folder: str, source: Path, currency: str, mapping: Path | None = None) -> int:
    from tools.warehouse.engine import Shop
    from tools.warehouse.imports import import_source

    home = Path(folder) / f"home_{source.stem}"
    report = import_source(home, source, mapping=mapping, shop=Shop(currency=currency))
    return sum(report.manifest["rows"].values())


def _pandas(file: str) -> int:
    import pandas as pd

    rows = pd.read_parquet(file)
    names = {"CustomerID": "customer_id", "InvoiceNo": "order_id", "InvoiceDate": "ordered_at"}
    rows = rows.rename(columns=names)
    if "revenue" not in rows:
        rows["revenue"] = rows["Quantity"] * rows["UnitPrice"]
    found = rows.groupby("customer_id", observed=True).agg(
        orders=("order_id", "nunique"), revenue=("revenue", "sum"), first=("ordered_at", "min"), last=("ordered_at", "max")
    )
    return len(found)


_MEASURES: dict[str, Callable[..., int]] = {
    "make": _make, "retail": _retail, "demo": _demo, "synthetic": _synthetic, "pandas": _pandas,
}  # fmt: skip


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        name, *arguments = given.measure
        print(json.dumps(_measured(lambda: _MEASURES[name](*arguments))))
    else:
        print(report_of(main(given.orders)))


if __name__ == "__main__":
    _main()
