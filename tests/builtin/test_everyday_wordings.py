"""Everyday wordings of figures, periods and people that look like something else at first sight."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, last_call, planned

SPAIN = {"field": "country", "op": "=", "value": "Spain"}
CAKESTAND = {"field": "product", "op": "=", "value": "22423"}


@pytest.mark.parametrize(
    "question", ["Nº de clientes de España en marzo de 2025", "n.º de clientes de España en marzo de 2025"]
)
def test_the_sign_of_a_number_excludes_nobody(question: str) -> None:
    assert asked(question)["filters"] == [SPAIN]


def test_a_place_before_silent_customers_is_theirs() -> None:
    rule = asked("clientes de España con cinco pedidos o más que llevan más de 60 días callados, sin comprar")["rule"]["all"]
    assert SPAIN in rule


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("orders in the first week of September 2025", "2025-09-01..2025-09-07"),
        ("pedidos de la segunda semana de septiembre de 2025", "2025-09-08..2025-09-14"),
        ("revenue in the fifth week of January 2025", "2025-01-29..2025-01-31"),
        ("cuánto vendimos en el Black Friday de 2024, de viernes a lunes", "black_friday_2024"),
    ],
)
def test_weeks_of_a_month_and_the_days_of_black_friday_are_periods(question: str, period: str) -> None:
    assert asked(question)["period"] == period


@pytest.mark.parametrize(
    "question",
    ["New customers: July, August and September 2025 side by side.", "clientes nuevos de julio, agosto y septiembre de 2025"],
)
def test_several_months_in_a_row_are_told_one_by_one(question: str) -> None:
    assert (asked(question)["period"], asked(question)["group_by"]) == ("2025-07-01..2025-09-30", ["month"])


def test_the_same_days_of_last_november_are_those_a_year_earlier() -> None:
    assert (
        asked("how does November to date look against the same days last November, in revenue?")["compare_to"] == "year_earlier"
    )


@pytest.mark.parametrize("question", ["mejor día de octubre de 2025 en ventas", "best day of October 2025 for sales"])
def test_the_best_day_of_a_month_is_not_its_first(question: str) -> None:
    assert (asked(question)["group_by"], asked(question)["period"]) == (["day"], "2025-10")


def test_a_measure_moving_quarter_by_quarter_is_a_trend() -> None:
    assert "compare_to" not in asked("how has AOV moved quarter by quarter in 2025")


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("Did we refund more money in October than in September?", "refunds"),
        ("Los cinco productos que más dinero nos costaron en devoluciones en 2025", "refunds"),
        ("¿De cuántos euros es en promedio un pedido de España?", "average_order_value"),
        ("gross sales of September before taking off refunds", "revenue"),
        ("ventas brutas de septiembre (sin restar devoluciones)", "revenue"),
        ("ventas de septiembre descontando devoluciones", "net_revenue"),
        ("diez productos con más compradores distintos", "customers"),
        ("los 5 países más flojos en facturación de siempre", "revenue"),
        ("how many blue mugs went out in October 2025?", "units"),
        ("¿A qué hora caen los pedidos?", "orders"),
        ("break the base down by RFM group", "customers"),
    ],
)
def test_what_is_measured_is_read(question: str, metric: str) -> None:
    assert asked(question)["metrics"] == [metric]


def test_down_in_a_place_is_no_fall() -> None:
    assert "compare_to" not in asked("What's the typical order size in euros down in Portugal?")


@pytest.mark.parametrize(
    "question",
    [
        "what percent of orders include the Regency Cakestand 3 Tier?",
        "qué porcentaje de los pedidos lleva el Regency Cakestand 3 Tier",
        "Del total de pedidos, ¿en qué porcentaje aparece el Regency Cakestand 3 Tier?",
    ],
)
def test_the_share_of_orders_that_hold_a_product(question: str) -> None:
    assert asked(question) == {"metrics": ["orders"], "filters": [CAKESTAND], "share": True}


FIRST_IN_MARCH: list[dict[str, Any]] = [
    {"field": "first_order_on", "op": ">=", "value": "2025-03-01"},
    {"field": "first_order_on", "op": "<=", "value": "2025-03-31"},
]


@pytest.mark.parametrize(
    "question",
    [
        "Of the customers whose first order was in March 2025, how many haven't bought anything since the end of August?",
        "De los que se estrenaron en marzo de 2025, ¿cuántos no compraron nada más después del 31 de agosto?",
    ],
)
def test_since_the_end_of_a_month_is_behind_it(question: str) -> None:
    assert asked(question)["rule"]["all"] == [*FIRST_IN_MARCH, {"did": "ordered", "negated": True, "period": "2025-09-01.."}]


@pytest.mark.parametrize(
    "question", ["lapsed customers who came back in October 2025", "clientes inactivos que se reactivaron en octubre de 2025"]
)
def test_who_is_back_is_no_longer_lapsed(question: str) -> None:
    assert {c["field"] for c in asked(question)["rule"]["all"]} == {"reactivated_on"}


@pytest.mark.parametrize(
    "question",
    [
        "It's getting cold: how many customers bought the Blue Mug in October 2025?",
        "Con este frío, ¿cuántos clientes compraron el Blue Mug en octubre de 2025?",
    ],
)
def test_the_weather_is_nobodys_state(question: str) -> None:
    assert "at_risk" not in str(last_call(question))


def test_one_may_send_them_messages() -> None:
    assert asked("cuántos clientes nos autorizaron a mandarles sms")["rule"]["all"] == [
        {"field": "consent_sms", "op": "=", "value": "subscribed"}
    ]


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("Which of our emails got the best click rate? Rank them all.", "campaign"),
        ("¿Qué correo tuvo mejor tasa de clics?", "campaign"),
        ("los tres que menos rotaron en agosto, por unidades", "product"),
        ("Need a quiet day to do maintenance. What weekday do we get fewest orders on?", "weekday"),
        ("¿De qué canal de captación salió la mayoría de los clientes nuevos de este año?", "acquisition_channel"),
    ],
)
def test_what_is_ranked_is_read(question: str, group: str) -> None:
    assert asked(question)["group_by"] == [group]


@pytest.mark.parametrize(
    "question",
    ["churn Q2 2025 split voluntary / failed payment", "churn 2T 2025 separado en voluntario y por impago"],
)
def test_churn_of_both_kinds_is_a_rate_of_each(question: str) -> None:
    assert asked(question) == {"metrics": ["voluntary_churn_rate", "payment_churn_rate"], "period": "2025-Q2"}


def test_days_told_apart_from_two_years_are_compared_in_both() -> None:
    found = asked("del 1 al 24 de diciembre: ventas de 2024 contra las de 2023")
    assert (found["period"], found["compare_to"]) == ("2024-12-01..2024-12-24", "2023-12-01..2023-12-24")


def test_a_thank_you_without_a_discount_leaves_no_country_out() -> None:
    rule = asked("Redacta un email de agradecimiento para los clientes leales de España, sin descuento")["rule"]["all"]
    assert SPAIN in rule


def test_how_often_codes_were_used_counts_orders() -> None:
    assert asked("WELCOME10 vs XMAS20 - uses of each code")["metrics"] == ["orders"]


@pytest.mark.parametrize(
    "question", ["How many people bought from us for the very first time in July?", "¿Cuánta gente se estrenó en julio?"]
)
def test_a_very_first_time_is_a_first_order(question: str) -> None:
    assert {c["field"] for c in asked(question)["rule"]["all"]} == {"first_order_on"}


def test_bought_before_and_not_since_is_no_order_since() -> None:
    assert asked("How many customers have bought before but nothing since 1 April 2025?")["rule"]["all"] == [
        {"did": "ordered", "negated": True, "period": "2025-04-01.."},
        {"field": "order_count", "op": ">=", "value": 1},
    ]


def test_people_worth_most_are_ranked_by_their_value() -> None:
    assert asked("ten custs worth the most over the coming year") == {"rule": {}, "order_by": "-clv", "limit": 10}


def test_who_signed_up_for_a_channel_has_agreed_to_it() -> None:
    assert asked("who signed up for sms")["rule"]["all"] == [{"field": "consent_sms", "op": "=", "value": "subscribed"}]


AT_LEAST_TEN = {"rule": {"all": [{"field": "order_count", "op": ">=", "value": 10}]}}


@pytest.mark.parametrize(
    "question",
    [
        "Quick one for the VIP scheme, how many customers have at least ten orders to their name?",
        "Una cosita para el programa VIP: ¿cuántos clientes acumulan diez pedidos o más?",
        "Mañana presento el presupuesto de retención: ¿cuántos clientes tienen diez pedidos o más?",
    ],
)
def test_what_an_answer_is_for_narrows_nothing(question: str) -> None:
    assert calls(question) == [("find_customers", AT_LEAST_TEN)]


@pytest.mark.parametrize(
    "question",
    [
        "who are the 10 customers with the highest predicted CLV? sales want to ring them before Christmas",
        "los 10 clientes con mayor CLV previsto, que ventas los quiere llamar antes de Navidad",
    ],
)
def test_what_others_want_to_do_with_a_list_narrows_nothing(question: str) -> None:
    assert asked(question) == {"rule": {}, "order_by": "-clv", "limit": 10}


def test_an_amount_of_a_side_is_no_share() -> None:
    found = asked("How much of our Q3 2025 revenue in euros came from returning customers?")
    assert found == {"metrics": ["revenue_from_returning"], "period": "2025-Q3"}


@pytest.mark.parametrize(
    "then", ["which product have they bought the most units of?", "¿de qué producto ha comprado más unidades?"]
)
def test_what_one_customer_bought_most_is_of_that_customer(then: str) -> None:
    found = asked("pull up the record of customer 13047", then)
    assert (found["filters"], found["order_by"]) == ([{"field": "customer", "op": "=", "value": "13047"}], "-units")


@pytest.mark.parametrize(
    "then", ["what could they be worth in the next 12 months?", "¿y cuánto puede valer en los próximos 12 meses?"]
)
def test_what_a_customer_could_be_worth_is_in_the_record(then: str) -> None:
    assert last_call("pull up the record of customer 13047", then) == ("customer_profile", {"customer_id": "13047"})


def test_bought_another_time_is_bought_again() -> None:
    question = "De los clientes cuyo primer pedido fue en diciembre de 2024, ¿cuántos pidieron otra vez en octubre de 2025?"
    assert asked(question)["rule"]["all"][-1] == {"did": "ordered", "period": "2025-10"}


def test_the_share_of_visits_that_end_in_an_order_is_conversion() -> None:
    assert asked("what percentage of site visits end in an order?")["metrics"] == ["conversion_rate"]


def test_a_place_left_out_before_the_question_is_left_out() -> None:
    for question in (
        "London always wins, so leave it out: which five cities bring in most revenue this year?",
        "Madrid gana siempre, así que fuera: ¿qué cinco ciudades dejan más ingresos este año?",
    ):
        found = asked(question)
        assert (found["group_by"], found["filters"][0]["op"]) == (["city"], "!=")


def test_capital_and_means_both() -> None:
    assert asked("how many ordered in November 2024 AND October 2025?")["rule"]["all"] == [
        {"did": "ordered", "period": "2024-11"},
        {"did": "ordered", "period": "2025-10"},
    ]


@pytest.mark.parametrize(
    "question",
    [
        "how many people can we reach by both email and SMS?",
        "¿a cuántas personas les podemos escribir tanto por correo como por SMS?",
    ],
)
def test_two_channels_are_two_permissions(question: str) -> None:
    assert {c["field"] for c in asked(question)["rule"]["all"]} == {"consent_email", "consent_sms"}


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("total spent on campaigns in 2025", "ad_spend"),
        ("How many paid subscriptions kicked off in Q2 2025?", "new_subscriptions"),
        ("¿Cuántas suscripciones de pago arrancaron en el segundo trimestre de 2025?", "new_subscriptions"),
        ("¿Qué producto nos dejó más ventas en plata?", "revenue"),
    ],
)
def test_what_verbs_measure_is_read(question: str, metric: str) -> None:
    assert asked(question)["metrics"] == [metric]


def test_campaigns_from_best_to_worst_are_each_told() -> None:
    assert asked("open rates of all our campaigns, best to worst")["group_by"] == ["campaign"]


def test_a_split_among_named_channels_is_a_share_of_each() -> None:
    found = asked("How does this year's revenue split, in percentages, between the web and the store?")
    assert (found["group_by"], found["share"]) == (["sales_channel"], True)


@pytest.mark.parametrize(
    "question",
    [
        "We're losing someone, I'm sure. How many customers bought in May 2025 but not in June 2025?",
        "Alguien se nos está yendo, seguro. ¿Cuántos clientes compraron en mayo de 2025 y no en junio de 2025?",
    ],
)
def test_a_worry_is_no_condition(question: str) -> None:
    assert [tool for tool, _ in calls(question)] == ["find_customers"]
    assert "at_risk" not in str(calls(question))


def test_who_began_with_a_product_is_found() -> None:
    assert asked("customers whose first product was the Blue Mug")["rule"]["all"] == [
        {"field": "first_product", "op": "=", "value": "P-200"}
    ]


@pytest.mark.parametrize("then", ["same for 13050", "lo mismo del 13050"])
def test_the_same_is_told_of_another_customer(then: str) -> None:
    assert last_call("pull up the record of customer 13047", then) == ("customer_profile", {"customer_id": "13050"})


def test_new_customers_of_a_quarter_are_written_to() -> None:
    rule = asked(
        "¿Cuántos clientes compraron en el Q3 de 2025?", "¿Cuántos eran nuevos?", "redacta un correo para esos nuevos"
    )["rule"]
    assert {c["field"] for c in rule["all"]} == {"first_order_on"}


@pytest.mark.parametrize(
    "question",
    [
        "Take everyone who bought for the first time in September 2025. How many were back for a second purchase, "
        "on a different day, no later than 60 days after?",
        "quienes compraron por primera vez en septiembre de 2025: número que recompró, en otro día, a los 60 días o antes",
    ],
)
def test_back_on_another_day_within_days_is_a_second_order(question: str) -> None:
    assert {"field": "days_to_second_order", "op": "<=", "value": 60} in asked(question)["rule"]["all"]


@pytest.mark.parametrize(
    "question",
    [
        "Upsell idea: people who own the Blue Mug but have never gotten the Sencha Green Tea. How many customers is that?",
        "gente que tiene la Blue Mug y nunca ha comprado el Sencha Green Tea. ¿Cuántos son?",
    ],
)
def test_people_described_first_are_counted(question: str) -> None:
    assert asked(question)["rule"]["all"] == [
        {"did": "ordered", "product": "P-200"},
        {"did": "ordered", "product": "P-300", "negated": True},
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Count the customers with a purchase in May 2025 plus one in June 2025",
        "clientes con compra en mayo de 2025 y otra en junio de 2025, ¿cuántos son?",
        "De quienes compraron en mayo de 2025, ¿cuántos también lo hicieron en junio de 2025?",
    ],
)
def test_a_purchase_and_another_is_one_in_each(question: str) -> None:
    assert [c["period"] for c in asked(question)["rule"]["all"]] == ["2025-05", "2025-06"]


def test_orders_that_come_in_compare_no_months() -> None:
    found = asked("Entre enero y junio de 2025, ¿qué día de la semana nos cayeron más pedidos?")
    assert (found["period"], found["order_by"]) == ("2025-01-01..2025-06", "-orders")


def test_a_fall_in_a_month_is_a_fall() -> None:
    plan = planned("Los ingresos cayeron en septiembre de 2025 respecto de agosto, ¿a qué se debió?")
    assert plan.supposed == "fall"


@pytest.mark.parametrize("question", ["octubre de 2025: los tres países con más pedidos, España no cuenta"])
def test_what_does_not_count_is_left_out(question: str) -> None:
    assert asked(question)["filters"] == [{"field": "country", "op": "!=", "value": "Spain"}]


def test_a_letter_written_once_that_is_double_is_put_right() -> None:
    assert asked("how much did we sel last month in total") == {"metrics": ["revenue"], "period": "last_month"}
