"""Stages told one by one, advice on what is told around it, trials with a control group: both languages alike."""

import pytest

from tests.builtin.asking import asked, calls


@pytest.mark.parametrize(
    "message",
    [
        "how many contacts do we have in consideration, conversion and loyalty?",
        "¿cuántos contactos hay en consideración, conversión y lealtad?",
        "people per lifecycle stage, starting at awareness and ending at loyalty",
        "gente por etapa del ciclo de vida, empezando en descubrimiento y acabando en lealtad",
        "customers and share of revenue in each stage",
        "clientes y % de ingresos en cada etapa",
    ],
)
def test_stages_told_one_by_one_or_by_their_ends_are_the_table_of_all(message: str) -> None:
    assert calls(message) == [("lifecycle", {})]


@pytest.mark.parametrize(
    ("message", "stage"),
    [
        ("what does the playbook say on getting shoppers to bring their friends?", "loyalty"),
        ("¿qué dice el manual para que la clientela invite a sus amistades?", "loyalty"),
        ("nobody out there knows we exist. Is there anything in the playbook?", "awareness"),
        ("casi nadie sabe quiénes somos, ¿hay algo en el manual?", "awareness"),
        ("they look at products and leave with nothing: any tips in the playbook?", "consideration"),
        ("miran los productos y se van sin comprar, ¿qué aconseja el manual?", "consideration"),
        ("newsletter sign-ups without a purchase: what does the playbook recommend?", "consideration"),
        ("suscritos al boletín que no han comprado nada: ¿qué recomienda el manual?", "consideration"),
    ],
)
def test_advice_is_of_the_stage_that_is_told_around_the_question(message: str, stage: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["stage"]) == ("search_playbook", stage)


def test_people_asked_for_beside_advice_are_still_listed() -> None:
    found = [tool for tool, _ in calls("Customers in Germany that lapsed, and what does the playbook say about them?")]
    assert found == ["find_customers", "search_playbook"]


@pytest.mark.parametrize(
    "message",
    [
        "are there enough lapsed customers in Germany to try a win-back email with a control group?",
        "¿hay suficientes inactivos en Alemania para probar un correo de recuperación con grupo de control?",
        "keeping some back as a control, are Germany's inactive customers enough for a win-back?",
        "dejando una parte como control, ¿bastan los inactivos de Alemania para una prueba de recuperación?",
    ],
)
def test_whether_a_trial_can_be_measured_is_told_by_a_draft_for_its_people(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert tool == "draft_campaign"
    fields = {condition["field"]: condition["value"] for condition in arguments["rule"]["all"]}
    assert fields == {"health": "lapsed", "country": "Germany"}


@pytest.mark.parametrize(
    "message",
    [
        "our best customers that we are in danger of losing",
        "a los mejores clientes que corren peligro de abandonarnos, muéstramelos",
        "which of our most valuable accounts might we lose?",
        "de los clientes más valiosos, ¿quiénes se nos están escapando?",
    ],
)
def test_the_best_that_may_leave_are_the_most_valuable_fifth_at_risk(message: str) -> None:
    rule = asked(message)["rule"]["all"]
    assert {(c["field"], c["op"]) for c in rule} == {("health", "="), ("historic_value", "top_share")}


def test_a_number_of_best_customers_at_risk_stays_a_number() -> None:
    arguments = asked("the 5 best customers at risk")
    assert [c["field"] for c in arguments["rule"]["all"]] == ["health"]
    assert arguments["limit"] == 5


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ("SMS: loyal customers, first taste of the new range", "stage"),
        ("SMS: clientes leales, adelanto de la nueva gama", "stage"),
        ("review request email, conversion stage", "stage"),
        ("I need an email that brings back customers who have not ordered for 90 days", "days_since_last_order"),
        ("necesito un correo que haga volver a quienes llevan 90 días sin comprar", "days_since_last_order"),
    ],
)
def test_a_text_named_with_its_people_is_a_draft(message: str, field: str) -> None:
    [(tool, arguments)] = calls(message)
    assert tool == "draft_campaign"
    assert [condition["field"] for condition in arguments["rule"]["all"]] == [field]


@pytest.mark.parametrize(
    "message",
    [
        "what will an average shopper leave us over the next three years?",
        "de aquí a 3 años, ¿cuánto nos va a dejar un cliente medio?",
    ],
)
def test_what_one_customer_will_leave_is_their_expected_value(message: str) -> None:
    assert calls(message) == [("customer_value", {"horizon": "36m"})]


@pytest.mark.parametrize("message", ["Germany, customers at risk, nº", "Alemania, clientes en riesgo, nº"])
def test_a_number_sign_at_the_end_counts(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert tool == "find_customers"
    assert "order_by" not in arguments
