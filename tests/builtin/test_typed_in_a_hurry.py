"""Short years, codes of units, slang and asides, as they are typed in a hurry."""

import pytest

from tests.builtin.asking import asked, calls


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("revenue jan 25", "2025-01"),
        ("pedidos dic 24", "2024-12"),
        ("orders q3 25", "2025-Q3"),
        ("pedidos 1er trimestre 25", "2025-Q1"),
        ("revenue on june 25", "2025-06-25"),
        ("orders on december 24", "2024-12-24"),
        ("revenue for the last closed quarter", "last_quarter"),
        ("ingresos del último mes cerrado", "last_month"),
    ],
)
def test_two_digits_behind_a_month_or_quarter_are_its_year(message: str, period: str) -> None:
    assert asked(message)["period"] == period


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("revenue from Jan to June of 2024, the first half", "2024-01-01..2024-06"),
        ("new customers over the summer quarter, July to September 2025", "2025-07-01..2025-09"),
        ("Christmas went fine. Revenue in December 2024?", "2024-12"),
    ],
)
def test_a_period_that_is_told_twice_is_one(message: str, period: str) -> None:
    found = asked(message)
    assert (found["period"], found.get("compare_to")) == (period, None)


@pytest.mark.parametrize(
    "message", ["walk me through the orders of 2025, one month at a time", "customers ordering each month, all months pls"]
)
def test_one_at_a_time_is_by_each(message: str) -> None:
    assert asked(message)["group_by"] == ["month"]


@pytest.mark.parametrize(
    ("message", "excluded"),
    [
        ("top 3 countries by number of customers, Spain no", "Spain"),
        ("top 3 países por nº de clientes, España no", "Spain"),
        ("top 4 countries by no. of customers, leave out uk", "United Kingdom"),
        ("Dejando a España por fuera, ¿qué países dejaron más ingresos?", "Spain"),
        ("Olvidándonos de España, ¿qué países dejaron más ingresos?", "Spain"),
    ],
)
def test_a_place_is_left_out_however_it_is_said(message: str, excluded: str) -> None:
    found = asked(message)
    assert found["group_by"] == ["country"]
    assert found["filters"] == [{"field": "country", "op": "!=", "value": excluded}]


def test_distinct_customers_of_a_place_are_not_those_of_others() -> None:
    found = asked("Número de clientes distintos de Francia con alguna compra en los últimos 45 días")
    assert found["filters"] == [{"field": "country", "op": "=", "value": "France"}]


@pytest.mark.parametrize(
    "message",
    [
        "once you take refunds off, which six customers spent the most in Q3 2025?",
        "Una vez descontado lo que les devolvimos, ¿qué seis clientes gastaron más en el tercer trimestre de 2025?",
        "rank the first six customers of Q3 2025 by net revenue, refunds deducted",
    ],
)
def test_the_best_of_a_period_after_refunds_are_ranked_net(message: str) -> None:
    found = asked(message)
    assert (found["metrics"], found["group_by"], found["limit"]) == (["net_revenue"], ["customer"], 6)


@pytest.mark.parametrize(
    "message", ["once they are net of returns, who are our five best customers in the UK?",
                "Descontando los reembolsos, ¿quiénes son nuestros cinco mejores clientes del Reino Unido?"],
)  # fmt: skip
def test_the_best_of_all_times_after_refunds_are_no_list_by_refunds(message: str) -> None:
    assert asked(message)["order_by"] == "-historic_value"


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
    assert (name, arguments["goal"]) == ("draft_campaign", "welcome")
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


@pytest.mark.parametrize("message", ["write an email 4 ppl whove bought once, push a 2nd order", "email 4 the lapsed ones"])
def test_four_is_for_and_to_push_is_no_channel(message: str) -> None:
    assert calls(message)[0][1]["channel"] == "email"


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


def test_store_orders_are_those_of_the_store() -> None:
    assert asked("store orders 2025, how many")["filters"] == [{"field": "sales_channel", "op": "=", "value": "store"}]


def test_what_is_spent_on_a_channel_is_the_shop_s_money() -> None:
    found = asked("our paid search spend for Q4 2025")
    assert found["metrics"] == ["ad_spend"]
    assert found["filters"] == [{"field": "acquisition_channel", "op": "=", "value": "paid_search"}]


def test_goods_of_that_category_are_of_the_one_named_before() -> None:
    found = asked("I'm arranging the Coffee shelf: which three products of that category brought most revenue in 2025?")
    assert found["group_by"] == ["product"]
    assert found["filters"] == [{"field": "category", "op": "=", "value": "Coffee"}]


def test_who_has_one_thing_and_never_took_another_bought_the_one() -> None:
    rule = asked("people who have the Blue Mug but have never taken the Party Bunting. How many are they?")["rule"]["all"]
    assert [(c["product"], c.get("negated", False)) for c in rule] == [("P-200", False), ("47566", True)]


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("Speaking of refunds, what was the rate in Q2 2025?", "refund_rate"),
        ("Y hablando de reembolsos, ¿de cuánto fue la tasa en el segundo trimestre de 2025?", "refund_rate"),
        ("what was left of our sales in Q2 2025 once refunds came off?", "net_revenue"),
        ("membership churn rate, May 2025", "churn_rate"),
        ("on average, how much was a single order from Spain worth last month?", "average_order_value"),
        ("what did our orders from Madrid add up to in euros over 2025?", "revenue"),
    ],
)
def test_the_measure_is_that_of_the_whole_sentence(message: str, metric: str) -> None:
    found = asked(message)
    assert (found["metrics"], found.get("group_by"), found.get("customers")) == ([metric], None, None)


def test_how_about_a_month_goes_on_from_the_figure_before() -> None:
    found = asked("Pedidos de marzo de 2025", "¿y solo Irlanda?", "¿qué tal febrero?")
    assert (found["metrics"], found["period"]) == (["orders"], "2025-02")


def test_who_comes_off_best_is_nobody_in_need() -> None:
    name, arguments = calls("Según el valor de vida del cliente, ¿qué países salen mejor parados?")[-1]
    assert (name, arguments["by"]) == ("customer_value", "country")


@pytest.mark.parametrize("message", ["how many parcels arrived late", "¿cuántos paquetes llegaron tarde?"])
def test_late_parcels_are_not_recorded(message: str) -> None:
    assert calls(message)[0][1]["kind"] == "no_data"


@pytest.mark.parametrize(
    "message",
    ["Quick one for Vicent: how many orders did we get in May 2025?", "Vicent is curious how many orders we got in May 2025",
     "¡Hola! Vicent me pide el número de pedidos de mayo de 2025, ¿me lo miras?"],
)  # fmt: skip
def test_the_name_of_who_asks_is_no_part_of_the_question(message: str) -> None:
    assert (asked(message)["metrics"], asked(message)["period"]) == (["orders"], "2025-05")


@pytest.mark.parametrize(
    "message",
    ["Split the sales of December '24: customers making their debut that month on one side, those we already had on the other",
     "Sepárame las ventas de diciembre del 24: por un lado quienes debutaron ese mes, por otro los que ya habían comprado"],
)  # fmt: skip
def test_debuts_on_one_side_and_known_ones_on_the_other(message: str) -> None:
    assert (asked(message)["metrics"], asked(message)["period"]) == (["revenue_from_new", "revenue_from_returning"], "2024-12")


def test_a_network_that_is_left_out_is_not_the_only_one() -> None:
    found = asked("Leaving Instagram out, which 3 acquisition channels gave us the largest number of customers?")
    assert found["filters"] == [{"field": "acquisition_channel", "op": "!=", "value": "paid_social"}]


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
