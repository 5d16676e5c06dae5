"""A filter that a message lifts by speaking of the whole: `every plan together`, `not just France`, `sin filtrar por país`."""

from collections.abc import Mapping
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.as_read import take_as_read
from assistant.builtin.followups.lifting import asked_again
from assistant.builtin.followups.shifting import move_period
from assistant.builtin.followups.widening import CHANNELS
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.steps import without_empty
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold

__all__ = ["let_all_in"]

_LONGEST = 16
_CALLED: Mapping[str, str] = {
    "country": r"(?:countr(?:y|ies)|markets?|pais(?:es)?|mercados?)",
    "city": r"(?:cit(?:y|ies)|towns?|ciudad(?:es)?)",
    "plan": r"(?:plans?|tiers?|planes?)",
    "category": r"(?:categor(?:y|ies)|categorias?)",
    "product": r"(?:products?|items?|productos?|articulos?)",
    "campaign": r"(?:campaigns?|mailings?|campanas?)",
    "coupon": r"(?:coupons?|codes?|cupon(?:es)?|codigos?)",
    **dict.fromkeys(CHANNELS, r"(?:channels?|canal(?:es)?)"),
}
_EVERY = (
    r"(?:all|every|any|across|whatever|whichever|regardless of|irrespective of|no matter(?: the| which| what)?|todos?|todas?|"
    r"cualquier(?:a)?|sea cual sea|sin importar|da igual|independientemente de|juntando|juntas?|sumando|sumas?|total de|"
    r"conjunto de|conjunta de|cada uno de)"
)
_ARTICLES = r"(?:(?:of|the|our|its|de|del|los|las|el|la|nuestros|nuestras|todos|todas|all) )*"
_NOT_TOLD = r"(?:sin (?:distinguir|filtrar|separar|mirar|diferenciar|tener en cuenta|restriccion(?:es)? de|limite de|contar))"
_NO_FILTER = (
    r"(?:without|no|drop|remove|forget|lose|lift|clear|skip|take off|sin|quita(?:le|r)?|saca(?:le|r)?|borra(?:le)?|"
    r"olvida(?:te)?|elimina(?:r)?)"
)
_FILTER = r"(?:filters?|restrictions?|limits?|filtros?|restriccion(?:es)?|condicion(?:es)?)"
_LOT = r"(?:all|every\w*|everything|the lot|whole|total|overall|tod[oa]s?|general|conjunto|each|otr[oa]s)"
_NOT_JUST = r"(?:not (?:just|only|solely)|no (?:solo|solamente|nada mas|unicamente|solo la|solo el))"
_TOGETHER = r"(?:together|combined|included|taking|taken|counting|singled|at once|alike|sin distinguir|distinto)"
_SPLIT = re.compile(r"\b(?:by|per|each|split|broken|break|for each|por cada|cada|desglos\w+|dividid\w+|divide\w*|separad\w+)\b")

_SHOWN = re.compile(r"\b(?:show|list|see|give me|muestra\w*|lista\w*|ver|ensena\w*) (?:me )?(?:every|each|all|tod[oa]s)\b")


def let_all_in(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last step without the filter that the message opens to all of its kind; None where it opens none."""
    if step.tool not in ("query_metrics", "find_customers") or len(reading.folded.split()) > _LONGEST:
        return None
    asked = step.arguments.get("metrics")
    other = bool(reading.metrics and asked and list(reading.metrics) != list(asked))
    if reading.comparison.asked or (other and not re.search(rf"\b{_FILTER}\b", reading.folded)):
        return None
    conditions = [*step.arguments.get("filters", ()), *step.arguments.get("rule", {}).get("all", ())]
    held = {str(c["field"]): c for c in conditions if c.get("op") in ("=", "in") and c.get("field") in _CALLED}
    said = dict.fromkeys((reading.folded, reading.spelt or reading.folded))  # as written, and with typos put right
    gone = {field for field, c in held.items() if any(_opened(reading, text, field, c) for text in said)}
    if not gone:
        return None
    called = "|".join(_CALLED[field] for field in gone)
    take_as_read(
        reading, *(rf"\b{part}\b" for part in (_EVERY, _NOT_TOLD, _NO_FILTER, _FILTER, _NOT_JUST, _LOT, _TOGETHER, called))
    )
    return asked_again(reading, turn, Step(step.tool, _without(reading, step, gone)))


def _opened(reading: Reading, folded: str, field: str, condition: Mapping[str, Any]) -> bool:
    called = _CALLED[field]
    own, others = _written(reading, field, condition)
    if others and not own:
        return False  # another one is named
    name = "|".join([called, *(re.escape(word) for word in own)])
    if re.search(rf"\b{_NOT_JUST} (?:\w+ ){{0,3}}?(?:{name})\b", folded):
        return bool(re.search(rf"\b{_LOT}\b", folded)) or len(folded.split()) <= 5
    if re.search(rf"\b{_NO_FILTER} (?:\w+ ){{0,3}}?(?:{name}) {_FILTER}\b", folded) or re.search(
        rf"\b{_NO_FILTER}\b.*\b{_FILTER} (?:of|on|for|de|por|en) (?:(?:the|la|el|los) )?(?:{name})\b", folded
    ):
        return True
    if re.search(rf"\b{_NOT_TOLD} (?:(?:por|el|la|que|cual|entre) )*{_ARTICLES}{called}\b", folded):
        return True
    if re.search(rf"\b{_NO_FILTER} (?:the|el|la) {called}\b", folded) and re.search(rf"\b{_LOT}\b", folded):
        return True
    if _SPLIT.search(folded) or own or (_SHOWN.search(folded) and not re.search(rf"\b{_LOT}\b", _SHOWN.sub("", folded))):
        return False
    return bool(
        re.search(rf"\b{_EVERY} {_ARTICLES}{called}\b", folded)
        or re.search(rf"\b{called} (?:is|are|se|sea|que sea|it is|included|in it|together|combined|junt[oa]s)\b", folded)
        or re.search(rf"\bno {called}(?: (?:is|are|restriction|filter))?\b", folded)
    )


def _written(reading: Reading, field: str, condition: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The names of its kind in the message, as written: those that the condition holds, and others."""
    held = condition["value"] if isinstance(condition["value"], list) else [condition["value"]]
    wanted = {str(value).lower() for value in held}
    own: list[str] = []
    others: list[str] = []
    for name, entry in reading.gloss.table.items():
        if entry.kind == "value" and entry.of in (field, *_kin(field)):
            words = " ".join(fold(mark.raw) for mark in reading.gloss.marks if mark.meaning == name)
            (own if entry.id.lower() in wanted else others).extend([words] if words else [])
    return own, others


def _kin(field: str) -> tuple[str, ...]:
    return CHANNELS if field in CHANNELS else ()


def _without(reading: Reading, step: Step, gone: set[str]) -> dict[str, Any]:
    arguments = dict(step.arguments)
    if "rule" in arguments:
        kept = [c for c in arguments["rule"].get("all", ()) if c.get("field") not in gone]
        return {**arguments, "rule": {"all": kept} if kept else {}}
    arguments["filters"] = [f for f in arguments.get("filters", ()) if f["field"] not in gone]
    if set(arguments.get("group_by", ())) <= gone:
        arguments = {k: v for k, v in arguments.items() if k not in ("group_by", "order_by", "limit")}
    fixed = without_empty(arguments)
    if reading.periods.mentions:
        move_period(reading, fixed, step.arguments)
    return fixed
