"""Comparisons: the same days, what is not comparable, and what drives a change."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tools.reply import Fact, Reply, Span
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles import evaluate

Ask = Callable[..., Reply]
Shop = Callable[..., Warehouse]


def _roles(reply: Reply, metric: str, **dimensions: str) -> dict[str, Fact]:
    return {f.role: f for f in reply.facts if f.metric == metric and f.dimensions == dimensions}


def test_a_comparison_gives_baseline_change_and_change_rate(ask: Ask) -> None:
    said = _roles(ask("revenue", period="2025-03", compare_to="previous"), "revenue")
    assert said["baseline"].value == 310
    assert said["change"].value == -220
    assert said["change_rate"].value == pytest.approx(-220 / 310)
    assert said["baseline"].headline


def test_a_period_to_date_is_compared_with_as_many_days(ask: Ask, shop_of: Shop) -> None:
    shop = shop_of(
        ("a", "x", "2025-01-02", 10.0),
        ("b", "x", "2025-02-03", 20.0),
        ("c", "x", "2025-02-20", 500.0),
        ("d", "x", "2025-03-05", 30.0),
    )
    reply = ask("revenue", warehouse=shop, period="this_month", compare_to="previous")
    said = _roles(reply, "revenue")
    assert said["baseline"].value == 20
    assert said["baseline"].period == Span(date(2025, 2, 1), date(2025, 2, 5), partial=True)
    assert any("same number of days" in caveat.en for caveat in reply.scope.caveats)


def test_a_named_month_to_date_is_compared_with_as_many_days_of_a_named_month(ask: Ask, shop_of: Shop) -> None:
    shop = shop_of(("a", "x", "2025-01-01", 10.0), ("c", "x", "2025-01-20", 500.0), ("d", "x", "2025-03-05", 30.0))
    assert _roles(ask("revenue", warehouse=shop, period="2025-03", compare_to="2025-01"), "revenue")["baseline"].value == 10


def test_a_baseline_that_the_data_do_not_cover_gives_no_change(ask: Ask) -> None:
    reply = ask("revenue", period="2025-01", compare_to="year_earlier")
    assert set(_roles(reply, "revenue")) == {"value"}
    assert any("Not comparable" in caveat.en for caveat in reply.scope.caveats)


def test_groups_only_in_the_baseline_are_shown_too(ask: Ask) -> None:
    reply = ask("revenue", period="2025-03", compare_to="previous", group_by=["country"], order_by="change")
    assert [list(row) for row in reply.tables[0].rows] == [
        ["France", 0.0, 230.0, -230.0, -1.0], ["Spain", 20.0, 80.0, -60.0, -0.75], ["unknown", 70.0, 0.0, 70.0, None],
    ]  # fmt: skip


def test_what_moved_the_whole_its_way_comes_first(ask: Ask) -> None:
    """March fell against February, which rose against January."""
    spans = (("2025-03", "2025-02"), ("2025-02-01..2025-02-20", "2025-01-10..2025-01-29"))
    fell, rose = (
        ask("revenue", period=period, compare_to=before, group_by=["country"], order_by="driver").tables[0].rows
        for period, before in spans
    )
    assert (fell[0][0], fell[0][3]) == ("France", -230.0)
    assert (rose[0][0], rose[0][3]) == ("France", 230.0)


def test_the_highest_and_the_lowest_of_a_long_series_are_stated(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.metrics.stating._STATED_UNITS", 10)
    reply = ask("revenue", period="2025-01-05..2025-03-31", group_by=["day"])
    stated = {f.dimensions["day"]: f.value for f in reply.facts if "day" in f.dimensions}
    rows = {row[0]: row[1] for row in reply.tables[0].rows}
    assert len(stated) < len(rows)
    assert max(stated.values()) == max(rows.values())
    assert "2025-03-31" in stated


def test_days_are_laid_over_the_days_of_the_baseline(ask: Ask) -> None:
    reply = ask("orders", period="2025-02-04..2025-02-05", compare_to="2025-01-20..2025-01-21", group_by=["day"])
    assert [list(row)[:3] for row in reply.tables[0].rows] == [["2025-02-04", 1, 1], ["2025-02-05", 0, 0]]


def test_a_change_of_revenue_splits_exactly_into_orders_and_basket(ask: Ask) -> None:
    reply = ask("revenue", period="2025-03", compare_to="previous")
    by_orders, by_basket = (_roles(reply, name)["change"].value for name in ("change_from_orders", "change_from_order_value"))
    assert float(by_orders) + float(by_basket) == pytest.approx(-220, abs=0.001)


def test_the_groups_that_moved_the_most_are_named(ask: Ask) -> None:
    reply = ask("revenue", period="2025-03", compare_to="previous")
    assert _roles(reply, "revenue", country="France")["change"].value == -230
    assert any("France" in insight.en for insight in reply.insights)


def test_a_single_order_that_explains_the_change_is_told(ask: Ask) -> None:
    reply = ask("revenue", period="2025-03", compare_to="previous")
    assert _roles(reply, "largest_order", order="o4")["count"].value == 200
    assert any("single order" in insight.en for insight in reply.insights)


def test_a_change_is_measured_against_the_changes_before_it(ask: Ask, shop_of: Shop) -> None:
    amounts = [100.0, 110.0, 100.0, 110.0, 100.0, 110.0, 500.0]
    shop = shop_of(
        *((f"o{i}", f"c{i}", f"2025-0{i + 1}-01", amount) for i, amount in enumerate(amounts)), ("z", "z", "2025-08-01", 1.0)
    )
    reply = ask("revenue", warehouse=shop, period="2025-07", compare_to="previous")
    assert _roles(reply, "usual_change_high")["count"].value == pytest.approx(0.1)
    assert any("outside" in insight.en for insight in reply.insights)
    assert not any(character.isdigit() for insight in reply.insights for character in insight.en)


def test_lapse_rate_is_of_those_not_lapsed_at_the_start(ask: Ask, shop_of: Shop) -> None:
    """Both order every ten days; `a` stops on 21 January: on time at its end, silent for over three gaps at February's."""
    stops = [("a1", "a", "2025-01-01", 10.0), ("a2", "a", "2025-01-11", 10.0), ("a3", "a", "2025-01-21", 10.0)]
    days = ("01-01", "01-11", "01-21", "01-31", "02-10", "02-20", "03-02", "03-12", "03-22", "04-01")
    goes_on = [(f"b{i}", "b", f"2025-{day}", 10.0) for i, day in enumerate(days)]
    reply = ask("lapse_rate", warehouse=shop_of(*stops, *goes_on), period="2025-02")
    said = _roles(reply, "lapse_rate")["value"]
    assert (said.value, said.population_n) == (0.5, 2)


def test_reactivations_are_orders_of_customers_lapsed_the_day_before(ask: Ask, shop_of: Shop) -> None:
    """`a` stops on 21 January and comes back on 15 March and, no longer lapsed, on the 20th; `b` never stops."""
    back = ("2025-01-01", "2025-01-11", "2025-01-21", "2025-03-15", "2025-03-20")
    stops = [(f"a{i}", "a", day, 10.0) for i, day in enumerate(back)]
    days = ("01-01", "01-11", "01-21", "01-31", "02-10", "02-20", "03-02", "03-12", "03-22", "04-01")
    goes_on = [(f"b{i}", "b", f"2025-{day}", 10.0) for i, day in enumerate(days)]
    shop = shop_of(*stops, *goes_on)
    by_definition = {
        (customer, day)
        for _, customer, day, _ in (*stops, *goes_on)
        if "lapsed" in _healths(shop, date.fromisoformat(day) - timedelta(days=1), customer)
    }

    assert by_definition == {("a", "2025-03-15")}
    assert _roles(ask("reactivations", warehouse=shop, period="2025-03"), "reactivations")["value"].value == 1
    assert _roles(ask("reactivations", warehouse=shop, period="2025-02"), "reactivations")["value"].value == 0


def _healths(shop: Warehouse, on: date, customer: str) -> list[str]:
    rows = evaluate(shop, on).select(["customer_id", "health"]).to_pylist()
    return [str(row["health"]) for row in rows if row["customer_id"] == customer]
