"""Questions as they fall at a desk, in both languages: cohorts told first, figures as rates, words as they are spoken."""

from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import retail_only
from tests.builtin.test_conversation import last, step


def asked(*messages: str) -> tuple[str, dict[str, Any]]:
    return step(last(*messages))


@pytest.mark.parametrize(
    "message",
    [
        "what share of March 2025 buyers already knew us?",
        "of everyone who ordered in March 2025, what fraction had shopped with us before?",
        "¿qué porcentaje de los que compraron en marzo de 2025 ya nos compraba?",
        "de quienes pidieron en marzo de 2025, ¿qué parte ya era cliente de antes?",
    ],
)
def test_those_who_had_bought_before_are_the_share_that_returns(message: str) -> None:
    assert asked(message) == ("query_metrics", {"metrics": ["returning_customer_rate"], "period": "2025-03"})


@pytest.mark.parametrize(
    "message",
    [
        "january 2025 first buyers, how many reordered inside 60 days",
        "los que compraron por primera vez en enero de 2025, ¿cuántos repitieron en 60 días?",
    ],
)
def test_a_cohort_told_first_is_who_the_count_is_of(message: str) -> None:
    plan = last(message)
    rule = step(plan)[1]["rule"]["all"]
    assert len(plan.steps) == 1
    assert {c["field"] for c in rule} == {"first_order_on", "days_to_second_order"}


@pytest.mark.parametrize(
    "message",
    [
        "days between 1st and 2nd order?",
        "usual gap from first purchase to the next one",
        "¿intervalo entre la primera compra y la segunda?",
        "¿cuánto tiempo pasa del primer al segundo pedido?",
    ],
)
def test_the_way_from_the_first_order_to_the_second_is_one_measure(message: str) -> None:
    assert asked(message) == ("query_metrics", {"metrics": ["days_to_second_order"]})


@pytest.mark.parametrize("message", ["how many have we lost?", "dropouts?", "¿cuántos se nos han ido?", "¿y fugas?"])
def test_losses_of_nobody_in_particular_are_asked_about(message: str) -> None:
    assert last(message).intent == "clarify"
    assert understand(message, Context(), retail_only()).intent == "clarify"


@pytest.mark.parametrize("message", ["how many customers did we lose in May?", "¿cuántos clientes perdimos en mayo?"])
def test_customers_lost_in_a_closed_month_lapsed_in_it(message: str) -> None:
    fields = [c["field"] for c in asked(message)[1]["rule"]["all"]]
    assert fields == ["health", "health_since", "health_since"]


@pytest.mark.parametrize(
    "messages",
    [
        ("refunds in May 2025, in money", "what's that as a rate?"),
        ("devoluciones de mayo de 2025 en dinero", "¿y como tasa?"),
        ("devoluciones de mayo de 2025 en dinero", "¿qué tasa de devolución supone?"),
    ],
)
def test_a_sum_asked_for_as_a_rate_keeps_its_period(messages: tuple[str, ...]) -> None:
    assert asked(*messages) == ("query_metrics", {"metrics": ["refund_rate"], "period": "2025-05"})


@pytest.mark.parametrize(
    "messages",
    [("net revenue in May 2025", "what's the gross figure?"), ("ingresos netos de mayo de 2025", "¿y brutos?")],
)
def test_gross_after_net_is_the_same_period_before_refunds(messages: tuple[str, ...]) -> None:
    assert asked(*messages) == ("query_metrics", {"metrics": ["revenue"], "period": "2025-05"})


@pytest.mark.parametrize(
    "messages", [("new customers in Q1", "and the 4th of 2024?"), ("altas de clientes del T1", "¿y el cuarto de 2024?")]
)
def test_an_ordinal_after_a_quarter_is_a_quarter(messages: tuple[str, ...]) -> None:
    assert asked(*messages)[1]["period"] == "2024-Q4"


@pytest.mark.parametrize("messages", [("how many customers spent over 300?", "and more than 900?")])
def test_and_more_than_is_a_new_bound(messages: tuple[str, ...]) -> None:
    assert asked(*messages)[1]["rule"]["all"] == [{"field": "historic_value", "op": ">", "value": 900}]


@pytest.mark.parametrize(
    ("message", "metric", "period"),
    [
        ("ventas del mes pasao", "revenue", "last_month"),
        ("cuanta gente a comprado este mes", "customers", "this_month"),
        ("whatd we sell last month", "revenue", "last_month"),
    ],
)
def test_words_are_read_as_they_are_spoken(message: str, metric: str, period: str) -> None:
    assert asked(message) == ("query_metrics", {"metrics": [metric], "period": period})


@pytest.mark.parametrize(
    "message", ["sales by channel in 2024", "ventas por canal en 2024", "which channel sold most in 2024?"]
)
def test_sales_are_split_by_where_they_were_sold(message: str) -> None:
    plan = last(message)
    assert step(plan)[1]["group_by"] == ["sales_channel"]
    assert plan.readings


@pytest.mark.parametrize("message", ["new customers by channel", "ingresos por canal de captación"])
def test_customers_are_split_by_where_they_came_from(message: str) -> None:
    assert asked(message)[1]["group_by"] == ["acquisition_channel"]


@pytest.mark.parametrize(
    "message", ["orders by country, skip Spain", "pedidos por país menos España", "pedidos por país, quita España"]
)
def test_a_value_told_to_skip_is_left_out(message: str) -> None:
    assert asked(message)[1]["filters"] == [{"field": "country", "op": "!=", "value": "Spain"}]


@pytest.mark.parametrize("message", ["how's the week going", "¿qué tal la semana?", "¿cómo va la semana?"])
def test_the_week_is_the_one_that_runs(message: str) -> None:
    assert asked(message)[1]["period"] == "this_week"


def test_a_short_with_a_slash_says_no_language() -> None:
    assert last("top 3 countries by revenue in 2024", "w/o Spain").language == "en"


@pytest.mark.parametrize(
    ("message", "metric", "period"),
    [
        ("AOV for the last full month?", "average_order_value", "last_month"),
        ("ticket promedio del mes anterior", "average_order_value", "last_month"),
        ("avg spend/order in May 2025", "average_order_value", "2025-05"),
        ("pedidos 2do trim 2025", "orders", "2025-Q2"),
        ("ingresos 1S 2025", "revenue", "2025-H1"),
        ("unique purchasers past 30d", "customers", "last_30_days"),
        ("active buyers in the past 2 weeks", "customers", "last_2_weeks"),
        ("how many times did people order in May 2025?", "orders", "2025-05"),
        ("how many sales did we make in May 2025?", "orders", "2025-05"),
        ("cuánto nos quedó limpio de devoluciones en mayo de 2025", "net_revenue", "2025-05"),
        ("what did we make in May 2025 after returns", "net_revenue", "2025-05"),
    ],
)
def test_a_figure_keeps_its_measure_and_its_period(message: str, metric: str, period: str) -> None:
    assert asked(message) == ("query_metrics", {"metrics": [metric], "period": period})


@pytest.mark.parametrize("message", ["¿cuántos llevan más de medio año sin pedir?", "who has not bought for over half a year?"])
def test_half_a_year_is_a_number_of_days(message: str) -> None:
    assert asked(message)[1]["rule"]["all"] == [{"field": "days_since_last_order", "op": ">", "value": 182}]


@pytest.mark.parametrize(
    "message", ["what % of May 2025's customers weren't first timers?", "¿qué % de los de mayo de 2025 no eran nuevos?"]
)
def test_those_who_were_not_new_return(message: str) -> None:
    assert asked(message)[1]["metrics"] == ["returning_customer_rate"]


@pytest.mark.parametrize("message", ["countries by orders without Spain (5)", "países por pedidos sin España (5)"])
def test_a_number_in_brackets_cuts_the_ranking(message: str) -> None:
    assert asked(message)[1]["limit"] == 5


@pytest.mark.parametrize(
    ("message", "order"),
    [("which category has the worst refund rate?", "-refund_rate"), ("país con mejor tasa de devolución", "refund_rate")],
)
def test_the_worst_of_what_should_be_low_is_the_highest(message: str, order: str) -> None:
    assert asked(message)[1]["order_by"] == order


@pytest.mark.parametrize(
    "messages",
    [("orders in May 2025", "and in April?", "which was better?"), ("pedidos de mayo de 2025", "¿y de abril?", "¿diferencia?")],
)
def test_the_last_two_periods_are_set_against_each_other(messages: tuple[str, ...]) -> None:
    assert asked(*messages) == ("query_metrics", {"metrics": ["orders"], "period": "2025-05", "compare_to": "2025-04"})


@pytest.mark.parametrize(
    "messages", [("revenue in 2025", "w/o Spain", "w/o France as well"), ("ingresos de 2025", "sin España", "y sin Francia")]
)
def test_what_is_left_out_too_adds_up(messages: tuple[str, ...]) -> None:
    assert asked(*messages)[1]["filters"] == [{"field": "country", "op": "not_in", "value": ["Spain", "France"]}]


@pytest.mark.parametrize("messages", [("revenue by month in 2024", "only Q4"), ("ingresos por mes en 2024", "solo el T4")])
def test_a_part_of_the_year_that_is_told_is_in_that_year(messages: tuple[str, ...]) -> None:
    assert asked(*messages)[1]["period"] == "2024-Q4"


@pytest.mark.parametrize(
    "messages",
    [("at-risk customers", "how many can we email?"), ("clientes en riesgo", "¿a cuántos podemos escribir por correo?")],
)
def test_who_may_be_written_to_are_among_those_listed(messages: tuple[str, ...]) -> None:
    assert [c["field"] for c in asked(*messages)[1]["rule"]["all"]] == ["health", "consent_email"]


@pytest.mark.parametrize(
    ("message", "metric", "period"),
    [
        ("revenue in May 2025, net", "net_revenue", "2025-05"),
        ("importe medio de los pedidos de mayo de 2025", "average_order_value", "2025-05"),
        ("devoluciones mayo 2025 dinero", "refunds", "2025-05"),
        ("cuánto llevamos devuelto este año", "refunds", "this_year"),
        ("nuevos mayo 2025 cuántos", "new_customers", "2025-05"),
        ("ventas de marzo del 25", "revenue", "2025-03"),
        ("how much dosh came in last month", "revenue", "last_month"),
        ("¿me podría indicar las ventas de mayo de 2025?", "revenue", "2025-05"),
    ],
)
def test_a_terse_or_polite_question_names_one_measure(message: str, metric: str, period: str) -> None:
    assert asked(message) == ("query_metrics", {"metrics": [metric], "period": period})


@pytest.mark.parametrize(
    "message", ["rank countries on revenue, five only", "países, ingresos, descendente, 5", "top5 countries by revenue"]
)
def test_a_number_behind_a_ranking_cuts_it(message: str) -> None:
    assert asked(message)[1]["limit"] == 5


@pytest.mark.parametrize(
    "message",
    ["revenue this quarter vs the same point last year", "ingresos de este trimestre frente al mismo punto del año pasado"],
)
def test_the_same_point_last_year_is_a_year_earlier(message: str) -> None:
    assert asked(message)[1]["compare_to"] == "year_earlier"


@pytest.mark.parametrize("message", ["how many orders a day do we get", "pedidos al día"])
def test_a_day_of_each_is_by_day(message: str) -> None:
    assert asked(message)[1]["group_by"] == ["day"]


@pytest.mark.parametrize(
    "message", ["how many customers bought twice in May 2025", "cuántos clientes compraron dos veces el mes pasado"]
)
def test_twice_in_a_period_is_two_orders_of_that_period(message: str) -> None:
    (only,) = asked(message)[1]["rule"]["all"]
    assert (only["at_least"], only["at_most"]) == (2, 2)


@pytest.mark.parametrize(
    "message", ["over 500 spenders, how many", "customers gone 90 days", "de cuántos no sabemos nada desde hace 90 días"]
)
def test_short_words_for_people_are_conditions(message: str) -> None:
    (only,) = asked(message)[1]["rule"]["all"]
    assert only["field"] in ("historic_value", "days_since_last_order")


@pytest.mark.parametrize(
    "message", ["top 5 countries by sales, leave Spain out", "los 5 países con más ventas, deja fuera a España"]
)
def test_what_is_told_to_leave_out_is_left_out(message: str) -> None:
    assert asked(message)[1]["filters"] == [{"field": "country", "op": "!=", "value": "Spain"}]


@pytest.mark.parametrize("message", ["store vs web sales in May 2025", "tienda frente a web en mayo de 2025, ventas"])
def test_a_channel_set_against_another_is_one(message: str) -> None:
    assert asked(message)[1]["filters"] == [{"field": "sales_channel", "op": "in", "value": ["store", "web"]}]


def test_the_shop_that_sells_is_no_channel() -> None:
    assert asked("what did the shop turn over in May 2025?") == ("query_metrics", {"metrics": ["revenue"], "period": "2025-05"})


@pytest.mark.parametrize("message", ["which weekday rakes in the most orders?", "¿en qué día de la semana caen más pedidos?"])
def test_orders_that_come_in_are_counted(message: str) -> None:
    arguments = asked(message)[1]
    assert (arguments["metrics"], arguments["order_by"]) == (["orders"], "-orders")
    assert "compare_to" not in arguments


@pytest.mark.parametrize(
    "message", ["good customers about to slip through our fingers", "buenos clientes que se nos pueden escapar"]
)
def test_those_who_may_leave_are_at_risk(message: str) -> None:
    assert {"field": "health", "op": "=", "value": "at_risk"} in asked(message)[1]["rule"]["all"]


@pytest.mark.parametrize("message", ["customers who keep coming back", "clientes que siguen comprando"])
def test_those_who_keep_buying_have_ordered_more_than_once(message: str) -> None:
    assert asked(message)[1]["rule"]["all"] == [{"field": "order_count", "op": ">=", "value": 2}]
