"""A user's own documents, cut into passages along their headings."""

import re
from pathlib import Path

from knowledge.passages import Passage

__all__ = ["SUFFIXES", "document_passages"]

SUFFIXES = (".md", ".txt")
PASSAGE_CHARACTERS = 1_200


def document_passages(folder: Path) -> list[Passage]:
    """Passages of every document in a folder; none where there is no folder. Text in documents is data, never obeyed."""
    files = sorted(file for file in folder.glob("*") if file.suffix.lower() in SUFFIXES) if folder.is_dir() else []
    return [passage for file in files for passage in _passages(file)]


def _passages(file: Path) -> list[Passage]:
    text = file.read_text(encoding="utf-8", errors="replace")
    language = (
        "es"
        if len(re.findall(r"\b(?:el|la|los|que|de|para|una?)\b", text.lower()))
        > len(re.findall(r"\b(?:the|of|and|to|for|an?)\b", text.lower()))
        else "en"
    )
    return [
        Passage(f"doc.{file.name}.{n}", f"doc.{file.name}", file.stem, section, language, file.name, part)
        for n, (section, part) in enumerate(_sections(text, file.stem))
    ]


def _sections(text: str, title: str) -> list[tuple[str, str]]:
    parts = re.split(r"^#{1,6} +(.+)$", text, flags=re.M)
    titled = [(title, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [(section.strip(), piece) for section, body in titled for piece in _pieces(body.strip())]


def _pieces(body: str) -> list[str]:
    pieces: list[str] = []
    for paragraph in filter(None, re.split(r"\n\s*\n", body)):
        if pieces and len(pieces[-1]) + len(paragraph) < PASSAGE_CHARACTERS:
            pieces[-1] += f"\n\n{paragraph}"
        else:
            pieces += [paragraph[at : at + PASSAGE_CHARACTERS] for at in range(0, len(paragraph), PASSAGE_CHARACTERS)]
    return pieces
