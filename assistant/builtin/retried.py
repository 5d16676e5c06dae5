"""A message that is read better without what is told before or behind its question: the question alone is planned anew."""

from collections.abc import Callable, Iterator

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.sentences import OF_NOBODY, PEOPLE, POINTS, told
from assistant.builtin.lead_in.stated import talks
from assistant.builtin.message.clauses import asks
from assistant.builtin.message.intents import narrowing_chance
from assistant.builtin.plan import Plan
from assistant.builtin.precedents.meaning import undecided
from assistant.builtin.reading.anaphora import THERE
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, quoted

__all__ = ["question_by_itself"]

_BETWEEN = re.compile(
    r"(?:[.!?…;:]+|\s[-–—])\s+(?=\S)|"
    r",\s+(?=(?:so|hence|and|but|then|y|pero|as[ií] que|por eso|entonces|conque)\b[\s,:]+\S)|"
    r",\s+(?=¿|(?:how|which|what|who|cu[aá]nt\w*|cu[aá]l\w*|qui[eé]n\w*|qu[eé]|dame|dime|p[aá]same|tell me|give me|show me)\b)",
    re.IGNORECASE,
)
_HENCE = re.compile(r"\W*(?:(?:so|hence|and|but|then|y|pero|as[ií] que|por eso|entonces|conque)\b[\s,:]*)+", re.IGNORECASE)
_ASKS_OF_THEM = re.compile(
    r"\b(?:which one|(?:cu[aá]l(?:es)?|qui[eé]n(?:es)?) (?!de\b|es\b|son\b|fue\b|fueron\b)|les?\b|"
    r"l[oa]s? (?=\w+(?:amos|imos|emos|aron|ieron)\b))"
)
_NARROWS = ("not", "only", "exclude", "draft", "by", "compare", "among", "segment", "save", "the_draft", "top", "worst")
_HEARSAY = re.compile(
    r"\W*(?:my|our|the|an?|mi|mis|nuestr[oa]s?|el|la|un|una) (?:[\w'’]+ ){1,9}?(?:swears?|reckons?|insists?|claims?|bets?|"
    r"thinks?|believes?|jura|juran|asegura|aseguran|apuesta|insiste|cree|creen|piensa|sostiene|opina|dice|says?)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\W*(?:(?:i|we)(?:['’]ve| have)?(?: (?:got|only|just))* (?:a |an |the |some |enough )?"
    r"(?:budget|money|cash|room|space|time|slot)|"
    r"(?:s[oó]lo )?(?:tengo|tenemos|hay|me queda|nos queda|queda|tienen)(?: s[oó]lo)?(?: un| una| algo de)? "
    r"(?:presupuesto|dinero|plata|espacio|sitio|hueco|tiempo|lugar|lana))\b.*\b(?:for|para)\b",
    re.IGNORECASE,
)  # what one can pay for, which nobody is asked about
_IDLE, _TALKED, _SURELY_IDLE = 0.4, 0.65, 0.25
_SHORT, _LONG, _WORDS = 8, 160, 4


def question_by_itself(
    text: str, plan: Plan, read: Callable[[str], Reading], plan_of: Callable[[str], Plan]
) -> tuple[str, Plan]:
    """The part of a message that asks and its plan, where the whole of it is not read or more is read into it; else as given.

    Nothing that could narrow the question is left out: what is told beside it names no value, period, condition or number
    that the question does not name itself.

    Args:
        read: reads a part; `plan_of` plans one.
    """
    if quoted(text) or _refuses(plan):
        return text, plan
    for asked, beside in _parts(text):
        if POINTS.search(fold(asked)) or _ASKS_OF_THEM.search(fold(asked)) or THERE.search(asked):
            continue
        rest, chance = read(asked), narrowing_chance(beside)
        idle = _is_hearsay(beside, rest, read) or bool(_MEANS.match(beside))
        if not (idle or _says_nothing_more(read(beside), rest, chance, talks(beside))):
            continue
        if plan.intent == "decline" and not (rest.metrics or rest.conditions.all or rest.groups):
            continue  # `suppose I wanted to log in on a laptop. Could you explain it step by step?`
        alone = plan_of(asked)
        if not undecided(alone) and _better(alone, plan, 0.0 if idle else chance):
            return asked, alone
    return text, plan


def _refuses(plan: Plan) -> bool:
    kinds = {step.arguments.get("kind") for step in plan.steps}
    return plan.intent == "decline" and not kinds <= {"out_of_scope", "no_data", "unavailable"}


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The question and what stands beside it, the longest question first."""
    for match in _BETWEEN.finditer(text):
        before, behind = text[: match.start()].strip(), text[match.end() :].strip()
        sign = "?" if "?" in match[0] else ""
        behind = behind[hence.end() :] if (hence := _HENCE.match(behind)) else behind
        if len(behind.split()) >= _WORDS and _SHORT <= len(before) <= _LONG and not (asks(before) or sign):
            yield behind, before
        if len(before.split()) >= _WORDS and _SHORT <= len(behind) <= _LONG and not (asks(behind) or "?" in behind):
            yield before + sign, behind


def _says_nothing_more(first: Reading, rest: Reading, chance: float, in_talk: bool) -> bool:
    """Whether what stands beside a question, as `first`, can be left out of it.

    Args:
        chance: how likely it narrows the question; `in_talk` whether somebody speaks of himself in it.
    """
    if rest.has("playbook", "advice") or (rest.gloss.unknown and first.gloss.unknown == rest.gloss.unknown):
        return False
    narrows = [name for name in _NARROWS if name != "draft" or chance > _SURELY_IDLE]
    more = told(first) - told(rest) - (OF_NOBODY if chance < _SURELY_IDLE or not first.has(*PEOPLE) else set())
    if first.customer_id or first.limit or first.numbers or first.has(*narrows) or more:
        return False
    values = {str(f["value"]) for f in first.filters}
    named = values <= {str(f["value"]) for f in rest.filters} and (not first.period or first.period == rest.period)
    return named and chance < (_TALKED if in_talk else _IDLE)


def _is_hearsay(beside: str, rest: Reading, read: Callable[[str], Reading]) -> bool:
    """Whether another's opinion stands beside a question that says of what and when; not `my boss says only ... count`."""
    if not (rest.metrics and (rest.filters or rest.period) and _HEARSAY.match(beside)):
        return False
    told = read(beside)
    return not (told.customer_id or told.limit or told.period or told.has(*(name for name in _NARROWS if name != "by")))


def _better(alone: Plan, whole: Plan, chance: float) -> bool:
    """Whether the question alone has an answer where the whole had none, or the whole only adds to it."""
    if undecided(whole):
        return True
    kept = [step for step in whole.steps if step in alone.steps]
    if len(whole.steps) > len(alone.steps) and len(kept) == len(alone.steps):
        return True
    return alone.steps != whole.steps and chance < _SURELY_IDLE
