import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.entry.api import create_api
from assistant.service import Service
from tests.assistant.shop import make_service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = make_service(tmp_path_factory.mktemp("home"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(service: Service) -> TestClient:
    return TestClient(create_api(service, service.settings), base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_a_question_is_answered_with_the_answer_object(client: TestClient) -> None:
    answer = client.post("/v1/chat", json={"message": "revenue?"}).json()
    assert answer["outcome"] == "answered"
    assert client.get(f"/v1/answers/{answer['answer_id']}").json() == answer
    conversation = client.get(f"/v1/conversations/{answer['conversation_id']}").json()
    assert conversation["turns"][0]["message"] == "revenue?"


def test_the_fixed_language_wins(client: TestClient) -> None:
    assert client.post("/v1/chat", json={"message": "revenue?", "language": "es"}).json()["language"] == "es"


def test_events_come_in_order_and_end_with_the_answer(client: TestClient) -> None:
    reply = client.post("/v1/chat", json={"message": "revenue?"}, headers={"accept": "text/event-stream"})
    kinds = [line.removeprefix("event: ") for line in reply.text.splitlines() if line.startswith("event: ")]
    assert kinds == ["started", "step", "step", "text", "answer"]
    last = json.loads(reply.text.strip().splitlines()[-1].removeprefix("data: "))
    assert last["facts"][0]["value"] == 150.5


def test_a_table_comes_as_a_file_no_spreadsheet_runs(client: TestClient) -> None:
    answer = client.post("/v1/chat", json={"message": "revenue?"}).json()
    reply = client.get(answer["tables"][0]["csv_url"])
    assert reply.headers["content-disposition"].startswith("attachment")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "'=Spain" in reply.text


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"message": "hi"', 422),
        ('{"message":"hi","message":"ho"}', 422),
        ('{"message":"hi","admin":true}', 422),
        ("[" * 100_000 + "]" * 100_000, 422),
        ('{"message":' + "9" * 5000 + "}", 422),
        ('{"message":NaN}', 422),
        ('{"message":""}', 422),
        ('{"message":" \\u200b\\n"}', 422),
        ('{"message":"\\ud800"}', 422),
        ('{"message":"' + "a" * 10_001 + '"}', 422),
        ('{"message":"hi","language":"fr"}', 422),
        ('{"message":"hi","conversation_id":"../../etc"}', 422),
        ("null", 422),
        ("", 422),
        ('{"message":"\u0000\u0001 revenue?"}', 422),
        ('{"message":["hi"]}', 422),
        ('{"message":1e999}', 422),
        ('{"message":"hi"} trailing', 422),
        ('{"message":"\\u200e\\u202e\\ufeff"}', 422),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, 422),
    ],
)
def test_a_malformed_request_gets_a_clear_message(client: TestClient, body: str, status: int) -> None:
    reply = client.post("/v1/chat", content=body.encode(), headers=JSON)
    assert reply.status_code == status
    assert reply.json()["detail"]
    assert "Traceback" not in reply.text


def test_plain_text_is_not_read(client: TestClient) -> None:
    assert client.post("/v1/chat", content=b'{"message":"hi"}', headers={"content-type": "text/plain"}).status_code == 415


def test_a_body_over_the_limit_is_refused_chunked_or_not(client: TestClient) -> None:
    body = b'{"message":"' + b"a" * 11_000_000 + b'"}'
    assert client.post("/v1/chat", content=body, headers=JSON).status_code == 413
    chunks = (body[i : i + 65_536] for i in range(0, len(body), 65_536))
    assert client.post("/v1/chat", content=chunks, headers=JSON).status_code == 413


def test_no_other_origin_and_no_other_host_is_served(client: TestClient) -> None:
    preflight = client.options("/v1/chat", headers={"origin": "null", "access-control-request-method": "POST"})
    assert "access-control-allow-origin" not in preflight.headers
    assert client.get("/healthz", headers={"host": "attacker.example"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/v1/answers/a_none",
        "/v1/answers/a_none/payloads",
        "/v1/conversations/c_none",
        "/exports/x-t1.csv",
        "/exports/..%2f..%2fetc%2fpasswd",
        "/v1/nothing",
    ],
)
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 422)


def test_many_ranges_of_one_file_are_refused(client: TestClient) -> None:
    pieces = ",".join(f"{n}-" for n in range(50))
    assert client.get("/exports/any-t1.csv", headers={"range": f"bytes={pieces}"}).status_code == 416


def test_a_host_name_is_served_once_it_is_allowed(service: Service) -> None:
    settings = service.settings.model_copy(update={"allowed_hosts": ("marea.example",)})
    allowing = TestClient(create_api(service, settings), base_url="http://marea.example")
    assert allowing.get("/healthz").status_code == 200
    assert allowing.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "media", ["", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", "text/json"]
)
def test_only_json_is_read(client: TestClient, media: str) -> None:
    headers = {"content-type": media} if media else {}
    assert client.post("/v1/chat", content=b'{"message":"hi"}', headers=headers).status_code == 415


def test_a_bug_is_a_plain_500(client: TestClient) -> None:
    reply = client.post("/v1/chat", json={"message": "bug"})
    assert reply.status_code == 500
    assert "ZeroDivisionError" not in reply.text


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "state": "ok", "warehouse": "ok"}


def test_the_reference_asks_nobody_else(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "/v1/chat" in page
    assert "http" not in page.replace("http-equiv", "")
