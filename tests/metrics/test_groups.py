"""Groups kept by their own figures, ranked without those that have no name, and said by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.shop import open_shop
from tools.conditions import FieldCondition
from tools.errors import BadInputError, NoDataError
from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.groups import GROUPS_KEPT
from tools.metrics.question import Asked, read
from tools.reply import Fact, Reply

Ask = Callable[..., Reply]


def _kept(reply: Reply) -> list[Any]:
    return [row[0] for row in reply.tables[0].rows]


def _fact(reply: Reply, metric: str, role: str) -> Fact:
    return next(f for f in reply.facts if (f.metric, f.role) == (metric, role) and "product" not in f.dimensions)


def _on(metric: str, op: str, value: float) -> list[FieldCondition]:
    return [FieldCondition(field=metric, op=op, value=value)]  # type: ignore[arg-type]


def test_the_fewest_products_that_make_a_share_are_kept_and_counted(ask: Ask) -> None:
    reply = ask("revenue", group_by=["product"], filters=_on("revenue", "top_value_share", 0.7), order_by="-revenue")
    assert _kept(reply) == ["p1"]  # Boots make 390 of 530, which is over 70%
    count = _fact(reply, GROUPS_KEPT, "count")
    assert (count.value, count.headline, count.label.en) == (1, True, "products that together make 70% of revenue")
    assert _fact(reply, "revenue", "share").value == pytest.approx(390 / 530)


def test_the_top_share_of_customers_leaves_guests_out_and_leads_with_what_they_bring(ask: Ask) -> None:
    reply = ask("revenue", group_by=["customer"], filters=_on("revenue", "top_share", 0.25), order_by="-revenue")
    assert _kept(reply) == ["c1"]  # c1 and c3 spent 200 each; the first by id of four customers
    share = _fact(reply, "revenue", "share")
    assert (share.value, share.headline) == (pytest.approx(200 / 520), True)
    assert not _fact(reply, GROUPS_KEPT, "count").headline


def test_groups_above_an_amount_are_kept(ask: Ask) -> None:
    assert _kept(ask("orders", group_by=["country"], filters=_on("orders", ">", 2), order_by="-orders")) == ["Spain"]


def test_groups_above_an_amount_say_what_they_make_together(ask: Ask) -> None:
    reply = ask("revenue", group_by=["customer"], filters=_on("revenue", ">=", 200), order_by="-revenue")
    assert _kept(reply) == ["c1", "c3"]
    made = next(f for f in reply.facts if (f.metric, f.role) == ("revenue", "value") and "customer" not in f.dimensions)
    assert (made.value, made.headline) == (400, True)
    assert _fact(reply, GROUPS_KEPT, "count").headline


def test_so_many_first_groups_are_kept_and_told_as_a_share_of_all(ask: Ask) -> None:
    reply = ask("revenue", group_by=["customer"], filters=_on("revenue", "top_count", 2), order_by="-revenue")
    assert _kept(reply) == ["c1", "c3"]
    share, count = _fact(reply, "revenue", "share"), _fact(reply, GROUPS_KEPT, "count")
    assert (share.value, share.headline) == (pytest.approx(400 / 520), True)
    assert (count.value, count.label.en) == (2, "customers with the most revenue")


def test_less_than_one_first_group_is_refused(ask: Ask) -> None:
    with pytest.raises(BadInputError, match=r"1 or more, not 0\.5"):
        ask("revenue", group_by=["customer"], filters=_on("revenue", "top_count", 0.5))


@pytest.mark.parametrize("share", [0, 1, 40])
def test_a_share_of_groups_lies_between_nothing_and_all(ask: Ask, share: float) -> None:
    with pytest.raises(BadInputError, match="between 0 and 1"):
        ask("revenue", group_by=["country"], filters=_on("revenue", "top_share", share))


def test_orders_without_a_coupon_win_no_ranking_of_coupons(ask: Ask) -> None:
    assert _kept(ask("orders", group_by=["coupon"], order_by="-orders")) == ["WELCOME", "unknown"]
    assert _kept(ask("orders", group_by=["coupon"], order_by="-orders", limit=1)) == ["WELCOME"]


def test_a_day_on_which_nothing_ever_sells_is_not_the_worst_one(ask: Ask) -> None:
    rows = ask("orders", group_by=["weekday"], order_by="orders").tables[0].rows
    assert rows
    assert all(row[1] for row in rows)


def test_a_number_of_one_product_and_its_scope_say_the_name(ask: Ask) -> None:
    reply = ask("units", filters=[FieldCondition(field="product", op="=", value="p1")])
    assert reply.facts[0].dimensions == {"product": "p1", "product_name": "Boots"}
    assert reply.scope.population is not None
    assert (reply.scope.population.en, reply.scope.population.es) == ("Product: Boots", "Producto: Boots")


def test_the_scope_names_countries_in_the_answers_language(ask: Ask) -> None:
    population = ask("orders", filters=[FieldCondition(field="country", op="!=", value="Spain")]).scope.population
    assert population is not None
    assert (population.en, population.es) == ("Country: all but Spain", "País: todos menos España")


def test_the_scope_says_values_of_a_closed_set_in_the_answers_language(ask: Ask) -> None:
    monday = [FieldCondition(field="weekday", op="=", value="Monday")]
    population = ask("orders", filters=monday).scope.population
    assert population is not None
    assert population.es == "Día de la semana: lunes"


def test_values_that_were_named_are_also_added_up(ask: Ask) -> None:
    both = [FieldCondition(field="country", op="in", value=["Spain", "France"])]
    reply = ask("orders", group_by=["country"], filters=both, order_by="-orders")
    assert [f.value for f in reply.facts if f.headline and f.role == "total"] == [6]


def test_dimensions_have_a_plural_in_both_languages() -> None:
    said = {name: (DIMENSIONS[name].plural.en, DIMENSIONS[name].plural.es) for name in ("country", "sales_channel", "coupon")}
    assert said == {
        "country": ("countries", "países"), "sales_channel": ("sales channels", "canales de venta"),
        "coupon": ("coupons", "cupones"),
    }  # fmt: skip


def test_a_split_by_what_no_row_tells_is_no_data(tmp_path: Path) -> None:
    bare = open_shop(tmp_path, {"orders": [{"order_id": "1", "customer_id": "a", "ordered_at": "2025-01-10", "revenue": 5.0}]})
    with pytest.raises(NoDataError, match="country"):
        read(bare, Asked(("revenue",), group_by=("country",)))
