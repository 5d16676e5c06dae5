"""What the check of numbers passes over: dates however they are joined, and how a question was read."""

from datetime import date

import pytest

from assistant.agent.grounding import check
from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from tools.reply import Fact, Reply, Scope, Span
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


@pytest.mark.parametrize(
    ("week", "language", "agrees"),
    [
        ("In the week of 25 May 2026 there were 383 customers.", "en", True),
        ("In week 22 of 2026 there were 383 customers.", "en", True),
        ("En la semana del 25 may 2026 hubo 383 clientes.", "es", True),
        ("En la semana 21 de 2026 hubo 383 clientes.", "es", False),
        ("In the week of 18 May 2026 there were 383 customers.", "en", False),
    ],
)
def test_a_week_is_named_by_its_monday_or_its_number(week: str, language: Language, agrees: bool) -> None:
    span = Span(date(2026, 5, 25), date(2026, 5, 31))
    fact = Fact("customers", Text("customers", "clientes"), 383, "customers", span)
    ledger = Ledger()
    reply = ledger.add(Reply(facts=[fact]), "c1")
    runs = [ToolRun("c1", "query_metrics", {}, "ok", 1.0, reply)]
    assert (check(week, ledger, runs, "", language).unverified == []) is agrees
