"""Evaluation as a product feature: a file of questions in, a report out."""

from assistant.evaluate.scoring import Asked, Report, Verdict, evaluate, read_questions

__all__ = ["Asked", "Report", "Verdict", "evaluate", "read_questions"]
