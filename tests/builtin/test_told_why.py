"""What people tell ahead of a question: why they ask says nothing, of whom and when they ask says everything."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.builtin.message.intents import narrowing_chance
from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, calls
from tests.builtin.catalogue import shop
from tools.vocabulary import Value


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("There is a word that comes up in every meeting and I nod without knowing it: could you tell me our NPS?", "our NPS"),
        ("For a slide of mine, and without wanting to be a nuisance, how much will one customer be worth to us in 36 months?",
         "how much will one customer be worth to us in 36 months?"),
        ("Mi jefa prepara un viajecito y pensé que ayudaría: ¿en qué ciudad tienen nuestros clientes mayor valor de vida?",
         "¿en qué ciudad tienen nuestros clientes mayor valor de vida?"),
        ("El lunes presento: ¿cómo se reparten nuestros clientes entre las etapas?",
         "¿cómo se reparten nuestros clientes entre las etapas?"),
        ("Finance are cross about April 2025. What share of that month's revenue went on refunds?", "refund rate, April 2025"),
        ("Los de finanzas andan molestos con abril de 2025. ¿Qué porcentaje de los ingresos de ese mes se fue en reembolsos?",
         "tasa de reembolso de abril de 2025"),
        ("We were away from 1 to 15 May 2025, how many orders came in on those days?", "orders from 1 to 15 May 2025"),
    ],
)  # fmt: skip
def test_why_it_is_asked_changes_nothing_but_lends_its_time(message: str, alone: str) -> None:
    assert calls(message) == calls(alone)


@pytest.mark.parametrize(
    "message",
    [
        "Excluding the wholesale accounts, how many orders came in during May 2025?",
        "Among left-handed customers, how many orders came in during May 2025?",
        "De los que pagan con cheque, ¿cuántos pedidos hubo en mayo de 2025?",
        "Our vegan range: how many units did we sell in May 2025?",
        "La gama vegana: ¿cuántas unidades vendimos en mayo de 2025?",
    ],
)
def test_of_whom_it_is_asked_is_never_left_out_in_silence(message: str) -> None:
    plan = understand(message, Context(), shop())
    assert plan.intent == "clarify" or any("left out" in reading.en for reading in plan.readings)


def test_the_head_tells_reasons_from_what_narrows() -> None:
    idle = ("The lift is stuck and I have ten minutes", "Me están esperando abajo con el coche en marcha", "Before the gig")
    narrows = ("Only the garden centre accounts", "De las socias jubiladas", "Shoppers who pay with gift vouchers")
    assert max(map(narrowing_chance, idle)) < min(map(narrowing_chance, narrows))


@pytest.mark.parametrize(
    ("message", "field", "value"),
    [
        (
            "Candles always carry us through winter. How much revenue did that category bring in over May 2025?",
            "category",
            "Candles",
        ),
        ("Portugal me preocupa: ¿cuánto vendimos en ese país en mayo de 2025?", "country", "Portugal"),
    ],
)
def test_a_thing_pointed_back_at_is_the_one_of_its_kind(message: str, field: str, value: str) -> None:
    things = (Value("category", "Candles", ("Candles",)), Value("country", "Portugal", ("Portugal",)))
    plan = understand(message, Context(), replace(shop(), values=(*shop().values, *things)))
    assert plan.steps[0].arguments["filters"] == [{"field": field, "op": "=", "value": value}]


@pytest.mark.parametrize(
    "message",
    [
        "customers who first bought in 2024, what is the median number of days until the second order?",
        "Los que compraron por primera vez en 2024, ¿en cuántos días (mediana) volvieron a por la segunda compra?",
        "De los clientes cuya primera compra fue en 2024, ¿cuántos días pasan hasta el segundo pedido?",
    ],
)
def test_days_to_the_second_order_are_those_of_the_people_told_ahead(message: str) -> None:
    found = asked(message)
    assert found["metrics"] == ["days_to_second_order"]
    assert [f["value"] for f in found["filters"]] == ["2024-01-01", "2024-12-31"]


@pytest.mark.parametrize(
    "message", ["how many customers have kids?", "¿cuántos clientes tienen hijos?", "male/female split of our buyers"]
)
def test_what_no_shop_records_of_people_is_said_to_be_missing(message: str) -> None:
    call, arguments = calls(message)[0]
    assert (call, arguments["kind"]) == ("decline", "no_data")


LAST_CENTURY = replace(shop(), today=date(1998, 6, 30), data_first=date(1997, 1, 1))


@pytest.mark.parametrize(
    ("message", "period"),
    [("revenue q2 97", "1997-Q2"), ("ingresos del 2do semestre 97", "1997-H2"), ("orders in 98", "1998"),
     ("ventas en el black friday del 97", "black_friday_1997"), ("how many customers bought in 97", "1997")],
)  # fmt: skip
def test_a_year_of_two_digits_is_one_that_the_data_hold(message: str, period: str) -> None:
    assert understand(message, Context(), LAST_CENTURY).steps[0].arguments["period"] == period


@pytest.mark.parametrize(
    ("message", "metric", "filters"),
    [
        ("how much did the French spend on tea in 2025?", "revenue", {"country": "France", "category": "Tea"}),
        ("cuánto gastaron los clientes de Francia en té", "revenue", {"country": "France", "category": "Tea"}),
        ("how much do customers spend on average", "revenue_per_customer", {}),
        ("how much budget went into paid social in May 2025", "ad_spend", {"acquisition_channel": "paid_social"}),
    ],
)
def test_what_people_spend_is_revenue_and_what_a_channel_takes_is_ad_spend(
    message: str, metric: str, filters: dict[str, str]
) -> None:
    found = asked(message)
    assert found["metrics"] == [metric]
    assert {f["field"]: f["value"] for f in found.get("filters", ())} == filters


@pytest.mark.parametrize(
    "message",
    [
        "total spend in 2025 of the customers whose first order was in January 2024",
        "During 2025, what was the total spend of the customers whose first order dates from January 2024?",
        "lo gastado en 2025 por los clientes cuyo primer pedido es de enero de 2024",
    ],
)
def test_the_money_of_a_cohort_is_that_of_the_period_in_which_it_spent(message: str) -> None:
    found = asked(message)
    assert (found["metrics"], found["period"]) == (["revenue"], "2025")
    assert [f["value"] for f in found["filters"]] == ["2024-01-01", "2024-01-31"]


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("orders with 5 or more items in May 2025, how many", {"field": "units", "op": ">=", "value": 5.0}),
        ("pedidos de 5 unidades o más en mayo de 2025, cuántos", {"field": "units", "op": ">=", "value": 5.0}),
        ("orders above 100 euros in May 2025: what did they come to?", {"field": "revenue", "op": ">", "value": 100.0}),
    ],
)
def test_orders_of_a_size_are_told_by_what_is_in_them(message: str, kept: dict[str, Any]) -> None:
    found = asked(message)
    assert (found["group_by"], found["period"]) == (["order"], "2025-05")
    assert kept in found["filters"]


def test_goods_without_names_are_the_units_of_a_shop_that_has_none() -> None:
    values = tuple(v for v in shop().values if v.dimension not in ("product", "category"))
    nameless = replace(shop(), values=values)
    assert understand("how many vinyls did we sell in May 2025", Context(), nameless).steps[0].arguments["metrics"] == ["units"]
    assert understand("how many customers with boats", Context(), nameless).intent == "clarify"


def test_the_money_of_the_shop_is_known_by_its_name() -> None:
    accra = replace(shop(), currency="GHS")
    for message in ("customers with over 12k cedis in lifetime spend", "clientes que llevan gastados más de 12.000 cedis"):
        rule = understand(message, Context(), accra).steps[0].arguments["rule"]["all"]
        assert rule == [{"field": "historic_value", "op": ">", "value": 12000}]


@pytest.mark.parametrize(
    "message",
    ["Setting tiktok aside, which three acquisition channels brought the most customers?",
     "Dejando tiktok afuera, ¿qué tres canales de captación trajeron más clientes?"],
)  # fmt: skip
def test_a_platform_that_the_shop_tells_apart_is_a_channel_of_its_own(message: str) -> None:
    known = replace(shop(), values=(*shop().values, Value("acquisition_channel", "tiktok", ("tiktok",))))
    found = understand(message, Context(), known).steps[0].arguments
    assert found["filters"] == [{"field": "acquisition_channel", "op": "!=", "value": "tiktok"}]
    assert found["group_by"] == ["acquisition_channel"]


@pytest.mark.parametrize(
    ("message", "period"),
    [("people who bought in April, May or June 2025", "2025-04-01..2025-06-30"),
     ("clientes que compraron en abril, mayo o junio de 2025", "2025-04-01..2025-06-30")],
)  # fmt: skip
def test_months_told_one_after_another_are_one_time(message: str, period: str) -> None:
    found = asked(message)
    assert found.get("period") == period or found["rule"]["all"] == [{"did": "ordered", "period": period}]


@pytest.mark.parametrize(
    "message", ["new customers month by month, jan 25 til now", "clientes nuevos mes a mes, de ene 25 hasta hoy"]
)
def test_until_now_opens_a_month_that_is_over(message: str) -> None:
    assert asked(message)["period"] == "2025-01-01.."
