"""One customer's card and the value of many: figures that one can check by eye, intervals that say what they are of."""

from typing import Any

import pytest

from tests.segments.small import PROFILES, TABLES
from tests.shop import open_shop
from tests.surroundings import context_of
from tools.context import ToolContext
from tools.customer_profile import customer_profile
from tools.customer_value import customer_value
from tools.errors import BadInputError, NoDataError
from tools.reply import Fact, Reply


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    return context_of(open_shop(tmp_path_factory.mktemp("shop"), TABLES, PROFILES))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    """Forty in France worth 10, forty in Spain worth 20 and 40 by turns, two in Malta worth 1,000."""
    people: list[dict[str, Any]] = [
        {
            "customer_id": f"{country}{n}",
            "country": country,
            "order_count": 1,
            "clv": value,
            "clv_low": 0.0,
            "clv_high": 2 * value,
            "clv_deviation": 2 * value / 3.92,
        }
        for country, values in (("France", [10.0] * 40), ("Spain", [20.0, 40.0] * 20), ("Malta", [1000.0] * 2))
        for n, value in enumerate(values)
    ]
    orders = [{"order_id": "1", "customer_id": "France0", "ordered_at": "2025-06-30", "status": "completed", "revenue": 1.0}]
    return context_of(open_shop(tmp_path_factory.mktemp("many"), {"orders": orders}, people))


def facts(reply: Reply) -> dict[str, Fact]:
    return {f.metric: f for f in reply.facts if f.role == "value" and not f.dimensions.get("country")}


def test_orders_and_money_before_and_after_refunds_are_the_headline(ctx: ToolContext) -> None:
    found = facts(customer_profile(ctx, "ana"))
    assert (found["orders"].value, found["orders"].unit) == (2, "orders")
    assert (found["revenue"].value, found["historic_value"].value) == (150.0, 140.0)
    assert found["orders"].headline
    assert found["revenue"].headline
    assert found["historic_value"].headline
    assert found["clv"].interval is not None
    assert found["clv"].interval.kind == "predictive"


def test_the_card_lists_orders_newest_first_and_what_is_bought_most(ctx: ToolContext) -> None:
    tables = {table.id: table for table in customer_profile(ctx, "ana").tables}
    assert [row[0] for row in tables["orders"].rows] == ["7", "2", "1"]
    assert tables["favourites"].rows[0][:3] == ["A1", "Blue Teapot", 2]
    assert tables["consents"].rows == [["email", "subscribed"]]


def test_the_card_says_stage_and_health_in_both_languages(ctx: ToolContext) -> None:
    who = customer_profile(ctx, "ANA").scope.population
    assert who is not None
    assert who.en.startswith("customer ana (stage retention; health at risk")
    assert who.es.startswith("cliente ana (etapa: retención; salud: en riesgo")


def test_an_unknown_customer_gets_the_nearest_ids(ctx: ToolContext) -> None:
    with pytest.raises(BadInputError, match="ana"):
        customer_profile(ctx, "anna")


def test_mean_median_and_total_value(many: ToolContext) -> None:
    reply = customer_value(many)
    mean = next(f for f in reply.facts if f.headline)
    assert mean.value == pytest.approx((400 + 1200 + 2000) / 82)
    assert mean.interval is not None
    assert mean.interval.kind == "confidence"
    assert mean.interval.low < float(mean.value) < mean.interval.high
    total = next(f for f in reply.facts if f.role == "total")
    assert (total.value, total.interval and total.interval.kind) == (3600.0, "total")


def test_without_a_margin_value_is_revenue_and_says_so(many: ToolContext) -> None:
    reply = customer_value(many)
    assert reply.missing == ("margin",)
    assert any("margin" in a.en and "margen" in a.es for a in reply.scope.assumptions)
    assert "expected revenue" in next(f for f in reply.facts if f.headline).label.en


def test_groups_under_thirty_are_marked_and_not_ranked(many: ToolContext) -> None:
    reply = customer_value(many, by="country")
    assert [(row[0], row[-1]) for row in reply.tables[0].rows] == [("Spain", ""), ("France", ""), ("Malta", "n < 30")]
    best = next(f for f in reply.facts if f.headline)
    assert best.dimensions == {"country": "Spain"}
    assert any("n < 30" in caveat.es for caveat in reply.scope.caveats)


def test_value_by_a_number_is_refused_and_by_an_empty_field_is_no_data(many: ToolContext) -> None:
    with pytest.raises(BadInputError):
        customer_value(many, by="order_count")
    with pytest.raises(NoDataError):
        customer_value(many, by="acquisition_channel")


def test_the_card_says_what_comes_next_and_why_in_canonical_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    days = {"replenish_on": "2025-07-04", "replenish_earliest_on": "2025-06-20", "replenish_latest_on": "2025-07-20"}
    things = {"next_category": "Kitchen", "next_product": "A1", "replenish_product": "C3"}
    row = days | things | {"purchase_reasons": "recency+ value-"}
    shop = open_shop(tmp_path_factory.mktemp("card"), TABLES, [dict(PROFILES[0]) | row])
    tables = {table.id: table for table in customer_profile(context_of(shop), "ana").tables}
    assert [list(cells) for cells in tables["reasons"].rows] == [["recency", "higher"], ["value", "lower"]]
    said = [[str(cell) if cell else None for cell in cells] for cells in tables["needs"].rows]
    assert said[0][:2] == ["next_category", "Kitchen"]
    assert said[1][:2] == ["next_product", "Blue Teapot"]
    assert said[2] == ["replenish", "Tea Towel", "2025-07-04", "2025-06-20", "2025-07-20"]
