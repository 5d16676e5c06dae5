"""Fits the intent head on the example files and writes its numpy weights; needs scikit-learn, which serving does not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.builtin.intents import INTENTS, embed
from assistant.builtin.normalise import fold

__all__ = ["examples", "main"]

DATA = Path(__file__).parent / "data"
_FOLDS = 5


def examples() -> Iterator[tuple[str, str]]:
    """Every example sentence with its intent, of both languages."""
    for language in ("en", "es"):
        for intent, text in yaml.safe_load((DATA / "intents" / f"{language}.yaml").read_text(encoding="utf-8")).items():
            for line in text.strip().splitlines():
                yield line.strip(), intent


def _model(strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=2000, class_weight="balanced")


def _held_out_logits(vectors: Any, labels: Any, strength: float) -> Any:
    """Logits of every example from a model that has not seen it, nor its twin in the other language."""
    logits = np.zeros((len(labels), len(INTENTS)))
    half = len(labels) // 2
    group = np.concatenate([np.arange(half), np.arange(len(labels) - half)]) % _FOLDS
    for part in range(_FOLDS):
        model = _model(strength).fit(vectors[group != part], labels[group != part])
        logits[group == part] = model.decision_function(vectors[group == part])
    return logits


def _temperature(logits: Any, labels: Any) -> float:
    """The temperature with the least log loss on held-out examples."""
    options = np.linspace(0.2, 2.0, 37)
    return float(options[np.argmin([_log_loss(logits / t, labels) for t in options])])


def _log_loss(logits: Any, labels: Any) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - shifted[np.arange(len(labels)), labels]))


def _write_plain_words(sentences: list[str]) -> None:
    found = sorted({w for s in sentences for w in re.findall(r"[a-z]{4,}", fold(s))})
    (DATA / "plain_words.yaml").write_text("# Made by assistant.builtin.train from the examples.\n>-\n  " + "\n  ".join(found) + "\n")


def main() -> str:
    """Train, calibrate, write `head.npz` and the list of plain words; gives a one-line report."""
    sentences, names = (list(part) for part in zip(*examples(), strict=True))
    vectors = embed(sentences)
    labels = np.array([INTENTS.index(name) for name in names])
    strengths = (3.0, 10.0, 30.0)
    held_out = [_held_out_logits(vectors, labels, c) for c in strengths]
    accuracies = [float((logits.argmax(axis=1) == labels).mean()) for logits in held_out]
    best = int(np.argmax(accuracies))
    model = _model(strengths[best]).fit(vectors, labels)
    temperature = _temperature(held_out[best], labels)
    np.savez_compressed(
        DATA / "head.npz", weights=model.coef_.T.astype(np.float32), bias=model.intercept_.astype(np.float32),
        labels=np.array(INTENTS), temperature=np.float32(temperature),
    )  # fmt: skip
    _write_plain_words(sentences)
    return f"{len(labels)} examples, held-out accuracy {accuracies[best]:.3f}, C {strengths[best]}, temperature {temperature:.2f}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(main() + "\n")
