"""A shop of headers alone: every tool answers that there is no data, or answers without any; none breaks."""

from typing import Any

import pytest

from tests.surroundings import context_of
from tests.tools.plays import SmallPlaybook
from tools.catalog import TOOLS
from tools.context import ToolContext
from tools.errors import NoDataError
from tools.metrics.catalogue import build_catalogue
from tools.metrics.registry import METRICS
from tools.warehouse.imports import import_source
from tools.warehouse.opening import open_warehouse

_RULE = {"all": [{"field": "order_count", "op": ">=", "value": 2}]}
ASKED: list[tuple[str, dict[str, Any]]] = [
    *(("query_metrics", {"metrics": [metric]}) for metric in METRICS),
    ("query_metrics", {"metrics": ["revenue"], "period": "last_month", "compare_to": "previous", "group_by": ["country"]}),
    ("query_metrics", {"metrics": ["customers"], "group_by": ["stage"]}),
    ("lifecycle", {}),
    ("lifecycle", {"since": "last_month"}),
    ("lifecycle", {"by": "country"}),
    ("find_customers", {"rule": _RULE}),
    ("customer_profile", {"customer_id": "nobody"}),
    ("customer_value", {}),
    ("customer_value", {"by": "country"}),
    ("draft_campaign", {"goal": "win back", "rule": _RULE}),
]
DESCRIBED = ("overview", "tables", "metrics", "fields", "last_import")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    folder = tmp_path_factory.mktemp("empty")
    (folder / "in").mkdir()
    headers = {
        "orders": "order_id,ordered_at,status,revenue",
        "customers": "customer_id",
        "events": "event_id,occurred_at,type",
    }
    for name, header in headers.items():
        (folder / "in" / f"{name}.csv").write_text(header + "\n", encoding="utf-8")
    import_source(folder / "home", folder / "in")
    return context_of(open_warehouse(folder / "home"), playbook=SmallPlaybook())


def _call(context: ToolContext, name: str, arguments: dict[str, Any]) -> Any:
    return next(tool for tool in TOOLS if tool.name == name).call(context, arguments)


def test_every_question_about_numbers_has_no_data(empty: ToolContext) -> None:
    answered = []
    for name, arguments in ASKED:
        try:
            answered.append((name, arguments, _call(empty, name, arguments).outcome))
        except NoDataError as error:
            answered += [] if error.missing else [(name, arguments, "nothing is named")]
    assert answered == []


@pytest.mark.parametrize("topic", DESCRIBED)
def test_what_there_is_can_still_be_described(empty: ToolContext, topic: str) -> None:
    assert _call(empty, "describe_data", {"topic": topic}).outcome == "answered"


def test_the_catalogue_of_an_empty_shop_has_its_metrics_and_no_values(empty: ToolContext) -> None:
    catalogue = build_catalogue(empty.warehouse)
    assert len(catalogue.metrics) == len(METRICS)
    assert not [value for value in catalogue.values if value.dimension == "country"]
