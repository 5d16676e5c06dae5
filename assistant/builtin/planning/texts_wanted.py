"""A campaign asked for by its text alone: `SMS: loyal customers, early access`, `I need an email that brings them back`."""

from assistant.builtin import patterns as re
from assistant.builtin.planning.briefs import channel_of
from assistant.builtin.planning.goals import goal_of
from assistant.builtin.reading.reading import Reading
from tools.terms import CHANNELS

__all__ = ["text_wanted"]

_CHANNEL = "|".join(f"channel_{c}" for c in CHANNELS)
_HEADED = re.compile(
    rf"(?:(?:{_CHANNEL}|campaign|the_draft|~copy)(?: of)* ){{1,3}}(?:, )?(?:(?:for|to|of|in) )*(?:customer|who|"
    rf"everyone|@[sv]\d+)(?!\S)"
)
_GOAL_AHEAD = re.compile(rf"(?:~\S+ |win_back |with_offer ){{1,4}}(?:of )?(?:{_CHANNEL})(?: campaign)? , ")
_TEXT = r"(?:e-?mails?|mails?|correos?|sms|texts?|text messages?|messages?|mensajes?|whatsapps?|push|notificacion)"
_NEEDED = re.compile(
    r"\b(?:need|want|after|necesit\w+|quier\w+|quisiera|busco|hace falta|me falta)\b[^.?!]{0,25}?"
    r"\b(?:an?|some|un|una|algun|the text (?:of|for) (?:an?|the)|el texto (?:de|para) (?:un|una|el))\b"
    rf" (?:\w+[ -]){{0,4}}?{_TEXT}\b(?:,? \w+){{0,3}}?,? (?:that|to|which|que|para|asking|inviting|offering|requesting|telling|"
    r"wishing|thanking|congratulating|announcing|reminding|welcoming|deseando\w*|felicitando\w*|agradeciendo\w*|anunciando\w*|"
    r"recordando\w*|pidiendo\w*|invitando\w*|ofreciendo\w*|written|escrito|con)\b"
)
_ASKS = (
    "how_many",
    "how_much",
    "why",
    "trend",
    "compare",
    "performance",
    "worked",
    "playbook",
    "advice",
    "consented",
    "export_it",
)


def text_wanted(reading: Reading) -> bool:
    """Whether a text for some people is named or said to be needed, with no verb for its writing."""
    whom = bool(reading.conditions.all or reading.filters)
    if not whom or reading.metrics or reading.period or reading.has(*_ASKS):
        return False
    if _NEEDED.search(reading.folded):
        return True
    if channel_of(reading) is None or "?" in reading.text or reading.has("who", "which", "show"):
        return False
    more = bool(reading.gloss.unknown) or goal_of(reading) is not None
    headed = more and _HEADED.match(reading.line) is not None and " , " in reading.line
    return headed or (goal_of(reading) is not None and _GOAL_AHEAD.match(reading.line) is not None)
