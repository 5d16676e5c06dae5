"""How fast and in how much memory data become a snapshot with profiles: a real shop, the demo shop, synthetic ones.

Every shop is measured in a process of its own; beside it plain pandas, which makes four columns per customer and no more.
Usage: python -m benchmarks.data_speed [--orders 10000000]
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
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
_SIZES = (0.2, 0.4, 1.0)  # of the orders asked for
_SYNTHETIC = "synthetic "
_AIMS = {
    "online_retail": "under 10 s",
    "demo_shop": "under 15 s, with its making",
    f"{_SYNTHETIC}10M": "under 180 s and 6 GB, profiles under 60 s and 4 GB",
}


def main(orders: int) -> dict[str, Any]:
    """Measure every shop there is data for, and keep the report."""
    with TemporaryDirectory() as folder:
        measured = {"demo_shop": _child("demo", folder)}
        if _RETAIL.exists():
            measured["online_retail"] = _child("retail", folder) | {"pandas": _child("pandas", str(_RETAIL))}
        for size in (int(orders * part) for part in _SIZES):
            made, name = Path(folder) / f"synthetic_{size}", f"{_SYNTHETIC}{size / 1e6:g}M"
            _child("make", str(made), str(size))
            measured[name] = _child("synthetic", folder, str(made))
        measured[name]["pandas"] = _child("pandas", str(made / "orders.parquet"))
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
        "start of Python left out, imports of libraries included. Synthetic shops are named by their orders, ten a customer. "
        "pandas reads the same file and makes orders, revenue, first and last day per customer, nothing else.\n\n"
        f"| machine | |\n|---|---|\n{machine}\n"
        "| shop | rows | wall s | of it profiles | CPU s | peak MB | aim | pandas wall s | pandas CPU s | pandas peak MB |\n"
        f"|---|--:|--:|--:|--:|--:|---|--:|--:|--:|\n{rows}\n{_growth(report['measured'])}"
    )


def _row(name: str, found: dict[str, Any]) -> str:
    other = found.get("pandas") or {}
    columns = [f"{found[key]:,}" for key in ("rows", "wall", "profiles", "cpu", "peak_mb")]
    beside = [f"{other[key]:,}" if other else "" for key in ("wall", "cpu", "peak_mb")]
    return f"| {name} | {' | '.join(columns)} | {_AIMS.get(name, '')} | {' | '.join(beside)} |\n"


def _growth(measured: dict[str, dict[str, Any]]) -> str:
    """By how much seconds and memory grow as a shop doubles."""
    shops = [found for name, found in measured.items() if name.startswith(_SYNTHETIC)]
    told = []
    for less, more in pairwise(shops):
        doublings = math.log2(more["rows"] / less["rows"])
        parts = (f"{key} x{(more[key] / less[key]) ** (1 / doublings):.2f}" for key in ("wall", "profiles", "cpu", "peak_mb"))
        told.append(f"Per doubling from {less['rows']:,} to {more['rows']:,} rows: {', '.join(parts)}.\n")
    return "".join(told)


def _child(*arguments: str) -> dict[str, Any]:
    """What a process of this module measured of itself."""
    command = [sys.executable, "-m", "benchmarks.data_speed", "--measure", *arguments]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found | {
        "wall": round(time.perf_counter() - wall, 2),
        "cpu": round(time.process_time() - cpu, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _make(folder: str, orders: str) -> dict[str, Any]:
    from benchmarks.scale_data import write_scale_shop

    return {"rows": sum(write_scale_shop(Path(folder), int(orders), max(1, int(orders) // _ORDERS_A_CUSTOMER)).values())}


def _retail(folder: str) -> dict[str, Any]:
    return _import(folder, _RETAIL, "GBP", _ROOT / "examples" / "online_retail")


def _demo(folder: str) -> dict[str, Any]:
    from tools.warehouse.demo import generate

    made = Path(folder) / "demo"
    generate(made, AS_OF, SEED)
    return _import(folder, made, "EUR")


def _synthetic(folder: str, made: str) -> dict[str, Any]:
    return _import(folder, Path(made), "EUR")


def _import(folder: str, source: Path, currency: str, mapping: Path | None = None) -> dict[str, Any]:
    """Import a source as users do; its last step builds the profiles."""
    from tools.warehouse.engine import Shop
    from tools.warehouse.imports import import_source

    home, begun = Path(folder) / f"home_{source.stem}", list[float]()
    report = import_source(
        home, source, mapping=mapping, shop=Shop(currency=currency), progress=lambda _: begun.append(time.perf_counter())
    )
    return {"rows": sum(report.manifest["rows"].values()), "profiles": round(time.perf_counter() - begun[-1], 2)}


def _pandas(file: str) -> dict[str, Any]:
    import pandas as pd

    rows = pd.read_parquet(file)
    names = {"CustomerID": "customer_id", "InvoiceNo": "order_id", "InvoiceDate": "ordered_at"}
    rows = rows.rename(columns=names)
    if "revenue" not in rows:
        rows["revenue"] = rows["Quantity"] * rows["UnitPrice"]
    found = rows.groupby("customer_id", observed=True).agg(
        orders=("order_id", "nunique"), revenue=("revenue", "sum"), first=("ordered_at", "min"), last=("ordered_at", "max")
    )
    return {"rows": len(found)}


_MEASURES: dict[str, Callable[..., dict[str, Any]]] = {
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
