"""The OpenAI-protocol path over real HTTP: what goes well, and every way in which a provider fails."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.service import Service
from tests.assistant.protocol import Reply, Script, calls, cut_off, error, page, says, scripted
from tests.assistant.shop import make_service

KEY = "sk-test-0123456789"


def service_at(folder: Path, url: str, **values: object) -> Service:
    settings = {
        "model": "scripted",
        "model_base_url": url,
        "model_api_key": KEY,
        "model_timeout_seconds": 5,
        "answer_seconds": 50,
    }
    return make_service(folder, **(settings | values))


def answered(folder: Path, *replies: Reply, question: str = "revenue?", **values: object) -> tuple[Answer, Script, float]:
    with scripted(*replies) as (url, script):
        service = service_at(folder, url, **values)
        started = time.monotonic()
        answer = service.ask(question)
        seconds = time.monotonic() - started
        service.close()
    return answer, script, seconds


def test_parallel_calls_then_a_text_with_places(tmp_path: Path) -> None:
    answer, script, _ = answered(
        tmp_path,
        calls(("revenue", {}), ("revenue", {"period": "2025-10"})),
        says("Revenue in November 2025 was **{{f1}}**."),
    )
    assert answer.model == "scripted"
    assert answer.outcome == "answered"
    assert "**€150.50**" in answer.text
    assert answer.unverified_numbers == []
    assert len(answer.tool_calls) == 2
    assert answer.usage.input_tokens == 200
    assert script.requests[0]["tools"]
    assert script.requests[0]["messages"][0]["role"] == "system"


def test_azure_is_asked_by_deployment_version_and_key(tmp_path: Path) -> None:
    with scripted(calls(("revenue", {})), says("Revenue was {{f1}}.")) as (url, script):
        service = service_at(tmp_path, url.removesuffix("/v1"), model="gpt-of-ours", model_provider="azure")
        answer = service.ask("revenue?")
        service.close()
    path, headers = script.addresses[0]
    assert (answer.model, answer.outcome) == ("gpt-of-ours", "answered")
    assert path == "/openai/deployments/gpt-of-ours/chat/completions?api-version=2024-10-21"
    assert {name.lower(): value for name, value in headers.items()}["api-key"] == KEY


def test_text_is_streamed_with_its_places_filled(tmp_path: Path) -> None:
    with scripted(calls(("revenue", {})), says("In November 2025 revenue was {{f1}}.")) as (url, _):
        service = service_at(tmp_path, url)

        async def texts() -> list[str]:
            return [event.text async for event in service.stream("revenue?") if event.kind == "text"]

        pieces = asyncio.run(texts())
        service.close()
    assert "".join(pieces) == "In November 2025 revenue was €150.50."
    assert len(pieces) > 2


def test_what_was_sent_is_kept_without_the_key(tmp_path: Path) -> None:
    with scripted(calls(("revenue", {})), says("{{f1}}")) as (url, script):
        service = service_at(tmp_path, url)
        answer = service.ask("revenue?")
        kept = service.payloads(answer.answer_id)
        service.close()
    assert [payload.body["body"]["messages"] for payload in kept] == [request["messages"] for request in script.requests]
    assert KEY not in json.dumps([dict(payload.body) for payload in kept])


def test_malformed_arguments_are_repaired_once(tmp_path: Path) -> None:
    answer, script, _ = answered(tmp_path, calls(("revenue", '{"period": ]')), calls(("revenue", {})), says("{{f1}}"))
    assert answer.model == "scripted"
    assert "valid JSON" in script.requests[1]["messages"][-1]["content"]


def test_an_unknown_tool_is_told_and_the_answer_goes_on(tmp_path: Path) -> None:
    answer, _, _ = answered(tmp_path, calls(("fly_to_moon", {})), calls(("revenue", {})), says("{{f1}}"))
    assert answer.model == "scripted"
    assert [call.status for call in answer.tool_calls] == ["error", "ok"]


def test_unknown_arguments_are_told_and_put_right(tmp_path: Path) -> None:
    answer, script, _ = answered(tmp_path, calls(("revenue", {"colour": "red"})), calls(("revenue", {})), says("{{f1}}"))
    assert answer.model == "scripted"
    assert "colour" in script.requests[1]["messages"][-1]["content"]


def test_an_invented_number_is_repaired_once(tmp_path: Path) -> None:
    answer, script, _ = answered(tmp_path, calls(("revenue", {})), says("Revenue was €999.99."), says("Revenue was {{f1}}."))
    assert "€150.50" in answer.text
    assert answer.unverified_numbers == []
    assert "999.99" in script.requests[2]["messages"][-1]["content"]


def test_an_invented_number_that_stays_is_marked(tmp_path: Path) -> None:
    answer, _, _ = answered(tmp_path, calls(("revenue", {})), says("Revenue was €999.99."))
    assert answer.unverified_numbers == ["€999.99"]
    assert "€999.99 [unverified]" in answer.text


FAILURES: dict[str, list[Reply]] = {
    "busy, told when to come back": [error(429, retry_after="0")],
    "server error": [error(500)],
    "invalid key": [error(401)],
    "not found": [error(404)],
    "empty answer": [says("")],
    "refusal": [says("", refusal="I cannot help with that")],
    "content filter": [says("", finish="content_filter")],
    "cut stream": [cut_off("Revenue was")],
    "stream without an end": [says("Revenue was {{f1}}", finish=None)],
    "web page": [page()],
    "malformed arguments twice": [calls(("revenue", '{"period": ]'))],
    "endless text": [says("word " * 9000)],
    "out of tokens": [says("Revenue was", finish="length")],
    "broken JSON": [error(200, "{oops", content_type="application/json")],
    "loop of calls": [calls(("revenue", {}))],
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_model_ends_in_the_built_in_answer(tmp_path: Path, failure: str) -> None:
    answer, _, seconds = answered(tmp_path, *FAILURES[failure])
    assert answer.model == "builtin"
    assert answer.outcome == "answered"
    assert "€150.50" in answer.text
    assert "built-in" in answer.text
    assert any("built-in" in caveat for caveat in answer.scope.caveats)
    assert "secret provider text" not in answer.model_dump_json()
    assert KEY not in answer.model_dump_json()
    assert seconds < 60


def test_silence_ends_in_time(tmp_path: Path) -> None:
    release = threading.Event()
    wait: Callable[..., None] = lambda handler: (release.wait(15), None)[1]  # noqa: E731 - a reply is a callable
    answer, _, seconds = answered(tmp_path, wait, model_timeout_seconds=0.3, model_retries=0)
    release.set()
    assert answer.model == "builtin"
    assert seconds < 60


def test_a_busy_model_is_tried_again_as_it_asked(tmp_path: Path) -> None:
    answer, script, _ = answered(tmp_path, error(429, retry_after="0"), calls(("revenue", {})), says("{{f1}}"))
    assert answer.model == "scripted"
    assert len(script.requests) == 3


def test_single_customers_and_small_groups_do_not_leave_the_machine(tmp_path: Path) -> None:
    from assistant.agent.content import content_of
    from tests.assistant.shop import few

    reply = few(None)  # type: ignore[arg-type]  # it reads nothing
    outside, inside = content_of(reply, "en", external=True), content_of(reply, "en", external=False)
    assert "987.65" in inside
    assert "987.65" not in outside
    assert '"ana"' not in outside
    assert json.loads(outside)["facts"][0]["value"].startswith("hidden")


def test_contacts_typed_by_the_person_are_masked_for_models_outside() -> None:
    from assistant.agent.content import mask_contacts

    assert mask_contacts("mail ana@example.com or +34 600 123 456 about 17850") == "mail [email] or [phone] about 17850"


PRICES = {"input_token_price": 2.0, "output_token_price": 10.0}  # one call of the script: 100 in, 20 out


def test_an_answer_says_what_it_cost(tmp_path: Path) -> None:
    answer, _, _ = answered(tmp_path, calls(("revenue", {})), says("{{f1}}"), **PRICES)
    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (200, 40)
    assert answer.usage.cost == pytest.approx(200 * 2e-6 + 40 * 10e-6)


@pytest.mark.parametrize("limit", ["daily_budget", "monthly_budget"])
@pytest.mark.parametrize(("question", "said"), [("revenue?", "budget"), ("¿ingresos?", "presupuesto")])
def test_a_spent_budget_ends_in_the_built_in_answer_which_says_so(tmp_path: Path, limit: str, question: str, said: str) -> None:
    with scripted(calls(("revenue", {})), says("{{f1}}")) as (url, script):
        service = service_at(tmp_path, url, **PRICES, **{limit: 0.0005})
        first, second = service.ask(question), service.ask(question)
        service.close()
    assert (first.model, second.model) == ("scripted", "builtin")
    assert said in second.text
    assert len(script.requests) == 2


def test_a_failed_attempt_is_counted_too(tmp_path: Path) -> None:
    answer, _, _ = answered(tmp_path, says(""), **PRICES)
    assert answer.model == "builtin"
    assert answer.usage.cost == pytest.approx(100 * 2e-6 + 20 * 10e-6)
