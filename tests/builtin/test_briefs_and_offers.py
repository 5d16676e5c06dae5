"""Briefs: offers in any words, what a draft does not set, a draft changed or not there yet, rankings after one campaign."""

from dataclasses import replace

import pytest

from assistant.builtin.plan import Context, Turn
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, calls, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Value

DRAFT = "draft an email for at risk customers"
AT_RISK = {"all": [{"field": "health", "op": "=", "value": "at_risk"}]}


@pytest.mark.parametrize(
    ("messages", "offer"),
    [
        ((f"{DRAFT} with 15% off",), "15% off"),
        (("escribe un email para clientes en riesgo con 10% dto",), "10 % de descuento"),
        ((DRAFT, "add a 20% discount"), "20% off"),
        ((DRAFT, "pon un 10% dto"), "10 % de descuento"),
        (("cuantos clientes hay en riesgo?", "escribeles con un 10% de descuento"), "10 % de descuento"),
        (("email customers at risk with 10% off",), "10% off"),
    ],
)
def test_the_offer_of_a_draft_is_read_in_any_words(messages: tuple[str, ...], offer: str) -> None:
    arguments = asked(*messages)
    assert (arguments["offer"], arguments["rule"]) == (offer, AT_RISK)


@pytest.mark.parametrize(
    "messages",
    [
        (DRAFT, "name the sender Ana"),
        (DRAFT, "pon de remitente a Ana"),
        (f"{DRAFT} with 15% off, name the sender Ana",),
        ("email customers at risk with 10% off, name the sender Ana",),
    ],
)
def test_what_a_draft_does_not_set_is_said(messages: tuple[str, ...]) -> None:
    plan = planned(*messages)
    assert plan.intent == "draft"
    assert any("sender" in note.en and "remitente" in note.es for note in plan.readings)


def test_what_is_offered_after_a_cut_is_whole() -> None:
    options = asked("15% of lapsed customers bought what")["options"]
    assert not any("%" in option for option in options)


@pytest.mark.parametrize("message", ["make it an SMS", "ponlo en sms", "ahora en sms y en ingles"])
def test_a_brief_with_no_draft_is_of_the_people_listed(message: str) -> None:
    arguments = asked("how many customers are at risk?", "send them an email now", message)
    assert (arguments["channel"], arguments["rule"]) == ("sms", AT_RISK)


@pytest.mark.parametrize("message", ["make it an SMS", "shorter", "más corto", "ahora en sms y en ingles"])
def test_a_brief_with_no_people_asks_for_whom_with_drafts_that_work(message: str) -> None:
    [(tool, arguments)] = calls("revenue by country", message)
    assert tool == "ask_back"
    for option in arguments["options"]:
        [(tool, drafted)] = calls(option)
        assert tool == "draft_campaign"
        assert drafted["rule"]
        assert ("style" in drafted) == (message in ("shorter", "más corto"))


@pytest.mark.parametrize("message", ["shorter", "make it shorter", "más corto"])
def test_a_draft_is_shortened(message: str) -> None:
    assert asked(DRAFT, message)["style"] == "short"


@pytest.mark.parametrize("ranking", ["which campaign was the best this year?", "cuál fue la peor campaña de este año"])
def test_a_ranking_of_campaigns_is_of_all_of_them(ranking: str) -> None:
    catalogue = replace(shop(), values=(*shop().values, Value("campaign", "M5", ("Tea week",))))
    one = understand("how did the tea week campaign do", Context(()), catalogue)
    assert one.steps[-1].arguments["filters"] == [{"field": "campaign", "op": "=", "value": "M5"}]
    all_of_them = understand(ranking, Context((Turn("", one, "answered"),)), catalogue).steps[-1].arguments
    assert "filters" not in all_of_them
    assert all_of_them["group_by"] == ["campaign"]
