"""What a language says of every shop with the same terms, so that it is made once for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from assistant.builtin.words.phrases import (
    Phrase,
    folded_phrase,
    lexicon,
    plurals,
    split_phrases,
    states,
    terms,
    vocabulary,
)
from tools.terms import Language
from tools.vocabulary import Catalogue, Term

__all__ = ["LONGEST_PHRASE", "Called", "Entry", "Phrasebook", "in_own_words", "names", "with_borrowed"]

EntryKind = Literal["concept", "metric", "dimension", "field", "value", "state"]

LONGEST_PHRASE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning: a concept word, a metric, dimension or field id, a value `dimension=key`, or a state `field=value`."""

    kind: EntryKind
    id: str
    of: str = ""
    weak: bool = False


@dataclass(slots=True)
class Phrasebook:
    """All phrases of one language over one catalogue."""

    language: Language
    entries: dict[Phrase, list[Entry]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    correctable: list[str] = field(default_factory=list)
    products: dict[str, str] = field(default_factory=dict)
    product_keys: dict[str, str] = field(default_factory=dict)
    metrics: frozenset[str] = frozenset()
    dimensions: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    numeric_fields: frozenset[str] = frozenset()
    home: str | None = None
    parts: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    chief: frozenset[str] = frozenset()
    wares: frozenset[str] = frozenset()

    def add(self, phrase: Phrase, entry: Entry) -> None:
        """Enter one phrase; the first meanings come first."""
        if phrase and len(phrase) <= LONGEST_PHRASE:
            found = self.entries.get(phrase, [])
            if entry not in found:
                self.entries[phrase] = [*found, entry]  # a new list: books share those of their language
                self.words.update(phrase)
            if "-" in phrase:
                self.add(tuple(word for word in phrase if word != "-"), entry)

    def product_like(self, text: str) -> str | None:
        """The product whose name is closest to a description, if any is close."""
        if not self.products or len(text) < 4:
            return None
        found = process.extractOne(text, self.products.keys(), scorer=fuzz.token_set_ratio, score_cutoff=88)
        return self.products[found[0]] if found else None


_NOTHING = Entry("concept", "")


@dataclass(frozen=True, slots=True)
class Called:
    """A term as the catalogue calls it in either language."""

    kind: EntryKind
    id: str
    en: tuple[Phrase, ...]
    es: tuple[Phrase, ...]

    def __getitem__(self, language: Language) -> tuple[Phrase, ...]:
        """Its names in one language."""
        return self.en if language == "en" else self.es


def names(catalogue: Catalogue) -> tuple[Called, ...]:
    """The terms of a catalogue in the order in which they are entered."""
    listed: tuple[tuple[EntryKind, Sequence[Term]], ...] = (
        ("metric", catalogue.metrics),
        ("dimension", catalogue.dimensions),
        ("field", catalogue.fields),
    )
    return tuple(
        Called(kind, term.id, tuple(_names(term, "en")), tuple(_names(term, "es"))) for kind, found in listed for term in found
    )


@lru_cache(maxsize=8)
def in_own_words(language: Language, called: tuple[Called, ...]) -> Phrasebook:
    """The states, terms and concepts of one language: what every shop with these terms says in it."""
    book = Phrasebook(language)
    for phrase, (name, value) in states(language).items():
        book.add(phrase, Entry("state", value, name))
    for term in called:
        _add_term(book, term)
    for phrase, concept in lexicon(language).items():
        book.add(phrase, Entry("concept", concept))
    return book


@lru_cache(maxsize=8)
def with_borrowed(language: Language, called: tuple[Called, ...]) -> Phrasebook:
    """The same, and what the other language lends it."""
    own = in_own_words(language, called)
    book = Phrasebook(language, dict(own.entries), set(own.words))
    _borrow(book, in_own_words("en" if language == "es" else "es", called))
    return book


_WORTH = {
    "clv": "worth", "clv_36m": "36 month worth", "clv_lifetime": "lifetime_horizon worth", "customer_lifetime_value": "worth",
}  # fmt: skip


def _add_term(book: Phrasebook, term: Called) -> None:
    named = [p for p in term[book.language] if not _grammar_reads(p, term.kind, book.language)]
    if term.id in _WORTH:
        for phrase in named:
            book.add(phrase, Entry("concept", _WORTH[term.id]))
        return
    colloquial, meant = terms(f"{term.kind}s", book.language), Entry(term.kind, term.id)
    for phrase in {*named, *colloquial.get(term.id, ()), *_family(term.id, colloquial)}:
        for form in _with_plural(phrase, book.language):
            book.add(form, meant)
    if term.id != "customer":
        book.add(folded_phrase(term.id.replace("_", " ")), meant)


def _family(term: str, colloquial: Mapping[str, tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
    """The words for a measure that comes in windows of days; without days they mean the widest."""
    return colloquial.get(term.removesuffix("_90"), ()) if term.endswith("_90") else ()


def _grammar_reads(phrase: Phrase, kind: EntryKind, language: Language) -> bool:
    """Whether a name from the catalogue is made of words that the grammar reads by itself.

    `de`, `mejores clientes` or `no compran desde` say more as grammar than as the name of one column.
    """
    if kind == "metric" and len(phrase) > 1 and _is_grammar(phrase, language) and _names_buyers(phrase, language):
        return True
    if kind == "metric":
        return lexicon(language).get(phrase) in ("and", "or", "in", "of", "to", "for", "from")
    if kind == "dimension" and len(phrase) == 1:
        return lexicon(language).get(phrase) in ("customer", "share")
    counted_days = phrase[:2] in (("days", "since"), ("dias", "desde"))
    return _is_grammar(phrase, language) and not counted_days and "semana" not in phrase and "week" not in phrase


def _names_buyers(phrase: Phrase, language: Language) -> bool:
    """`people who bought`: people and what they did, to which a thing, a time or a negation may be added."""
    concepts = {lexicon(language).get(phrase[at : at + 1]) for at in range(len(phrase))}
    return {"customer", "buy"} <= concepts


def _is_grammar(phrase: Phrase, language: Language) -> bool:
    known = lexicon(language)
    return not phrase or any(
        phrase[:size] in known and _is_grammar(phrase[size:], language) for size in range(len(phrase), 0, -1)
    )


def _names(term: Term, language: Language) -> Iterator[Phrase]:
    yield folded_phrase(term.label[language])
    for word in term.synonyms.get(language, ()):
        yield from split_phrases(word)


def _with_plural(phrase: Phrase, language: Language) -> Iterator[Phrase]:
    yield phrase
    if phrase:
        head = 0 if language == "es" and len(phrase) > 1 else len(phrase) - 1
        for plural in plurals(phrase[head], language):
            yield (*phrase[:head], plural, *phrase[head + 1 :])


def _borrow(book: Phrasebook, other: Phrasebook) -> None:
    """Words borrowed from the other language, where this one has none of its own."""
    own = book.words | vocabulary(book.language)
    for phrase, entries in other.entries.items():
        foreign = not own.issuperset(phrase)
        if foreign and (len(phrase) > 1 or len(phrase[0]) > 3) and phrase not in book.entries:
            for entry in entries:
                if entry != _NOTHING:
                    book.add(phrase, entry)
