"""What a report says about the machine it was made on, so that its seconds can be compared with those of another."""

import os
import platform
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

__all__ = ["ORDINARY_SECONDS", "calibrate", "describe_machine"]

ORDINARY_SECONDS = 0.5  # what the calibration takes on an ordinary machine
_ADDITIONS = 10_000_000
_NAMED = ("marea", "duckdb", "ibis-framework", "langchain", "gradio", "numpy")


def calibrate() -> tuple[float, float]:
    """Wall and CPU seconds of ten million additions in plain Python, the better of two tries."""
    tries = []
    for _ in range(2):
        wall, cpu, total = time.perf_counter(), time.process_time(), 0
        for number in range(_ADDITIONS):
            total += number
        tries.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(tries)


def describe_machine() -> dict[str, str]:
    """Day, processor, load, versions and the calibration."""
    wall, cpu = calibrate()
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
