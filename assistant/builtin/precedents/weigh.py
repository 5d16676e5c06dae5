"""The grammar's reading of a question against that of the known questions that it is like."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.precedents.features import concepts
from assistant.builtin.precedents.meaning import shape_of, undecided
from assistant.builtin.precedents.memory import Recalled, recall
from assistant.builtin.precedents.slots import Masked, masked
from assistant.builtin.words.normalise import fold, words
from assistant.builtin.words.phrases import vocabulary
from assistant.builtin.words.spelling import plain_words
from tools.terms import Language, Text
from tools.vocabulary import Catalogue

__all__ = ["Rival", "open_to_doubt", "preferred", "rival"]

_LIKELY, _ALIKE = 0.7, 0.75  # where the grammar has no answer
_SURE, _HARDLY, _VERY = 0.9, 0.02, 0.8  # where it has one, the known questions have to be sure, and hardly ever mean that
_SAME_WORDS = 0.97  # as good as a known question itself
_PLAIN = ("metric", "audience")
_SEARCHED, _CONTENT, _TIDY = 300, 4, 8
_SAVING = "save_as"
_NARROWING = ("state:", "channel_", "consented", "everyone")
_BOUNDS = frozenset(
    "not at_most at_least more_than less_than exactly exclude leave_out except only_once least from_low worst".split()
)
_SAME = {"over": "more_than", "under": "less_than", "or_more": "at_least", "fewest": "least"}
_SAID_OTHERWISE = frozenset(("state:new", "state:returning"))
_LEADING = re.compile(r"\w{3,}(?:ing|ando|iendo)")
_COMMON = frozenset(f"metric:{name}" for name in ("revenue", "orders", "customers", "units"))
_NEGATED = re.compile(r'"!="|"negated"|"not_in"')
_TERMS = ("metric:", "field:", "dimension:")
_FUTURE = "customer_value"  # what customers spend is no prediction
_FIRST_ORDER = re.compile(r"\b(?:first|primer\w*) (?:order|purchase|pedido|compra)\b")
_A_RATE = re.compile(r"rate|share|margin|frequency|value|worth")
_PERCENT = re.compile(r"\d ?(?:%|per ?cent|por ciento)")  # a share of people is no number of them
_ASKED_FOR = frozenset(("single_word_profit", "worth", "playbook", "draft", "lifecycle"))  # what no other question answers


@dataclass(frozen=True, slots=True)
class Rival:
    """Another reading: the known wording that it comes from, filled with the question's slots, and how near that is.

    `turned` tells whether a bound, a state or a permission is in only one of the two, `drops` whether the question names a
    measure or column that the wording leaves out, `unsaid` whether a word that the grammar could not read is new to it.
    """

    plan: Plan
    wording: str
    likeness: float
    turned: bool
    drops: bool
    unsaid: bool


def open_to_doubt(plan: Plan) -> bool:
    """Whether another reading may take the place of a plan: it refuses nothing and saves nothing."""
    if plan.intent == "decline":
        return bool(plan.steps) and plan.steps[0].arguments.get("kind") in ("out_of_scope", "no_data")
    if plan.focus == "threshold":
        return False  # so many orders above so much: bounds of their own
    return bool(plan.steps) and not any(_SAVING in step.arguments for step in plan.steps)


def rival(plan: Plan, text: str, language: Language, catalogue: Catalogue, read: Callable[[str], Plan]) -> Rival | None:
    """The reading that the nearest known questions have, where it is another one.

    Args:
        plan: what the grammar makes of the text.
        read: the grammar.
    """
    asked = masked(text, language, catalogue)
    named = [slot.kind for slot in asked.slots if slot.kind != "period"]
    found = recall(asked, language) if len(named) == len(set(named)) else None  # `bought X and never Y`: which is which
    if found is None:
        return None
    shape, own = next(iter(found.shares)), shape_of(plan, catalogue)
    if shape == own or not _worth_reading(plan, found, own):
        return None
    said = concepts(asked.text, language)
    apart = (_NEGATED.search(own) is not None) != (_NEGATED.search(shape) is not None)
    rivals: list[tuple[float, Rival]] = []
    for wording in found.wordings:
        if shape_of(other := read(wording), catalogue) != shape or _leaves_out(other) or _splits_the_rest(plan, other):
            continue
        known = concepts(masked(wording, language, catalogue).text, language)
        if _from_the_other_end(said, known) or _from_the_other_end(known, said):
            continue
        amount = "share" in said - known and _A_RATE.search(shape) is None
        turned = (
            apart
            or amount
            or _ranked_otherwise(own, shape)
            or _loses_a_value(plan, other)
            or _turned(said, known)
            or _apart(_PERCENT, text, wording)
            or _apart(_FIRST_ORDER, text, wording)
        )
        drops = _drops(said, known, own, shape)
        unsaid = _unsaid(plan, found, asked, text, catalogue.currency)
        apartness = 10 * (turned + drops) + len(said ^ known) + _roughness(wording)
        rivals.append((apartness, Rival(_about(other, text), wording, found.likeness, turned, drops, unsaid)))
    return min(rivals, key=lambda one: one[0], default=(0.0, None))[1]


_MOST, _LEAST = frozenset(("most", "top")), frozenset(("least", "fewest", "fewer", "worst"))


def _from_the_other_end(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the most is meant by one and the least by the other, however alike they are otherwise."""
    return bool(one & _MOST and not one & _LEAST and other & _LEAST and not other & _MOST)


_RANKED = re.compile(r'"metrics": \[([^\]]*)\], "order_by"')


def _ranked_otherwise(own: str, shape: str) -> bool:
    """Whether both rank, by different measures: `the cities that order most` are not those that spend most."""
    mine, theirs = _RANKED.search(own), _RANKED.search(shape)
    return mine is not None and theirs is not None and mine[1] != theirs[1]


def _loses_a_value(plan: Plan, other: Plan) -> bool:
    """Whether a country, a channel, a product that the grammar counts by is in no part of the other plan."""
    mine, theirs = ({value for step in one.steps for value in _values(step)} for one in (plan, other))
    return bool(mine - theirs)


def _values(step: Step) -> list[str]:
    rule = step.arguments.get("rule") or {}
    conditions = [*step.arguments.get("filters", ()), *rule.get("all", ()), *rule.get("any", ())]
    return [str(c["value"]) for c in conditions if c.get("op") == "=" and isinstance(c.get("value"), str)]


def _apart(told: re.Pattern[str], text: str, wording: str) -> bool:
    """Whether only one of the two tells it."""
    return (told.search(fold(text)) is None) != (told.search(fold(wording)) is None)


def _leaves_out(other: Plan) -> bool:
    """Whether a wording filled with the question's slots has more than its reading took in."""
    return any(reading.en.startswith("I left out") for reading in other.readings)


def _splits_the_rest(plan: Plan, other: Plan) -> bool:
    """Whether all places but one, which the grammar takes as one total, would be told one by one."""
    left_out = {f["field"] for s in plan.steps for f in s.arguments.get("filters", ()) if f.get("op") in ("!=", "not_in")}
    own = {group for step in plan.steps for group in step.arguments.get("group_by", ())}
    return any(left_out & (set(step.arguments.get("group_by", ())) - own) for step in other.steps)


def _worth_reading(plan: Plan, found: Recalled, own: str) -> bool:
    """Whether the known questions are sure enough of another meaning than the grammar's for its wordings to be read."""
    share = next(iter(found.shares.values()))
    if undecided(plan):
        return plan.focus != "clarify" and share >= _LIKELY and found.likeness >= _ALIKE
    return plan.intent in _PLAIN and share >= _SURE and found.shares.get(own, 0.0) <= _HARDLY and found.likeness >= _VERY


def _roughness(wording: str) -> float:
    """How little a wording looks like a question to show: misspelt words, dashes, colons and length."""
    slips = [w for w in words(wording) if w.text.isalpha() and not (w.text in _known_words() or w.raw[:1].isupper())]
    return len(slips) + len(re.findall(r"[-:;+/]", wording)) + abs(len(wording.split()) - _TIDY) / _TIDY


@cache
def _known_words() -> frozenset[str]:
    return frozenset(plain_words() | vocabulary("en") | vocabulary("es"))


def _turned(said: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a state, a permission or a bound is in only one of two questions, or a share is asked for instead of a count."""
    apart = {_SAME.get(concept, concept) for concept in said} ^ {_SAME.get(concept, concept) for concept in known}
    narrowed = any(concept.startswith(_NARROWING) and concept not in _SAID_OTHERWISE for concept in apart)
    counted = ("how_many" in said - known and "share" in known - said) or (
        "share" in said - known and "how_much" in known - said
    )
    return narrowed or bool(_BOUNDS & apart) or counted or "compare" in said - known


def _drops(said: frozenset[str], known: frozenset[str], own: str, shape: str) -> bool:
    """Whether a measure that the grammar counts by, a column, or what is asked for is missing from wording and meaning."""
    missing, instead = {c for c in said - known if f'"{c.rpartition(":")[2]}"' not in shape}, known - said
    if "customer" in missing and "order_by" in shape and "customer" not in shape:
        return True  # `categories with most customers` are not those with most revenue
    if missing & _ASKED_FOR or ("spend" in missing and _FUTURE in shape):
        return True
    measures = [concept for concept in missing if concept.startswith("metric:")]
    if any(concept not in _COMMON or f'"{concept.removeprefix("metric:")}"' in own for concept in measures):
        return True
    return any(c.startswith(_TERMS) for c in missing) and not any(c.startswith(_TERMS) for c in instead)


def _unsaid(plan: Plan, found: Recalled, asked: Masked, text: str, currency: str) -> bool:
    """Whether the grammar asks about a word that no known question of the meaning was put in, or one stands behind it there.

    Where it holds a question for something else, no word at all may be new.
    """
    if plan.intent == "decline":
        return any(len(word) >= _CONTENT and word.isalpha() and word not in found.said for word in fold(asked.text).split())
    if not plan.unread:
        return False
    unread = plan.unread.lower()
    behind = re.split(r"[,.;:?]", text.lower().partition(unread)[2])[0]
    filled = {word for slot in asked.slots for word in fold(slot.text).split()} | found.said | {currency.lower()}
    new = [word for word in re.findall(r"\w+", f"{unread} {behind}") if fold(word) not in filled]
    return any(not _LEADING.fullmatch(word) for word in new)


def _about(plan: Plan, text: str) -> Plan:
    """A plan whose playbook search is for the question's own words."""
    steps = [
        Step(step.tool, {**step.arguments, "query": text[:_SEARCHED]}) if step.tool == "search_playbook" else step
        for step in plan.steps
    ]
    return replace(plan, steps=steps)


def preferred(plan: Plan, other: Rival) -> Plan:
    """The grammar's plan, or the rival's with a word on how the question was read."""
    if not _wins(plan, other):
        return plan
    note = Text(f"I read the question as «{other.wording}»", f"He leído la pregunta como «{other.wording}»")
    return replace(other.plan, readings=(*other.plan.readings, note)) if not undecided(other.plan) else other.plan


def _wins(plan: Plan, other: Rival) -> bool:
    same = other.likeness >= _SAME_WORDS
    if undecided(plan):
        return not (undecided(other.plan) or other.unsaid or other.drops) and (same or not other.turned)
    return same or (len({step.tool for step in plan.steps}) == 1 and not (other.turned or other.drops))
