"""Every kind of expectation of a questions file, each both ways: an answer that holds, and one that falls short."""

from typing import Any

import pytest

from assistant.answer import Answer
from assistant.evaluate.expectations import CHECKS, failures
from tests.evaluate.answers import answer

PERIOD = {"first": "2025-11-01", "last": "2025-11-30"}
TABLE: dict[str, Any] = {
    "id": "t1", "title": "x", "total_rows": 2, "rows": [["Spain", 60.0], ["France", 40.5]],
    "columns": [{"name": "country", "role": "key", "label": "c"},
                {"name": "v", "role": "value", "label": "v", "unit": "money"}],
}  # fmt: skip
DRAFT: dict[str, Any] = {
    "draft_id": "d_1", "name": "n", "stage": "loyalty", "play_id": "p", "channel": "sms", "language": "es",
    "rule": {}, "plan": {},
    "audience": {"rule": "r", "matched": 40, "reachable": None, "sendable": None, "waterfall": []}, "control_share": 0.1,
    "measurable": False, "variants": [],
}  # fmt: skip
CITED = {
    "passage_id": "1", "play_id": "p", "title": "t", "stage": "loyalty", "section": "s", "language": "en",
    "source": "x", "score": 1,
}  # fmt: skip
CALL = {"id": "s1", "name": "lifecycle", "arguments": {}, "status": "ok", "row_count": 0, "ms": 1.0}
INTERVAL = {"low": 1, "high": 2, "level": 0.95, "kind": "confidence"}
FACT = {"id": "f1", "metric": "x", "label": "x", "value": 0.124, "unit": "rate", "headline": True}

AUDIENCE = DRAFT["audience"]
UNSAID = FACT | {"value": 1234, "unit": "orders", "headline": False}

CASES: list[tuple[dict[str, Any], Answer, Answer]] = [
    ({"value": 1234.0, "unit": "orders", "tolerance": 0.0}, answer("1,234", value=1234), answer("1,235", value=1235)),
    ({"value": 1000.0, "unit": "orders", "tolerance": 0.005}, answer("1.004", value=1004), answer("1.006", value=1006)),
    ({"value": 1234.0}, answer("1.2k orders", value=1234), answer("no number", value=1234)),
    ({"value": 0.124, "unit": "rate"}, answer("12.4%", facts=[FACT]), answer("0.124 money", facts=[FACT | {"unit": "money"}])),
    ({"value": 5, "unit": "people"}, answer("5", value=5, unit="customers"), answer("5", value=5, unit="orders")),
    ({"value": 1234.0}, answer("1,234", value=1234), answer("1,234", facts=[UNSAID])),
    ({"rows": [["Spain", 60.0]]}, answer(tables=[TABLE]), answer(tables=[TABLE | {"rows": TABLE["rows"][::-1]}])),
    ({"rows": [["France", 40.5], ["Spain", 60]], "ordered": False}, answer(tables=[TABLE]), answer(tables=[])),
    ({"rows": [["Spain", 61.0]], "tolerance": 0.05}, answer(tables=[TABLE]), answer(tables=[TABLE | {"rows": [["x", 70]]}])),
    ({"tool": "lifecycle"}, answer(tool_calls=[CALL]), answer(tool_calls=[CALL | {"status": "error"}])),
    ({"sum_of_rows": 100.5, "unit": "money"}, answer(tables=[TABLE]), answer(tables=[TABLE | {"rows": [["Spain", 60.0]]}])),
    ({"has_rows": True}, answer(tables=[TABLE]), answer(tables=[TABLE | {"rows": []}])),
    ({"has_rows": False}, answer(), answer(tables=[TABLE])),
    ({"has_value": True, "unit": "orders"}, answer("7 orders", value=7), answer("7 days", value=7, unit="days")),
    ({"has_value": True}, answer("7", value=7), answer("some", value=7)),
    ({"has_interval": True}, answer(facts=[FACT | {"interval": INTERVAL}]), answer(facts=[FACT])),
    ({"cites": True}, answer(citations=[CITED]), answer()),
    ({"cites": True, "stage": "loyalty"}, answer(citations=[CITED]), answer(citations=[CITED | {"stage": "awareness"}])),
    ({"draft": True}, answer(draft=DRAFT), answer()),
    ({"draft": True, "language": "es"}, answer(draft=DRAFT), answer(draft=DRAFT | {"language": "en"})),
    ({"draft": True, "channel": "sms"}, answer(draft=DRAFT), answer(draft=DRAFT | {"channel": "email"})),
    ({"draft": True, "audience": 40}, answer(draft=DRAFT), answer(draft=DRAFT | {"audience": AUDIENCE | {"matched": 41}})),
    ({"draft": True, "control_share": 0.1}, answer(draft=DRAFT), answer(draft=DRAFT | {"control_share": 0.2})),
    ({"draft": True, "stage": "loyalty"}, answer(draft=DRAFT), answer(draft=DRAFT | {"stage": "awareness"})),
    ({"no_data": True}, answer(outcome="no_data"), answer()),
    ({"no_data": True, "table": "surveys"}, answer(outcome="no_data", missing=["surveys.score"]), answer(outcome="no_data")),
    ({"no_data": "surveys"}, answer(outcome="no_data", missing=["surveys"]), answer(outcome="no_data", missing=["events"])),
    ({"refuse": True}, answer(outcome="refused"), answer()),
    ({"out_of_scope": True}, answer(outcome="out_of_scope"), answer(outcome="refused")),
    ({"out_of_scope": False}, answer(), answer(outcome="out_of_scope")),
    ({"outcome": "clarify"}, answer(outcome="clarify"), answer()),
    ({"outcome": ["refused", "needs_approval"]}, answer(outcome="needs_approval"), answer()),
    ({"missing": "events"}, answer(missing=["events"]), answer()),
    ({"missing": ["events", "touches"]}, answer(missing=["events", "touches"]), answer(missing=["events"])),
    ({"reachable": "unknown"}, answer(draft=DRAFT), answer(draft=DRAFT | {"audience": AUDIENCE | {"reachable": 12}})),
    ({"reachable": "unknown"}, answer("Reachable: unknown, no consent data"), answer("40 customers")),
    ({"partial": True}, answer(scope={"period": PERIOD | {"partial": True}}), answer(scope={"period": PERIOD})),
    ({"partial": False}, answer(scope={"period": PERIOD}), answer(scope={"period": PERIOD | {"partial": True}})),
    ({"assumes": "margin"}, answer(scope={"assumptions": ["a margin of 30%"]}), answer("nothing")),
    ({"assumes": "margin"}, answer("con un margen del 30 %", language="es"), answer("x", language="es")),
    ({"names_reading": "health"}, answer("by health: at risk"), answer("by value")),
    ({"names_reading": "rfm"}, answer("según RFM", language="es"), answer("según salud", language="es")),
    ({"measurability": True}, answer("not measurable: pool or wait"), answer("a draft")),
    ({"measurability": True}, answer("No es medible", language="es"), answer("un borrador", language="es")),
    ({"small_groups_marked": True}, answer("small groups are marked"), answer("all groups")),
    ({"corrects_premise": True}, answer("In fact they rose: 12", value=12), answer("12 orders", value=12)),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "holds", "fails"), CASES, ids=[str(case[0]) for case in CASES])
def test_an_expectation_holds_and_can_fail(expected: dict[str, Any], holds: Answer, fails: Answer) -> None:
    assert failures(holds, expected) == []
    assert failures(fails, expected)


def test_every_kind_is_tried() -> None:
    assert CHECKS.keys() <= {kind for expected, _, _ in CASES for kind in expected}
