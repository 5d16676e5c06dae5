"""A sentence told ahead of a question narrows nothing, except by the period or the customer that it tells."""

import pytest

from tests.builtin.asking import asked, calls


@pytest.mark.parametrize(
    ("told", "alone"),
    [
        ("My sister says our baskets were tiny back in May 2025. What was the average order worth?",
         "What was the average order worth in May 2025?"),
        ("Mi hermana insiste en que en mayo de 2025 nos compraban poquito. ¿De cuánto era el pedido promedio?",
         "¿De cuánto era el pedido promedio en mayo de 2025?"),
        ("I was thinking of old faces last night. How many customers haven't ordered a thing in more than 180 days?",
         "How many customers haven't ordered in more than 180 days?"),
        ("The Germans are lovely but they do send things back! How much did we refund in Germany in 2025?",
         "How much did we refund in Germany in 2025?"),
        ("Los alemanes son un encanto, ¡pero cómo devuelven! ¿Cuánto devolvimos en Alemania en 2025?",
         "¿Cuánto devolvimos en Alemania en 2025?"),
        ("Restocking next week, so I need the monthly revenue of 2025.", "I need the monthly revenue of 2025."),
        ("¡Cómo me gusta ver caras nuevas! ¿Cuántos pedidos hubo en mayo de 2025?", "¿Cuántos pedidos hubo en mayo de 2025?"),
        ("En el almacén dicen que no dan abasto, ¿cuántos pedidos hubo en mayo de 2025?",
         "¿Cuántos pedidos hubo en mayo de 2025?"),
        ("revenue in May 2025, need it for the board meeting tomorrow", "revenue in May 2025"),
        ("ingresos de mayo de 2025, lo necesito para el jueves", "ingresos de mayo de 2025"),
        ("orders in May 2025, half asleep sorry", "orders in May 2025"),
        ("I'm ringing 14911 in a minute. When did that customer last order?", "When did customer 14911 last order?"),
    ],
)  # fmt: skip
def test_what_is_told_ahead_or_behind_changes_nothing(told: str, alone: str) -> None:
    assert calls(told) == calls(alone)


@pytest.mark.parametrize(
    "text",
    [
        "We only care about Germany. How many orders did we get in May 2025?",
        "Solo nos interesa Alemania. ¿Cuántos pedidos hubo en mayo de 2025?",
    ],
)
def test_what_is_told_ahead_still_narrows_where_it_says_so(text: str) -> None:
    assert "Germany" in str(asked(text))


@pytest.mark.parametrize(
    ("told", "alone"),
    [
        ("thinking of a we-miss-you idea 🥺 how many customers havent bought in over 120 days",
         "how many customers havent bought in over 120 days"),
        ("¿cuánto vale un cliente en los próximos 36 meses? mi jefe dice LTV a cada rato y yo solo asiento",
         "¿cuánto vale un cliente en los próximos 36 meses?"),
        ("got asked this in standup and froze: did more customers buy in May than in April? show me both numbers",
         "did more customers buy in May than in April?"),
        ("Please advise how many customers have spent over 500", "how many customers have spent over 500"),
        ("Estoy cerrando mayo de 2025 en la contabilidad: ¿cuántos pedidos se hicieron ese mes?",
         "¿cuántos pedidos se hicieron en mayo de 2025?"),
        ("Visiting the French accounts next week, so: how big is their average order this year?",
         "how big is the average order this year in France?"),
        ("Thinking of a Christmas hamper for the big accounts: how many customers have spent over 1,000?",
         "how many customers have spent over 1,000?"),
        ("preparo la campaña de Navidad: ¿clientes nuevos en mayo de 2025?", "¿clientes nuevos en mayo de 2025?"),
        ("mañana llamo yo misma a los clientes valiosos a punto de dejarnos, sácame quiénes son",
         "clientes valiosos a punto de dejarnos, quiénes son"),
        ("Doing the annual review, can you tell me the revenue of 2024?", "can you tell me the revenue of 2024?"),
        ("Webshop review tomorrow - how many orders last month?", "how many orders last month?"),
        ("Reunión de la tienda mañana: ¿cuántos pedidos el mes pasado?", "¿cuántos pedidos el mes pasado?"),
        ("We're reviewing the winter sale. How many orders have we ever had?", "how many orders have we ever had?"),
        ("Ordene, por favor, los seis países con mayores ingresos de mayo", "los seis países con mayores ingresos de mayo"),
    ],
)  # fmt: skip
def test_manners_and_asides_change_nothing(told: str, alone: str) -> None:
    assert calls(told) == calls(alone)


def test_keeping_only_a_place_narrows_and_a_mail_aimed_at_them_is_drafted() -> None:
    turns = (
        "customers who have not ordered for over 100 days",
        "And if I keep France only?",
        "Great, now a win-back email aimed at them",
    )
    rule = str(asked(*turns)["rule"])
    assert "France" in rule
    assert "days_since_last_order" in rule
