"""Sales and rankings net of refunds, profit, and the measure that a whole sentence tells."""

import pytest

from tests.builtin.asking import asked


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


@pytest.mark.parametrize("message", ["top 5 prodcuts by profit this year", "top 5 products by profit this year"])
def test_profit_is_not_taken_for_sales(message: str) -> None:
    assert asked(message)["metrics"] == ["gross_profit"]
