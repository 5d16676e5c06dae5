"""What must hold of stage, health and RFM in any shop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.cadence import gap_group, learn_cadence
from tools.analytics.health import ACTIVE, AT_RISK, LAPSED, NO_HEALTH, health_of_orders
from tools.analytics.lifecycle import Signals, lifecycle_on
from tools.analytics.order_days import NO_DAY, OrderDays
from tools.analytics.rfm import SEGMENTS, fifths, rfm_scores
from tools.analytics.selfcheck import check_health
from tools.analytics.stage import CONVERSION, RETENTION

settings.register_profile("unhurried", deadline=None, max_examples=50)
settings.load_profile("unhurried")

rows = st.lists(st.tuples(st.integers(0, 8), st.integers(-4000, 4000)), max_size=80)


def packed(pairs: list[tuple[int, int]]) -> OrderDays:
    return OrderDays.of_rows(np.array([c for c, _ in pairs], dtype=int), np.array([d for _, d in pairs], dtype=int), 9)


def quiet(customers: int) -> Signals:
    return Signals(None, np.full(customers, NO_DAY), None)


@given(rows, st.integers(-4000, 4000))
def test_what_comes_after_a_day_never_changes_its_evaluation(pairs: list[tuple[int, int]], on: int) -> None:
    all_rows = lifecycle_on(packed(pairs), None, quiet(9), on)
    up_to_the_day = lifecycle_on(packed([(c, d) for c, d in pairs if d <= on]), None, quiet(9), on)
    assert (all_rows.stage == up_to_the_day.stage).all()
    assert (all_rows.health == up_to_the_day.health).all()


@given(rows, st.randoms())
def test_the_order_of_rows_does_not_matter(pairs: list[tuple[int, int]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (packed(pairs).days == packed(shuffled).days).all()
    assert (packed(pairs).starts == packed(shuffled * 2).starts).all()


@given(rows, st.integers(0, 500), st.integers(0, 500))
def test_silence_only_grows_and_health_only_fades_until_the_next_order(
    pairs: list[tuple[int, int]], sooner: int, more: int
) -> None:
    orders = packed(pairs)
    rhythm = learn_cadence(orders.gaps())
    early, late = (health_of_orders(orders, 4000 + days, rhythm) for days in (sooner, sooner + more))
    known = early.health != NO_HEALTH
    assert (late.silence[known] >= early.silence[known]).all()
    assert (late.health >= early.health).all()


@given(rows)
def test_health_is_known_of_every_buyer_once_the_shop_has_a_gap(pairs: list[tuple[int, int]]) -> None:
    orders = packed(pairs)
    found = health_of_orders(orders, 4000)
    has_gap = bool((orders.counts > 1).any())
    assert ((found.health != NO_HEALTH) == ((orders.counts > 0) & has_gap)).all()
    assert np.isfinite(found.silence[found.health != NO_HEALTH]).all()


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=60), st.integers(1, 10**6))
def test_fifths_do_not_depend_on_the_unit_of_money(values: list[int], scale: int) -> None:
    money = np.array(values, dtype=float)
    assert (fifths(money) == fifths(money * scale)).all()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_equal_values_share_a_score_and_higher_never_score_lower(values: list[int]) -> None:
    money = np.array(values, dtype=float)
    scores = fifths(money)
    order = np.argsort(money, kind="stable")
    assert (np.diff(scores[order]) >= 0).all()
    assert set(scores.tolist()) <= {1, 2, 3, 4, 5}
    assert len({(value, score) for value, score in zip(values, scores.tolist(), strict=True)}) == len(set(values))


@settings(max_examples=25)
@given(st.integers(1, 40))
def test_one_order_day_never_belongs_to_the_frequent(buyers: int) -> None:
    scores = rfm_scores(np.arange(buyers), np.ones(buyers, dtype=int), np.arange(buyers, dtype=float))
    assert set(scores.segment_names()) <= {"new", "promising", "about to sleep", "hibernating", "lost"}


def test_there_are_eleven_groups() -> None:
    assert len(SEGMENTS) == 11


def test_a_single_order_is_a_conversion_without_health() -> None:
    found = lifecycle_on(packed([(0, 100)]), None, quiet(9), 200)
    assert found.stage[0] == CONVERSION
    assert found.health[0] == NO_HEALTH  # nobody has come back yet, so no silence is long


def test_everything_on_one_day_is_one_occasion() -> None:
    orders = packed([(0, 100), (0, 100), (1, 100)])
    assert orders.counts[:2].tolist() == [1, 1]
    assert check_health(orders, 100) is None


def test_two_order_days_are_retention_also_long_before_1970() -> None:
    found = lifecycle_on(packed([(0, -3700), (0, -3650)]), None, quiet(9), -3640)
    assert found.stage[0] == RETENTION
    assert found.health[0] == ACTIVE


def test_groups_with_few_gaps_join_the_next_and_the_last_the_one_before() -> None:
    pairs = [(c, day) for c in range(120) for day in (0, 30)] + [(c, 80) for c in range(60)] + [(c, 180) for c in range(30)]
    orders = OrderDays.of_rows(np.array([c for c, _ in pairs]), np.array([d for _, d in pairs]), 120)
    rhythm = learn_cadence(orders.gaps())  # 120 gaps after the first order day, 60 after the second, 30 after the third
    assert rhythm.gaps.tolist() == [120, 90, 90, 90, 90]
    assert rhythm.typical_gap_days.tolist() == [30, 50, 50, 50, 50]


def test_below_200_gaps_the_limits_are_one_and_a_half_and_three() -> None:
    rhythm = learn_cadence(packed([(0, 0), (0, 10), (1, 0)]).gaps())
    assert set(rhythm.at_risk_above.tolist()) == {1.5}
    assert set(rhythm.lapsed_above.tolist()) == {3.0}
    found = health_of_orders(packed([(0, 0), (0, 10), (1, 0)]), 40)
    assert found.health[:2].tolist() == [AT_RISK, LAPSED]  # 30 / 10 is at the limit of 3, 40 / 10 above it


@pytest.mark.parametrize(("order_days", "group"), [(1, 0), (2, 1), (3, 2), (4, 3), (6, 3), (7, 4), (500, 4)])
def test_order_days_fall_into_five_groups(order_days: int, group: int) -> None:
    assert gap_group(np.array([order_days]))[0] == group
