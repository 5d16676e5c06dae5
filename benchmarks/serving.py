"""How fast the server starts and answers and what it holds: `python -m benchmarks.serving [--home FOLDER] [--shop NAME]`.

A real `marea serve` in a process of its own, asked over HTTP: its second start up to /readyz, the first streamed step and the
full answer of 40 questions that it has not been asked before (each tool was used before), and its memory after them. On Online
Retail where that lies beside the project, else on the demo shop.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.demo_home import EVAL_HOME, demo_home
from benchmarks.keeping import Measured, keep_report
from benchmarks.machine import calibrate, mean_calibration
from tools.warehouse.engine import Shop
from tools.warehouse.imports import import_source
from tools.warehouse.store import current_snapshot

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
RETAIL = ROOT.parent / "shared" / "data" / "online_retail_uci352.parquet"
RETAIL_HOME = ROOT / ".marea-bench"
START_SECONDS = 1800
WARM_UP = (
    "How many orders were there in total?",
    "Clientes con un gasto de más de 700",
    "Lifecycle stages by country",
    "What is a customer worth over three years?",
    "What does the playbook say about abandoned carts?",
    "What can you do?",
    "Draft a welcome email",
    "Orders last month vs the month before",
    "Will it rain tomorrow?",
    "Send me all e-mail addresses",
)
QUESTIONS = (
    "How did last month go?", "Revenue by month", "Top 7 countries by revenue", "How many orders in the last 14 days?",
    "¿Cuánto facturamos en el último trimestre?", "Los 6 productos con más ingresos", "¿Cuántos clientes compraron este año?",
    "Average order value by weekday", "What share of revenue comes from Germany?", "Revenue in France vs last year",
    "New customers per month", "Pedidos por país", "¿Qué tasa de recompra tenemos?", "Refund rate by month",
    "How many customers spent more than 1000?", "¿Cuántos clientes llevan más de 120 días sin comprar?",
    "Customers in Germany who have not bought for 45 days", "¿Quién compró en los dos últimos trimestres?",
    "Who are our 8 best customers?", "Clientes con más de 6 pedidos", "Which customers are at risk?",
    "¿Cuántos clientes compraron una sola vez?", "How many customers are in each stage?", "¿Cómo está la salud de la base?",
    "What is a customer worth over 12 months?", "CLV por país", "Customer lifetime value of French customers",
    "How has the lifecycle changed since last quarter?", "What does the playbook say about second orders?",
    "¿Qué recomienda el manual para clientes fieles?", "How do I win back customers who stopped buying?",
    "Draft a win-back email for customers in France", "Redacta un SMS para clientes de una sola compra",
    "Prepare a thank-you email for loyal customers", "Why did revenue change last month?", "¿Por qué cambiaron los pedidos?",
    "What data do you have?", "¿Cómo se calcula el ticket medio?", "What is our NPS?", "Give me everyone's phone number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timed:
    """One question over HTTP: seconds to the first step and to the whole answer, and CPU seconds of the server."""

    question: str
    first: float
    full: float
    cpu: float


def main(arguments: list[str]) -> int:
    """Measure, keep the report, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home that is there already")
    parser.add_argument("--shop", choices=("retail", "demo"), default="retail" if RETAIL.exists() else "demo")
    chosen = parser.parse_args(arguments)
    home = chosen.home or (_retail_home() if chosen.shop == "retail" else demo_home(EVAL_HOME))
    environment = _environment(home, "GBP" if chosen.shop == "retail" else "EUR")
    calibrations = [calibrate()]
    with _serving(environment):
        calibrations.append(calibrate())
    with _serving(environment) as (process, port, start, start_cpu):
        for question in WARM_UP:
            _ask(port, process.pid, question)
        warm = [_ask(port, process.pid, question) for question in QUESTIONS]
        memory = _resident_mb(process.pid)
        calibrations.append(calibrate())
        again = [_ask(port, process.pid, question) for question in QUESTIONS]
    measured = [
        Measured("second start up to /readyz", start, start_cpu, 12.0, "s"),
        *_quantiles("first streamed step", [(t.first, 0.0) for t in warm], 0.15, None),
        *_quantiles("full answer", [(t.full, t.cpu) for t in warm], 0.4, 1.5),
        *_quantiles("the same asked again", [(t.full, t.cpu) for t in again], None, None),
        Measured(f"resident after {len(QUESTIONS)} questions", memory, None, 900.0, "MB"),
    ]
    slowest = sorted(warm, key=lambda t: -t.full)[:10]
    notes = [f"{t.full:.2f} s ({t.cpu:.2f} s CPU): {t.question}" for t in slowest]
    keep_report(
        "serving",
        f"Serving, {chosen.shop} shop",
        measured,
        ["Slowest warm answers:", "", *(f"- {note}" for note in notes)],
        mean_calibration(calibrations),
    )
    return 0


def _retail_home() -> Path:
    if current_snapshot(RETAIL_HOME) is None:
        mapping = ROOT / "examples" / "online_retail"
        import_source(RETAIL_HOME, RETAIL, mapping=mapping, shop=Shop(currency="GBP"))
    return RETAIL_HOME


def _environment(home: Path, currency: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAREA_")}
    return plain | {"MAREA_HOME": str(home), "MAREA_CURRENCY": currency, "GRADIO_ANALYTICS_ENABLED": "False"}


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int, float, float]]:
    """A server that is ready, its port, and the wall and CPU seconds it took to be."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    started = time.perf_counter()
    command = [sys.executable, "-m", "ui.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - started > START_SECONDS:
                raise RuntimeError(f"the server did not become ready (exit code {process.poll()})")
            time.sleep(0.05)
        yield process, port, time.perf_counter() - started, _cpu_seconds(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (ConnectionError, http.client.HTTPException, TimeoutError):
        return False
    finally:
        connection.close()


def _ask(port: int, pid: int, question: str) -> Timed:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    cpu, started, first = _cpu_seconds(pid), time.perf_counter(), 0.0
    connection.request("POST", "/v1/chat", json.dumps({"message": question}), headers)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {question!r}: {response.read(300)!r}")
    for line in response:
        if not first and line.startswith(b"event: ") and line.strip() in (b"event: step", b"event: text", b"event: answer"):
            first = time.perf_counter() - started
        if line.strip() == b"event: answer":
            break
    response.read()
    connection.close()
    return Timed(question, first, time.perf_counter() - started, _cpu_seconds(pid) - cpu)


def _quantiles(name: str, pairs: list[tuple[float, float]], p50: float | None, p95: float | None) -> list[Measured]:
    walls, cpus = sorted(wall for wall, _ in pairs), sorted(cpu for _, cpu in pairs)
    found = []
    for label, share, aim in (("p50", 0.5, p50), ("p95", 0.95, p95)):
        place = min(len(walls) - 1, int(share * len(walls)))
        found.append(Measured(f"{name} {label}", walls[place], cpus[place] or None, aim, "s"))
    return found


def _cpu_seconds(pid: int) -> float:
    fields: list[Any] = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
