"""Quotation marks around a name that the shop knows (`the 'cannot lose' group`): they stress it and quote nobody."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import QUOTED, fold

__all__ = ["without_stress"]

_QUOTES = re.compile(
    r"\b(?:as|called|named?|titled|labell?ed|call (?:it|them)|como|nombre|llamad[oa]s?|titulad[oa]|bajo|under|says?|saying|"
    r"reads?|reading|diga|diciendo|dice|que diga|subject|asunto|title|titulo|headline|slogan|translate|traduce\w*|"
    r"mean|means|significa)\W*$"
)


def without_stress(text: str, known: Callable[[str], bool]) -> str:
    """The text without the marks around known names; what is to be a name or a text of its own keeps them.

    Args:
        known: whether a phrase is one thing that the shop knows, a state, a value or a measure.
    """

    def _bare(match: re.Match[str]) -> str:
        inside = (match[1] or match[2]).strip()
        stressed = known(inside) and not _QUOTES.search(fold(text[: match.start()]))
        return f"{inside}" if stressed else match[0]

    return QUOTED.sub(_bare, text)
