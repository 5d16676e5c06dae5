"""The check of numbers against 1,000+ seeded falsehoods and as many untouched answers."""

from collections import Counter
from functools import cache
from random import Random

import pytest

from assistant.agent.grounding import check
from assistant.agent.grounding.known import Entity
from tests.assistant.mutations import ENTITIES, OPERATORS, Answered, make_answer, mutate

PER_OPERATOR = 150
UNTOUCHED = 1000
VALUES: dict[str, frozenset[Entity]] = {
    name.lower(): frozenset({(dimension, name)}) for dimension, names in ENTITIES.items() for name in names
}


def _fails(answer: Answered, text: str) -> list[str]:
    return check(text, answer.ledger, answer.runs, answer.question, answer.language, values=VALUES).unverified


@cache
def _recall(operator: str) -> tuple[int, int]:
    caught = made = 0
    random = Random(operator)
    while made < PER_OPERATOR:
        answer = make_answer(random, "es" if made % 2 else "en")
        text = mutate(operator, random, answer)
        if text is None:
            continue
        made += 1
        caught += bool(_fails(answer, text))
    return caught, made


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_falsehood_is_caught(operator: str) -> None:
    caught, made = _recall(operator)
    assert caught >= 0.97 * made


def test_falsehoods_of_all_kinds_are_caught() -> None:
    found = [_recall(operator) for operator in OPERATORS]
    assert sum(made for _, made in found) >= 1000
    assert sum(caught for caught, _ in found) >= 0.99 * sum(made for _, made in found)


def test_untouched_answers_raise_next_to_no_alarm() -> None:
    random, alarms, numbers = Random(7), Counter[str](), 0
    for n in range(UNTOUCHED):
        answer = make_answer(random, "es" if n % 2 else "en")
        numbers += answer.numbers
        alarms.update(_fails(answer, answer.text))
    assert alarms.total() <= 0.01 * numbers
