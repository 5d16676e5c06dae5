"""Whether a clause asks in one of the ways that `asks.yaml` lists."""

from functools import cache

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.phrases import data
from tools.terms import Language

__all__ = ["says", "state_pattern", "states_named"]


def says(reading: Reading, *names: str) -> bool:
    """Whether the words say one of these, in the language of the clause."""
    texts = dict.fromkeys((reading.spelt or reading.folded, reading.folded))
    return any(_pattern(name, reading.language).search(text) for name in names for text in texts)


@cache
def _pattern(name: str, language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){data('asks.yaml')[name][language]}(?![\w-])")


@cache
def state_pattern(language: Language) -> re.Pattern[str]:
    """Any state, each as a group of its own name."""
    states = data("asks.yaml")["states"]
    return re.compile("|".join(rf"(?P<{name}>(?<!\w){words[language]}(?!\w))" for name, words in states.items()))


def states_named(reading: Reading) -> list[tuple[int, int, str]]:
    """Where states stand in the folded clause: start, end, state."""
    return [(m.start(), m.end(), m.lastgroup or "") for m in state_pattern(reading.language).finditer(reading.folded)]
