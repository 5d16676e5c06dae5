"""Small groups: what is planted is found and honestly sized, what is chance is not told, and odd input gives nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.microsegments import (
    Clause,
    Frame,
    Outcome,
    SearchSettings,
    Trait,
    find_microsegments,
    number_trait,
    word_trait,
)
from tools.analytics.microsegments.clauses import clauses_of, rule_holds
from tools.analytics.microsegments.judging import estimate, still_standing
from tools.analytics.microsegments.outcome import against_alike, strength_of

CHANNELS, CATEGORIES = ("ads", "friends", "search", "shop"), ("coffee", "tea", "mugs", "books")


def customers(n: int, seed: int, times: float = 1.0, money: bool = False) -> tuple[Frame, np.ndarray]:
    """A base rate of 30 to 50% by stratum; in the planted group (about 1 in 25) it is so many times as high."""
    rng = np.random.default_rng(seed)
    channel, category = rng.choice(CHANNELS, n, p=[0.2, 0.2, 0.3, 0.3]), rng.choice(CATEGORIES, n)
    basket = rng.lognormal(3.5, 0.5, n)
    traits = [
        word_trait("channel", channel.tolist()),
        word_trait("category", category.tolist()),
        word_trait("city", rng.choice([f"city {i}" for i in range(12)], n).tolist()),
        number_trait("basket", basket),
        number_trait("visits", rng.poisson(2, n)),
    ]
    planted = (channel == "ads") & (category == "tea") & (basket >= 25)
    stratum = rng.integers(0, 3, n)
    happens = rng.random(n) < (0.3 + 0.1 * stratum) * np.where(planted, times, 1.0)
    values = happens * (rng.lognormal(3, 1, n) if money else 1.0)
    return Frame(traits, Outcome(values, stratum)), planted


@pytest.mark.parametrize("money", [False, True], ids=["rate", "amount"])
def test_a_planted_group_is_found_and_holds_the_truth_in_its_interval(money: bool) -> None:
    now, planted = customers(8_000, 1, times=1.7, money=money)
    then, _ = customers(8_000, 2, times=1.7, money=money)
    found = find_microsegments(now, then)[0]
    picked = rule_holds(found.rule, now.traits)
    assert (picked & planted).sum() / (picked | planted).sum() > 0.6
    assert found.estimate.low < now.outcome.values[planted].mean() < found.estimate.high
    assert found.estimate.low > found.estimate.expected


def test_a_group_that_was_not_there_earlier_is_dropped() -> None:
    now, _ = customers(8_000, 1, times=1.7)
    before, _ = customers(8_000, 2, times=1.0)
    assert find_microsegments(now)
    assert not find_microsegments(now, before)


def test_chance_is_told_in_at_most_one_of_twenty_shops() -> None:
    told = [bool(find_microsegments(customers(1_500, seed)[0], settings=SearchSettings(seed=seed))) for seed in range(40)]
    assert sum(told) <= 4  # of 40 exact tries at 5%, more than 4 would be there in 1 of 20
    with_check = [bool(find_microsegments(customers(1_500, s)[0], customers(1_500, s + 99)[0])) for s in range(20)]
    assert sum(with_check) <= 1


def test_what_is_told_is_small_strong_and_large_enough_to_know() -> None:
    now, _ = customers(8_000, 5, times=1.7)
    for found in find_microsegments(now):
        size = found.estimate
        assert 1 <= len(found.rule) <= 4
        assert size.events >= 30
        assert rule_holds(found.rule, now.traits).mean() <= 0.25
        assert strength_of(size.mean, size.expected, True) >= 1.4
        assert abs(size.mean - size.expected) <= abs(found.apparent - size.expected) + 0.1


def test_the_same_customers_give_the_same_groups() -> None:
    now, _ = customers(3_000, 1, times=2.0)
    assert find_microsegments(now) == find_microsegments(now)


def test_a_low_group_is_found_only_when_low_ones_are_asked_for() -> None:
    now, planted = customers(8_000, 3, times=0.3)
    low = find_microsegments(now, settings=SearchSettings(direction="low"))
    assert (rule_holds(low[0].rule, now.traits) & planted).sum() > 0.6 * planted.sum()
    assert not find_microsegments(now, settings=SearchSettings(direction="high"))


@pytest.mark.parametrize("n", [0, 1, 7])
def test_few_or_no_customers_have_no_groups(n: int) -> None:
    frame, _ = customers(n, 1)
    assert find_microsegments(frame) == []


def test_constant_outcomes_and_unknown_traits_have_no_groups() -> None:
    traits = [number_trait("x", np.full(500, np.nan)), word_trait("y", [None] * 500), number_trait("z", np.ones(500))]
    for value in (0.0, 1.0):
        assert find_microsegments(Frame(traits, Outcome(np.full(500, value), np.zeros(500, dtype=np.int64)))) == []


def test_bad_outcomes_are_named() -> None:
    frame = Frame([number_trait("x", [1.0, 2.0])], Outcome(np.array([-1.0, 2.0]), np.zeros(2, dtype=np.int64)))
    with pytest.raises(ValueError, match="at least 0"):
        find_microsegments(frame)
    with pytest.raises(ValueError, match="one entry per customer"):
        find_microsegments(Frame([number_trait("x", [1.0])], frame.outcome))


def test_words_are_conditions_and_numbers_are_cut_where_people_cut() -> None:
    assert clauses_of(word_trait("city", ["Rome", "Rome", None, "Oslo"])) == [
        Clause("city", "=", "Rome"), Clause("city", "=", "Oslo"),
    ]  # fmt: skip
    edges = {clause.value for clause in clauses_of(number_trait("basket", np.linspace(13.37, 2543.2, 1000)))}
    assert edges == {520.0, 1000.0, 1500.0, 2000.0}


def test_who_is_not_known_meets_no_condition() -> None:
    trait = Trait("x", np.array([1.0, np.nan, 3.0]))
    assert rule_holds([Clause("x", "<=", 2.0)], [trait]).tolist() == [True, False, False]
    assert rule_holds([Clause("x", ">=", 2.0)], [trait]).tolist() == [False, False, True]


def test_false_discoveries_are_controlled_as_published() -> None:
    p_values = np.array([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205])
    assert still_standing(p_values, 0.05).tolist() == [True, True, *[False] * 6]
    assert not still_standing(np.array([]), 0.05).any()


def test_a_value_is_expected_to_be_that_of_its_stratum() -> None:
    judged = against_alike(Outcome(np.array([0.0, 1.0, 1.0, 1.0]), np.array([0, 0, 1, 1])))
    assert judged.expected.tolist() == [0.5, 0.5, 1.0, 1.0]
    assert judged.excess.tolist() == [-0.5, 0.5, 0.0, 0.0]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.floats(1.0, 1000.0))
def test_estimates_are_finite_ordered_and_scale_with_money(values: list[float], factor: float) -> None:
    amounts = np.array(values)
    stratum = np.zeros(len(amounts), dtype=np.int64)
    member = np.ones(len(amounts), dtype=bool)
    one = estimate(member, against_alike(Outcome(amounts, stratum)), 0.95, np.random.default_rng(1))
    assert 0 <= one.low <= one.mean <= one.high < np.inf
    if not Outcome(amounts, stratum).yes_or_no:
        more = estimate(member, against_alike(Outcome(amounts * factor, stratum)), 0.95, np.random.default_rng(1))
        assert more.mean == pytest.approx(one.mean * factor, rel=1e-9, abs=1e-9)
