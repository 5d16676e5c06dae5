"""Drafts and advice asked for in few words or in a long sentence, and how the offer of a draft is put."""

from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop


def _step(message: str, tool: str) -> dict[str, Any]:
    plan = understand(message, Context(), shop())
    assert [s.tool for s in plan.steps] == [tool], plan
    return dict(plan.steps[0].arguments)


ONCE = {"field": "order_count", "op": "=", "value": 1}


@pytest.mark.parametrize(
    ("message", "condition"),
    [
        ("Draft an email asking customers who have ordered only once to place a second order", ONCE),
        ("second-order SMS for one-time buyers", ONCE),
        ("correo de segundo pedido para compradores de una sola vez", ONCE),
        ("birthday email, August birthdays", {"field": "birth_month", "op": "=", "value": 8}),
        (
            "Necesito un correo de cumpleaños para todos los que cumplen en agosto",
            {"field": "birth_month", "op": "=", "value": 8},
        ),
        ("email in English, 20% off, at-risk customers", {"field": "health", "op": "=", "value": "at_risk"}),
        ("correo en inglés, 20 % de descuento, clientes en riesgo", {"field": "health", "op": "=", "value": "at_risk"}),
    ],
)
def test_a_text_and_its_readers_are_a_draft(message: str, condition: dict[str, Any]) -> None:
    assert condition in _step(message, "draft_campaign")["rule"]["all"]


@pytest.mark.parametrize(
    ("message", "offer"),
    [
        ("Draft an email with a discount of 20% for at-risk customers", "20% off"),
        ("Draft an email with a 20 percent discount for at-risk customers", "20% off"),
        ("Draft an email in Spanish with 20% off for at-risk customers", "20 % de descuento"),
        ("Redacta un correo con un descuento del 20 % para clientes en riesgo", "20 % de descuento"),
        ("Redacta un correo en inglés con un 20 % de descuento para clientes en riesgo", "20% off"),
        ("Draft an email for customers who spent over 300€, 20% off", "20% off"),
        ("Draft an email with free shipping for at-risk customers", "free shipping"),
    ],
)
def test_the_offer_is_put_as_the_language_of_the_draft_puts_it(message: str, offer: str) -> None:
    assert _step(message, "draft_campaign")["offer"] == offer


@pytest.mark.parametrize(
    "message",
    [
        "What does the playbook recommend for asking customers for a review?",
        "Playbook advice on getting reviews",
        "Check the playbook: how do we ask customers for reviews?",
        "Según el manual, ¿cuándo y cómo pedimos una reseña?",
        "¿Qué hay en el manual sobre pedir reseñas?",
    ],
)
def test_reviews_asked_for_are_looked_up_under_their_goal(message: str) -> None:
    asked = _step(message, "search_playbook")
    assert "review" in asked["query"] or "reseña" in asked["query"]
    assert asked["stage"] == "loyalty"


@pytest.mark.parametrize(
    "message",
    ["playbook: contacts who never open emails", "According to the playbook, what do we do with people who never open?"],
)
def test_the_playbook_is_asked_in_one_piece(message: str) -> None:
    assert "never open" in _step(message, "search_playbook")["query"]


@pytest.mark.parametrize(
    "message", ["Who is customer 17850? Give me an overview", "¿Quién es el cliente 17850? Dame un resumen rápido"]
)
def test_an_overview_of_one_customer_is_the_profile(message: str) -> None:
    assert _step(message, "customer_profile") == {"customer_id": "17850"}


@pytest.mark.parametrize(
    "message",
    [
        "How many loyal customers can't be reached by email?",
        "How many loyal customers cannot be e-mailed?",
        "¿Cuántos clientes fieles no pueden recibir correos?",
    ],
)
def test_who_cannot_be_reached_has_not_agreed(message: str) -> None:
    conditions = _step(message, "find_customers")["rule"]["all"]
    assert {"field": "consent_email", "op": "!=", "value": "subscribed"} in conditions
