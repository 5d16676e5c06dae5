"""Learns from the known questions which features tell two meanings apart, and writes the memory."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.builtin.precedents.features import Lexis, concepts, features, tokens
from assistant.builtin.precedents.memory import Line
from tools.terms import LANGUAGES

__all__ = ["FILE", "learn", "lines", "write"]

FILE = Path(__file__).parent.parent / "data" / "precedents.yaml"
_WIDTH, _BATCH, _STEPS, _RATE, _DECAY, _DROPPED, _SHARPNESS = 128, 1024, 400, 0.003, 1e-4, 0.3, 0.08
_LEAST_WORD, _LEAST_PAIR, _LEAST_CONCEPT = 8, 12, 3


def lines(page: str) -> tuple[list[Line], list[str]]:
    """The lines of the file and the shapes that they are of."""
    found: list[Line] = []
    shapes: list[str] = []
    for block in yaml.load(page, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        shapes.append(block["means"])
        for language in LANGUAGES:
            for key, plain in ((language, True), (f"{language}_odd", False)):
                for line in block.get(key, "").strip().splitlines():
                    text, _, order = line.strip().partition(" | ")
                    found.append(Line(text, language, len(shapes) - 1, plain, order))
    return found, shapes


def _lexis(known: Sequence[Line]) -> Lexis:
    said = [concepts(line.text, line.language) for line in known]
    written = [tokens(line.text) for line in known]
    counted = Counter(word for words in written for word in words)
    often = {w for w, n in counted.items() if n >= (_LEAST_PAIR if "_" in w.strip("_") else _LEAST_WORD)}
    meant = Counter(concept for found in said for concept in found)
    return Lexis(
        _weighted(meant, {c for c, n in meant.items() if n >= _LEAST_CONCEPT}, len(known)),
        _weighted(counted, often, len(known)),
    )


def _weighted(counted: Counter[str], kept: Iterable[str], of: int) -> dict[str, tuple[int, float]]:
    """Places in the order of the words, and the rarer the heavier."""
    return {word: (at, float(np.log(of / counted[word]))) for at, word in enumerate(sorted(kept))}


def learn(inputs: Any, shapes: Any, steps: int = _STEPS) -> Any:
    """The projection under which a line's neighbours are of its own shape (neighbourhood components analysis, by Adam).

    Args:
        inputs: features, (n, f). shapes: the class of each row, (n,).
    """
    chance = np.random.default_rng(0)
    some = inputs[chance.choice(len(inputs), min(len(inputs), 4000), replace=False)]
    weight = np.linalg.svd(some, full_matrices=False)[2][:_WIDTH].T.astype(np.float32)
    mean, square = np.zeros_like(weight), np.zeros_like(weight)
    for step in range(1, steps + 1):
        batch = chance.choice(len(inputs), min(len(inputs), _BATCH), replace=False)
        rows = inputs[batch] * (chance.random((len(batch), inputs.shape[1]), dtype=np.float32) > _DROPPED)
        gradient = _gradient(rows, shapes[batch], weight) + _DECAY * weight
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        rate = _RATE * (1 - 0.9 * step / steps)
        weight -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weight


def _gradient(rows: Any, shapes: Any, weight: Any) -> Any:
    """Of minus the log chance that a random neighbour has the same shape."""
    found = rows @ weight
    norm = np.linalg.norm(found, axis=1, keepdims=True) + 1e-6
    unit = found / norm
    near = unit @ unit.T / _SHARPNESS
    np.fill_diagonal(near, -np.inf)
    chance = np.exp(near - near.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    same = (shapes[:, None] == shapes[None, :]) & ~np.eye(len(shapes), dtype=bool)
    right = (chance * same).sum(axis=1, keepdims=True)
    pull = (chance - chance * same / np.maximum(right, 1e-9)) * same.any(axis=1, keepdims=True) / len(shapes)
    moved = (pull @ unit + pull.T @ unit) / _SHARPNESS
    return rows.T @ ((moved - (moved * unit).sum(axis=1, keepdims=True) * unit) / norm)


def write(page: str, into: Path) -> str:
    """Learn from the file's text and write the memory; returns a line on what was learnt."""
    known, shapes = lines(page)
    lexis = _lexis(known)
    inputs = features([line.text for line in known], [line.language for line in known], lexis)
    classes = np.array([line.shape for line in known])
    projection = learn(inputs, classes)
    vectors = inputs @ projection
    vectors = np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)
    np.savez_compressed(
        into, vectors=vectors, projection=projection.astype(np.float16), texts=_packed(line.text for line in known),
        spanish=np.array([line.language == "es" for line in known]), plain=np.array([line.plain for line in known]),
        shape=classes.astype(np.int16), orders=_packed(line.order for line in known), shapes=_packed(shapes),
        concepts=_packed(lexis.concepts), concepts_weights=_weights(lexis.concepts),
        words=_packed(lexis.words), words_weights=_weights(lexis.words),
    )  # fmt: skip
    return f"{len(known)} known questions of {len(shapes)} shapes"


def _packed(texts: Iterable[str]) -> Any:
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def _weights(places: dict[str, tuple[int, float]] | Any) -> Any:
    return np.array([weight for _, weight in places.values()], dtype=np.float16)
