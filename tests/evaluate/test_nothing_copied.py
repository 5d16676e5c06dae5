"""No question and no expected value of the cases beside the project is in code, questions or training examples."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "cases" / "questions.yaml"
READ = {".py", ".yaml", ".yml", ".md", ".json", ".jsonl", ".toml", ".txt", ".sql", ".js"}
SHORTEST_QUESTION = 25
SHOWN = {"README.md", "docs/quickstart.md", "Makefile"}  # examples for people, which nothing reads

pytestmark = pytest.mark.skipif(not CASES.is_file(), reason="../shared/cases is not here")


def _plain(text: str) -> str:
    """Letters and digits alone, accents and letter case aside, so that punctuation hides nothing."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c))))


def _rows() -> Iterator[dict[str, object]]:
    for row in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        yield from row.get("turns", [row])


def _copied(text: str, questions: set[str], values: set[str]) -> set[str]:
    said = f" {_plain(text)} "
    return {q for q in questions if f" {q} " in said} | {
        v for v in values if re.search(rf"(?<![\d.]){re.escape(v)}(?!\d)", text)
    }


def _questions() -> set[str]:
    return {q for row in _rows() if len(q := _plain(str(row["ask"]))) >= SHORTEST_QUESTION}


def _values() -> set[str]:
    """Values with a fraction: whole numbers are too common to prove anything."""
    found = [one.get("value") for row in _rows() for one in row.get("expect") or ()]  # type: ignore[attr-defined]
    return {repr(v) for v in found if isinstance(v, float) and v != int(v) and len(repr(v)) >= 6}


def _files() -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    named = [name for name in listed.stdout.splitlines() if Path(name).suffix in READ and name not in SHOWN]
    return (ROOT / name for name in named if (ROOT / name).is_file())


def test_no_question_and_no_value_is_in_the_tree() -> None:
    questions, values = _questions(), _values()
    assert len(questions) > 30
    copied = {
        str(file.relative_to(ROOT)): found
        for file in _files()
        if (found := _copied(file.read_text("utf-8"), questions, values))
    }
    assert copied == {}


def test_a_planted_question_and_a_planted_value_are_found() -> None:
    question, value = max(_questions(), key=len), max(_values(), key=len)
    planted = f"- {question.upper()}!\n  total: {value}"
    assert _copied(planted, _questions(), _values()) == {question, value}
