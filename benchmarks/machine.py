"""What a report says about the machine it was made on, so that its seconds can be compared with those of another."""

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

__all__ = ["ORDINARY_SECONDS", "calibrate", "describe_machine", "mean_calibration"]

ORDINARY_SECONDS = 0.5  # what the calibration takes on an ordinary machine
_ADDITIONS = 10_000_000
_NAMED = ("marea", "duckdb", "ibis-framework", "langchain", "gradio", "numpy")


def calibrate() -> tuple[float, float]:
    """Wall and CPU seconds of ten million additions in plain Python; a busy machine takes several times as long."""
    wall, cpu, total = time.perf_counter(), time.process_time(), 0
    for number in range(_ADDITIONS):
        total += number
    return time.perf_counter() - wall, time.process_time() - cpu


def mean_calibration(tries: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The mean of calibrations taken while something was measured."""
    return statistics.fmean(wall for wall, _ in tries), statistics.fmean(cpu for _, cpu in tries)


def describe_machine(calibration: tuple[float, float] | None = None) -> dict[str, str]:
    """Day, processor, load, versions and the calibration, taken now where none was taken before."""
    wall, cpu = calibration or calibrate()
    return {
        "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "processor": f"{os.cpu_count()} x {_processor()}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "calibration": f"{wall:.2f} s ({cpu:.2f} s CPU; {ORDINARY_SECONDS} s on an ordinary machine)",
    } | {name: version(name) for name in _NAMED}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"
