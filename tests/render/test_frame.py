from datetime import date

from assistant.answer import AnswerCitation, AnswerPeriod, AnswerScope
from assistant.render.frame import assemble, scope_line
from assistant.render.nouns import counted

SCOPE = AnswerScope(
    period=AnswerPeriod(first=date(2011, 12, 1), last=date(2011, 12, 9), partial=True), population="orders from Germany",
    currency="GBP", assumptions=["read “recent” as the last 60 days"], caveats=["one order explains it", "partial", "a third"],
)  # fmt: skip
CITATION = AnswerCitation(
    passage_id="p",
    play_id="w",
    title="Win back",
    stage="retention",
    section="Timing",
    language="en",
    source="playbook",
    score=1.0,
)


def test_the_scope_line_says_period_population_currency_day_and_reading() -> None:
    line = scope_line(SCOPE, date(2011, 12, 9), "en")
    assert line == (
        "Scope: 1 Dec – 9 Dec 2011 (partial) · orders from Germany · amounts in GBP · data as of 9 Dec 2011. "
        "How I read it: Read “recent” as the last 60 days."
    )


def test_the_frame_is_in_the_answers_language() -> None:
    line = scope_line(SCOPE, date(2011, 12, 9), "es")
    assert line.startswith("Alcance: 1 dic – 9 dic 2011 (parcial)")
    assert "datos a 9 dic 2011" in line


def test_at_most_two_caveats_are_said_and_sources_are_named() -> None:
    text = assemble("Body.", SCOPE, [CITATION, CITATION], date(2011, 12, 9), "en")
    assert "**Keep in mind:** One order explains it. Partial." in text
    assert "a third" not in text.lower()
    assert text.endswith("*Sources: Win back (Timing).*")


def test_a_caveat_that_the_body_says_is_not_repeated() -> None:
    text = assemble("It is so: one order explains it.", SCOPE, [], None, "en")
    assert text.lower().count("one order explains it") == 1


def test_a_note_about_the_way_is_shown() -> None:
    assert "*Note: the model did not answer.*" in assemble("x", AnswerScope(), [], None, "en", ["the model did not answer."])


def test_nouns_agree_with_their_number() -> None:
    assert [counted("orders", n, "en") for n in (1, 2)] == ["order", "orders"]
    assert [counted("units", n, "es") for n in (1, 2)] == ["unidad", "unidades"]
    assert counted("money", 5, "en") == ""


def test_a_value_of_the_data_in_the_scope_line_is_dead_letters() -> None:
    scope = AnswerScope(population="Product: ![x](https://evil.example/p.png)", timezone="UTC")

    assert "https://" not in scope_line(scope, None, "en")
    assert "![x](" not in scope_line(scope, None, "en")
