"""What an answer says of a shop without a single row: that there is none, and how to bring some in."""

from assistant.answer import Answer
from tools.terms import Text

__all__ = ["NOTHING_YET", "without_data"]

NOTHING_YET = Text(
    "There are no data yet, so there is nothing to answer from. Import some with `marea import FOLDER` (`marea check FOLDER` "
    "says first what that would bring), and ask again.",
    "Aún no hay datos, así que no hay de dónde responder. Impórtalos con `marea import CARPETA` (`marea check CARPETA` dice "
    "antes qué traería) y vuelve a preguntar.",
)


def without_data(answer: Answer) -> Answer:
    """The answer of an empty shop: whatever asks for its data has none; what needs none stays as it is."""
    about_data = any(call.name == "describe_data" for call in answer.tool_calls)
    if answer.outcome == "out_of_scope":  # which the words of a shop without words may only seem to be
        return answer.model_copy(update={"text": f"{answer.text}\n\n{NOTHING_YET[answer.language]}", "suggestions": []})
    if answer.outcome not in ("no_data", "clarify") and not about_data:
        return answer
    said = {"text": NOTHING_YET[answer.language], "outcome": "no_data"}
    return answer.model_copy(update={**said, "facts": [], "tables": [], "charts": [], "options": [], "suggestions": []})
