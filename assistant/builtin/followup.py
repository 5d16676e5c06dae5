"""What a message leaves unsaid, taken from the structured last step: ellipsis, references, corrections."""

import re
from dataclasses import replace

from assistant.builtin.campaigns import goal_of, language_named
from assistant.builtin.merging import drop_filters, explain, merge
from assistant.builtin.people import horizon
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.reading import Reading
from assistant.builtin.references import refer, revise
from assistant.builtin.steps import make_plan
from tools.vocabulary import Catalogue

__all__ = ["plan_followup"]

_DATA = ("query_metrics", "find_customers", "lifecycle", "customer_value", "customer_profile")
_SLOT_WORDS = (
    "previous", "prev", "why", "the_filter", "share", "trend", "in_language_es", "in_language_en", "lifetime_horizon",
    "all_time",
)  # fmt: skip
_BARE_ID = re.compile(
    r"^\W*(?:and|y|e|what about|how about|qu[eé] tal|now|ahora|for|para)?\W*(?:(?:the|el|la|al|del|number|n[uú]mero)\s+)?"
    r"((?=[\w-]*\d)[\w-]{3,})\W*$",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^\W*(?:and|y|e|or|o|but|pero|what about|how about|now|ahora|also|tambien|same|lo mismo|igual|only|solo|solamente|"
    r"que tal|que hay de|then|entonces|ok|vale|just|instead|mejor|pero solo|and only|no,|not|sin|without|excluding|except|"
    r"drop|remove|quita|by|por|per|split|break|desglos\w*|compare|comparado|compara\w*|vs|versus|frente|respecto|make|hazlo|"
    r"haz que|pon|ponlo|en|in|for|para|from|de|del|with|con|show|ensena|top|los|las|the|which|why|por que)\b"
)


def plan_followup(
    reading: Reading, context: Context, catalogue: Catalogue, standalone: Plan | None, inner: bool = False
) -> Plan | None:
    """The plan of a message that leans on an earlier one, or None when it stands on its own."""
    if not context.turns:
        return None
    draft = _last_draft(context)
    if draft is not None and (plan := revise(reading, *draft, draft[0] is context.turns[-1])):
        return plan
    last = _last_data(context)
    if last is None:
        return None
    turn, step = last
    if step.tool == "customer_profile" and (other := _BARE_ID.match(reading.text)):
        return make_plan(reading, "profile", [Step("customer_profile", {"customer_id": other[1]})], "profile")
    if (product := _product_named(reading, step, catalogue)) is not None:
        return make_plan(reading, "audience", [product], "audience", turn.plan.readings)
    continues = inner or (turn in context.turns[-3:] and turn.plan.focus == "audience" and not goal_of(reading))
    if plan := refer(reading, turn, step, continues):
        return plan
    if not _leans(reading, standalone) or (inner and standalone is not None and reading.conditions.all):
        return None
    if plan := drop_filters(reading, turn, step):
        return plan
    if reading.has("why", "what_changed") and step.tool == "query_metrics" and not reading.metrics:
        return explain(reading, step, catalogue)
    if _switches_language(reading):
        return replace(turn.plan, language=language_named(reading) or reading.language)
    return merge(reading, turn, step)


def _product_named(reading: Reading, step: Step, catalogue: Catalogue) -> Step | None:
    """`and 47566?` after who bought another product."""
    named = _BARE_ID.match(reading.text)
    bought = [c for c in step.arguments.get("rule", {}).get("all", ()) if "product" in c and not c.get("negated")]
    if named is None or not bought or not any(v.dimension == "product" and v.key == named[1] for v in catalogue.values):
        return None
    rule = {"all": [{**c, "product": named[1]} if c is bought[0] else c for c in step.arguments["rule"]["all"]]}
    return Step("find_customers", {**step.arguments, "rule": rule})


def _last_data(context: Context) -> tuple[Turn, Step] | None:
    for turn in reversed(context.turns):
        steps = [s for s in turn.plan.steps if s.tool in _DATA]
        if steps:
            return turn, steps[0] if turn.plan.focus in ("drivers", "comparison") else steps[-1]
    return None


def _last_draft(context: Context) -> tuple[Turn, Step] | None:
    for turn in list(reversed(context.turns))[:4]:
        for step in reversed(turn.plan.steps):
            if step.tool == "draft_campaign":
                return turn, step
    return None


def _leans(reading: Reading, standalone: Plan | None) -> bool:
    """Whether a message says less than a question of its own."""
    length = len(reading.folded.split())
    if length > 14 or reading.customer_id:
        return False
    if standalone is not None and standalone.intent in ("draft", "guidance", "data", "profile", "decline", "clarify"):
        return False
    slots = bool(
        reading.metrics or reading.groups or reading.filters or reading.period or reading.limit or reading.comparison.asked
        or reading.conditions.all or reading.has(*_SLOT_WORDS) or horizon(reading) or reading.gloss.goods
    )  # fmt: skip
    if not slots:
        return False
    if _OPENERS.match(reading.folded) and not _complete(reading):
        return True
    return standalone is None or not _complete(reading)


def _complete(reading: Reading) -> bool:
    """Whether the words name both what is measured and, by a question word or a period, what about it."""
    subject = bool(reading.metrics) or reading.has("worth", "lifecycle", "performance", "spend", "sell", "buy", "first_buy")
    people = reading.has("customer", "who", "everyone") and (
        bool(reading.conditions.all) or reading.has("top", "how_many", "show")
    )
    if reading.folded.split()[0] in ("and", "y", "e") and not people:
        return (
            subject
            and bool(reading.period)
            and reading.has("how_many", "how_much", "which")
            and len(reading.folded.split()) > 6
        )
    if people:
        return True
    asked = reading.has("how_many", "how_much", "which", "show", "top", "worst", "most", "performance", "worth", "lifecycle")
    return subject and (
        asked
        or (
            len(reading.metrics) > 0
            and (bool(reading.period) or len(reading.folded.split()) > 3)
            and not _OPENERS.match(reading.folded)
        )
    )


def _switches_language(reading: Reading) -> bool:
    return language_named(reading) is not None and not (reading.metrics or reading.groups or reading.filters or reading.period)
