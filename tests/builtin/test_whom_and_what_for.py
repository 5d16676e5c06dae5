"""Who is meant, what they are worth, where they stand, and what is to be done for them."""

import pytest

from tests.builtin.asking import asked, calls


@pytest.mark.parametrize(
    ("message", "by"),
    [
        ("I'd love to see customer lifetime value broken out city by city", "city"),
        ("Me vendría genial el valor de vida del cliente desglosado ciudad por ciudad", "city"),
        ("which city has the most valuable customers by lifetime value?", "city"),
        ("CLV medio x etapa del ciclo de vida", "stage"),
        ("Each country plays another game: show me the average CLV of each one", "country"),
    ],
)
def test_value_is_split_by_what_is_named(message: str, by: str) -> None:
    name, arguments = calls(message)[0]
    assert (name, arguments["by"]) == ("customer_value", by)


@pytest.mark.parametrize(
    "message",
    ["Roughly what can I expect a customer to leave us over the coming year?", "Estimate the value of one customer",
     "¿Cuánto puedo esperar que nos deje un cliente en los próximos 12 meses?"],
)  # fmt: skip
def test_what_one_customer_will_bring_is_no_forecast_of_sales(message: str) -> None:
    assert calls(message)[0][0] == "customer_value"


@pytest.mark.parametrize(
    "message",
    ["spread of our customers along the lifecycle, from first purchase through to loyalty",
     "Quisiera ver cuánta gente tenemos en cada etapa, desde los que recién nos conocen hasta los fieles",
     "breakdown of our German customers by lifecycle stage as at 20 November 2025"],
)  # fmt: skip
def test_from_one_stage_to_another_is_the_whole_lifecycle(message: str) -> None:
    assert calls(message)[0][0] == "lifecycle"


@pytest.mark.parametrize(
    "message",
    ["welcome email for customers who have just made their first purchase",
     "correo de bienvenida para los clientes que acaban de hacer su primera compra"],
)  # fmt: skip
def test_who_has_just_begun_is_of_the_last_thirty_days(message: str) -> None:
    name, arguments = calls(message)[0]
    assert (name, arguments["goal"]) == ("draft_campaign", "look after the first order")
    assert arguments["rule"] == {"all": [{"field": "first_order_on", "op": ">=", "value": "2025-10-22"}]}


@pytest.mark.parametrize(
    "message",
    ["borrador email de recuperacion - alemania, 75+ dias sin pedir",
     "We're losing touch with our German customers: write a win-back email for those in Germany with no order in 75 days"],
)  # fmt: skip
def test_days_say_whom_a_draft_is_for(message: str) -> None:
    name, arguments = calls(message)[0]
    assert name == "draft_campaign"
    assert {c["field"] for c in arguments["rule"]["all"]} == {"days_since_last_order", "country"}


@pytest.mark.parametrize(
    "message", ["how many cancellations did we have in May?", "¿Cuántas cancelaciones llevamos?", "cancelations in may??"]
)
def test_cancellations_of_what_is_asked_back(message: str) -> None:
    assert calls(message)[0][0] == "ask_back"


@pytest.mark.parametrize(
    ("message", "metric"),
    [("subscription cancellations in May", "churned_subscriptions"), ("order cancellations in May", "cancelled_orders")],
)
def test_cancellations_of_something_are_counted(message: str, metric: str) -> None:
    assert asked(message)["metrics"] == [metric]


@pytest.mark.parametrize(
    "message", ["phone list, every UK customer, csv", "¿Me pasas la lista con nombres y teléfonos de los de Berlín?",
                "Kindly list the telephone numbers of our twenty largest accounts"],
)  # fmt: skip
def test_contact_data_are_refused_however_they_are_asked_for(message: str) -> None:
    name, arguments = calls(message)[0]
    assert (name, arguments["kind"]) == ("decline", "not_allowed")


@pytest.mark.parametrize(
    "message",
    ["What should we do when a subscriber's card gets declined at renewal?",
     "A un suscriptor le rechazan la tarjeta al renovar: ¿qué dice el manual?"],
)  # fmt: skip
def test_advice_is_sought_on_what_is_told_ahead(message: str) -> None:
    name, arguments = calls(message)[0]
    assert (name, arguments["stage"]) == ("search_playbook", "retention")


@pytest.mark.parametrize(
    ("message", "stage"),
    [
        ("playbook tips for someone who joins our newsletter but never buys", "consideration"),
        ("¿qué dice el manual para los que se apuntaron al boletín y nunca compraron?", "consideration"),
        ("Según el manual, ¿qué hacer con quien vio un producto y no lo compró?", "consideration"),
        ("any tips in the playbook for getting known by people who never heard of us?", "awareness"),
    ],
)
def test_guidance_is_of_the_stage_that_the_people_are_in(message: str, stage: str) -> None:
    assert calls(message)[0][1]["stage"] == stage


def test_who_has_one_thing_and_never_took_another_bought_the_one() -> None:
    rule = asked("people who have the Blue Mug but have never taken the Party Bunting. How many are they?")["rule"]["all"]
    assert [(c["product"], c.get("negated", False)) for c in rule] == [("P-200", False), ("47566", True)]


def test_who_comes_off_best_is_nobody_in_need() -> None:
    name, arguments = calls("Según el valor de vida del cliente, ¿qué países salen mejor parados?")[-1]
    assert (name, arguments["by"]) == ("customer_value", "country")


@pytest.mark.parametrize(
    "message",
    ["Split the sales of December '24: customers making their debut that month on one side, those we already had on the other",
     "Sepárame las ventas de diciembre del 24: por un lado quienes debutaron ese mes, por otro los que ya habían comprado"],
)  # fmt: skip
def test_debuts_on_one_side_and_known_ones_on_the_other(message: str) -> None:
    assert (asked(message)["metrics"], asked(message)["period"]) == (["revenue_from_new", "revenue_from_returning"], "2024-12")


@pytest.mark.parametrize(
    ("message", "condition"),
    [
        (
            "how many customers it's been over 200 days since we had an order from?",
            {"field": "days_since_last_order", "op": ">", "value": 200},
        ),
        ("clientes q ya llevan gastados mas de 1500 dls, cuantos son", {"field": "historic_value", "op": ">", "value": 1500}),
        ("customers past 500 € in total, how many?", {"field": "historic_value", "op": ">", "value": 500}),
    ],
)  # fmt: skip
def test_who_is_meant_is_read_however_it_is_put(message: str, condition: dict[str, object]) -> None:
    assert asked(message)["rule"]["all"] == [condition]


@pytest.mark.parametrize(
    "message", ["AOV of customers subscribed to email in Spain", "average basket of newsletter subscribers in Spain"]
)
def test_people_with_a_permission_are_measured_and_not_everybody(message: str) -> None:
    found = asked(message)
    assert found["metrics"] == ["average_order_value"]
    assert found["customers"] == {"all": [{"field": "consent_email", "op": "=", "value": "subscribed"}]}


def test_a_share_of_people_is_no_number_of_them() -> None:
    rule = asked("how much will our top 10% customers be worth next yr")["rule"]
    assert rule == {"all": [{"field": "clv", "op": "top_share", "value": 0.1}]}
