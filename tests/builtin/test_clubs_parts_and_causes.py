"""Subscriptions called clubs, a year told part by part, causes of churn, and campaigns set against those left out."""

from dataclasses import replace

import pytest

from assistant.builtin.plan import Context, Shown, Turn
from assistant.builtin.understanding import understand
from assistant.builtin.words.match import phrasebook
from assistant.builtin.words.wares import shared_heads, singular
from tests.builtin.asking import asked, calls, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Value


@pytest.mark.parametrize(
    ("wording", "plain"),
    [
        ("churn of the kids book club in May", "churn rate in May"),
        ("tasa de cancelación del club de lectura en mayo", "tasa de cancelación en mayo"),
        ("how many club subscriptions are live right now", "how many active subscriptions"),
        ("how many people joined the club in May", "new subscriptions in May"),
        ("Altas de Premium en mayo", "suscripciones nuevas de Premium en mayo"),
        ("New Premium sign-ups in May", "new Premium subscriptions in May"),
        ("which plan lost the most subscribers in 2025", "plans by churned subscriptions in 2025, highest first"),
        ("We're reworking the plans; which one lost most subscribers in 2025?", "which plan lost the most subscribers in 2025"),
        ("Estoy rearmando los planes, cuál perdió más suscriptores en 2025?", "qué plan perdió más suscriptores en 2025"),
        ("revenue month after month for 2024", "revenue by month in 2024"),
        ("how did orders move across the four quarters of 2024", "orders by quarter in 2024"),
        ("cómo fueron los pedidos en los doce meses de 2024", "cómo fueron los pedidos por mes en 2024"),
        ("orders since the year began", "orders this year"),
        ("pedidos desde que arrancó el año", "pedidos este año"),
        ("September's five biggest sellers by copies", "top five products by units in September"),
        ("September first-time customers by country", "new customers by country in September"),
        ("which summer code got more use, WELCOME10 or XMAS20? count orders", "orders by coupon: WELCOME10 or XMAS20"),
        ("where are this year's first-time buyers finding us?", "new customers by acquisition channel this year"),
        ("how many in every hundred May orders carried a coupon", "what % of May orders carried a coupon"),
        ("how many customers had coffee but not a single mug", "how many customers bought coffee but no mugs"),
        ("clientes con Coffee pero ni un solo Mugs, ¿cuántos son?", "cuántos clientes compraron Coffee pero no Mugs"),
        ("compradores que estuvieron en el segundo y también en el tercer trimestre de 2025, cuántos son",
         "cuántos clientes compraron en el segundo y en el tercer trimestre de 2025"),
        ("clientes que ya estaban perdidos (lapsed) volvieron a comprar en mayo, ¿cuántos?",
         "cuántos clientes perdidos volvieron a comprar en mayo"),
        ("las 5 cosas que más unidades vendieron en mayo", "los 5 productos que más unidades vendieron en mayo"),
        ("taza de recompra en mayo", "tasa de recompra en mayo"),
        ("third quarter 2025, revenue once refunds come off", "net revenue third quarter 2025"),
        ("Lo que nos quedó de mayo ya restando devoluciones", "ingresos netos de mayo"),
        ("RFM groups with head counts", "how many customers are in each RFM group"),
        ("customers with coffee but zero mugs, how many", "how many customers bought coffee but no mugs"),
        ("quienes aparecieron tanto en julio como en agosto, cuántos son", "cuántos clientes compraron en julio y en agosto"),
        ("where did September's new customers hear about us", "new customers by acquisition channel in September"),
        ("ventas de los cuatro trimestres del año pasado", "ventas por trimestre del año pasado"),
        ("members gained and lost in May", "new subscriptions and churned subscriptions in May"),
        ("suscripciones arrancadas en mayo por plan", "suscripciones nuevas en mayo por plan"),
        ("how do new customers find us this year", "new customers by referral source this year"),
        ("how many families bought in May", "how many customers bought in May"),
    ],
)  # fmt: skip
def test_both_wordings_come_to_the_same_call(wording: str, plain: str) -> None:
    (tool, arguments), *_ = calls(wording)
    (plain_tool, wanted), *_ = calls(plain)
    assert (tool, {k: v for k, v in arguments.items() if k != "order_by"}) == (
        plain_tool,
        {k: v for k, v in wanted.items() if k != "order_by"},
    )


@pytest.mark.parametrize(("message", "op"), [("revenue of the club in May", "!="), ("ingresos del club en mayo", "!=")])
def test_money_of_the_club_is_of_orders_with_a_plan(message: str, op: str) -> None:
    assert asked(message)["filters"] == [{"field": "plan", "op": op, "value": "unknown"}]


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("Board pack due Friday, need May's churn rate", "May's churn rate"),
        ("El viernes va el informe al directorio, necesito los ingresos de mayo", "los ingresos de mayo"),
        ("Toca recortar catálogo y busco candidatos, cuáles cinco productos facturaron menos en mayo?",
         "cuáles cinco productos facturaron menos en mayo?"),
        ("Our CEO is nervous about losing good families. Which customers are at risk?", "Which customers are at risk?"),
        ("Dinero devuelto por mes en 2024. En bodega juran que baja, a ver", "Dinero devuelto por mes en 2024"),
        ("Which customers are at risk? Ten will do", "Which customers are at risk, top 10"),
    ],
)  # fmt: skip
def test_what_is_told_around_a_question_narrows_nothing(message: str, plain: str) -> None:
    assert calls(message) == calls(plain)


@pytest.mark.parametrize(
    "message",
    [
        "May churn: how much was failed payments and how much was people choosing to go?",
        "Churn de mayo, cuánto fue por pagos fallidos y cuánto porque se quisieron ir?",
        "how much of May churn was cards failing and how much people deciding to leave",
    ],
)
def test_a_cause_that_is_counted_is_no_reason_for_asking(message: str) -> None:
    assert asked(message)["metrics"] == ["voluntary_churn_rate", "payment_churn_rate"]


def test_people_that_somebody_thinks_of_are_those_asked_about() -> None:
    rule = asked("Think of the crowd that first bought in May 2025. How many haven't ordered since August 1st?")["rule"]
    assert {c.get("field") or c.get("did") for c in rule["all"]} == {"first_order_on", "ordered"}


def test_a_draft_for_who_has_a_plan_now_keeps_both() -> None:
    rule = asked("draft a thank-you email to active Premium subscribers")["rule"]
    assert {c["field"]: c["value"] for c in rule["all"]} == {"subscription_status": "active", "plan": "Premium"}


@pytest.mark.parametrize("then", ["how many reviews is that in each?", "orders for each", "¿cuántos pedidos en cada uno?"])
def test_each_is_each_of_the_groups_before(then: str) -> None:
    assert asked("average rating by category in May", then)["group_by"] == ["category"]


@pytest.mark.parametrize("then", ["what reasons did they leave for?", "y por qué motivos se fueron"])
def test_reasons_for_leaving_are_counted_in_the_period_before(then: str) -> None:
    arguments = asked("Churn rate in the second quarter of 2025", then)
    assert (arguments["metrics"], arguments["group_by"]) == (["churned_subscriptions"], ["cancel_reason"])
    assert arguments["period"] == asked("Churn rate in the second quarter of 2025")["period"]


@pytest.mark.parametrize("then", ["tell me more about them", "give me more on this person", "cuéntame más de ese cliente"])
def test_the_one_who_was_asked_for_is_the_first_of_the_list(then: str) -> None:
    first = "Who is our number one customer by net spend?"
    shown = Shown("customer", ("C-1", "C-2"))
    turn = Turn(first, planned(first), "answered", shown=shown)
    step = understand(then, Context((turn,)), shop()).steps[-1]
    assert (step.tool, step.arguments) == ("customer_profile", {"customer_id": "C-1"})


def _with_campaigns() -> object:
    named = [Value("campaign", "CMP2", ("Come back to the shelf",), 0.0)]
    others = [v for v in shop().values if v.dimension != "campaign"]
    return replace(shop(), values=(*others, *named))


@pytest.mark.parametrize(
    "message",
    [
        "Was CMP2 worth doing? Set it against its control group", "Valió la pena CMP2? Compárala con su grupo de control",
        "how much extra revenue did CMP2 bring compared with the people held back?",
        "cuánto ingreso extra trajo CMP2 frente a los que dejamos sin mensaje?",
    ],
)  # fmt: skip
def test_a_campaign_by_its_key_is_set_against_those_left_out(message: str) -> None:
    steps = understand(message, Context(), _with_campaigns()).steps  # type: ignore[arg-type]
    assert [(s.tool, s.arguments) for s in steps] == [("campaign_effect", {"campaign": "CMP2"})]


@pytest.mark.parametrize(
    "message", ["What portion of those who got CMP2 opted out?", "Qué proporción de quienes recibieron CMP2 se dio de baja?"]
)
def test_those_of_a_campaign_who_opted_out_are_its_rate(message: str) -> None:
    (step,) = understand(message, Context(), _with_campaigns()).steps  # type: ignore[arg-type]
    assert step.arguments["metrics"] == ["unsubscribe_rate"]


def test_money_of_new_and_of_returning_customers_is_of_days() -> None:
    arguments = asked("are new customers spending more than returning ones?")
    assert (arguments["metrics"], arguments["period"]) == (["revenue_from_new", "revenue_from_returning"], "this_year")


def test_a_category_is_named_with_the_word_its_kin_end_in() -> None:
    keys = ("Picture books", "Board books", "Bilingual")
    values = tuple(Value("category", key, (key,), 1.0) for key in keys)
    book = phrasebook(replace(shop(), values=values), "en")
    assert shared_heads(keys) == {"books"}
    assert singular(("picture", "books")) == ("picture", "book")
    assert [e.id for e in book.entries[("bilingual", "books")]] == ["Bilingual"]
    assert ("picture", "book") in book.entries
