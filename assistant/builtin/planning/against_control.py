"""Plans for what campaigns added against their control groups: one campaign by its own, else the tests of keeping together."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.briefs import control_of
from assistant.builtin.planning.results import campaign_figures
from assistant.builtin.planning.steps import decline, make_plan
from assistant.builtin.reading.reading import Reading
from assistant.builtin.wording import reason
from assistant.builtin.words.sendings import named_campaigns, words_of_names
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["as_figures", "plan_against_control", "plan_effect", "plan_its_control"]

_CONTROL = re.compile(
    r"\b(?:control(?: groups?)?|hold-?outs?|held (?:out|back)|untreated|treated|(?:grupos? de )?control|tratad[oa]s|"
    r"incremental\w*|uplift|lift)\b"
)
_ADDED = re.compile(
    r"\bwhat (?:did|has|have) .{2,60}\b(?:add|added|contribute|contributed)\b|"
    r"\bque (?:nos )?(?:aporto|ha aportado|anadio|sumo)\b|"
    r"\b(?:extra|additional|added|adicional(?:es)?)\b.{0,40}\b(?:did|has|have|bring|brought|make|made|earn\w*|generat\w+|"
    r"trajo|trajeron|hizo|gener\w+|dejo|dejaron|aport\w+|dio)\b|"
    r"\b(?:did|has|have|bring|brought|make|made|earn\w*|generat\w+|trajo|trajeron|hizo|gener\w+|dejo|dejaron|aport\w+|dio)\b"
    r".{0,40}\b(?:extra|on top|de mas|adicional(?:es)?)\b"
)
_REALLY = re.compile(r"\b(?:really|truly|actually|genuinely|de verdad|realmente|en realidad|de veras|verdaderamente)\b")
_TOGETHER = Text(
    "I take the campaigns of keeping and winning back together; name one and I set it against its own control group",
    "Tomo juntas las campañas de retención y recuperación; nombra una y la comparo con su propio grupo de control",
)

_EVERYBODY = Text(
    "I take everybody who was assigned to the campaign, without the other conditions",
    "Tomo a todas las personas asignadas a la campaña, sin las demás condiciones",
)
_SET_ASIDE = re.compile(r"\b(?:with|con)(?: an?| un)?(?: random\w*)? (?:control|hold-?out|grupos? de control)\b")
_OTHER_REQUESTS = ("worked", "performance", "how_many", "how_much", "show", "draft", "advice", "playbook")
_FEW_WORDS = 6
_OF_ITS_NAME = ("campaign", "category", "product", "channel", "sales_channel")


def plan_effect(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`did the Tea week beat its control group?`, `what did the Tea week add?`: a campaign that is named, against its own."""
    named = named_campaigns(reading.folded, catalogue)
    asked = _asked(reading, len(named) == 1) or (len(named) == 1 and _assigned(catalogue) and _really_worked(reading))
    if not named or not asked or _sets_aside(reading):
        return None
    return _effect(reading, named[0], catalogue) if len(named) == 1 and _assigned(catalogue) else _together(reading, catalogue)


def plan_against_control(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what did our campaigns add against the control group?`: what the tests of keeping customers found."""
    of_campaigns = reading.has("campaign") or "campaign" in reading.groups
    if not of_campaigns or not _asked(reading, False) or reading.has("customer_id"):
        return None
    return _together(reading, catalogue)


def _together(reading: Reading, catalogue: Catalogue) -> Plan:
    if _assigned(catalogue):
        return make_plan(reading, "economics", [Step("retention_offer", {})], "tests", [_TOGETHER])
    step = decline("no_data", reason("no_control_group")[reading.language], ["control groups"])
    return make_plan(reading, "decline", [step], "decline")


def _assigned(catalogue: Catalogue) -> bool:
    """Whether it is known who was to get what."""
    return "touches" in catalogue.tables


def plan_its_control(reading: Reading, turn: Turn, catalogue: Catalogue) -> Plan | None:
    """`did it sell more than its control group?` after figures of one campaign; `and the Tea week?` after such an answer."""
    spoken, named = _spoken_of(turn.plan), named_campaigns(reading.folded, catalogue)
    if spoken is None or len(named) > 1 or not _assigned(catalogue):
        return None
    if _asked(reading, True) and (named or not reading.filters):
        return _effect(reading, named[0] if named else spoken, catalogue)
    another = named and turn.plan.focus == "effect" and not (reading.metrics or reading.has(*_OTHER_REQUESTS))
    return _effect(reading, named[0], catalogue) if another and (reading.continued or _is_short(reading)) else None


def as_figures(step: Step, catalogue: Catalogue) -> Step:
    """What a campaign brought, where its effect was asked for: what `and its click rate?` then changes."""
    if step.tool != "campaign_effect":
        return step
    return campaign_figures([step.arguments["campaign"]], catalogue)


def _spoken_of(plan: Plan) -> str | None:
    """The one campaign that the steps of a plan are about."""
    filters = [f for step in plan.steps for f in step.arguments.get("filters", ()) if f.get("field") == "campaign"]
    found = {str(f["value"]) for f in filters if f["op"] == "="}
    found |= {str(step.arguments["campaign"]) for step in plan.steps if step.tool == "campaign_effect"}
    return next(iter(found)) if len(found) == 1 else None


def _asked(reading: Reading, of_one: bool) -> bool:
    """Whether the words ask what was added; without `control` only where it is clear by which campaign."""
    asked = _CONTROL.search(reading.folded) or reading.has("control_group") or (of_one and _ADDED.search(reading.folded))
    return bool(asked) and not reading.has("draft", "test_it", "playbook", "advice")


def _really_worked(reading: Reading) -> bool:
    """`did the Tea week really work?`: more than what would have come without it."""
    asked = reading.has("worked") and bool(_REALLY.search(reading.folded))
    return asked and not (reading.metrics or reading.has("draft", "test_it", "playbook", "advice", "how", "top", "worst"))


def _sets_aside(reading: Reading) -> bool:
    """`an email for the Tea week with a control group`: one that is yet to be sent."""
    judged = reading.has("compare", "worked", "more_than", "grow", "performance")
    return control_of(reading) is not None or (_SET_ASIDE.search(reading.folded) is not None and not judged)


def _is_short(reading: Reading) -> bool:
    return len(reading.folded.split()) <= _FEW_WORDS


def _effect(reading: Reading, campaign: str, catalogue: Catalogue) -> Plan:
    """The call, with a word on what of the question it leaves out."""
    said = words_of_names([campaign], catalogue)
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in said]
    limited = reading.conditions.all or any(f["field"] not in _OF_ITS_NAME for f in reading.filters)
    notes = [_EVERYBODY] if limited else []
    return make_plan(reading, "economics", [Step("campaign_effect", {"campaign": campaign})], "effect", notes)
