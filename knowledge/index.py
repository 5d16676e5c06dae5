"""The index of passages: text in SQLite, vectors in Chroma, in a versioned folder that can always be made again."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.embedding import NAME, embed
from knowledge.passages import Passage

__all__ = ["Index", "open_index", "version_of"]

FORMAT = "2"
_PART = 100
_COLUMNS = "passage_id, play_id, title, section, language, source, text, stage, business_models"


class Index:
    """An open index. Vectors find, text is always read from SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._collection = _chroma(folder).get_collection("passages", embedding_function=None)

    def healthy(self) -> bool:
        """Whether it is whole: as many vectors as texts, and a known text finds itself."""
        with closing(sqlite3.connect(self.folder / "passages.sqlite3")) as database:
            texts = database.execute("SELECT count(*) FROM passages").fetchone()[0]
            known = database.execute("SELECT passage_id, text FROM passages ORDER BY passage_id LIMIT 1").fetchone()
        if self._collection.count() != texts:
            return False
        return not known or known[0] in [passage_id for passage_id, _ in self.nearest(known[1], {}, 3)]

    def nearest(self, query: str, where: dict[str, Any], limit: int) -> list[tuple[str, float]]:
        """Ids of the nearest passages and their cosine similarity, best first."""
        found = self._collection.query(
            query_embeddings=[_vector(query)], n_results=limit, where=where or None, include=["distances"]
        )
        return [(name, 1.0 - float(distance)) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def mentioning(self, words: Sequence[str], share: float) -> set[str]:
        """Ids of the passages with a word that begins like one of these, words of more than that share of them left out."""
        found: set[str] = set()
        with closing(sqlite3.connect(f"file:{self.folder / 'passages.sqlite3'}?mode=ro", uri=True)) as database:
            texts = database.execute("SELECT count(*) FROM passages").fetchone()[0]
            for word in words:
                rows = database.execute("SELECT passage_id FROM words WHERE words MATCH ?", [f'"{word}"*']).fetchall()
                if len(rows) <= share * texts:
                    found |= {row[0] for row in rows}
        return found

    def read(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of these ids."""
        marks = ", ".join("?" * len(passage_ids))
        with closing(sqlite3.connect(f"file:{self.folder / 'passages.sqlite3'}?mode=ro", uri=True)) as database:
            rows = database.execute(
                f"SELECT {_COLUMNS} FROM passages WHERE passage_id IN ({marks})", list(passage_ids)
            ).fetchall()
        return {row[0]: replace(Passage(*row[:8]), business_models=tuple(json.loads(row[8]))) for row in rows}


@lru_cache(maxsize=64)
def _vector(query: str) -> list[float]:
    """A query is looked for several times, in fewer passages or more."""
    vector: list[float] = embed([query])[0].tolist()
    return vector


def open_index(folder: Path, passages: Sequence[Passage]) -> Index:
    """The index of exactly these passages below `folder`: opened when there and whole, else built aside and put in place."""
    target = folder / version_of(passages)
    if (target / "passages.sqlite3").exists() and (target / "chroma").is_dir():
        index = _opened(target)
        if index and index.healthy():
            return index
    shutil.rmtree(target, ignore_errors=True)
    _drop_cached_clients()
    _build(target, passages)
    _set_current(folder, target.name)
    return Index(target)


def version_of(passages: Sequence[Passage]) -> str:
    """A name that changes with the passages, the embedding or the format of the index."""
    content = json.dumps([FORMAT, NAME, [(p.passage_id, p.title, p.text, p.stage, p.business_models) for p in passages]])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _opened(target: Path) -> Index | None:
    import chromadb.errors

    try:
        return Index(target)
    except (chromadb.errors.ChromaError, ValueError, sqlite3.DatabaseError):
        return None


def _build(target: Path, passages: Sequence[Passage]) -> None:
    """Build aside under another name, then rename: a crash leaves nothing that looks whole."""
    aside = target.with_name(f"{target.name}.building-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    with closing(sqlite3.connect(aside / "passages.sqlite3")) as database, database:
        database.execute(f"CREATE TABLE passages ({_COLUMNS}, PRIMARY KEY (passage_id))")
        rows = [
            (p.passage_id, p.play_id, p.title, p.section, p.language, p.source, p.text, p.stage, json.dumps(p.business_models))
            for p in passages
        ]
        database.executemany(f"INSERT INTO passages VALUES ({', '.join('?' * 9)})", rows)
        database.execute(
            "CREATE VIRTUAL TABLE words USING fts5(passage_id UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')"
        )
        database.executemany("INSERT INTO words VALUES (?, ?)", [(p.passage_id, f"{p.title}. {p.text}") for p in passages])
    client = _chroma(aside)
    collection = client.create_collection("passages", embedding_function=None, metadata={"hnsw:space": "cosine"})
    for start in range(0, len(passages), _PART):
        part = passages[start : start + _PART]
        vectors = _vectors(tuple(f"{p.title}. {p.section}. {p.text}" for p in part))
        collection.add(ids=[p.passage_id for p in part], embeddings=vectors, metadatas=[_metadata(p) for p in part])
    client._system.stop()
    _drop_cached_clients()
    try:
        aside.rename(target)
    except OSError:
        shutil.rmtree(aside)


@lru_cache(maxsize=16)
def _vectors(texts: tuple[str, ...]) -> list[list[float]]:
    """Kept, since the playbook stays the same in front of documents that come and go."""
    vectors: list[list[float]] = embed(texts).tolist()
    return vectors


def _metadata(passage: Passage) -> dict[str, Any]:
    every = not passage.business_models
    models = {model: every or model in passage.business_models for model in ("ecommerce", "subscription", "hybrid")}
    return {"language": passage.language, "stage": passage.stage or "", "source": passage.source, **models}


def _chroma(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder / "chroma"), settings=Settings(anonymized_telemetry=False))


def _drop_cached_clients() -> None:
    """Chroma keeps one client per path for the life of the process: drop them, since folders move and are made again."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def _set_current(folder: Path, name: str) -> None:
    mark = folder / f"CURRENT.{os.getpid()}"
    mark.write_text(name, encoding="utf-8")
    mark.replace(folder / "CURRENT")
    for old in folder.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old, ignore_errors=True)
