"""Several states, permissions and channels that one question names: any of the states, one permission without another."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.steps import find, make_plan
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["plan_permissions"]

_CHANNELS = ("email", "sms", "whatsapp", "push")
_BY_CHANNEL = frozenset(("acquisition_channel", "sales_channel", "channel"))


def plan_permissions(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how many have opted in on each channel`: a permission is of a channel of messages, not of one that people came by."""
    consents = [c for c in reading.conditions.all if str(c.get("field")).startswith("consent_")]
    grouped = reading.groups and set(reading.groups) <= _BY_CHANNEL and not _CAME_BY.search(reading.folded)
    if (
        len(consents) != 1
        or not grouped
        or reading.has("draft", "campaign", "playbook")
        or reading.metrics not in ([], ["customers"])
    ):
        return None
    fields = {term.id for term in catalogue.fields}
    others = [c for c in reading.conditions.all if c is not consents[0]]
    others += [dict(f) for f in reading.filters if f["field"] not in _BY_CHANNEL]
    steps = [
        find({"all": [{**consents[0], "field": f"consent_{channel}"}, *others]})
        for channel in _CHANNELS
        if f"consent_{channel}" in fields
    ]
    return make_plan(reading, "audience", steps, "audience") if steps else None


_CAME_BY = re.compile(
    r"\b(?:acqui\w+|came|come|sales|selling|bought|captacion|adquisicion|venta|ventas|compr\w+|origin|source)\b"
)
