"""The catalogue names what this shop has, in both languages, and the page of metrics is up to date."""

from collections.abc import Callable
from pathlib import Path

from tools.metrics.catalogue import build_catalogue
from tools.metrics.document import metrics_page
from tools.metrics.fields import FIELDS, field_label, value_label
from tools.terms import Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.schema import PROFILE_COLUMNS

Shop = Callable[..., Warehouse]


def test_a_country_goes_by_its_names_in_both_languages(shop_of: Shop) -> None:
    shop = shop_of(("a", "x", "2025-01-01", 10.0, "United Kingdom"), ("b", "x", "2025-01-01", 10.0, "EIRE"))
    names = {v.key: v.names for v in build_catalogue(shop).values if v.dimension == "country"}
    assert {"UK", "Great Britain", "Reino Unido"} <= set(names["United Kingdom"])
    assert {"Ireland", "Irlanda"} <= set(names["EIRE"])


def test_a_metric_without_its_tables_is_there_but_not_available(shop_of: Shop) -> None:
    terms = {term.id: term for term in build_catalogue(shop_of(("a", "x", "2025-01-01", 10.0))).metrics}
    assert terms["revenue"].available
    assert not terms["nps"].available
    assert terms["nps"].missing == ("surveys",)


def test_products_go_by_id_and_name(small_shop: Warehouse) -> None:
    products = {v.key: v for v in build_catalogue(small_shop).values if v.dimension == "product"}
    assert products["p1"].names == ("Boots",)
    assert products["p1"].weight > products["p9"].weight


def test_only_supported_dimensions_are_offered(small_shop: Warehouse) -> None:
    terms = {term.id: term for term in build_catalogue(small_shop).metrics}
    assert "product" in terms["revenue"].dimensions
    assert "product" not in terms["discounts"].dimensions
    assert "country" not in terms["ad_spend"].dimensions


def test_every_profile_field_has_a_name_in_both_languages() -> None:
    assert set(FIELDS) == set(PROFILE_COLUMNS)
    assert field_label("days_since_last_order") == Text("Days since last order", "Días desde el último pedido")
    assert value_label("health", "at_risk") == Text("at risk", "en riesgo")


def test_the_page_of_metrics_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "metrics.md"
    assert page.read_text(encoding="utf-8") == metrics_page()
