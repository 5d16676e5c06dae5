"""What visits that end in an order have in common, and the chance of one that is open: on a shop that can be counted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.shop import open_shop
from tests.surroundings import context_of
from tests.visiting import event, order, visiting_shop
from tools.errors import BadInputError, NoDataError
from tools.open_visit import OpenVisit, chance_of
from tools.reply import Reply
from tools.visit_intent import visit_intent
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.build import build_profiles

BEGUN: Mapping[str, Any] = {"page_views": 1, "product_views": 0, "add_to_carts": 0, "seconds": 0, "weekend": False}
CARTED = {**BEGUN, "product_views": 1, "add_to_carts": 1, "seconds": 120}


def refreshed(warehouse: Warehouse, folder: Path) -> Warehouse:
    return Warehouse(warehouse.path, build_profiles(warehouse.path, folder / "home", warehouse.shop), warehouse.shop)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("visits")
    return refreshed(visiting_shop(folder), folder)


@pytest.fixture(scope="module")
def reply(shop: Warehouse) -> Reply:
    return visit_intent(context_of(shop))


def test_the_share_of_visits_with_an_order_comes_with_how_well_it_can_be_told(reply: Reply) -> None:
    facts = {fact.metric: fact for fact in reply.facts if not fact.dimensions}
    assert (facts["visit_order_share"].value, facts["visit_order_share"].population_n) == (0.2, 2_400)
    assert facts["visit_auc"].population_n == 800
    assert facts["visit_first_step_auc"].value == pytest.approx(0.5, abs=0.05)  # all begin on a page, half from each source
    assert facts["visit_top_tenth"].value == pytest.approx(0.4, abs=0.01)  # 80 of the 200 carts, of which 160 bought
    assert {fact.metric for fact in reply.facts if fact.headline} == {"visit_order_share", "visit_auc"}


def test_each_behaviour_has_its_mean_in_both_kinds_of_visits(reply: Reply) -> None:
    means = {(f.dimensions["behaviour"], f.dimensions["ending"]): f.value for f in reply.facts if f.metric == "visit_behaviour"}
    assert means["add_to_carts", "with_order"] == 1.0
    assert means["add_to_carts", "without_order"] == pytest.approx(40 / 640)
    assert ("source", "with_order") not in means
    assert all(fact.interval is None for fact in reply.facts)


def test_it_says_that_it_makes_no_list_of_people(reply: Reply) -> None:
    assert "no list of people" in reply.scope.caveats[0].en
    assert "lista de personas" in reply.scope.caveats[0].es


def test_the_chance_of_an_open_visit_stands_beside_the_average(shop: Warehouse) -> None:
    begun, carted = (chance_of(shop, OpenVisit(**done, source="email")) for done in (BEGUN, CARTED))
    assert begun.average == carted.average == 0.2
    assert begun.chance < 0.3 < 0.7 < carted.chance <= 1.0
    assert (carted.measured_visits, carted.auc > 0.7) == (800, True)
    assert [reason.effect for reason in carted.reasons] == ["raises"] * len(carted.reasons)
    assert 1 <= len(carted.reasons) <= 3


def test_reasons_are_in_the_language_asked_for(shop: Warehouse) -> None:
    found = {
        reason.text for language in ("en", "es") for reason in chance_of(shop, OpenVisit(**CARTED, language=language)).reasons
    }
    assert {"product pages seen: 1 (raises the chance)", "páginas de producto vistas: 1 (sube la probabilidad)"} <= found


def test_a_visit_as_most_begin_needs_no_reason(shop: Warehouse) -> None:
    assert chance_of(shop, OpenVisit(**BEGUN)).reasons == []


def test_a_source_that_the_events_do_not_have_is_named_with_those_they_have(shop: Warehouse) -> None:
    with pytest.raises(BadInputError, match="unknown source 'fax'; known: ads, email, other"):
        chance_of(shop, OpenVisit(**BEGUN, source="fax"))
    for source in (None, "other"):
        assert 0.0 <= chance_of(shop, OpenVisit(**BEGUN, source=source)).chance <= 1.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"page_views": 0}, {"page_views": -1}, {"page_views": 1.5}, {"page_views": True}, {"seconds": -1},
        {"seconds": 86_401}, {"seconds": float("nan")}, {"weekend": "yes"}, {"weekend": 1}, {"email": "ana@example.com"},
        {"customer_id": "c1"}, {"language": "fr"}, {"source": "x" * 101},
    ],
)  # fmt: skip
def test_only_anonymous_behaviour_within_bounds_is_read(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OpenVisit(**{**BEGUN, **wrong})


@pytest.mark.parametrize(
    ("tables", "missing"),
    [
        ({"orders": [order("a", "2025-06-01")]}, ("events",)),
        (
            {"orders": [order(None, "2025-06-01")], "events": [event("a", "2025-06-01", "page_view")]},
            ("events.visit_id", "orders.visit_id"),
        ),
    ],
)
def test_without_visits_that_orders_name_it_is_not_in_the_data(tmp_path: Path, tables: Any, missing: tuple[str, ...]) -> None:
    warehouse = refreshed(open_shop(tmp_path, {**tables, "customers": [{"customer_id": "ca"}]}), tmp_path)
    for ask in (lambda: visit_intent(context_of(warehouse)), lambda: chance_of(warehouse, OpenVisit(**BEGUN))):
        with pytest.raises(NoDataError) as raised:
            ask()
        assert raised.value.missing == missing


def test_few_visits_are_not_enough_data(tmp_path: Path) -> None:
    warehouse = refreshed(visiting_shop(tmp_path, 1_400), tmp_path)
    with pytest.raises(NoDataError, match=r"not enough data on visits: .* 1000 earlier visits"):
        chance_of(warehouse, OpenVisit(**BEGUN))
