"""What stands ahead of a count and belongs to it: newcomers of whom those who came back are counted, two periods at once."""

from assistant.builtin import patterns as re

__all__ = ["begun_and_back", "in_both"]

_BEGUN = re.compile(
    r"\b(?:first|1st|new|newcomers?|newbies|start(?:ed|ing)|began|joined|prime?r\w*|1\w{1,2}|nuev[oa]s|estren\w+|captad\w+|"
    r"adquirid\w+|acquired|empez\w+|entraron|llegaron|debut\w*)\b"
)
_BACK = re.compile(
    r"\b(?:second|2nd|number two|again|back|return\w*|repeat\w*|reorder\w*|segund[oa]|2[oa]|volv\w+|vuelv\w+|vuelt\w+|"
    r"regres\w+|repit\w+|repet\w+|recompr\w+|de nuevo|otra vez)\b"
)
_IN_BOTH = re.compile(
    r"\W*(?:in|en|between|entre|during|durante)\b.*\b(?:both|again|also|too|y (?:de nuevo|otra vez|tambien|ademas)|tanto)\b"
)


def begun_and_back(ahead: str, part: str) -> bool:
    """`newcomers of May: within 45 days, how many had ordered again?`: who began is told first, then who came back."""
    return bool(_BEGUN.search(ahead) and _BACK.search(part))


def in_both(ahead: str) -> bool:
    """`in April and again in June, how many ...`: two periods ahead of what is counted in both."""
    return _IN_BOTH.match(ahead) is not None
