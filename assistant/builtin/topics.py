"""A message that is nothing but what a play is about: `cross-sell`, `bienvenida`."""

from assistant.builtin.normalise import words
from assistant.builtin.phrases import data, split_phrases
from assistant.builtin.plan import Plan, Step
from assistant.builtin.reading import Reading
from assistant.builtin.steps import make_plan
from tools.terms import LANGUAGES
from tools.vocabulary import Catalogue

__all__ = ["plan_topic"]

_OWN_NAMES = 3


def plan_topic(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """What the playbook says about a play that is named by one of its own names alone."""
    said = tuple(w.text for w in words(reading.text) if w.text.isalnum())
    for about in data("goals.yaml").values():
        for language in (reading.language, *LANGUAGES):
            names = [tuple(w for w in p if w.isalnum()) for p in split_phrases(about.get(language))][:_OWN_NAMES]
            if said in names:
                reading.language = language  # one word alone tells no language
                step = Step("search_playbook", {"query": ", ".join(map(" ".join, names))})
                return make_plan(reading, "guidance", [step], "guidance")
    return None
