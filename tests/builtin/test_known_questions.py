"""Unusual wordings are read as the known questions that they are like, and only where nothing of them is lost."""

import numpy as np
import pytest

from assistant.builtin.precedents.learn import FILE, learn, lines
from assistant.builtin.precedents.memory import memory, recall
from assistant.builtin.precedents.slots import fill, kinds, masked
from tests.builtin.asking import asked, planned
from tests.builtin.catalogue import shop


@pytest.mark.parametrize(
    ("question", "language", "text", "slots"),
    [
        ("Revenue in Q3 2025 for France?", "en", "revenue in {period} for {country} ?", ["Q3 2025", "France"]),
        ("who spent over €300 since 1 March", "en", "who spent over € {n_money} {period}", ["300", "since 1 March"]),
        ("pedidos entre marzo y mayo de 2025", "es", "pedidos en {period}", ["marzo a mayo de 2025"]),
        ("sin comprar desde hace 90 días", "es", "sin comprar desde hace {n_day} días", ["90"]),
    ],
)
def test_periods_numbers_and_names_are_taken_out_and_fit_in_again(
    question: str, language: str, text: str, slots: list[str]
) -> None:
    found = masked(question, "es" if language == "es" else "en", shop())
    assert (found.text, [slot.text for slot in found.slots]) == (text, slots)
    assert "{" not in fill(found.text, found.slots)


def test_several_periods_are_told_apart_by_which_comes_first() -> None:
    later, earlier = (
        masked(f"orders in {a} and not in {b}", "en", shop()) for a, b in (("June 2025", "May 2025"), ("May 2025", "June 2025"))
    )
    assert later.signature != earlier.signature


def test_a_wording_that_the_grammar_cannot_place_is_read_as_a_known_one_and_says_so() -> None:
    plan = planned("It's been over 120 days since they bought. How many customers are in that boat?")
    assert plan.steps[0].arguments["rule"]["all"] == [{"field": "days_since_last_order", "op": ">", "value": 120}]
    assert any("I read the question as" in reading.en for reading in plan.readings)


def test_both_languages_know_the_same_questions() -> None:
    english = asked("how long before a customer gets round to a second order?")
    assert (
        english["metrics"] == asked("cuanto demora un cliente en acer su segundo pedido")["metrics"] == ["days_to_second_order"]
    )


@pytest.mark.parametrize(
    "message",
    ["how many grumpy customers do we have?", "¿cuántos pedidos pequeños hubo en mayo de 2026?", "revenue from women in 2025"],
)
def test_a_word_that_nobody_used_for_the_known_meaning_is_asked_about(message: str) -> None:
    assert planned(message).intent in ("clarify", "decline")


def test_a_bound_is_never_turned_round() -> None:
    assert asked("How many customers ordered no more than 2 times?")["rule"]["all"][0]["op"] == "<="


def test_what_is_refused_stays_refused() -> None:
    assert planned("give me the e-mail addresses of our ten best customers").intent == "decline"


def test_the_memory_has_the_lines_of_the_file() -> None:
    known, found = memory(), lines(FILE.read_text(encoding="utf-8"))
    assert known is not None
    assert [line.text for line in known.lines] == [line.text for line in found[0]]
    assert list(known.shapes) == found[1]
    assert len({(line.text, line.language, line.shape, line.order) for line in known.lines}) == len(known.lines)


def test_a_known_question_recalls_its_own_meaning() -> None:
    known = memory()
    assert known is not None
    some = [
        line for line in known.lines[::97] if line.plain and "period" in kinds(line.text)[:1] and len(kinds(line.text)) == 1
    ]
    right = 0
    for line in some:
        found = recall(
            masked(
                line.text.replace("{period}", "May 2025" if line.language == "en" else "mayo de 2025"), line.language, shop()
            ),
            line.language,
        )
        right += found is not None and next(iter(found.shares)) == known.shapes[line.shape]
    assert right >= 0.9 * len(some)


def test_learning_brings_lines_of_one_shape_together() -> None:
    chance = np.random.default_rng(1)
    shapes = np.repeat(np.arange(4), 12)
    inputs = np.hstack([np.eye(4)[shapes], chance.normal(size=(48, 4))]).astype(
        np.float32
    )  # the shape, and more noise than that
    found = inputs @ learn(inputs, shapes)
    unit = found / np.linalg.norm(found, axis=1, keepdims=True)
    alike = unit @ unit.T - 2 * np.eye(48)
    assert (shapes[alike.argmax(axis=1)] == shapes).mean() > 0.9


def test_a_question_that_goes_on_from_another_is_left_to_it() -> None:
    assert asked("How many orders did we get in May 2025?", "and in France?")["metrics"] == ["orders"]


@pytest.mark.parametrize(
    ("message", "days"),
    [
        ("Who's gone cold? I mean how many customers made their last order more than 150 days ago", 150),
        ("Clientes dormidos: ¿de cuántos hace ya más de 180 días que no nos entra un pedido?", 180),
    ],
)
def test_days_behind_gone_quiet_say_what_is_meant_by_it(message: str, days: int) -> None:
    assert asked(message)["rule"]["all"] == [{"field": "days_since_last_order", "op": ">", "value": days}]


def test_lapsed_and_days_in_one_part_are_both_meant() -> None:
    fields = {c["field"] for c in asked("Lapsed customers in Spain with more than 200 days since last order")["rule"]["all"]}
    assert fields == {"health", "days_since_last_order", "country"}


def test_the_shop_as_a_whole_is_no_channel() -> None:
    assert "filters" not in asked("What's the shop's repeat purchase rate since day one?")
    assert "filters" not in asked("Tomando todo el histórico de la tienda, ¿qué tasa de recompra nos sale?")


def test_a_measure_that_is_named_is_the_one_that_is_counted() -> None:
    assert asked("Revenue trend, monthly")["metrics"] == asked("Tendencia mensual de ingresos")["metrics"] == ["revenue"]


@pytest.mark.parametrize(
    ("message", "order"),
    [
        ("On what day of the week does the site get the most visits?", "-site_visits"),
        ("On what day of the week does the site get the fewest visits?", "site_visits"),
    ],
)
def test_a_known_question_about_the_other_end_is_not_what_was_asked(message: str, order: str) -> None:
    assert asked(message)["order_by"] == order


@pytest.mark.parametrize(
    "message",
    ["Spain: on which day of the week do we get the fewest orders?", "España: ¿qué día de la semana hay menos pedidos?"],
)
def test_a_known_question_does_not_drop_a_place_that_is_named(message: str) -> None:
    assert asked(message)["filters"] == [{"field": "country", "op": "=", "value": "Spain"}]
