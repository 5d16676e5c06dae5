"""What comes next: items by habit and by company, days of replenishment by own rhythm and the product's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.needs.next_item import METHODS, Bought, hit_rates, next_items
from tools.analytics.needs.replenishment import NeedDays, replenishment

COFFEE, TEA, CUP = 0, 1, 2


def bought(pairs: list[tuple[int, int, int]], customers: int) -> Bought:
    """Pairs of customer, item and times, all bought last on day 100."""
    customer, item, times = np.array(sorted(pairs)).T
    return Bought(customer, item, times, np.full(len(item), 100), customers, 3)


PAIRS = [(who, COFFEE, 5) for who in range(20)] + [(who, CUP, 1) for who in range(20)] + [(20 + n, TEA, 2) for n in range(5)]


def test_habit_names_what_somebody_buys_and_company_what_goes_with_it() -> None:
    shop = bought([*PAIRS, (25, COFFEE, 1)], 26)
    assert next_items(shop, 100, "popular", 1)[25, 0] == COFFEE
    assert next_items(shop, 100, "habit", 1)[22, 0] == TEA
    assert next_items(shop, 100, "together", 1)[25, 0] == CUP
    assert next_items(shop, 100, "both", 2)[25].tolist() == [COFFEE, CUP]


@pytest.mark.parametrize("method", METHODS)
def test_no_item_is_named_twice_and_popular_ones_fill_up(method: str) -> None:
    named = next_items(bought(PAIRS, 25), 100, method, 5)
    for row in named.tolist():
        assert sorted(row)[:2] == [-1, -1]
        assert sorted(item for item in row if item >= 0) == [COFFEE, TEA, CUP]


def test_of_things_bought_as_often_the_one_that_more_people_buy_is_named_first() -> None:
    shop = bought([(0, COFFEE, 1), (0, TEA, 1), (0, CUP, 1), (1, TEA, 1), (2, TEA, 1), (2, CUP, 1)], 3)
    assert next_items(shop, 100, "habit", 3)[0].tolist() == [TEA, CUP, COFFEE]


def test_a_hit_is_an_item_named_before_and_bought_after() -> None:
    rates = hit_rates(bought(PAIRS, 25), 100, np.array([20, 21, 0]), np.array([TEA, TEA, COFFEE]))
    assert rates is not None
    assert rates.customers == 3
    assert (rates.at_1["habit"], rates.at_1["popular"]) == (1.0, pytest.approx(1 / 3))
    assert hit_rates(bought(PAIRS, 25), 100, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)) is None


def rhythm(*days_of_customers: list[int]) -> NeedDays:
    customer, day = np.array([(who, day) for who, days in enumerate(days_of_customers) for day in days]).T
    return NeedDays(customer, np.zeros_like(customer), day, np.zeros_like(customer))


def test_own_rhythm_moves_the_day_and_what_was_said_of_use_holds_the_newcomer() -> None:
    found = replenishment(rhythm([60, 70, 80, 90, 100], [98]), 101, np.array([30.0]))
    due = dict(zip(found.customer.tolist(), found.due.tolist(), strict=True))
    assert 110 <= due[0] < 120
    assert due[0] < due[1] < 98 + 30


def test_a_product_that_nobody_buys_again_is_never_due() -> None:
    assert not len(replenishment(rhythm([10], [20], [30]), 40, np.array([np.nan])).due)


def test_whoever_is_far_too_late_is_not_waited_for() -> None:
    assert not len(replenishment(rhythm([10]), 300, np.array([15.0])).due)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 200), min_size=1, max_size=8, unique=True).map(sorted), min_size=1, max_size=6))
def test_the_day_due_lies_inside_an_interval_that_is_not_over(days: list[list[int]]) -> None:
    found = replenishment(rhythm(*days), 200, np.array([25.0]))
    assert (found.latest >= 199).all()
    assert ((found.earliest <= found.due) & (found.due <= found.latest)).all()
