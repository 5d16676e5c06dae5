"""Messages that point at the last draft or at the people of the last step: `make it an SMS`, `draft one for them`."""

import re

from assistant.builtin.campaigns import (
    channel_of,
    draft_step,
    drafts,
    goal_of,
    goal_of_rule,
    language_named,
    offer_of,
    stage_of,
    stage_of_rule,
)
from assistant.builtin.carried import extended_rule, rule_of
from assistant.builtin.people import customer_order
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.reading import Reading
from assistant.builtin.steps import audience_rule, find, make_plan, readable, without_empty

__all__ = ["refer", "revise"]

_REFERENCE = re.compile(
    r"\b(?:it|that|those|these|them|they|same|one|lo|los|las|les|eso|esos|esas|estos|estas|ellos|ellas|mismo|misma|mismos|"
    r"este|esta|ese|esa|lo mismo)\b"
)


def revise(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`make it an SMS`, `now in Spanish`, `add 10% off`, `delete the draft` on the last draft."""
    draft_id = turn.draft_id or step.arguments.get("revise")
    if reading.has("discard") and (reading.has("the_draft", "campaign", "draft") or _REFERENCE.search(reading.folded)):
        if reading.has("the_filter") or draft_id is None:
            return None
        return make_plan(reading, "draft", [Step("draft_campaign", {"goal": "discard", "revise": draft_id})], "draft")
    channel, language, offer = channel_of(reading), language_named(reading), offer_of(reading)
    if reading.has("customer", "everyone", "playbook", "how_many", "how_much", "who") or reading.metrics or reading.groups:
        return None
    if reading.conditions.all or (not (channel or language or offer) and not reading.has("the_draft")):
        return None
    if len(reading.folded.split()) > 14 or (goal_of(reading) and drafts(reading) and not _REFERENCE.search(reading.folded)):
        return None
    arguments = {k: v for k, v in step.arguments.items() if k in ("goal", "rule", "channel", "language", "stage", "offer")}
    arguments |= without_empty({"channel": channel, "language": language, "offer": offer, "revise": draft_id})
    if reading.filters:
        arguments["rule"] = extended_rule(arguments.get("rule") or {}, audience_rule(reading).get("all", []))
    return make_plan(reading, "draft", [Step("draft_campaign", arguments)], "draft")


def refer(reading: Reading, turn: Turn, step: Step, continues: bool) -> Plan | None:
    """`draft one for them`, `save these as ...`, `who are they?`, `export them`."""
    pointing = bool(_REFERENCE.search(reading.folded)) or reading.has("them")
    if drafts(reading) or (reading.has("draft") and pointing):
        if not pointing and (audience_rule(reading) or not continues):
            return None
        rule = extended_rule(rule_of(step), audience_rule(reading).get("all", []))
        return make_plan(reading, "draft", [draft_step(reading, rule)], "draft", turn.plan.readings)
    if reading.saved_as and not reading.conditions.all:
        return make_plan(reading, "audience", [find(rule_of(step), save_as=reading.saved_as)], "audience", turn.plan.readings)
    if reading.has("playbook", "advice") and not stage_of(reading) and (pointing or continues):
        return _guidance_on(reading, step)
    if reading.has("how_many") and pointing and len(reading.folded.split()) <= 6 and not _names_something(reading):
        return make_plan(reading, "audience", [find(rule_of(step))], "audience", turn.plan.readings)
    asks_who = reading.has("who", "show") and (pointing or re.search(r"\b(?:who|quienes|quien)\b", reading.folded))
    if asks_who and not _names_something(reading) and len(reading.folded.split()) <= 6:
        return make_plan(
            reading, "audience", [find(rule_of(step), customer_order(reading), reading.limit)], "audience", turn.plan.readings
        )
    if pointing and reading.has("worth") and step.tool == "find_customers":
        return make_plan(reading, "worth", [Step("customer_value", without_empty({"rule": rule_of(step)}))], "worth")
    return None


def _names_something(reading: Reading) -> bool:
    return bool(reading.metrics or reading.groups or reading.conditions.all or reading.filters or reading.period)


def _guidance_on(reading: Reading, step: Step) -> Plan:
    """Guidance about the people of the last step."""
    rule = rule_of(step)
    goal, stage = goal_of_rule(rule), stage_of_rule(rule)
    query = f"{readable(reading.text)[:300]} ({goal})" if goal else readable(reading.text)[:300]
    arguments = without_empty({"query": query, "stage": stage})
    return make_plan(reading, "guidance", [Step("search_playbook", arguments)], "guidance")
