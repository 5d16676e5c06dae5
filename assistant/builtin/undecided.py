"""What to do where the grammar alone does not decide: the trained head speaks, or vetoes a thin reading."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.actions import declined
from assistant.builtin.planning.goals import stage_of
from assistant.builtin.planning.people import customer_order
from assistant.builtin.planning.performing import plan_performance
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.steps import audience_rule, find, make_plan, query, readable, without_empty
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["off_topic", "plan_by_intent", "veto"]

_OFF = ("none", "refuse")
SURE = 0.55
VETO_FROM = 0.25
VETO_SLOPE = 0.65
VETO_SHOP = 0.97
VETO_STRANGE = 0.9
VETO_FOREIGN = 0.8
_STRANGE, _FOREIGN = 2, 5
_SOME = 0.25
_MOSTLY = 0.6


_HOW_TO_MAKE = re.compile(r"(?:(?:how|draft|make|to|of|in|,|~\w+) ?)+")


def off_topic(scores: Mapping[str, float]) -> bool:
    """Whether the head holds a message with words that nothing here knows for one about something else."""
    return sum(scores.get(name, 0.0) for name in _OFF) >= SURE


def veto(plan: Plan, reading: Reading, scores: Mapping[str, float]) -> bool:
    """Whether the head holds a thinly read message for off-topic or hostile."""
    off = sum(scores.get(name, 0.0) for name in _OFF)
    if plan.intent in ("profile", "decline", "clarify", "groups", "moves", "economics"):
        return False
    if plan.intent == "guidance" and reading.has("playbook") and reading.coverage > _MOSTLY:
        return False
    bar = VETO_FROM + VETO_SLOPE * reading.coverage
    if _about_the_shop(reading) and scores.get("refuse", 0.0) < SURE:
        strange = sum(len(stray.words) for stray in reading.strays if not stray.plain)
        least = VETO_SHOP if strange < _STRANGE else VETO_STRANGE if strange < _FOREIGN else VETO_FOREIGN
        return off > max(bar, least)
    if reading.metrics or reading.conditions.all:
        bar += 0.15
    elif plan.intent in ("metric", "audience", "guidance", "draft"):
        bar -= 0.1
    return off > bar


def _about_the_shop(reading: Reading) -> bool:
    """Whether something of the shop was recognised: a measure, a group, a value, a condition or its customers and sales."""
    slots = reading.metrics or reading.groups or reading.filters or reading.conditions.all
    return bool(slots) or reading.has("customer", "buy", "sell", "spend", "worth")


def plan_by_intent(reading: Reading, catalogue: Catalogue, scores: Mapping[str, float], thin: Plan | None) -> Plan | None:
    """A plan from the likeliest intent, where it is likely enough; None is out of scope."""
    if not scores:
        return thin
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    name, probability = ranked[0]
    if name == "refuse" and probability >= SURE:
        return declined(reading, "not_allowed", "system")
    if name in _OFF or sum(scores.get(n, 0.0) for n in _OFF) > 0.5:
        return None
    if probability < SURE:
        return _between(reading, ranked[0][0], ranked[1][0]) if probability + ranked[1][1] > 0.7 else None
    return _likely(reading, catalogue, name, probability)


def _likely(reading: Reading, catalogue: Catalogue, name: str, probability: float) -> Plan | None:
    if name == "metric" and reading.gloss.unknown:
        return None
    if name == "metric":
        if reading.filters or reading.period or reading.groups:
            step = query(["revenue"], reading.period, reading.comparison.compare_to, reading.groups, reading.filters)
            note = Text("I took revenue as what you ask about", "Tomé los ingresos como lo que preguntas")
            return make_plan(reading, "metric", [step], "value", [note], probability)
        reading.line += " performance"
        return plan_performance(reading, catalogue)
    if name == "lifecycle":
        return make_plan(reading, name, [Step("lifecycle", without_empty({"since": reading.period}))], name, (), probability)
    if name == "worth":
        return make_plan(
            reading, name, [Step("customer_value", without_empty({"rule": audience_rule(reading)}))], name, (), probability
        )
    if name == "guidance" and reading.gloss.unknown and _HOW_TO_MAKE.fullmatch(reading.line):
        return None  # `how do you make good arepas`
    if name == "guidance" and not (_about_the_shop(reading) or reading.coverage > _SOME or reading.has("playbook", "advice")):
        return None  # `receta de pastel de zanahoria`
    if name == "guidance":
        arguments = {"query": readable(reading.text)[:300], "stage": stage_of(reading)}
        return make_plan(reading, name, [Step("search_playbook", without_empty(arguments))], name, (), probability)
    if name == "data":
        return make_plan(reading, name, [Step("describe_data", {"topic": "overview"})], name, (), probability)
    if name == "audience":
        return make_plan(
            reading, name, [find(audience_rule(reading), customer_order(reading), reading.limit)], name, (), probability
        )
    if name == "action":
        return declined(reading, "needs_approval", "outside")
    if name == "smalltalk":
        return Plan(reading.language, "help", (), "smalltalk", (), probability)
    return None


_OPTIONS = {
    "metric": Text("Revenue this month against last month", "Ingresos de este mes frente al mes pasado"),
    "audience": Text("Who are our best customers?", "¿Quiénes son nuestros mejores clientes?"),
    "lifecycle": Text("How many customers are in each stage?", "¿Cuántos clientes hay en cada etapa?"),
    "worth": Text("What is a customer worth over 12 months?", "¿Cuánto vale un cliente a 12 meses?"),
    "guidance": Text(
        "What does the playbook say about winning back customers?", "¿Qué dice el manual sobre recuperar clientes?"
    ),
    "draft": Text("Draft a win-back email for lapsed customers", "Redacta un correo de recuperación para clientes inactivos"),
    "data": Text("What data do we have?", "¿Qué datos tenemos?"),
    "why": Text("Why did revenue change last month?", "¿Por qué cambiaron los ingresos el mes pasado?"),
}


def _between(reading: Reading, first: str, second: str) -> Plan | None:
    options = [_OPTIONS[name][reading.language] for name in (first, second) if name in _OPTIONS]
    if len(options) < 2:
        return None
    question = Text(
        "I am not sure what you mean. Is it one of these?", "No estoy seguro de qué quieres decir. ¿Es alguna de estas?"
    )
    return replace(ask_back(reading, question[reading.language], options), focus="unread")
