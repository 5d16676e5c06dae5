"""A message that is nothing but what a play is about, `cross-sell`, and one that turns to another topic, `by the way`."""

import re

from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import make_plan
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import words
from assistant.builtin.words.phrases import data, split_phrases
from tools.terms import LANGUAGES
from tools.vocabulary import Catalogue

__all__ = ["opens_topic", "plan_topic"]

_OWN_NAMES = 3
_OTHER = re.compile(
    r"\W*(?:(?:ok|vale|ah|oh|and|y)\W+)?(?:by the way|btw|quick (?:one|question)|one more thing|"
    r"another thing|(?:on )?another topic|"
    r"on (?:another|a different|a separate) note|(?:changing|change of|new|different) (?:subject|topic|question)|"
    r"(?:completely |totally )?unrelated|separately|(?:una|un) (?:rapida|rapidita|pregunta rapida)|pregunta rapida|por cierto|"
    r"(?:otra|una) (?:cosa|pregunta)(?: (?:distinta|aparte|mas))?|cambiando de tema|"
    r"cambio de tema|a otra cosa|aparte de eso)\b\W"
)
_POINTS = re.compile(
    r"\b(?:that|those|these|them|it|they|their|there|same|of which|es[aeo]s?|est[aeo]s?|ell[oa]s?|"
    r"mism[oa]s?|sus?|les?|ahi|alli)\b"
)


def opens_topic(folded: str) -> bool:
    """`by the way, ...`, `una rápida: ...`: nothing of the last question holds, unless the words point at it."""
    other = _OTHER.match(folded)
    return other is not None and _POINTS.search(folded, other.end()) is None


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
