"""Keeps what a benchmark measured, beside its aim and the machine it was measured on, as Markdown and JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.machine import ORDINARY_SECONDS, describe_machine

__all__ = ["REPORTS", "Measured", "keep_report"]

REPORTS = Path(__file__).resolve().parent / "reports"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: wall seconds (or another unit), CPU seconds where they mean something, and what was aimed at."""

    name: str
    value: float
    cpu: float | None = None
    aim: float | None = None
    unit: str = "s"


def keep_report(
    name: str, title: str, measured: Sequence[Measured], notes: Sequence[str], calibration: tuple[float, float]
) -> None:
    """Write `reports/<name>.md` and `.json`, and print the former.

    Seconds are given as they were and as they would be on a machine whose calibration takes the ordinary time: CPU seconds
    over the calibration's CPU seconds, or wall over wall where no CPU time was taken.
    """
    wall, cpu = calibration
    machine = describe_machine(calibration)
    rows = [asdict(one) | {"ordinary": _ordinary(one, wall, cpu)} for one in measured]
    lines = [f"# {title}", "", ", ".join(f"{key} {value}" for key, value in machine.items()), ""]
    lines += ["| what | measured | CPU | on an ordinary machine | aim |", "|---|---|---|---|---|", *map(_line, measured, rows)]
    lines += ["", *notes]
    REPORTS.mkdir(exist_ok=True)
    text = "\n".join(lines).rstrip() + "\n"
    (REPORTS / f"{name}.md").write_text(text, encoding="utf-8")
    kept = {"machine": machine, "measured": rows, "notes": list(notes)}
    (REPORTS / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(text)


def _ordinary(one: Measured, wall: float, cpu: float) -> float | None:
    if one.unit != "s":
        return None
    return ORDINARY_SECONDS * (one.value / wall if one.cpu is None else one.cpu / cpu)


def _line(one: Measured, row: dict[str, object]) -> str:
    ordinary = row["ordinary"]
    cells = [
        one.name,
        f"{one.value:,.{2 if one.unit == 's' or abs(one.value) >= 10 else 4}f} {one.unit}",
        "" if one.cpu is None else f"{one.cpu:.2f} s",
        f"{ordinary:.2f} s" if isinstance(ordinary, float) else "",
        "" if one.aim is None else f"{one.aim:g} {one.unit}",
    ]
    return f"| {' | '.join(cells)} |"
