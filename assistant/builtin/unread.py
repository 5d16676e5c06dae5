"""Words and numbers of a message that no reader used: a question back instead of an answer that leaves them out."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.actions import declined
from assistant.builtin.planning.leftover import left_over
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.unused import Unused, unused
from assistant.builtin.planning.worth import horizon
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, words
from assistant.builtin.words.numbers import parse
from tools.terms import Text

__all__ = ["plan_bare", "unknown_after", "unread"]

_HARDLY, _MANY_WORDS = 0.35, 5  # one word of ours among many others is a chance hit
_USED = ("metric", "audience", "lifecycle", "worth", "why")
_LINK = r"(?:in|from|of|for|by|per|with|the|to|on|en|de|del|por|para|con|el|la|los|las|a|al)"


def unread(plan: Plan, reading: Reading, before: Plan | None = None) -> Plan | None:
    """A question back where the words name something that the data do not know, or the plan with what was left out said.

    Words that the plan does not use may go where they likely colour the question; they are said where they ask for more beside
    what is answered, or may do so; and they are asked about where without them something else would be counted.

    Args:
        before: the plan of the turn that the question goes on from.
    """
    if plan.intent == "draft" and re.search(r"@n\d+ (?:day|week|month|year)(?!\S)", reading.rest) and not _offered(reading):
        return _ask_about(number, reading) if (number := _spare_number(plan, reading)) else None
    drafted = any(step.tool == "draft_campaign" for step in plan.steps)
    if plan.intent not in _USED or drafted or reading.saved_as or reading.quotes:
        return None
    if _elsewhere(reading) or _of_a_country(plan, reading):
        return declined(reading, "out_of_scope", "out_of_scope")
    token = _unknown_name(reading) if plan.intent != "why" else None
    if token is not None:
        return _ask_about(token, reading)
    if (thing := _never_bought(reading)) is not None:
        return _ask_about(thing, reading)
    if (asked := left_over(plan, reading)) is not None:
        return asked
    if plan.intent in ("metric", "audience") and (number := _spare_number(plan, reading)) is not None:
        return _ask_about(number, reading)
    if plan.intent == "metric" and (kept := _kept_in(reading)):
        return _ask_about(kept, reading)
    left = unused(plan, reading, before)
    narrowing = next((one for one in left if not one.beside), None)
    return _ask_about(narrowing.written, reading) if narrowing else _noted(plan, reading, left)


def _offered(reading: Reading) -> bool:
    """Whether days belong to an offer (`10% off for 7 days`) and not to the people."""
    return reading.has("with_offer") or not (reading.conditions.all or reading.filters)


def _kept_in(reading: Reading) -> str | None:
    """The word that was to be left out and that no filter leaves out."""
    out = any(f["op"] in ("!=", "not_in") for f in reading.filters) or any(c.get("negated") for c in reading.conditions.all)
    if (
        out
        or "net_revenue" in reading.metrics
        or not (match := re.search(r"(?<!\S)exclude (?:in )*(@[mp]\d+|~[\w-]+)", reading.line))
    ):
        return None
    if match[1].startswith("@p"):
        return reading.periods.mentions[int(match[1][2:])].expression.replace("_", " ")
    entry = reading.gloss.table.get(match[1])
    if entry is None:
        unsaid = all(match[1].lstrip("~") not in stray.words for stray in reading.doubtful)
        return None if unsaid else _as_written(match[1].lstrip("~"), reading.text)
    return entry.id if entry.id not in reading.metrics and entry.id != "refunds" else None


def _elsewhere(reading: Reading) -> bool:
    """Whether most of what is said is about something else than a shop."""
    strange = [word for stray in reading.doubtful if not stray.plain for word in stray.words]
    about = bool(reading.metrics or reading.filters or reading.conditions.all)
    if (
        not (about or reading.period or reading.groups)
        and reading.coverage < _HARDLY
        and not reading.has("how_many", "how_much")
    ):
        return len(reading.gloss.unknown) >= _MANY_WORDS
    return len(strange) >= 4 or (len(strange) >= 2 and not about and reading.coverage < 0.7)


def _of_a_country(plan: Plan, reading: Reading) -> bool:
    """`who is the president of France`: somebody of a place, and no customer of ours."""
    asked = plan.intent == "audience" and re.match(r"(?:who|which) ~\S+ (?:of|in) @v\d+(?: ,)*$", reading.line) is not None
    return asked and bool(reading.strays)


def _unknown_name(reading: Reading) -> str | None:
    """Words that nothing here knows and that would change what is counted, the likeliest to do so."""
    asked = [stray for stray in reading.doubtful if stray.asked]
    return max(asked, key=lambda stray: stray.chance).written if asked else None


def _never_bought(reading: Reading) -> str | None:
    """The `bicycle` of `never bought a bicycle`, where without it all who never bought at all would be counted."""
    if {"field": "order_count", "op": "=", "value": 0} not in reading.conditions.all:
        return None
    named = re.search(r"(?<!\S)not buy(?: (?:not|all|any|of|in|from))* ~([\w-]+)(?: ,)*$", reading.line)
    return _as_written(named[1], reading.text) if named and named[1] in reading.gloss.unknown else None


def _noted(plan: Plan, reading: Reading, left: Sequence[Unused]) -> Plan | None:
    """The plan with a word about what was left out of it, where that may change something."""
    words = [stray.written for stray in reading.doubtful[:3] if stray.noted]
    written = ", ".join(f"«{one}»" for one in [*words, *(one.written for one in left)])
    note = Text(f"I left out {written}, which I could not read", f"He dejado fuera {written}, que no he sabido leer")
    return replace(plan, readings=(*plan.readings, note)) if written else None


def _spare_number(plan: Plan, reading: Reading) -> str | None:
    """A number that neither a limit, nor an amount, nor a period has used."""
    if odd := re.search(r"(?<!\S)(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]+(?!\S)", reading.rest):
        return _as_written(odd[0], reading.text)
    left = re.findall(r"@n(\d+)(?! time)", reading.rest)
    if not left or reading.limit is not None or reading.has("how_long") or horizon(reading):
        return None
    if reading.has("likely", "chance") and re.search(r"@n\d+ (?:day|week|month|quarter)(?!\S)", reading.rest):
        return None
    if any(re.search(r"_(?:30|60|90)$", metric) for metric in reading.metrics):
        return None
    number = reading.numbers[int(left[0])]
    if any(found.get("value") == number.value for step in plan.steps for found in step.arguments.get("filters", ())):
        return None
    value = number.value * 100 if number.percent else number.value
    written = [w.rstrip(".,") for w in re.findall(r"\d[\d.,]*[km]?", reading.folded)]
    return next((w for w in written if parse(w) == value or re.sub(r"[.,]", "", w) == f"{value:g}".replace(".", "")), None)


def _ask_about(written: str, reading: Reading) -> Plan:
    rest = re.sub(
        rf"\s*(?:\b{_LINK}\s+)*{re.escape(written)}(?!\w)(?:\s*[%€$£])?", "", reading.text, count=1, flags=re.IGNORECASE
    ).strip()
    question = Text(
        f"I could not read «{written}» as anything in this shop's data. Shall I answer without it?",
        f"No he sabido leer «{written}» como algo de los datos de esta tienda. ¿Respondo sin ello?",
    )
    known = Text("What data do we have?", "¿Qué datos tenemos?")
    asked = ask_back(reading, question[reading.language], list(dict.fromkeys([rest, known[reading.language]])))
    return replace(asked, focus="unread", unread=written)


def _as_written(token: str, text: str) -> str:
    return next((w.raw for w in words(text) if w.text == token or fold(w.raw) == token), token)


_GOES_ON = re.compile(r"\W*(?:and|y|now|ahora|what about|how about|que tal|only|just|solo|solamente|but|pero|for|para|in|en)\b")


def unknown_after(reading: Reading) -> Plan | None:
    """`and in Homeware?` after a figure: the name is asked about, where without it nothing would be left."""
    token = _unknown_name(reading) if _GOES_ON.match(reading.folded) and len(reading.folded.split()) <= _MANY_WORDS else None
    return _ask_about(token, reading) if token else None


def plan_bare(reading: Reading) -> Plan | None:
    """Only a place, a thing or a period: what about it?"""
    if reading.gloss.unknown or len(reading.folded.split()) > 6 or not (reading.filters or reading.period):
        return None
    if reading.has("hold", "make", "earn", "money_unit", "sell", "buy", "spend"):
        return None  # `did it make money` says what about it
    about = re.sub(
        r"^(?:and|y|now|ahora|so|then|but|pero|what about|how about|qu[eé] tal)\b\W*", "", reading.text.strip(" ¿?¡!.,")
    )
    about = re.sub(r"^(?:and|y|now|ahora|for|para)\b\W*", "", about)
    english = reading.language == "en"
    link = "" if re.match(rf"{_LINK}\b", fold(about)) else ("in " if english else "en ")
    asked = ask_back(
        reading,
        f"What would you like to know about «{about}»?" if english else f"¿Qué quieres saber de «{about}»?",
        [f"Revenue {link}{about}", f"Orders {link}{about}", f"How many customers bought {link}{about}"]
        if english
        else [f"Ingresos {link}{about}", f"Pedidos {link}{about}", f"Cuántos clientes compraron {link}{about}"],
    )
    return replace(asked, focus="bare")
