"""Learning from a shop's past: nothing from after the day, chances between 0 and 1, and used only where it has helped."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.learned.features import Features, buying_features, features_of
from tools.analytics.learned.layer import HORIZONS, Layer, Outlook, Past, blend, learn
from tools.analytics.learned.reasons import pushes_of, reasons_of
from tools.analytics.learned.trees import grow
from tools.analytics.order_days import OrderDays
from tools.analytics.purchases import PurchaseHistory

ORDERS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 300), st.integers(-50, 100)), min_size=1, max_size=40)


def history(customer: np.ndarray, day: np.ndarray, amount: np.ndarray, customers: int) -> PurchaseHistory:
    paid = amount >= 0
    return PurchaseHistory(OrderDays.of_rows(customer[paid], day[paid], customers), customer, day, amount.astype(np.float64))


def shop(buyers: int = 700, days: int = 480, seed: int = 1) -> PurchaseHistory:
    """Half of the customers buy every 20 days or so until they stop, half hardly ever."""
    draw = np.random.default_rng(seed)
    rows = []
    for who in range(buyers):
        now, gap, end = draw.integers(0, 200), 20 if who % 2 else 200, draw.integers(100, days)
        while now < end:
            rows.append((who, now, draw.integers(5, 50)))
            now += draw.integers(gap // 2, gap * 2)
    return history(*np.array(rows).T, buyers)


def said(past: PurchaseHistory, chance: float = 0.3) -> Past:
    """A statistical model that says the same of everybody."""

    def outlook(on: int) -> Outlook:
        n = int(past.buyers(on).sum())
        return Outlook({days: np.full(n, chance) for days in HORIZONS}, np.full(n, 10.0))

    return Past(past, lambda on: {}, outlook)


@pytest.fixture(scope="module")
def learned() -> tuple[Layer, Past]:
    past = said(shop())
    layer = learn(past, 480)
    assert layer is not None
    return layer, past


def test_what_was_known_on_a_day_is_asked_for_once() -> None:
    asked: list[int] = []
    plain = said(shop())
    past = Past(plain.history, lambda on: asked.append(on) or {}, plain.statistical)
    assert learn(past, 480) is not None
    assert sorted(asked) == sorted(set(asked))


@settings(max_examples=60, deadline=None)
@given(ORDERS, ORDERS)
def test_features_on_a_day_do_not_change_when_later_rows_are_added(earlier: list, later: list) -> None:
    on = 300
    before = [(0, 0, 5), *earlier]
    rows = np.array(before), np.array(before + [(who, day + on + 1, amount) for who, day, amount in later])
    one, other = (features_of(buying_features(history(*r.T, 5), on, 90)) for r in rows)
    assert one.names == other.names
    assert np.array_equal(one.values, other.values)


@settings(max_examples=60, deadline=None)
@given(ORDERS)
def test_every_feature_is_a_finite_number(orders: list) -> None:
    rows = np.array([(0, 0, 5), *orders])
    assert np.isfinite(features_of(buying_features(history(*rows.T, 5), 300, 90)).values).all()


def test_trees_say_what_the_library_that_grew_them_says() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    draw = np.random.default_rng(0)
    values = np.asfortranarray(draw.integers(0, 20, (400, 3)).astype(np.float32))
    happened = values[:, 0] + values[:, 1] > 20
    same = HistGradientBoostingClassifier(
        max_iter=60, max_leaf_nodes=8, learning_rate=0.08, min_samples_leaf=30, l2_regularization=5.0, early_stopping=False,
        random_state=0,
    ).fit(values, happened)  # fmt: skip
    assert grow(values, happened, "chance").score(values) == pytest.approx(same.decision_function(values), abs=1e-4)


def test_what_trees_lose_is_what_they_say_less_what_they_say_of_held_columns() -> None:
    draw = np.random.default_rng(0)
    values = np.asfortranarray(draw.integers(0, 20, (400, 3)).astype(np.float32))
    trees = grow(values, values[:, 0] + values[:, 1] > 20, "chance")
    held = values.copy(order="F")
    held[:, 1] = 7.0
    lost = trees.losses(values, [{1: 7.0}, {0: 7.0, 1: 7.0, 2: 7.0}])
    assert lost[:, 0] == pytest.approx(trees.score(values) - trees.score(held))
    assert lost[:, 1] == pytest.approx(trees.score(values) - trees.score(np.full_like(values[:1], 7.0)))


def test_what_helps_on_later_days_gets_weight_and_is_judged(learned: tuple[Layer, Past]) -> None:
    layer, _ = learned
    assert layer.weight > 0
    assert layer.judged is not None
    assert layer.judged.auc["blend"] > 0.8 > layer.judged.auc["statistical"]
    assert layer.judged.brier["blend"] < layer.judged.brier["statistical"]


def test_blended_chances_lie_between_0_and_1_and_grow_with_the_horizon(learned: tuple[Layer, Past]) -> None:
    layer, past = learned
    found = layer.outlook(past.features(480), past.statistical(480))
    least, middle, most = (found.chance[days] for days in HORIZONS)
    assert ((least >= 0) & (least <= middle) & (middle <= most) & (most <= 1)).all()
    assert (found.spend >= 0).all()


def test_a_blend_without_weight_is_the_statistical_chance() -> None:
    assert blend(np.array([0.9]), np.array([0.2]), 0.0) == pytest.approx([0.2])
    assert 0.2 < blend(np.array([0.9]), np.array([0.2]), 0.5)[0] < 0.9


@pytest.mark.parametrize(("buyers", "days"), [(400, 480), (700, 260)], ids=["few buyers", "short history"])
def test_nothing_is_learned_from_few_buyers_or_a_short_history(buyers: int, days: int) -> None:
    assert learn(said(shop(buyers, days)), days) is None


def test_the_typical_customer_has_no_reasons_and_others_have_signed_ones(learned: tuple[Layer, Past]) -> None:
    layer, past = learned
    features = past.features(480)
    typical = Features(features.names, features.groups, np.asfortranarray(layer.typical[None, :].astype(np.float32)))
    assert reasons_of(layer, typical).tolist() == [""]
    likely = int(np.argmax(sum(pushes_of(layer, features).values())))
    assert "+" in reasons_of(layer, features)[likely]
