"""Compares words as people write them: letter case, accents and separators aside, and finds the nearest known one."""

import unicodedata
from collections.abc import Iterable, Sequence

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["closest", "folded", "unknown"]


def folded(word: str) -> str:
    """The word without letter case, accents, underscores or doubled spaces."""
    kept = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return " ".join(kept.casefold().replace("_", " ").replace("-", " ").split())


def closest(word: str, known: Iterable[str], limit: int = 5) -> list[str]:
    """The known words most like `word`, best first; empty when nothing is near."""
    from rapidfuzz import fuzz, process

    found = process.extract(word, list(known), scorer=fuzz.WRatio, processor=folded, limit=limit, score_cutoff=60)
    return [match for match, _, _ in found]


def unknown(what: Text, word: str, known: Sequence[str]) -> BadInputError:
    """The error for a word that is not among the known: it names the nearest, else the first few."""
    near = closest(word, known)
    listed = ", ".join(near or list(known)[:8]) or "-"
    if near:
        return BadInputError(
            Text(f"unknown {what.en} '{word}'; did you mean: {listed}", f"{what.es} desconocido: '{word}'; quizá: {listed}")
        )
    return BadInputError(
        Text(f"unknown {what.en} '{word}'; known: {listed}", f"{what.es} desconocido: '{word}'; se conocen: {listed}")
    )
