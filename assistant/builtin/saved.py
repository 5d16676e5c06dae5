"""Plans about saved segments as things: which there are, and forgetting one."""

import re

from assistant.builtin.plan import Plan, Step
from assistant.builtin.reading import Reading
from assistant.builtin.steps import audience_rule, find, make_plan
from tools.vocabulary import Catalogue

__all__ = ["plan_saved"]

_LISTED = re.compile(
    r"\b(?:list|show(?: me)?|which|what(?: are)?|my|our|saved|stored|existing|have)\b.*\b(?:segments|audiences|lists)\b|"
    r"\b(?:lista\w*|muestra\w*|ensena\w*|que|cuales|mis|nuestros|nuestras|guardad[oa]s|ver|tengo|tenemos)\b.*"
    r"\b(?:segmentos|audiencias|listas)\b|\b(?:segmentos|audiencias)\b.*\b(?:guardad[oa]s|tengo|tenemos|hay)\b"
)
_ABOUT_PEOPLE = ("rfm", "worth", "most", "top", "worst", "how_much", "grow", "fall", "draft", "advice", "playbook", "by")


def plan_saved(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`list my segments`, `delete VIP France`."""
    named = [f["value"] for f in reading.filters if f["field"] == "segment" and f["op"] in ("=", "!=")]
    if named and len(reading.filters) == 1 and reading.has("discard", "exclude") and len(reading.rest.split()) <= 5:
        step = Step("saved_segments", {"action": "delete", "name": named[0]})
        return make_plan(reading, "data", [step], "data")
    if len(named) == 1 and (plan := _how_many_did(reading)) is not None:
        return plan
    slots = reading.metrics or reading.filters or reading.conditions.all or reading.period or reading.saved_as
    if slots or reading.has(*_ABOUT_PEOPLE) or not _LISTED.search(reading.folded) or len(reading.folded.split()) > 10:
        return None
    return make_plan(reading, "data", [Step("saved_segments", {"action": "list"})], "data")


def _how_many_did(reading: Reading) -> Plan | None:
    """`how many of VIP France ordered in June` counts people, not orders."""
    asked = re.search(
        r"(?<!\S)(?:how_many|who)(?: (?:of|in|from|the|among))* @v\d+(?: \S+)*? (not )?(?:buy|@m\d+)(?!\S)", reading.line
    )
    if asked is None or reading.conditions.all or reading.metrics not in ([], ["orders"]):
        return None
    ordered = {
        "did": "ordered",
        **({"negated": True} if asked[1] else {}),
        **({"period": reading.period} if reading.period else {}),
    }
    return make_plan(reading, "audience", [find(audience_rule(reading, [ordered]))], "audience")
