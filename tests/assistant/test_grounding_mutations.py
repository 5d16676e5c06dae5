"""The check of numbers against 1,000+ seeded falsehoods in invented, in real and in retold answers, and as many true ones."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from assistant.agent.grounding import check
from tests.assistant.held_out import OTHERS
from tests.assistant.invented import make_answer
from tests.assistant.operators import OPERATORS, mutate
from tests.assistant.pieces import Answered, in_pieces
from tests.assistant.prose import in_prose
from tests.assistant.real_answers import RealAnswer, answers_of
from tests.evaluate.small_home import small_home

PER_OPERATOR = 150
UNTOUCHED = 1000
TELLINGS = 3

pytestmark = pytest.mark.timeout(1200)


def _fails(answer: Answered, text: str) -> list[str]:
    return check(text, answer.ledger, answer.runs, answer.question, answer.language, values=answer.values).unverified


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


@dataclass(frozen=True)
class Told:
    """Real answers told several times over: as they were written, and in a model's own prose."""

    answers: Sequence[Answered]
    true: Sequence[Answered]
    numbers: int
    alarms: int

    def recall(self, false: Callable[[Random, Answered], str | None], name: str) -> tuple[int, int]:
        """(caught, made) of one kind of falsehood over all of them."""
        random = Random(name)
        texts = [(answer, text) for answer in self.true if (text := false(random, answer)) is not None]
        return sum(bool(_fails(answer, text)) for answer, text in texts), len(texts)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    real = answers_of(small_home(tmp_path_factory.mktemp("small")), every=2)
    random = Random(3)
    answers = [told for _ in range(TELLINGS) for answer in real for told in _tellings(answer, random)]
    alarms = [len(_fails(answer, answer.text)) for answer in answers]
    true = [answer for answer, alarm in zip(answers, alarms, strict=True) if not alarm]
    return Told(answers, true, sum(answer.numbers for answer in answers), sum(alarms))


def _tellings(answer: RealAnswer, random: Random) -> list[Answered]:
    empty = Answered((), answer.ledger, answer.runs, answer.question, answer.language, answer.values)
    own = Answered(
        in_pieces(answer.raw, empty, random), answer.ledger, answer.runs, answer.question, answer.language, answer.values
    )
    retold = in_prose(empty, random)
    return [own, retold] if retold else [own]


def test_real_answers_untouched_raise_next_to_no_alarm(told: Told) -> None:
    assert len(told.answers) >= UNTOUCHED
    assert len({run.name for answer in told.answers for run in answer.runs}) >= 7
    assert told.alarms <= 0.01 * told.numbers


def test_falsehoods_in_real_answers_are_caught(told: Told) -> None:
    found = {name: told.recall(lambda r, a, name=name: mutate(name, r, a), name) for name in OPERATORS}  # type: ignore[misc]
    print({name: f"{caught}/{made}" for name, (caught, made) in found.items()}, f"alarms {told.alarms}/{told.numbers}")
    assert sum(made for _, made in found.values()) >= 1000
    assert {name: (caught, made) for name, (caught, made) in found.items() if caught < 0.97 * made} == {}
    assert sum(caught for caught, _ in found.values()) >= 0.99 * sum(made for _, made in found.values())


@pytest.mark.parametrize("kind", OTHERS)
def test_falsehoods_of_other_kinds_are_caught(told: Told, kind: str) -> None:
    caught, made = told.recall(OTHERS[kind], kind)
    assert made
    assert caught >= 0.97 * made
