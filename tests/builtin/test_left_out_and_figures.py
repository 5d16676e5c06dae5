"""What is left out however it is said, sales to new customers, and figures told by what happened."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context, Plan
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tools.terms import Language, Text
from tools.vocabulary import Term


def _plan(message: str, language: Language) -> Plan:
    return understand(message, Context((), language), shop())


def _asked(message: str, language: Language) -> dict[str, Any]:
    (step,) = _plan(message, language).steps
    assert step.tool == "query_metrics", step
    return dict(step.arguments)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "With Italy removed, how many orders did we get in May 2025?"),
        ("en", "Italy muddies the picture, so: orders in May 2025 without it?"),
        ("en", "orders in May 2025 in all countries but Italy"),
        ("en", "Take out Italy and tell me the orders of May 2025"),
        ("es", "pedidos de mayo de 2025 menos Italia"),
        ("es", "Italia va aparte, así que dame los pedidos de mayo de 2025 de las demás países"),
        ("es", "pedidos de mayo de 2025 en países distintos de Italia"),
    ],
)
def test_one_country_left_out_leaves_one_total(language: Language, message: str) -> None:
    asked = _asked(message, language)
    assert asked["metrics"] == ["orders"]
    assert "group_by" not in asked
    assert asked["filters"] == [{"field": "country", "op": "!=", "value": "Italy"}]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "net revenue in 2025 without both France and Belgium"),
        ("en", "net revenue in 2025, no France, no Belgium"),
        ("es", "ingresos netos de 2025 dejando aparte tanto Francia como Bélgica"),
        ("es", "ingresos netos de 2025 si quito Francia y Bélgica"),
    ],
)
def test_two_countries_left_out_are_both_left_out(language: Language, message: str) -> None:
    assert _asked(message, language)["filters"] == [{"field": "country", "op": "not_in", "value": ["France", "Belgium"]}]


@pytest.mark.parametrize(
    ("language", "message", "split"),
    [
        ("en", "orders for each country except Italy in 2025", "country"),
        ("es", "¿en qué mes vendimos menos en Italia?", "month"),
    ],
)
def test_a_split_stays_a_split(language: Language, message: str, split: str) -> None:
    assert _asked(message, language)["group_by"] == [split]


@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "turnover in 2025 with cancelled orders left out"), ("es", "ingresos de 2025 sin contar los pedidos cancelados")],
)
def test_cancelled_orders_never_count_which_is_said(language: Language, message: str) -> None:
    plan = _plan(message, language)
    assert [s.arguments["metrics"] for s in plan.steps] == [["revenue"]]
    assert any("never count" in reading.en for reading in plan.readings)


@pytest.mark.parametrize(
    ("language", "message", "metric"),
    [
        ("en", "what sales did the new customers produce in May 2025", "revenue_from_new"),
        ("es", "¿cuánto facturaron los clientes nuevos en mayo de 2025?", "revenue_from_new"),
        ("en", "recurring revenue a month in May 2025", "mrr"),
        ("es", "facturación recurrente mensual de mayo de 2025", "mrr"),
        ("en", "how many subscription charges did not go through in May 2025", "failed_payments"),
        ("es", "cobros de suscripción que se rechazaron en mayo de 2025", "failed_payments"),
        ("en", "what proportion of our messages bounced in May 2025", "bounce_rate"),
        ("es", "qué proporción de los correos rebotó en mayo de 2025", "bounce_rate"),
        ("en", "rate at which sessions turned into purchases in May 2025", "conversion_rate"),
        ("es", "proporción de visitas que acabaron en compra en mayo de 2025", "conversion_rate"),
        ("en", "how many trial periods were opened in May 2025", "trial_activations"),
        ("es", "cuántos abonados pidieron la baja en mayo de 2025", "churned_subscriptions"),
    ],
)
def test_a_figure_told_by_what_happened_is_that_figure_alone(language: Language, message: str, metric: str) -> None:
    assert _asked(message, language) == {"metrics": [metric], "period": "2025-05"}


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "new customers' share of sales in May 2025"),
        ("es", "de cada 100 euros de mayo de 2025, ¿cuántos pusieron clientes nuevos?"),
    ],
)
def test_the_share_of_new_customers_is_of_the_sales(language: Language, message: str) -> None:
    asked = _asked(message, language)
    assert (asked["metrics"], asked["group_by"], asked["share"]) == (["revenue"], ["new_or_returning"], True)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "What part of those who ordered in 2024 are from Italy?"),
        ("es", "De los que compraron en 2024, ¿qué % es de Italia?"),
    ],
)
def test_the_part_of_buyers_from_a_country_is_a_share(language: Language, message: str) -> None:
    asked = _asked(message, language)
    assert (asked["metrics"], asked["share"], asked["period"]) == (["customers"], True, "2024")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "how many orders carried some discount in May 2025?"),
        ("es", "pedidos que llevaban algún descuento en mayo de 2025"),
    ],
)
def test_orders_with_a_discount_are_counted(language: Language, message: str) -> None:
    assert _asked(message, language)["metrics"] == ["discounted_orders"]


@pytest.mark.parametrize(
    ("language", "message", "metric"),
    [
        ("en", "what goes into computing the churn rate?", "churn_rate"),
        ("en", "how do you arrive at the average order value?", "average_order_value"),
        ("es", "¿cómo se computa la tasa de recompra?", "repeat_purchase_rate"),
    ],
)
def test_how_a_figure_is_worked_out_is_its_meaning(language: Language, message: str, metric: str) -> None:
    (step,) = _plan(message, language).steps
    assert (step.tool, step.arguments["name"]) == ("describe_data", metric)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "how many customers took themselves off our mailing list in May 2025"),
        ("es", "¿cuántos se borraron de nuestros correos en mayo de 2025?"),
    ],
)
def test_those_who_left_the_list_are_counted(language: Language, message: str) -> None:
    known = replace(shop(), metrics=(*shop().metrics, Term("unsubscribes", Text.same("unsubscribes"), {}, "metric")))
    (step,) = understand(message, Context((), language), known).steps
    assert step.arguments["metrics"] == ["unsubscribes"]


@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "messages that went out by channel, May 2025"), ("es", "por canal, ¿cuántos mensajes salieron en abril de 2025?")],
)
def test_messages_are_split_by_how_they_went_out(language: Language, message: str) -> None:
    asked = _asked(message, language)
    assert (asked["metrics"], asked["group_by"]) == (["messages_sent"], ["channel"])


def test_a_code_is_a_country_where_it_is_written_as_one() -> None:
    assert _asked("orders from FR in May 2025", "en")["filters"] == [{"field": "country", "op": "=", "value": "France"}]
    assert "filters" not in _asked("ingresos DE mayo de 2025", "es")
