"""Which option of an open question back a message picks."""

from rapidfuzz import fuzz

from assistant.builtin import patterns as re
from assistant.builtin.plan import Context

__all__ = ["chosen_option"]

_ORDINAL = {
    "1": 0, "first": 0, "the first": 0, "the first one": 0, "primera": 0, "la primera": 0, "el primero": 0,
    "lo primero": 0, "a": 0, "one": 0,
    "2": 1, "second": 1, "the second": 1, "the second one": 1, "segunda": 1, "la segunda": 1, "el segundo": 1,
    "lo segundo": 1, "b": 1, "two": 1,
    "3": 2, "third": 2, "the third": 2, "the third one": 2, "tercera": 2, "la tercera": 2, "el tercero": 2, "c": 2,
    "three": 2, "the latter": -1,
    "the last one": -1, "la ultima": -1, "el ultimo": -1, "the former": 0,
}  # fmt: skip


def chosen_option(message: str, folded: str, context: Context) -> str | None:
    """The option of an open question back that the message picks, as the message that it stands for."""
    if not context.turns or context.turns[-1].outcome != "clarify":
        return None
    turn = context.turns[-1]
    asked = next((s for s in turn.plan.steps if s.tool == "ask_back"), None)
    options = [str(o) for o in (asked.arguments.get("options", ()) if asked else turn.options)]
    if not options:
        return None
    plain = re.sub(r"^(?:option|opcion|number|numero|la|el)?\s*", "", folded.strip(" .!?"))
    for key in (folded.strip(" .!?"), plain):
        if key in _ORDINAL and -len(options) <= _ORDINAL[key] < len(options):
            return options[_ORDINAL[key]]
    if len(folded.split()) > 6 or message in options:
        return None
    ranked = sorted(options, key=lambda o: -fuzz.token_set_ratio(folded, o.lower()))
    best, second = (fuzz.token_set_ratio(folded, o.lower()) for o in (ranked * 2)[:2])
    return ranked[0] if best >= 75 and (len(options) == 1 or best - second >= 8) else None
