"""Questions on metrics: periods, groups, conditions, order, shares, and what is said when they cannot be answered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tools.conditions import FieldCondition
from tools.errors import BadInputError, NoDataError
from tools.reply import Fact, Reply, Span
from tools.warehouse.engine import Warehouse

Ask = Callable[..., Reply]
Shop = Callable[..., Warehouse]


def _value(reply: Reply, metric: str, role: str = "value", **dimensions: str) -> Fact:
    return next(
        fact
        for fact in reply.facts
        if fact.metric == metric and fact.role == role and all(fact.dimensions.get(k) == v for k, v in dimensions.items())
    )


def _rows(reply: Reply) -> list[list[Any]]:
    return [list(row) for row in reply.tables[0].rows]


def test_without_a_period_a_total_is_of_all_history_and_says_so(ask: Ask) -> None:
    reply = ask("revenue")
    assert _value(reply, "revenue").value == 550
    assert reply.scope.period == Span(date(2025, 1, 5), date(2025, 3, 31))
    assert "all history" in reply.scope.assumptions[0].en


def test_without_a_period_a_stock_is_as_of_the_end_of_the_data(ask: Ask) -> None:
    reply = ask("active_subscriptions")
    assert reply.scope.period == Span(date(2025, 3, 31), date(2025, 3, 31))


def test_a_churn_rate_without_a_period_is_of_the_last_closed_month(ask: Ask) -> None:
    reply = ask("churn_rate")
    assert reply.scope.period == Span(date(2025, 2, 1), date(2025, 2, 28))


def test_a_rate_comes_with_its_denominator_and_interval(ask: Ask) -> None:
    reply = ask("add_to_cart_rate", period="2025-02")
    fact = _value(reply, "add_to_cart_rate")
    assert fact.population_n == 5
    assert fact.interval is not None
    assert fact.interval.low == pytest.approx(0.1176, abs=1e-3)
    assert fact.interval.high == pytest.approx(0.7693, abs=1e-3)
    assert _value(reply, "site_visits", "count").value == 5


def test_nps_comes_with_n_and_interval(ask: Ask) -> None:
    fact = _value(ask("nps", period="2025-02"), "nps")
    assert (fact.value, fact.population_n) == (25, 4)
    assert fact.interval is not None
    assert fact.interval.low < 25 < fact.interval.high


def test_a_rate_of_nothing_is_no_data_not_zero(ask: Ask) -> None:
    with pytest.raises(NoDataError):
        ask("average_order_value", where={"country": "France"}, period="2025-01")


def test_nothing_in_a_period_is_zero_for_a_count(ask: Ask) -> None:
    assert _value(ask("orders", where={"country": "France"}, period="2025-01"), "orders").value == 0


def test_a_missing_table_is_named(ask: Ask, shop_of: Shop) -> None:
    with pytest.raises(NoDataError) as raised:
        ask("nps", warehouse=shop_of(("a", "x", "2025-01-01", 10.0)))
    assert raised.value.missing == ("surveys",)


def test_a_period_before_the_data_is_no_data(ask: Ask) -> None:
    with pytest.raises(NoDataError, match="begin on 2025-01-05"):
        ask("revenue", period="2019")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"metrics": ["revenu"]}, "revenue"),
        ({"metrics": ["revenue"], "group_by": ["contry"]}, "country"),
        ({"metrics": ["revenue"], "where": {"country": "Spian"}}, "Spain"),
        ({"metrics": ["nps"], "group_by": ["coupon"]}, "cannot be split"),
        ({"metrics": ["revenue"], "group_by": ["country"], "order_by": "-orders"}, "cannot order by"),
        ({"metrics": ["revenue"], "compare_to": "previous"}, "comparison needs a period"),
        ({"metrics": ["revenue"], "group_by": ["country", "city", "month", "coupon"]}, "at most three"),
    ],
)
def test_what_is_unknown_is_refused_with_what_would_work(ask: Ask, arguments: dict[str, Any], said: str) -> None:
    metrics = arguments.pop("metrics")
    with pytest.raises(BadInputError, match=said):
        ask(*metrics, **arguments)


def test_a_metric_is_found_by_the_name_people_use(ask: Ask) -> None:
    assert _value(ask("ticket medio", period="2025-02"), "average_order_value").value == pytest.approx(103.3333)


def test_a_country_is_found_in_the_other_language_and_letter_case_aside(ask: Ask) -> None:
    assert _value(ask("orders", where={"country": "francia"}), "orders").value == 2
    assert _value(ask("orders", where={"country": "SPAIN"}), "orders").dimensions == {"country": "Spain"}


def test_a_ranking_is_ordered_by_value_and_cut_to_the_limit_but_tells_how_many_there_are(ask: Ask) -> None:
    reply = ask("revenue", group_by=["country"], limit=2)
    assert _rows(reply) == [["Spain", 250.0], ["France", 230.0]]
    assert reply.tables[0].total_rows == 3
    assert [fact.headline for fact in reply.facts if fact.role == "value"] == [True, True]


def test_ties_in_a_ranking_go_by_key(ask: Ask, shop_of: Shop) -> None:
    shop = shop_of(
        ("a", "x", "2025-01-01", 10.0, "Spain"), ("b", "y", "2025-01-02", 10.0, "Chile"), ("c", "z", "2025-01-03", 10.0, "Peru")
    )
    assert [row[0] for row in _rows(ask("revenue", warehouse=shop, group_by=["country"], order_by="-revenue"))] == [
        "Chile",
        "Peru",
        "Spain",
    ]


def test_a_group_without_a_value_shows_as_unknown(ask: Ask) -> None:
    assert ["unknown", 70.0] in _rows(ask("revenue", group_by=["country"]))


def test_excluding_a_value_keeps_groups_without_one(ask: Ask) -> None:
    reply = ask("revenue", filters=[FieldCondition(field="country", op="!=", value="Spain")])
    assert _value(reply, "revenue").value == 300
    assert _value(reply, "revenue").dimensions == {"country": "not Spain"}


def test_shares_sum_to_one(ask: Ask) -> None:
    reply = ask("revenue", group_by=["country"], share=True)
    assert sum(float(f.value) for f in reply.facts if f.role == "share") == pytest.approx(1)


def test_a_share_without_groups_is_of_the_unfiltered_value(ask: Ask) -> None:
    reply = ask("revenue", where={"country": "France"}, share=True)
    assert _value(reply, "revenue", "share").value == pytest.approx(230 / 550)
    assert _value(reply, "revenue", "total").value == 550


def test_a_time_series_is_whole_and_in_time_order_with_zero_where_nothing_happened(ask: Ask) -> None:
    reply = ask("orders", group_by=["week"], period="2025-01-06..2025-02-09", limit=2)
    assert _rows(reply) == [["2025-W02", 0], ["2025-W03", 0], ["2025-W04", 1], ["2025-W05", 0], ["2025-W06", 1]]
    assert reply.tables[0].shape == "trend"


def test_a_rate_has_no_value_in_a_month_without_anything_to_divide_by(ask: Ask, shop_of: Shop) -> None:
    shop = shop_of(("a", "x", "2025-01-01", 10.0), ("b", "x", "2025-03-01", 30.0))
    assert [row[:2] for row in _rows(ask("average_order_value", warehouse=shop, group_by=["month"]))] == [
        ["2025-01", 10.0], ["2025-02", None], ["2025-03", 30.0],
    ]  # fmt: skip


def test_the_fact_of_a_month_says_its_days(ask: Ask) -> None:
    fact = _value(ask("revenue", group_by=["month"]), "revenue", month="2025-02")
    assert fact.period == Span(date(2025, 2, 1), date(2025, 2, 28))


def test_months_are_ranked_when_a_ranking_is_asked_for(ask: Ask) -> None:
    assert _rows(ask("revenue", group_by=["month"], order_by="-revenue", limit=1)) == [["2025-02", 310.0]]


def test_all_weekdays_are_there_in_their_order(ask: Ask) -> None:
    rows = _rows(ask("orders", group_by=["weekday"]))
    assert [row[0] for row in rows] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert sum(row[1] for row in rows) == 7


def test_weekdays_left_out_have_no_row_of_their_own(ask: Ask) -> None:
    weekend = [FieldCondition(field="weekday", op="not_in", value=["Saturday", "Sunday"])]
    rows = _rows(ask("orders", group_by=["weekday"], filters=weekend))
    assert [row[0] for row in rows] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def test_new_customers_by_month_are_new_in_their_month(ask: Ask) -> None:
    assert _rows(ask("new_customers", "returning_customers", group_by=["month"])) == [
        ["2025-01", 2, 0], ["2025-02", 1, 1], ["2025-03", 1, 1],
    ]  # fmt: skip


def test_revenue_splits_into_new_returning_and_guests(ask: Ask) -> None:
    assert _rows(ask("revenue", period="2025-02", group_by=["new_or_returning"])) == [
        ["new", 200.0],
        ["returning", 80.0],
        ["guest", 30.0],
    ]


def test_by_product_revenue_is_of_lines_and_orders_count_once_per_product(ask: Ask) -> None:
    reply = ask("revenue", "orders", group_by=["product"])
    assert _rows(reply) == [
        ["p1", "Boots", 390.0, 4], ["p2", "Cap", 110.0, 3], ["p9", "Mug", 30.0, 1],
    ]  # fmt: skip
    assert any("overlap" in caveat.en for caveat in reply.scope.caveats)


def test_a_category_can_be_a_condition_on_line_revenue(ask: Ask) -> None:
    assert _value(ask("revenue", where={"category": "shoes"}), "revenue").value == 390


def test_two_dimensions_give_a_row_for_each_pair(ask: Ask) -> None:
    rows = _rows(ask("orders", group_by=["country", "sales_channel"]))
    assert rows[0] == ["Spain", "web", 3]
    assert sum(row[2] for row in rows) == 7


def test_metrics_of_different_tables_stand_side_by_side(ask: Ask) -> None:
    rows = _rows(ask("revenue", "ad_spend", group_by=["month"]))
    assert rows == [["2025-01", 150.0, 0.0], ["2025-02", 310.0, 75.0], ["2025-03", 90.0, 40.0]]


def test_stocks_are_taken_at_the_end_of_each_month(ask: Ask) -> None:
    assert _rows(ask("active_subscriptions", period="2025", group_by=["month"])) == [
        ["2025-01", 4],
        ["2025-02", 2],
        ["2025-03", 2],
    ]


def test_small_groups_are_left_out_of_a_ranking_of_averages_and_named(ask: Ask, shop_of: Shop) -> None:
    many = [(f"s{i}", f"s{i}", "2025-01-01", 10.0, "Spain") for i in range(30)]
    shop = shop_of(*many, ("p1", "p1", "2025-01-02", 900.0, "Peru"))
    reply = ask("average_order_value", warehouse=shop, group_by=["country"], order_by="-average_order_value", limit=5)
    assert [row[0] for row in _rows(reply)] == ["Spain"]
    assert reply.tables[0].total_rows == 2
    assert any("Peru" in caveat.en for caveat in reply.scope.caveats)


def test_small_groups_are_marked_where_no_ranking_was_asked_for(ask: Ask, shop_of: Shop) -> None:
    many = [(f"s{i}", f"s{i}", "2025-01-01", 10.0, "Spain") for i in range(30)]
    reply = ask(
        "average_order_value", warehouse=shop_of(*many, ("p1", "p1", "2025-01-02", 900.0, "Peru")), group_by=["country"]
    )
    assert [(row[0], row[-1]) for row in _rows(reply)] == [("Spain", ""), ("Peru", "n < 30")]


def test_money_in_several_currencies_is_not_added_up(ask: Ask, shop_of: Shop) -> None:
    shop = shop_of(("a", "x", "2025-01-01", 10.0))
    shop.manifest["currencies"] = {"EUR": 1, "USD": 1}
    with pytest.raises(NoDataError, match="exchange rates"):
        ask("revenue", warehouse=shop)
    assert _value(ask("orders", warehouse=shop), "orders").value == 1


def test_profit_without_a_margin_is_named_revenue_and_asks_for_the_margin(ask: Ask, shop_of: Shop) -> None:
    reply = ask("profit_per_customer", warehouse=shop_of(("a", "x", "2025-01-01", 10.0)))
    assert _value(reply, "profit_per_customer").label.en == "Net revenue per customer"
    assert any("margin" in assumption.en.lower() for assumption in reply.scope.assumptions)


def test_a_share_by_month_is_of_all_in_that_month_and_overall_of_all(ask: Ask) -> None:
    reply = ask("revenue", group_by=["month"], where={"country": "Spain"}, share=True)
    shares = {f.dimensions.get("month"): f.value for f in reply.facts if f.role == "share"}
    told = {"2025-01": 150 / 150, "2025-02": 80 / 310, "2025-03": 20 / 90, None: 250 / 550}
    assert shares == {month: pytest.approx(share) for month, share in told.items()}


def test_a_share_by_month_and_country_is_of_each_month(ask: Ask) -> None:
    reply = ask("revenue", group_by=["month", "country"], share=True)
    shares = {(row[0], row[1]): row[-1] for row in reply.tables[0].rows}
    assert shares[("2025-02", "Spain")] == pytest.approx(80 / 310)
    assert shares[("2025-01", "Spain")] == pytest.approx(1)


def test_a_share_by_month_of_nothing_filtered_is_of_the_whole(ask: Ask) -> None:
    reply = ask("revenue", group_by=["month"], share=True)
    assert sum(float(f.value) for f in reply.facts if f.role == "share") == pytest.approx(1)


def test_a_share_is_told_without_counting_the_people_behind_its_parts(ask: Ask) -> None:
    assert _value(ask("revenue", where={"country": "France"}, share=True), "revenue", "value").population_n is None
    assert _value(ask("revenue", where={"country": "France"}), "revenue", "value").population_n == 1
