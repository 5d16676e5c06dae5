"""What a result means for a marketer, marked as interpretation: no number, no cause, the playbook's passage if any."""

from collections.abc import Sequence, Set

from assistant.builtin.plan import Plan
from assistant.builtin.write.found import Found, as_number
from assistant.render.escape import escape
from assistant.render.texts import phrase
from tools.reply import Citation, Reply
from tools.terms import Language, Text

__all__ = ["so_what"]

_MAJORITY = 0.5
_WELL_BEYOND = 0.1
_REMARKS: dict[str, Text] = {
    "concentrated": Text(
        "one group carries most of the result, so what happens there decides the total; look at it before the rest.",
        "un solo grupo sostiene la mayor parte del resultado: lo que pase ahí decide el total, así que míralo primero.",
    ),
    "down": Text(
        "the fall is large enough to look into; split it by new and returning customers and by country before acting.",
        "la caída merece una revisión; desglósala por clientes nuevos y recurrentes, y por país o categoría, antes de actuar.",
    ),
    "down_there": Text(
        "the fall is large enough to look into; split it by new and returning customers and by category before acting.",
        "la caída merece una revisión; desglósala por clientes nuevos y recurrentes, y por categoría, antes de actuar.",
    ),
    "up": Text(
        "find out whether it comes from more customers or larger baskets before putting more money behind it.",
        "antes de invertir más, conviene ver si viene de más clientes o de cestas mayores.",
    ),
    "reach_unknown": Text(
        "without consent data I cannot say how many may be contacted: import consents before planning a send.",
        "sin datos de consentimiento no puedo decir a cuántos se puede contactar: impórtalos antes de planear un envío.",
    ),
    "contact": Text(
        "the sensible next step is a small campaign to those who can be reached, with a control group to see whether it works.",
        "lo sensato es una campaña pequeña a quienes se puede contactar, con un grupo de control para ver si funciona.",
    ),
    "first_orders": Text(
        "the largest group has bought once: the second order is where most of the base can still be won.",
        "el grupo mayor ha comprado una vez: el segundo pedido es donde aún se puede ganar a la mayor parte de la base.",
    ),
}


def so_what(plan: Plan, replies: Sequence[Reply], language: Language) -> str:
    """One remark that follows from the facts, with the passage that supports it; empty where nothing does."""
    answered = [reply for reply in replies if reply.outcome == "answered"]
    tools = {step.tool for step in plan.steps}
    if not answered or tools & {"ask_back", "decline", "describe_data", "draft_campaign", "customer_profile"}:
        return ""
    remark = next((r for reply in answered if (r := _remark(Found.of(reply, language), plan))), None)
    if remark is None:
        return ""
    cited = next((c for reply in answered for c in reply.citations), None)
    return f"**{phrase('so_what', language)}:** {remark[language]}{_supported(cited, language)}"


def _remark(found: Found, plan: Plan) -> Text | None:
    if any(fact.metric in ("matched_customers", "matched") for fact in found.reply.facts):
        return _of_audience(found)
    if found.over_time:
        return None
    if found.dimensions == ("stage",):
        return _of_stages(found)
    shares = [as_number(fact) for row in found.rows[:1] for (_, role), fact in row.facts.items() if role == "share"]
    if found.rows and not str(plan.steps[0].arguments.get("order_by") or "-").startswith("-"):
        return None
    if shares and max(shares) > _MAJORITY and len(found.rows) > 1:
        return _REMARKS["concentrated"]
    return _of_change(found, {condition["field"] for condition in plan.steps[0].arguments.get("filters", ())})


def _of_change(found: Found, filtered: Set[str]) -> Text | None:
    change = found.single(role="change_rate")
    if (
        change is None
        or abs(as_number(change)) < _WELL_BEYOND
        or change.metric not in ("revenue", "orders", "net_revenue", "customers")
    ):
        return None
    down = "down_there" if "country" in filtered else "down"
    return _REMARKS["up" if as_number(change) > 0 else down]


def _of_audience(found: Found) -> Text | None:
    matched = next(f for f in found.reply.facts if f.metric in ("matched_customers", "matched"))
    if as_number(matched) == 0 or not matched.headline:
        return None
    reach = next((f for f in found.reply.facts if f.metric in ("reachable_customers", "reachable")), None)
    return _REMARKS["contact"] if reach is not None else _REMARKS["reach_unknown"]


def _of_stages(found: Found) -> Text | None:
    sized = [
        (as_number(f), row)
        for row in found.rows
        for (_, role), f in row.facts.items()
        if role in ("value", "count") and f.unit == "customers"
    ]
    largest = max(sized, key=lambda pair: pair[0], default=None)
    if largest is not None and largest[1].key.get("stage") == "conversion":
        return _REMARKS["first_orders"]
    return None


def _supported(citation: Citation | None, language: Language) -> str:
    if citation is None:
        return ""
    words = Text(" See the play “{title}”.", " Véase la jugada «{title}».")
    return words[language].format(title=escape(citation.title))
