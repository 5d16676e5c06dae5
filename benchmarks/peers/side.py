"""What runs in each environment: one piece of work, repeated, in CPU seconds; plain Python, for it is imported everywhere.

A side calls `serve(WORK)`; WORK maps a name to `prepare(folder) -> run`, where only `run()` is timed and returns what it found.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["serve"]

Run = Callable[[], Any]


def serve(work: Mapping[str, Callable[[Path], Run]]) -> None:
    """Do `argv: NAME FOLDER REPEATS` and print seconds, memory beyond the start and the last result as JSON."""
    name, folder, repeats = sys.argv[1:4]
    run = work[name](Path(folder))
    before = _peak_mb()
    seconds, result = [], None
    for _ in range(int(repeats)):
        started = time.process_time()
        result = run()
        seconds.append(time.process_time() - started)
    print(json.dumps({"seconds": seconds, "extra_mb": _peak_mb() - before, "result": result}))


def _peak_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
