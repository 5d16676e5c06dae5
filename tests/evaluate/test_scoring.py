"""Scores of answers made by hand: what passes, what fails and why, and what a report makes of it."""

import json

from assistant.answer import Answer
from assistant.evaluate import Report, evaluate, parse_questions
from tests.evaluate.answers import answer
from ui.cli.reports import evaluation_lines

ROWS = [
    {
        "id": "orders",
        "ask": {"en": "How many orders?", "es": "¿Cuántos pedidos?"},
        "expect": [{"value": 1234, "unit": "orders"}],
    }
]


def ask(**answers: Answer) -> Report:
    by_message = {"How many orders?": answers["en"], "¿Cuántos pedidos?": answers["es"]}
    return evaluate(parse_questions(ROWS), ask=lambda message, conversation: by_message[message])


def test_the_same_number_said_in_each_language_passes() -> None:
    report = ask(en=answer("1,234 orders", value=1234), es=answer("1.234 pedidos", value=1234, language="es"))

    assert (report.passed, report.asked, report.discordant()) == (2, 2, [])


def test_a_right_number_in_one_language_only_makes_a_discordant_pair() -> None:
    report = ask(en=answer("1,234 orders", value=1234), es=answer("12 pedidos", value=12, language="es"))

    assert report.discordant() == ["orders"]
    assert report.by(lambda v: v.language) == {"en": (1, 1), "es": (0, 1)}


def test_a_number_that_is_not_said_fails() -> None:
    (verdict,) = ask(en=answer("Plenty.", value=1234), es=answer("1.234", value=1234, language="es")).worst()

    assert "is not said" in verdict.reasons[0]


def test_an_answer_in_the_wrong_language_fails() -> None:
    report = ask(en=answer("1,234", value=1234), es=answer("1,234", value=1234, language="en"))

    assert "answered in en, not es" in report.worst()[0].reasons[0]


def test_an_unverified_number_fails_and_is_counted() -> None:
    report = ask(
        en=answer("1,234 orders, up 12%", value=1234, unverified_numbers=["12%"]),
        es=answer("1.234 pedidos", value=1234, language="es"),
    )

    assert (report.unverified, report.worst()[0].id) == (1, "orders-en")


def test_a_question_passes_only_when_every_run_does() -> None:
    values = iter([1234, 1234, 1234, 7])
    languages = iter(["en", "es"] * 2)
    report = evaluate(
        parse_questions(ROWS), ask=lambda m, c: answer("1,234; 7", value=next(values), language=next(languages)), runs=2
    )

    assert (report.passed, report.summary()["pass_power_k"], report.summary()["pass_rate_of_runs"]) == (1, 0.5, 0.75)


def test_turns_of_a_conversation_share_its_id() -> None:
    seen: list[str | None] = []

    def listen(message: str, conversation: str | None) -> Answer:
        seen.append(conversation)
        return answer(message)

    evaluate(parse_questions([{"id": "talk", "turns": [{"ask": "one"}, {"ask": "two"}]}, {"id": "x", "ask": "x"}]), ask=listen)

    assert seen == [None, "c1", None]


def test_a_report_is_valid_json_and_a_table_per_skill_and_language() -> None:
    report = ask(en=answer("1,234", value=1234), es=answer("0", language="es"))

    summary = json.loads(json.dumps(report.summary()))
    lines = evaluation_lines(report)
    assert summary["by_skill_and_language"] == {"value en": [1, 1], "value es": [0, 1]}
    assert lines[0].startswith("1 of 2 passed (50.0%)")
    assert [line.split() for line in lines if line.startswith("  value")] == [["value", "1/1", "0/1"]]
    assert lines[-1].startswith("FAILED orders-es")


def test_a_report_of_nothing_has_no_rates() -> None:
    assert Report().summary()["pass_power_k"] == 0.0
    assert evaluation_lines(Report())[0].startswith("0 of 0 passed (-)")
