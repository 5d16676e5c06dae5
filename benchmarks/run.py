"""Runs every benchmark in a process of its own, reports kept in benchmarks/reports: `python -m benchmarks.run [NAME ...]`."""

import subprocess
import sys
from importlib.util import find_spec

__all__ = ["main"]

BENCHMARKS = {
    "data": "benchmarks.data_speed",
    "serving": "benchmarks.serving",
    "at_scale": "benchmarks.at_scale",
    "questions": "benchmarks.evaluate",
    "learned": "benchmarks.learned",
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, else all that are there; how many could not be run to their end."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"unknown benchmark {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}")
        return 2
    failed = 0
    for name in names or BENCHMARKS:
        module = BENCHMARKS[name]
        if find_spec(module) is None:
            print(f"--- {name}: not there yet")
            continue
        print(f"--- {name}: python -m {module}", flush=True)
        keep = ["--keep"] if name == "questions" else []
        ended = subprocess.run([sys.executable, "-m", module, *keep], check=False).returncode
        failed += ended != 0 and name != "questions"
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
