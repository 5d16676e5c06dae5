"""From a message to a plan: language, what is refused, clauses, what earlier turns add, and what to do."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.builtin import intents
from assistant.builtin.actions import declined
from assistant.builtin.asides import strays
from assistant.builtin.chatter import without_chatter
from assistant.builtin.choices import chosen_option
from assistant.builtin.corrections import take_opening
from assistant.builtin.followup import plan_followup
from assistant.builtin.gloss import gloss
from assistant.builtin.guard import judge
from assistant.builtin.heard import as_written
from assistant.builtin.language import detect, foreign
from assistant.builtin.match import phrasebook
from assistant.builtin.naming import take_name
from assistant.builtin.normalise import clean, fold, quoted, words
from assistant.builtin.numbers import spelled
from assistant.builtin.phrases import lexicon
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.planning import plan_clause
from assistant.builtin.reading import Reading, read_clause
from assistant.builtin.smalltalk import plan_smalltalk
from assistant.builtin.spelling import plain_words
from assistant.builtin.steps import decline
from assistant.builtin.undecided import off_topic, plan_by_intent, veto
from assistant.builtin.unread import plan_bare, unread
from assistant.builtin.wording import reason
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["understand"]

_CUE = (
    r"(?:draft|write|compose|prepare|redact\w*|escrib\w*|prepara\w*|what does|what do|what should|what would|que dice|"
    r"que recomienda|que aconseja|que hago|que hacemos|que deberia|show me|how many|how much|cuant[oa]s?|who|quien(?:es)?|"
    r"save|guarda\w*|why|por que|compare|compara\w*|give me|dame|create|crea\w*|hazme|which|que (?:clientes|productos|paises|"
    r"categorias)|cuales|is there|hay algun|tell me|dime|suggest|sugiere|recommend|recomienda|what (?:is|are|was|were)|"
    r"cual (?:es|fue))"
)
_FILLERS = re.compile(
    r"^\W*(?:(?:ok|okay|okey|vale|bueno|buenas|hola|hi|hello|hey|oye|oiga|mira|a ver|right|alright|cool|great|perfect|perfecto|"
    r"genial|thanks|gracias|nice|so|well|pues|please|por favor|quick question|una pregunta|marea)\s*[,.!:;]\s*|"
    r"(?:ok|okay|vale|bueno|oye|hey|pues)\s+)+(?=\S)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf"(?:[,;.?!]\s*(?:(?:and then|and|then|y luego|y despues|y|e|luego|despues|also|tambien|finally|por ultimo)\s+)?|"
    rf"\s(?:and then|and|then|y luego|y despues|y|e|luego)\s+)[¿¡]?(?={_CUE}\b)",
    re.IGNORECASE,
)


_OPENING = re.compile(
    r"\W*(?:of|from|among|de|del|entre|excluding|except|without|outside|leaving|not counting|apart|aside|sin|fuera|excepto|"
    r"salvo|quitando|descontando|aparte|(?:after|once) (?:deduct|subtract|remov|tak|discount|netting|strip)\w+|net of|"
    r"tras (?:descontar|restar|quitar|deducir)|una vez (?:descontad|restad|deducid|quitad)\w+|deducidas?|restand?o|"
    r"(?:set|put|leave|setting|putting|deja|dejando|dejemos|pon|poniendo|quita)\b[^,;?]{1,40}\b(?:aside|apart|aparte|fuera|lado))\b"
)


def understand(message: str, context: Context, catalogue: Catalogue) -> Plan:
    """Read one message as a plan of tool calls; never raises on anything that a person can type.

    Args:
        context: earlier turns and the language the user has fixed, if any.
        catalogue: the live terms and values of this shop.
    """
    text = clean(message)
    language = context.language or detect(text, words(text), _last_language(context))
    folded = fold(text)
    if (picked := chosen_option(text, folded, context)) is not None:
        return understand(picked, replace(context, turns=context.turns[:-1]), catalogue)
    if (smalltalk := plan_smalltalk(folded, language)) is not None:
        return smalltalk
    if (verdict := judge(text)) is not None:
        step = decline(verdict.kind, reason(verdict.reason)[language])
        return Plan(language, "decline", (step,), "decline", (), 1.0)
    if foreign(text, words(text)):
        return Plan(language, "decline", (decline("out_of_scope", reason("language")[language]),), "decline", (), 0.5)
    return _plan_all(text, language, context, catalogue)


def _last_language(context: Context) -> Language:
    return context.turns[-1].plan.language if context.turns else "en"


def _plan_all(text: str, language: Language, context: Context, catalogue: Catalogue) -> Plan:
    text = text if quoted(text) else _to_the_point(text, language, catalogue)
    parts = _clauses(_FILLERS.sub("", text))
    if len(parts) > 1 and not _two_halves(parts) and not _tells_first(parts, language):
        plans: list[Plan] = []
        running = context
        for part in parts:
            plan = _plan_one(part, language, running, catalogue, inner=bool(plans))
            if plan is None or (plan.steps and plan.steps[-1].arguments.get("kind") == "out_of_scope"):
                break
            if not plans and _only_names(part, parts[1], plan):
                break
            plans.append(plan)
            running = replace(running, turns=(*running.turns, Turn(part, plan, "answered")))
        if len(plans) == len(parts):
            return _joined(plans)
    plan = _plan_one(text, language, context, catalogue)
    if plan is not None:
        return plan
    return Plan(language, "decline", (decline("out_of_scope", reason("out_of_scope")[language]),), "decline", (), 0.5)


def _to_the_point(text: str, language: Language, catalogue: Catalogue) -> str:
    book = phrasebook(catalogue, language)
    return without_chatter(text, gloss(spelled(words(text), language), book, catalogue.segments, plain_words()).marks)


def _tells_first(parts: list[str], language: Language) -> bool:
    """`We won customers in May; how many of them came back?`: the first half only says who is meant."""
    asks = re.match(rf"\W*{_CUE}\b", fold(parts[0])) is not None
    return not asks and len(parts) == 2 and (bool(_OF_THEM.search(fold(parts[1]))) or _counts_doers(parts[1], language))


_BARE_ADVICE = re.compile(
    r"\W*(?:what (?:does|do|would|is in) (?:the|our|your)|"
    r"que (?:dice|recomienda|aconseja|propone|sugiere) (?:el|la|nuestr[oa]|tu))\b"
)
_NAMED_PEOPLE = r"(?:customers?|clients?|buyers?|people|subscribers?|clientes|clientas|compradores|gente|suscriptor(?:es|as))"


def _only_names(part: str, following: str, plan: Plan) -> bool:
    """`carts left behind, what does the playbook say`: the first half only names what the question is about."""
    guessed = plan.intent != "clarify" and (plan.confidence < 1.0 or _BARE_ADVICE.match(fold(following)) is not None)
    return guessed and not re.search(rf"\b(?:{_CUE}|{_NAMED_PEOPLE})\b", fold(part))


_COUNTED = re.compile(
    r"\W*(?:how many|what (?:share|percentage|percent|proportion|part|%)|cuant[oa]s|"
    r"que (?:porcentaje|proporcion|parte|%)|% )\s*"
)
_DEEDS = ("come_back", "buy", "spend", "repeat_buyer", "only_once", "not", "refunded")
_PLACED = ("orders", "purchases", "order", "compras")


def _counts_doers(part: str, language: Language) -> bool:
    """`how many repeated within 60 days`: a deed of nobody that it names."""
    match = _COUNTED.match(fold(part))
    tokens = [w.text for w in words(fold(part)[match.end() :])] if match else []
    known = lexicon(language)
    while tokens:
        size = next((n for n in range(min(5, len(tokens)), 0, -1) if tuple(tokens[:n]) in known), 0)
        concept = known.get(tuple(tokens[:size])) if size else None
        if concept != "":
            return concept is not None and concept.split()[0] in _DEEDS and tokens[0] not in _PLACED
        tokens = tokens[size:]
    return False


_OF_THEM = re.compile(r"\b(?:of (?:them|those|these)|de (?:ell[oa]s|es[oa]s|est[oa]s)|de l[oa]s cuales)\b")


def _two_halves(parts: list[str]) -> bool:
    """`how much from new customers and how much from returning ones` is one question about both."""
    new = [bool(re.search(r"\b(?:new|nuev[oa]s|first.time)\b", fold(p))) for p in parts]
    returning = [
        bool(
            re.search(
                r"\b(?:returning|existing|repeat|old|already|recurrentes|existentes|habituales|antigu[oa]s|repetidor[ea]s|"
                r"ya (?:lo )?eran|ya compraban|de siempre|(?:que )?(?:ya )?(?:repet|repit)\w+|"
                r"ya nos conocian|de antes|veteran[oa]s|(?:who|that) (?:came|come|had been) back|repeaters)\b",
                fold(p),
            )
        )
        for p in parts
    ]
    return len(parts) == 2 and ((new[0] and returning[1]) or (returning[0] and new[1]))


_SCOPE = re.compile(
    r"\W*(?:within|inside|dentro|in|on|at|during|over|for|since|this|last|between|en|el|la|los|las|durante|desde|para|entre|este|esta)\b(?:\W+[\w.]+){1,6}\W*$"
)
_COUNT = re.compile(
    r"\W*(?:how many(?: (?:are|is) (?:they|there|that|it)| (?:people|customers|of them|in all|in total))?|"
    r"cuant[oa]s(?: (?:son|hay|clientes|personas|compradores|en total))?|"
    r"(?:give|show) me (?:the )?(?:first |top |best )?(?:\d+|three|five|ten)|"
    r"(?:dame|ponme|ensename|muestrame) (?:l[oa]s )?"
    r"(?:\d+|tres|cinco|diez)?(?: ?primer[oa]s| mejores)?(?: (?:\d+|tres|cinco|diez))?)\W*$"
)


def _clauses(text: str) -> list[str]:
    parts, at = [], 0
    folded = _same_length_fold(text)
    for match in _SPLIT.finditer(folded):
        if _WHO_ALSO.match(folded, match.end()) and _JOINS.match(match[0]) and _SOME_PEOPLE.search(folded[at : match.start()]):
            continue
        parts.append(text[at : match.start()].strip())
        at = match.end()
    parts.append(text[at:].strip())
    parts = _with_relatives(_whole_questions([p for p in parts if re.search(r"\w", p)]), text)
    opens_inside = bool(parts) and bool(_OPENING.match(fold(parts[0])))
    return [text] if opens_inside or len(parts) > 5 else parts


_SOME_PEOPLE = re.compile(r"\b(?:customers?|clients?|people|buyers?|shoppers?|everyone|those|subscribers?|users?|contacts?)\b")
_JOINS = re.compile(r"[,\s]*(?:and|but|or)\s")
_WHO_ALSO = re.compile(
    r"who(?:['’]ve)? (?!(?:are|is|were|was) (?:the|our|my|your|they|them|it|those|these)\b)"
    r"(?!.*(?<!at )\b(?:most|best|top|least|biggest|worst)\b)[a-z]"
)  # `and who spent over 50` says more about the people of the same question


def _whole_questions(parts: list[str]) -> list[str]:
    """Parts that ask nothing alone joined to their neighbour: `in the first half of 2011, how many ...`, `..., how many?`."""
    found: list[str] = []
    for part in parts:
        scope = bool(found) and _SCOPE.match(fold(found[-1])) and not re.search(rf"\b{_CUE}\b", fold(found[-1]))
        if found and (scope or _COUNT.match(fold(part))):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found


_PEOPLE = re.compile(
    r"\W*(?:(?:show|list|find|give)(?: me)? |all |how many )?(?:the )?"
    r"(?:customers|people|buyers|everyone|those|whose|folks|who)\b"
)
_RELATIVE = re.compile(
    r"who(?:['’]ve|['’]re|\s+(?:have|has|haven['’]?t|hasn['’]?t|never|didn['’]?t|don['’]?t|also|then|are not|aren['’]?t|came|"
    r"come|returned|repeated|bought|ordered|purchased|spent|live|opened|clicked|used|can|got))\b"
)


def _with_relatives(parts: list[str], text: str) -> list[str]:
    """`whose first order was in May and who have never been back` goes on about the same people."""
    if len(parts) < 2 or not _PEOPLE.match(fold(parts[0])) or not all(_RELATIVE.match(fold(p)) for p in parts[1:]):
        return parts
    return [text.strip()]


def _same_length_fold(text: str) -> str:
    return "".join((fold(c) or c)[:1] for c in text)


def _joined(plans: list[Plan]) -> Plan:
    plans = [plan for plan in plans if plan.steps] or plans  # `morning! what is our revenue` asks one thing
    steps: list[Step] = []
    for plan in plans:
        steps.extend(s for s in plan.steps if s not in steps)
    readings = tuple(dict.fromkeys(r for plan in plans for r in plan.readings))
    declined_only = next((p for p in plans if p.intent in ("decline", "clarify")), None)
    main = declined_only or plans[0]
    steps = _sharing_a_period(steps)
    return replace(main, steps=tuple(steps), readings=readings, focus=plans[0].focus if declined_only is None else main.focus)


def _sharing_a_period(steps: list[Step]) -> list[Step]:
    """`what is our revenue and how many orders did we get in May`: the one period is that of both."""
    asked = [s for s in steps if s.tool == "query_metrics"]
    periods = {s.arguments["period"] for s in asked if "period" in s.arguments}
    if len(asked) < 2 or len(periods) != 1 or "period" not in asked[-1].arguments:
        return steps
    period = {"period": asked[-1].arguments["period"]}
    return [replace(s, arguments={**s.arguments, **period}) if s in asked else s for s in steps]


def _plan_one(text: str, language: Language, context: Context, catalogue: Catalogue, inner: bool = False) -> Plan | None:
    quotes = quoted(text)
    text, name = take_name(_FILLERS.sub("", text))
    text, continued = take_opening(text) if context.turns else (text, False)
    heard, book = as_written(words(text), language), phrasebook(catalogue, language)
    reading = read_clause(text, heard, language, book, catalogue, plain_words(), quotes)
    reading.saved_as, reading.continued = name, continued
    if reading.gloss.corrected and (verdict := judge(_respelt(reading))) is not None:
        return declined(reading, verdict.kind, verdict.reason)
    reading.strays = strays(reading.gloss)
    standalone = plan_clause(reading, catalogue)
    if (plan := plan_followup(reading, context, catalogue, standalone, inner)) is not None:
        return unread(plan, reading) or plan
    if standalone is not None and not reading.gloss.unknown and not reading.gloss.corrected:
        return _read_whole(standalone, reading, text)
    if standalone is None and (bare := plan_bare(reading)) is not None:
        return bare
    scores: Mapping[str, float] = intents.scores(text)
    if standalone is not None and not veto(standalone, reading, scores):
        return _read_whole(standalone, reading, text)
    if inner and standalone is None:
        return None
    return plan_by_intent(reading, catalogue, scores, standalone) or declined(reading, "out_of_scope", "out_of_scope")


def _respelt(reading: Reading) -> str:
    """The message with the words that were taken for typos as they were meant."""
    text = reading.folded
    for written, meant in reading.gloss.corrected.items():
        text = re.sub(rf"\b{re.escape(written)}\b", meant, text)
    return text


def _read_whole(plan: Plan, reading: Reading, text: str) -> Plan:
    """The plan, a question about a word that it leaves out, or a refusal where that word shows another topic."""
    asked = unread(plan, reading)
    if asked is not None and asked.intent == "clarify" and off_topic(intents.scores(text)):
        return declined(reading, "out_of_scope", "out_of_scope")
    return asked or plan
