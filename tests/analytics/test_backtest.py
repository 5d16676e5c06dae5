"""What a backtest says of shops whose customers are known to behave in one way."""

import numpy as np
import pytest

from tools.analytics.backtest import Backtest, run_backtest
from tools.analytics.buying import fit_buying
from tools.analytics.correction import learn_correction
from tools.analytics.order_days import OrderDays
from tools.analytics.purchases import PurchaseHistory

TODAY = 20_000


def shop(customers: int = 1_500, days: int = 720, seed: int = 3, pause: int = 0) -> PurchaseHistory:
    """Buyers who come in the first half, order at their own pace and leave; none orders in the last `pause` days."""
    draw = np.random.default_rng(seed)
    comes = draw.uniform(0, days / 2, customers)
    goes = np.minimum(comes + draw.exponential(400, customers), days - pause)
    pace, basket = draw.gamma(1.0, 1 / 60, customers), draw.lognormal(3.5, 0.6, customers)
    many = draw.poisson(pace * np.maximum(goes - comes, 0))
    who = np.concatenate((np.arange(customers), np.repeat(np.arange(customers), many)))
    when = np.concatenate((comes, comes.repeat(many) + draw.random(many.sum()) * (goes - comes).clip(0).repeat(many)))
    day = (TODAY - days + when).astype(np.int64)
    amount = basket[who] * draw.gamma(8, 1 / 8, len(who))
    return PurchaseHistory(OrderDays.of_rows(who, day, customers), who, day, amount)


def outcome(history: PurchaseHistory) -> Backtest:
    found = run_backtest(history, TODAY)
    assert found is not None
    return found


def test_the_last_quarter_is_held_out_and_predicted_better_than_by_chance() -> None:
    found = outcome(shop())
    assert (found.cut, found.horizon) == (TODAY - 91, 91)
    assert found.scores["model"].gini > 0.4
    assert found.scores["model"].top_decile_share > 0.2
    assert found.auc is not None
    assert found.auc > 0.7


def test_totals_of_a_steady_shop_are_off_by_little_and_its_level_says_so() -> None:
    found = outcome(shop())
    assert found.calibrated
    assert found.level.scale < 0.3


def test_a_shop_that_suddenly_stops_selling_has_wide_totals() -> None:
    assert outcome(shop(pause=60)).level.scale > 2 * outcome(shop()).level.scale


def test_customers_who_spend_more_unevenly_than_the_model_says_have_a_larger_noise() -> None:
    even, uneven = shop(), shop()
    luck = np.random.default_rng(5).lognormal(-1.0, np.sqrt(2), len(uneven.amount))
    uneven = PurchaseHistory(uneven.order_days, uneven.customer, uneven.day, np.where(luck > 3, 40, 1) * uneven.amount)
    assert outcome(uneven).noise > outcome(even).noise


def test_money_in_another_unit_changes_no_score() -> None:
    one, cents = shop(), shop()
    cents = PurchaseHistory(cents.order_days, cents.customer, cents.day, cents.amount * 100)
    first, second = outcome(one), outcome(cents)
    assert second.scores["model"].gini == pytest.approx(first.scores["model"].gini, abs=1e-4)
    assert second.log_ratios == pytest.approx(first.log_ratios, abs=1e-4)


def test_below_three_cuts_totals_are_not_calibrated() -> None:
    found = run_backtest(shop(days=170), TODAY)
    assert found is None or found.calibrated == (len(found.log_ratios) >= 3)


@pytest.mark.parametrize("history", [shop(customers=20), shop(days=30), shop(pause=400)])
def test_too_few_buyers_too_few_days_or_nothing_spent_is_no_backtest(history: PurchaseHistory) -> None:
    assert run_backtest(history, TODAY) is None


def test_nobody_at_all_is_no_backtest() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert run_backtest(PurchaseHistory(OrderDays.of_rows(none, none, 3), none, none, np.zeros(0)), TODAY) is None


def test_a_correction_learns_that_big_baskets_come_back_more_often() -> None:
    history = shop(4_000)
    seen = history.seen(TODAY - 91)
    model = fit_buying(seen)
    expected = model.expected_orders(seen, 91)
    rich = seen.mean_value > np.median(seen.mean_value)
    came = np.random.default_rng(1).poisson(np.maximum(expected, 0.1) * np.where(rich, 2.0, 0.5)).astype(float)
    correction = learn_correction(seen, expected, came, 91)
    assert correction is not None
    factor = correction.factor(seen, expected)
    assert factor[rich].mean() > 1.5 * factor[~rich].mean()
    assert 0.02 <= factor.min() <= factor.max() <= 10.0


def test_few_orders_teach_nothing() -> None:
    history = shop(300)
    seen = history.seen(TODAY - 91)
    assert learn_correction(seen, np.ones(len(seen)), np.zeros(len(seen)), 91) is None


def test_a_sample_keeps_whole_customers() -> None:
    history = shop(1_000)
    part = history.sample(100)
    assert part.order_days.customers == 100
    whole, taken = history.seen(TODAY), part.seen(TODAY)
    assert taken.net_value.tolist() == whole.net_value[::10].tolist()
    assert taken.order_days.tolist() == whole.order_days[::10].tolist()
