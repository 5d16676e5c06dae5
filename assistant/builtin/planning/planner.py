"""Slots of one clause as a plan: which tools to call, with what, and what the answer is to speak about."""

from collections.abc import Callable, Sequence

from assistant.builtin.plan import Plan
from assistant.builtin.planning.actions import plan_action
from assistant.builtin.planning.against_control import plan_against_control, plan_effect
from assistant.builtin.planning.buyers import plan_share_of_buyers, plan_share_of_those
from assistant.builtin.planning.campaigns import plan_draft, plan_guidance
from assistant.builtin.planning.concentration import plan_concentration, plan_ratio
from assistant.builtin.planning.doubts import (
    plan_aged,
    plan_future,
    plan_goods,
    plan_median,
    plan_not_recorded,
    plan_retention,
    plan_unplaced,
)
from assistant.builtin.planning.economics import plan_keeping_cost, plan_winning_cost
from assistant.builtin.planning.groups import plan_groups
from assistant.builtin.planning.leaving import plan_leaving
from assistant.builtin.planning.losing import plan_lost
from assistant.builtin.planning.measures import plan_measure
from assistant.builtin.planning.moving import plan_models, plan_moves
from assistant.builtin.planning.needing import plan_needs
from assistant.builtin.planning.of_doers import plan_measure_of_doers
from assistant.builtin.planning.one_customer import plan_profile
from assistant.builtin.planning.openers import plan_openers
from assistant.builtin.planning.people import plan_audience, plan_lifecycle
from assistant.builtin.planning.performing import plan_performance, plan_why
from assistant.builtin.planning.questions import plan_ambiguous, plan_data
from assistant.builtin.planning.results import plan_campaign_rate, plan_cancelling, plan_results
from assistant.builtin.planning.saved import plan_saved
from assistant.builtin.planning.several import plan_permissions
from assistant.builtin.planning.single_orders import plan_single_orders
from assistant.builtin.planning.topics import plan_topic
from assistant.builtin.planning.visits import plan_visits
from assistant.builtin.planning.worth import plan_worth
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["Planner", "plan_clause"]

Planner = Callable[[Reading, Catalogue], Plan | None]

_PLANNERS: Sequence[Planner] = (
    plan_saved, plan_aged, plan_topic, plan_action, plan_unplaced, plan_profile, plan_groups, plan_visits,
    plan_keeping_cost, plan_winning_cost, plan_openers, plan_effect, plan_draft, plan_goods, plan_needs, plan_leaving,
    plan_future, plan_cancelling, plan_against_control, plan_results, plan_campaign_rate, plan_lost, plan_ambiguous,
    plan_retention, plan_single_orders, plan_not_recorded, plan_median, plan_data, plan_guidance, plan_concentration,
    plan_ratio, plan_why, plan_models, plan_moves, plan_share_of_buyers, plan_share_of_those, plan_measure_of_doers,
    plan_worth, plan_lifecycle, plan_permissions, plan_audience, plan_performance, plan_measure,
)  # fmt: skip


def plan_clause(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """The plan of the first planner that recognises its kind of request, or None."""
    for planner in _PLANNERS:
        plan = planner(reading, catalogue)
        if plan is not None:
            return plan
    return None
