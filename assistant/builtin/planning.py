"""Slots of one clause as a plan: which tools to call, with what, and what the answer is to speak about."""

from collections.abc import Callable, Sequence

from assistant.builtin.actions import plan_action
from assistant.builtin.against_control import plan_against_control, plan_effect
from assistant.builtin.buyers import plan_share_of_buyers, plan_share_of_those
from assistant.builtin.campaigns import plan_draft, plan_guidance
from assistant.builtin.concentration import plan_concentration, plan_ratio
from assistant.builtin.doubts import (
    plan_aged,
    plan_future,
    plan_goods,
    plan_median,
    plan_not_recorded,
    plan_retention,
    plan_unplaced,
)
from assistant.builtin.economics import plan_keeping_cost, plan_winning_cost
from assistant.builtin.groups import plan_groups
from assistant.builtin.leaving import plan_leaving
from assistant.builtin.losing import plan_lost
from assistant.builtin.measures import plan_measure
from assistant.builtin.moving import plan_models, plan_moves
from assistant.builtin.needing import plan_needs
from assistant.builtin.one_customer import plan_profile
from assistant.builtin.people import plan_audience, plan_lifecycle
from assistant.builtin.performing import plan_performance, plan_why
from assistant.builtin.plan import Plan
from assistant.builtin.questions import plan_ambiguous, plan_data
from assistant.builtin.reading import Reading
from assistant.builtin.results import plan_campaign_rate, plan_cancelling, plan_results
from assistant.builtin.saved import plan_saved
from assistant.builtin.several import plan_permissions
from assistant.builtin.single_orders import plan_single_orders
from assistant.builtin.topics import plan_topic
from assistant.builtin.worth import plan_worth
from tools.vocabulary import Catalogue

__all__ = ["Planner", "plan_clause"]

Planner = Callable[[Reading, Catalogue], Plan | None]

_PLANNERS: Sequence[Planner] = (
    plan_saved, plan_aged, plan_topic, plan_action, plan_unplaced, plan_profile, plan_groups, plan_keeping_cost,
    plan_winning_cost, plan_effect, plan_draft, plan_goods, plan_needs, plan_leaving, plan_future, plan_cancelling,
    plan_against_control, plan_results, plan_campaign_rate, plan_lost, plan_ambiguous, plan_retention, plan_single_orders,
    plan_not_recorded, plan_median, plan_data, plan_guidance, plan_concentration, plan_ratio, plan_why, plan_models,
    plan_moves, plan_share_of_buyers, plan_share_of_those, plan_worth, plan_lifecycle, plan_permissions, plan_audience,
    plan_performance, plan_measure,
)  # fmt: skip


def plan_clause(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """The plan of the first planner that recognises its kind of request, or None."""
    for planner in _PLANNERS:
        plan = planner(reading, catalogue)
        if plan is not None:
            return plan
    return None
