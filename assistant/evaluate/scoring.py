"""Scores a file of questions with expected numbers: accuracy by skill and language, unverified numbers, latency, the worst."""

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.evaluate.expectations import CHECKS, failures
from tools.errors import BadInputError

__all__ = ["Asked", "Report", "Verdict", "evaluate", "read_questions"]

Ask = Callable[[str, str | None], Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a file: its messages in order with what is expected of each answer."""

    id: str
    language: str
    turns: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]

    @property
    def skill(self) -> str:
        """What it tries: the kind of its first expectation, or the skill it names."""
        first = self.turns[0][1][0] if self.turns[0][1] else {}
        return next((kind for kind in CHECKS if kind in first), "answer")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one run of a question went."""

    id: str
    language: str
    skill: str
    passed: bool
    reasons: Sequence[str]
    unverified: Sequence[str]
    seconds: Sequence[float]
    text: str


@dataclass
class Report:
    """All verdicts, and what they amount to."""

    verdicts: list[Verdict] = field(default_factory=list)
    runs: int = 1
    model: str = "builtin"

    def by(self, part: Callable[[Verdict], str]) -> dict[str, tuple[int, int]]:
        """(passed, asked) per language, skill or id."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for verdict in self.verdicts:
            counts[part(verdict)][0] += verdict.passed
            counts[part(verdict)][1] += 1
        return {name: (passed, asked) for name, (passed, asked) in sorted(counts.items())}

    @property
    def passed(self) -> int:
        """Questions that passed in every run (pass^k)."""
        return sum(passed == asked for passed, asked in self.by(lambda v: v.id).values())

    @property
    def asked(self) -> int:
        """Questions in the file."""
        return len({verdict.id for verdict in self.verdicts})

    def latency(self, share: float) -> float:
        """Seconds within which that share of the answers came."""
        seconds = sorted(s for verdict in self.verdicts for s in verdict.seconds)
        return seconds[min(len(seconds) - 1, math.ceil(share * len(seconds)) - 1)] if seconds else 0.0

    def discordant(self) -> list[str]:
        """Pairs of one question in two languages (ids that differ only by -en and -es) of which one passed."""
        passed = {name: p == n for name, (p, n) in self.by(lambda v: v.id).items()}
        pairs = {name.removesuffix("-en") for name in passed if name.endswith("-en")}
        return sorted(p for p in pairs if f"{p}-es" in passed and passed[f"{p}-en"] != passed[f"{p}-es"])

    def worst(self, count: int = 20) -> list[Verdict]:
        """Failed answers with most reasons first, then the slowest."""
        return sorted(self.verdicts, key=lambda v: (v.passed, -len(v.reasons), -max(v.seconds, default=0.0)))[:count]

    def summary(self) -> dict[str, Any]:
        """The report as JSON values."""
        seconds = [s for verdict in self.verdicts for s in verdict.seconds]
        return {
            "model": self.model, "runs": self.runs, "asked": self.asked, "passed": self.passed,
            "by_language": self.by(lambda v: v.language), "by_skill": self.by(lambda v: v.skill),
            "unverified_numbers": sum(len(v.unverified) for v in self.verdicts), "discordant_pairs": self.discordant(),
            "seconds": {
                "p50": round(self.latency(0.5), 3), "p95": round(self.latency(0.95), 3),
                "mean": round(statistics.fmean(seconds), 3) if seconds else 0.0,
            },
            "questions": [
                {"id": v.id, "passed": v.passed, "reasons": list(v.reasons), "unverified": list(v.unverified)}
                for v in self.verdicts
            ],
            "worst": [{"id": v.id, "reasons": list(v.reasons), "text": v.text} for v in self.worst() if not v.passed],
        }  # fmt: skip


def read_questions(file: Path) -> list[Asked]:
    """The questions of a YAML file.

    Raises:
        BadInputError: the file is missing or not of the form.
    """
    import yaml

    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        return [_asked(row) for row in rows]
    except FileNotFoundError as error:
        raise BadInputError(f"there is no file '{file}'") from error
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise BadInputError(f"'{file.name}' is not a list of questions with id, ask or turns, and expect: {error}") from error


def _asked(row: Mapping[str, Any]) -> Asked:
    turns = row.get("turns") or [row]
    found = [(str(turn["ask"]), tuple(turn.get("expect") or ())) for turn in turns]
    unknown = {key for _, expected in found for e in expected for key in e} - CHECKS.keys() - _DETAILS
    if unknown:
        raise BadInputError(
            f"question '{row['id']}': unknown expectation {', '.join(sorted(unknown))}; known: {', '.join(CHECKS)}"
        )
    return Asked(str(row["id"]), str(row.get("lang", "en")), found)


_DETAILS = frozenset({"tolerance", "unit", "ordered", "table", "stage", "language", "channel", "audience", "control_share"})


def evaluate(
    questions: Sequence[Asked],
    ask: Ask,
    runs: int = 1,
    model: str = "builtin",
    tell: Callable[[Verdict], None] = lambda v: None,
) -> Report:
    """Ask every question `runs` times and score the answers."""
    report = Report(runs=runs, model=model)
    for _ in range(runs):
        for question in questions:
            verdict = _verdict(question, ask)
            report.verdicts.append(verdict)
            tell(verdict)
    return report


def _verdict(question: Asked, ask: Ask) -> Verdict:
    conversation: str | None = None
    reasons: list[str] = []
    unverified: list[str] = []
    seconds: list[float] = []
    text = ""
    for message, expected in question.turns:
        started = time.perf_counter()
        answer = ask(message, conversation)
        seconds.append(time.perf_counter() - started)
        conversation, text = answer.conversation_id, answer.text
        unverified += answer.unverified_numbers
        reasons += [f"{message}: {reason}" for expectation in expected for reason in failures(answer, expectation)]
        if answer.language != question.language:
            reasons.append(f"{message}: answered in {answer.language}, not {question.language}")
    return Verdict(
        question.id, question.language, question.skill, not reasons, tuple(reasons), tuple(unverified), tuple(seconds), text
    )
