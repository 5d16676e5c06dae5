"""One question in other words asks the same: verbs for money, typos, both periods, every month, places, counts with drafts."""

import pytest

from tests.builtin.test_conversation import last, step
from tests.builtin.test_understanding import calls

SAME = [
    ("how many orders we took in April 2024", "orders in April 2024"),
    ("qué beneficio bruto ganamos en 2024", "beneficio bruto de 2024"),
    ("ingresos de la semana pasda", "ingresos de la semana pasada"),
    ("taza de reembolso de 2024", "tasa de reembolso de 2024"),
    ("orders in the secnd quarter of 2024", "orders in Q2 2024"),
    ("what does a customer spend on average in 2024", "revenue per customer in 2024"),
    ("ingresos de este año contra el mismo periodo del año pasado", "ingresos de este año vs el año pasado"),
    ("how many orders in 2023, and how many in 2024?", "orders in 2024 vs 2023"),
    ("¿cuántos pedidos en mayo de 2024 y cuántos en junio de 2024?", "pedidos de junio de 2024 vs mayo de 2024"),
    ("orders of 2023 and 2024 side by side", "orders in 2024 vs 2023"),
    ("orders last summer", "orders from 1 June to 31 August 2025"),
    ("the number three country by revenue in 2024", "the third best country by revenue in 2024"),
    ("qué país ocupa el tercer puesto por ingresos en 2024", "el tercer mejor país por ingresos en 2024"),
    (
        "¿en qué país cayeron más los ingresos de abril a mayo de 2025?",
        "which country lost the most revenue from April to May 2025",
    ),
    ("parte de los ingresos del mejor diez por ciento de los clientes", "share of revenue of the top 10% of customers"),
    ("customers that ordered in both months, April and May 2024", "customers who bought in both April and May 2024"),
    ("clientes con compras en los dos meses, abril y mayo de 2024", "customers who bought in both April and May 2024"),
    ("número de clientes con pedidos todos los meses del Q1 de 2024", "how many customers bought in every month of Q1 2024"),
    ("how many people ordered every single month in Q1 2024", "how many customers bought in every month of Q1 2024"),
    ("customers with orders in April, May and June 2024, all three", "customers who bought in every month of Q2 2024"),
    ("clientes con compras de Coffee y ninguna de Tea", "customers who bought Coffee and never Tea"),
    ("since 1 March 2025, how many customers haven't bought?", "how many customers haven't bought since 1 March 2025?"),
    ("clientes cuyo gasto total está entre 200 y 500 euros", "customers who spent between 200 and 500 euros"),
    ("revenue changed in May 2025 vs April 2025, why?", "why did revenue change in May 2025 vs April 2025?"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "plain"), SAME)
def test_another_wording_asks_the_same(written: str, plain: str) -> None:
    def _asked(text: str) -> list[tuple[str, dict[str, object]]]:
        return [(tool, {k: v for k, v in said.items() if k != "order_by"}) for tool, said in calls(text)]

    assert _asked(written) == _asked(plain)


@pytest.mark.parametrize(
    "message",
    [
        "How many customers at risk are there in Spain, and could you draft an email for them?",
        "number of customers at risk in Spain + an email draft for them",
        "¿Cuántos clientes en riesgo hay en España? ¿Y me redactas un correo para ellos?",
        "Necesito dos cosas: el número de clientes en riesgo de España y un borrador de correo para ellos",
    ],
)
def test_a_count_and_a_draft_are_both_answered(message: str) -> None:
    (counted, rule), (drafted, draft) = calls(message)
    assert (counted, drafted) == ("find_customers", "draft_campaign")
    assert rule["rule"] == draft["rule"]


def test_a_filter_asked_for_in_money_is_no_share() -> None:
    assert step(last("revenue in May 2025", "How much of it in Spain, in euros?")) == (
        "query_metrics",
        {"metrics": ["revenue"], "period": "2025-05", "filters": [{"field": "country", "op": "=", "value": "Spain"}]},
    )
