"""A draft has its audience, control group and copy in one language, and never claims more than it can."""

from pathlib import Path
from typing import Any

import pytest

from tests.segments.small import PROFILES, TABLES, WITHOUT_CONSENTS
from tests.shop import open_shop
from tests.surroundings import Drafts, context_of
from tests.tools.plays import SmallPlaybook
from tools.conditions import FieldCondition, Rule
from tools.context import ToolContext
from tools.draft_campaign import draft_campaign
from tools.errors import BadInputError, NoDataError
from tools.reply import Draft, Reply
from tools.warehouse.engine import Shop


@pytest.fixture
def ctx(tmp_path: Path) -> ToolContext:
    return context_of(open_shop(tmp_path, TABLES, PROFILES), playbook=SmallPlaybook())


@pytest.fixture
def crowd(tmp_path: Path) -> ToolContext:
    """Four thousand lapsed buyers, all subscribed, a fifth of whom would order anyway; margin 40%."""
    people: list[dict[str, Any]] = [
        {"customer_id": f"c{n:04}", "order_count": 1, "revenue": 50.0, "health": "lapsed", "has_email": True, "touches_30": 0,
         "purchase_probability_60": 0.2}
        for n in range(4000)
    ]  # fmt: skip
    tables = {
        "orders": [
            {"order_id": "1", "customer_id": "c0000", "ordered_at": "2025-06-30", "status": "completed", "revenue": 50.0}
        ],
        "consents": [{"customer_id": row["customer_id"], "channel": "email", "status": "subscribed"} for row in people],
    }
    shop = Shop(currency="EUR", margin=0.4, name="Casa Azul")
    return context_of(open_shop(tmp_path, tables, people, shop), playbook=SmallPlaybook())


def drafted(reply: Reply) -> Draft:
    assert reply.draft is not None
    return reply.draft


def value(reply: Reply, metric: str) -> Any:
    return next(f.value for f in reply.facts if f.metric == metric)


def test_a_big_audience_gets_a_control_and_a_lift_that_shows(crowd: ToolContext) -> None:
    reply = draft_campaign(crowd, "win back")
    draft = drafted(reply)
    assert (draft.audience.matched, draft.audience.sendable, draft.measurable) == (4000, 4000, True)
    assert draft.control_share >= 0.1
    assert value(reply, "control_size") == 4000 * draft.control_share
    assert 0 < value(reply, "smallest_detectable_lift") <= 0.1
    assert (draft.channel, draft.language, draft.play_id, draft.stage) == ("email", "en", "win-back", "retention")
    assert [c.play_id for c in reply.citations] == ["win-back"]
    assert len(draft.variants) == 2


def test_the_control_share_that_was_said_is_kept_through_revisions(crowd: ToolContext) -> None:
    first = drafted(draft_campaign(crowd, "win back", control_share=0.3))
    second = drafted(draft_campaign(crowd, "make it an SMS", channel="sms", revise=first.draft_id))
    assert (first.control_share, second.control_share) == (0.3, 0.3)


def test_a_small_audience_is_not_measurable_and_is_told_to_pool_or_wait(ctx: ToolContext) -> None:
    reply = draft_campaign(ctx, "win back", Rule(all=(FieldCondition(field="country", value="France"),)))
    assert drafted(reply).measurable in (False, None)
    assert drafted(reply).audience.matched == 2
    assert any("not measurable" in caveat.en and "no es medible" in caveat.es for caveat in reply.scope.caveats)


def test_without_consents_nobody_is_known_to_be_reachable(tmp_path: Path) -> None:
    bare = context_of(open_shop(tmp_path, WITHOUT_CONSENTS, PROFILES), playbook=SmallPlaybook())
    reply = draft_campaign(bare, "win back")
    assert (drafted(reply).audience.reachable, drafted(reply).audience.sendable) == (None, None)
    assert "consents" in reply.missing


def test_the_offer_breaks_even_where_the_margin_pays_for_it(crowd: ToolContext) -> None:
    reply = draft_campaign(crowd, "win back", offer="10%")
    assert value(reply, "break_even_rate") == pytest.approx(0.2 * 0.4 / 0.3)
    assert value(reply, "offer_cost_per_order") == pytest.approx(5.0)
    assert 'default: "10%"' in drafted(reply).variants[1].subject
    assert "Casa Azul" in drafted(reply).variants[0].body


def test_an_offer_above_the_margin_never_pays(crowd: ToolContext) -> None:
    reply = draft_campaign(crowd, "win back", offer="50% off")
    assert not [f for f in reply.facts if f.metric == "break_even_rate"]
    assert any("never pays" in caveat.en for caveat in reply.scope.caveats)


def test_a_spanish_sms_is_measured_in_its_alphabet(ctx: ToolContext) -> None:
    draft = drafted(draft_campaign(ctx, "win back", channel="sms", language="es"))
    assert draft.language == "es"
    assert (draft.variants[0].encoding, draft.variants[1].encoding) == ("GSM-7", "GSM-7")
    assert draft.variants[0].parts == 1


def test_a_revision_keeps_what_is_not_changed(ctx: ToolContext) -> None:
    rule = Rule(all=(FieldCondition(field="country", value="France"),))
    first = drafted(draft_campaign(ctx, "win back", rule, offer="15%"))
    second = drafted(draft_campaign(ctx, "make it an SMS", channel="sms", revise=first.draft_id))
    third = drafted(draft_campaign(ctx, "now in Spanish", language="es", revise=second.draft_id))
    assert (second.channel, second.language, second.audience.matched, second.offer) == ("sms", "en", 2, "15%")
    assert (third.channel, third.language, third.play_id) == ("sms", "es", "win-back")
    assert third.draft_id not in (first.draft_id, second.draft_id)
    assert third.plan["revises"] == second.draft_id


def test_a_draft_can_be_discarded(ctx: ToolContext) -> None:
    drafts = Drafts()
    context = context_of(ctx.warehouse, playbook=SmallPlaybook(), drafts=drafts)
    first = drafted(draft_campaign(context, "win back"))
    reply = draft_campaign(context, "discard", revise=first.draft_id)
    assert drafts.kept == {}
    assert reply.message is not None
    with pytest.raises(BadInputError):
        draft_campaign(context, "make it shorter", revise=first.draft_id)


def test_the_goal_chooses_the_play(ctx: ToolContext) -> None:
    rule = Rule(all=(FieldCondition(field="country", value="France"),))
    assert drafted(draft_campaign(ctx, "thank our loyal people", rule)).play_id == "thank-you"
    with pytest.raises(NoDataError, match="Win back"):
        draft_campaign(ctx, "xyzzy", rule)
