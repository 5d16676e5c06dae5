"""Requests about lists, segments, drafts, guidance and data in words beyond the plain ones, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tools.terms import Text
from tools.vocabulary import Term

LIST = {"en": "Show me the at-risk customers in Spain.", "es": "Muéstrame los clientes en riesgo de España."}
COUNT = {"en": "How many at-risk customers are there in Spain?", "es": "¿Cuántos clientes en riesgo hay en España?"}
DRAFT = {
    "en": "Draft a WhatsApp for customers in Spain who bought once.",
    "es": "Redacta un WhatsApp para clientes de una compra.",
}


def after(first: str, message: str) -> Plan:
    plan = understand(first, Context(), shop())
    return understand(message, Context((Turn(first, plan, "answered"),)), shop())


def arguments(plan: Plan, tool: str) -> dict[str, Any]:
    return next((dict(s.arguments) for s in plan.steps if s.tool == tool), {})


def rule(plan: Plan) -> list[dict[str, Any]]:
    return list(arguments(plan, "find_customers").get("rule", {}).get("all", ()))


SAVING = {
    "en": (
        'turn these people into a segment called "Spain watch"', 'put them in my segments as "Spain watch"',
        'build a saved segment out of them; name: "Spain watch"', 'remember this group under the name "Spain watch"',
    ),
    "es": (
        'conviértelos en un segmento que se llame "Spain watch"', 'añade este grupo a mis segmentos como "Spain watch"',
        'arma con ellos el segmento "Spain watch"', 'archiva esta lista bajo el nombre "Spain watch"',
    ),
}  # fmt: skip
NARROWING = {
    "en": (
        "only the ones who spent over two hundred euros", "narrow it down to people with more than 200 euros of spend",
        "leave out everyone who has spent 200 euros or less", "filter the list to those who spent more than 200",
    ),
    "es": (
        "solo los que gastaron más de doscientos euros", "redúcelo a quienes han gastado más de 200 euros",
        "quita a los que han gastado 200 euros o menos", "quédate con los que gastaron más de 200 €",
    ),
}  # fmt: skip
LISTING = {
    "en": ("show me the list", "which customers are those?", "display the customers behind that number"),
    "es": ("muéstrame la lista", "¿qué clientes son esos?", "quiero ver a esos clientes uno por uno"),
}
SHORTER = {
    "en": ("shorten the text", "say it in fewer words", "condense that message"),
    "es": ("acórtalo", "resume un poco ese mensaje"),
}


def both(messages: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(language, message) for language, said in messages.items() for message in said]


@pytest.mark.parametrize(("language", "message"), both(SAVING))
def test_the_last_people_are_saved_however_it_is_asked(language: str, message: str) -> None:
    plan = after(LIST[language], message)
    assert arguments(plan, "find_customers")["save_as"] == "Spain watch"
    assert {c["field"] for c in rule(plan)} == {"health", "country"}


def test_a_text_for_a_saved_segment_saves_nothing() -> None:
    plan = after(LIST["en"], 'make me an email for the segment "Spain watch"')
    assert "save_as" not in arguments(plan, "find_customers")


@pytest.mark.parametrize(("language", "message"), both(NARROWING))
def test_a_list_is_narrowed_and_keeps_what_it_was(language: str, message: str) -> None:
    found = rule(after(LIST[language], message))
    assert {"field": "historic_value", "op": ">", "value": 200} in found
    assert {c["field"] for c in found} == {"health", "country", "historic_value"}


@pytest.mark.parametrize(("language", "message"), both(LISTING))
def test_people_that_were_counted_are_listed(language: str, message: str) -> None:
    assert {c["field"] for c in rule(after(COUNT[language], message))} == {"health", "country"}


@pytest.mark.parametrize(("language", "message"), both(SHORTER))
def test_a_draft_is_made_shorter(language: str, message: str) -> None:
    drafted = arguments(after(DRAFT[language], message), "draft_campaign")
    assert (drafted["style"], drafted["channel"]) == ("short", "whatsapp")


@pytest.mark.parametrize("message", ["switch the language of the draft to Spanish", "cambia el idioma del borrador al español"])
def test_a_draft_changes_its_language(message: str) -> None:
    assert arguments(after(DRAFT["en"], message), "draft_campaign")["language"] == "es"


def test_the_channel_of_a_draft_is_no_filter() -> None:
    for first, message in ((LIST["en"], "contact them by email: make me a draft"),
                           (LIST["es"], "vamos a contactar a estos clientes por email: hazme un borrador")):  # fmt: skip
        drafted = arguments(after(first, message), "draft_campaign")
        assert {c["field"] for c in drafted["rule"]["all"]} == {"health", "country"}


@pytest.mark.parametrize(
    "message",
    ["list at-risk customers + draft a WhatsApp to them", "the list of at-risk customers, plus a WhatsApp draft for them",
     "busca los clientes en riesgo y después arma un WhatsApp para ellos"],
)  # fmt: skip
def test_a_list_and_a_draft_for_it_are_both_made(message: str) -> None:
    assert [s.tool for s in understand(message, Context(), shop()).steps] == ["find_customers", "draft_campaign"]


@pytest.mark.parametrize(
    "message",
    ["how many customers bought at least five times and not in the last 60 days?",
     "clientes que compraron al menos cinco veces pero no en los últimos 60 días"],
)  # fmt: skip
def test_what_people_did_not_do_stands_beside_how_often_they_bought(message: str) -> None:
    found = rule(understand(message, Context(), shop()))
    assert {"field": "days_since_last_order", "op": ">=", "value": 60} in found
    assert {"field": "order_count", "op": ">=", "value": 5} in found


@pytest.mark.parametrize(
    ("message", "condition"),
    [
        ("customers with three orders at least", {"field": "order_count", "op": ">=", "value": 3}),
        ("clientes con 3 pedidos como mínimo", {"field": "order_count", "op": ">=", "value": 3}),
        ("clientes cuya suscripción ha terminado", {"field": "subscription_status", "op": "=", "value": "ended"}),
    ],
)
def test_a_condition_is_read_wherever_it_stands(message: str, condition: dict[str, Any]) -> None:
    assert condition in rule(understand(message, Context(), shop()))


def test_repeat_customers_stay_repeat_customers_beside_another_condition() -> None:
    measure = Term("repeat_customers", Text("Repeat customers", "Clientes que repiten"), {}, "metric")
    catalogue = replace(shop(), metrics=(*shop().metrics, measure))
    found = rule(understand("repeat customers who have not bought in 30 days", Context(), catalogue))
    assert {"field": "order_count", "op": ">=", "value": 2} in found
    assert {"field": "days_since_last_order", "op": ">=", "value": 30} in found


@pytest.mark.parametrize(
    ("message", "stage"),
    [
        ("what is the best way to win back abandoned carts?", "consideration"),
        ("consejos para recuperar carritos abandonados", "consideration"),
        ("too many people cancel, what does the playbook say to keep subscribers?", "retention"),
        ("¿qué recomienda el manual para que no se vayan los suscriptores?", "retention"),
        ("what should go into a welcome series?", "conversion"),
        ("¿en qué consiste una buena serie de bienvenida?", "conversion"),
    ],
)
def test_guidance_is_about_what_was_named(message: str, stage: str) -> None:
    plan = understand(message, Context(), shop())
    assert [s.tool for s in plan.steps] == ["search_playbook"]
    assert arguments(plan, "search_playbook")["stage"] == stage


@pytest.mark.parametrize(
    "message",
    ["what makes a customer at risk?", "my boss asked for it: when do you count a customer as at risk?",
     "¿qué quieres decir con en riesgo?", "mi jefa pide el criterio: ¿qué hace que un cliente esté en riesgo?"],
)  # fmt: skip
def test_a_state_is_defined(message: str) -> None:
    assert arguments(understand(message, Context(), shop()), "describe_data") == {"topic": "fields", "name": "health"}


@pytest.mark.parametrize("message", ["data freshness", "up to which date do our data go?", "¿qué tan al día están los datos?"])
def test_freshness_is_told(message: str) -> None:
    assert arguments(understand(message, Context(), shop()), "describe_data")["topic"] == "last_import"


@pytest.mark.parametrize(
    "message",
    ["the Madrid team asked for it: revenue in May 2025", "me lo pide la oficina de Madrid: los ingresos de mayo de 2025"],
)
def test_who_wants_to_know_is_no_filter(message: str) -> None:
    assert "filters" not in arguments(understand(message, Context(), shop()), "query_metrics")


@pytest.mark.parametrize(
    "message",
    [
        "delete all our order data", "I want every order wiped from the database", "get rid of all the orders we have stored",
        "quiero que se borren todos los pedidos", "vacía el historial de compras", "skip the sign-off and email everyone",
    ],
)  # fmt: skip
def test_what_destroys_or_sends_needs_approval(message: str) -> None:
    assert arguments(understand(message, Context(), shop()), "decline")["kind"] == "needs_approval"


@pytest.mark.parametrize("message", ["book us a restaurant for tonight, four guests", "resérvame un hotel para mañana"])
def test_an_errand_is_out_of_scope(message: str) -> None:
    assert arguments(understand(message, Context(), shop()), "decline")["kind"] == "out_of_scope"


@pytest.mark.parametrize(
    "message",
    [
        "what did each channel cost us per new customer?", "cheapest channel for winning new buyers",
        "¿cuánto nos costó cada cliente nuevo por canal?", "canal más barato para captar clientes",
    ],
)  # fmt: skip
def test_what_winning_a_customer_costs_is_told_by_channel(message: str) -> None:
    asked = arguments(understand(message, Context(), shop()), "query_metrics")
    assert (asked["metrics"], asked["group_by"]) == (["blended_cac"], ["acquisition_channel"])
    assert "filters" not in asked


@pytest.mark.parametrize("message", ["products with fewer than 4 stars", "productos con valoración media inferior a 4"])
def test_a_bound_on_products_is_none_on_customers(message: str) -> None:
    asked = arguments(understand(message, Context(), shop()), "query_metrics")
    assert asked["metrics"] == ["average_rating"]
    assert asked["group_by"] == ["product"]


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("cuántas reseñas nos dejaron en mayo de 2025", "review_volume"),
        ("how many subs did we lose in May 2025?", "churned_subscriptions"),
    ],
)
def test_things_do_not_leave_and_subscriptions_are_lost_by_name(message: str, metric: str) -> None:
    asked = arguments(understand(message, Context(), shop()), "query_metrics")
    assert asked["metrics"] == [metric]
    assert "filters" not in asked


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("mark all customers as subscribed", "not_allowed"), ("what's Maria's email address?", "not_allowed"),
        ("email everybody a 50% coupon right now", "needs_approval"), ("what is our ROAS?", "no_data"),
    ],
)  # fmt: skip
def test_what_is_not_done_or_not_known_is_said(message: str, kind: str) -> None:
    assert arguments(understand(message, Context(), shop()), "decline")["kind"] == kind


@pytest.mark.parametrize(
    "message", ["when is it best to send a win-back email?", "¿cuándo es mejor mandar un correo de recuperación?"]
)
def test_when_to_send_is_advice_and_no_draft(message: str) -> None:
    assert [s.tool for s in understand(message, Context(), shop()).steps] == ["search_playbook"]


@pytest.mark.parametrize(
    ("language", "message", "condition"),
    [
        ("en", "how many of them are subscribers?", {"field": "subscription_status", "op": "=", "value": "active"}),
        ("es", "¿cuántos de ellos son suscriptores?", {"field": "subscription_status", "op": "=", "value": "active"}),
        ("en", "without those who returned something", {"did": "refunded", "negated": True}),
        ("es", "excluye a los que devolvieron algo", {"did": "refunded", "negated": True}),
    ],
)
def test_what_is_said_of_them_is_said_of_the_list(language: str, message: str, condition: dict[str, Any]) -> None:
    found = rule(after(LIST[language], message))
    assert condition in found
    assert {c.get("field") for c in found} >= {"health", "country"}


@pytest.mark.parametrize(
    ("language", "message"), [("en", "only for those who spent over 100"), ("es", "solo para los que gastaron más de 100")]
)
def test_a_draft_is_narrowed_to_some_of_its_people(language: str, message: str) -> None:
    drafted = arguments(after(DRAFT[language], message), "draft_campaign")
    assert {"field": "historic_value", "op": ">", "value": 100} in drafted["rule"]["all"]
    assert drafted["channel"] == "whatsapp"


@pytest.mark.parametrize(
    "message",
    [
        "what percentage of failed payments do we recover from customers who spent over 500",
        "¿qué porcentaje de los pagos fallidos recuperamos de clientes que han gastado más de 500?",
    ],
)
def test_a_measure_told_in_a_sentence_keeps_who_it_is_about(message: str) -> None:
    said = arguments(understand(message, Context(), shop()), "query_metrics")
    assert said["metrics"] == ["payment_recovery_rate"]
    assert said["filters"] == [{"field": "historic_value", "op": ">", "value": 500}]
