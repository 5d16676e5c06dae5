"""Ours beside lifetimes and pymc-marketing: `python -m benchmarks.peers.run [--customers 1000000] [--repeats 3]`.

Each peer is installed at its pinned version into an environment of its own under `.marea-peers`. Every piece of work runs in a
process of its own, repeated; its CPU seconds are taken after reading its inputs (summaries read theirs inside) and the median
counts. All sides read the same files. The likelihoods of all fitted parameters are computed by one function, ours.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.keeping import REPORTS
from benchmarks.machine import describe_machine
from benchmarks.peers.inputs import prepare

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = ROOT / ".marea-peers"
SIDES = ("ours", "lifetimes", "pymc_marketing")
FITS = {"bg": "BG/NBD", "mbg": "MBG/NBD", "gamma_gamma": "Gamma-Gamma"}


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work on one set of inputs, and by how much it is to be quicker than each peer, or its CPU seconds."""

    title: str
    name: str
    inputs: str
    lifetimes: float | None = None
    pymc_marketing: float | None = None
    seconds: float | None = None


WORK = (
    Work("orders to summaries", "summaries", "synthetic", 10, 8),
    Work("fit BG/NBD, CDNOW", "bg", "cdnow", 10, 40),
    Work("fit MBG/NBD, CDNOW", "mbg", "cdnow", 10, 40),
    Work("fit BG/NBD, synthetic", "bg", "synthetic", seconds=1.0),
    Work("fit MBG/NBD, synthetic", "mbg", "synthetic", seconds=1.0),
    Work("fit Gamma-Gamma, synthetic", "gamma_gamma", "synthetic", 20, 15),
    Work("expected orders and p_alive, synthetic", "score", "synthetic", 3),
    Work("12-month CLV, synthetic", "lifetime_value", "synthetic", 14, 4),
    Work("sBG, 1,000 segments", "segments", "synthetic", seconds=0.02),
)


def main(customers: int, repeats: int) -> dict[str, Any]:
    """Measure everything and keep the report."""
    pythons = {"ours": Path(sys.executable)} | {name: _environment(name) for name in SIDES[1:]}
    with TemporaryDirectory() as folder:
        inputs = prepare(Path(folder), customers)
        rows = [_measured(work, inputs, pythons, repeats) for work in WORK if work.inputs in inputs]
        growth = _growth(Path(folder), customers, pythons["ours"])
        fits = {place: _likelihoods(rows, place, inputs[place], pythons["ours"]) for place in inputs}
    report = {"machine": describe_machine(), "customers": customers, "rows": rows, "growth": growth, "log_likelihoods": fits}
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "peers.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    text = report_of(report)
    (REPORTS / "peers.md").write_text(text, encoding="utf-8")
    print(text)
    return report


def report_of(report: Mapping[str, Any]) -> str:
    """The report as Markdown; what falls short of its aim says so."""
    machine = ", ".join(f"{key} {value}" for key, value in report["machine"].items())
    lines = [f"# Beside lifetimes 0.11.3 and pymc-marketing 0.19.2, {report['customers']:,} customers", "", machine, ""]
    lines += ["CPU seconds, medians; ratios are theirs over ours.", ""]
    lines += [
        "| work | ours | extra MB | lifetimes | ratio | pymc-marketing | ratio | aim | met |",
        "|---|" + "--:|" * 6 + "---|---|",
    ]
    for row in report["rows"]:
        cells = [row["title"], _seconds(row["ours"]), _whole(row["extra_mb"])]
        for side in SIDES[1:]:
            cells += [_seconds(row[side]), f"{row[side] / row['ours']:.1f}x" if row[side] else ""]
        lines.append(f"| {' | '.join([*cells, row['aim'], 'yes' if row['met'] else '**no**'])} |")
    lines += ["", "Summaries, ours, orders doubled: " + "; ".join(report["growth"]), ""]
    lines += ["| log-likelihood | ours less lifetimes | ours less pymc-marketing |", "|---|--:|--:|"]
    for place, fits in report["log_likelihoods"].items():
        for name, found in fits.items():
            less = [f"{found['ours'] - found[side]:+.2e}" if side in found else "" for side in SIDES[1:]]
            lines.append(f"| {FITS[name]}, {place} | {' | '.join(less)} |")
    return "\n".join(lines) + "\n"


def _environment(name: str) -> Path:
    """The Python of a peer's environment, installed when it is not there yet."""
    python = HOME / name / "bin" / "python"
    if not python.exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", "--python", sys.executable, str(HOME / name)], check=True)
        subprocess.run([*uv, "pip", "install", "-q", "--python", str(python), "-r", str(HERE / f"{name}.txt")], check=True)
    return python


def _measured(work: Work, inputs: Mapping[str, Path], pythons: Mapping[str, Path], repeats: int) -> dict[str, Any]:
    """One row: the median CPU seconds of every side that does this work."""
    compared = work.lifetimes is not None or work.name in FITS
    found = {
        side: _run(side, pythons[side], work.name, inputs[work.inputs], repeats) for side in (SIDES if compared else SIDES[:1])
    }
    medians = {side: statistics.median(found[side]["seconds"]) if side in found else None for side in SIDES}
    ours = medians["ours"] or 1e-9
    aims = {side: getattr(work, side) for side in SIDES[1:] if getattr(work, side)}
    met = all((medians[side] or 0.0) / ours >= aim for side, aim in aims.items()) and ours <= (work.seconds or float("inf"))
    said = [f"{aim:g}x {side}" for side, aim in aims.items()] + ([f"{work.seconds} s"] if work.seconds else [])
    print(work.title, {side: seconds and round(seconds, 4) for side, seconds in medians.items()}, flush=True)
    return medians | {
        "title": work.title, "name": work.name, "inputs": work.inputs, "extra_mb": found["ours"]["extra_mb"], "met": met,
        "aim": ", ".join(said), "results": {side: one["result"] for side, one in found.items()},
    }  # fmt: skip


def _run(side: str, python: Path, name: str, folder: Path, repeats: int) -> dict[str, Any]:
    script = ["-m", "benchmarks.peers.ours"] if side == "ours" else [str(HERE / f"with_{side}.py")]
    done = subprocess.run(
        [str(python), *script, name, str(folder), str(repeats)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{side} could not do {name}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _growth(folder: Path, customers: int, python: Path) -> list[str]:
    """Our summaries on a quarter, a half and all of the orders' customers."""
    said, before = [], 0.0
    for part in (4, 2, 1):
        place = prepare(folder / f"part{part}", customers // part, orders_alone=True)["synthetic"]
        took = statistics.median(_run("ours", python, "summaries", place, 3)["seconds"])
        said.append(f"{customers // part:,} customers {took:.2f} s" + (f" ({took / before:.2f}x)" if before else ""))
        before = took
    return said


def _likelihoods(rows: list[dict[str, Any]], inputs: str, folder: Path, python: Path) -> dict[str, dict[str, float]]:
    given = {
        row["name"]: {side: result["parameters"] for side, result in row["results"].items()}
        for row in rows
        if row["inputs"] == inputs and row["name"] in FITS
    }
    (folder / "parameters.json").write_text(json.dumps(given), encoding="utf-8")
    found: dict[str, dict[str, float]] = _run("ours", python, "log_likelihoods", folder, 1)["result"]
    return found


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.run", description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000, help="of the synthetic shop, ten orders each")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    main(given.customers, given.repeats)


if __name__ == "__main__":
    _main()
