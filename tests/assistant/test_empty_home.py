"""A home in which nothing was imported: every question about data gets the same honest answer, in its language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.entry.api import create_api
from assistant.service import Service
from assistant.service.nothing import NOTHING_YET
from assistant.settings import Settings
from tests.warehouse.imported import bring_in, write
from ui.compose import compose_service

ASKED = [
    ("revenue last month", "en"),
    ("¿cómo vamos este mes?", "es"),
    ("Which lifecycle stage are my customers in?", "en"),
    ("¿Quién está en riesgo?", "es"),
    ("The 5 countries with the most revenue", "en"),
    ("Redacta una campaña de recuperación", "es"),
    ("Customer 17850, please", "en"),
    ("¿Cuánto vale un cliente por canal?", "es"),
    ("what data do you have?", "en"),
    ("what changed this week?", "en"),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = compose_service(Settings(home=tmp_path_factory.mktemp("home")))
    yield made
    made.close()


@pytest.mark.parametrize(("question", "language"), ASKED)
def test_a_question_about_data_says_that_there_are_none_and_how_to_import(
    service: Service, question: str, language: str
) -> None:
    answer = service.ask(question)
    assert (answer.outcome, answer.language) == ("no_data", language)
    assert answer.text == NOTHING_YET[answer.language]
    assert [answer.facts, answer.tables, answer.charts, answer.options, answer.suggestions] == [[], [], [], [], []]


def test_small_talk_is_answered_as_ever(service: Service) -> None:
    assert service.ask("hello").outcome == "answered"


@pytest.mark.parametrize("question", ["clientes de Madrid que compraron café dos veces", "¿qué tiempo hace en París?"])
def test_words_that_nothing_can_read_yet_get_it_too(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert answer.outcome in ("no_data", "out_of_scope")
    assert NOTHING_YET["es"] in answer.text
    assert answer.suggestions == []


def test_the_api_is_ready_and_says_that_the_warehouse_is_empty(service: Service) -> None:
    client = TestClient(create_api(service, service.settings), base_url="http://127.0.0.1")
    assert client.get("/readyz").json()["warehouse"] == "empty"
    assert client.post("/v1/chat", json={"message": "revenue last month"}).json()["outcome"] == "no_data"


def test_the_first_import_is_answered_from_at_once(tmp_path: Path) -> None:
    service = compose_service(Settings(home=tmp_path / "home"))
    assert service.ask("how many orders?").outcome == "no_data"
    bring_in(tmp_path / "home", write(tmp_path, "orders.csv", "order_id,ordered_at,status,revenue\n1,2025-03-01,completed,5\n"))
    assert service.ask("how many orders?").outcome == "answered"
    service.close()
