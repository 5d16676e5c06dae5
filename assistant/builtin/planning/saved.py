"""Plans about saved segments as things: which there are, and forgetting one."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.steps import audience_rule, find, make_plan
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, words
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_saved"]

_LISTED = re.compile(
    r"\b(?:list|show(?: me)?|which|what(?: are)?|my|our|saved|stored|existing|have)\b.*\b(?:segments|audiences|lists)\b|"
    r"\b(?:lista\w*|muestra\w*|ensena\w*|que|cuales|mis|nuestros|nuestras|guardad[oa]s|ver|tengo|tenemos)\b.*"
    r"\b(?:segmentos|audiencias|listas)\b|\b(?:segmentos|audiencias)\b.*\b(?:guardad[oa]s|tengo|tenemos|hay)\b"
)
_ABOUT_PEOPLE = ("rfm", "worth", "most", "top", "worst", "how_much", "grow", "fall", "draft", "advice", "playbook", "by")


def plan_saved(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`list my segments`, `delete VIP France`; a segment that is named and not there is asked about."""
    if (missing := _not_saved(reading, catalogue)) is not None:
        return missing
    named = [f["value"] for f in reading.filters if f["field"] == "segment" and f["op"] in ("=", "!=")]
    if named and len(reading.filters) == 1 and reading.has("discard", "exclude") and len(reading.rest.split()) <= 5:
        step = Step("saved_segments", {"action": "delete", "name": named[0]})
        return make_plan(reading, "data", [step], "data")
    if len(named) == 1 and (plan := _how_many_did(reading)) is not None:
        return plan
    slots = bool(reading.metrics or reading.filters or reading.conditions.all or reading.period or reading.saved_as)
    slots = slots or "rfm_segment" in reading.groups
    if slots or reading.has(*_ABOUT_PEOPLE) or not _LISTED.search(reading.folded) or len(reading.folded.split()) > 10:
        return None
    return make_plan(reading, "data", [Step("saved_segments", {"action": "list"})], "data")


_QUOTED = r"[\"“”«»'‘’]"
_NAMED_SEGMENT = re.compile(
    rf"\b(?:segment|audience|segmento|audiencia)\b(?: (?:saved|guardad[oa]|called|named|llamad[oa]))*:? ?"
    rf"{_QUOTED}([^\"”»]{{2,60}}?){_QUOTED}|"
    rf"(?<!\w){_QUOTED}([^\"”»]{{2,60}}?){_QUOTED} (?:segment|audience)\b",
    re.IGNORECASE,
)
_TITLED_SEGMENT = re.compile(
    rf"\b(?:[Ss]egment|[Aa]udience|[Ss]egmento|[Aa]udiencia)\b(?: (?:saved|guardad[oa]|called|named|llamad[oa]))*:? ?"
    rf"{_QUOTED}?((?:[^\W\d_a-zà-ÿ])[\w-]*(?: [^\W_a-zà-ÿ][\w-]*){{0,4}})"
)
_NOT_SAVED = Text(
    "There is no saved segment called “{name}”. {known}", "No hay ningún segmento guardado que se llame «{name}». {known}"
)
_SAVED_ARE = Text("Those saved are: {names}.", "Los guardados son: {names}.")
_NONE_SAVED = Text("None is saved yet.", "Todavía no hay ninguno guardado.")
_INSTEAD = (
    Text("List my segments", "Lista mis segmentos"),
    Text("How many customers are in each stage?", "¿Cuántos clientes hay en cada etapa?"),
)


def _not_saved(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how many are in my saved segment "Rodeo VIPs"?`, where nothing was saved under that name."""
    named = _NAMED_SEGMENT.search(reading.text)
    drafted = _TITLED_SEGMENT.search(reading.text) if reading.has("draft") else None
    if drafted is not None and {word.text for word in words(drafted[1])} & set(reading.gloss.unknown):
        named = drafted
    if named is None:
        return None
    if reading.saved_as or reading.has("save"):
        return None
    name = next(group for group in named.groups() if group).strip()
    if fold(name) in {fold(known) for known in catalogue.segments}:
        return None
    if any(c.get("field") == "rfm_segment" and c.get("value") == fold(name) for c in reading.conditions.all):
        return None  # a group that RFM makes
    listed = Text.same(", ".join(catalogue.segments))
    question = _NOT_SAVED.format(name=name, known=_SAVED_ARE.format(names=listed) if catalogue.segments else _NONE_SAVED)
    return ask_back(reading, question[reading.language], [option[reading.language] for option in _INSTEAD])


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
