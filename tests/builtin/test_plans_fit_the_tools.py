"""Every plan calls tools that exist, with arguments that they take; and nothing of the kept questions is in the house."""

import re
from pathlib import Path

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tests.builtin.test_understanding import DRAFTS, PAIRS
from tools.catalog import TOOLS

_ROOT = Path(__file__).parents[2]
_QUESTIONS = _ROOT.parent / "shared" / "cases" / "questions.yaml"
_TOOLS = {tool.name: tool for tool in TOOLS}
_MESSAGES = [m for pair in PAIRS for m in pair[:2]] + [draft[0] for draft in DRAFTS]


@pytest.mark.parametrize("message", _MESSAGES)
def test_a_plan_uses_only_tools_and_arguments_of_the_catalogue(message: str) -> None:
    for step in understand(message, Context(), shop()).steps:
        _TOOLS[step.tool].parse(step.arguments)


@pytest.mark.shared
@pytest.mark.skipif(not _QUESTIONS.is_file(), reason="../shared/cases is not here")
def test_no_question_that_the_house_is_judged_on_is_in_code_or_training_data() -> None:
    asked = re.findall(r"^\s*(?:- )?ask: (.+)$", _QUESTIONS.read_text(encoding="utf-8"), re.MULTILINE)
    long = [text.strip("'\"¿?. ").lower() for text in asked if len(text.split()) >= 6]
    files = [p for part in ("assistant", "tools", "knowledge", "benchmarks") for p in (_ROOT / part).rglob("*")]
    texts = {p: p.read_text(encoding="utf-8").lower() for p in files if p.suffix in (".py", ".yaml", ".md", ".json", ".jsonl")}
    assert [(p.name, q) for p, text in texts.items() for q in long if q in text] == []
