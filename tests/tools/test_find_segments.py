"""find_segments finds a group that really leaves more, says it as a rule that can be saved, and admits when there is none."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.shop import open_shop
from tests.surroundings import context_of
from tools.conditions import FieldCondition
from tools.context import ToolContext
from tools.errors import BadInputError, NoDataError
from tools.find_segments import find_segments
from tools.segments.compile import matching, saved_rule

TODAY = date(2025, 6, 30)
CUSTOMERS = 2_400


def shop(folder: Path, leaving: float, customers: int = CUSTOMERS) -> ToolContext:
    """Everybody ordered once and comes back with probability 0.6 a quarter; who came by ads and lives in Spain with less."""
    rng = np.random.default_rng(11)
    channel = rng.choice(["ads", "search", "friends"], customers, p=[0.3, 0.4, 0.3]).tolist()
    country = rng.choice(["Spain", "France", "Italy"], customers).tolist()
    orders: list[dict[str, Any]] = []
    for i in range(customers):
        back = leaving if (channel[i], country[i]) == ("ads", "Spain") else 0.6
        days = [rng.integers(200, 300)] + [low for low in (rng.integers(95, 179), rng.integers(0, 89)) if rng.random() < back]
        orders += [_order(f"c{i}", f"{i}-{k}", int(day)) for k, day in enumerate(days)]
    orders.append(_order("c0", "last", 0))
    people = [{"customer_id": f"c{i}", "acquisition_channel": channel[i], "country": country[i]} for i in range(customers)]
    profiles = [row | {"order_count": 1, "health": "active", "stage": "conversion"} for row in people]
    return context_of(open_shop(folder, {"orders": orders, "customers": people}, profiles))


def _order(customer: str, number: str, days_ago: int) -> dict[str, Any]:
    day = (TODAY - timedelta(days=days_ago)).isoformat()
    return {"order_id": number, "customer_id": customer, "ordered_at": day, "status": "completed", "revenue": 20.0}


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    return shop(tmp_path_factory.mktemp("shop"), leaving=0.2)


def conditions(rule: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(c["field"], str(c["value"])) for c in rule["all"]}


def test_the_group_that_leaves_is_found_with_its_interval_and_what_others_do(ctx: ToolContext) -> None:
    reply = find_segments(ctx, save_as="leavers")
    planted = {("acquisition_channel", "ads"), ("country", "Spain")}
    rule = saved_rule("leavers", ctx.segments)
    assert planted <= conditions(rule.model_dump())
    assert len(rule.all) <= 4
    facts = {fact.role: fact for fact in reply.facts if fact.dimensions.get("group") == "1"}
    size = facts["value"]
    assert size.interval is not None
    assert size.interval.low < 0.8 < size.interval.high  # 1 - 0.2 leave, 1 - 0.6 of the others
    assert facts["baseline"].value < size.interval.low  # type: ignore[operator]  # a rate
    assert facts["count"].value == ctx.warehouse.run(matching(ctx.warehouse, rule, ctx.segments).count())["value"][0].as_py()
    assert "acquired through ads" in str(reply.tables[0].rows[0][1])


def test_where_everybody_is_alike_none_is_found_and_it_says_so(tmp_path: Path) -> None:
    reply = find_segments(shop(tmp_path, leaving=0.6))
    assert [fact.value for fact in reply.facts if fact.metric == "small_groups"] == [0]
    assert not reply.tables


def test_filters_narrow_whom_it_looks_at(ctx: ToolContext) -> None:
    reply = find_segments(ctx, filters=[FieldCondition(field="country", op="!=", value="Spain")])
    assert [fact.value for fact in reply.facts if fact.metric == "small_groups"] == [0]
    assert reply.scope.population is not None
    assert "Spain" in reply.scope.population.en


def test_a_channel_is_looked_for_by_name_and_a_wrong_one_is_refused(ctx: ToolContext) -> None:
    assert find_segments(ctx, target="channel", value="ads").outcome == "answered"
    with pytest.raises(BadInputError, match="search"):
        find_segments(ctx, target="channel", value="serch")
    with pytest.raises(BadInputError, match="category and channel"):
        find_segments(ctx, target="churn", value="ads")


def test_what_the_shop_cannot_tell_is_no_data(ctx: ToolContext, tmp_path: Path) -> None:
    with pytest.raises(NoDataError):
        find_segments(ctx, target="category")
    with pytest.raises(NoDataError, match="too few"):
        find_segments(shop(tmp_path, leaving=0.2, customers=100))
