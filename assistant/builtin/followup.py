"""What a message leaves unsaid, taken from the structured last step: ellipsis, references, corrections."""

import re
from dataclasses import replace

from assistant.builtin.advised import plan_advised
from assistant.builtin.campaigns import goal_of, language_named
from assistant.builtin.groups import follow_groups
from assistant.builtin.merging import drop_filters, explain, merge, take_back
from assistant.builtin.people import horizon
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.pointed import plan_pointed
from assistant.builtin.reading import Reading
from assistant.builtin.references import points, refer, revise
from assistant.builtin.steps import make_plan
from tools.vocabulary import Catalogue

__all__ = ["plan_followup"]

_DATA = ("query_metrics", "find_customers", "lifecycle", "customer_value", "customer_profile")
_TALK = ("decline", "ask_back")
_SLOT_WORDS = (
    "previous", "prev", "why", "the_filter", "share", "trend", "in_language_es", "in_language_en", "lifetime_horizon",
    "all_time",
)  # fmt: skip
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
_OPENERS = re.compile(
    r"^\W*(?:and|y|e|or|o|but|pero|what about|how about|now|ahora|also|tambien|same|lo mismo|igual|only|solo|solamente|"
    r"que tal|que hay de|then|entonces|ok|vale|just|instead|mejor|pero solo|and only|no,|not|sin|without|excluding|except|"
    r"drop|remove|quita|by|por|per|split|break|desglos\w*|compare|comparado|compara\w*|vs|versus|frente|respecto|make|hazlo|"
    r"haz que|pon|ponlo|en|in|for|para|from|de|del|with|con|show|ensena|top|los|las|the|which|why|por que|as|como)\b"
)


def plan_followup(
    reading: Reading, context: Context, catalogue: Catalogue, standalone: Plan | None, inner: bool = False
) -> Plan | None:
    """The plan of a message that leans on an earlier one, or None when it stands on its own."""
    if not context.turns:
        return None
    if plan := follow_groups(reading, context):
        return plan
    draft, latest = _last_draft(context), _last_with_steps(context)
    if draft is not None and (plan := revise(reading, *draft, draft[0] is latest)):
        return plan
    last = _last_data(context, _PLURAL.search(reading.folded) is not None)
    if latest is not None and (plan := plan_advised(reading, latest, last[1] if last else None, standalone)):
        return plan
    if last is None:
        return None
    turn, step = last
    if step.tool == "customer_profile" and (other := _BARE_ID.match(reading.text)):
        return make_plan(reading, "profile", [Step("customer_profile", {"customer_id": other[1]})], "profile")
    if (pointed := plan_pointed(reading, context, turn, step)) is not None:
        return pointed
    if (product := _product_named(reading, step, catalogue)) is not None:
        return make_plan(reading, "audience", [product], "audience", turn.plan.readings)
    continues = inner or (turn in context.turns[-3:] and turn.plan.focus == "audience" and not goal_of(reading))
    if plan := refer(reading, turn, step, continues):
        return plan
    if _TAKE_BACK.fullmatch(reading.folded.strip(" .!")) and (plan := take_back(reading, turn, step)):
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


def _last_data(context: Context, several: bool = False) -> tuple[Turn, Step] | None:
    """The last step about data; `them` are the people of the list before, not the one customer looked at since."""
    for turn in reversed(context.turns):
        steps = [s for s in turn.plan.steps if s.tool in _DATA and not (several and s.tool == "customer_profile")]
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


def _leans(reading: Reading, standalone: Plan | None) -> bool:
    """Whether a message says less than a question of its own."""
    length = len(reading.folded.split())
    if length > 14 or reading.customer_id:
        return False
    if standalone is not None and standalone.intent in ("draft", "guidance", "data", "profile", "decline", "clarify"):
        return False
    slots = bool(
        reading.metrics or reading.groups or reading.filters or reading.period or reading.limit or reading.comparison.asked
        or _superlative(reading) or reading.conditions.all or reading.has(*_SLOT_WORDS) or horizon(reading)
        or reading.gloss.goods
    )  # fmt: skip
    if not slots:
        return False
    if reading.continued or (_superlative(reading) and not reading.has("customer", "who")):
        return True
    if _OPENERS.match(reading.folded) and not _complete(reading):
        return True
    return standalone is None or not _complete(reading)


def _superlative(reading: Reading) -> bool:
    """`which one was best?` about the rows of the last split."""
    length = len(reading.folded.split())
    asked = (reading.has("which") and length <= 8) or (length <= 4 and bool(_OPENERS.match(reading.folded)))
    return asked and reading.has("top", "worst", "most", "fewer") and not (reading.groups or reading.period or reading.limit)


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
    stated = reading.has("how_many") and bool(reading.conditions.all) and not reading.metrics and not points(reading)
    if people or stated:
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
