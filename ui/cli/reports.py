"""Reports of imports, checks and evaluations as lines for the terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.render.numbers import number
from tools.terms import Language, Text
from tools.warehouse.outcome import CheckReport, ImportReport, SourceCounts

if TYPE_CHECKING:
    from assistant.evaluate import Report

__all__ = ["check_lines", "evaluation_lines", "import_lines"]

UNCHANGED = Text("Nothing has changed: these rows were already here.", "Nada ha cambiado: estas filas ya estaban.")
SNAPSHOT = Text("Snapshot {id}, {first} to {last}, {seconds} s.", "Instantánea {id}, del {first} al {last}, {seconds} s.")
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


def import_lines(report: ImportReport, language: Language) -> list[str]:
    """An import's end: rows per table, rejects with reasons, and what was read otherwise than written."""
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
    return [head[language], *_counts(report.counts, language), *rejects]


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
    """A report on a file of questions: passed by skill and language, latency, and what failed and why."""
    summary = report.summary()
    lines = [f"{report.passed} of {report.asked} passed, {summary['unverified_numbers']} unverified numbers"]
    for part in ("by_language", "by_skill"):
        lines += [f"  {name}: {passed} of {asked}" for name, (passed, asked) in summary[part].items()]
    lines += [f"  seconds: p50 {report.latency(0.5):.2f}, p95 {report.latency(0.95):.2f}"]
    return lines + [
        f"FAILED {verdict.id}: {'; '.join(verdict.reasons)}" for verdict in report.worst(report.asked) if not verdict.passed
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
