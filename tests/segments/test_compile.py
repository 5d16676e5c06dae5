"""Rules give the customers that one would pick by eye, and refuse what they cannot read."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.segments.small import PROFILES as PEOPLE
from tests.segments.small import TABLES
from tests.shop import open_shop
from tests.surroundings import Segments
from tools.conditions import Behaviour, Condition, FieldCondition, Rule
from tools.errors import BadInputError, NoDataError
from tools.segments.called import rule_of_shop
from tools.segments.compile import matching
from tools.segments.waterfall import customer_ids
from tools.warehouse.engine import Warehouse


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return open_shop(tmp_path_factory.mktemp("shop"), TABLES, PEOPLE)


def where(field: str, op: str = "=", value: Any = None) -> FieldCondition:
    return FieldCondition.model_validate({"field": field, "op": op, "value": value})


def found(shop: Warehouse, *conditions: Condition, either: tuple[Condition, ...] = (), segments: Segments | None = None) -> str:
    ids = customer_ids(shop, matching(shop, Rule(all=conditions, any=either), segments or Segments()))
    return " ".join(sorted(ids))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (where("country", "=", "france"), "ana ben"),
        (where("country", "!=", "France"), "cho dov eva"),
        (where("country", "=", "unknown"), "dov"),
        (where("country", "in", ["France", "SPAIN"]), "ana ben cho eva"),
        (where("country", "known"), "ana ben cho eva"),
        (where("country", "unknown"), "dov"),
        (where("health", "=", "at risk"), "ana"),
        (where("days_since_last_order", ">", 88), "ana ben"),
        (where("days_since_last_order", ">", "88"), "ana ben"),
        (where("historic_value", "<", 100), "ben"),
        (where("order_count", "=", 0), "dov eva"),
        (where("first_order_on", "=", "2025-Q1"), "ana ben"),
        (where("first_order_on", ">=", "2025-02-05"), "ben cho"),
        (where("first_order_on", ">", "2025-01"), "ben cho"),
        (where("last_order_on", "<", "2025-04"), "ben"),
        (where("cohort", "=", "2025-Q1"), "ana ben"),
        (where("has_email", "=", True), "ana ben cho dov"),
        (where("has_email", "!=", True), "eva"),
        (where("historic_value", "top_share", 0.34), "cho"),
        (where("historic_value", "bottom_share", 0.34), "ben"),
        (where("historic_value", "top_value_share", 0.8), "ana cho"),
        (where("historic_value", "top_value_share", 0.5), "cho"),
        (where("category", "=", "Garden"), "ana ben"),
        (where("product", "!=", "A1"), "ben dov eva"),
        (Behaviour(product="blue teapot"), "ana cho"),
        (Behaviour(product="a1", at_least=2), "ana"),
        (Behaviour(category="kitchen", at_least=2), "ana cho"),
        (Behaviour(at_most=1), "ben"),
        (Behaviour(period="2025-Q1"), "ana ben"),
        (Behaviour(period="2025-05..", negated=True), "ana ben dov eva"),
        (Behaviour(spent_at_least=150), "ana cho"),
        (Behaviour(product="A1", spent_at_least=150), "cho"),
        (Behaviour(coupon="sun"), "ana"),
        (Behaviour(coupon="known"), "ana"),
        (Behaviour(did="refunded"), "ana"),
        (Behaviour(did="visited"), "cho dov"),
        (Behaviour(did="visited", at_least=2), "cho"),
        (Behaviour(did="added_to_cart", product="A1"), "dov"),
        (Behaviour(did="viewed", category="Kitchen", period="2025-06"), "dov"),
    ],
)
def test_one_condition_finds_whom_one_would_pick_by_eye(shop: Warehouse, condition: Condition, expected: str) -> None:
    assert found(shop, condition) == expected


@pytest.mark.parametrize("condition", [where("first_product", "=", "A1"), Behaviour(did="ordered", product="A1")])
def test_a_rule_in_words_calls_products_by_their_name(shop: Warehouse, condition: Condition) -> None:
    said = rule_of_shop(shop, Rule(all=(condition,)))
    assert "Blue Teapot" in said.en
    assert "A1" not in said.es


def test_an_empty_rule_is_everybody(shop: Warehouse) -> None:
    assert found(shop) == "ana ben cho dov eva"


def test_bought_this_and_never_that(shop: Warehouse) -> None:
    assert found(shop, Behaviour(product="A1"), Behaviour(product="B2", negated=True)) == "cho"


def test_any_asks_for_at_least_one(shop: Warehouse) -> None:
    assert (
        found(shop, where("order_count", ">", 0), either=(where("country", "=", "Spain"), where("health", "=", "lapsed")))
        == "ben cho"
    )


def test_a_saved_segment_stands_for_its_rule(shop: Warehouse) -> None:
    saved = Segments({"vip france": Rule(all=(where("country", "=", "France"),)).model_dump(mode="json")})
    assert found(shop, where("segment", "=", "VIP France"), where("health", "=", "lapsed"), segments=saved) == "ben"
    assert found(shop, where("segment", "!=", "vip france"), segments=saved) == "cho dov eva"


def test_segments_in_a_circle_are_refused(shop: Warehouse) -> None:
    circle = Segments({"a": Rule(all=(where("segment", "=", "a"),)).model_dump(mode="json")})
    with pytest.raises(BadInputError, match="circle"):
        found(shop, where("segment", "=", "a"), segments=circle)
    with pytest.raises(BadInputError, match="circle"):
        found(shop, where("segment", "!=", "a"), segments=circle)


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (where("contry", "=", "France"), "country"),
        (where("country", "=", "Frnce"), "did you mean: France"),
        (where("country", ">", "France"), "does not apply"),
        (where("historic_value", ">", "lots"), "takes a number"),
        (where("historic_value", ">", True), "takes a number"),
        (where("historic_value", ">"), "needs a value"),
        (where("historic_value", ">", [1, 2]), "use 'in'"),
        (where("has_email", ">", True), "does not apply"),
        (where("has_email", "=", "perhaps"), "true or false"),
        (where("health", "=", "dying"), "unknown health"),
        (where("first_order_on", "=", "someday"), "unknown period"),
        (where("historic_value", "top_share", 10), "share from 0 to 1"),
        (where("country", "top_share", 0.1), "does not apply"),
        (where("segment", "=", "VIP"), "unknown segment"),
        (Behaviour(product="Blue Teapto"), "Blue Teapot"),
        (Behaviour(category="Kitchn"), "Kitchen"),
        (Behaviour(did="visited", coupon="SUN"), "cannot be narrowed by coupon"),
        (Behaviour(at_least=3, at_most=2), "below at_least"),
        (Behaviour(period="2031"), "has not begun"),
    ],
)
def test_what_cannot_be_read_says_what_would_work(shop: Warehouse, condition: Condition, says: str) -> None:
    with pytest.raises(BadInputError, match=says):
        found(shop, condition)


@pytest.mark.parametrize(
    ("condition", "missing"),
    [
        (Behaviour(did="clicked"), "touches"),
        (where("nps_score", ">", 8), "surveys"),
        (where("plan", "=", "gold"), "subscriptions"),
        (where("acquisition_channel", "=", "email"), "profiles.acquisition_channel"),
        (Behaviour(sales_channel="web"), "orders.sales_channel"),
    ],
)
def test_a_missing_table_is_named_and_never_zero(shop: Warehouse, condition: Condition, missing: str) -> None:
    with pytest.raises(NoDataError) as error:
        found(shop, condition)
    assert missing in error.value.missing


def test_consideration_without_events_is_unknown(tmp_path: Path) -> None:
    bare = open_shop(tmp_path, {"orders": TABLES["orders"]}, PEOPLE)
    with pytest.raises(NoDataError) as error:
        found(bare, where("stage", "=", "consideration"))
    assert error.value.missing == ("events",)


CONDITIONS = st.one_of(
    st.builds(where, st.just("country"), st.sampled_from(["=", "!="]), st.sampled_from(["France", "Spain", "unknown"])),
    st.builds(where, st.just("historic_value"), st.sampled_from([">", ">=", "<", "=", "!="]), st.sampled_from([0, 30, 140])),
    st.builds(where, st.just("last_order_on"), st.sampled_from(["=", "!=", ">"]), st.sampled_from(["2025-04", "2025-02-05"])),
    st.builds(where, st.just("historic_value"), st.sampled_from(["top_share", "bottom_share"]), st.sampled_from([0.3, 0.7])),
    st.builds(Behaviour, product=st.sampled_from(["A1", "B2", None]), at_least=st.integers(1, 2), negated=st.booleans(),
              period=st.sampled_from([None, "2025-Q1", "2025-04"])),
)  # fmt: skip
PROPERTY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PROPERTY
@given(conditions=st.lists(CONDITIONS, min_size=1, max_size=3), further=CONDITIONS)
def test_one_more_condition_never_finds_more(shop: Warehouse, conditions: list[Condition], further: Condition) -> None:
    before = set(found(shop, *conditions).split())
    assert set(found(shop, *conditions, further).split()) <= before


@PROPERTY
@given(conditions=st.lists(CONDITIONS, min_size=1, max_size=3), further=CONDITIONS)
def test_one_more_alternative_never_finds_fewer(shop: Warehouse, conditions: list[Condition], further: Condition) -> None:
    before = set(found(shop, either=tuple(conditions)).split())
    assert before <= set(found(shop, either=(*conditions, further)).split())


@PROPERTY
@given(condition=CONDITIONS)
def test_an_opposite_finds_exactly_the_others(shop: Warehouse, condition: Condition) -> None:
    opposite: Condition
    if isinstance(condition, Behaviour):
        opposite = condition.model_copy(update={"negated": not condition.negated})
    elif condition.op in ("=", "!="):
        opposite = condition.model_copy(update={"op": "!=" if condition.op == "=" else "="})
    else:
        return
    one, other = set(found(shop, condition).split()), set(found(shop, opposite).split())
    assert not one & other
    assert one | other == {row["customer_id"] for row in PEOPLE}
