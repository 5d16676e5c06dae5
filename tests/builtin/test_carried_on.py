"""What a conversation carries on: its people, its split, its ranking, its days; and what turns to another topic."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, last_call, planned

SPANISH = {"field": "country", "op": "=", "value": "Spain"}
PAID_SEARCH = {"field": "acquisition_channel", "op": "=", "value": "paid_search"}
CHAMPIONS = {"field": "rfm_segment", "op": "=", "value": "champions"}
LAPSED = [{"field": "health", "op": "=", "value": "lapsed"}, {"field": "city", "op": "=", "value": "London"}]
AGAIN = "what share of first-time buyers order again within 60 days?"
COFFEE_ONLY = [{"did": "ordered", "category": "Coffee"}, {"did": "ordered", "category": "Tea", "negated": True}]


@pytest.mark.parametrize(
    ("messages", "rule"),
    [
        (("how big is our RFM champions group?", "by country?", "and their CLV for the next 12 months"), [CHAMPIONS]),
        (("¿cuántos champions de RFM hay?", "¿por país?", "y su CLV", "redáctame un whatsapp para todos ellos"), [CHAMPIONS]),
        (("number of lapsed customers in London?", "what does the playbook say to do with them?",
          "prepare the email in English then"), LAPSED),
        (("who bought coffee but never tea, how many", "draft them an email about our mugs"), COFFEE_ONLY),
        (("how many customers bought coffee and never tea", "draft an email introducing them to tea"), COFFEE_ONLY),
        (("clientes perdidos de London, cuántos", "¿y en riesgo entre esos?", "an SMS for the at-risk ones"),
         [LAPSED[1], {"field": "health", "op": "=", "value": "at_risk"}]),
    ],
)  # fmt: skip
def test_the_people_stay(messages: tuple[str, ...], rule: list[dict[str, Any]]) -> None:
    found = asked(*messages)["rule"]["all"]
    assert sorted(map(str, found)) == sorted(map(str, rule))


@pytest.mark.parametrize(
    "message",
    [
        "by the way, what was revenue last month?",
        "what was revenue last month?",
        "por cierto, ¿cuánto facturamos el mes pasado?",
    ],
)
def test_another_topic_is_of_nobody(message: str) -> None:
    assert last_call("customers at risk in Spain", message) == (
        "query_metrics",
        {"metrics": ["revenue"], "period": "last_month"},
    )
    assert "filters" not in asked("customers at risk in Spain", "save them as Sleepers", message)


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("save it: Big sleepers", "Big sleepers"),
        ("guárdalo: Grandes dormidos", "Grandes dormidos"),
        ("save this group under the name Sevilla 300", "Sevilla 300"),
        ("guarda este grupo con el nombre Sevilla 300", "Sevilla 300"),
        ("guarda el grupo como Una sola 2025", "Una sola 2025"),
        ("ponles de nombre Café dormido", "Café dormido"),
    ],
)
def test_a_name_is_taken_whole(message: str, name: str) -> None:
    found = asked("customers in Spain, how many", message)
    assert found == {"rule": {"all": [SPANISH]}, "save_as": name}


@pytest.mark.parametrize("message", ["how much did they spend?", "¿cuánto han gastado?"])
def test_what_people_found_by_their_deeds_spent_is_their_value_so_far(message: str) -> None:
    first = "who bought coffee but never tea, how many"
    assert last_call(first, message) == ("find_customers", {"rule": {"all": COFFEE_ONLY}})


@pytest.mark.parametrize("message", ["and how many orders did they place?", "by country", "¿y su ticket medio?"])
def test_other_figures_of_them_are_theirs_saved_or_not(message: str) -> None:
    assert asked("who bought coffee but never tea, how many", message)["customers"] == {"all": COFFEE_ONLY}
    saved = asked("who bought coffee but never tea, how many", "save them as Coffee only", message)
    assert saved["filters"] == [{"field": "segment", "op": "=", "value": "Coffee only"}]


@pytest.mark.parametrize(
    ("messages", "changed"),
    [
        (("refund rate 2025 by country", "leave countries aside, show the months"), {"group_by": ["month"]}),
        (("refund rate 2025 by country", "dejá los países, mostrame los meses"), {"group_by": ["month"]}),
        (("refund rate 2025 by country", "olvida los países, por mes"), {"group_by": ["month"]}),
        (("bottom 5 cities by revenue in 2025", "going by number of orders"),
         {"metrics": ["orders"], "order_by": "orders", "limit": 5, "period": "2025"}),
        (("las 5 ciudades con menos ingresos en 2025", "mirando número de pedidos", "¿y las 5 mejores?"),
         {"metrics": ["orders"], "order_by": "-orders"}),
        ((AGAIN, "and giving them 90?"), {"metrics": ["second_order_rate_90"]}),
        ((AGAIN, "¿y si les damos 30?"), {"metrics": ["second_order_rate_30"]}),
        (("units of Blue Mug each month of 2025", "swap it for the PARTY BUNTING"),
         {"filters": [{"field": "product", "op": "=", "value": "47566"}], "group_by": ["month"]}),
        (("who are our ten biggest spenders", "five is enough"), {"limit": 5}),
        (("how many mugs did we sell in June 2025?", "¿es mejor que junio de 2024?"),
         {"period": "2025-06", "compare_to": "2024-06"}),
        (("site visits in May 2025", "and what % of the May 2025 visits converted"), {"metrics": ["conversion_rate"]}),
        (("average order value in the store in 2025", "¿de cuántos pedidos hablamos?"),
         {"metrics": ["orders"], "period": "2025"}),
    ],
)  # fmt: skip
def test_the_rest_of_the_question_stays(messages: tuple[str, ...], changed: dict[str, Any]) -> None:
    found = asked(*messages)
    assert {name: found.get(name) for name in changed} == changed


@pytest.mark.parametrize("message", ["and text?", "¿y SMS?", "and by SMS?"])
def test_another_channel_takes_the_place_of_the_first(message: str) -> None:
    consent = {"field": "consent_sms", "op": "=", "value": "subscribed"}
    assert asked("how many customers can we email?", message)["rule"] == {"all": [consent]}


@pytest.mark.parametrize("message", ["how many orders did C0000464 place in 2025", "cuántos pedidos hizo C0000464 en 2025"])
def test_a_customer_s_orders_of_a_period_are_counted(message: str) -> None:
    one = {"field": "customer", "op": "=", "value": "C0000464"}
    assert calls(message) == [("query_metrics", {"metrics": ["orders"], "period": "2025", "filters": [one]})]


@pytest.mark.parametrize(
    "message",
    ["what share of 2025 revenue did we end up refunding?", "¿qué porcentaje de los ingresos de 2025 terminamos devolviendo?"],
)
def test_what_was_given_back_of_revenue_is_a_rate(message: str) -> None:
    assert asked(message)["metrics"] == ["refund_rate"]


@pytest.mark.parametrize("message", ["new and returning ones", "nuevos y recurrentes", "email and SMS"])
def test_several_values_at_once_break_nothing(message: str) -> None:
    assert planned("how many customers can we email?", message).steps


WEB = {"did": "ordered", "sales_channel": "web", "period": "2025"}
STORE = {"did": "ordered", "sales_channel": "store", "period": "2025"}
ON_THE_WEB = [{"field": "sales_channel", "op": "=", "value": "web"}]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("new customers in January 2025", "how many of them came back within 90 days?",
          "same thing for those acquired in June 2025"),
         {"metrics": ["new_customers"], "period": "2025-06-01..2025-06-30"}),
        (("average order value in Spain in 2025", "actually show every country"), {"group_by": ["country"], "filters": None}),
        (("revenue this week", "orders, day by day"), {"group_by": ["day"], "period": "this_week"}),
        (("how many customers did we reactivate in June 2025?", "and each month of 2025?"),
         {"metrics": ["reactivations"], "period": "2025", "group_by": ["month"]}),
        (("share of 2025 revenue by sales channel", "store only, 2025 against 2024 in euros"),
         {"filters": [{"field": "sales_channel", "op": "=", "value": "store"}], "compare_to": "2024", "share": None}),
        (("how many customers ordered on the web in 2025", "how many of those also ordered in the store that year?"),
         {"rule": {"all": [WEB, STORE]}}),
        (("how many customers bought coffee and never tea", "12-month value of that lot?"), {"rule": {"all": COFFEE_ONLY}}),
        (("clientes que compraron café y nunca té, cuántos", "¿valor a 12 meses de ese grupo?"),
         {"rule": {"all": COFFEE_ONLY}}),
    ],
)  # fmt: skip
def test_filters_and_days_are_carried_as_they_were(messages: tuple[str, ...], expected: dict[str, Any]) -> None:
    found = asked(*messages)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("orders in May 2025", "only the ones that came in over the web"), {"metrics": ["orders"], "filters": ON_THE_WEB}),
        (("pedidos de mayo de 2025", "solo los que entraron por la web"), {"metrics": ["orders"], "filters": ON_THE_WEB}),
        (("refunds in May 2025", "and the rate?"), {"metrics": ["refund_rate"]}),
        (("reembolsos de mayo de 2025", "¿y la tasa?"), {"metrics": ["refund_rate"]}),
    ],
)
def test_those_of_a_channel_and_the_rate_are_of_the_last_figure(messages: tuple[str, ...], expected: dict[str, Any]) -> None:
    found = asked(*messages)
    assert {name: found.get(name) for name in ("period", *expected)} == {"period": "2025-05", **expected}


@pytest.mark.parametrize(("first", "then", "filters"), [
    ("revenue in May 2025 in Spain", "same country, but June 2025", [SPANISH]),
    ("ingresos de mayo de 2025 en España", "mismo país, pero junio de 2025", [SPANISH]),
    ("revenue from paid search in May 2025", "same channel, June 2025", [PAID_SEARCH]),
])  # fmt: skip
def test_the_same_country_is_the_one_before_and_no_split(first: str, then: str, filters: list[dict[str, str]]) -> None:
    assert asked(first, then) == {"metrics": ["revenue"], "period": "2025-06", "filters": filters}


def test_the_premium_one_is_that_plan() -> None:
    found = asked("active subscriptions on the Basic plan", "Right, what about the Premium one?")
    assert found["filters"] == [{"field": "plan", "op": "=", "value": "Premium"}]


@pytest.mark.parametrize(("question", "order"), [
    ("the eight customers who have been worth most to us to date", "-historic_value"),
    ("which ten customers will be worth the most?", "-clv"),
])  # fmt: skip
def test_worth_to_date_is_what_they_spent(question: str, order: str) -> None:
    assert asked(question)["order_by"] == order


@pytest.mark.parametrize(
    "split", ["Abrilo por canal de captación, los tres primeros", "Ábrelo por canal de captación, los tres primeros"]
)
def test_opening_a_figure_by_channel_names_no_april(split: str) -> None:
    found = asked("Contame cuánta gente nueva compró de enero a marzo de 2025", split)
    assert (found["period"], found["group_by"], found["limit"]) == ("2025-01-01..2025-03", ["acquisition_channel"], 3)
