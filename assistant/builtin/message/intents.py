"""What kind of request a message is, and what an unread phrase is, by multilingual embeddings and small trained heads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from knowledge.embedding import encoder

__all__ = ["INTENTS", "Head", "embed", "filter_chances", "narrowing_chance", "scores"]

INTENTS = (
    "metric", "audience", "lifecycle", "worth", "profile", "guidance", "draft", "data", "why", "action", "smalltalk",
    "refuse", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A multinomial logistic layer over the embedding; `temperature` is fitted on questions that it was not trained on."""

    weights: np.ndarray[Any, np.dtype[np.float32]]
    bias: np.ndarray[Any, np.dtype[np.float32]]
    labels: tuple[str, ...]
    temperature: float

    def probabilities(self, vector: np.ndarray[Any, Any]) -> dict[str, float]:
        """Probability per intent."""
        logits = (vector @ self.weights + self.bias) / self.temperature
        shifted = np.exp(logits - logits.max())
        return dict(zip(self.labels, (shifted / shifted.sum()).tolist(), strict=True))


@cache
def _head(name: str) -> Head | None:
    path = resources.files("assistant.builtin").joinpath("data", f"{name}.npz")
    if not path.is_file():
        return None
    with path.open("rb") as file, np.load(file) as stored:
        return Head(stored["weights"], stored["bias"], tuple(stored["labels"].tolist()), float(stored["temperature"]))


def embed(texts: list[str]) -> np.ndarray[Any, Any]:
    """Unit vectors of the multilingual sentence encoder, one row per text."""
    found: np.ndarray[Any, Any] = encoder().encode(texts)
    return found


def scores(text: str) -> Mapping[str, float]:
    """Probability per intent; empty where no trained head is there."""
    head = _head("head")
    return head.probabilities(embed([text])[0]) if head else {}


def filter_chances(phrases: list[str]) -> list[float]:
    """For each phrase that nothing read, how likely it would change what is counted; certain where no trained head is there."""
    head = _head("asides")
    if head is None or not phrases:
        return [1.0] * len(phrases)
    return [head.probabilities(vector)["filter"] for vector in embed(phrases)]


def narrowing_chance(said: str) -> float:
    """How likely what is told ahead of a question narrows it and does not only tell why; 1 where no trained head is there."""
    head = _head("lead_ins")
    return head.probabilities(embed([said])[0])["narrows"] if head else 1.0
