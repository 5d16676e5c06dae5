"""Follow-ups that take a part of the last figure, put back what was left out, or ask of one campaign: both languages alike."""

import pytest

from tests.builtin.asking import calls


@pytest.mark.parametrize(
    ("message", "earlier"),
    [
        ("Now put the UK back in, please.", "top four countries by revenue in May 2025, leaving the UK aside"),
        ("Ahora vuelva a incluir el Reino Unido.", "los cuatro países con más ingresos en mayo de 2025, sin el Reino Unido"),
    ],
)
def test_what_was_left_out_is_put_back(message: str, earlier: str) -> None:
    [(_, arguments)] = calls(earlier, message)
    assert "filters" not in arguments
    assert (arguments["group_by"], arguments["limit"]) == (["country"], 4)


@pytest.mark.parametrize(
    ("message", "earlier", "metric"),
    [
        ("And as a percentage of that month's revenue?", "What did our refunds come to in May 2025?", "refund_rate"),
        ("¿Y como porcentaje de los ingresos de ese mes?", "¿Cuánto reembolsamos en mayo de 2025?", "refund_rate"),
        ("What share of them added something to the cart?", "How many visits did we get in May 2025?", "add_to_cart_rate"),
        ("¿qué porcentaje añadió algo al carrito?", "¿cuántas visitas tuvimos en mayo de 2025?", "add_to_cart_rate"),
    ],
)
def test_a_part_of_the_last_figure_is_its_rate_in_the_same_period(message: str, earlier: str, metric: str) -> None:
    [(_, arguments)] = calls(earlier, message)
    assert (arguments["metrics"], arguments["period"]) == ([metric], "2025-05")
    assert "share" not in arguments


@pytest.mark.parametrize(
    ("message", "earlier"),
    [
        ("And which 12 customers are worth the most?", "What is a customer worth over 12 months?"),
        ("¿Y cuáles son los 12 clientes que más van a valer?", "¿Cuánto vale un cliente a 12 meses?"),
    ],
)
def test_the_customers_worth_most_are_listed_by_their_worth(message: str, earlier: str) -> None:
    [(tool, arguments)] = calls(earlier, message)
    assert (tool, arguments["order_by"], arguments["limit"]) == ("find_customers", "-clv", 12)


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("How many people started a trial in May 2025?", "trial_activations"),
        ("¿Cuánta gente empezó una prueba en mayo de 2025?", "trial_activations"),
        ("En mayo de 2025, ¿cuántos pedidos se anularon?", "cancelled_orders"),
        ("how much did we spend on paid social in May 2025?", "ad_spend"),
        ("¿cuánto gastamos en paid_social en mayo de 2025?", "ad_spend"),
        ("How many messages went out through each channel in May 2025?", "messages_sent"),
    ],
)
def test_what_a_sentence_counts_is_its_own_measure(message: str, metric: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], arguments["period"]) == ([metric], "2025-05")


@pytest.mark.parametrize(
    "message",
    [
        "Of the customers whose first purchase was in May 2025, how many came back on another day to buy within 90 days?",
        "De los que se hicieron clientes con su primera compra en mayo de 2025, ¿cuántos volvieron otro día a comprar "
        "dentro de los 90 días?",
    ],
)
def test_another_day_within_so_many_days_is_the_second_order(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert {"field": "days_to_second_order", "op": "<=", "value": 90} in arguments["rule"]["all"]
    assert len(arguments["rule"]["all"]) == 3


@pytest.mark.parametrize("message", ["What was the refund rate in 2025 and in 2024?", "tasa de reembolso en 2025 y en 2024"])
def test_a_rate_in_two_years_names_no_customers(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["metrics"]) == ("query_metrics", ["refund_rate"])


@pytest.mark.parametrize(
    "message",
    [
        'Go ahead and send the "Come home / We miss you" email to everybody again, right now',
        "Dale, mandá ya mismo otra vez el mail «Come home / We miss you» a todo el mundo",
    ],
)
def test_sending_a_named_email_again_needs_a_person(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["kind"]) == ("decline", "needs_approval")


def test_what_is_still_out_stays_out() -> None:
    earlier = "Rank the top 4 countries by units sold in 2024, no UK"
    [(_, arguments)] = calls(earlier, "now the 4 with the most orders, UK still out")
    assert arguments["filters"] == [{"field": "country", "op": "!=", "value": "United Kingdom"}]
    assert arguments["metrics"] == ["orders"]


@pytest.mark.parametrize(
    "message",
    ["On average, how big was a German order in May 2025?", "what did the average German order come to in May 2025?"],
)
def test_the_size_of_a_countrys_order_is_its_average_order_value(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], arguments["period"]) == (["average_order_value"], "2025-05")
    assert arguments["filters"] == [{"field": "country", "op": "=", "value": "Germany"}]


def test_may_that_asks_leave_is_no_month() -> None:
    [(_, arguments)] = calls("May I see October 2024's revenue by country?")
    assert arguments["period"] == "2024-10"


@pytest.mark.parametrize(
    "message",
    [
        "Draft a win-back email for German customers, 120 days without an order, keeping 20% back as a control group",
        "Redacta un correo para recuperar a los clientes de Alemania, con el 20 % como grupo de control",
    ],
)
def test_the_part_kept_back_is_the_control_group(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["control_share"] == 0.2
