"""A brief with no draft to change: `make it an SMS`, `ahora en sms y en inglés`, of the people of the last list, or of whom?"""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Turn
from assistant.builtin.planning.briefs import channel_of, language_named, style_of
from assistant.builtin.planning.campaigns import draft_step
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.steps import make_plan
from assistant.builtin.reading.reading import Reading
from tools.terms import CHANNELS, Channel, Language, Text

__all__ = ["plan_without_draft"]

_BRIEF = re.compile(
    r"(?:(?:hold|show|draft|it|in|by|with|as|for|and|or|,|of|to|then|the_draft|"
    r"@v\d+|channel_\w+|copy_\w+|in_language_\w+|~\w+l[oa]) ?)+"
)
_TURNED = re.compile(r"\b(?:make|turn|do|write|send) (?:it|that|this)\b|\b(?:haz|pon|pas|escrib|redact|convi\w+)\w*l[oa]\b")
_CALLED = {
    "email": Text("an email", "un email"), "sms": Text("an SMS", "un SMS"), "whatsapp": Text("a WhatsApp", "un WhatsApp"),
    "push": Text("a push notification", "una notificación push"),
    "post": Text("a letter by post", "una carta por correo postal"),
}  # fmt: skip


def plan_without_draft(reading: Reading, turn: Turn | None) -> Plan | None:
    """The draft for the people of the turn before, where it listed some, else the question for whom it is meant.

    Args:
        turn: the last turn that looked something up.
    """
    others = [f for f in reading.filters if f["field"] not in ("channel", "acquisition_channel") or f["value"] not in CHANNELS]
    if not _BRIEF.fullmatch(reading.line.strip()) or others or reading.period:
        return None
    if turn is not None and turn.plan.steps[-1].tool == "search_playbook" and reading.has("draft"):
        return None  # the play that was advised
    channel, language, style = _channel(reading), language_named(reading), style_of(reading)
    if not (style or (channel and (language or _TURNED.search(reading.folded)))):
        return None
    people = next((s for s in turn.plan.steps if s.tool == "find_customers"), None) if turn else None
    if people is not None and people.arguments.get("rule") and channel:
        step = draft_step(reading, dict(people.arguments["rule"]))
        return make_plan(reading, "draft", [step], "draft", turn.plan.readings if turn else ())
    return _for_whom(reading, channel or "email", language or reading.language)


def _channel(reading: Reading) -> Channel | None:
    said = [f["value"] for f in reading.filters]
    return channel_of(reading) or next((c for c in CHANNELS if c in said), None)


def _for_whom(reading: Reading, channel: Channel, language: Language) -> Plan:
    called = _CALLED.get(channel, Text("a campaign", "una campaña"))
    asked = Text(
        "There is no draft here to change yet. For whom shall I write it?",
        "Aquí aún no hay ningún borrador que cambiar. ¿Para quién lo escribo?",
    )
    tongue = Text(" in English", " en inglés") if language == "en" else Text(" in Spanish", " en español")
    short = Text(", shorter", ", más corto") if style_of(reading) == "short" else Text.same("")
    options = [
        Text(f"Draft {called.en}{tongue.en} for {en}{short.en}", f"Redacta {called.es}{tongue.es} para {es}{short.es}")
        for en, es in (("customers at risk", "clientes en riesgo"), ("one-time buyers", "clientes de un solo pedido"))
    ]
    return ask_back(reading, asked[reading.language], [option[reading.language] for option in options])
