"""Asks the demo shop our own questions: `python -m benchmarks.evaluate [FILE] [--model M] [--runs K] [--keep]`.

The shop is built once at a fixed seed and date under `.marea-eval`. A FILE of another form than benchmarks/questions (numbers
instead of SQL) works too. Exit code 1 when a question fails.
"""

import argparse
import json
import sys
from pathlib import Path

from assistant.evaluate import Report, Verdict, evaluate, parse_questions
from benchmarks.demo_home import demo_home, profiles_of, settings_of, snapshot_of
from benchmarks.machine import describe_machine
from benchmarks.questions.expect import QUESTIONS, read_rows, with_numbers
from ui.cli.reports import evaluation_lines
from ui.compose import compose_service

__all__ = ["main", "run"]

REPORTS = Path(__file__).resolve().parent / "reports"


def main(arguments: list[str]) -> int:
    """Run the evaluation; 0 when every question passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS, help="a file or folder of questions")
    parser.add_argument("--model", help="another model than builtin; MAREA_MODEL_* say where it is")
    parser.add_argument("--runs", type=int, default=1, help="ask everything this many times")
    parser.add_argument("--failures", type=Path, help="write every failed answer with its steps to this file")
    parser.add_argument("--keep", action="store_true", help="keep the report in benchmarks/reports")
    chosen = parser.parse_args(arguments)
    report = run(demo_home(), chosen.file, chosen.model, chosen.runs)
    print("\n".join(evaluation_lines(report)))
    if chosen.failures:
        chosen.failures.write_text("\n".join(failure_lines(report)), encoding="utf-8")
    if chosen.keep:
        _keep(report)
    return 0 if report.passed == report.asked else 1


def run(home: Path, file: Path, model: str | None = None, runs: int = 1) -> Report:
    """Ask every question of a file of the shop in that home."""
    questions = parse_questions(with_numbers(read_rows(file), snapshot_of(home), profiles_of(home)))
    settings = settings_of(home, model)
    service = compose_service(settings)
    service.warm()
    try:
        return evaluate(questions, ask=service.ask, runs=runs, model=settings.model, tell=_tell)
    finally:
        service.close()


def failure_lines(report: Report) -> list[str]:
    """Every failed question as Markdown: what was asked, the steps taken, the answer, and what was amiss."""
    lines = [f"# {report.asked - report.passed} of {report.asked} failed", ""]
    for verdict in report.worst(len(report.verdicts)):
        lines += [f"## {verdict.id} ({verdict.skill})", *(f"- {reason}" for reason in verdict.reasons)]
        for exchange in verdict.exchanges:
            steps = "; ".join(f"{name} {json.dumps(arguments, ensure_ascii=False)}" for name, arguments in exchange.calls)
            lines += [
                f"> {exchange.message}",
                f"steps ({exchange.outcome}): {steps or 'none'}",
                "```",
                exchange.text[:600],
                "```",
            ]
        lines.append("")
    return lines


def _tell(verdict: Verdict) -> None:
    print("." if verdict.passed else "F", end="", flush=True)


def _keep(report: Report) -> None:
    """Write the report as JSON and as Markdown, with the machine and the day it was made."""
    REPORTS.mkdir(exist_ok=True)
    machine = describe_machine()
    summary = {"machine": machine} | report.summary()
    (REPORTS / "questions.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    head = ["# Our own questions on the demo shop", "", "`make eval`; " + ", ".join(f"{k} {v}" for k, v in machine.items()), ""]
    lines = [*head, "```", *evaluation_lines(report), "```", ""]
    (REPORTS / "questions.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
