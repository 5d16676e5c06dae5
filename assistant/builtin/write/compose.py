"""Composes the answer's body: each step in its own words, joined, then what it means and what was asked but not yet said."""

from collections.abc import Callable, Mapping, Sequence

from assistant.builtin.plan import Plan, Step
from assistant.builtin.write.economics import acquisition, effect, keeping, tested
from assistant.builtin.write.figures import figures, not_so, parts_of_change
from assistant.builtin.write.found import Found
from assistant.builtin.write.groups import small_groups
from assistant.builtin.write.meaning import so_what
from assistant.builtin.write.people import audience, lifecycle, profile
from assistant.builtin.write.plainly import data_overview, instead_of_figures, smalltalk
from assistant.builtin.write.plays import draft, guidance
from assistant.builtin.write.value import worth
from assistant.builtin.write.visits import visits
from assistant.builtin.write.voice import amount, bullets, interval, label, sentence
from assistant.render.numbers import PLACEHOLDER
from tools.reply import Reply
from tools.terms import Language, Text

__all__ = ["write"]

_MOST_UNSAID = 10
_PEOPLE: Mapping[str, Callable[[Found], str]] = {
    "find_customers": audience,
    "lifecycle": lifecycle,
    "customer_profile": profile,
    "customer_value": worth,
    "find_segments": small_groups,
    "acquisition_cost": acquisition,
    "retention_offer": keeping,
    "campaign_effect": effect,
    "visit_intent": visits,
}
_HEADINGS: Mapping[str, Text] = {
    "query_metrics": Text("The figures", "Las cifras"),
    "find_customers": Text("Who they are", "Quiénes son"),
    "find_segments": Text("Small groups", "Grupos pequeños"),
    "acquisition_cost": Text("What winning a customer may cost", "Cuánto puede costar captar un cliente"),
    "retention_offer": Text("What keeping a customer may cost", "Cuánto puede costar retener a un cliente"),
    "campaign_effect": Text("Against the control group", "Frente al grupo de control"),
    "visit_intent": Text("What visits tell", "Lo que dicen las visitas"),
    "lifecycle": Text("The lifecycle", "El ciclo de vida"),
    "customer_profile": Text("The customer", "El cliente"),
    "customer_value": Text("What they are worth", "Cuánto valen"),
    "search_playbook": Text("What the playbook says", "Qué dice el manual"),
    "draft_campaign": Text("The draft", "El borrador"),
    "describe_data": Text("The data", "Los datos"),
}


def write(plan: Plan, replies: Sequence[Reply], language: Language) -> str:
    """The body of an answer as Markdown, every number as a `{{f12}}` place.

    Args:
        plan: what was asked and how it was read.
        replies: one per step of the plan, in order, with ids in their facts.
        language: of the answer.
    """
    if not replies:
        return smalltalk(plan.intent, language)
    sections = [(step.tool, _section(plan, step, reply, language)) for step, reply in zip(plan.steps, replies, strict=False)]
    body = _joined(sections, plan, language)
    if plan.focus == "drivers" and plan.steps[0].tool == "query_metrics" and not replies[0].insights:
        body = "\n\n".join(filter(None, [body, parts_of_change(Found.of(replies[0], language))]))
    if plan.supposed:
        body = "\n\n".join(filter(None, [not_so(Found.of(replies[0], language), plan.supposed), body]))
    parts = [body, _unsaid(body, replies, language), so_what(plan, replies, language)]
    return "\n\n".join(part for part in parts if part.strip())


def _section(plan: Plan, step: Step, reply: Reply, language: Language) -> str:
    if reply.outcome != "answered" and plan.focus == "drivers" and step is not plan.steps[0]:
        return ""  # no baseline, so nothing that moved
    if reply.outcome != "answered":
        return instead_of_figures(reply, language)
    if step.tool == "search_playbook":
        return guidance(reply, language)
    if step.tool == "draft_campaign":
        return draft(reply, language)
    found = Found.of(reply, language)
    if step.tool == "query_metrics":
        said = figures(found, str(step.arguments.get("order_by") or ""), plan.focus)
    else:
        said = tested(found) if plan.focus == "tests" else _PEOPLE.get(step.tool, _told)(found)
    said_before = (
        ""
        if step.tool in ("describe_data", "saved_segments", "ask_back", "decline") or not reply.message
        else reply.message[language]
    )
    insights = " ".join(sentence(insight[language]) for insight in reply.insights)
    return "\n\n".join(part for part in (said, sentence(said_before), insights) if part.strip())


def _told(found: Found) -> str:
    told = sentence(data_overview(found.reply, found.language))
    facts = [f for f in found.reply.facts if f.headline] or list(found.reply.facts)
    lines = [f"{label(f, found.language)}: **{amount(f, found.language)}**{interval(f, found.language)}" for f in facts[:12]]
    return "\n\n".join(part for part in (told, bullets(lines)) if part)


def _joined(sections: Sequence[tuple[str, str]], plan: Plan, language: Language) -> str:
    said = [(tool, text) for tool, text in sections if text.strip()]
    tools = {tool for tool, _ in said}
    if len(tools) < 2:
        return "\n\n".join(text for _, text in said)
    return "\n\n".join(_headed(tool, text, language) for tool, text in said)


def _headed(tool: str, text: str, language: Language) -> str:
    heading = _HEADINGS.get(tool)
    return f"#### {heading[language]}\n\n{text}" if heading else text


def _unsaid(body: str, replies: Sequence[Reply], language: Language) -> str:
    """Every headline fact is said: what the templates left out follows as a list."""
    said = {match[1] for match in PLACEHOLDER.finditer(body)}
    left = [f for reply in replies for f in reply.facts if f.headline and f.id not in said]
    lines = []
    for fact in left[:_MOST_UNSAID]:
        of = f" ({{{{{fact.id}.of}}}})" if fact.dimensions else ""
        lines.append(f"{label(fact, language)}{of}: **{amount(fact, language)}**{interval(fact, language)}")
    return bullets(lines)
