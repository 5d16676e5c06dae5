"""What may be paid for a customer and to keep one, on rows that can be checked by eye."""

from pathlib import Path
from typing import Any

import pytest

from tests.shop import open_shop
from tests.surroundings import context_of
from tools.acquisition_cost import acquisition_cost
from tools.context import ToolContext
from tools.errors import BadInputError, NoDataError
from tools.reply import Reply
from tools.retention_offer import retention_offer
from tools.warehouse.engine import Shop

ORDERS: list[dict[str, Any]] = [
    {"order_id": "1", "customer_id": "a", "ordered_at": "2025-02-01", "status": "completed", "revenue": 40.0},
    {"order_id": "2", "customer_id": "b", "ordered_at": "2025-03-01", "status": "completed", "revenue": 60.0},
    {"order_id": "3", "customer_id": "c", "ordered_at": "2025-04-01", "status": "completed", "revenue": 10.0},
    {"order_id": "4", "customer_id": "c", "ordered_at": "2025-06-30", "status": "completed", "revenue": 10.0},
    {"order_id": "5", "customer_id": "d", "ordered_at": "2023-04-01", "status": "completed", "revenue": 10.0},
]
PROFILES: list[dict[str, Any]] = [
    {
        "customer_id": "a",
        "acquisition_channel": "ads",
        "clv": 10.0,
        "clv_low": 0.0,
        "clv_high": 30.0,
        "clv_deviation": 7.6531,
        "order_count": 1,
    },
    {
        "customer_id": "b",
        "acquisition_channel": "ads",
        "clv": 30.0,
        "clv_low": 0.0,
        "clv_high": 60.0,
        "clv_deviation": 15.3061,
        "order_count": 1,
    },
    {
        "customer_id": "c",
        "acquisition_channel": "friends",
        "clv": 5.0,
        "clv_low": 0.0,
        "clv_high": 9.0,
        "clv_deviation": 2.2959,
        "order_count": 2,
    },
    {
        "customer_id": "d",
        "acquisition_channel": "ads",
        "clv": 0.0,
        "clv_low": 0.0,
        "clv_high": 0.0,
        "clv_deviation": 0.0,
        "order_count": 1,
    },
]
SPEND = [{"on": "2025-02-15", "channel": "ads", "spend": 50.0}, {"on": "2023-01-01", "channel": "ads", "spend": 900.0}]
SHOP = Shop(currency="EUR", margin=0.5)


def shop(folder: Path, shop: Shop = SHOP, **tables: list[dict[str, Any]]) -> ToolContext:
    report = {"value": {"basis": "net_profit", "margin": 0.5, "margin_source": "setting"}} if shop.margin else {}
    context = context_of(open_shop(folder, {"orders": ORDERS, "reach_daily": SPEND} | tables, PROFILES, shop))
    assert context.warehouse.profiles_path is not None
    import json

    (context.warehouse.profiles_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return context


def numbers(reply: Reply, group: str | None = None) -> dict[str, Any]:
    """Metric to value of one group, or of the whole."""
    return {f.metric: f.value for f in reply.facts if (group in f.dimensions.values() if group else not f.dimensions)}


def test_a_customer_may_cost_a_third_of_what_it_is_worth(tmp_path: Path) -> None:
    found = numbers(acquisition_cost(shop(tmp_path), period="2025"))
    value = (0.5 * (40 + 60 + 10) + 10 + 30 + 5) / 3
    assert found["new_customer_value"] == pytest.approx(value)
    assert found["allowable_cac"] == pytest.approx(value / 3)
    assert found["break_even_cac"] == pytest.approx(value)
    assert found["cac"] == pytest.approx(50 / 3)


def test_a_channel_is_set_against_its_own_spend(tmp_path: Path) -> None:
    reply = acquisition_cost(shop(tmp_path), value="ads", period="2025")
    found = numbers(reply, "ads")
    assert found["new_customer_value"] == pytest.approx(25 + 20)
    assert found["cac"] == 25.0
    assert found["clv_to_cac"] == pytest.approx(45 / 25)
    assert found["payback_days"] == 0.0  # the first order brings 25
    both = acquisition_cost(shop(tmp_path / "again"), by="acquisition_channel", period="2025").tables[0].rows
    assert [row[0] for row in both] == ["ads", "friends"]
    with pytest.raises(BadInputError, match="friends"):
        acquisition_cost(shop(tmp_path / "third"), value="frends")


def test_without_a_margin_it_is_revenue_and_nothing_may_be_paid_by_it(tmp_path: Path) -> None:
    reply = acquisition_cost(shop(tmp_path, Shop(currency="EUR")), period="2025")
    assert "allowable_cac" not in numbers(reply)
    assert "revenue" in reply.facts[0].label.en
    assert "margin" in reply.missing
    with pytest.raises(NoDataError, match="margin"):
        retention_offer(shop(tmp_path / "again", Shop(currency="EUR")))


def touches(goal: str = "win_back") -> dict[str, list[dict[str, Any]]]:
    """100 treated of whom 30 order, 100 in the control of whom 10 do."""
    orders, sent = list(ORDERS), []
    for i in range(200):
        arm, acts = ("treated", i < 30) if i < 100 else ("control", i < 110)
        sent.append({"touch_id": str(i), "campaign_id": "w", "customer_id": f"t{i}", "arm": arm, "assigned_at": "2025-01-01"})
        if acts:
            orders.append(
                {"order_id": f"t{i}", "customer_id": f"t{i}", "ordered_at": "2025-02-01", "status": "completed", "revenue": 9.0}
            )
    return {"orders": orders, "touches": sent, "campaigns": [{"campaign_id": "w", "name": "Come back", "goal": goal}]}


@pytest.fixture
def active(monkeypatch: pytest.MonkeyPatch) -> None:
    for row in PROFILES:
        monkeypatch.setitem(row, "health", "active")


@pytest.mark.usefixtures("active")
def test_an_offer_is_worth_what_it_saves_times_what_the_saved_are_worth(tmp_path: Path) -> None:
    reply = retention_offer(shop(tmp_path, **touches()))
    found = {fact.metric: fact for fact in reply.facts}
    assert found["incremental_saved"].value == pytest.approx(0.2)
    assert found["saved_customer_value"].value == pytest.approx(45 / 4)
    assert found["max_retention_offer"].value == pytest.approx(0.2 * 45 / 4)
    assert found["max_offer_per_taker"].value == pytest.approx(0.2 * 45 / 4 / 0.3)
    assert found["max_retention_offer"].interval is not None
    assert found["max_retention_offer"].headline


@pytest.mark.usefixtures("active")
@pytest.mark.parametrize("tables", [{}, touches("revenue")], ids=["no campaign", "campaigns for something else"])
def test_without_an_experiment_the_offer_is_unknown(tmp_path: Path, tables: dict[str, Any]) -> None:
    reply = retention_offer(shop(tmp_path, **tables))
    assert reply.outcome == "no_data"
    assert reply.message is not None
    assert "unknown without an experiment" in reply.message.en
    assert "max_retention_offer" not in {fact.metric for fact in reply.facts}
