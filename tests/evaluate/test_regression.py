"""Some eighty of our own questions, asked in this process of the demo shop in small: none that was right may become wrong."""

from typing import Any

import pytest

from assistant.evaluate import Report, evaluate, parse_questions
from benchmarks.demo_home import profiles_of, settings_of, snapshot_of
from benchmarks.questions.expect import read_rows, with_numbers
from tests.evaluate.small_home import small_home
from tools.catalog import TOOLS
from ui.compose import compose_service

# Each pair of languages here was right when it was added; a pair may be added, none may be taken away.
KEPT = (
    "goal-01 goal-04 goal-05 goal-16 goal-20 goal-22 goal-39 goal-41 goal-48 goal-53 goal-61 goal-64 goal-65 goal-67 "
    "tongue-typo-country tongue-caps talk-compare talk-trend outcome-recipe outcome-weather outcome-delete outcome-thanks "
    "outcome-hello outcome-help outcome-injection outcome-name outcome-emails outcome-metrics outcome-no-data-early "
    "outcome-bajas goal-02 goal-28 goal-36 goal-58 metric-nps people-clv-36 people-one people-measurable slice-why "
    "talk-segment period-this-month people-flow deeper-visits"
).split()


# `calculate` is for models, the built-in analyst has query_metrics do it; for the others no kept question asks yet
NOT_KEPT = {"calculate", "acquisition_cost", "campaign_effect", "find_segments", "retention_offer", "saved_segments"}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    home = small_home(tmp_path_factory.mktemp("small"))
    rows = [row for row in read_rows() if row["id"] in KEPT]
    questions = parse_questions(with_numbers(rows, snapshot_of(home), profiles_of(home)))
    service = compose_service(settings_of(home))
    try:
        return evaluate(questions, ask=service.ask)
    finally:
        service.close()


def test_questions_that_were_right_stay_right_in_both_languages(report: Report) -> None:
    assert report.asked == 2 * len(KEPT)
    assert [(verdict.id, verdict.reasons) for verdict in report.worst(report.asked)] == []


def test_the_kept_ones_use_every_tool_and_end_in_every_way(report: Report) -> None:
    exchanges = [exchange for verdict in report.verdicts for exchange in verdict.exchanges]
    called = {name for exchange in exchanges for name, _ in exchange.calls}

    assert {tool.name for tool in TOOLS} - called <= NOT_KEPT
    assert {"answered", "clarify", "no_data", "out_of_scope", "refused", "needs_approval"} <= {e.outcome for e in exchanges}


def test_there_are_three_hundred_questions_each_in_both_languages() -> None:
    questions = parse_questions([_messages_of(row) for row in read_rows()])
    english, spanish = ({q.id[:-3] for q in questions if q.language == language} for language in ("en", "es"))

    assert len(questions) >= 300
    assert english == spanish


def _messages_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what is expected."""
    turns = [{"ask": turn["ask"]} for turn in row.get("turns", [row])]
    return {"id": row["id"], "turns": turns}
