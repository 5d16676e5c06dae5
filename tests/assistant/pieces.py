"""An answer's text in pieces, so that one can be made false: numbers, places, periods, entities, directions, nouns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from assistant.agent.grounding.known import Entity, entity_names, known_numbers
from assistant.agent.grounding.periods import periods
from assistant.agent.grounding.words import NOUNS
from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from assistant.render.numbers import PLACEHOLDER, fill, format_fact, number
from tools.reply import Fact
from tools.terms import Language

__all__ = ["OPPOSITES", "TAG", "Answered", "Piece", "in_pieces", "literal"]

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", None: ""}
_SPELLABLE = (3, 7, 12, 20, 27, 40, 42, 100)
SPELLED = {
    "en": dict(zip(_SPELLABLE, "three,seven,twelve,twenty,twenty-seven,forty,forty-two,a hundred".split(","), strict=True)),
    "es": dict(zip(_SPELLABLE, "tres,siete,doce,veinte,veintisiete,cuarenta,cuarenta y dos,cien".split(","), strict=True)),
}
TAG = re.compile(r"<([^<>]+)>")
_PAIRS = [
    "up/down rose/fell grew/declined increased/decreased more/less higher/lower gained/lost rise/fall increase/decrease",
    "subió/bajó creció/cayó aumentó/disminuyó más/menos subieron/bajaron crecieron/cayeron",
    "aumentaron/disminuyeron sube/baja aumento/descenso",
]
OPPOSITES = {
    a: b
    for line in _PAIRS
    for pair in line.split()
    for one, other in [pair.split("/")]
    for a, b in ((one, other), (other, one))
}


@dataclass(frozen=True)
class Piece:
    """A part of a text. `kind`: words, number (literal), place ({{f}}), period, entity, direction, noun."""

    kind: str
    text: str
    fact: Fact | None = None


@dataclass(frozen=True)
class Answered:
    """An answer with what its tools gave; `values` are the shop's own names."""

    pieces: tuple[Piece, ...]
    ledger: Ledger
    runs: tuple[ToolRun, ...]
    question: str
    language: Language
    values: Mapping[str, frozenset[Entity]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def numbers(self) -> int:
        return sum(piece.kind in ("number", "place") for piece in self.pieces)


def in_pieces(raw: str, answer: Answered, random: Random, literals: float = 0.7) -> tuple[Piece, ...]:
    """The raw text of a real answer in pieces; that share of its places is written out, in the ways that models write."""
    known = known_numbers(answer.ledger.facts, [run.reply for run in answer.runs])
    names = {name for name, of in entity_names(known, {}).items() if any(d not in ("customer", "customer_id") for d, _ in of)}
    found, last = [], 0
    for match in PLACEHOLDER.finditer(raw):
        found += [*_words(raw[last : match.start()], names, bool(last)), _place(match, answer, random, literals)]
        last = match.end()
    return (*found, *_words(raw[last:], names, bool(last)))


def _place(match: re.Match[str], answer: Answered, random: Random, literals: float) -> Piece:
    fact, part = answer.ledger.fact(match[1]), match[2]
    filled = fill(match[0], answer.ledger.facts, answer.language)
    if part in ("of", "period", "label", "interval") or fact is None or not isinstance(fact.value, int | float):
        return Piece({"of": "entity", "period": "period"}.get(part or "", "words"), filled, fact)
    if random.random() >= literals:
        return Piece("place", match[0], fact)
    if part in (None, "abs") and fact.value:
        return Piece("number", literal(fact, answer.language, random, absolute=part == "abs"), fact)
    return Piece("number", filled, fact)


def literal(fact: Fact, language: Language, random: Random, absolute: bool = False) -> str:
    """A number as models write it: whole, rounded, abbreviated, or spelled where it is small."""
    value = float(fact.value) if not absolute else abs(float(fact.value))  # type: ignore[arg-type]
    style = random.random()
    if fact.role in ("change", "change_rate"):
        said = format_fact(replace(fact, value=value), language)
        return said.lstrip("+") if absolute else said
    if fact.unit == "money" and value >= 20_000 and style < 0.25:
        return _short(value, fact.currency, language)
    if fact.unit == "rate" and style < 0.3:
        gap = "\u00a0" if language == "es" else ""
        return f"{number(value * 100, language, random.choice([0, 1, 2]) if value > 0.1 else 1)}{gap}%"
    if fact.unit in ("orders", "customers", "people", "count") and value in SPELLED[language] and style < 0.5:
        return SPELLED[language][int(value)]
    return format_fact(fact, language)


def _short(value: float, currency: str | None, language: Language) -> str:
    millions = value >= 1e6
    amount = number(value / (1e6 if millions else 1e3), language, 2 if millions else 1)
    scale = {"en": "M" if millions else "k", "es": "\u00a0M" if millions else "\u00a0mil"}[language]
    sign = SIGNS.get(currency, "")
    return f"{sign}{amount}{scale}" if language == "en" else f"{amount}{scale} {sign}".rstrip()


def _words(text: str, names: set[str], counted: bool) -> Iterator[Piece]:
    """Words cut at the periods, entities, directions and, after a number, the noun that it counts."""
    spans = [(named.start, named.end, "period") for named in periods(text) if not named.any_year]
    for pattern, kind in ((_any_of(names), "entity"), (_any_of(OPPOSITES), "direction"), (_any_of(NOUNS), "noun")):
        for match in pattern.finditer(text):
            fits = kind != "noun" or (counted and not text[: match.start()].strip(" *\u00a0"))
            if fits and not any(start < match.end() and match.start() < end for start, end, _ in spans):
                spans.append((*match.span(), kind))
    last = 0
    for start, end, kind in sorted(spans):
        yield from (Piece("words", text[last:start]), Piece(kind, text[start:end]))
        last = end
    yield Piece("words", text[last:])


def _any_of(words: Sequence[str] | set[str] | Mapping[str, object]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
