"""What a message points back to: a period named before, the customer looked at, the trials and consents of a shop."""

from typing import Any

import pytest

from assistant.builtin.plan import Shown
from tests.builtin.test_conversation import last, step

MONTHS = Shown("month", ("2024-12", "2024-11"))
COFFEE, TEA = {"did": "ordered", "category": "Coffee"}, {"did": "ordered", "category": "Tea", "negated": True}


@pytest.mark.parametrize(
    "messages",
    [
        ("reviews in May 2025", "what was the average rating that month?"),
        ("reseñas de mayo de 2025", "¿cuál fue la calificación media ese mes?"),
        ("who ordered in May 2025", "average rating in that month?"),
    ],
)
def test_that_month_is_the_one_spoken_of(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["average_rating"], "period": "2025-05"})


@pytest.mark.parametrize(
    "messages",
    [
        ("which month of 2024 had the most revenue?", "how many new customers did we get that month?"),
        ("¿qué mes de 2024 tuvo más ingresos?", "¿cuántos clientes nuevos tuvimos ese mes?"),
    ],
)
def test_that_month_after_a_ranking_is_its_first(messages: tuple[str, ...]) -> None:
    assert step(last(*messages, shown=MONTHS)) == ("query_metrics", {"metrics": ["new_customers"], "period": "2024-12"})


@pytest.mark.parametrize(
    "message",
    [
        "of everyone who bought in the first quarter of 2025, what share placed two or more orders in that quarter?",
        "de los que compraron en el primer trimestre de 2025, ¿qué porcentaje hizo dos pedidos o más dentro del trimestre?",
    ],
)
def test_that_quarter_is_the_one_named_in_the_same_message(message: str) -> None:
    assert step(last(message)) == ("query_metrics", {"metrics": ["repeat_purchase_rate"], "period": "2025-Q1"})


@pytest.mark.parametrize("message", ["what was the average rating that month?", "¿cuánto vendimos esa semana?"])
def test_a_period_that_nobody_has_named_is_asked_for(message: str) -> None:
    tool, arguments = step(last(message))
    assert tool == "ask_back"
    assert all(step(last(option))[1].get("period") for option in arguments["options"])


@pytest.mark.parametrize(
    ("message", "until"),
    [
        ("how many of those who ordered in May 2025 had ordered before 2024", "2024-01-01"),
        ("¿cuántos de los que compraron en mayo de 2025 habían comprado antes de 2024?", "2024-01-01"),
        ("¿cuántos de los clientes de mayo de 2025 ya habían comprado antes de mayo?", "2025-05-01"),
    ],
)
def test_bought_before_a_day_is_before_that_day(message: str, until: str) -> None:
    rule = step(last(message))[1]["rule"]["all"]
    assert rule == [{"did": "ordered", "period": "2025-05"}, {"field": "first_order_on", "op": "<", "value": until}]


@pytest.mark.parametrize(
    "messages",
    [
        ("how many new customers joined us in March 2025", "and in April?"),
        ("¿cuántos clientes nuevos llegaron en marzo de 2025?", "¿y en abril?"),
    ],
)
def test_newcomers_who_joined_move_with_their_period(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["new_customers"], "period": "2025-04"})


@pytest.mark.parametrize(
    "messages",
    [
        ("customers who first bought in March 2025 and never came back", "and in April?"),
        ("clientes que compraron por primera vez en marzo de 2025 y no volvieron", "¿y en abril?"),
    ],
)
def test_the_days_of_a_first_order_move_with_the_period(messages: tuple[str, ...]) -> None:
    rule = step(last(*messages))[1]["rule"]["all"]
    assert [c["value"] for c in rule] == ["2025-04-01", "2025-04-30", 1]


@pytest.mark.parametrize(
    "messages",
    [
        ("show me customer C0001245", "when should we expect their next order?"),
        ("muéstrame el cliente C0001245", "¿cuándo se espera su próximo pedido?"),
        ("show me customer C0001245", "how much has this customer spent?"),
    ],
)
def test_a_question_about_the_customer_looked_at_shows_the_record(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("customer_profile", {"customer_id": "C0001245"})


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("¿cuántas pruebas empezaron en mayo?", "trial_activations"),
        ("how many trials were started in May?", "trial_activations"),
        ("de las pruebas que terminaron en mayo, ¿qué proporción pasó a suscripción de pago?", "trial_conversion_rate"),
        ("conversion rate from visit to order in May", "conversion_rate"),
        ("¿qué tasa de conversión de visita a pedido hubo en mayo?", "conversion_rate"),
    ],
)
def test_subscriptions_and_visits_are_asked_for_in_many_words(message: str, metric: str) -> None:
    assert step(last(message)) == ("query_metrics", {"metrics": [metric], "period": "may"})


@pytest.mark.parametrize(
    ("message", "channel"),
    [
        ("how many contacts are subscribed to our whatsapp messages", "whatsapp"),
        ("cuántos contactos están suscritos a nuestros mensajes de WhatsApp", "whatsapp"),
        ("how many customers are subscribed to our newsletter?", "email"),
        ("¿cuántos clientes están suscritos al boletín?", "email"),
    ],
)
def test_subscribed_to_messages_is_consent(message: str, channel: str) -> None:
    assert step(last(message))[1]["rule"]["all"] == [{"field": f"consent_{channel}", "op": "=", "value": "subscribed"}]


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("customers who bought something in coffee but never anything in tea", [COFFEE, TEA]),
        ("clientes que compraron algo de la categoría Coffee pero nunca nada de Tea", [COFFEE, TEA]),
        ("how many customers are past the 350 euro mark in total spend",
         [{"field": "historic_value", "op": ">", "value": 350}]),
        ("how many customers does it take to reach half of all customer spending",
         [{"field": "historic_value", "op": "top_value_share", "value": 0.5}]),
    ],
)  # fmt: skip
def test_people_are_told_by_what_they_bought_and_spent(message: str, rule: list[dict[str, Any]]) -> None:
    assert step(last(message))[1]["rule"]["all"] == rule


@pytest.mark.parametrize(
    "message",
    [
        "draft a win-back email for customers in France, keeping a 20% control group",
        "redacta un correo de recuperación para los clientes de Francia, con un grupo de control del 20 %",
        "draft a win-back email for customers in France with 10% off and hold out 20% of them",
    ],
)
def test_a_draft_holds_back_the_part_that_was_said(message: str) -> None:
    tool, arguments = step(last(message))
    assert (tool, arguments["control_share"]) == ("draft_campaign", 0.2)
    assert step(last(message, "make the control group 30%", draft_id="d1"))[1]["control_share"] == 0.3


@pytest.mark.parametrize(
    ("message", "supposed"),
    [
        ("why did revenue drop in May?", "fall"),
        ("¿por qué tuvimos menos pedidos en mayo que en abril?", "fall"),
        ("why did refunds go up in May?", "rise"),
        ("what explains revenue in May?", None),
    ],
)
def test_what_a_why_takes_for_granted_is_kept(message: str, supposed: str | None) -> None:
    assert last(message).supposed == supposed


@pytest.mark.parametrize("message", ["which coupon was used in the most orders", "¿qué cupón se usó en más pedidos?"])
def test_a_split_keeps_the_measures_that_can_be_split_so(message: str) -> None:
    assert step(last(message))[1]["metrics"] == ["orders"]


@pytest.mark.parametrize(
    "message",
    ["give me the email and mobile number of everyone who bought in May", "dame el correo y el móvil de los que compraron"],
)
def test_addresses_of_people_are_refused_by_any_names(message: str) -> None:
    assert step(last(message))[1]["kind"] == "not_allowed"


@pytest.mark.parametrize(
    ("messages", "metric"),
    [
        (("discounts in May 2025", "what share of revenue is that?"), "discount_rate"),
        (("descuentos de mayo de 2025", "¿qué porcentaje de los ingresos es?"), "discount_rate"),
        (("new subscriptions in May 2025", "and how many ended that month?"), "churned_subscriptions"),
        (("suscripciones nuevas en mayo de 2025", "¿y cuántas acabaron ese mes?"), "churned_subscriptions"),
        (("how many visits added something to the cart in May 2025?",), "add_to_cart_rate"),
        (("how many emails did we send in May 2025?",), "messages_sent"),
        (("¿cuántos correos enviamos en mayo de 2025?",), "messages_sent"),
    ],
)
def test_what_is_counted_is_what_the_words_count(messages: tuple[str, ...], metric: str) -> None:
    arguments = step(last(*messages))[1]
    assert (arguments["metrics"], arguments["period"]) == ([metric], "2025-05")
