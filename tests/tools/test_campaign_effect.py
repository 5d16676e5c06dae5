"""One campaign against its control group, on rows that can be checked by eye; today is 30 June 2025."""

from pathlib import Path
from typing import Any

import pytest

from tests.shop import open_shop
from tests.surroundings import context_of
from tools.campaign_effect import campaign_effect
from tools.errors import BadInputError, NoDataError
from tools.reply import Fact, Reply

Row = dict[str, Any]
CAMPAIGNS: list[Row] = [
    {"campaign_id": "c1", "name": "Tea week", "goal": "category"},
    {"campaign_id": "c2", "name": "Newsletter", "goal": "engagement"},
]


def touch(customer: str, arm: str | None, on: str = "2025-03-01", campaign: str = "c1") -> Row:
    return {
        "touch_id": f"{campaign}{customer}{on}", "campaign_id": campaign, "customer_id": customer, "arm": arm,
        "assigned_at": on,
    }  # fmt: skip


def order(customer: str, on: str, revenue: float = 10.0, status: str = "completed") -> Row:
    return {
        "order_id": f"{customer}{on}{status}", "customer_id": customer, "ordered_at": on, "status": status, "revenue": revenue,
    }  # fmt: skip


TOUCHES = [
    *(touch(f"t{i}", "treated") for i in range(5)), *(touch(f"k{i}", "control") for i in range(4)),
    touch("k0", "treated", "2025-03-20"),
]  # fmt: skip
ORDERS = [
    order("t0", "2025-03-05", 40.0), order("t0", "2025-03-09", 20.0), order("t0", "2025-03-12", -5.0, "refund"),
    order("t1", "2025-04-30", 10.0),
    order("t2", "2025-05-01"),  # 61 days later
    order("t3", "2025-02-28"),  # before it
    order("t4", "2025-03-02", 10.0, "cancelled"),
    order("k0", "2025-03-25", 8.0),
    order("x", "2025-06-30"),
]  # fmt: skip


def effect(folder: Path, touches: list[Row], orders: list[Row], campaign: str = "Tea week", **tables: list[Row]) -> Reply:
    rows = {"orders": orders, "touches": touches, "campaigns": CAMPAIGNS} | tables
    return campaign_effect(context_of(open_shop(folder, rows)), campaign)


def facts(reply: Reply) -> dict[tuple[str, str], Fact]:
    return {(f.metric, f.dimensions.get("arm", "")): f for f in reply.facts}


def values(reply: Reply, metric: str) -> list[Any]:
    """Of the treated and of the control arm."""
    return [facts(reply)[metric, arm].value for arm in ("treated", "control")]


def test_everybody_counts_once_in_the_first_arm_by_orders_of_the_60_days(tmp_path: Path) -> None:
    reply = effect(tmp_path, TOUCHES, ORDERS)
    assert values(reply, "people") == [5, 4]
    assert values(reply, "buyers") == [2, 1]
    assert values(reply, "buyer_rate") == pytest.approx([2 / 5, 1 / 4])
    assert values(reply, "net_revenue_per_person") == pytest.approx([(60 - 5 + 10) / 5, 8 / 4])
    [headline] = [f for f in reply.facts if f.headline]
    assert (headline.unit, headline.value) == ("rate", pytest.approx(2 / 5 - 1 / 4))
    assert reply.scope.period is not None
    assert not reply.scope.period.partial


def test_a_difference_is_proven_where_its_interval_leaves_out_none(tmp_path: Path) -> None:
    def _shop(treated: int, control: int) -> Reply:
        touches = [touch(f"{arm}{i}", arm) for arm in ("treated", "control") for i in range(100)]
        acted = (("treated", treated), ("control", control))
        orders = [order(f"{arm}{i}", "2025-03-05") for arm, n in acted for i in range(n)]
        return effect(tmp_path / f"{treated}", touches, [*orders, order("x", "2025-06-30")])

    better, same, worse = _shop(30, 10), _shop(31, 30), _shop(9, 30)
    found = [facts(reply)["campaign_effect", ""].interval for reply in (better, same, worse)]
    assert [one and (one.low > 0, one.high < 0) for one in found] == [(True, False), (False, False), (False, True)]
    said = [reply.message.en for reply in (better, same, worse) if reply.message]
    assert ["better" in said[0], "not proven" in said[1], "worse" in said[2]] == [True] * 3
    assert "not proven" not in said[0] + said[2]


def test_before_60_days_are_over_the_figures_are_those_so_far(tmp_path: Path) -> None:
    touches = [touch("t", "treated", "2025-06-01"), touch("k", "control", "2025-06-01")]
    reply = effect(tmp_path, touches, [order("t", "2025-06-03"), order("x", "2025-06-30")])
    assert values(reply, "buyers") == [1, 0]
    assert reply.scope.period is not None
    assert reply.scope.period.partial
    assert "so far" in reply.scope.caveats[0].en


def test_of_a_running_flow_those_assigned_lately_wait(tmp_path: Path) -> None:
    lately = [touch("n1", "treated", "2025-06-20"), touch("n2", "treated", "2025-06-21")]
    reply = effect(tmp_path, [*TOUCHES, *lately], [*ORDERS, order("n1", "2025-06-22")])
    assert values(reply, "people") == [5, 4]
    assert facts(reply)["waiting_people", ""].value == 2


def test_a_campaign_without_a_control_group_says_what_is_missing(tmp_path: Path) -> None:
    reply = effect(tmp_path, [*TOUCHES, touch("t1", "treated", campaign="c2")], ORDERS, "newsletter")
    assert (reply.outcome, list(reply.missing)) == ("no_data", ["touches.arm"])
    assert not reply.facts
    assert "Newsletter" in reply.suggestions[0].message.en


def test_an_unknown_campaign_is_named_with_those_most_like_it(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="'tea weak'; did you mean: Tea week"):
        effect(tmp_path, TOUCHES, ORDERS, "tea weak")


def test_without_messages_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(NoDataError, match="touches"):
        campaign_effect(context_of(open_shop(tmp_path, {"orders": ORDERS})), "Tea week")


def test_money_of_several_currencies_is_left_out(tmp_path: Path) -> None:
    shop = open_shop(tmp_path, {"orders": ORDERS, "touches": TOUCHES, "campaigns": CAMPAIGNS})
    shop.manifest["currencies"] = {"EUR": 5, "USD": 4}
    reply = campaign_effect(context_of(shop), "c1")
    assert "net_revenue_per_person" not in {f.metric for f in reply.facts}
    assert "net_revenue_per_person" not in {c.name for c in reply.tables[0].columns}
