"""A masked question as numbers: its sentence embedding, its concepts, its words and its slots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from assistant.builtin import patterns as re
from assistant.builtin.message.intents import embed
from assistant.builtin.precedents.slots import kinds
from assistant.builtin.words.gloss import gloss
from assistant.builtin.words.heard import as_written
from assistant.builtin.words.match import phrasebook
from assistant.builtin.words.normalise import fold, words
from assistant.builtin.words.numbers import spelled
from assistant.builtin.words.spelling import plain_words
from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.fields import FIELDS
from tools.metrics.registry import METRICS
from tools.terms import Language
from tools.vocabulary import Catalogue, Term

__all__ = ["KINDS", "Lexis", "concepts", "features", "tokens"]

KINDS = (
    "period", "n", "n_day", "n_week", "n_month", "n_quarter", "n_year", "n_money", "n_pct", "customer", "country", "city",
    "product", "category", "sales_channel", "acquisition_channel", "plan", "campaign", "coupon", "channel", "segment",
)  # fmt: skip
_EXAMPLES: Mapping[Language, Mapping[str, str]] = {
    "en": {"country": "France", "city": "Paris", "period": "May 2025", "product": "the blue mug", "category": "Tea",
           "customer": "customer 12345", "n_day": "60"},
    "es": {"country": "Francia", "city": "París", "period": "mayo de 2025", "product": "la taza azul", "category": "Té",
           "customer": "cliente 12345", "n_day": "60"},
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_CONCEPT = re.compile(r"@[mdsf]\d+|[a-z][a-z_]+")
_SLOT_WEIGHT, _WORD_WEIGHT = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Lexis:
    """The concepts and words that count, each with its place and weight."""

    concepts: Mapping[str, tuple[int, float]]
    words: Mapping[str, tuple[int, float]]


@cache
def _no_shop() -> Catalogue:
    """All terms and no values: what a question says irrespective of the shop."""
    return Catalogue(
        metrics=[Term(m.id, m.label, m.synonyms, "metric") for m in METRICS.values()],
        dimensions=[Term(d.id, d.label, d.synonyms, "dimension") for d in DIMENSIONS.values()],
        fields=[Term(f.id, f.label, f.synonyms, "field") for f in FIELDS.values()],
        values=(), today=date(2026, 1, 1), data_first=date(2020, 1, 1), currency="EUR", tables=frozenset(),
    )  # fmt: skip


def concepts(text: str, language: Language) -> frozenset[str]:
    """What the words of a masked text mean, without what is in its slots."""
    plain = _SLOT.sub(" , ", text)
    heard = spelled(as_written(words(plain), language), language)
    read = gloss(heard, phrasebook(_no_shop(), language), (), plain_words())
    found = (token for token in read.line.split() if _CONCEPT.fullmatch(token))
    return frozenset(f"{read.table[t].kind}:{read.table[t].id}" if t in read.table else t for t in found)


def tokens(text: str) -> frozenset[str]:
    """The words of a masked text and its pairs of neighbours."""
    said = [fold(word) for word in text.split() if re.search(r"\w", word)]
    return frozenset(said) | {f"{a}_{b}" for a, b in pairwise(["^", *said, "$"])}


def features(texts: Sequence[str], languages: Sequence[Language], lexis: Lexis) -> Any:
    """One row per masked text."""
    shown = [_shown(text, language) for text, language in zip(texts, languages, strict=True)]
    meaning = np.vstack([embed(shown[at : at + 256]) for at in range(0, len(shown), 256)])
    said = _bags([concepts(text, language) for text, language in zip(texts, languages, strict=True)], lexis.concepts)
    written = _bags([tokens(text) for text in texts], lexis.words)
    slots = np.array([[_SLOT_WEIGHT * kinds(text).count(kind) for kind in KINDS] for text in texts])
    return np.hstack([meaning, said, slots, _WORD_WEIGHT * written]).astype(np.float32)


def _shown(text: str, language: Language) -> str:
    """A masked text with an example in each slot."""
    examples = _EXAMPLES[language]
    return _SLOT.sub(lambda found: examples.get(found[1], "5" if found[1].startswith("n") else "Alfa"), text)


def _bags(found: Sequence[Iterable[str]], places: Mapping[str, tuple[int, float]]) -> Any:
    rows = np.zeros((len(found), len(places)), dtype=np.float32)
    for row, words_ in zip(rows, found, strict=True):
        for word in words_:
            if (place := places.get(word)) is not None:
                row[place[0]] = place[1]
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)
