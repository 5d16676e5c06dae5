"""Asking the person which reading is meant, as a tool, so that the outcome comes from a call and never from prose."""

from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Option, Reply
from tools.terms import Text

__all__ = ["ask_back"]

_MOST_OPTIONS = 6


def ask_back(ctx: ToolContext, question: str, options: list[str]) -> Reply:
    """Ask the person which of two or more readings is meant, before answering.

    Use it only when the readings lead to different numbers and none is clearly likelier; otherwise answer the likelier one
    and name the reading. Call it alone: it ends the answer.

    Args:
        question: one short question in the language of the conversation.
        options: 2 to 6 readings, each a complete question that the person could have asked instead.

    Raises:
        BadInputError: no question, or not 2 to 6 different options.
    """
    choices = list(dict.fromkeys(option.strip() for option in options if option.strip()))
    if not question.strip():
        raise BadInputError("ask_back needs a question")
    if not 2 <= len(choices) <= _MOST_OPTIONS:
        raise BadInputError(f"ask_back needs 2 to {_MOST_OPTIONS} different options, got {len(choices)}")
    return Reply(
        outcome="clarify",
        message=Text.same(question.strip()),
        options=tuple(Option(Text.same(choice), Text.same(choice)) for choice in choices),
    )
