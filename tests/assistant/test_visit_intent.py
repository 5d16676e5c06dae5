"""The route for visits that are still open, over HTTP: what it gives, what it refuses, and what it keeps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from assistant.entry.api import create_api
from assistant.service import Service, SnapshotSource
from assistant.settings import Settings
from assistant.state import State
from tests.assistant.shop import TEST_TOOLS, catalogue_of, make_service, understand, write
from tests.visiting import visiting_shop
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.build import build_profiles

ROUTE = "/v1/visit-intent"
VISIT = {"page_views": 1, "product_views": 1, "add_to_carts": 1, "seconds": 120, "weekend": False, "source": "email"}


def client_of(service: Service) -> TestClient:
    return TestClient(create_api(service, service.settings), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    settings, bare = Settings(home=home), visiting_shop(home)
    warehouse = Warehouse(bare.path, build_profiles(bare.path, home, bare.shop), bare.shop)
    source = SnapshotSource(lambda: "tiny", lambda _: warehouse, catalogue_of, settings.shop)
    service = Service(settings, State(settings.state_url), source, cast(Any, None), understand, write, TEST_TOOLS)
    yield client_of(service)
    service.close()


def test_an_open_visit_gets_its_chance_the_average_reasons_and_how_good_that_is(client: TestClient) -> None:
    reply = client.post(ROUTE, json=VISIT)
    assert reply.status_code == 200
    found = reply.json()
    assert 0.7 < found["chance"] <= 1.0
    assert (found["average"], found["measured_visits"]) == (0.2, 800)
    assert 0.7 < found["auc"] <= 1.0
    assert 1 <= len(found["reasons"]) <= 3
    assert found["reasons"][0]["effect"] == "raises"
    assert "that very visit" in found["caveat"]
    assert found["profiles_id"]


def test_reasons_come_in_spanish(client: TestClient) -> None:
    found = client.post(ROUTE, json={**VISIT, "language": "es"}).json()
    assert all("la probabilidad)" in reason["text"] for reason in found["reasons"])
    assert "esa misma visita" in found["caveat"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"customer_id": "c1"}, "unknown key 'customer_id'; known: page_views"),
        ({"email": "ana@example.com"}, "unknown key 'email'"),
        ({"visit_id": "v1"}, "unknown key 'visit_id'"),
        ({"source": "fax"}, "unknown source 'fax'; known: ads, email, other"),
        ({"page_views": -1}, "page_views: "),
        ({"page_views": "1"}, "page_views: "),
        ({"page_views": 0, "product_views": 0, "add_to_carts": 0}, "at least one step"),
        ({"seconds": 1e9}, "seconds: "),
        ({"language": "fr"}, "language: "),
    ],
)
def test_anything_but_anonymous_behaviour_is_refused(client: TestClient, changed: dict[str, Any], told: str) -> None:
    reply = client.post(ROUTE, json={**VISIT, **changed})
    assert reply.status_code == 422
    assert told in reply.json()["detail"]


@pytest.mark.parametrize("missing", ["page_views", "product_views", "add_to_carts", "seconds", "weekend"])
def test_a_part_of_the_behaviour_that_is_missing_is_named(client: TestClient, missing: str) -> None:
    reply = client.post(ROUTE, json={name: value for name, value in VISIT.items() if name != missing})
    assert (reply.status_code, missing in reply.json()["detail"]) == (422, True)


def test_no_other_host_media_or_method_is_served(client: TestClient) -> None:
    assert client.post(ROUTE, json=VISIT, headers={"host": "attacker.example"}).status_code == 400
    assert client.post(ROUTE, content=b"page_views=1", headers={"content-type": "text/plain"}).status_code == 415
    assert client.get(ROUTE).status_code == 405


def test_nothing_of_a_visit_is_kept(client: TestClient, home: Path) -> None:
    def kept() -> dict[str, int]:
        return {str(path): path.stat().st_size for path in home.rglob("*") if path.is_file()}

    before = kept()
    assert client.post(ROUTE, json=VISIT).status_code == 200
    assert kept() == before


def test_without_a_model_the_route_says_what_is_missing(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    reply = client_of(service).post(ROUTE, json=VISIT)
    service.close()
    assert (reply.status_code, reply.json()["detail"]) == (404, "there is no data for: events")


def test_an_empty_home_has_no_visits(tmp_path: Path) -> None:
    service = make_service(tmp_path, empty=True)
    reply = client_of(service).post(ROUTE, json=VISIT)
    service.close()
    assert (reply.status_code, reply.json()["detail"]) == (404, "there is no data for: events, orders")
