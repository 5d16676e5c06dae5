"""A second question keeps what the first was of: `..., and how much revenue did those bring in?`, `there`, `the third`."""

import pytest

from tests.builtin.asking import asked, calls, planned

CODE = {"field": "coupon", "op": "=", "value": "XMAS20"}
SPAIN = {"field": "country", "op": "=", "value": "Spain"}


@pytest.mark.parametrize(
    "question",
    [
        "The XMAS20 code: how many orders used it, and how much revenue did those orders bring in?",
        "The XMAS20 code: how many orders used it, and how much revenue?",
        "el cupón XMAS20, ¿en cuántos pedidos se usó y cuánto ingresamos con ellos?",
    ],
)
def test_a_second_measure_is_of_the_same_orders(question: str) -> None:
    first, second = (arguments for _, arguments in calls(question))
    assert (first["metrics"], first["filters"]) == (["orders"], [CODE])
    assert (second["metrics"], second["filters"]) == (["revenue"], [CODE])


@pytest.mark.parametrize(
    "messages",
    [
        ("How many orders used the XMAS20 code in May 2025?", "how much revenue did those orders bring in?"),
        ("¿Cuántos pedidos llevaron el código XMAS20 en mayo de 2025?", "¿cuánto ingresamos con ellos?"),
    ],
)
def test_those_orders_are_no_second_measure(messages: tuple[str, str]) -> None:
    found = asked(*messages)
    assert (found["metrics"], found["filters"], found["period"]) == (["revenue"], [CODE], "2025-05")


@pytest.mark.parametrize("question", ["How many orders in Spain in May 2025, and how much revenue overall?"])
def test_overall_is_of_everything(question: str) -> None:
    assert "filters" not in asked(question)


@pytest.mark.parametrize(
    "question",
    [
        "Break down May 2025 revenue: how much came from new customers and how much from returning ones?",
        "Desglosa los ingresos de mayo de 2025: ¿cuánto aportaron los nuevos y cuánto los que ya habían comprado antes?",
    ],
)
def test_the_period_said_first_is_that_of_every_question_behind_it(question: str) -> None:
    assert {arguments.get("period") for _, arguments in calls(question)} == {"2025-05"}


@pytest.mark.parametrize(
    "messages",
    [
        ("How many new customers came in during the second quarter of 2025?", "And how many of those bought in the third?"),
        ("Segundo trimestre de 2025: ¿cuántos clientes nuevos hicimos?", "¿Y cuántos de esos compraron en el tercero?"),
    ],
)
def test_of_new_customers_are_those_whose_first_order_fell_in_the_period(messages: tuple[str, str]) -> None:
    assert asked(*messages)["rule"]["all"] == [
        {"field": "first_order_on", "op": ">=", "value": "2025-04-01"},
        {"field": "first_order_on", "op": "<=", "value": "2025-06-30"},
        {"did": "ordered", "period": "2025-Q3"},
    ]


@pytest.mark.parametrize(
    "messages",
    [
        ("Web traffic for July 2025, in visits?", "and the % of them that converted into an order?"),
        ("el tráfico web de julio de 2025, en visitas, ¿cuánto fue?", "¿qué porcentaje de esas visitas terminó en pedido?"),
    ],
)
def test_the_share_of_visits_that_ordered_is_the_conversion_rate_of_their_period(messages: tuple[str, str]) -> None:
    found = asked(*messages)
    assert (found["metrics"], found["period"]) == (["conversion_rate"], "2025-07")


@pytest.mark.parametrize(
    "question",
    [
        "orders in July 2025, all sales channels?",
        "orders in July 2025 across all sales channels",
        "¿pedidos de julio de 2025, por todos los canales de venta?",
        "pedidos de julio de 2025 en todos los canales de venta",
    ],
)
def test_all_of_them_taken_together_are_not_told_apart(question: str) -> None:
    assert asked(question) == {"metrics": ["orders"], "period": "2025-07"}


def test_all_countries_asked_for_one_by_one_are_told_apart() -> None:
    assert asked("revenue for all countries in May 2025")["group_by"] == ["country"]


@pytest.mark.parametrize(
    "message",
    [
        "Spain's gone quiet on us. Write an email to win back the customers there whose last order was over 200 days ago",
        "los de España están muy parados: escríbeme un email para recuperar a los clientes de allí con más de 200 días "
        "desde su último pedido",
    ],
)
def test_the_customers_there_are_those_of_the_place_named_before(message: str) -> None:
    rule = asked(message)["rule"]["all"]
    assert sorted(rule, key=str) == [SPAIN, {"field": "days_since_last_order", "op": ">", "value": 200}]


def test_there_keeps_the_place_of_the_question_before() -> None:
    found = asked("revenue in Spain in May 2025", "and how many orders did we get there in June?")
    assert (found["metrics"], found["filters"]) == (["orders"], [SPAIN])


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Prepping the tea shelf. Which four products in the Tea category sold the most units in May 2025?", "2025-05"),
        (
            "Estoy armando el pedido de té: de la categoría Tea, ¿cuáles cuatro productos vendieron más en mayo de 2025?",
            "2025-05",
        ),
        ("Este año le metimos a Tea. ¿Cuáles fueron los cuatro productos de Tea más vendidos en mayo de 2025?", "2025-05"),
    ],
)
def test_a_sentence_that_tells_why_adds_nothing_to_the_question(question: str, period: str) -> None:
    (found,) = calls(question)
    assert found[1]["group_by"] == ["product"]
    assert found[1]["period"] == period
    assert found[1]["filters"] == [{"field": "category", "op": "=", "value": "Tea"}]


def test_a_sentence_that_names_what_the_question_leaves_out_is_kept() -> None:
    assert asked("We're pushing Spain. How many orders in May 2025?")["filters"] == [SPAIN]


@pytest.mark.parametrize(
    "messages",
    [
        ("Leaving Germany out of it, what did the average order come to in May 2025?", "And with Germany included?"),
        ("Si dejamos fuera a Alemania, ¿de cuánto fue el ticket promedio en mayo de 2025?", "¿Y contándola?"),
    ],
)
def test_what_was_left_out_is_counted_in_again(messages: tuple[str, str]) -> None:
    assert asked(*messages) == {"metrics": ["average_order_value"], "period": "2025-05"}


@pytest.mark.parametrize("then", ["and in all sales channels?", "and across all channels?", "¿y en todos los canales?"])
def test_all_channels_lift_the_channel(then: str) -> None:
    assert asked("How many orders came from the store in July 2025?", then) == {"metrics": ["orders"], "period": "2025-07"}


@pytest.mark.parametrize(
    "messages",
    [
        ("How many customers have run up more than €1,000 in total spend?", "Of those, who's not in Spain? Just the count"),
        ("¿Cuántos clientes han gastado más de 1.000 € en total?", "De esos, ¿quiénes no son de España?"),
    ],
)
def test_of_those_narrows_the_people_before(messages: tuple[str, str]) -> None:
    assert asked(*messages)["rule"]["all"] == [
        {"field": "historic_value", "op": ">", "value": 1000},
        {"field": "country", "op": "!=", "value": "Spain"},
    ]


def test_them_is_the_customer_looked_at_where_no_list_was_shown() -> None:
    ((tool, found),) = calls("pull up customer 17850 would you", "when's the next order due from them?")
    assert (tool, found) == ("customer_profile", {"customer_id": "17850"})


@pytest.mark.parametrize(
    "question",
    [
        "Do paid search folks stick? Of all the customers we acquired through paid search who've ever bought, "
        "what % have two orders or more?",
        "did the May crowd come back? count of customers who bought in May 2025 and also in July 2025",
        "¿regresaron los de mayo? cuántos clientes compraron en mayo de 2025 y además en julio de 2025",
    ],
)
def test_a_question_asked_again_in_full_is_answered_once(question: str) -> None:
    plan = planned(question)
    assert (len(plan.steps), plan.intent) == (1, "metric" if "%" in question else "audience")


@pytest.mark.parametrize(
    "question",
    [
        "Spain feels sleepy. How many customers there haven't ordered in over 120 days?",
        "España la veo floja, cuántos clientes de allí llevan más de 120 días sin pedir?",
    ],
)
def test_there_is_the_place_of_the_sentence_before(question: str) -> None:
    assert sorted(asked(question)["rule"]["all"], key=str) == [
        SPAIN,
        {"field": "days_since_last_order", "op": ">", "value": 120},
    ]


def test_a_draft_to_win_them_back_is_for_the_people_before() -> None:
    found = asked(
        "Cuéntame los compradores de España cuyo último pedido fue hace más de 200 días",
        "prepárame un correo para recuperarlos",
    )
    assert SPAIN in found["rule"]["all"]


@pytest.mark.parametrize("then", ["What about Spain?", "¿España qué tal?"])
def test_a_place_with_what_about_moves_the_question(then: str) -> None:
    assert asked("How many new customers did we win in Italy in May 2025?", then) == {
        "metrics": ["new_customers"],
        "period": "2025-05",
        "filters": [SPAIN],
    }


def test_how_a_month_went_there_is_the_same_measure_of_that_month() -> None:
    found = asked("What was revenue in September 2025?", "and just for Spain?", "how did August go there?")
    assert found == {"metrics": ["revenue"], "period": "2025-08", "filters": [SPAIN]}


@pytest.mark.parametrize(
    "question",
    [
        "how much did we sell in October, and how much was it this time last year?",
        "cuánto vendimos en octubre y cuánto fue el año pasado por estas fechas?",
    ],
)
def test_this_time_last_year_is_the_same_days_a_year_before(question: str) -> None:
    assert calls(question) == [("query_metrics", {"metrics": ["revenue"], "period": "october", "compare_to": "year_earlier"})]


@pytest.mark.parametrize(("first", "why"), [
    ("active subscriptions", "why do they cancel?"), ("churn rate", "porq se dan de baja"),
    ("suscripciones activas", "¿por qué cancelan?"),
])  # fmt: skip
def test_why_people_cancel_after_a_figure_asks_for_their_reasons(first: str, why: str) -> None:
    assert asked(first, why)["group_by"] == ["cancel_reason"]
    assert planned(first, "why?").intent == "why"
