"""The same thing said in other words, orders of words and languages is read alike: a small part of `benchmarks.metamorphic`."""

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.metamorphic import KINDS, tally
from tests.builtin.catalogue import shop
from tests.shop import open_shop
from tools.metrics.catalogue import build_catalogue
from tools.vocabulary import Catalogue, Value

_CHANNELS = (
    Value("sales_channel", "marketplace", ("marketplace",), 0.3),
    Value("acquisition_channel", "organic_search", ("organic search", "organic", "búsqueda orgánica", "orgánico"), 0.3),
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The hand-made shop's values under the names that measures and dimensions have in any shop."""
    order = {"order_id": "a", "ordered_at": "2025-01-01", "status": "completed", "revenue": 10.0, "customer_id": "x"}
    named = build_catalogue(open_shop(tmp_path_factory.mktemp("shop"), {"orders": [order]}))
    metrics = tuple(replace(term, available=True) for term in named.metrics)
    values, later = (*shop().values, *_CHANNELS), date(2026, 6, 28)  # after all that the wordings name
    return replace(shop(), metrics=metrics, dimensions=named.dimensions, values=values, today=later)


@pytest.mark.parametrize("kind", KINDS)
def test_wordings_of_one_thing_come_to_the_same_calls(kind: str, catalogue: Catalogue) -> None:
    found = tally(catalogue, kind, groups=8, each=4)
    assert found.asked > 30
    assert [text for text, _, _ in found.apart] == []
    assert found.undecided <= found.asked / 10
