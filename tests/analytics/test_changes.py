"""The days of change agree with evaluating every day anew."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.changes import Returns, health_since, learn_rhythms, stage_since
from tools.analytics.health import ACTIVE, LAPSED, NO_HEALTH
from tools.analytics.lifecycle import Signals, lifecycle_on
from tools.analytics.order_days import NO_DAY, OrderDays

CUSTOMERS = 5


def packed(pairs: list[tuple[int, int]]) -> OrderDays:
    return OrderDays.of_rows(np.array([c for c, _ in pairs], dtype=int), np.array([d for _, d in pairs], dtype=int), CUSTOMERS)


rows = st.lists(st.tuples(st.integers(0, CUSTOMERS - 1), st.integers(0, 300)), max_size=40)


def evaluated(orders: OrderDays, advocacy: OrderDays, on: int):  # type: ignore[no-untyped-def]
    return lifecycle_on(orders, None, Signals(None, advocacy.until(on).last, None), on)


@settings(deadline=None, max_examples=25)
@given(rows, rows, st.integers(300, 420))
def test_the_stage_began_on_the_day_found_and_has_held_since(
    pairs: list[tuple[int, int]], told: list[tuple[int, int]], on: int
) -> None:
    orders, advocacy = packed(pairs), packed(told)
    now = evaluated(orders, advocacy, on)
    since = stage_since(orders, now.stage, advocacy, learn_rhythms(orders, on), on)
    days = {day: evaluated(orders, advocacy, day).stage for day in range(-1, on + 1)}
    for customer in np.flatnonzero(orders.counts > 0):
        begun = int(since[customer])
        assert all(days[day][customer] == now.stage[customer] for day in range(begun, on + 1))
        assert days[begun - 1][customer] != now.stage[customer]


@settings(deadline=None, max_examples=25)
@given(rows, st.integers(300, 420))
def test_fading_health_began_on_the_day_found(pairs: list[tuple[int, int]], on: int) -> None:
    orders = packed(pairs)
    nothing = packed([])
    now = evaluated(orders, nothing, on)
    rhythms = learn_rhythms(orders, on)
    since = health_since(orders.until(on), now.health, rhythms, Returns.of(orders.until(on), rhythms), on)
    for customer in np.flatnonzero(now.health > ACTIVE):
        begun = int(since[customer])
        assert evaluated(orders, nothing, begun).health[customer] == now.health[customer]
        assert evaluated(orders, nothing, begun - 1).health[customer] != now.health[customer]
    assert ((since == NO_DAY) == (now.health == NO_HEALTH)).all()


@settings(deadline=None, max_examples=25)
@given(rows)
def test_a_reactivation_is_an_order_after_a_lapsed_day(pairs: list[tuple[int, int]]) -> None:
    orders = packed(pairs)
    customer, day = Returns.of(orders, learn_rhythms(orders, 300)).reactivations()
    found = set(zip(customer.tolist(), day.tolist(), strict=True))
    owners = orders.owners().tolist()
    by_hand = {
        (customer, day)
        for customer, day in zip(owners, orders.days.tolist(), strict=True)
        if evaluated(orders, packed([]), day - 1).health[customer] == LAPSED
    }
    assert found == by_hand


def test_a_customer_who_came_back_was_reactivated_that_day() -> None:
    regulars = [(c, day) for c in range(1, 5) for day in range(0, 300, 10)]
    orders = packed([(0, 0), (0, 10), (0, 250), *regulars])  # expected gap 10, silent for 239 days
    rhythms = learn_rhythms(orders, 300)
    assert Returns.of(orders, rhythms).reactivated_on(orders.customers).tolist() == [250, NO_DAY, NO_DAY, NO_DAY, NO_DAY]
    now = evaluated(orders, packed([]), 250)
    assert health_since(orders.until(250), now.health, rhythms, Returns.of(orders.until(250), rhythms), 250)[0] == 250
