"""lifecycle counts everybody once, in the order of the stages, and says what it cannot tell."""

from pathlib import Path

import pytest

from tests.segments.small import PROFILES, TABLES
from tests.shop import open_shop
from tests.surroundings import context_of
from tools.conditions import FieldCondition
from tools.context import ToolContext
from tools.errors import BadInputError, NoDataError
from tools.lifecycle import lifecycle


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
