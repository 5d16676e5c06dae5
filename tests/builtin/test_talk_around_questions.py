"""What people say before and behind a question, and questions that are told by examples, sizes and days in between."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, planned

FRANCE = [{"field": "country", "op": "=", "value": "France"}]
BOTH = [{"field": "country", "op": "in", "value": ["France", "Germany"]}]


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("How many orders did we get from France in May 2025? Trying to settle an argument with the France team",
         {"metrics": ["orders"], "period": "2025-05", "filters": FRANCE}),
        ("¿Cuántos pedidos entraron de Francia en mayo de 2025? La jefa no deja de preguntar",
         {"metrics": ["orders"], "period": "2025-05", "filters": FRANCE}),
        ("who are our five best customers? thinking of inviting them to lunch",
         {"rule": {}, "order_by": "-historic_value", "limit": 5}),
        ("¿quiénes son nuestros cinco mejores clientes? pensamos invitarlos a comer",
         {"rule": {}, "order_by": "-historic_value", "limit": 5}),
        ("our CFO is panicking about the Christmas refunds, how many orders in May 2025?",
         {"metrics": ["orders"], "period": "2025-05"}),
        ("el director está nervioso con los reembolsos, ¿cuántos pedidos hubo en mayo de 2025?",
         {"metrics": ["orders"], "period": "2025-05"}),
    ],
)  # fmt: skip
def test_talk_around_a_question_changes_nothing(message: str, arguments: dict[str, Any]) -> None:
    assert [arguments for _, arguments in calls(message)] == [arguments]


@pytest.mark.parametrize(
    "message",
    ["how many orders in May 2025? I want to see it by country", "¿cuántos pedidos en mayo de 2025? quiero verlo por país"],
)
def test_what_follows_a_question_may_be_a_part_of_it(message: str) -> None:
    assert asked(message)["group_by"] == ["country"]


@pytest.mark.parametrize(
    "message",
    [
        "Friday's board meeting is France against Germany: revenue in May 2025 for each",
        "la reunión del viernes va de Francia contra Alemania: ingresos de mayo de 2025 de cada uno",
    ],
)
def test_the_day_of_a_meeting_is_no_filter(message: str) -> None:
    assert (asked(message)["period"], asked(message)["filters"]) == ("2025-05", BOTH)


@pytest.mark.parametrize(
    "message", ["revenue by day in May 2025, Thursday to Saturday", "ingresos por día en mayo de 2025, de jueves a sábado"]
)
def test_days_between_two_weekdays_are_all_meant(message: str) -> None:
    [found] = asked(message)["filters"]
    assert found["value"] == ["Thursday", "Friday", "Saturday"]


@pytest.mark.parametrize(
    ("message", "metric", "groups"),
    [
        ("what part of May 2025 product sales was Tea?", "revenue", None),
        ("¿qué parte de las ventas de productos de mayo de 2025 fue de Tea?", "revenue", None),
        ("which country placed the largest orders on average in 2025?", "average_order_value", ["country"]),
        ("¿qué país hizo los pedidos más grandes en promedio en 2025?", "average_order_value", ["country"]),
        ("what portion of renewals did subscribers skip in May 2025?", "skip_rate", None),
        ("¿qué porcentaje de renovaciones se saltaron los suscriptores en mayo de 2025?", "skip_rate", None),
        ("how many crates of Sencha Green Tea did we shift in May 2025?", "units", None),
        ("¿cuántas latas de Sencha Green Tea despachamos en mayo de 2025?", "units", None),
        ("how many people were referred by another customer in 2025?", "referrals", None),
        ("¿cuántas personas llegaron recomendadas por otro cliente en 2025?", "referrals", None),
    ],
)
def test_a_measure_is_known_by_how_it_is_told(message: str, metric: str, groups: list[str] | None) -> None:
    found = asked(message)
    assert (found["metrics"], found.get("group_by")) == ([metric], groups)


@pytest.mark.parametrize("message", ["four campaigns with the best click rate", "las cuatro campañas con mejor tasa de clics"])
def test_so_many_campaigns_are_a_ranking(message: str) -> None:
    assert asked(message)["limit"] == 4


@pytest.mark.parametrize(
    "message", ["lapsed customers who came back last month", "clientes dormidos que volvieron el mes pasado"]
)
def test_the_lapsed_who_came_back_are_reactivated(message: str) -> None:
    assert {c["field"] for c in asked(message)["rule"]["all"]} == {"reactivated_on"}


@pytest.mark.parametrize(
    "message",
    ["are our customers men or women?", "¿cuántos pagaron con paypal en mayo?", "orders paid by credit card last month"],
)
def test_gender_and_ways_of_paying_are_not_recorded(message: str) -> None:
    assert planned(message).steps[0].arguments["kind"] == "no_data"
