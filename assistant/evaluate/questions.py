"""Reads questions with what is expected of their answers: one question, a conversation, or one in two languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluate.expectations import CHECKS
from tools.errors import BadInputError
from tools.terms import LANGUAGES

__all__ = ["Asked", "AskedTurn", "pair_of", "parse_questions", "read_questions"]

_DETAILS = frozenset({"tolerance", "unit", "ordered", "table", "stage", "language", "channel", "audience", "control_share"})


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """One message, what is expected of its answer, and the language that the answer must be in."""

    message: str
    expected: Sequence[Mapping[str, Any]]
    language: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a file: its messages in order, and the skill that it tries."""

    id: str
    language: str
    turns: Sequence[AskedTurn]
    skill: str


def read_questions(file: Path) -> list[Asked]:
    """The questions of a YAML file, or of every YAML file of a folder.

    Raises:
        BadInputError: the file is missing or not of the form.
    """
    import yaml

    files = sorted(file.rglob("*.yaml")) if file.is_dir() else [file]
    if not files:
        raise BadInputError(f"there is no .yaml file in '{file}'")
    found: list[Asked] = []
    for one in files:
        try:
            found += parse_questions(yaml.safe_load(one.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise BadInputError(f"there is no file '{one}'") from error
        except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            raise BadInputError(
                f"'{one.name}' is not a list of questions with id, ask or turns, and expect: {error}"
            ) from error
    ids = [question.id for question in found]
    if repeated := sorted({i for i in ids if ids.count(i) > 1}):
        raise BadInputError(f"these ids stand for more than one question: {', '.join(repeated)}")
    return found


def parse_questions(rows: Sequence[Mapping[str, Any]]) -> list[Asked]:
    """Questions out of rows as YAML holds them; a row whose `ask` has several languages is one question in each.

    Raises:
        BadInputError: an expectation that is not known.
        KeyError, TypeError, AttributeError: a row of another form.
    """
    return [question for row in rows for question in _questions(row)]


def pair_of(question_id: str) -> str:
    """The id that a question shares with itself in another language: its own without -en or -es."""
    head, _, tail = question_id.rpartition("-")
    return head if tail in LANGUAGES else question_id


def _questions(row: Mapping[str, Any]) -> Iterator[Asked]:
    turns = row.get("turns") or [row]
    first = turns[0]["ask"]
    if isinstance(first, str):
        yield _asked(str(row["id"]), str(row.get("lang", "en")), row, turns)
    else:
        for language in first:
            yield _asked(f"{row['id']}-{language}", language, row, turns)


def _asked(name: str, language: str, row: Mapping[str, Any], turns: Sequence[Mapping[str, Any]]) -> Asked:
    found = tuple(
        AskedTurn(
            str(_in(turn["ask"], language)),
            tuple({key: _in(value, language) for key, value in one.items()} for one in turn.get("expect") or ()),
            str(_in(turn.get("answer_lang", language), language)),
        )
        for turn in turns
    )
    for expected in (one for turn in found for one in turn.expected):
        _must_be_known(name, expected)
    return Asked(name, language, found, str(row.get("skill") or _skill(found)))


def _in(value: Any, language: str) -> Any:
    """The part of a value that has one per language."""
    return value[language] if isinstance(value, Mapping) and value.keys() <= set(LANGUAGES) else value


def _skill(turns: Sequence[AskedTurn]) -> str:
    """What a question tries that names no skill: the kind of its first expectation."""
    first = turns[0].expected[0] if turns[0].expected else {}
    return next((kind for kind in CHECKS if kind in first), "answer")


def _must_be_known(name: str, expected: Mapping[str, Any]) -> None:
    if unknown := sorted(expected.keys() - CHECKS.keys() - _DETAILS):
        raise BadInputError(f"question '{name}': unknown expectation {', '.join(unknown)}; known: {', '.join(CHECKS)}")
    for key, value in expected.items():
        if isinstance(value, Mapping):
            raise BadInputError(
                f"question '{name}': {key} is to be computed first; `make eval` does that for benchmarks/questions"
            )
