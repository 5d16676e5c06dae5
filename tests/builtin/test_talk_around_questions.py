"""What people say before and behind a question, and questions that are told by examples, sizes and days in between."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, planned

FRANCE = [{"field": "country", "op": "=", "value": "France"}]
EMAIL_NOT_SMS = [
    {"field": "consent_email", "op": "=", "value": "subscribed"},
    {"field": "consent_sms", "op": "!=", "value": "subscribed"},
]
BOTH = [{"field": "country", "op": "in", "value": ["France", "Germany"]}]


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("How many orders did we get from France in May 2025? Trying to settle an argument with the France team",
         {"metrics": ["orders"], "period": "2025-05", "filters": FRANCE}),
        ("¿Cuántos pedidos entraron de Francia en mayo de 2025? La jefa no deja de preguntar",
         {"metrics": ["orders"], "period": "2025-05", "filters": FRANCE}),
        ("who are our five best customers? thinking of inviting them to lunch",
         {"rule": {}, "order_by": "-historic_value", "limit": 5}),
        ("¿quiénes son nuestros cinco mejores clientes? pensamos invitarlos a comer",
         {"rule": {}, "order_by": "-historic_value", "limit": 5}),
        ("our CFO is panicking about the Christmas refunds, how many orders in May 2025?",
         {"metrics": ["orders"], "period": "2025-05"}),
        ("el director está nervioso con los reembolsos, ¿cuántos pedidos hubo en mayo de 2025?",
         {"metrics": ["orders"], "period": "2025-05"}),
    ],
)  # fmt: skip
def test_talk_around_a_question_changes_nothing(message: str, arguments: dict[str, Any]) -> None:
    assert [arguments for _, arguments in calls(message)] == [arguments]


@pytest.mark.parametrize(
    "message",
    ["how many orders in May 2025? I want to see it by country", "¿cuántos pedidos en mayo de 2025? quiero verlo por país"],
)
def test_what_follows_a_question_may_be_a_part_of_it(message: str) -> None:
    assert asked(message)["group_by"] == ["country"]


@pytest.mark.parametrize(
    "message",
    [
        "Friday's board meeting is France against Germany: revenue in May 2025 for each",
        "la reunión del viernes va de Francia contra Alemania: ingresos de mayo de 2025 de cada uno",
    ],
)
def test_the_day_of_a_meeting_is_no_filter(message: str) -> None:
    assert (asked(message)["period"], asked(message)["filters"]) == ("2025-05", BOTH)


@pytest.mark.parametrize(
    "message", ["revenue by day in May 2025, Thursday to Saturday", "ingresos por día en mayo de 2025, de jueves a sábado"]
)
def test_days_between_two_weekdays_are_all_meant(message: str) -> None:
    [found] = asked(message)["filters"]
    assert found["value"] == ["Thursday", "Friday", "Saturday"]


@pytest.mark.parametrize(
    ("message", "metric", "groups"),
    [
        ("what part of May 2025 product sales was Tea?", "revenue", None),
        ("¿qué parte de las ventas de productos de mayo de 2025 fue de Tea?", "revenue", None),
        ("which country placed the largest orders on average in 2025?", "average_order_value", ["country"]),
        ("¿qué país hizo los pedidos más grandes en promedio en 2025?", "average_order_value", ["country"]),
        ("what portion of renewals did subscribers skip in May 2025?", "skip_rate", None),
        ("¿qué porcentaje de renovaciones se saltaron los suscriptores en mayo de 2025?", "skip_rate", None),
        ("how many crates of Sencha Green Tea did we shift in May 2025?", "units", None),
        ("¿cuántas latas de Sencha Green Tea despachamos en mayo de 2025?", "units", None),
        ("how many people were referred by another customer in 2025?", "referrals", None),
        ("¿cuántas personas llegaron recomendadas por otro cliente en 2025?", "referrals", None),
    ],
)
def test_a_measure_is_known_by_how_it_is_told(message: str, metric: str, groups: list[str] | None) -> None:
    found = asked(message)
    assert (found["metrics"], found.get("group_by")) == ([metric], groups)


@pytest.mark.parametrize("message", ["four campaigns with the best click rate", "las cuatro campañas con mejor tasa de clics"])
def test_so_many_campaigns_are_a_ranking(message: str) -> None:
    assert asked(message)["limit"] == 4


@pytest.mark.parametrize(
    "message", ["lapsed customers who came back last month", "clientes dormidos que volvieron el mes pasado"]
)
def test_the_lapsed_who_came_back_are_reactivated(message: str) -> None:
    assert {c["field"] for c in asked(message)["rule"]["all"]} == {"reactivated_on"}


@pytest.mark.parametrize(
    "message",
    ["are our customers men or women?", "¿cuántos pagaron con paypal en mayo?", "orders paid by credit card last month"],
)
def test_gender_and_ways_of_paying_are_not_recorded(message: str) -> None:
    assert planned(message).steps[0].arguments["kind"] == "no_data"


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("how many customers are at risk or lapsed", [{"field": "health", "op": "in", "value": ["at_risk", "lapsed"]}]),
        ("¿cuántos clientes en riesgo o perdidos hay?", [{"field": "health", "op": "in", "value": ["at_risk", "lapsed"]}]),
        ("ordered last year but nothing so far this year",
         [{"did": "ordered", "period": "last_year"}, {"did": "ordered", "negated": True, "period": "this_year"}]),
        ("how many can we email but not text",
         EMAIL_NOT_SMS),
        ("¿a cuántos podemos escribir por correo pero no por SMS?",
         EMAIL_NOT_SMS),
        ("how many customers own the Blue Mug and the Sencha Green Tea",
         [{"did": "ordered", "product": "P-200"}, {"did": "ordered", "product": "P-300"}]),
    ],
)  # fmt: skip
def test_states_and_permissions_of_several_are_told_apart(message: str, rule: list[dict[str, Any]]) -> None:
    assert asked(message)["rule"]["all"] == rule


@pytest.mark.parametrize("message", ["active vs lapsed customers", "¿cuántos activos, en riesgo y perdidos tenemos?"])
def test_states_set_beside_each_other_are_counted_one_by_one(message: str) -> None:
    assert calls(message) == [("lifecycle", {"by": "health"})]


@pytest.mark.parametrize("message", ["how many opt-ins by channel", "¿cuántos permisos tenemos en cada canal?"])
def test_permissions_by_channel_are_those_of_messages(message: str) -> None:
    fields = [call["rule"]["all"][0]["field"] for _, call in calls(message)]
    assert fields == ["consent_email", "consent_sms", "consent_whatsapp", "consent_push"]


@pytest.mark.parametrize(
    "messages",
    [
        ("churn rate in May 2025", "voluntary only?"),
        ("tasa de cancelación de mayo de 2025", "¿solo la voluntaria?"),
    ],
)
def test_a_part_of_churn_is_asked_for_alone(messages: tuple[str, ...]) -> None:
    assert asked(*messages) == {"metrics": ["voluntary_churn_rate"], "period": "2025-05"}


@pytest.mark.parametrize("last", ["and due to failed payments?", "because of failed payments"])
def test_churn_by_failed_payments_is_a_part_of_churn(last: str) -> None:
    assert asked("churn rate in May 2025", last)["metrics"] == ["payment_churn_rate"]


@pytest.mark.parametrize(
    "messages",
    [
        ("what do we know about customer 17850", "are we allowed to email them?"),
        ("háblame del cliente 17850", "¿acepta correos?"),
    ],
)
def test_the_permission_of_one_customer_is_in_the_record(messages: tuple[str, ...]) -> None:
    assert calls(*messages) == [("customer_profile", {"customer_id": "17850"})]


@pytest.mark.parametrize(
    "message",
    [
        "orders in May 2025 by sales channel (web, store, and so on)",
        "pedidos de mayo de 2025 por canal de venta: web, tienda, etc.",
    ],
)
def test_examples_of_groups_narrow_nothing(message: str) -> None:
    assert (asked(message)["group_by"], asked(message).get("filters")) == (["sales_channel"], None)


@pytest.mark.parametrize(
    "message", ["our coffee buyer wants her top five teas by revenue in 2025", "revenue weekdays vs weekends in 2025"]
)
def test_neither_a_buyer_of_ours_nor_the_weekend_is_a_filter(message: str) -> None:
    assert (asked(message)["period"], asked(message)["metrics"]) == ("2025", ["revenue"])
    assert "compare_to" not in asked(message)
    assert len(asked(message)["group_by"]) == 1


def test_the_ones_of_a_place_are_of_those_spoken_of() -> None:
    rule = asked("lapsed customers, total", "write the French ones an SMS")["rule"]["all"]
    assert {c["field"]: c["value"] for c in rule} == {"health": "lapsed", "country": "France"}


_OF_FRANCE = {"metrics": ["orders"], "period": "2025-05", "filters": [{"field": "country", "op": "=", "value": "France"}]}
_WITH_XMAS20 = {"metrics": ["orders"], "filters": [{"field": "coupon", "op": "=", "value": "XMAS20"}]}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Got the Paris partners on the line, how many orders came from France in May 2025?", _OF_FRANCE),
        ("Tengo a los socios de París al teléfono, ¿cuántos pedidos hubo en Francia en mayo de 2025?", _OF_FRANCE),
        ("Planning next Christmas already. How many orders used the XMAS20 coupon?", _WITH_XMAS20),
        ("Ya ando con las próximas Navidades, ¿en cuántos pedidos se usó el cupón XMAS20?", _WITH_XMAS20),
        ("How many orders used the XMAS20 coupon? Planning next Christmas already.", _WITH_XMAS20),
        ("curious about loyalty over the year, how many customers bought in May 2025?",
         {"metrics": ["customers"], "period": "2025-05"}),
        ("Curiosa por la fidelidad: ¿cuántos clientes compraron en mayo de 2025?",
         {"metrics": ["customers"], "period": "2025-05"}),
        ("Want to plan the warehouse day off. Which weekday gets the fewest orders?",
         {"metrics": ["orders"], "group_by": ["weekday"], "order_by": "orders"}),
    ],
)  # fmt: skip
def test_who_is_there_a_topic_and_a_sale_to_come_narrow_nothing(message: str, expected: dict[str, Any]) -> None:
    assert asked(message) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("I keep hearing people don't come back. What fraction of first-time buyers order again within 60 days?",
         {"metrics": ["second_order_rate_60"]}),
        ("No paro de oír que la gente no vuelve: ¿qué proporción de los que compran por primera vez repite antes de 60 días?",
         {"metrics": ["second_order_rate_60"]}),
        ("We suspect there's a bunch who only love bargains. How many orders used the XMAS20 coupon?", _WITH_XMAS20),
        ("Webshop sprint review tomorrow - what proportion of site visits ended in an order in May 2025?",
         {"metrics": ["conversion_rate"], "period": "2025-05"}),
        ("Mañana toca revisión de la web; en mayo de 2025, ¿qué proporción de visitas al sitio terminó en pedido?",
         {"metrics": ["conversion_rate"], "period": "2025-05"}),
        ("Los de Francia quieren saber cuántos pedidos juntaron en mayo de 2025", _OF_FRANCE),
    ],
)  # fmt: skip
def test_an_opinion_ahead_narrows_nothing_and_those_of_a_place_ask_about_it(message: str, expected: dict[str, Any]) -> None:
    assert asked(message) == expected
