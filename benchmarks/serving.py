"""How fast the server starts and answers and what it holds: `python -m benchmarks.serving [--home FOLDER] [--shop NAME]`.

A real `marea serve` in a process of its own, asked over HTTP: its second start up to /readyz, the first streamed step and the
full answer of 40 questions that it has not been asked before (each tool was used before), and its memory after them. On Online
Retail where that lies beside the project, else on the demo shop.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.asking import ROOT, ask, resident_mb, serving
from benchmarks.demo_home import EVAL_HOME, demo_home
from benchmarks.keeping import Measured, keep_report
from benchmarks.machine import calibrate, mean_calibration
from tools.warehouse.engine import Shop
from tools.warehouse.imports import import_source
from tools.warehouse.store import current_snapshot

__all__ = ["main"]

RETAIL = ROOT.parent / "shared" / "data" / "online_retail_uci352.parquet"
RETAIL_HOME = ROOT / ".marea-bench"
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


def main(arguments: list[str]) -> int:
    """Measure, keep the report, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home that is there already")
    parser.add_argument("--shop", choices=("retail", "demo"), default="retail" if RETAIL.exists() else "demo")
    chosen = parser.parse_args(arguments)
    home = chosen.home or (_retail_home() if chosen.shop == "retail" else demo_home(EVAL_HOME))
    currency = "GBP" if chosen.shop == "retail" else "EUR"
    calibrations = [calibrate()]
    with serving(home, currency):
        calibrations.append(calibrate())
    with serving(home, currency) as server:
        for question in WARM_UP:
            ask(server, question)
        warm = [ask(server, question) for question in QUESTIONS]
        memory = resident_mb(server)
        calibrations.append(calibrate())
        again = [ask(server, question) for question in QUESTIONS]
    measured = [
        Measured("second start up to /readyz", server.start, server.start_cpu, 12.0, "s"),
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


def _quantiles(name: str, pairs: list[tuple[float, float]], p50: float | None, p95: float | None) -> list[Measured]:
    walls, cpus = sorted(wall for wall, _ in pairs), sorted(cpu for _, cpu in pairs)
    found = []
    for label, share, aim in (("p50", 0.5, p50), ("p95", 0.95, p95)):
        place = min(len(walls) - 1, int(share * len(walls)))
        found.append(Measured(f"{name} {label}", walls[place], cpus[place] or None, aim, "s"))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
