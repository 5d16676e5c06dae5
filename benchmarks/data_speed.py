"""How fast and in how much memory data become a snapshot with profiles: a real shop, the demo shop, synthetic ones.

Every shop is measured in a process of its own, the profiles of synthetic ones in another; beside it plain pandas, which makes
four columns per customer and no more. Usage: python -m benchmarks.data_speed [--orders 2000000 4000000 10000000]
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.demo_home import AS_OF, SEED
from benchmarks.machine import describe_machine
from tools.warehouse.engine import Shop

__all__ = ["main", "report_of"]

_ROOT = Path(__file__).resolve().parent.parent
_RETAIL = _ROOT.parent / "shared" / "data" / "online_retail_uci352.parquet"
_REPORTS = _ROOT / "benchmarks" / "reports"
_ORDERS_A_CUSTOMER = 10
_SIZES = (2_000_000, 4_000_000, 10_000_000)
_SYNTHETIC = "synthetic "
_SHOP = Shop(currency="EUR")
_AIMS = {
    "online_retail": "under 10 s",
    "demo_shop": "under 15 s, with its making",
    f"{_SYNTHETIC}10M": "under 180 s and 6 GB, profiles under 60 s and 4 GB",
}
_COLUMNS = ("rows", "wall", "cpu", "peak_mb", "profiles", "profiles_cpu", "profiles_mb")


def main(sizes: Sequence[int]) -> dict[str, Any]:
    """Measure every shop there is data for, and keep the report, after each of the large ones too."""
    with TemporaryDirectory() as folder:
        measured = {"demo_shop": _child("demo", folder)}
        if _RETAIL.exists():
            measured["online_retail"] = _child("retail", folder) | {"pandas": _child("pandas", str(_RETAIL))}
    for size in sizes:
        with TemporaryDirectory() as made:
            measured[f"{_SYNTHETIC}{size / 1e6:g}M"] = _synthetic_of(Path(made), size)
        report = {"machine": describe_machine(), "synthetic_orders": list(sizes), "measured": measured}
        (_REPORTS / "data_speed.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        (_REPORTS / "data_speed.md").write_text(report_of(report), encoding="utf-8")
    return report


def _synthetic_of(folder: Path, orders: int) -> dict[str, Any]:
    """A shop of so many orders: its import, its profiles, and pandas beside them."""
    made, home = folder / "made", folder / "home"
    _child("make", str(made), str(orders))
    imported, profiled = _child("synthetic", str(home), str(made)), _child("profiles", str(home))
    named = {"profiles": profiled["wall"], "profiles_cpu": profiled["cpu"], "profiles_mb": profiled["peak_mb"]}
    return imported | named | {"load": profiled["load"], "pandas": _child("pandas", str(made / "orders.parquet"))}


def report_of(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    machine = "".join(f"| {name} | {value} |\n" for name, value in report["machine"].items())
    rows = "".join(_row(name, found) for name, found in report["measured"].items())
    sizes = " ".join(map(str, report["synthetic_orders"]))
    return (
        "# From files to profiles: seconds and memory\n\n"
        f"Made by `python -m benchmarks.data_speed --orders {sizes}`; each shop in its own process, "
        "start of Python left out, imports of libraries included. Synthetic shops are named by their orders, ten a customer, "
        "with two order lines an order and products; their profiles are built in another process, after the import. "
        "pandas reads the same orders and makes orders, revenue, first and last day per customer, nothing else.\n\n"
        f"| machine | |\n|---|---|\n{machine}\n"
        "| shop | rows | wall s | CPU s | peak MB | profiles wall s | CPU s | peak MB | load then | aim "
        "| pandas wall s | CPU s | peak MB |\n"
        f"|---|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|\n{rows}\n{_growth(report['measured'])}"
    )


def _row(name: str, found: dict[str, Any]) -> str:
    other = found.get("pandas") or {}
    columns = [f"{found[key]:,}" if key in found else "" for key in (*_COLUMNS, "load")]
    beside = [f"{other[key]:,}" if other else "" for key in ("wall", "cpu", "peak_mb")]
    return f"| {name} | {' | '.join(columns)} | {_AIMS.get(name, '')} | {' | '.join(beside)} |\n"


def _growth(measured: dict[str, dict[str, Any]]) -> str:
    """By how much seconds and memory grow as a shop doubles."""
    shops = [found for name, found in measured.items() if name.startswith(_SYNTHETIC)]
    told = []
    for less, more in pairwise(shops):
        doublings = math.log2(more["rows"] / less["rows"])
        parts = (f"{key} x{(more[key] / less[key]) ** (1 / doublings):.2f}" for key in _COLUMNS[1:])
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
        "load": round(os.getloadavg()[0], 1),
    }


def _make(folder: str, orders: str) -> dict[str, Any]:
    from benchmarks.scale_data import write_scale_shop

    customers = max(1, int(orders) // _ORDERS_A_CUSTOMER)
    return {"rows": sum(write_scale_shop(Path(folder), int(orders), customers, lines=True).values())}


def _retail(folder: str) -> dict[str, Any]:
    return _import(Path(folder) / "retail", _RETAIL, "GBP", _ROOT / "examples" / "online_retail")


def _demo(folder: str) -> dict[str, Any]:
    from tools.warehouse.demo import generate

    made = Path(folder) / "demo"
    generate(made, AS_OF, SEED)
    return _import(Path(folder) / "demo_home", made, "EUR")


def _synthetic(home: str, made: str) -> dict[str, Any]:
    from tools.warehouse.imports import import_source

    report = import_source(Path(home), Path(made), shop=_SHOP, with_profiles=False)
    return {"rows": sum(report.manifest["rows"].values())}


def _profiles(home: str) -> dict[str, Any]:
    from tools.warehouse.imports import build_profiles
    from tools.warehouse.store import current_snapshot

    snapshot = current_snapshot(Path(home))
    assert snapshot is not None  # made just before
    build_profiles(snapshot, Path(home), _SHOP)
    return {}


def _import(home: Path, source: Path, currency: str, mapping: Path | None = None) -> dict[str, Any]:
    """Import a source as users do; its last step builds the profiles."""
    from tools.warehouse.imports import import_source

    begun = list[float]()
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
    "make": _make, "retail": _retail, "demo": _demo, "synthetic": _synthetic, "profiles": _profiles, "pandas": _pandas,
}  # fmt: skip


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, nargs="+", default=_SIZES)
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        name, *arguments = given.measure
        print(json.dumps(_measured(lambda: _MEASURES[name](*arguments))))
    else:
        print(report_of(main(given.orders)))


if __name__ == "__main__":
    _main()
