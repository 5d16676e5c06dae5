"""A message that is nothing but what a play is about, `cross-sell`, and one that turns to another topic, `by the way`."""

from functools import cache

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import make_plan
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import words
from assistant.builtin.words.phrases import data, split_phrases
from tools.terms import LANGUAGES, Language
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
    if (play := _plays_named(reading.language).get(said)) is None:
        return None
    reading.language, query = play  # one word alone tells no language
    return make_plan(reading, "guidance", [Step("search_playbook", {"query": query})], "guidance")


@cache
def _plays_named(language: Language) -> dict[tuple[str, ...], tuple[Language, str]]:
    """The own names of each play, with the language they are of (this one first) and all of them as a query."""
    found: dict[tuple[str, ...], tuple[Language, str]] = {}
    for about in data("goals.yaml").values():
        for of in (language, *LANGUAGES):
            names = [tuple(w for w in p if w.isalnum()) for p in split_phrases(about.get(of))][:_OWN_NAMES]
            for name in names:
                found.setdefault(name, (of, ", ".join(map(" ".join, names))))
    return found
