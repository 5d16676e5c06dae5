"""What follows guidance: `and for subscriptions?` asks the playbook again, `ok, draft it` drafts the play that it advised."""

from assistant.builtin import patterns as re
from assistant.builtin.followups.carried import extended_rule, rule_of
from assistant.builtin.followups.references import points
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.briefs import channel_of
from assistant.builtin.planning.campaigns import draft_step, drafts, model_named
from assistant.builtin.planning.goals import goal_called, goal_of, goal_of_rule, stage_of
from assistant.builtin.planning.steps import audience_rule, make_plan, readable, without_empty
from assistant.builtin.reading.reading import Reading

__all__ = ["plan_advised"]

_AGAIN = re.compile(
    r"^\W*(?:and|y|what about|how about|que tal|but|pero|ok|vale|now|ahora|also|tambien|for|para|with|con|by|por|via|if|si|e|"
    r"o|or)\b"
)
_MOST_WORDS = 14


def plan_advised(reading: Reading, turn: Turn, people: Step | None, standalone: Plan | None) -> Plan | None:
    """The plan of a message right after guidance, or None when it is about something else."""
    step = turn.plan.steps[-1]
    if step.tool != "search_playbook" or len(reading.folded.split()) > _MOST_WORDS:
        return None
    if (drafts(reading) or reading.has("draft")) and not goal_of(reading):
        return _drafted(reading, turn, people)
    if reading.metrics or reading.groups or reading.period or reading.has("how_many", "how_much"):
        return None
    if reading.has("who", "customer", "everyone") and not (goal_of(reading) and _AGAIN.match(reading.folded)):
        return None
    again = bool(_AGAIN.match(reading.folded)) and (standalone is None or standalone.intent != "draft")
    if not again or not (reading.gloss.known or model_named(reading) or channel_of(reading)):
        return None
    asked = str(step.arguments.get("query", ""))
    arguments = {
        "query": f"{asked} {readable(reading.text)}"[-300:], "stage": stage_of(reading) or step.arguments.get("stage"),
        "business_model": model_named(reading) or step.arguments.get("business_model"),
    }  # fmt: skip
    return make_plan(reading, "guidance", [Step("search_playbook", without_empty(arguments))], "guidance")


def _drafted(reading: Reading, turn: Turn, people: Step | None) -> Plan:
    """The advised play for the people spoken of before, else for those whom it is made for."""
    fits = people is not None and goal_of_rule(rule_of(people, reading.periods)) is not None
    own = people is not None and people.tool == "find_customers" and (fits or points(reading))
    rule = extended_rule(rule_of(people, reading.periods) if own and people else {}, audience_rule(reading).get("all", []))
    step = draft_step(reading, rule)
    arguments = {k: v for k, v in step.arguments.items() if k != "stage" or not turn.play_id}
    if told := turn.play_id or goal_called(str(turn.plan.steps[-1].arguments.get("query", "")), reading.language):
        arguments["goal"] = told
    return make_plan(reading, "draft", [Step("draft_campaign", arguments)], "draft")
