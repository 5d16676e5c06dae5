"""Hostile HTTP requests, where the folder of them lies beside the project: each ends as its row says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.entry.api import create_api
from assistant.service import Service
from tests.assistant.shop import make_service

FILE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "attacks" / "malformed_requests.jsonl"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILE.exists(), reason="the hostile requests are not beside the project (../shared/cases/attacks)"),
]
OURS = {"/chat": "/v1/chat", "/files/": "/exports/"}
LATER = {  # they need log-in, campaigns, documents or lists that do not exist yet
    "no_auth", "bad_key", "empty_bearer", "non_ascii_key", "role_viewer_writes", "bola_other_tenant", "mass_assignment",
    "thread_id_guess", "sort_injection", "idempotency_same_body", "idempotency_other_body", "send_unapproved", "pdf_bomb",
    "docx_zip_bomb", "docx_xxe", "svg_upload", "html_upload_served",
}  # fmt: skip


def _cases() -> list[dict[str, Any]]:
    if not FILE.exists():
        return []
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["kind"] == "http" and row["name"] not in LATER]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = make_service(tmp_path_factory.mktemp("home"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(service: Service) -> TestClient:
    return TestClient(create_api(service, service.settings), base_url="http://127.0.0.1", raise_server_exceptions=False)


def _path(path: str) -> str:
    for theirs, ours in OURS.items():
        path = path.replace(theirs, ours)
    return path if path.startswith(("/v1/", "/exports/")) else "/v1/chat"


def _body(case: dict[str, Any]) -> bytes | None:
    if case.get("raw_generate"):
        return str(eval(case["raw_generate"], {"__builtins__": {}})).encode()
    if case["raw"] is not None:
        return str(case["raw"]).encode()
    return json.dumps(case["body"]).encode() if case["body"] is not None else None


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['id']}-{case['name']}")
def test_a_hostile_request_ends_as_it_should(client: TestClient, case: dict[str, Any]) -> None:
    reply = client.request(case["method"], _path(case["path"]), content=_body(case), headers=case["headers"])
    assert "Traceback" not in reply.text
    if isinstance(case["expected"], int):
        assert reply.status_code == case["expected"]
        assert reply.json()["detail"]
    else:
        assert case["name"] == "cors_null_origin"
        assert "access-control-allow-origin" not in reply.headers


def test_every_row_of_now_is_tried() -> None:
    assert len(_cases()) >= 13
