"""Said in more words than the grammar has: restated, net of refunds, on a later day, what somebody will be given."""

from dataclasses import replace

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, calls, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Value


@pytest.mark.parametrize(
    ("question", "channel"),
    [
        ("What's the size of our SMS list, meaning contacts currently subscribed?", "sms"),
        ("¿de qué tamaño es la lista de SMS, o sea los contactos suscritos ahora?", "sms"),
        ("how many subscribed contacts do we have on WhatsApp?", "whatsapp"),
        ("¿con cuántos contactos suscritos contamos en WhatsApp?", "whatsapp"),
        ("how big is our email list?", "email"),
    ],
)
def test_the_size_of_a_list_is_who_agreed_to_it(question: str, channel: str) -> None:
    assert asked(question)["rule"]["all"] == [{"field": f"consent_{channel}", "op": "=", "value": "subscribed"}]


@pytest.mark.parametrize(
    "question",
    [
        "how many customers have put more than €300 in our pocket all told, refunds taken off?",
        "how many customers have spent more than €300 in total, refunds taken out?",
        "¿cuántos clientes han gastado más de 300 € en total, descontando lo devuelto?",
    ],
)
def test_spending_net_of_refunds_is_spending_as_it_is(question: str) -> None:
    assert asked(question)["rule"]["all"] == [{"field": "historic_value", "op": ">", "value": 300}]


@pytest.mark.parametrize(
    "question",
    [
        "I want to send hampers to our top six customers, by what they've spent less what they've sent back. Who are they?",
        "Queremos mandar una cesta a los seis mejores clientes, contando lo gastado menos lo devuelto. ¿Quiénes son?",
    ],
)
def test_what_the_best_customers_will_be_given_is_no_part_of_who_they_are(question: str) -> None:
    assert all(arguments == {"rule": {}, "order_by": "-historic_value", "limit": 6} for _, arguments in calls(question))


@pytest.mark.parametrize(
    "question",
    [
        "Looking at people whose first order was in April 2025, how many placed another one, on a later day, within 60 days?",
        "April 2025's first-time buyers: how many came back on a later day and bought again within 60 days?",
        "Piensa en los que se estrenaron con nosotros en abril de 2025: ¿cuántos repitieron, otro día, en un plazo de 60 días?",
    ],
)
def test_another_order_on_a_later_day_is_the_second_one(question: str) -> None:
    assert sorted(asked(question)["rule"]["all"], key=str) == [
        {"field": "days_to_second_order", "op": "<=", "value": 60},
        {"field": "first_order_on", "op": "<=", "value": "2025-04-30"},
        {"field": "first_order_on", "op": ">=", "value": "2025-04-01"},
    ]


@pytest.mark.parametrize(
    "question",
    ["after a first order, days until the second one (median)", "mediana de días desde el primer pedido hasta el segundo"],
)
def test_the_days_after_a_first_order_are_those_to_the_second(question: str) -> None:
    assert asked(question)["metrics"] == ["days_to_second_order"]


@pytest.mark.parametrize(
    "question",
    [
        "What made our average order value drop from July to August 2025?",
        "¿por qué bajó el ticket medio de julio a agosto de 2025?",
    ],
)
def test_what_made_it_drop_asks_why(question: str) -> None:
    assert planned(question).intent == "why"


@pytest.mark.parametrize(
    "question",
    [
        "quick pulse check, how is this month treating us?",
        "decime rapidito, ¿cómo viene el mes?",
        "how is this month shaping up?",
    ],
)
def test_how_the_month_comes_along_is_its_summary(question: str) -> None:
    found = asked(question)
    assert found["period"] == "this_month"
    assert found["metrics"][:2] == ["revenue", "orders"]


def test_two_months_asked_with_two_question_words_are_compared() -> None:
    for question in (
        "Once refunds are taken off, how much did we make in August 2025 and how much in September 2025?",
        "Una vez quitados los reembolsos, ¿qué ingresos dejó septiembre de 2025 y cuáles agosto de 2025?",
    ):
        found = asked(question)
        assert found["metrics"] == ["net_revenue"]
        assert {found["period"], found["compare_to"]} == {"2025-08", "2025-09"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("on which weekday does the store sales channel take the most revenue?", ("weekday", "store")),
        ("¿qué día de la semana ingresa más el canal de venta store?", ("weekday", "store")),
    ],
)
def test_the_store_before_its_dimension_is_that_channel(question: str, expected: tuple[str, str]) -> None:
    found = asked(question)
    assert (found["group_by"], found["filters"][0]["value"]) == ([expected[0]], expected[1])


@pytest.mark.parametrize(
    "question",
    [
        "De las suscripciones pagas que terminaron en mayo de 2025, ¿cuáles fueron las tres razones de baja más frecuentes?",
        "Of the subscriptions that ended in May 2025, what were the three most common reasons for leaving?",
    ],
)
def test_reasons_for_leaving_are_those_of_ended_subscriptions(question: str) -> None:
    found = asked(question)
    assert (found["metrics"], found["group_by"], found["limit"]) == (["churned_subscriptions"], ["cancel_reason"], 3)


def test_who_was_never_sold_a_product_never_bought_it() -> None:
    found = asked("¿a cuántos clientes que se llevaron el Blue Mug jamás les vendimos Sencha Green Tea?")
    assert found["rule"]["all"] == [
        {"did": "ordered", "product": "P-200"},
        {"did": "ordered", "product": "P-300", "negated": True},
    ]


@pytest.mark.parametrize(
    ("messages", "metric"),
    [
        (("tasa de clics por campaña", "¿y de apertura?"), "open_rate"),
        (("¿Cuántas altas de correo electrónico se registraron en mayo?",), "email_signups"),
    ],
)
def test_names_of_metrics_cut_short(messages: tuple[str, ...], metric: str) -> None:
    assert asked(*messages)["metrics"] == [metric]


@pytest.mark.parametrize(
    "messages",
    [
        (
            "what does the playbook recommend to bring back lapsed customers",
            "and what about people who fill a basket and then leave",
        ),
        ("qué recomienda el manual para recuperar clientes perdidos", "y para la gente que llena el carrito y se va"),
    ],
)
def test_guidance_goes_on_about_other_people(messages: tuple[str, str]) -> None:
    ((tool, found),) = calls(*messages)
    assert (tool, found["stage"]) == ("search_playbook", "consideration")


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("junio de 2025: ¿en cuánto cerraron los ingresos?", "revenue"),
        ("¿Cuántas visitas registró la web en abril de 2025?", "site_visits"),
        ("¿cuántos pedidos se despacharon en abril de 2025?", "orders"),
    ],
)
def test_a_bare_verb_adds_nothing_to_a_measure(question: str, metric: str) -> None:
    assert asked(question)["metrics"] == [metric]


def test_a_verb_that_tells_people_apart_is_asked_about() -> None:
    assert planned("¿cuántos clientes estornudaron en mayo de 2025?").intent == "clarify"


def test_two_quarters_side_by_side_are_compared() -> None:
    found = asked("Put Q2 and Q3 of 2025 side by side for me: how many customers bought in each?")
    assert (found["metrics"], found["period"], found["compare_to"]) == (["customers"], "2025-Q3", "2025-Q2")


@pytest.mark.parametrize(
    "question",
    ["revenue from tiktok in May 2025", "how many new customers did facebook bring?", "¿cuántos clientes llegaron por tiktok?"],
)
def test_a_platform_is_its_kind_of_channel_and_that_is_said(question: str) -> None:
    plan = planned(question)
    assert plan.steps[-1].arguments["filters"] == [{"field": "acquisition_channel", "op": "=", "value": "paid_social"}]
    assert any("networks" in note.en for note in plan.readings)
    assert not any("left out" in note.en for note in plan.readings)


@pytest.mark.parametrize(
    "question",
    [
        "what is the number of customers with a purchase in the Tea category and none, ever, in Coffee?",
        "los que nomás toman té: clientes con alguna compra de la categoría Tea y ninguna, jamás, de Coffee, ¿cuántos son?",
    ],
)
def test_a_purchase_in_one_and_none_in_the_other(question: str) -> None:
    assert asked(question)["rule"]["all"] == [
        {"did": "ordered", "category": "Tea"},
        {"did": "ordered", "category": "Coffee", "negated": True},
    ]


@pytest.mark.parametrize(
    "question",
    [
        "I'd like a count of customers with orders in Q1 2025 and none at all in Q3 2025.",
        "¿cuántos clientes con pedidos en el T1 de 2025 se quedaron sin pedir nada en el T3 de 2025?",
    ],
)
def test_orders_in_one_quarter_and_none_in_another(question: str) -> None:
    assert asked(question)["rule"]["all"] == [
        {"did": "ordered", "period": "2025-Q1"},
        {"did": "ordered", "negated": True, "period": "2025-Q3"},
    ]


def test_customers_with_orders_are_customers_and_not_orders() -> None:
    assert asked("clientes con pedidos, últimos 21 días") == {"metrics": ["customers"], "period": "last_21_days"}


@pytest.mark.parametrize(
    "question",
    [
        "What value should we expect, on average, from a customer over the next twelve months? Please include the interval.",
        "Necesito para el presupuesto cuánto va a valer en promedio un cliente de acá a 12 meses, y el intervalo",
    ],
)
def test_the_value_to_expect_of_a_customer_is_their_lifetime_value(question: str) -> None:
    assert [tool for tool, _ in calls(question)] == ["customer_value"]


def test_churn_in_percent_is_the_rate() -> None:
    assert asked("May 2025 churn %, subscriptions")["metrics"] == ["churn_rate"]


def test_first_purchases_month_by_month_are_new_customers() -> None:
    found = asked("clientes que compran por primera vez, mes por mes, de enero de 2025 a mayo de 2025")
    assert (found["metrics"], found["group_by"]) == (["new_customers"], ["month"])


@pytest.mark.parametrize(
    ("message", "customer"),
    [("Have a look at customer FT-21151 for me", "FT-21151"), ("Háblame de la clienta AB-300", "AB-300")],
)
def test_customer_ids_with_a_hyphen_are_one_word(message: str, customer: str) -> None:
    assert calls(message) == [("customer_profile", {"customer_id": customer})]


def test_refunds_in_pounds_are_money_and_net_revenue_is_named_first() -> None:
    assert asked("¿Cuántas libras se nos fueron en reembolsos en mayo de 2025?")["metrics"] == ["refunds"]
    (found,) = calls("With refunds knocked off, what was June 2025 revenue?")
    assert (found[1]["metrics"], found[1]["period"]) == (["net_revenue"], "2025-06")


@pytest.mark.parametrize(
    "question",
    [
        "of customers who first bought in May 2025, how many came back within 60 days?",
        "De los clientes que compraron por primera vez en mayo de 2025, ¿cuántos volvieron en 60 días?",
    ],
)
def test_how_many_of_the_first_buyers_came_back_in_time_keeps_the_days(question: str) -> None:
    assert {"field": "days_to_second_order", "op": "<=", "value": 60} in asked(question)["rule"]["all"]


def test_tea_is_read_without_its_accent_where_no_verb_follows() -> None:
    assert asked("cuantos clientes compraron te pero nunca cafe")["rule"]["all"] == [
        {"did": "ordered", "category": "Tea"},
        {"did": "ordered", "category": "Coffee", "negated": True},
    ]


@pytest.mark.parametrize(
    "question",
    [
        "how many visits in May 2025 and how many ended in an order?",
        "cuantas visitas tuvimos en mayo de 2025 y cuántas acabaron en pedido?",
    ],
)
def test_the_visits_that_ended_in_an_order_are_their_conversion_and_not_all_orders(question: str) -> None:
    visits, ended = (arguments for _, arguments in calls(question))
    assert (visits["metrics"], ended["metrics"]) == (["site_visits"], ["conversion_rate"])
    assert visits["period"] == ended["period"] == "2025-05"


@pytest.mark.parametrize(
    "question", ["how much can I pay for a customer from Google?", "cuánto puedo pagar por un cliente de google"]
)
def test_google_is_paid_search_where_the_price_of_a_customer_is_asked(question: str) -> None:
    assert asked(question) == {"by": "acquisition_channel", "value": "paid_search"}


def test_an_interval_asked_for_is_no_unknown_word() -> None:
    assert [tool for tool, _ in calls("whats a customer worth over the next yr, with interval")] == ["customer_value"]


def test_the_first_words_of_several_plans_mean_all_of_them() -> None:
    plans = tuple(Value("plan", name, (name,)) for name in ("Coffee Monthly 250", "Coffee Monthly 500", "Tea Monthly"))
    catalogue = replace(shop(), values=(*shop().values, *plans))
    for question in ("active subscriptions on coffee monthly", "cuantas suscripciones activas hay de coffee monthly"):
        (step,) = understand(question, Context(), catalogue).steps
        assert step.arguments["filters"] == [
            {"field": "plan", "op": "in", "value": ["Coffee Monthly 250", "Coffee Monthly 500"]}
        ]


@pytest.mark.parametrize(
    "then", ["and how many of those can I contact by email?", "y de esos cuantos puedo contactar por email"]
)
def test_whom_one_can_contact_by_email_has_agreed_to_it(then: str) -> None:
    rule = asked("customers in Barcelona who bought more than 3 times", then)["rule"]["all"]
    assert rule[-1] == {"field": "consent_email", "op": "=", "value": "subscribed"}


@pytest.mark.parametrize("question", ["which campaign brought the most revenue this year?", "¿qué campaña trajo más ingresos?"])
def test_the_revenue_of_campaigns_is_what_is_attributed_to_them(question: str) -> None:
    assert (asked(question)["metrics"], asked(question)["group_by"]) == (["attributed_revenue"], ["campaign"])


@pytest.mark.parametrize(
    "question",
    ["how many new reviews and what average rating in May 2025", "cuantas reseñas nuevas y qué nota media en mayo de 2025"],
)
def test_reviews_and_their_rating_are_two_figures(question: str) -> None:
    assert asked(question)["metrics"] == ["review_volume", "average_rating"]


def test_who_signed_up_for_the_newsletter_is_counted() -> None:
    assert asked("how many people signed up for the newsletter in May 2025")["metrics"] == ["email_signups"]
