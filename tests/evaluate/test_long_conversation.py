"""A conversation of thirty turns on the small demo shop: as fast at its end as at its start, and it survives a restart."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

import pytest

from assistant.service import Service
from benchmarks.demo_home import settings_of
from tests.evaluate.small_home import small_home
from ui.compose import compose_service

TURNS = 30
_CYCLE = ("and in France?", "¿y el mes anterior?", "by country", "and orders?", "only Spain", "¿y en mayo de 2026?")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_home(tmp_path_factory.mktemp("talk"))


@pytest.fixture
def service(home: Path) -> Iterator[Service]:
    made = compose_service(settings_of(home))
    yield made
    made.close()


def test_the_thirtieth_turn_costs_what_an_early_one_costs(service: Service) -> None:
    answer = service.ask("Revenue in May 2026")
    seconds = []
    for n in range(TURNS - 1):
        started = process_time()
        answer = service.ask(_CYCLE[n % len(_CYCLE)], conversation_id=answer.conversation_id)
        seconds.append(process_time() - started)
        assert answer.outcome == "answered"

    once = len(_CYCLE)
    assert median(seconds[-2 * once :]) < 1.5 * median(seconds[once : 3 * once])


def test_a_conversation_goes_on_after_a_restart(home: Path) -> None:
    first = compose_service(settings_of(home))
    asked = first.ask("Orders in May 2026 in Spain")
    first.close()

    again = compose_service(settings_of(home))
    try:
        followed = again.ask("¿y en abril?", conversation_id=asked.conversation_id)
        people = again.ask("Customers in Spain with more than 2 orders", conversation_id=asked.conversation_id)
    finally:
        again.close()
    third = compose_service(settings_of(home))
    try:
        drafted = third.ask("draft an email for them", conversation_id=asked.conversation_id)
    finally:
        third.close()

    assert followed.tool_calls[0].arguments["period"] == "2026-04"
    assert followed.tool_calls[0].arguments["filters"] == [{"field": "country", "op": "=", "value": "Spain"}]
    assert drafted.draft is not None
    assert drafted.draft.audience.matched == people.facts[0].value
