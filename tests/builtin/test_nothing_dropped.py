"""Data that a question names is in its plan, said to be left out, or asked about; never dropped in silence."""

import re

import pytest

from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from assistant.builtin.words.spelling import plain_words
from tests.builtin.catalogue import shop

TWO_THINGS = [  # and a word of the second, as a plan, a note or a question would have it
    ("What was the refund rate in 2024 and in 2023?", "2023"),
    ("how many of our 2023 first-time buyers have placed an order this year?", "2025|this_year"),
    ("¿Cuántos de los compradores nuevos de 2023 han hecho algún pedido este año?", "2025|this_year"),
    ("how many orders of more than 100 euros came in over the past 14 days?", "14"),
    ("How many have purchased in the store and not once on the web?", "not once|negated"),
    ("¿Cuántos han comprado en store y ni una vez en la web?", "ni una vez|negated"),
    ("push subscribers, how many", "push"),
    ("orders in May against the ones on the moon", "moon"),
]
SAID_OTHERWISE = [  # the words of each are in the plan under another name
    "how many visits did the website get in May",
    "customers silent since Christmas Day 2024",
    "active buyers in the past 2 weeks",
    "how many orders in every month of the first quarter of 2025",
    "May sales minus returns",
    "churn rate of subscriptions last month",
]


def _everything(plan: Plan) -> str:
    return " ".join([*(str(dict(step.arguments)) for step in plan.steps), *(note[plan.language] for note in plan.readings)])


@pytest.mark.parametrize(("question", "second"), TWO_THINGS)
def test_the_second_thing_is_done_said_or_asked_about(question: str, second: str) -> None:
    assert re.search(second, _everything(understand(question, Context(), shop())))


@pytest.mark.parametrize("question", SAID_OTHERWISE)
def test_what_is_said_in_another_way_is_not_asked_about(question: str) -> None:
    plan = understand(question, Context(), shop())

    assert plan.intent not in ("clarify", "decline")
    assert not any("left out" in note.en for note in plan.readings)


def test_a_later_question_may_let_go_of_what_was_there() -> None:
    first = understand("revenue in Germany and France in May", Context(), shop())
    after = Context(turns=(Turn("revenue in Germany and France in May", first, "answered"),))

    assert understand("drop Germany", after, shop()).intent == "metric"


BOTH_HALVES = [  # one question in both languages, and what its plan has of each half
    (
        "orders yesterday and the same day last week",
        "pedidos de ayer y del mismo día de la semana pasada",
        "yesterday.*2025-11-12",
    ),
    (
        "what paid social brought vs what we paid them",
        "lo que trajo paid social frente a lo que nos costó",
        "revenue.*ad_spend",
    ),
    (
        "who is about to leave that used to spend a lot?",
        "¿quién está a punto de irse que antes gastaba mucho?",
        "top_share.*at_risk",
    ),
    (
        "how many new customers bought in May against returning ones?",
        "¿cuántos clientes nuevos compraron en mayo frente a los de siempre?",
        "new_or_returning|from_returning|returning_customers",
    ),
    ("On WhatsApp, how many are subscribed?", "En WhatsApp, ¿cuántos están suscritos?", "consent_whatsapp.*subscribed"),
    (
        "customers whose language is Spanish who ordered in 2024",
        "clientes cuyo idioma es el español que compraron en 2024",
        "'es'",
    ),
    ("new customers in English in May", "clientes nuevos en inglés en mayo", "language.*'en'"),
    ("How many customers bought coffee again?", "¿Cuántos clientes volvieron a comprar café?", "Coffee.*at_least.*2"),
    (
        "% of English-language customers who have two or more orders",
        "% de clientes de habla inglesa con dos o más pedidos",
        "repeat_purchase_rate.*language.*'en'",
    ),
]


@pytest.mark.parametrize(("english", "spanish", "both"), BOTH_HALVES)
def test_both_halves_are_in_the_plan(english: str, spanish: str, both: str) -> None:
    for question in (english, spanish):
        plan = understand(question, Context(), shop())
        assert plan.intent not in ("clarify", "decline"), question
        assert re.search(both, _everything(plan)), question


@pytest.mark.parametrize("asked", ["Would a test tell us anything?", "Could I measure anything?", "¿Se podría medir algo?"])
def test_whether_it_can_be_measured_is_not_a_remark(asked: str) -> None:
    assert understand(f"How many customers have lapsed? {asked}", Context(), shop()).steps[-1].tool == "draft_campaign"


def test_the_language_of_the_answer_is_no_filter() -> None:
    plan = understand("how many orders in May, in Spanish please", Context(), shop())

    assert dict(plan.steps[0].arguments) == {"metrics": ["orders"], "period": "may"}


def test_an_ordinary_word_a_letter_from_a_thing_is_not_that_thing() -> None:
    words = plain_words()

    assert {"certeza", "bolas", "colina"} <= words
