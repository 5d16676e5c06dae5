"""The check: a number, period, direction or deed in a text passes only when something of this answer supports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from assistant.agent.grounding.agreement import names_period, place_agrees, unit_agrees, value_agrees
from assistant.agent.grounding.claims import deeds_not_done, wrong_directions
from assistant.agent.grounding.known import Entity, Known, entity_names, known_numbers, of_fact, rivals
from assistant.agent.grounding.masks import masked
from assistant.agent.grounding.periods import Named, periods
from assistant.agent.grounding.scene import Scene
from assistant.agent.grounding.spelled import spelled
from assistant.agent.grounding.tokens import Number, numbers
from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from assistant.render.numbers import PLACEHOLDER, fill
from tools.reply import Fact, Reply
from tools.terms import Language

__all__ = ["Check", "check"]

MARK = {"en": "[unverified]", "es": "[sin verificar]"}
_NUMBER_PARTS = frozenset({None, "abs", "signed"})
_MARKS = frozenset("%€£$¥")


@dataclass
class Check:
    """The text with its places filled and what fails marked; what failed; and the same in words for a repair."""

    text: str
    unverified: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its places filled, and where which fact stands."""

    text: str
    places: Sequence[tuple[int, int, Fact | None, str | None]]


def check(
    raw: str,
    ledger: Ledger,
    tool_runs: Sequence[ToolRun],
    question: str,
    language: Language,
    strict: bool = True,
    values: Mapping[str, frozenset[Entity]] = MappingProxyType({}),
) -> Check:
    """Check a text with its `{{f1}}` places.

    Args:
        strict: also check what places, periods, directions and deeds say; not needed for text of our own making.
        values: names of the shop's values, lower case, so that one which the answer does not hold is recognised too.
    """
    filled = _filled(raw, ledger, language)
    replies = [run.reply for run in tool_runs]
    known = known_numbers(ledger.facts, replies)
    scene = _scene(filled.text, question, known, replies, values) if strict else Scene(filled.text, {})
    hidden = masked(filled.text, question, replies, scene.periods, [(start, end) for start, end, _, _ in filled.places])
    written = numbers(filled.text, language)
    literals = [n for n in written if not _covered(n.start, n.end, hidden) and (strict or not n.spelled)]
    bad: dict[int, tuple[int, str]] = {
        n.start: (n.end, _says(n, known)) for n in literals if not _supported(n, known, scene, strict)
    }
    problems = []
    if strict:
        bad |= _bad_places(filled, written, scene)
        bad |= _bad_periods(scene, known, question, hidden) | _bad_entities(scene, known, written)
        spoken = [n.start for n in literals] + [
            start for start, _, fact, part in filled.places if fact and part in _NUMBER_PARTS
        ]
        problems = [f"the direction is wrong in: {s}" for s in wrong_directions(scene, known, spoken)]
        problems += [f"no tool did this: {s}" for s in deeds_not_done(filled.text, scene, tool_runs)]
    unverified = [filled.text[start:end].strip() for start, (end, _) in sorted(bad.items())]
    marked = _marked(filled.text, [end for end, _ in bad.values()], language)
    if problems:
        unverified += [problem.partition(": ")[2] for problem in problems]
        marked += "".join(f"\n\n{MARK[language]}: {problem.partition(': ')[2]}" for problem in problems)
    return Check(marked, unverified, [why for _, why in bad.values()] + problems)


def _scene(
    text: str, question: str, known: Sequence[Known], replies: Sequence[Reply], values: Mapping[str, frozenset[Entity]]
) -> Scene:
    names = entity_names(known, values)
    read = [phrase for reply in replies for phrase in (*reply.scope.assumptions, reply.scope.population) if phrase]
    readings = "\n".join(words for phrase in read for words in (phrase.en, phrase.es))
    asked, heard = (
        frozenset(entity for mention in Scene(words, names).mentions for entity in mention.entities)
        for words in (question, readings)
    )
    return Scene(text, names, asked, rivals(known, names), heard)


def _filled(raw: str, ledger: Ledger, language: Language) -> Filled:
    pieces: list[str] = []
    places: list[tuple[int, int, Fact | None, str | None]] = []
    length = last = 0
    for match in PLACEHOLDER.finditer(raw):
        before, said = raw[last : match.start()], fill(match[0], ledger.facts, language)
        pieces += [before, said]
        start = length + len(before)
        length, last = start + len(said), match.end()
        places.append((start, length, ledger.fact(match[1]), match[2]))
    return Filled("".join([*pieces, raw[last:]]), places)


def _covered(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


def _supported(number: Number, known: Sequence[Known], scene: Scene, strict: bool) -> bool:
    return any(value_agrees(number, k) and (not strict or place_agrees(number, k, scene)) for k in known)


def _says(number: Number, known: Sequence[Known]) -> str:
    if any(value_agrees(number, k) for k in known):
        return f"'{number.text}' is given for another group, period or direction than the text says"
    return f"'{number.text}' is no fact of this answer"


def _bad_places(filled: Filled, written: Sequence[Number], scene: Scene) -> dict[int, tuple[int, str]]:
    """Places whose fact is unknown, or speaks of something else than the words around it."""
    stated = {number.start: number for number in written}
    bad = {}
    for start, end, fact, part in filled.places:
        if fact is None:
            bad[start] = (end, "a place names no fact of this answer")
            continue
        number = next((stated[at] for at in range(start, end) if at in stated), None)
        if part not in _NUMBER_PARTS or number is None or not isinstance(fact.value, int | float):
            continue
        known = next(of_fact(fact))
        if (
            filled.text[end : end + 2].strip()[:1] in _MARKS
            or not unit_agrees(number, known)
            or not place_agrees(number, known, scene)
        ):
            bad[start] = (
                end,
                f"'{number.text}' ({fact.id}) speaks of another unit, group, period or direction than the text says",
            )
    return bad


def _bad_periods(
    scene: Scene, known: Sequence[Known], question: str, hidden: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, str]]:
    """Periods that neither the question nor any number of the answer speaks of."""
    asked = periods(question)
    spans = {k.period for k in known if k.period is not None}
    baselines = {k.period for k in known if k.period is not None and k.role == "baseline"}
    bad = {}
    for named in scene.periods:
        filled_in = any(h[0] <= named.start and named.end <= h[1] and h != (named.start, named.end) for h in hidden)
        supported = any(names_period(named, span) for span in spans) or any(_same(named, other) for other in asked)
        within = any(span.first <= named.first and named.last <= span.last for span in spans if named.first == named.last)
        if baselines and scene.compared_with(named.start):
            supported, within = any(names_period(named, span) for span in baselines), False
        if spans and not (filled_in or supported or within):
            bad[named.start] = (named.end, f"no fact speaks of '{named.text}' there")
    return bad


def _bad_entities(scene: Scene, known: Sequence[Known], written: Sequence[Number]) -> dict[int, tuple[int, str]]:
    """Names in a sentence with numbers of which neither the question, the readings nor any number of the answer speaks."""
    spoken = (
        scene.asked
        | scene.heard
        | {(d, one) for number in known for d, value in number.entities for one in (value, *value.split(", "))}
    )
    counted = {scene.line(start) for start in (*(n.start for n in written), *(said.start for said in spelled(scene.text)))}
    foreign = [m for m in scene.mentions if not spoken & m.entities and scene.line(m.start) in counted]
    return {m.start: (m.end, f"no fact speaks of '{scene.text[m.start : m.end]}'") for m in foreign}


def _same(one: Named, other: Named) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _marked(text: str, ends: Sequence[int], language: Language) -> str:
    for end in sorted(ends, reverse=True):
        stop = end - (len(text[:end]) - len(text[:end].rstrip()))
        text = f"{text[:stop]} {MARK[language]}{text[stop:]}"
    return text
