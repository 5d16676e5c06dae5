"""Every play is whole, in both languages, and its messages can be sent as they stand."""

import pytest
from gsm0338 import Codec
from liquid import Environment

from knowledge.errors import PlayError
from knowledge.plays import STAGES, Play, load_plays, parse_play
from tools.conditions import Rule
from tools.metrics.registry import METRICS
from tools.warehouse.schema import PROFILE_COLUMNS

PLAYS = [play for language in ("en", "es") for play in load_plays(language)]


def ids(play: Play) -> str:
    return f"{play.id}.{play.language}"


def test_every_play_exists_in_both_languages_with_the_same_rule_metric_and_channels() -> None:
    spanish = {play.id: play for play in load_plays("es")}
    assert len(spanish) >= 15
    for play in load_plays("en"):
        twin = spanish[play.id]
        assert (play.stage, play.rule, play.metric, play.channels, play.business_models) == (
            twin.stage, twin.rule, twin.metric, twin.channels, twin.business_models,
        )  # fmt: skip
        assert {c: len(v) for c, v in play.copy.items()} == {c: len(v) for c, v in twin.copy.items()}
        assert len(play.sections) == len(twin.sections)


def test_every_stage_has_plays() -> None:
    assert {play.stage for play in PLAYS} == set(STAGES)


@pytest.mark.parametrize("play", PLAYS, ids=ids)
def test_the_audience_is_a_rule_over_known_fields(play: Play) -> None:
    rule = Rule.model_validate(play.rule)
    for condition in (*rule.all, *rule.any):
        field = getattr(condition, "field", None)
        assert field is None or field in PROFILE_COLUMNS


@pytest.mark.parametrize("play", PLAYS, ids=ids)
def test_the_metric_is_one_that_can_be_asked(play: Play) -> None:
    assert any(play.metric == name or name.startswith(f"{play.metric}_") for name in METRICS)


@pytest.mark.parametrize("play", PLAYS, ids=ids)
def test_every_merge_tag_has_a_fallback(play: Play) -> None:
    for message in messages(play):
        rendered = Environment().from_string(message).render()
        assert "{{" not in rendered
        assert message.count("{{") == message.count("default:")


@pytest.mark.parametrize("play", PLAYS, ids=ids)
def test_a_text_message_fits_one_part(play: Play) -> None:
    for variant in play.copy.get("sms", ()):
        text = Environment().from_string(variant.body).render()
        assert len(Codec().encode(text)[0]) <= 160, text


def test_a_play_with_a_missing_key_is_refused_by_name() -> None:
    with pytest.raises(PlayError, match=r"broken\.md: keys missing or unknown: .*stage"):
        parse_play("---\nid: x\ntitle: y\n---\n## When\nNow.\n", "broken.md", "en")


def messages(play: Play) -> list[str]:
    fields = ("subject", "preheader", "body", "cta")
    return [getattr(variant, field) for variants in play.copy.values() for variant in variants for field in fields]
