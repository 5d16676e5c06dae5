"""Search over the playbook: passages with scores, and an honest nothing.

What comes less near is taken where it also has a word of the query that few passages have.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.documents import document_passages
from knowledge.index import Index, open_index
from knowledge.passages import Passage
from knowledge.plays import LANGUAGES, Play, load_plays, passages_of

__all__ = ["MINIMUM_SCORE", "Playbook", "open_playbook"]

MINIMUM_SCORE = 0.30
_WITH_A_WORD = 0.22  # of passages that also have a rare word of the query
_RARE = 0.15
_WORD = re.compile(r"\w{6,}")
_STEM = 6


class Playbook:
    """The open index of plays and documents. Guidance comes from here; figures never do."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def search(
        self,
        query: str,
        language: str,
        stage: str | None = None,
        business_model: str | None = None,
        limit: int = 5,
        source: str | None = None,
    ) -> list[Passage]:
        """Passages that answer a query, best first, at most two of one play; empty when nothing comes near.

        Args:
            language: of the passages; those of the other language are taken where it has none.
            stage: only plays of this stage (and documents, which have none).
            business_model: only what applies to it.
            source: `playbook`, or the name of a user's document.
        """
        others = [other for other in LANGUAGES if other != language]
        for choice in (language, *others):
            found = self._search(query, _where(choice, stage, business_model, source), limit)
            if found:
                return found
        return []

    def play(self, play_id: str, language: str) -> Play | None:
        """The play of that id in that language, or None."""
        return next((play for play in load_plays(language) if play.id == play_id), None)

    def plays(self, language: str) -> Sequence[Play]:
        """All plays of a language."""
        return load_plays(language)

    def healthy(self) -> bool:
        """Whether the index is whole."""
        return self._index.healthy()

    def _search(self, query: str, where: dict[str, Any], limit: int) -> list[Passage]:
        scored = self._index.nearest(query, where, limit * 4)
        near = [(name, score) for name, score in scored if score >= MINIMUM_SCORE]
        if not near and scored and scored[0][1] >= _WITH_A_WORD:
            mentioned = self._index.mentioning([word[:_STEM] for word in _WORD.findall(query)], _RARE)
            near = [(name, score) for name, score in scored if score >= _WITH_A_WORD and name in mentioned]
        passages = self._index.read([name for name, _ in near])
        kept: list[Passage] = []
        for name, score in near:
            passage = passages[name]
            if sum(other.play_id == passage.play_id for other in kept) < 2:
                kept.append(replace(passage, score=round(score, 4)))
        return kept[:limit]


def open_playbook(home: Path) -> Playbook:
    """The playbook with the documents of this home; its index is checked, and made again when it is not whole."""
    passages = [passage for language in LANGUAGES for play in load_plays(language) for passage in passages_of(play)]
    passages += document_passages(home / "documents")
    return Playbook(open_index(home / "index", passages))


def _where(language: str, stage: str | None, business_model: str | None, source: str | None) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = [{"language": language}]
    if stage:
        conditions.append({"stage": {"$in": [stage, ""]}})
    if business_model:
        conditions.append({business_model: True})
    if source:
        conditions.append({"source": source})
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}
