"""query_metrics counts only what the customers of a rule did, whatever the rule tells them by."""

from pathlib import Path

import pytest

from tests.metrics.small_shop import PROFILES, TABLES
from tests.shop import open_shop
from tests.surroundings import context_of
from tools.conditions import Behaviour, Rule
from tools.context import ToolContext
from tools.query_metrics import query_metrics

SHOES_AND_NEVER_HATS = Rule(
    all=(Behaviour(did="ordered", category="Shoes"), Behaviour(did="ordered", category="Hats", negated=True))
)  # c3 with 200 and c4 with 70


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    folder: Path = tmp_path_factory.mktemp("shop")
    return context_of(open_shop(folder, TABLES, profiles=PROFILES))


def test_only_their_orders_count_and_the_scope_says_whose(ctx: ToolContext) -> None:
    reply = query_metrics(ctx, ["revenue", "orders"], customers=SHOES_AND_NEVER_HATS)
    assert {f.metric: f.value for f in reply.facts if f.role == "value"} == {"revenue": 270.0, "orders": 2}
    assert reply.scope.population is not None
    assert reply.scope.population.en == "customers who bought from Shoes and never bought from Hats"


def test_they_are_split_and_filtered_like_all_others(ctx: ToolContext) -> None:
    by_month = query_metrics(ctx, ["orders"], group_by=["month"], customers=SHOES_AND_NEVER_HATS)
    assert [row[1] for row in by_month.tables[0].rows if row[1]] == [1, 1]
    assert next(
        f.value for f in query_metrics(ctx, ["orders"], period="2025-02", customers=SHOES_AND_NEVER_HATS).facts
    ) == 1  # fmt: skip


def test_their_part_is_of_what_everybody_did(ctx: ToolContext) -> None:
    reply = query_metrics(ctx, ["revenue"], share=True, customers=SHOES_AND_NEVER_HATS)
    assert next(f.value for f in reply.facts if f.role == "share") == pytest.approx(270 / 550)
