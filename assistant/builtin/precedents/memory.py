"""The known questions with their vectors, and which of them a question is like."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import numpy as np

from assistant.builtin.precedents.features import Lexis, features
from assistant.builtin.precedents.slots import Masked, fill, kinds
from assistant.builtin.words.normalise import fold
from tools.terms import Language

__all__ = ["Kin", "Line", "Memory", "Recalled", "memory", "recall"]

_NEAREST = 20
_SHARPNESS = 0.05
_MOST_WORDINGS = 5

Signature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One known question, masked: its language, the shape of its plan, and whether the grammar reads it as that."""

    text: str
    language: Language
    shape: int
    plain: bool
    order: str


@dataclass(frozen=True, slots=True)
class Kin:
    """The lines with the same slots, a unit vector each, and what their plans are."""

    lines: tuple[Line, ...]
    vectors: Any
    shapes: Any


@dataclass(frozen=True, slots=True)
class Memory:
    """All lines, also by the slots that they have, and the projection that makes their vectors."""

    lines: tuple[Line, ...]
    shapes: tuple[str, ...]
    projection: Any
    lexis: Lexis
    by_signature: Mapping[Signature, "Kin"]

    def vector(self, text: str, language: Language) -> Any:
        """The unit vector of a masked text."""
        row = features([text], [language], self.lexis)[0]
        held = np.flatnonzero(row)  # most concepts and words are not in it
        found = row[held] @ self.projection[held]
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
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    places: dict[Signature, list[int]] = {}
    for at, line in enumerate(lines):
        places.setdefault((*sorted(kinds(line.text)), line.order), []).append(at)
    of_line = np.array([line.shape for line in lines])
    kin = {signature: Kin(tuple(lines[at] for at in found), unit[found], of_line[found]) for signature, found in places.items()}
    return Memory(lines, shapes, projection, lexis, kin)


def _unpacked(stored: Any) -> tuple[str, ...]:
    return tuple(stored.tobytes().decode("utf-8").split("\n"))


def _places(stored: Any, name: str) -> dict[str, tuple[int, float]]:
    weights = stored[f"{name}_weights"].astype(np.float32).tolist()
    return {word: (at, weight) for at, (word, weight) in enumerate(zip(_unpacked(stored[name]), weights, strict=True))}


def recall(asked: Masked, language: Language) -> Recalled | None:
    """What the known questions nearest to one were about, of those with the same slots; None where there is none."""
    known = memory()
    kin = known.by_signature.get(asked.signature) if known else None
    if known is None or kin is None:
        return None
    alike = kin.vectors @ known.vector(asked.text, language)
    order = np.argsort(-alike, kind="stable")
    votes: dict[int, float] = {}
    for at in order[:_NEAREST].tolist():
        shape = int(kin.shapes[at])
        votes[shape] = votes.get(shape, 0.0) + math.exp((float(alike[at]) - 1) / _SHARPNESS)
    total = sum(votes.values())
    shares = {known.shapes[shape]: vote / total for shape, vote in sorted(votes.items(), key=lambda item: -item[1])}
    best = max(votes, key=lambda shape: votes[shape])
    of_it = (kin.lines[at] for at in order[kin.shapes[order] == best].tolist())
    readable = (line.text for line in of_it if line.plain and line.language == language)
    wordings = tuple(fill(text, asked.slots) for text in islice(readable, _MOST_WORDINGS))
    return Recalled(shares, float(alike[order[0]]), wordings, _said(asked.signature, best))


@cache
def _said(signature: Signature, shape: int) -> frozenset[str]:
    """The words that the questions of one meaning are put in."""
    known = memory()
    kin = known.by_signature[signature].lines if known else ()
    return frozenset(word for line in kin if line.shape == shape for word in fold(line.text).split())
