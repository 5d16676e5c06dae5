"""The intent of visitors: learned from earlier visits, judged on later ones, on visits that can be counted by eye."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.learned.sessions import Intent, Visits, enough, judge, learn_intent, pushes_of, signs_of


def visits(n: int = 3_000, **further: Any) -> Visits:
    """Two steps each: a page, then for every fourth the cart; of five with a cart four buy, of the others none."""
    number = np.arange(n)
    carted = number % 4 == 0
    columns = {
        "page_views": np.ones(2 * n),
        "add_to_carts": np.column_stack([np.zeros(n), carted]).ravel().astype(np.float64),
        "seconds": np.tile([0.0, 30.0], n),
    }
    return Visits(columns | further, np.repeat(number, 2), carted & (number % 20 != 0))


@pytest.fixture(scope="module")
def learned() -> tuple[Intent, Visits, Visits]:
    earlier, later = visits().split()
    intent = learn_intent(earlier)
    assert intent is not None
    return intent, earlier, later


@cache
def learned_once() -> Intent:
    intent = learn_intent(visits())
    assert intent is not None
    return intent


def chances(intent: Intent, carts: float, seconds: float) -> float:
    return float(intent.chance({"add_to_carts": np.array([carts]), "seconds": np.array([seconds])})[0])


def test_visits_are_split_by_time_and_no_visit_is_on_both_sides() -> None:
    whole = visits(9)
    earlier, later = whole.split()
    assert (len(earlier.bought), len(later.bought)) == (6, 3)
    assert earlier.bought.tolist() + later.bought.tolist() == whole.bought.tolist()
    assert (earlier.visit.tolist(), later.visit.tolist()) == ([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], [0, 0, 1, 1, 2, 2])
    assert later.columns["add_to_carts"].tolist() == whole.columns["add_to_carts"][12:].tolist()


def test_the_first_and_last_step_of_each_visit_are_found() -> None:
    some = Visits({}, np.array([0, 1, 1, 1, 2]), np.array([False, True, False]))
    assert (some.at("first").tolist(), some.at("last").tolist()) == ([0, 1, 4], [0, 3, 4])
    assert some.outcome.tolist() == [False, True, True, True, False]


def test_an_open_visit_is_as_likely_to_end_in_an_order_as_those_that_stood_there(
    learned: tuple[Intent, Visits, Visits],
) -> None:
    intent, earlier, _ = learned
    assert chances(intent, 0.0, 0.0) == pytest.approx(earlier.bought.mean(), abs=0.02)  # one in five, whatever follows
    assert chances(intent, 1.0, 30.0) == pytest.approx(0.8, abs=0.03)
    assert chances(intent, 0.0, 30.0) < 0.02


def test_what_is_judged_is_what_came_later(learned: tuple[Intent, Visits, Visits]) -> None:
    judged = judge(*learned)
    assert (judged.visits, judged.orders) == (1_000, 200)
    assert judged.foretold == pytest.approx(200, abs=10)
    assert judged.first_step_auc == 0.5  # all begin alike
    assert judged.top_tenth == pytest.approx(100 / 250)  # 100 of the 250 carts, of which four in five bought
    assert judged.auc > 0.7
    assert judged.useful


def test_behaviour_without_a_meaning_is_no_better_than_the_average() -> None:
    draw = np.random.default_rng(5)
    luck = Visits({"pages": draw.random(6_000)}, np.arange(6_000), draw.random(6_000) < 0.2)
    earlier, later = luck.split()
    intent = learn_intent(earlier)
    assert intent is not None
    assert not judge(intent, earlier, later).useful


def test_a_column_that_never_varies_is_not_looked_at(learned: tuple[Intent, Visits, Visits]) -> None:
    assert learned[0].columns == ("add_to_carts", "seconds")
    unvaried = Visits({"page_views": np.ones(2_000)}, np.arange(2_000), np.arange(2_000) % 2 == 0)
    assert learn_intent(unvaried) is None


@pytest.mark.parametrize(
    ("n", "orders", "suffices"), [(999, 500, False), (1_000, 100, True), (1_000, 99, False), (1_000, 901, False)]
)
def test_learning_takes_1000_visits_and_100_of_each_ending(n: int, orders: int, suffices: bool) -> None:
    bought = np.arange(n) < orders
    assert enough(bought) is suffices
    assert (learn_intent(Visits({"pages": np.arange(n) % 7.0}, np.arange(n), bought)) is not None) is suffices


def test_judging_takes_50_of_each_ending() -> None:
    assert enough(np.arange(100) < 50, later=True)
    assert not enough(np.arange(100) < 49, later=True)


def test_signs_tell_the_cart_and_its_means(learned: tuple[Intent, Visits, Visits]) -> None:
    intent, _, later = learned
    signs = {sign.column: sign for sign in signs_of(intent, later)}
    cart = signs["add_to_carts"]
    assert (cart.with_order, cart.without, cart.direction) == (1.0, pytest.approx(50 / 800), "more")
    assert (signs["seconds"].with_order, signs["seconds"].without) == (30.0, 30.0)
    assert sum(sign.share for sign in signs.values()) == pytest.approx(1.0)


def test_what_is_typical_pushes_nowhere(learned: tuple[Intent, Visits, Visits]) -> None:
    intent = learned[0]
    row = {name: np.array([value]) for name, value in zip(intent.columns, intent.typical, strict=True)}
    assert pushes_of(intent, row).tolist() == [[0.0, 0.0]]


@settings(max_examples=50)
@given(st.floats(0, 1e6), st.one_of(st.just(float("nan")), st.floats(0, 1e6)))
def test_a_chance_is_between_0_and_1_whatever_was_done(carts: float, seconds: float) -> None:
    assert 0.0 <= chances(learned_once(), carts, seconds) <= 1.0


def test_what_is_not_known_leaves_every_figure_a_number() -> None:
    unknown = np.where(np.arange(6_000) % 3 == 0, np.nan, 1.0)
    earlier, later = visits(3_000, source=unknown, nothing=np.full(6_000, np.nan)).split()
    intent = learn_intent(earlier)
    assert intent is not None
    assert "nothing" not in intent.columns
    judged = judge(intent, earlier, later)
    told = [judged.auc, judged.brier, judged.average_brier, judged.first_step_auc, judged.top_tenth, judged.foretold]
    told += [value for sign in signs_of(intent, later) for value in (sign.with_order, sign.without, sign.share)]
    assert np.isfinite(told).all()
