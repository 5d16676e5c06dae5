"""What a message leaves unsaid, taken from the structured last step: ellipsis, references, corrections."""

from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.followups.advised import plan_advised
from assistant.builtin.followups.among import of_them
from assistant.builtin.followups.both import plan_better, plan_both
from assistant.builtin.followups.campaign_again import plan_other_campaign
from assistant.builtin.followups.carried import as_spoken_of, in_scope_of
from assistant.builtin.followups.choosing import plan_offered_again
from assistant.builtin.followups.ellipsis import leans, recalled
from assistant.builtin.followups.letting_all_in import let_all_in
from assistant.builtin.followups.lifting import asked_again, counts_in, drop_filters, everywhere, take_back, uncompared
from assistant.builtin.followups.merging import altogether, as_share, explain, merge
from assistant.builtin.followups.no_draft import plan_without_draft
from assistant.builtin.followups.other_end import other_end
from assistant.builtin.followups.part_of_all import part_of_all
from assistant.builtin.followups.pointed import plan_pointed
from assistant.builtin.followups.ranked_of_it import ranked_of_it
from assistant.builtin.followups.references import plan_saved_guidance, refer, revise
from assistant.builtin.followups.remeasuring import shared_out
from assistant.builtin.followups.told_of_people import told_of_people
from assistant.builtin.followups.whom import people_meant, plan_by_other_channel, plan_of_listed, reachable_of_them
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.planning.against_control import as_figures, plan_its_control
from assistant.builtin.planning.asking import says
from assistant.builtin.planning.briefs import language_named
from assistant.builtin.planning.goals import goal_of
from assistant.builtin.planning.groups import follow_groups
from assistant.builtin.planning.one_customer import plan_of_customer
from assistant.builtin.planning.planner import plan_clause
from assistant.builtin.planning.steps import make_plan
from assistant.builtin.planning.tongues import ask_tongue
from assistant.builtin.planning.valued import plan_valued_by
from assistant.builtin.reading.anaphora import OF_THEM, there
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["plan_followup"]

_DATA = ("query_metrics", "find_customers", "lifecycle", "customer_value", "customer_profile")
_TALK = ("decline", "ask_back")
_BARE_ID = re.compile(
    r"^\W*(?:and|y|e|what about|how about|qu[eé] tal|now|ahora|for|para)?\W*(?:(?:the|el|la|al|del|number|n[uú]mero)\s+)?"
    r"((?=[\w-]*\d)[\w-]{3,})\W*$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:them|those|these|all|ellos|ellas|esos|esas|estos|estas|todos|todas)\b")
_TAKE_BACK = re.compile(
    r"(?:(?:ok|vale|no|now|ahora|please|por favor)\W+)*(?:drop|remove|undo|scrap|lose|take (?:off|out|away)|get rid of|quita|"
    r"quitalo|deshaz|deshazlo|elimina|saca)(?: (?:that|it|this|the last (?:one|bit|thing|part)|that (?:one|bit|part)|eso|esto|"
    r"ese|lo ultimo|lo de antes|esa parte|la ultima))?(?:\W+(?:please|por favor|porfa))*"
)


def plan_followup(
    reading: Reading, context: Context, catalogue: Catalogue, standalone: Plan | None, inner: bool = False
) -> Plan | None:
    """The plan of a message that leans on an earlier one, or None when it stands on its own."""
    if not context.turns:
        return None
    if plan := follow_groups(reading, context) or plan_offered_again(reading, context):
        return plan
    if context.turns[-1].plan.intent == "clarify" and OF_THEM.search(reading.folded) and reading.has("how_many", "who", "show"):
        return context.turns[-1].plan  # `how many of those ...` while whom is still asked
    if plan := plan_saved_guidance(reading, context):
        return plan
    draft, latest = _last_draft(context), _last_with_steps(context)
    if draft is not None and (plan := _of_the_draft(reading, *draft, draft[0] is latest)):
        return plan
    if draft is None and (plan := plan_without_draft(reading, latest)):
        return plan
    if latest is not None and (plan := plan_its_control(reading, latest, catalogue)):
        return plan
    last = people_meant(reading, context) or _last_data(context, catalogue, _PLURAL.search(reading.folded) is not None)
    last = last or _last_data(context, catalogue)
    if last is not None and last[0] is latest and (plan := plan_of_customer(reading, last[1])):
        return plan
    if latest is not None and (plan := plan_advised(reading, latest, last[1] if last else None, standalone)):
        return plan
    if last is None:
        return None
    turn, step = last
    if turn is latest and (plan := _of_the_same_figure(reading, turn, step)):
        return plan
    if plan := _of_what_was_shown(reading, context, catalogue, standalone, last, inner):
        return plan
    whole = everywhere(reading) or counts_in(reading, step)
    if plan := (drop_filters(reading, turn, step) if whole else uncompared(reading, turn, step)):
        return plan
    as_spoken_of(reading, step)
    if turn is latest and (plan := _ranked_there(reading, step, catalogue)):
        return plan
    of_its_own = inner and standalone is not None and reading.conditions.all and not reachable_of_them(reading, step)
    if of_its_own or not (leans(reading, standalone, turn, step) or reachable_of_them(reading, step)):
        return None
    if plan := drop_filters(reading, turn, step):
        return plan
    if _asks_why(reading, step):
        return _why_people_cancel(step, standalone) or explain(reading, step, catalogue)
    if _switches_language(reading):
        return replace(turn.plan, language=language_named(reading) or reading.language)
    return merge(reading, turn, step)


def _of_the_same_figure(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last figure without a filter, from its other end, or split and ranked; the last people ranked or narrowed."""
    same = (
        part_of_all(reading, turn, step)
        or let_all_in(reading, turn, step)
        or other_end(reading, turn, step)
        or ranked_of_it(reading, turn, step)
    )
    return same or told_of_people(reading, turn, step)


def _ranked_there(reading: Reading, step: Step, catalogue: Catalogue) -> Plan | None:
    """`top 3 customers there` after figures of a country: customers of that country."""
    placed = there(reading, step.arguments.get("filters", ())) if step.tool == "query_metrics" else []
    own = any(f["field"] in {p["field"] for p in placed} for f in reading.filters)
    if not placed or own or not (reading.limit or reading.has("top", "most")) or not reading.has("customer", "who"):
        return None
    reading.filters += placed
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in ("there", "ahi", "alli", "alla")]
    return plan_clause(reading, catalogue)


def _of_what_was_shown(
    reading: Reading, context: Context, catalogue: Catalogue, standalone: Plan | None, last: tuple[Turn, Step], inner: bool
) -> Plan | None:
    """What points at a thing or at people of the last result, or asks for a part of it."""
    turn, step = last
    latest = _last_with_steps(context)
    if step.tool == "customer_profile" and (other := _BARE_ID.match(reading.text)):
        return make_plan(reading, "profile", [Step("customer_profile", {"customer_id": other[1]})], "profile")
    if turn is latest and (plan := plan_other_campaign(reading, context, turn, step, catalogue)):
        return plan
    if plan := plan_pointed(reading, context, turn, step) or plan_by_other_channel(reading, turn, step):
        return plan
    if (product := _product_named(reading, step, catalogue)) is not None:
        return make_plan(reading, "audience", [product], "audience", turn.plan.readings)
    asked = step.tool == "query_metrics" and turn is latest
    if asked and (each := shared_out(reading, step.arguments)):
        return asked_again(reading, turn, Step(step.tool, {**step.arguments, "metrics": [each]}), "value")
    if plan := of_them(reading, turn, step) or plan_of_listed(reading, turn, step):
        return plan
    continues = inner or (turn in context.turns[-3:] and turn.plan.focus == "audience" and not goal_of(reading))
    if plan := refer(reading, turn, step, continues) or plan_better(reading, context):
        return plan
    if asked and _HOW_DID.fullmatch(reading.line) and (plan := merge(reading, turn, step)):
        return plan
    if turn is latest and (
        plan := plan_valued_by(reading, step) or _of_the_latest(reading, context, standalone, turn, step, inner)
    ):
        return plan
    if _TAKE_BACK.fullmatch(reading.folded.strip(" .!")) and (plan := take_back(reading, turn, step)):
        return plan
    if plan := altogether(reading, turn, step):
        return plan
    return None


_HOW_DID = re.compile(r"(?:(?:and|but) )?performance(?: (?:of|in|for|to))* @v\d+(?: ,)*")  # `how did Toulouse do?`


def _of_the_draft(reading: Reading, turn: Turn, step: Step, latest: bool) -> Plan | None:
    return (ask_tongue(reading) if latest else None) or revise(reading, turn, step, latest)


def _asks_why(reading: Reading, step: Step) -> bool:
    moved = bool(reading.groups) and says(reading, "moved_it")
    reasons = "cancel_reason" in reading.groups and reading.has("leaving", "leave_out")  # `what reasons did they leave for?`
    why = (moved or reasons or reading.has("why", "what_changed")) and step.tool == "query_metrics"
    return why and set(reading.metrics) <= {step.arguments["metrics"][0]}


def _why_people_cancel(step: Step, standalone: Plan | None) -> Plan | None:
    """`why do they cancel?` after a figure: the reasons given, in its period and place, and no change taken apart."""
    if standalone is None or "cancel_reason" not in standalone.steps[-1].arguments.get("group_by", ()):
        return None
    return replace(standalone, steps=(in_scope_of(standalone.steps[-1], step),))


def _of_the_latest(
    reading: Reading, context: Context, standalone: Plan | None, turn: Turn, step: Step, inner: bool
) -> Plan | None:
    return as_share(reading, turn, step) or plan_both(reading, context) or recalled(reading, standalone, step, inner)


def _product_named(reading: Reading, step: Step, catalogue: Catalogue) -> Step | None:
    """`and 47566?` after who bought another product."""
    named = _BARE_ID.match(reading.text)
    bought = [c for c in step.arguments.get("rule", {}).get("all", ()) if "product" in c and not c.get("negated")]
    if named is None or not bought or not any(v.dimension == "product" and v.key == named[1] for v in catalogue.values):
        return None
    rule = {"all": [{**c, "product": named[1]} if c is bought[0] else c for c in step.arguments["rule"]["all"]]}
    return Step("find_customers", {**step.arguments, "rule": rule})


def _last_data(context: Context, catalogue: Catalogue, several: bool = False) -> tuple[Turn, Step] | None:
    """The last step about data; `them` are the people of the list before, not the one customer looked at since."""
    for turn in reversed(context.turns):
        steps = [as_figures(s, catalogue) for s in turn.plan.steps]
        steps = [s for s in steps if s.tool in _DATA and not (several and s.tool == "customer_profile")]
        if steps:
            return turn, steps[0] if turn.plan.focus in ("drivers", "comparison") else steps[-1]
    return None


def _last_draft(context: Context) -> tuple[Turn, Step] | None:
    for turn in list(reversed(context.turns))[:4]:
        for step in reversed(turn.plan.steps):
            if step.tool == "draft_campaign":
                return turn, step
    return None


def _last_with_steps(context: Context) -> Turn | None:
    """The last turn that did something: courtesies and refusals in between change nothing."""
    return next((t for t in reversed(context.turns) if any(s.tool not in _TALK for s in t.plan.steps)), None)


def _switches_language(reading: Reading) -> bool:
    return language_named(reading) is not None and not (reading.metrics or reading.groups or reading.filters or reading.period)
