"""Words, messages, offers and power: the small parts of audiences and drafts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.conditions import Behaviour, FieldCondition, Rule
from tools.errors import BadInputError
from tools.segments.messages import check_merge_tags, text_length, with_fallback
from tools.segments.offers import break_even, discount_of
from tools.segments.power import plan_test, smallest_detectable_lift
from tools.segments.words import rule_in_words


@pytest.mark.parametrize(
    ("rule", "en", "es"),
    [
        (Rule(), "all customers", "todos los clientes"),
        (
            Rule(all=(FieldCondition(field="country", value="France"),
                      FieldCondition(field="days_since_last_order", op=">", value=60))),
            "customers in France who have not ordered for more than 60 days",
            "clientes de Francia que no compran desde hace más de 60 días",
        ),
        (
            Rule(all=(FieldCondition(field="historic_value", op=">", value=5000),)),
            "customers who have spent more than 5,000 (net of refunds)",
            "clientes que han gastado más de 5.000 (neto de devoluciones)",
        ),
        (
            Rule(all=(Behaviour(product="A1"), Behaviour(product="B2", negated=True))),
            "customers who bought A1 and never bought B2",
            "clientes que compraron A1 y que nunca compraron B2",
        ),
        (
            Rule(all=(Behaviour(category="Shoes", at_least=2), Behaviour(period="2011-05..", negated=True))),
            "customers who bought from Shoes at least 2 times and did not order since May 2011",
            "clientes que compraron de Shoes al menos 2 veces y que no compraron desde mayo de 2011",
        ),
        (
            Rule(all=(FieldCondition(field="historic_value", op="top_share", value=0.1),)),
            "customers in the top 10% of all customers by historic value",
            "clientes del 10\u00a0% superior de clientes por valor histórico",
        ),
        (
            Rule(all=(FieldCondition(field="days_to_second_order", op="<=", value=90),
                      FieldCondition(field="first_order_on", op=">=", value="2011-01-01"),
                      FieldCondition(field="first_order_on", op="<=", value="2011-01-31"))),
            "customers who first ordered in January 2011 and ordered again within 90 days",
            "clientes que compraron por primera vez en enero de 2011 y que repitieron en 90 días",
        ),
        (
            Rule(all=(FieldCondition(field="order_count", op="<=", value=5),
                      FieldCondition(field="order_count", op=">=", value=3))),
            "customers who have between 3 and 5 orders",
            "clientes que tienen entre 3 y 5 pedidos",
        ),
        (
            Rule(all=(FieldCondition(field="consent_whatsapp", op="=", value="subscribed"),)),
            "customers who are subscribed to WhatsApp messages",
            "clientes que están suscritos a mensajes de WhatsApp",
        ),
        (
            Rule(any=(FieldCondition(field="order_count", value=0), FieldCondition(field="stage", value="loyalty"))),
            "customers who have never ordered or are in the loyalty stage",
            "clientes que nunca han comprado o están en la etapa de fidelidad",
        ),
    ],
)  # fmt: skip
def test_a_rule_reads_as_a_sentence_in_both_languages(rule: Rule, en: str, es: str) -> None:
    said = rule_in_words(rule)
    assert said.en == en
    assert said.es == es


@pytest.mark.parametrize(
    ("text", "characters", "parts", "encoding"),
    [
        ("hello", 5, 1, "GSM-7"),
        ("ñ and é", 7, 1, "GSM-7"),
        ("x" * 160, 160, 1, "GSM-7"),
        ("x" * 161, 161, 2, "GSM-7"),
        ("x" * 159 + "€", 161, 2, "GSM-7"),
        ("Más", 3, 1, "UCS-2"),
        ("á" * 71, 71, 2, "UCS-2"),
        ("", 0, 1, "GSM-7"),
    ],
)
def test_a_text_message_is_measured_in_its_alphabet(text: str, characters: int, parts: int, encoding: str) -> None:
    found = text_length(text)
    assert (found.characters, found.parts, found.encoding) == (characters, parts, encoding)


def test_merge_tags_need_a_fallback_and_a_known_name() -> None:
    check_merge_tags('Hi {{ first_name | default: "there" }}')
    for bad in ("Hi {{ first_name }}", 'Hi {{ shoe_size | default: "x" }}', "Hi {{ first_name"):
        with pytest.raises(BadInputError):
            check_merge_tags(bad)


def test_a_fallback_is_replaced_for_one_tag_only() -> None:
    text = '{{ offer | default: "a gift" }} for {{ first_name | default: "you" }}'
    assert with_fallback(text, "offer", '10% "off"') == '{{ offer | default: "10% off" }} for {{ first_name | default: "you" }}'


@pytest.mark.parametrize(
    ("offer", "share"),
    [("10%", 0.1), ("12,5 % de descuento", 0.125), ("5 € off", 0.1), ("£5 off", 0.1), ("free shipping", None), ("120%", None)],
)
def test_an_offer_gives_away_a_share_of_an_order(offer: str, share: float | None) -> None:
    assert discount_of(offer, 50.0) == (pytest.approx(share) if share else None)


def test_a_discount_pays_when_more_orders_earn_what_it_costs() -> None:
    found = break_even(0.2, 0.1, 0.4, 50.0)
    assert found.rate == pytest.approx(0.2667, abs=1e-4)
    assert break_even(0.2, 0.5, 0.4, 50.0).rate is None


def test_detectable_lift_agrees_with_the_textbook() -> None:
    assert smallest_detectable_lift(0.6, 499, 499) == pytest.approx(0.1 * 0.83, abs=0.006)
    assert smallest_detectable_lift(0.1, 0, 100) is None


@settings(deadline=None, max_examples=40)
@given(n=st.integers(0, 200_000), rate=st.floats(0.001, 0.9))
def test_a_plan_splits_everybody_once(n: int, rate: float) -> None:
    plan = plan_test(n, rate)
    assert plan.control + plan.treated == n
    assert 0.1 <= plan.control_share <= 0.5
    if plan.measurable:
        assert plan.smallest_lift is not None
        assert plan.smallest_lift <= rate / 2


@settings(deadline=None, max_examples=40)
@given(n=st.integers(1_000, 100_000), rate=st.floats(0.01, 0.5))
def test_more_people_show_smaller_lifts(n: int, rate: float) -> None:
    small, large = smallest_detectable_lift(rate, n, n), smallest_detectable_lift(rate, 2 * n, 2 * n)
    assert small is not None
    assert large is not None
    assert large <= small


def test_few_people_measure_nothing() -> None:
    assert plan_test(35, 0.2).measurable is False
    assert plan_test(5000, None).measurable is None


def test_this_year_needs_no_preposition() -> None:
    said = rule_in_words(Rule(all=(Behaviour(did="ordered", negated=True, period="this_year"),)))
    assert (said.en.endswith("this year"), "in this" in said.en, "en este" in said.es) == (True, False, False)
