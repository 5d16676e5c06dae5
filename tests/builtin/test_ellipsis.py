"""Short messages say what they change, in both languages; the rest of the last question stays."""

from typing import Any

import pytest

from tests.builtin.test_conversation import COUNTRIES, last, step

SPAIN = {"field": "country", "op": "=", "value": "Spain"}


@pytest.mark.parametrize(
    "messages",
    [
        ("revenue in May 2025 in Spain", "how many orders was that?"),
        ("revenue in May 2025 in Spain", "what about orders?"),
        ("ingresos de mayo de 2025 en España", "¿cuántos pedidos fueron?"),
        ("revenue in May 2025 in Spain", "and the number of orders in that same month?"),
        ("revenue in May 2025 in Spain", "now the number of orders"),
        ("ingresos de mayo de 2025 en España", "¿y cuántos pedidos hubo ese mes?"),
    ],
)
def test_a_question_told_of_the_past_without_a_period_is_about_the_period_spoken_of(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["orders"], "period": "2025-05", "filters": [SPAIN]})


@pytest.mark.parametrize("message", ["How many orders in total in 2024?", "¿Cuántos pedidos en total en 2024?"])
def test_a_whole_question_inherits_nothing(message: str) -> None:
    assert step(last("revenue in May 2025 in Spain", message)) == ("query_metrics", {"metrics": ["orders"], "period": "2024"})


@pytest.mark.parametrize(
    "messages", [("orders in May 2025", "how many customers?"), ("pedidos de mayo de 2025", "¿y cuántos clientes?")]
)
def test_customers_alone_are_those_of_the_last_question(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["customers"], "period": "2025-05"})


@pytest.mark.parametrize(
    "messages",
    [
        ("customers with more than 3 orders in Spain", "with more than 5"),
        ("clientes de España con más de 3 pedidos", "¿y con más de 5?"),
    ],
)
def test_a_bare_threshold_replaces_the_last_one(messages: tuple[str, ...]) -> None:
    rule = step(last(*messages))[1]["rule"]["all"]
    assert rule == [{"field": "order_count", "op": ">", "value": 5}, SPAIN]


@pytest.mark.parametrize(
    "message",
    [
        "who haven't bought in the last 60 days",
        "how many of them have not bought for 60 days?",
        "que no compran desde hace 60 días",
    ],
)
def test_a_clause_about_the_people_listed_narrows_them(message: str) -> None:
    rule = step(last("customers with more than 3 orders", message))[1]["rule"]["all"]
    assert [condition["field"] for condition in rule] == ["order_count", "days_since_last_order"]


@pytest.mark.parametrize(
    "messages", [("customers in Spain", "with 2 or more orders"), ("clientes de España", "con 2 pedidos o más")]
)
def test_a_condition_is_never_left_out_of_a_number_of_customers(messages: tuple[str, ...]) -> None:
    assert {"field": "order_count", "op": ">=", "value": 2} in step(last(*messages))[1]["rule"]["all"]


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("and the whole year?", "2025"),
        ("¿y en todo el año?", "2025"),
        ("and in the previous month?", "2025-04-01..2025-04-30"),
        ("¿y el año anterior?", "2024-05-01..2024-05-31"),
        ("¿y un año antes?", "2024-05-01..2024-05-31"),
        ("and a year earlier?", "2024-05-01..2024-05-31"),
    ],
)
def test_a_relative_period_moves_from_the_one_before(message: str, period: str) -> None:
    assert step(last("orders in May 2025", message)) == ("query_metrics", {"metrics": ["orders"], "period": period})


@pytest.mark.parametrize("message", ["and in the second?", "¿y en el segundo?"])
def test_an_ordinal_after_a_quarter_is_a_quarter(message: str) -> None:
    assert step(last("orders by country in Q1 2025", message, shown=COUNTRIES))[1]["period"] == "2025-Q2"


@pytest.mark.parametrize("message", ["for the whole shop", "¿y en toda la tienda?", "all countries", "todos los países"])
def test_the_whole_shop_has_no_filter(message: str) -> None:
    assert step(last("orders in Spain in 2024", message)) == ("query_metrics", {"metrics": ["orders"], "period": "2024"})


@pytest.mark.parametrize(
    ("messages", "groups"),
    [
        (("orders in Spain in 2024", "and in France?", "both by month"), ["month", "country"]),
        (("pedidos de España en 2024", "¿y en Francia?", "los dos por mes"), ["month", "country"]),
    ],
)
def test_both_are_the_two_values_of_the_last_two_questions(messages: tuple[str, ...], groups: list[str]) -> None:
    arguments: dict[str, Any] = step(last(*messages))[1]
    assert arguments["group_by"] == groups
    assert arguments["filters"] == [{"field": "country", "op": "in", "value": ["Spain", "France"]}]


@pytest.mark.parametrize("message", ["total?", "¿y el total?"])
def test_a_total_is_of_the_rows_split(message: str) -> None:
    assert step(last("orders by week in May 2025", message)) == ("query_metrics", {"metrics": ["orders"], "period": "2025-05"})


@pytest.mark.parametrize("message", ["vs the same day last week", "frente al mismo día de la semana pasada"])
def test_a_day_can_be_set_beside_the_same_day_of_the_week_before(message: str) -> None:
    assert step(last("orders on 7 May 2025", message))[1]["compare_to"] == "2025-04-30"


@pytest.mark.parametrize(
    "message",
    [
        "lanza hoy mismo la campaña de recuperación",
        "launch today the win-back campaign",
        "envía ya el correo a Francia",
        "manda hoy la oferta a Francia",
    ],
)
def test_launching_is_never_read_as_drafting(message: str) -> None:
    plan = last(message)
    assert (plan.intent, plan.steps[-1].arguments["kind"]) == ("decline", "needs_approval")


@pytest.mark.parametrize(
    "message", ["what does the playbook say for Quiet Ones?", "¿qué recomienda el manual para Quiet Ones?"]
)
def test_guidance_for_people_saved_here_is_about_their_rule(message: str) -> None:
    from dataclasses import replace

    from assistant.builtin.plan import Context, Turn
    from assistant.builtin.understanding import understand
    from tests.builtin.catalogue import shop

    catalogue = replace(shop(), segments=("Quiet Ones",))
    saved = understand("save customers who have not bought for 90 days as Quiet Ones", Context(), catalogue)
    plan = understand(message, Context((Turn("", saved, "answered"),)), catalogue)
    assert (plan.steps[-1].tool, plan.steps[-1].arguments["stage"]) == ("search_playbook", "retention")


@pytest.mark.parametrize("message", ["without comparing", "sin comparar", "sin la comparación"])
def test_a_comparison_can_be_taken_off(message: str) -> None:
    plan = last("orders in May 2025", "vs April", message)
    assert step(plan) == ("query_metrics", {"metrics": ["orders"], "period": "2025-05"})


@pytest.mark.parametrize(
    ("messages", "shares"),
    [
        (("draft a campaign for our top 50 customers", "make it a WhatsApp", "the second"), 0.1),
        (("redacta una campaña para nuestros 50 mejores clientes", "mejor por WhatsApp", "la segunda"), 0.1),
    ],
)
def test_another_channel_is_kept_until_the_question_back_is_answered(messages: tuple[str, ...], shares: float) -> None:
    arguments = step(last(*messages))[1]
    assert (arguments["channel"], arguments["rule"]["all"][0]["value"]) == ("whatsapp", shares)


@pytest.mark.parametrize(
    "messages",
    [
        ("how many customers haven't bought in over 200 days?", "make it 300"),
        ("how many customers haven't bought in over 200 days?", "change it to 300"),
        ("cuántos clientes llevan más de 200 días sin comprar", "que sean 300"),
        ("cuántos clientes llevan más de 200 días sin comprar", "cámbialo a 300"),
    ],
)
def test_a_number_said_anew_takes_the_place_of_the_last_one(messages: tuple[str, ...]) -> None:
    assert step(last(*messages))[1] == {"rule": {"all": [{"field": "days_since_last_order", "op": ">", "value": 300}]}}


@pytest.mark.parametrize(
    "messages", [("top 4 countries by orders", "make it 10"), ("los 4 países con más pedidos", "que sean 10")]
)
def test_a_number_said_anew_after_a_ranking_is_its_length(messages: tuple[str, ...]) -> None:
    assert step(last(*messages))[1]["limit"] == 10


@pytest.mark.parametrize(
    "messages",
    [
        ("how much did we sell in October 2025", "so avg order value?"),
        ("how much did we sell in October 2025", "average order value then?"),
        ("cuánto vendimos en octubre de 2025", "¿o sea, ticket medio?"),
        ("cuánto vendimos en octubre de 2025", "así que ¿ticket promedio?"),
    ],
)
def test_what_follows_from_the_last_answer_stays_in_its_period(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["average_order_value"], "period": "2025-10"})


@pytest.mark.parametrize(
    "messages",
    [
        ("new customers in Q2 2025", "and in the third?"),
        ("clientes nuevos en el segundo trimestre de 2025", "¿y en el tercero?"),
        ("clientes nuevos en el segundo trimestre de 2025", "¿y el tercero?"),
    ],
)
def test_an_ordinal_is_no_typo(messages: tuple[str, ...]) -> None:
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["new_customers"], "period": "2025-Q3"})


@pytest.mark.parametrize("message", ["as a share of the total?", "¿qué porcentaje del total representa?"])
def test_a_share_of_the_total_stays_in_its_period(message: str) -> None:
    asked = {"metrics": ["revenue"], "period": "2025-05", "filters": [SPAIN], "share": True}
    assert step(last("revenue in May 2025 in Spain", message)) == ("query_metrics", asked)


@pytest.mark.parametrize("message", ["the three with the most orders", "los tres con más pedidos"])
def test_so_many_with_the_most_are_groups_of_the_last_split(message: str) -> None:
    said = step(last("orders by country in 2024", message))[1]
    assert (said["group_by"], said["period"], said["limit"], said["order_by"]) == (["country"], "2024", 3, "-orders")


@pytest.mark.parametrize(
    ("message", "month"),
    [
        ("what about the month before that?", "2025-04"), ("and the month prior?", "2025-04"), ("¿y un mes antes?", "2025-04"),
        ("and the month after that?", "2025-06"), ("¿y al mes siguiente?", "2025-06"),
    ],
)  # fmt: skip
def test_the_month_before_or_after_moves_the_period(message: str, month: str) -> None:
    said = step(last("units sold in May 2025", message))[1]
    assert (said["metrics"], said["period"][:7]) == (["units"], month)
    assert "group_by" not in said


@pytest.mark.parametrize("message", ["what was it per country?", "¿cuánto fue por país?"])
def test_a_split_of_it_is_of_the_last_measure(message: str) -> None:
    said = step(last("gross profit in 2024", message))[1]
    assert (said["metrics"], said["group_by"], said["period"]) == (["gross_profit"], ["country"], "2024")


@pytest.mark.parametrize("message", ["and revenue in total?", "¿y los ingresos en total?"])
def test_the_same_measure_in_total_has_no_filter(message: str) -> None:
    assert "filters" not in step(last("revenue in May 2025 in Spain", message))[1]


@pytest.mark.parametrize(
    "messages",
    [
        ("how many customers ordered in Q1 2025?", "of those, how many also ordered in Q2 2025?"),
        ("¿cuántos clientes pidieron en el T1 de 2025?", "de esos, ¿cuántos pidieron también en el T2 de 2025?"),
    ],
)
def test_of_those_keeps_who_they_are(messages: tuple[str, ...]) -> None:
    rule = step(last(*messages))[1]["rule"]["all"]
    assert rule == [{"did": "ordered", "period": "2025-Q1"}, {"did": "ordered", "period": "2025-Q2"}]
