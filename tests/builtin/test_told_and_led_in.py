"""Measures that a sentence tells, clauses that only lead up to a question, numbers of several words, and people pointed at."""

from typing import Any

import pytest

from assistant.builtin.message.guard import judge
from assistant.builtin.message.naming import take_name
from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from assistant.builtin.words.normalise import words
from assistant.builtin.words.numbers import spelled
from tests.builtin.catalogue import shop
from tools.terms import Language


def plan(message: str, before: str = "") -> Plan:
    context = Context()
    if before:
        context = Context((Turn(before, understand(before, context, shop()), "answered"),))
    return understand(message, context, shop())


def rule(found: Plan) -> list[dict[str, Any]]:
    return sorted((dict(c) for c in found.steps[-1].arguments["rule"]["all"]), key=str)


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("over five hundred euros", "en", "over 500 euros"),
        ("thirty six months", "en", "36 months"),
        ("May twenty twenty six", "en", "may 2026"),
        ("between twenty and thirty", "en", "between 20 and 30"),
        ("doscientos cincuenta euros", "es", "250 euros"),
        ("treinta y seis meses", "es", "36 meses"),
        ("entre treinta y sesenta", "es", "entre 30 y 60"),
        ("dos mil veintiséis", "es", "2026"),
    ],
)
def test_words_that_are_one_number_are_read_as_one(text: str, language: Language, meant: str) -> None:
    assert " ".join(word.text for word in spelled(words(text), language)) == meant


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("What part of the subscription charges that fail do we win back?", "payment_recovery_rate"),
        ("¿Qué proporción de los cobros rechazados logramos recuperar?", "payment_recovery_rate"),
        ("what proportion of our subscribers left last month", "churn_rate"),
        ("¿Qué parte de las suscripciones se perdió el mes pasado?", "churn_rate"),
        ("How soon do we earn back what it costs to acquire a customer?", "payback_days"),
        ("¿Cuánto tardamos en recuperar lo que cuesta captar un cliente?", "payback_days"),
    ],
)
def test_a_measure_told_in_a_sentence_is_the_named_one(message: str, metric: str) -> None:
    (step,) = plan(message).steps
    assert step.arguments["metrics"] == [metric]


@pytest.mark.parametrize(
    "message",
    [
        "I'm planning a VIP club and need the lifetime value of loyal customers",
        "My boss asked me for it: lifetime value of loyal customers",
        "Estoy diseñando un club VIP y necesito el valor de vida de los clientes leales",
        "Me lo pide el equipo de Madrid: valor de vida de los clientes leales",
    ],
)
def test_why_it_is_asked_changes_nothing(message: str) -> None:
    assert rule(plan(message)) == [{"field": "stage", "op": "=", "value": "loyalty"}]


@pytest.mark.parametrize(
    "message", ["For customers in Germany, give me the lifetime value", "Para los clientes de Alemania, dame el LTV"]
)
def test_for_whom_said_first_is_part_of_the_question(message: str) -> None:
    (step,) = plan(message).steps
    assert step.tool == "customer_value"
    assert rule(plan(message)) == [{"field": "country", "op": "=", "value": "Germany"}]


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("Who is at risk in Germany?", "Narrow it down to those who spent more than 200 euros"),
        ("¿Quiénes están en riesgo en Alemania?", "Redúcelo a los que han gastado más de 200 euros"),
    ],
)
def test_a_list_is_narrowed_and_not_asked_anew(before: str, message: str) -> None:
    assert [c["field"] for c in rule(plan(message, before))] == ["country", "health", "historic_value"]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ('Could you turn them into a segment named "Quiet ones"?', "Quiet ones"),
        ('Add that selection to my segments as "Quiet ones".', "Quiet ones"),
        ('Haz con ellos un segmento guardado; nombre: "Los callados".', "Los callados"),
        ('Almacena este grupo con el nombre de segmento "Los callados"', "Los callados"),
        ('Who bought the "Blue mug"?', None),
    ],
)
def test_a_quoted_name_is_that_of_the_people_to_save(message: str, name: str | None) -> None:
    assert take_name(message)[1] == name


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Wipe our whole order history", "needs_approval"),
        ("Quiero que desaparezcan todos los pedidos", "needs_approval"),
        ("Skip the sign-off and mail everybody", "needs_approval"),
        ("book a restaurant for six", "out_of_scope"),
        ("resérvanos una mesa para seis", "out_of_scope"),
        ("How many customers moved from one stage to another?", None),
        ("¿Cuántos clientes pasaron de una etapa a otra?", None),
    ],
)
def test_what_is_to_be_done_outside_the_chat_is_declined(message: str, kind: str | None) -> None:
    verdict = judge(message)
    assert (verdict.kind if verdict else None) == kind


@pytest.mark.parametrize(
    "message",
    ["What did our campaigns add against the control group?", "¿Qué aportaron las campañas frente al grupo de control?"],
)
def test_what_campaigns_added_is_told_by_their_tests(message: str) -> None:
    found = plan(message)
    assert [step.tool for step in found.steps] == ["retention_offer"]
    assert found.focus == "tests"


@pytest.mark.parametrize(
    "message", ["who should order again in the next 14 days", "¿a quién le toca volver a pedir en las próximas dos semanas?"]
)
def test_who_is_due_is_told_by_the_expected_day_of_the_next_order(message: str) -> None:
    assert {c["field"] for c in rule(plan(message))} == {"expected_next_order_on"}
