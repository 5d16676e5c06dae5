"""lifecycle counts everybody once, in the order of the stages, and says what it cannot tell."""

from datetime import date
from pathlib import Path

import pytest

from tests.segments.small import PROFILES, TABLES
from tests.shop import open_shop
from tests.surroundings import context_of
from tools.conditions import FieldCondition
from tools.context import ToolContext
from tools.errors import BadInputError, NoDataError
from tools.lifecycle import lifecycle
from tools.segments.flows import flow_between
from tools.segments.moves import flow_window


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    return context_of(open_shop(tmp_path_factory.mktemp("shop"), TABLES, PROFILES))


def test_stages_come_in_order_and_sum_to_everybody(ctx: ToolContext) -> None:
    reply = lifecycle(ctx)
    rows = reply.tables[0].rows
    assert [row[0] for row in rows] == ["awareness", "consideration", "conversion", "retention"]
    assert sum(int(row[1]) for row in rows) == len(PROFILES)  # type: ignore[arg-type]  # a count
    shares = {f.dimensions["stage"]: f.value for f in reply.facts if f.metric == "revenue"}
    assert shares["conversion"] == pytest.approx(30 / 700)


def test_health_is_of_those_who_have_bought(ctx: ToolContext) -> None:
    reply = lifecycle(ctx, by="health")
    assert [row[:2] for row in reply.tables[0].rows] == [["active", 1], ["at_risk", 1], ["lapsed", 1]]


def test_a_split_has_a_row_per_value_and_a_column_per_stage(ctx: ToolContext) -> None:
    table = lifecycle(ctx, by="country").tables[0]
    assert [row[:2] for row in table.rows] == [["France", 2], ["Spain", 2], ["unknown", 1]]
    assert [column.name for column in table.columns][2:] == ["awareness", "consideration", "conversion", "retention"]


def test_filters_narrow_it(ctx: ToolContext) -> None:
    reply = lifecycle(ctx, filters=[FieldCondition(field="country", value="France")])
    assert [row[:2] for row in reply.tables[0].rows] == [["conversion", 1], ["retention", 1]]


def test_without_events_the_first_stages_are_unknown_and_not_zero(tmp_path: Path) -> None:
    buyers = [row for row in PROFILES if row["order_count"]]
    reply = lifecycle(context_of(open_shop(tmp_path, {"orders": TABLES["orders"]}, buyers)))
    assert [row[0] for row in reply.tables[0].rows] == ["conversion", "retention"]
    assert reply.missing == ("events",)
    assert any("unknown" in caveat.en and "se desconoce" in caveat.es for caveat in reply.scope.caveats)


def test_flows_add_up_to_everybody(ctx: ToolContext) -> None:
    reply = lifecycle(ctx, since="2025-03-01")
    flow = next(table for table in reply.tables if table.shape == "flow")
    assert sum(int(row[2]) for row in flow.rows) == len(PROFILES)  # type: ignore[arg-type]  # a count


def test_a_change_since_today_is_refused(ctx: ToolContext) -> None:
    with pytest.raises(BadInputError):
        lifecycle(ctx, since="today")


def test_a_dimension_without_its_table_is_no_data(ctx: ToolContext) -> None:
    with pytest.raises(NoDataError):
        lifecycle(ctx, by="plan")


def test_a_flow_between_two_past_days_counts_who_was_known_by_its_end(ctx: ToolContext) -> None:
    reply = lifecycle(ctx, since="2025-02-01", until="2025-04-30")
    moves = {(row[0], row[1]): row[2] for row in reply.tables[0].rows}
    # ana: one order, then two; ben: none, then one; cho orders in May only and is no buyer yet
    assert moves["conversion", "retention"] == 1
    assert sum(int(n) for (_, to), n in moves.items() if to == "conversion") == 1  # type: ignore[call-overload]  # counts
    assert reply.scope.period is not None
    assert reply.scope.period.first.isoformat() == "2025-02-02"


def test_one_move_is_counted_and_its_people_are_listed(ctx: ToolContext) -> None:
    reply = lifecycle(ctx, since="2025-02-01", moved_from="conversion", moved_to="retention")
    moved = next(fact for fact in reply.facts if fact.headline)
    assert (moved.value, moved.population_n) == (1, 1)
    assert [row[0] for row in reply.tables[0].rows] == ["ana"]
    assert [table.id for table in reply.tables] == ["moved", "flow"]


def test_a_period_flows_from_the_day_before_it_begins(ctx: ToolContext) -> None:
    assert flow_window(ctx.warehouse, "2025-04", "2025-04") == (date(2025, 3, 31), date(2025, 4, 30))
    assert flow_window(ctx.warehouse, "2025-04-10", None) == (date(2025, 4, 10), date(2025, 6, 30))


def test_net_changes_are_what_came_less_what_went(ctx: ToolContext) -> None:
    flow = flow_between(ctx.warehouse, ctx.warehouse.table("profiles"), date(2025, 2, 1), date(2025, 6, 30))
    for state, change in flow.net.items():
        came = sum(n for (old, new), n in flow.moves.items() if new == state and old != state)
        went = sum(n for (old, new), n in flow.moves.items() if old == state and new != state)
        assert change == came - went


def test_an_unknown_state_is_refused(ctx: ToolContext) -> None:
    with pytest.raises(BadInputError, match="at_risk"):
        lifecycle(ctx, since="2025-02-01", moved_to="at riks")


def test_a_shop_without_subscriptions_has_nothing_to_compare(ctx: ToolContext) -> None:
    with pytest.raises(NoDataError):
        lifecycle(ctx, compare="business_model")


def test_business_models_are_set_side_by_side(tmp_path: Path) -> None:
    orders = [
        {"order_id": "1", "customer_id": "shop", "ordered_at": "2025-01-10", "status": "completed", "revenue": 50.0},
        {"order_id": "2", "customer_id": "sub", "ordered_at": "2025-06-30", "status": "completed", "revenue": 10.0,
         "subscription_id": "s1"},
    ]  # fmt: skip
    subscriptions = [
        {"subscription_id": "s1", "customer_id": "sub", "status": "active", "started_at": "2025-01-01", "price": 10.0,
         "billing_interval": "month"},
        {"subscription_id": "s2", "customer_id": "gone", "status": "ended", "started_at": "2025-01-01", "price": 10.0,
         "billing_interval": "month", "ended_at": "2025-06-01"},
    ]  # fmt: skip
    people = [
        {"customer_id": "shop", "business_model": "ecommerce", "order_count": 1, "order_days": 1, "revenue": 50.0,
         "clv": 5.0, "clv_low": 0.0, "clv_high": 9.0, "clv_deviation": 2.2959,
         "orders_365": 1, "expected_gap_days": 40.0},
        {"customer_id": "sub", "business_model": "subscription", "order_count": 1, "order_days": 1, "revenue": 10.0,
         "clv": 80.0, "clv_low": 20.0, "clv_high": 110.0, "clv_deviation": 22.9592,
         "orders_365": 1, "mrr": 10.0, "subscription_status": "active"},
        {"customer_id": "gone", "business_model": "subscription", "order_count": 0, "order_days": 0, "revenue": 0.0,
         "clv": 0.0, "clv_low": 0.0, "clv_high": 0.0, "clv_deviation": 0.0,
         "orders_365": 0, "mrr": 0.0, "subscription_status": "ended"},
    ]  # fmt: skip
    tables = {"orders": orders, "subscriptions": subscriptions}
    reply = lifecycle(context_of(open_shop(tmp_path, tables, people)), compare="business_model")
    found = {(f.dimensions["business_model"], f.metric): f.value for f in reply.facts if "business_model" in f.dimensions}
    assert found["ecommerce", "clv"] == 5.0
    assert found["subscription", "clv"] == 40.0
    assert found["subscription", "mrr"] == 10.0
    assert found["subscription", "left"] == 0.5  # of two who ran 90 days ago one has ended
    assert ("ecommerce", "mrr") not in found
    assert len(reply.insights) == 2


def test_split_by_stage_is_the_stages_themselves(ctx: ToolContext) -> None:
    assert lifecycle(ctx, by="stage").tables[0].rows == lifecycle(ctx).tables[0].rows
