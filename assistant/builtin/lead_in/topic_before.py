"""The topic of advice told a sentence ahead: `We want a loyalty club. What does the playbook say?`."""

from collections.abc import Callable

from assistant.builtin.lead_in.sentences import SENTENCE
from assistant.builtin.message.clauses import asks
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import quoted

__all__ = ["with_its_topic"]

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
