"""Asks every question of a file, in order and in its own conversation, and judges each answer."""

import time
from collections.abc import Callable, Sequence

from assistant.answer import Answer
from assistant.evaluate.expectations import failures
from assistant.evaluate.questions import Asked
from assistant.evaluate.report import Exchange, Report, Verdict

__all__ = ["evaluate"]

Ask = Callable[[str, str | None], Answer]


def evaluate(
    questions: Sequence[Asked],
    ask: Ask,
    runs: int = 1,
    model: str = "builtin",
    tell: Callable[[Verdict], None] = lambda v: None,
) -> Report:
    """Ask every question `runs` times and score the answers; `tell` hears of each as it comes."""
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
    exchanges: list[Exchange] = []
    for turn in question.turns:
        started = time.perf_counter()
        answer = ask(turn.message, conversation)
        seconds = time.perf_counter() - started
        conversation = answer.conversation_id
        calls = tuple((call.name, call.arguments) for call in answer.tool_calls)
        exchanges.append(Exchange(turn.message, answer.text, answer.outcome, calls, seconds))
        unverified += answer.unverified_numbers
        reasons += [f"{turn.message}: {reason}" for expected in turn.expected for reason in failures(answer, expected)]
        if answer.language != turn.language:
            reasons.append(f"{turn.message}: answered in {answer.language}, not {turn.language}")
        if answer.unverified_numbers:
            reasons.append(f"{turn.message}: unverified numbers {', '.join(answer.unverified_numbers)}")
    return Verdict(
        question.id, question.language, question.skill, not reasons, tuple(reasons), tuple(unverified), tuple(exchanges)
    )
