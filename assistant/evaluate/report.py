"""What a file of questions came to: accuracy by skill and language, pass^k, discordant pairs, latency, the worst answers."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.evaluate.questions import pair_of

__all__ = ["Exchange", "Report", "Verdict"]

WORST = 20


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message and what came back: the text, its outcome, the tools called with their arguments, the seconds it took."""

    message: str
    text: str
    outcome: str
    calls: Sequence[tuple[str, Mapping[str, Any]]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one run of a question went."""

    id: str
    language: str
    skill: str
    passed: bool
    reasons: Sequence[str]
    unverified: Sequence[str]
    exchanges: Sequence[Exchange]

    @property
    def text(self) -> str:
        """The last answer."""
        return self.exchanges[-1].text if self.exchanges else ""


@dataclass
class Report:
    """All verdicts, and what they amount to."""

    verdicts: list[Verdict] = field(default_factory=list)
    runs: int = 1
    model: str = "builtin"

    def by(self, part: Callable[[Verdict], str]) -> dict[str, tuple[int, int]]:
        """(passed, asked) per language, skill or id, counting every run."""
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

    @property
    def unverified(self) -> int:
        """Numbers in answers that no fact supports."""
        return sum(len(verdict.unverified) for verdict in self.verdicts)

    def latency(self, share: float) -> float:
        """Seconds within which that share of the answers came."""
        seconds = sorted(e.seconds for verdict in self.verdicts for e in verdict.exchanges)
        return seconds[max(0, math.ceil(share * len(seconds)) - 1)] if seconds else 0.0

    def pairs(self) -> dict[str, list[bool]]:
        """Per question that was asked in two languages, whether each passed in every run."""
        found: dict[str, list[bool]] = defaultdict(list)
        for name, (passed, asked) in self.by(lambda v: v.id).items():
            if pair_of(name) != name:
                found[pair_of(name)].append(passed == asked)
        return {name: both for name, both in found.items() if len(both) > 1}

    def discordant(self) -> list[str]:
        """Pairs of which one language passed and the other did not."""
        return [name for name, both in self.pairs().items() if any(both) and not all(both)]

    def worst(self, count: int = WORST) -> list[Verdict]:
        """Failed answers: those with unverified numbers first, then by number of reasons, then the slowest."""
        failed = [verdict for verdict in self.verdicts if not verdict.passed]
        return sorted(failed, key=lambda v: (-len(v.unverified), -len(v.reasons), -sum(e.seconds for e in v.exchanges)))[:count]

    def summary(self) -> dict[str, Any]:
        """The report as JSON values."""
        seconds = [e.seconds for verdict in self.verdicts for e in verdict.exchanges]
        return {
            "model": self.model, "runs": self.runs, "asked": self.asked, "passed": self.passed,
            "pass_rate_of_runs": round(statistics.fmean(v.passed for v in self.verdicts), 4) if self.verdicts else 0.0,
            "pass_power_k": round(self.passed / self.asked, 4) if self.asked else 0.0,
            "by_language": self.by(lambda v: v.language), "by_skill": self.by(lambda v: v.skill),
            "by_skill_and_language": self.by(lambda v: f"{v.skill} {v.language}"),
            "unverified_numbers": self.unverified,
            "pairs": len(self.pairs()), "discordant_pairs": self.discordant(),
            "seconds": {
                "p50": round(self.latency(0.5), 3), "p95": round(self.latency(0.95), 3),
                "mean": round(statistics.fmean(seconds), 3) if seconds else 0.0,
            },
            "questions": [
                {"id": v.id, "passed": v.passed, "reasons": list(v.reasons), "unverified": list(v.unverified)}
                for v in self.verdicts
            ],
            "worst": [
                {"id": v.id, "reasons": list(v.reasons), "unverified": list(v.unverified), "text": v.text} for v in self.worst()
            ],
        }  # fmt: skip
