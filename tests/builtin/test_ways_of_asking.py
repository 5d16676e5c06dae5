"""Formal, foreign and hurried wordings are the same question: openings, comparisons, exclusions, parts of a period."""

from typing import Any

import pytest

from assistant.builtin.plan import Context, Turn
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked
from tests.builtin.catalogue import shop
from tests.builtin.test_understanding import calls

SAME = [
    ("As part of the dormancy analysis, how many orders did we get in May?", "how many orders did we get in May?"),
    ("For the market prioritisation chapter, could you provide revenue per country?", "revenue per country"),
    ("On purchase cadence: how many orders did we get in May?", "how many orders did we get in May?"),
    ("Como parte del análisis de cartera, ¿cuántos pedidos hubo en mayo?", "¿cuántos pedidos hubo en mayo?"),
    ("Para el capítulo de mercados, ingresos por país en 2024", "ingresos por país en 2024"),
    ("Indíquenos, si es tan amable, cuántos pedidos se tramitaron en mayo", "cuántos pedidos hubo en mayo"),
    ("How many are now the customers in risk?", "how many customers are at risk?"),
    ("which is the medium value of one order in May 2024?", "what is the average order value in May 2024?"),
    (
        "How many customers are more than 240 days without to order?",
        "how many customers have not ordered for more than 240 days?",
    ),
    ("How many orders have we had since the store opened?", "how many orders have we had in total?"),
    ("¿Cuántos pedidos llevamos desde que existe la tienda?", "¿cuántos pedidos hay en total?"),
    ("Since we opened the shop, what percentage of customers ordered twice?", "what percentage of customers ordered twice?"),
    ("orders by month from May 2024 through to July 2024", "orders by month from May 2024 to July 2024"),
    ("orders from 3 May 2024 right through to 12 June 2024", "orders from 3 May 2024 to 12 June 2024"),
    ("how much budget went into paid social in May 2024?", "ad spend on paid social in May 2024"),
    ("how much money went on paid search in May 2024?", "ad spend on paid search in May 2024"),
    ("¿cuánta lana se nos fue en paid social en mayo de 2024?", "gasto publicitario en paid social en mayo de 2024"),
    ("¿cuánto dinero se nos fue en paid search en mayo de 2024?", "gasto publicitario en paid search en mayo de 2024"),
    ("units by product, May + June 2024", "units by product, May and June 2024"),
    ("unidades por producto, mayo + junio de 2024", "unidades por producto, mayo y junio de 2024"),
    ("orders in May 2024, whatever the channel", "orders in May 2024"),
    ("pedidos de mayo de 2024, sin importar el canal", "pedidos de mayo de 2024"),
    ("how many customers are past the 100-day mark since their last order?", "last order more than 100 days ago, how many?"),
    ("¿a cuántos clientes les vendimos en los 60 días más recientes?", "¿cuántos clientes compraron en los últimos 60 días?"),
    ("revenue in the most recent 4 weeks", "revenue in the last 4 weeks"),
    ("How many customers did we sell to in May?", "how many customers bought in May?"),
    ("Top 3 countries by orders. Drop Germany and France.", "top 3 countries by orders excluding Germany and France"),
    ("orders in Q1 2024 and in the previous quarter", "orders in Q1 2024 vs the previous quarter"),
    ("ingresos de mayo de 2024 y los del mes anterior", "ingresos de mayo de 2024 frente al mes anterior"),
    ("revenue for April 2024 compared to the month prior", "revenue in April 2024 vs the previous month"),
    ("the 4 countries with most orders, but Germany and France no", "top 4 countries by orders excluding Germany and France"),
    ("revenue in April 2024 vs the month right before", "revenue in April 2024 vs the previous month"),
    ("ingresos de abril de 2024 en comparación al mes de antes", "ingresos de abril de 2024 comparados con el mes anterior"),
    ("cuanto facturamos el 1er semstre de 2024", "cuánto facturamos en el primer semestre de 2024"),
    ("ingresos del tercer y del cuarto trimestre de 2024", "ingresos del tercer y cuarto trimestre de 2024"),
    ("ingresos de la segunda mitad de abril de 2024, del 16 al 30", "ingresos del 16 al 30 de abril de 2024"),
    ("revenue of April 2024 (from 3 to 9)", "revenue from 3 to 9 April 2024"),
    ("¿cuántos clientes no compraron nunca ni café ni té?", "¿cuántos clientes nunca compraron café y nunca compraron té?"),
    ("¿cuántos pedidos se registraron en domingo en mayo?", "¿cuántos pedidos hubo los domingos de mayo?"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "plain"), SAME)
def test_another_wording_is_the_same_question(written: str, plain: str) -> None:
    assert calls(written) == calls(plain)


@pytest.mark.parametrize(
    ("message", "period", "compare_to"),
    [
        ("orders in April 2024 vs the previous month", "2024-04", "previous"),
        ("orders in April 2024 vs last month", "last_month", "2024-04"),
        ("del 1 al 9 de mayo cuánto vendimos y cuánto fue en las mismas fechas del año pasado", None, "year_earlier"),
        ("how is May going until the 9th compared with the same days of last year, in revenue?", None, "year_earlier"),
    ],
)
def test_what_came_before_is_before_the_period_that_was_named(message: str, period: str | None, compare_to: str) -> None:
    (_, arguments), *_ = calls(message)
    assert arguments["period"] == (period or "2025-05-01..2025-05-09")
    assert arguments["compare_to"] == compare_to


def test_people_are_counted_where_each_month_is_asked_for() -> None:
    assert calls("how many customers bought each month in 2024?")[0][1]["metrics"] == ["customers"]
    assert calls("cuántos clientes compraron mes por mes en 2024")[0][1]["metrics"] == ["customers"]


@pytest.mark.parametrize("message", ["How many churned?", "How many people left us?", "¿Cuántos nos dejaron?"])
def test_who_left_is_asked_back(message: str) -> None:
    assert understand(message, Context(), shop()).intent == "clarify"


def test_a_short_follow_up_narrows_or_moves_the_question() -> None:
    first = "¿Cuántos pedidos hubo en marzo de 2024?"
    context = Context((Turn(first, understand(first, Context(), shop()), "answered"),))
    assert calls("Nada más Portugal", context)[0][1]["filters"] == [{"field": "country", "op": "=", "value": "Portugal"}]
    assert calls("¿Y en el trimestre tercero?", context)[0][1]["period"] == "2024-Q3"
    assert calls("Now by country, give me the first 5", context)[0][1]["limit"] == 5


def test_a_goal_asked_of_the_playbook_is_looked_up_by_its_own_names_too() -> None:
    (step,) = understand("what does the playbook recommend to win back customers?", Context(), shop()).steps
    assert (step.tool, step.arguments["query"].split(" : ")[-1]) == ("search_playbook", "win back, win-back")


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("We're 12 days into the month, where do we stand?", "this_month"),
        ("we're nine days into November, how do we look?", "november"),
        ("¿cómo venimos este mes?", "this_month"),
        ("¿por dónde vamos este trimestre?", "this_quarter"),
    ],
)
def test_where_we_stand_is_an_overview_of_the_period_so_far(message: str, period: str) -> None:
    arguments = asked(message)
    assert (arguments["period"], arguments["compare_to"]) == (period, "previous")
    assert len(arguments["metrics"]) > 3


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did we ring in over Black Friday 2024?", {"metrics": ["revenue"], "period": "black_friday_2024"}),
        ("Regálame por favor lo que entró por té en mayo de 2025",
         {"metrics": ["revenue"], "period": "2025-05", "filters": [{"field": "category", "op": "=", "value": "Tea"}]}),
        ("churn caused by failed payments in May 2025", {"metrics": ["payment_churn_rate"], "period": "2025-05"}),
        ("How has the refund rate moved by quarter over 2023 and 2024?",
         {"metrics": ["refund_rate"], "period": "2023-01-01..2024-12-31", "group_by": ["quarter"]}),
        ("which three teas are flying off the shelves in May 2025, by units?",
         {"metrics": ["units"], "period": "2025-05", "group_by": ["product"], "order_by": "-units", "limit": 3,
          "filters": [{"field": "category", "op": "=", "value": "Tea"}]}),
        ("which campaign scared off the most people, by unsubscribe rate?",
         {"metrics": ["unsubscribe_rate"], "group_by": ["campaign"], "order_by": "-unsubscribe_rate"}),
        ("¿Qué campaña espantó a más gente, por tasa de baja del boletín?",
         {"metrics": ["unsubscribe_rate"], "group_by": ["campaign"], "order_by": "-unsubscribe_rate"}),
    ],
)  # fmt: skip
def test_figures_are_read_from_everyday_verbs(question: str, expected: dict[str, Any]) -> None:
    assert asked(question) == expected
