"""A passage: the piece of a play or document that search finds and an answer cites."""

from dataclasses import dataclass

__all__ = ["Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One section of a play or document. `score` is the cosine similarity to a query, 0 outside a search.

    Attributes:
        stage: the lifecycle stage of a play; None for a document.
        business_models: what it applies to; empty means all.
        source: `playbook` or the file name of a user's document.
    """

    passage_id: str
    play_id: str
    title: str
    section: str
    language: str
    source: str
    text: str
    stage: str | None = None
    business_models: tuple[str, ...] = ()
    score: float = 0.0
