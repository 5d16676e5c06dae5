"""Data that a question names is in its plan, said to be left out, or asked about; never dropped in silence."""

import pytest

from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

TWO_THINGS = [  # and a word of the second, as a plan, a note or a question would have it
    ("What was the refund rate in 2024 and in 2023?", "2023"),
    ("how many of our 2023 first-time buyers have placed an order this year?", "2025"),
    ("¿Cuántos de los compradores nuevos de 2023 han hecho algún pedido este año?", "2025"),
    ("how many orders of more than 100 euros came in over the past 14 days?", "14"),
    ("How many have purchased in the store and not once on the web?", "not"),
    ("¿Cuántos han comprado en store y ni una vez en la web?", "ni una vez"),
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
    assert second in _everything(understand(question, Context(), shop()))


@pytest.mark.parametrize("question", SAID_OTHERWISE)
def test_what_is_said_in_another_way_is_not_asked_about(question: str) -> None:
    plan = understand(question, Context(), shop())

    assert plan.intent not in ("clarify", "decline")
    assert not any("left out" in note.en for note in plan.readings)


def test_a_later_question_may_let_go_of_what_was_there() -> None:
    first = understand("revenue in Germany and France in May", Context(), shop())
    after = Context(turns=(Turn("revenue in Germany and France in May", first, "answered"),))

    assert understand("drop Germany", after, shop()).intent == "metric"
