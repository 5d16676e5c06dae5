"""Saved segments are listed with their size of today and forgotten by name."""

from pathlib import Path

import pytest

from tests.segments.small import PROFILES, TABLES
from tests.shop import open_shop
from tests.surroundings import context_of
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.saved_segments import saved_segments


@pytest.fixture
def ctx(tmp_path: Path) -> ToolContext:
    found = context_of(open_shop(tmp_path, TABLES, PROFILES))
    found.segments.save("everybody", {"all": []})
    return found


def test_a_saved_segment_is_listed_with_how_many_it_has_now(ctx: ToolContext) -> None:
    reply = saved_segments(ctx)

    assert [(f.dimensions["segment"], f.value) for f in reply.facts] == [("everybody", len(PROFILES))]


def test_a_deleted_segment_is_gone(ctx: ToolContext) -> None:
    saved_segments(ctx, "delete", "Everybody")

    assert list(ctx.segments.names()) == []


def test_an_unknown_segment_is_named_with_those_that_exist(ctx: ToolContext) -> None:
    with pytest.raises(BadInputError, match="everybody"):
        saved_segments(ctx, "delete", "nobody")
