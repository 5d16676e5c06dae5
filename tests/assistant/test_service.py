import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Service
from tests.assistant.shop import make_service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = make_service(tmp_path_factory.mktemp("home"))
    yield made
    made.close()


def test_an_answer_says_the_number_with_its_scope(service: Service) -> None:
    answer = service.ask("revenue?")
    assert answer.outcome == "answered"
    assert "€150.50" in answer.text
    assert answer.facts[0].headline
    assert answer.facts[0].value == 150.5
    assert answer.scope.period is not None
    assert answer.scope.assumptions == ["I read it plainly"]
    assert answer.tool_calls[0].status == "ok"
    assert answer.tables[0].csv_url == f"/exports/{answer.answer_id}-t1.csv"
    assert answer.unverified_numbers == []
    assert answer.suggestions[0].message == "Revenue by country"
    assert answer.model == "builtin"


def test_the_same_question_in_spanish_gives_the_same_number(service: Service) -> None:
    answer = service.ask("¿ingresos?")
    assert answer.language == "es"
    assert "150,50\u00a0€" in answer.text


def test_two_steps_number_their_facts_in_order(service: Service) -> None:
    answer = service.ask("both please")
    assert [fact.id for fact in answer.facts] == ["f1", "f2", "f3", "f4"]
    assert [table.id for table in answer.tables] == ["t1", "t2"]
    assert [call.id for call in answer.tool_calls] == ["s1", "s2"]
    assert answer.facts[1].tool_call == "s2"


@pytest.mark.parametrize(
    ("message", "outcome", "missing"),
    [
        ("our NPS", "no_data", ["surveys"]),
        ("the weather", "out_of_scope", []),
        ("bajas", "clarify", []),
        ("never", "clarify", []),
    ],
)
def test_the_outcome_comes_from_the_calls(service: Service, message: str, outcome: str, missing: list[str]) -> None:
    answer = service.ask(message)
    assert answer.outcome == outcome
    assert answer.missing == missing
    assert answer.text


def test_options_are_offered_when_asking_back(service: Service) -> None:
    assert [option.message for option in service.ask("bajas").options] == ["unsubscribes", "cancellations"]


def test_a_follow_up_reads_the_structured_last_turn_after_a_restart(tmp_path: Path) -> None:
    first = make_service(tmp_path / "a")
    conversation = first.ask("our NPS").conversation_id
    first.close()
    first.state.close()
    from assistant.state import State
    from tests.assistant.shop import TEST_TOOLS, understand, write

    second = Service(
        first.settings, State(first.settings.state_url), first._shop, first._playbook, understand, write, TEST_TOOLS
    )
    answer = second.ask("again", conversation)
    assert answer.outcome == "no_data"
    assert [message for message, _ in second.turns(conversation)] == ["our NPS", "again"]
    second.close()


def test_a_stream_tells_steps_then_text_then_the_answer(service: Service) -> None:
    async def kinds() -> list[str]:
        return [event.kind async for event in service.stream("revenue?")]

    assert asyncio.run(kinds()) == ["step", "step", "text", "answer"]


def test_an_answer_goes_on_when_its_watcher_leaves(service: Service) -> None:
    async def leave_at_once() -> str:
        async for _ in service.stream("revenue?", "c_left"):
            break
        return "left"

    asyncio.run(leave_at_once())
    job = next(iter(service._jobs.values()), None)
    if job:
        job.result()
    assert len(service.turns("c_left")) == 1


def test_an_empty_shop_says_no_data(tmp_path: Path) -> None:
    service = make_service(tmp_path, empty=True)
    answer = service.ask("revenue?")
    assert answer.outcome == "no_data"
    assert answer.missing == ["orders"]
    assert answer.as_of is None
    service.close()


def test_a_bug_is_loud_and_the_turn_is_kept_as_failed(service: Service) -> None:
    with pytest.raises(ZeroDivisionError):
        service.ask("bug", "c_bug")
    assert [turn.status for turn in service.state.turns.of("c_bug")] == ["failed"]
