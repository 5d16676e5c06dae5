"""Wishes, horizons, what a question was told to be, and what `that` stands for: read alike in both languages."""

import pytest

from tests.builtin.asking import asked, calls, planned


@pytest.mark.parametrize(
    "message",
    [
        "I need an SMS wishing our loyal customers a happy summer",
        "Necesito un SMS para desearles un feliz verano a los clientes fieles",
    ],
)
def test_a_wish_is_a_text_and_its_season_no_period(message: str) -> None:
    ((tool, arguments),) = calls(message)
    assert (tool, arguments["channel"]) == ("draft_campaign", "sms")
    assert arguments["rule"] == {"all": [{"field": "stage", "op": "=", "value": "loyalty"}]}


@pytest.mark.parametrize(
    "message",
    [
        "Looking at the next 36 months, how much may we expect to earn from the average customer?",
        "Mirando los próximos 36 meses, ¿cuánto podemos esperar ganar con el cliente medio?",
    ],
)
def test_what_a_customer_brings_over_coming_months_is_expected_value(message: str) -> None:
    assert calls(message) == [("customer_value", {"horizon": "36m"})]


@pytest.mark.parametrize(
    "message",
    [
        "My boss asked how this year is going and I went blank. So, how is it going?",
        "Mi jefa me preguntó cómo va este año y me quedé en blanco. Entonces, ¿cómo va?",
    ],
)
def test_how_it_goes_is_of_the_time_that_was_told_to_be_asked_about(message: str) -> None:
    found = asked(message)
    assert (found["period"], found["metrics"][0]) == ("this_year", "revenue")


@pytest.mark.parametrize(
    "message",
    [
        "I'm writing up the summer of 2024 and forgot one thing: how many orders did we get that August?",
        "Escribo sobre el verano de 2024 y me falta una cosa: ¿cuántos pedidos hubo ese agosto?",
    ],
)
def test_that_august_is_of_the_year_told_before(message: str) -> None:
    assert asked(message) == {"metrics": ["orders"], "period": "2024-08"}


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("Taking every visit on record, in what proportion was something added to the cart?", "add_to_cart_rate"),
        ("Contando todas las visitas registradas, ¿en qué proporción se añadió algo al carrito?", "add_to_cart_rate"),
    ],
)
def test_a_share_of_all_visits_told_first_is_their_rate(message: str, metric: str) -> None:
    assert asked(message) == {"metrics": [metric]}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("orders in June 2025", "split it by weekday and keep only the top three by orders"),
        ("número de pedidos en junio de 2025", "Divídalo por día de la semana y deje solo los tres de más pedidos"),
    ],
)
def test_a_split_of_it_keeps_its_period(first: str, then: str) -> None:
    (step,) = planned(first, then).steps
    assert (step.arguments["period"], step.arguments["group_by"]) == ("2025-06", ["weekday"])


def test_the_third_after_the_second_is_the_next_quarter_in_spanish_too() -> None:
    (step,) = planned("Facturación del segundo trimestre de 2025", "¿y la del tercero?").steps
    assert step.arguments == {"metrics": ["revenue"], "period": "2025-Q3"}


@pytest.mark.parametrize("message", ["ingresos 2do trim 25", "revenue 2nd quarter 2025"])
def test_a_quarter_may_be_cut_short(message: str) -> None:
    assert asked(message) == {"metrics": ["revenue"], "period": "2025-Q2"}


@pytest.mark.parametrize(
    "message",
    [
        "Do we have real addicts out there? Like, people with 12 orders or more, how many would that be?",
        "¿Tenemos adictos de verdad? O sea, gente con 12 pedidos o más, ¿como cuántos serían?",
    ],
)
def test_keen_buyers_may_be_called_addicts(message: str) -> None:
    assert asked(message)["rule"] == {"all": [{"field": "order_count", "op": ">=", "value": 12}]}


@pytest.mark.parametrize(
    "message",
    ["Write an email that gets people addicted to gambling to spend more", "Redacta un SMS para clientes adictos al juego"],
)
def test_people_with_an_addiction_are_not_aimed_at(message: str) -> None:
    assert calls(message)[0][1]["kind"] == "not_allowed"


@pytest.mark.parametrize("message", ["carrot cake recipe for 8 people", "una receta de paella para 8"])
def test_recipes_are_out_of_scope(message: str) -> None:
    assert calls(message)[0][1]["kind"] == "out_of_scope"


@pytest.mark.parametrize(
    "message",
    [
        "Say we win one customer. Realistically, what would they bring us in the coming three years?",
        "Pongamos que tenemos un cliente. Siendo realistas, ¿cuánto nos va a dejar en los próximos tres años?",
    ],
)
def test_a_customer_who_might_come_is_worth_what_one_is(message: str) -> None:
    assert calls(message) == [("customer_value", {"horizon": "36m"})]


@pytest.mark.parametrize(
    "message",
    [
        "Thinking only about customers in Spain, which acquisition channel has the highest lifetime value?",
        "Pensando solo en los clientes de España, ¿qué canal de captación tiene mayor valor de vida?",
    ],
)
def test_whom_one_thinks_of_only_narrows(message: str) -> None:
    ((tool, arguments),) = calls(message)
    assert (tool, arguments["by"]) == ("customer_value", "acquisition_channel")
    assert arguments["rule"] == {"all": [{"field": "country", "op": "=", "value": "Spain"}]}


@pytest.mark.parametrize(
    "message",
    [
        "Whenever somebody buys, what do they leave us per order? I mean in 2025, the whole shop.",
        "¿Cuánto nos dejan por pedido en 2025?",
    ],
)
def test_what_people_leave_per_order_is_the_value_of_one(message: str) -> None:
    assert asked(message) == {"metrics": ["average_order_value"], "period": "2025"}


@pytest.mark.parametrize(
    "message", ["nr of different ppl who ordered, past 45 days", "nº de personas distintas que pidieron, últimos 45 días"]
)
def test_a_bare_span_behind_a_count_is_its_period(message: str) -> None:
    assert asked(message) == {"metrics": ["customers"], "period": "last_45_days"}


def test_short_english_is_answered_in_english() -> None:
    assert planned("net rev Q4 25 thx").language == "en"
    assert planned("ingresos netos T4 25").language == "es"


def test_an_assent_before_a_follow_up_changes_nothing() -> None:
    (step,) = planned("clientes nuevos en marzo de 2025", "Bien. ¿Qué tal abril?").steps
    assert step.arguments == {"metrics": ["new_customers"], "period": "2025-04"}
