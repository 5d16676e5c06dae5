"""What a sentence ahead tells and the question leaves out: the topic of advice, or the measure of `which had fewer than`."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.sentences import SENTENCE
from assistant.builtin.message.clauses import asks
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import quoted

__all__ = ["with_its_measure", "with_its_topic"]

_ABOUT = {"en": "about", "es": "sobre"}


def with_its_topic(text: str, read: Callable[[str], Reading]) -> str:
    """The question for advice with what the sentence ahead of it tells, where it names no topic of its own."""
    match = SENTENCE.fullmatch(text.strip())
    if match is None or quoted(text) or asks(match["first"]):
        return text
    rest = read(match["rest"])
    bare = not (rest.metrics or rest.groups or rest.filters or rest.conditions.all or rest.gloss.unknown or rest.gloss.table)
    if not (rest.has("playbook") and bare) or rest.has("draft", "not", "customer", "who", "everyone"):
        return text
    return f"{match['rest'].rstrip(' ?.!')} {_ABOUT[rest.language]}: {match['first'].strip()}?"


_THAN = re.compile(r"\b(?P<more>more|fewer|less|m[aá]s|menos)\s+(?=(?:than|que)\b)", re.IGNORECASE)


def with_its_measure(text: str, read: Callable[[str], Reading]) -> str:
    """`Where are we losing orders? List the countries that had fewer than in 2024`: fewer of what the sentence ahead names."""
    match = SENTENCE.fullmatch(text.strip())
    if match is None or quoted(text) or not _THAN.search(match["rest"]):
        return text
    first, rest = read(match["first"]), read(match["rest"])
    if len(first.metrics) != 1 or rest.metrics or not (rest.groups and rest.comparison.compare_to) or first.filters:
        return text
    said = [mark.raw for mark in first.gloss.marks if mark.meaning.startswith("@m")]
    return _THAN.sub(rf"\g<more> {said[0]} ", match["rest"], count=1) if len(said) == 1 else text
