"""Plans for requests to do something: export, schedule, translate, throw away."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.campaigns import drafts
from assistant.builtin.planning.steps import audience_rule, decline, find, make_plan
from assistant.builtin.reading.reading import Reading
from assistant.builtin.wording import reason
from tools.vocabulary import Catalogue

__all__ = ["declined", "plan_action"]


def declined(reading: Reading, kind: str, key: str) -> Plan:
    """A plan that only says no, and why."""
    return make_plan(reading, "decline", [decline(kind, reason(key)[reading.language])], "decline")


def plan_action(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """What changes something outside the chat needs a person, or comes later."""
    if reading.has("translate") and reading.quotes:
        return declined(reading, "unavailable", "translate")
    if reading.has("the_draft") and reading.has("discard"):
        return declined(reading, "no_data", "no_draft")
    asked = reading.metrics and reading.period and any(f["field"] == "weekday" for f in reading.filters)
    asked = asked or reading.has("when schedule", "when advice schedule")  # `to know when to schedule posts: ...`
    if reading.has("schedule") and not (asked or drafts(reading) or reading.has("advice", "playbook")):
        return declined(reading, "unavailable", "schedule")
    if _exports(reading):
        steps = []
        rule = audience_rule(reading)
        if rule:
            steps.append(find(rule))
        steps.append(decline("needs_approval", reason("export")[reading.language]))
        return make_plan(reading, "decline", steps, "decline")
    if reading.has("translate") and not reading.has("them", "the_draft"):
        return declined(reading, "unavailable", "translate")
    return None


def _exports(reading: Reading) -> bool:
    if not reading.has("export_it") or reading.has("advice", "playbook", "dataset"):
        return False
    return bool(re.search(r"\b(export(?:ing|ed)?\b|download|exporta|descarga|push|sync|upload|sube|csv|excel)", reading.folded))
