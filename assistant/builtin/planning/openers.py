"""A question back about people who opened a message: opens are kept of messages and not of people, clicks of both."""

from assistant.builtin.plan import Plan
from assistant.builtin.planning.campaigns import drafts
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_openers"]

_CANNOT = Text(
    "Opens are not kept per person (mail programs open by themselves), so I cannot list who opened or who did not. "
    "Do you mean those who clicked?",
    "Las aperturas no se guardan por persona (los programas de correo abren solos), así que no puedo listar quién abrió ni "
    "quién no. ¿Te refieres a quienes hicieron clic?",
)
_CLICKED = Text("Which customers clicked {of}?", "¿Qué clientes hicieron clic en {of}?")
_CAMPAIGN = Text("the campaign {name}", "la campaña {name}")
_ANY = Text("on a campaign in the last 90 days", "una campaña en los últimos 90 días")
_RATE = Text("What was the open rate{of}?", "¿Cuál fue la tasa de apertura{of}?")
_OF = Text(" of {name}", " de {name}")


def plan_openers(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`who opened it but did not click`, `customers who have not opened any e-mail`: told plainly, and the clickers offered."""
    people = reading.has("customer", "who", "everyone", "contact", "them")
    listed = not reading.has("how_many") or reading.has("not", "exclude", "click_mail") or reading.conditions.all
    if not (reading.has("open_mail") and people and listed) or reading.has("share", "by", "compare") or drafts(reading):
        return None
    named = next((f["value"] for f in reading.filters if f["field"] == "campaign" and f["op"] == "="), None)
    of = _CAMPAIGN.format(name=Text.same(named)) if named else _ANY
    options = [_CLICKED.format(of=of), _RATE.format(of=_OF.format(name=Text.same(named)) if named else Text("", ""))]
    return ask_back(reading, _CANNOT[reading.language], [option[reading.language] for option in options])
