"""Reports of imports, checks and evaluations as lines for the terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.render.numbers import number
from tools.terms import Language, Text
from tools.warehouse.outcome import CheckReport, ImportReport, SourceCounts

if TYPE_CHECKING:
    from assistant.evaluate import Report

__all__ = ["check_lines", "evaluation_lines", "import_lines"]

UNCHANGED = Text("Nothing has changed: these rows were already here.", "Nada ha cambiado: estas filas ya estaban.")
SNAPSHOT = Text("Snapshot {id}, {first} to {last}, {seconds} s.", "Instantánea {id}, del {first} al {last}, {seconds} s.")
DAYS_IN = Text(
    "Days are told in {zone}; questions take {last} as today.",
    "Los días se cuentan en {zone}; las preguntas toman {last} como hoy.",
)
OF_THE_ORDERS = Text(
    "Of the orders, {cancelled} are cancelled and {refunds} are refund documents.",
    "De los pedidos, {cancelled} están cancelados y {refunds} son documentos de reembolso.",
)
TESTS = Text(
    "Test customers left out: {customers}, with {orders} orders.",
    "Clientes de prueba excluidos: {customers}, con {orders} pedidos.",
)
NOTHING_READ = Text("No row could be read: every one was rejected.", "No se ha podido leer ninguna fila: todas se rechazaron.")
ROWS = Text("Rows", "Filas")
REJECTED = Text("Rejected", "Rechazadas")
BLANKED = Text("Fields blanked", "Campos vaciados")
LEFT_OUT = Text("Left out", "Excluidas")
REPEATED = Text("Repeated, counted once", "Repetidas, contadas una vez")
IDENTICAL = Text("Identical rows, all kept", "Filas idénticas, se conservan todas")
REJECTS_AT = Text("Every rejected row with its reason: {path}", "Cada fila rechazada con su motivo: {path}")
FILES = Text("Files", "Archivos")
SKIPPED = Text("Not read", "Sin leer")
STAGES_SAY = Text("What each stage will be able to say", "Lo que se podrá decir de cada etapa")
GAPS = Text("What these data cannot say", "Lo que estos datos no pueden decir")


def import_lines(report: ImportReport, language: Language, timezone: str) -> list[str]:
    """An import's end: rows per table, rejects with reasons, what was read otherwise, and in which zone days are told."""
    if report.unchanged:
        return [UNCHANGED[language]]
    manifest = report.manifest
    head = SNAPSHOT.format(
        id=report.snapshot_id,
        first=manifest["first_on"] or "-",
        last=manifest["last_on"] or "-",
        seconds=f"{report.seconds:.1f}",
    )
    rejects = [REJECTS_AT.format(path=report.rejects)[language]] if report.rejects else []
    none = [NOTHING_READ[language]] if report.counts.rejected and not any(report.counts.rows.values()) else []
    zone = [DAYS_IN.format(zone=timezone, last=manifest["last_on"])[language]] if manifest["last_on"] else []
    return [*none, head[language], *zone, *_counts(report.counts, language), *_apart(manifest, language), *rejects]


def _apart(manifest: Mapping[str, Any], language: Language) -> list[str]:
    """What is among the rows read and counts apart: cancelled orders, refunds, test customers."""
    cancelled, refunds = (
        manifest.get("cancelled", {}).get("orders", 0),
        manifest.get("refund_documents", {}).get("documents", 0),
    )
    tests = {name: number(count, language) for name, count in manifest.get("test_customers", {}).items()}
    lines = []
    if cancelled or refunds:
        counted = {"cancelled": number(cancelled, language), "refunds": number(refunds, language)}
        lines.append(OF_THE_ORDERS.format(**counted)[language])
    return [*lines, TESTS.format(**tests)[language]] if manifest.get("test_customers", {}).get("customers") else lines


def check_lines(report: CheckReport, language: Language) -> list[str]:
    """What an import would bring, and what could be answered after it."""
    lines = [f"{FILES[language]}: {', '.join(report.files) or '-'}"]
    if report.skipped:
        lines.append(f"{SKIPPED[language]}: {', '.join(report.skipped)}")
    lines += _counts(report.counts, language)
    lines += [f"{STAGES_SAY[language]}:", *(f"  {stage}: {text[language]}" for stage, text in report.stages.items())]
    gaps = {metric: tables for metric, tables in report.metrics.items() if tables}
    if gaps:
        lines += [f"{GAPS[language]}:", *(f"  {metric} ({', '.join(tables)})" for metric, tables in gaps.items())]
    if report.would_stop:
        lines.append(report.would_stop[language])
    return lines


def evaluation_lines(report: "Report") -> list[str]:
    """A report on a file of questions: passed by skill and language, pairs, latency, and the worst answers with why."""
    share = f"{report.passed / report.asked:.1%}" if report.asked else "-"
    runs = f", in each of {report.runs} runs" if report.runs > 1 else ""
    discordant, pairs = report.discordant(), len(report.pairs())
    lines = [
        f"{report.passed} of {report.asked} passed ({share}{runs}), model {report.model}",
        f"unverified numbers: {report.unverified}",
        f"pairs of languages: {pairs}, discordant {len(discordant)}{': ' + ', '.join(discordant) if discordant else ''}",
        f"seconds: p50 {report.latency(0.5):.2f}, p95 {report.latency(0.95):.2f}",
        *_skill_lines(report),
    ]
    worst = report.worst()
    if worst:
        lines += ["", f"the {len(worst)} worst answers:" if len(worst) > 1 else "the worst answer:"]
    return lines + [f"FAILED {verdict.id}: {'; '.join(verdict.reasons)}" for verdict in worst]


def _skill_lines(report: "Report") -> list[str]:
    """One line per skill, one column per language, and their sums."""
    languages = sorted(report.by(lambda v: v.language))
    cells = report.by(lambda v: f"{v.skill} {v.language}")
    rows = {skill: [cells.get(f"{skill} {language}") for language in languages] for skill in report.by(lambda v: v.skill)}
    rows["all"] = [*report.by(lambda v: v.language).values()]
    width = max(map(len, rows))
    head = " " * (width + 2) + "".join(f"{language:>10}" for language in languages)
    return [head] + [
        f"  {name:<{width}}" + "".join(f"{f'{cell[0]}/{cell[1]}' if cell else '-':>10}" for cell in row)
        for name, row in rows.items()
    ]


def _counts(counts: SourceCounts, language: Language) -> list[str]:
    named: list[tuple[Text, Mapping[str, int]]] = [
        (ROWS, counts.rows), (REJECTED, counts.rejected), (BLANKED, counts.blanked), (LEFT_OUT, counts.left_out),
        (REPEATED, counts.repeated), (IDENTICAL, counts.identical_rows),
    ]  # fmt: skip
    lines = [
        f"{title[language]}: " + ", ".join(f"{name} {number(count, language)}" for name, count in rows.items())
        for title, rows in named
        if rows
    ]
    return lines + [f"- {text[language]}" for text in (*counts.normalised, *counts.notes)]
