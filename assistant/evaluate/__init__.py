"""Evaluation as a product feature: a file of questions in, a report out."""

from assistant.evaluate.questions import Asked, AskedTurn, parse_questions, read_questions
from assistant.evaluate.report import Exchange, Report, Verdict
from assistant.evaluate.scoring import evaluate

__all__ = ["Asked", "AskedTurn", "Exchange", "Report", "Verdict", "evaluate", "parse_questions", "read_questions"]
