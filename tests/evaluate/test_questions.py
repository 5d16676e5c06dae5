"""Files of questions are read as written, pairs included, and what cannot be read says which question and why."""

from pathlib import Path

import pytest

from assistant.evaluate import parse_questions, read_questions
from assistant.evaluate.questions import pair_of
from tools.errors import BadInputError

PAIR = {
    "id": "orders",
    "ask": {"en": "How many orders?", "es": "¿Cuántos pedidos?"},
    "expect": [{"draft": True, "language": {"en": "en", "es": "es"}}],
}


def test_a_question_in_two_languages_becomes_one_in_each_with_its_own_expectations() -> None:
    english, spanish = parse_questions([PAIR])

    assert (english.id, english.language, spanish.id, spanish.language) == ("orders-en", "en", "orders-es", "es")
    assert spanish.turns[0].message == "¿Cuántos pedidos?"
    assert spanish.turns[0].expected == ({"draft": True, "language": "es"},)


def test_the_answer_may_be_wanted_in_another_language_than_the_question() -> None:
    turns = [{"ask": {"en": "now in Spanish", "es": "ahora en inglés"}, "answer_lang": {"en": "es", "es": "en"}}]

    assert [question.turns[0].language for question in parse_questions([{"id": "x", "turns": turns}])] == ["es", "en"]


def test_a_skill_is_named_or_is_the_kind_of_the_first_expectation() -> None:
    named, counted, plain = parse_questions(
        [
            {"id": "a", "ask": "a", "skill": "trend"},
            {"id": "b", "ask": "b", "expect": [{"value": 3, "unit": "orders"}]},
            {"id": "c", "ask": "c"},
        ]
    )

    assert (named.skill, counted.skill, plain.skill) == ("trend", "value", "answer")


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("- {id: two, ask: two}", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("- {id: one, ask: one}", encoding="utf-8")

    assert [question.id for question in read_questions(tmp_path)] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- {ask: no id}", "id"),
        ("just words", "not a list"),
        ("[", "not a list"),
        ("- {id: a, ask: a, expect: [{valeu: 3}]}", "valeu"),
        ("- {id: a, ask: a, expect: [{value: {sql: SELECT 1}}]}", "make eval"),
        ("- {id: a, ask: a}\n- {id: a, ask: b}", "more than one"),
    ],
)
def test_a_file_of_another_form_says_what_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadInputError, match=reason):
        read_questions(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"no file '.*nowhere\.yaml'"):
        read_questions(tmp_path / "nowhere.yaml")


def test_only_a_language_at_the_end_makes_a_pair() -> None:
    assert [pair_of(name) for name in ("a-b-en", "a-b-es", "a-b", "seven")] == ["a-b", "a-b", "a-b", "seven"]
