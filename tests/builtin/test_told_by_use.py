"""What is told by use or by size: coupons by how often they are used, bigger baskets, stalls, stars, those averages."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, last_call, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Value

_STALLS = [{"field": "sales_channel", "op": "=", "value": "Pop-up stall"}]


@pytest.mark.parametrize("message", ["3 most redeemed coupons in 2024", "Los 3 cupones más canjeados en 2024"])
def test_coupons_are_ranked_by_their_use(message: str) -> None:
    ranked = asked(message)
    assert (ranked["metrics"], ranked["group_by"], ranked["order_by"], ranked["limit"]) == (
        ["orders"],
        ["coupon"],
        "-orders",
        3,
    )


@pytest.mark.parametrize(
    ("message", "metric", "by"),
    [
        ("Rank the cancellation reasons in 2024 by how often they come up", "churned_subscriptions", "cancel_reason"),
        ("Rank the coupons of 2024 by how often they were used", "orders", "coupon"),
    ],
)
def test_a_ranking_by_frequency_counts(message: str, metric: str, by: str) -> None:
    assert (asked(message)["metrics"], asked(message)["group_by"]) == ([metric], [by])


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("Whose basket is bigger in 2024 on average, the store's or the web's?", "average_order_value"),
        ("¿Dónde es más grande la cesta, en web o en store?", "average_order_value"),
        ("Of failed payments in 2024, what rate did we manage to recover?", "payment_recovery_rate"),
        ("De los pagos fallidos de 2024, ¿qué porcentaje pudimos recuperar?", "payment_recovery_rate"),
        ("How often do people unsubscribe after one of our emails?", "unsubscribe_rate"),
        ("How often do subscribers unsubscribe from our emails?", "unsubscribe_rate"),
        ("The ad bill of May, separated by country", "ad_spend"),
        ("¿Cuántas suscripciones del club de lectura están activas hoy?", "active_subscriptions"),
        ("How many subs ended in 2024?", "churned_subscriptions"),
    ],
)
def test_a_measure_in_other_words(message: str, metric: str) -> None:
    assert asked(message)["metrics"] == [metric]


@pytest.mark.parametrize(
    "message",
    ["I'm writing the August recap: how many orders were there?", "Estoy armando el resumen de agosto: ¿cuántos pedidos hubo?"],
)
def test_the_month_of_a_recap_is_that_of_its_question(message: str) -> None:
    assert asked(message)["period"] == "august"


@pytest.mark.parametrize(
    "message",
    ["stall revenue in May 2025", "orders from the stalls in 2024", "¿Cuánto se vendió en los puestos pop-up en 2024?"],
)
def test_a_channel_goes_by_what_kind_of_place_it_is(message: str) -> None:
    stall = Value("sales_channel", "Pop-up stall", ("Pop-up stall",), 0.2)
    plan = understand(message, Context(), replace(shop(), values=(*shop().values, stall)))
    assert plan.steps[-1].arguments["filters"] == _STALLS


@pytest.mark.parametrize(
    "message",
    [
        "How many one- and two-star reviews this year?",
        "how many customers gave us one or two stars in 2024?",
        "¿Cuántas reseñas de una y dos estrellas hubo en 2024?",
        "¿Cuántos clientes nos pusieron una estrella?",
    ],
)
def test_reviews_are_not_split_by_stars(message: str) -> None:
    assert last_call(message)[0] == "decline"
    assert asked(message)["kind"] == "no_data"


def test_stars_as_a_bound_on_a_mean_are_read() -> None:
    assert asked("products with an average rating below 3 stars")["metrics"] == ["average_rating"]


@pytest.mark.parametrize(
    "turns",
    [
        ("How many orders used XMAS20?", "what was their average value?"),
        ("¿Cuántos pedidos usaron XMAS20?", "¿cuál fue su valor medio?"),
    ],
)
def test_the_average_value_of_those_orders(turns: tuple[str, str]) -> None:
    got: dict[str, Any] = asked(*turns)
    assert got["metrics"] == ["average_order_value"]
    assert got["filters"] == [{"field": "coupon", "op": "=", "value": "XMAS20"}]


@pytest.mark.parametrize(
    "turns",
    [("Average rating of P-200", "based on how many reviews?"), ("Puntuación media de P-200", "¿con cuántas reseñas?")],
)
def test_how_many_reviews_that_is_from(turns: tuple[str, str]) -> None:
    got = asked(*turns)
    assert got["metrics"] == ["review_volume"]
    assert got["filters"] == [{"field": "product", "op": "=", "value": "P-200"}]


@pytest.mark.parametrize(
    "message",
    [
        "How many used XMAS20 on their first order and then bought again?",
        "¿Cuántos usaron XMAS20 en su primer pedido y luego volvieron a comprar?",
    ],
)
def test_coming_back_after_a_first_order_with_a_coupon_is_not_dropped(message: str) -> None:
    assert planned(message).intent == "clarify"
