"""Chooses the play that fits a goal, with the passages that speak for it."""

import re
from collections.abc import Sequence
from typing import Any, Literal, Protocol, cast

from tools.conditions import Rule
from tools.context import ToolContext
from tools.errors import NoDataError
from tools.reply import Citation
from tools.segments.compile import matching
from tools.segments.names import folded
from tools.terms import BusinessModel, Language, Stage, Text
from tools.warehouse.engine import Warehouse

__all__ = ["PlayLike", "business_model", "choose_play", "citation_of", "play_for", "play_named"]

_CITED = 3
_GOALS: dict[str, str] = {
    "win back": "win-back",
    "winback": "win-back",
    "win-back": "win-back",
    "recuperar": "win-back",
    "abandoned cart": "abandoned-cart",
    "second order": "second-order",
    "welcome": "welcome-series",
    "thank you": "loyal-thank-you",
    "referral": "referral-seeds",
    "promoters": "nps-follow-up",
    "promotores": "nps-follow-up",
    "detractors": "nps-follow-up",
    "detractores": "nps-follow-up",
    "review": "review-request",
    "birthday": "birthday",
    "birthdays": "birthday",
    "cumpleanos": "birthday",
}


class PlayLike(Protocol):
    """What a draft takes from a play."""

    @property
    def id(self) -> str:
        """The play's short name, the same in both languages."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def stage(self) -> str:
        """The lifecycle stage that it serves."""

    @property
    def rule(self) -> Any:
        """Whom it is for."""

    @property
    def channels(self) -> Sequence[str]:
        """The channels that its copy is written for."""

    @property
    def timing(self) -> str:
        """When to send what."""

    @property
    def offer(self) -> str:
        """What it gives, or why nothing."""

    @property
    def metric(self) -> str:
        """The metric that it moves."""

    @property
    def guard_rails(self) -> Sequence[str]:
        """When not to use it."""

    @property
    def measure(self) -> str:
        """How to see what it added."""

    @property
    def copy(self) -> Any:
        """Its copy by channel."""


def business_model(warehouse: Warehouse) -> BusinessModel:
    """How this shop sells, by its tables: orders, subscriptions or both."""
    if not warehouse.has("subscriptions"):
        return "ecommerce"
    if not warehouse.has("orders"):
        return "subscription"
    orders = warehouse.table("orders")
    one_off = warehouse.run(
        orders.filter(orders.subscription_id.isnull()).agg(n=orders.filter(orders.subscription_id.isnull()).count())
    )
    return "hybrid" if one_off["n"][0].as_py() else "subscription"


def play_named(query: str) -> str | None:
    """The id of the play that a question calls by its name or its goal: `what does the playbook say about win-back?`"""
    said = f" {' '.join(re.findall(r'[a-z0-9]+', folded(query)))} "
    return next((play for goal, play in _GOALS.items() if f" {goal.replace('-', ' ')} " in said), None)


def choose_play(ctx: ToolContext, goal: str, language: Language, stage: Stage | None) -> tuple[PlayLike, Sequence[Citation]]:
    """The play that the best passage for the goal belongs to, and its passages as citations.

    A goal that names a play (its id or title) takes that one. Where nothing comes near, the first play of the stage.

    Raises:
        NoDataError: the playbook has no play that fits.
    """
    plays = list(ctx.playbook.plays(language))
    named = [play for play in plays if folded(goal) in (folded(play.id.replace("-", " ")), folded(play.title), folded(play.id))]
    named = named or [play for play in plays if play.id == _GOALS.get(folded(goal))]
    found = _passages(ctx, goal, language, stage)
    if named:
        own = [p for p in found if p.play_id == named[0].id] or _passages_of(ctx, named[0], language)
        return cast(PlayLike, named[0]), [citation_of(p) for p in own[:_CITED]]
    for passage in found:
        play = ctx.playbook.play(passage.play_id, language)
        if play is not None:
            own = [p for p in found if p.play_id == play.id]
            return cast(PlayLike, play), [citation_of(p) for p in own[:_CITED]]
    fitting = [play for play in plays if stage is not None and play.stage == stage]
    if fitting:
        return cast(PlayLike, fitting[0]), [citation_of(p) for p in _passages_of(ctx, fitting[0], language)[:_CITED]]
    known = ", ".join(play.title for play in plays)
    raise NoDataError(
        Text(
            f"the playbook has no play for “{goal}”; it has: {known}", f"el manual no tiene nada para «{goal}»; tiene: {known}"
        ),
        ("playbook",),
    )


def play_for(
    ctx: ToolContext, goal: str, language: Language, stage: Stage | None, rule: Rule | None
) -> tuple[PlayLike, Sequence[Citation]]:
    """The play for a goal; where none comes near, that of the stage which most of the people are in.

    Raises:
        NoDataError: the playbook has no play that fits, and no people say which would.
    """
    try:
        return choose_play(ctx, goal, language, stage)
    except NoDataError:
        if rule is None or (usual := _usual_stage(ctx, rule)) is None:
            raise
        return choose_play(ctx, goal, language, usual)


def _usual_stage(ctx: ToolContext, rule: Rule) -> Stage | None:
    people = matching(ctx.warehouse, rule, ctx.segments)
    counted = people.filter(people.stage.notnull()).group_by("stage").agg(n=lambda t: t.count())
    rows = sorted(ctx.warehouse.run(counted).to_pylist(), key=lambda row: (-row["n"], row["stage"]))
    return cast(Stage, rows[0]["stage"]) if rows else None


def citation_of(passage: Any) -> Citation:
    """A passage as a citation."""
    return Citation(
        passage_id=passage.passage_id,
        play_id=passage.play_id,
        title=passage.title,
        section=passage.section,
        language=cast(Literal["en", "es"], passage.language),
        source=passage.source,
        score=passage.score,
        text=passage.text,
        stage=cast("Stage | None", passage.stage or None),
    )


def _passages(ctx: ToolContext, goal: str, language: Language, stage: Stage | None) -> list[Any]:
    model = business_model(ctx.warehouse)
    for of_stage, of_model in dict.fromkeys([(stage, model), (None, model), (None, None)]):
        found = ctx.playbook.search(goal, language, limit=8, stage=of_stage, business_model=of_model)
        plays = [passage for passage in found if passage.play_id]
        if plays:
            return plays
    return []


def _passages_of(ctx: ToolContext, play: Any, language: Language) -> list[Any]:
    return [p for p in ctx.playbook.search(play.title, language, limit=8) if p.play_id == play.id]
