"""Messages that point at the last draft or at the people of the last step: `make it an SMS`, `draft one for them`."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.among import who_did_not
from assistant.builtin.followups.carried import as_filters, extended_rule, rule_of
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.planning.briefs import channel_of, control_of, language_named, offer_of, set_elsewhere, style_of
from assistant.builtin.planning.campaigns import draft_step, drafts
from assistant.builtin.planning.goals import goal_names, goal_of, goal_of_rule, stage_of, stage_of_rule
from assistant.builtin.planning.measuring import measured
from assistant.builtin.planning.of_doers import plan_of_doers
from assistant.builtin.planning.people import customer_order
from assistant.builtin.planning.steps import audience_rule, find, make_plan, query, readable, without_empty
from assistant.builtin.planning.worth import horizon
from assistant.builtin.reading.anaphora import OF_THEM, there
from assistant.builtin.reading.reading import Reading
from tools.terms import CHANNELS, Channel

__all__ = ["plan_saved_guidance", "points", "refer", "revise"]

_REFERENCE = re.compile(
    r"\b(?:it|that|those|these|them|they|same|ones?|lo|los|las|les|eso|esos|esas|estos|estas|ellos|ellas|mismo|misma|mismos|"
    r"este|esta|ese|esa|lo mismo)\b|\b(?:the|el|la) (?:list|lista|segmento?|groups?|grupo|audience|audiencia)\b(?! "
    r"(?:of|de|called|llamad))"
)


_THEIRS = re.compile(r"\b(?:their|sus?|\w{2,}(?:aron|ieron))\b")
_THEY = re.compile(r"\b(?:they|them|those|these|ell[oa]s|es[oa]s (?:clientes|personas))\b")
_THEY_DID = re.compile(r"\b(?:(?:did|have|do) they|(?:han|hayan) (?:hecho|realizado|pedido)|\w{2,}(?:aron|ieron))\b")
_KEPT = ("goal", "rule", "channel", "language", "stage", "offer", "style", "control_share")


_GOAL_OF_METRIC = {
    "churn_rate": "prevent churn", "churned_subscriptions": "prevent churn", "lapse_rate": "win back",
    "repeat_purchase_rate": "second order", "second_order_rate": "second order", "new_customers": "welcome",
    "cart_abandonment_rate": "abandoned cart", "orders": "second order", "revenue": "second order",
    "average_order_value": "cross-sell",
}  # fmt: skip
_ONLY_FOR = re.compile(
    r"\W*(?:(?:but|pero|and|y|ok|vale|actually|mejor) )*(?:only|just|solo|solamente|unicamente) (?:for|to|para|a)\b"
)
_ABOUT_DRAFT = re.compile(
    r"\b(?:control group|holdout|control share|can (?:we|i) measure|measurable|break.?even|subject lines?|"
    r"(?:another|different|new|other|better|the|e-?mail['’]?s) subject\b(?! (?:of|to|for))|(?:otro|el|distinto) asunto|"
    r"how many (?:will|would) get it|"
    r"grupo de control|se puede medir|es medible|punto de equilibrio|los asuntos|"
    r"cuant[oa]s (?:lo|la) (?:van a recibir|reciben))\b"
)


def _by_channel(reading: Reading) -> Channel | None:
    """After a draft, `by SMS` is how it is sent, not where its people came from."""
    if len(reading.filters) != 1 or reading.filters[0]["field"] not in ("channel", "acquisition_channel"):
        return None
    return next((c for c in CHANNELS if c == reading.filters[0]["value"]), None)


_HANGING_ON = re.compile(r"\b\w{2,}(?:ar|er|ir)(?:l[oa]s|les)\b")  # `recuperarlos`


def points(reading: Reading) -> bool:
    """Whether the words point at something said before."""
    said = _REFERENCE.search(reading.folded) or _HANGING_ON.search(reading.folded)
    return said is not None or reading.has("them", "it")


def revise(reading: Reading, turn: Turn, step: Step, latest: bool = False) -> Plan | None:
    """`make it an SMS`, `now in Spanish`, `add 10% off`, `delete the draft` on the last draft."""
    draft_id = turn.draft_id or step.arguments.get("revise")
    short = len(reading.folded.split()) <= 5
    if reading.has("discard") and (reading.has("the_draft", "campaign", "draft") or _REFERENCE.search(reading.folded) or short):
        if reading.has("the_filter") or reading.filters or draft_id is None:
            return None
        return make_plan(reading, "draft", [Step("draft_campaign", {"goal": "discard", "revise": draft_id})], "draft")
    held, elsewhere = control_of(reading), set_elsewhere(reading) if latest else None
    if latest and draft_id and not held and _ABOUT_DRAFT.search(reading.folded) and len(reading.folded.split()) <= 10:
        same = {k: v for k, v in step.arguments.items() if k in _KEPT}
        return make_plan(reading, "draft", [Step("draft_campaign", {**same, "revise": draft_id})], "draft")
    channel, language, offer, style = channel_of(reading), language_named(reading), offer_of(reading), style_of(reading)
    channel = channel or _by_channel(reading)
    if latest and _ONLY_FOR.match(reading.folded) and (some := audience_rule(reading).get("all")):
        same = {k: v for k, v in step.arguments.items() if k in _KEPT}
        narrowed = {**same, "rule": extended_rule(same.get("rule") or {}, some), **without_empty({"revise": draft_id})}
        return make_plan(reading, "draft", [Step("draft_campaign", narrowed)], "draft")
    if reading.has("customer", "everyone", "playbook", "how_many", "how_much", "who"):
        return None
    if set(reading.groups) - ({"language"} if language else set()):
        return None
    if set(reading.metrics) - ({"discounts", "discount_rate"} if offer else set()):
        return None
    narrows = latest and short and bool(reading.filters) and not reading.period
    if reading.conditions.all or (
        not (channel or language or offer or style or narrows or held or elsewhere) and not reading.has("the_draft")
    ):
        return None
    if len(reading.folded.split()) > 14 or (goal_of(reading) and drafts(reading) and not _REFERENCE.search(reading.folded)):
        return None
    arguments = {k: v for k, v in step.arguments.items() if k in _KEPT}
    changed = {
        "channel": channel,
        "language": language,
        "offer": offer,
        "style": style,
        "revise": draft_id,
        "control_share": held,
    }
    arguments |= without_empty(changed)
    if audience_rule(reading) and not _by_channel(reading):
        arguments["rule"] = extended_rule(arguments.get("rule") or {}, audience_rule(reading).get("all", []))
    return make_plan(reading, "draft", [Step("draft_campaign", arguments)], "draft", [elsewhere] if elsewhere else [])


def refer(reading: Reading, turn: Turn, step: Step, continues: bool) -> Plan | None:
    """`draft one for them`, `save these as ...`, `who are they?`, `export them`."""
    pointing = points(reading)
    if reading.saved_as and not reading.conditions.all and (pointing or not reading.filters):
        return make_plan(
            reading,
            "audience",
            [find(rule_of(step, reading.periods), save_as=reading.saved_as)],
            "audience",
            turn.plan.readings,
        )
    if drafts(reading) or (reading.has("draft") and pointing):
        return _drafted_for(reading, turn, step, pointing, continues)
    brief = step.tool == "query_metrics" and len(reading.folded.split()) <= 6 and not _names_something(reading)
    if (
        reading.has("playbook", "advice")
        and not stage_of(reading)
        and not goal_of(reading)
        and (pointing or continues or brief)
    ):
        return _guidance_on(reading, step)
    short = len(reading.folded.split())
    counts = reading.has("how_many") and (short <= 3 or (pointing and short <= 6))
    sent = any(f["field"] == "campaign" for f in step.arguments.get("filters", ()))
    if (
        counts
        and not sent
        and not _names_something(reading)
        and (step.tool != "query_metrics" or step.arguments.get("filters"))
    ):
        return make_plan(reading, "audience", [find(rule_of(step, reading.periods))], "audience", turn.plan.readings)
    if _asks_who(reading, pointing, bool(step.arguments.get("group_by"))) and not _names_something(reading):
        return make_plan(reading, "audience", [_listed(reading, step)], "audience", turn.plan.readings)
    running = reading.metrics == ["active_subscriptions"] and step.tool == "find_customers" and reading.has("how_many")
    if running and pointing and not audience_rule(reading) and OF_THEM.search(reading.folded):
        rule = extended_rule(rule_of(step, reading.periods), [{"field": "subscription_status", "op": "=", "value": "active"}])
        return make_plan(reading, "audience", [find(rule)], "audience", turn.plan.readings)
    goes_on = continues and short <= 6 and not (step.arguments.get("save_as") or _whole(reading))
    theirs = pointing or _THEIRS.search(reading.folded) is not None or goes_on
    no_others = theirs and not audience_rule(reading)
    about_them = no_others and step.tool == "find_customers"
    if no_others and reading.has("worth") and (about_them or _counts_some(step)) and not reading.groups:
        valued = without_empty({"rule": rule_of(step, reading.periods), "horizon": horizon(reading)})
        return make_plan(reading, "worth", [Step("customer_value", valued)], "worth")
    return _measured_on(reading, turn, step) if about_them else None


def _drafted_for(reading: Reading, turn: Turn, step: Step, pointing: bool, continues: bool) -> Plan | None:
    """A draft for the people of the last step, or for those of its place: `the customers there`."""
    rule, named = rule_of(step, reading.periods), audience_rule(reading).get("all", [])
    if turned := who_did_not(reading, rule):
        return make_plan(reading, "draft", [draft_step(reading, turned)], "draft", turn.plan.readings)
    if drafts(reading) and (placed := there(reading, rule.get("all", ()))):
        rule = {"all": placed}
    elif not pointing and not _some_of_them(reading, rule, named) and (named or goal_of(reading) or not continues):
        return None
    named = [] if _by_channel(reading) else [c for c in named if reading.has("buy", "customer", "who") or not _of_goods(c)]
    named = [c for c in named if not str(c.get("field")).startswith("consent_")]  # a draft goes to no others
    return make_plan(
        reading,
        "draft",
        [draft_step(reading, extended_rule(rule, named))],
        "draft",
        [*turn.plan.readings, *filter(None, (set_elsewhere(reading),))],
    )


_ASKS = re.compile(r"\W*(?:what(?:'s| is| was| were)?|how (?:much|many)|cual(?:es)?|cuant[oa]s?)\b")


def _whole(reading: Reading) -> bool:
    """`what was revenue last month?`: asked in full, with days of its own."""
    return bool(reading.metrics and reading.period) and _ASKS.match(reading.folded) is not None


_THE_ONES = re.compile(r"\bthe (?:[\w-]+ ){1,3}(?:ones|people|folks|crowd|lot|bunch)\b(?! who)")


def _some_of_them(reading: Reading, rule: Mapping[str, Any], named: Sequence[Mapping[str, Any]]) -> bool:
    """`an SMS for the at-risk ones`, `for the March people`: called by what the people of the last answer are."""
    return _THE_ONES.search(reading.folded) is not None and all(c in rule.get("all", ()) for c in named)


def _of_goods(condition: Mapping[str, Any]) -> bool:
    """`an email to them about our coffees`: what it is about, not who bought it."""
    return condition.get("did") == "ordered" and bool({"product", "category"} & set(condition)) and "period" not in condition


def _counts_some(step: Step) -> bool:
    """Whether the last figure was the number of some customers: those of one group, by country."""
    return step.arguments.get("metrics") == ["customers"] and bool(step.arguments.get("filters"))


def _listed(reading: Reading, step: Step) -> Step:
    """The people of the last step one by one, those of a list in its order."""
    shown = step.arguments if step.tool == "find_customers" and step.arguments.get("limit") else {}
    order = shown.get("order_by") or customer_order(reading)
    return find(rule_of(step, reading.periods), order, reading.limit or shown.get("limit"))


_WHICH = re.compile(
    r"\W*(?:(?:and|y) )?(?:which|what|que|cuales) (?:customers|people|clients|clientes|clientas|personas|gente)\b"
)
_TO_LIST = re.compile(r"\b(?:list|show|lista(?:l[oa]s|me\w*|do)?|muestr\w+|mostr\w+|ensen\w+|see|ver(?:l[oa]s)?)\b")
_WHICH_ARE = re.compile(r"\b(?:are (?:they|these|those|there)|son|serian|estan|hay ahi|salen)\W*$")
_ONLY_SHOWS = re.compile(r"(?=.*(?:show|who))(?:(?:show|who|them|customer|everyone|all|which|to|of|,) ?)+")
_LISTED = re.compile(
    r"\b(?:who|quien(?:es)?|the list|full list|the names|la lista|el listado|"
    r"(?:behind|detras) (?:that|this|the|de) ?(?:ese|este|esa)? ?"
    r"(?:number|figure|count|numero|dato|cifra))\b"
)


def _asks_who(reading: Reading, pointing: bool, grouped: bool) -> bool:
    """`who are they?`, `show me the list`, `which customers are those?`; `the month before that` is a time."""
    if reading.has("prev", "previous", "since_then") or (grouped and reading.limit):
        return False  # `muéstrame los tres primeros` of a split are its groups
    length = len(reading.spelt.split())
    if _WHICH.match(reading.spelt):
        return length <= 6 and (pointing or _WHICH_ARE.search(reading.spelt) is not None)
    if reading.line.strip(" ,") == "show" and length <= 4 and _TO_LIST.search(reading.spelt):
        return True  # `lístalos`
    if pointing and _ONLY_SHOWS.fullmatch(reading.line):
        return True
    asked = reading.has("who", "show") and (pointing or _LISTED.search(reading.spelt) is not None)
    return asked and (length <= 6 or (length <= 10 and not reading.doubtful and _LISTED.search(reading.spelt) is not None))


def _measured_on(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`how much do they spend?`: a measure of the people of the last step, where their rule can be a filter."""
    metrics = [m for m in measured(reading) if m not in ("customers", "historic_value")]
    metrics = metrics or (["revenue"] if reading.has("spend", "how_much") else [])
    counted = reading.has("how_many") and not _THEY_DID.search(reading.folded)
    if not metrics or counted or reading.has("top", "most"):
        return None
    saved = step.arguments.get("save_as")
    named = [{"field": "segment", "op": "=", "value": saved}] if saved else None
    filters = named or as_filters(rule_of(step, reading.periods))
    if filters is None:
        told = _THEIRS.search(reading.folded) or _THEY.search(reading.folded)
        if reading.periods.pointed and not told:
            return None  # `average rating in that month?`
        return plan_of_doers(reading, turn, step, metrics)
    call = query(metrics, reading.period, reading.comparison.compare_to, reading.groups, filters)
    return make_plan(reading, "metric", [call], "value")


def _names_something(reading: Reading) -> bool:
    return bool(reading.metrics or reading.groups or reading.conditions.all or reading.filters or reading.period)


def plan_saved_guidance(reading: Reading, context: Context) -> Plan | None:
    """`what does the playbook say for VIP France?`: for the people whose rule was saved under that name here."""
    named = [f["value"] for f in reading.filters if f["field"] == "segment"]
    if len(named) != 1 or not reading.has("playbook", "advice") or drafts(reading):
        return None
    steps = [step for turn in context.turns for step in turn.plan.steps if step.arguments.get("save_as") == named[0]]
    return _guidance_on(reading, steps[-1]) if steps else None


def _guidance_on(reading: Reading, step: Step) -> Plan:
    """Guidance about the people of the last step."""
    rule = rule_of(step, reading.periods)
    goal, stage = goal_of_rule(rule), stage_of_rule(rule)
    if goal is None and step.tool == "query_metrics":
        goal = next((_GOAL_OF_METRIC[m] for m in step.arguments["metrics"] if m in _GOAL_OF_METRIC), None)
    query = ", ".join(goal_names(goal, reading.language)[:6]) if goal else readable(reading.text)[:300]
    arguments = without_empty({"query": query, "stage": stage})
    return make_plan(reading, "guidance", [Step("search_playbook", arguments)], "guidance")
