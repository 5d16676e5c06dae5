"""What the check of numbers passes over: dates however they are joined, and how a question was read."""

import pytest

from assistant.agent.grounding import check
from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from tools.reply import Fact, Reply, Scope
from tools.terms import Language, Text


def _unverified(text: str, language: Language, scope: Scope | None = None) -> list[str]:
    fact = Fact("customers", Text("customers", "clientes"), 383, "customers")
    ledger = Ledger()
    reply = ledger.add(Reply(facts=[fact], scope=scope or Scope()), "c1")
    runs = [ToolRun("c1", "find_customers", {}, "ok", 1.0, reply)]
    return check(text, ledger, runs, "", language, strict=False).unverified


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Entre el 1 ene y el 28 jun 2026 hubo 383 clientes.", "es"),
        ("Del 28 nov al 1 dic 2025 hubo 383 clientes.", "es"),
        ("Between 1 Jan and 28 Jun 2026 there were 383 customers.", "en"),
    ],
)
def test_the_days_of_a_period_are_no_numbers_to_be_checked(text: str, language: Language) -> None:
    assert _unverified(text, language) == []


def test_the_thresholds_of_the_population_may_be_said_in_other_words() -> None:
    scope = Scope(population=Text("customers in the top 20% by historic value", "clientes del 20 % superior"))
    assert _unverified("383 customers, the best 20% of them all.", "en", scope) == []
    assert _unverified("383 customers, the best 30% of them all.", "en", scope) == ["30%"]
