"""The known questions with their vectors, and which of them a question is like."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from assistant.builtin.precedents.features import Lexis, features
from assistant.builtin.precedents.slots import Masked, fill, kinds
from assistant.builtin.words.normalise import fold
from tools.terms import Language

__all__ = ["Line", "Memory", "Recalled", "memory", "recall"]

_NEAREST = 20
_SHARPNESS = 0.05
_MOST_WORDINGS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One known question, masked: its language, the shape of its plan, and whether the grammar reads it as that."""

    text: str
    language: Language
    shape: int
    plain: bool
    order: str


@dataclass(frozen=True, slots=True)
class Memory:
    """All lines with a unit vector each, and the projection that makes such vectors."""

    lines: tuple[Line, ...]
    shapes: tuple[str, ...]
    vectors: Any
    projection: Any
    lexis: Lexis
    by_signature: Mapping[tuple[str, ...], Sequence[int]]

    def vector(self, text: str, language: Language) -> Any:
        """The unit vector of a masked text."""
        found = features([text], [language], self.lexis)[0] @ self.projection
        return found / (np.linalg.norm(found) + 1e-6)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the nearest known questions make of a question.

    `shares` has the share of each shape, the likeliest first; `wordings` are known ones of that shape which the grammar can
    read, with the question's slots, the likest first; `said` are the words that questions of it were put in.
    """

    shares: Mapping[str, float]
    likeness: float
    wordings: Sequence[str]
    said: frozenset[str]


@cache
def memory() -> Memory | None:
    """The trained memory, where it is there."""
    path = resources.files("assistant.builtin").joinpath("data", "precedents.npz")
    if not path.is_file():
        return None
    with path.open("rb") as file, np.load(file) as stored:
        shapes = _unpacked(stored["shapes"])
        texts, orders = _unpacked(stored["texts"]), _unpacked(stored["orders"])
        languages: list[Language] = ["es" if spanish else "en" for spanish in stored["spanish"].tolist()]
        rows = zip(texts, languages, stored["shape"].tolist(), stored["plain"].tolist(), orders, strict=True)
        lines = tuple(Line(*row) for row in rows)
        vectors = stored["vectors"].astype(np.float32)
        lexis = Lexis(_places(stored, "concepts"), _places(stored, "words"))
        projection = stored["projection"].astype(np.float32)
    by_signature: dict[tuple[str, ...], list[int]] = {}
    for at, line in enumerate(lines):
        by_signature.setdefault((*sorted(kinds(line.text)), line.order), []).append(at)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return Memory(lines, shapes, unit, projection, lexis, by_signature)


def _unpacked(stored: Any) -> tuple[str, ...]:
    return tuple(stored.tobytes().decode("utf-8").split("\n"))


def _places(stored: Any, name: str) -> dict[str, tuple[int, float]]:
    weights = stored[f"{name}_weights"].astype(np.float32).tolist()
    return {word: (at, weight) for at, (word, weight) in enumerate(zip(_unpacked(stored[name]), weights, strict=True))}


def recall(asked: Masked, language: Language) -> Recalled | None:
    """What the known questions nearest to one were about, of those with the same slots; None where there is none."""
    known = memory()
    fitting = known.by_signature.get(asked.signature, ()) if known else ()
    if known is None or not fitting:
        return None
    alike = (known.vectors[list(fitting)] @ known.vector(asked.text, language)).tolist()
    ranked = sorted(zip(alike, (known.lines[at] for at in fitting), strict=True), key=lambda found: -found[0])
    votes: dict[int, float] = {}
    for likeness, line in ranked[:_NEAREST]:
        votes[line.shape] = votes.get(line.shape, 0.0) + math.exp((likeness - 1) / _SHARPNESS)
    total = sum(votes.values())
    shares = {known.shapes[shape]: vote / total for shape, vote in sorted(votes.items(), key=lambda item: -item[1])}
    best = max(votes, key=lambda shape: votes[shape])
    of_it = [line for _, line in ranked if line.shape == best]
    readable = [line.text for line in of_it if line.plain and line.language == language][:_MOST_WORDINGS]
    said = frozenset(word for line in of_it for word in fold(line.text).split())
    return Recalled(shares, ranked[0][0], tuple(fill(text, asked.slots) for text in readable), said)
