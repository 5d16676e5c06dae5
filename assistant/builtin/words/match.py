"""The phrasebook of one shop: what every phrase can mean, from the language's data files and the live catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from assistant.builtin import patterns as re
from assistant.builtin.words.languages import language_names, speakers
from assistant.builtin.words.phrases import (
    Phrase,
    data,
    folded_phrase,
    lexicon,
    plurals,
    split_phrases,
    states,
    terms,
    vocabulary,
)
from assistant.builtin.words.places import city_names, country_code, country_name, country_names, regions, world
from assistant.builtin.words.wares import shared_heads, singular, wares, with_head
from tools.terms import Language
from tools.vocabulary import Catalogue, Term

__all__ = ["SEVERAL", "Entry", "Phrasebook", "phrasebook"]

EntryKind = Literal["concept", "metric", "dimension", "field", "value", "state"]

_LONGEST_NAME = 80
LONGEST_PHRASE = 8
SEVERAL = "|"
_CODED = ("channel", "acquisition_channel", "sales_channel", "language")
_TOLD_ABOUT = {"cancel_reason": "reasons.yaml", "referral_source": "channels.yaml"}
_NEED_A_CUE = (*_CODED, "cancel_reason")
_ORDER = (
    "country", "city", "plan", "category", "segment", "coupon", "campaign", "sales_channel", "acquisition_channel",
    "referral_source", "language", "product",
)  # fmt: skip


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
            found = self.entries.setdefault(phrase, [])
            if entry not in found:
                found.append(entry)
                self.words.update(phrase)
            if "-" in phrase:
                self.add(tuple(word for word in phrase if word != "-"), entry)

    def product_like(self, text: str) -> str | None:
        """The product whose name is closest to a description, if any is close."""
        if not self.products or len(text) < 4:
            return None
        found = process.extractOne(text, self.products.keys(), scorer=fuzz.token_set_ratio, score_cutoff=88)
        return self.products[found[0]] if found else None


_BOOKS: dict[tuple[int, int, Language], tuple[Catalogue, Phrasebook]] = {}


def phrasebook(catalogue: Catalogue, language: Language) -> Phrasebook:
    """The phrasebook of a catalogue, built once per language."""
    key = (id(catalogue.values), id(catalogue.metrics), language)
    if key not in _BOOKS:
        if len(_BOOKS) > 8:
            _BOOKS.clear()
        _BOOKS[key] = (catalogue, _build(catalogue, language))
    return _BOOKS[key][1]


def _build(catalogue: Catalogue, language: Language) -> Phrasebook:
    book = Phrasebook(
        language,
        metrics=frozenset(t.id for t in catalogue.metrics),
        dimensions=frozenset(t.id for t in catalogue.dimensions),
        fields=frozenset(t.id for t in catalogue.fields),
        numeric_fields=frozenset(t.id for t in catalogue.fields if t.type == "number"),
    )
    for phrase, (name, value) in states(language).items():
        book.add(phrase, Entry("state", value, name))
    _add_terms(book, catalogue, language)
    for phrase, concept in lexicon(language).items():
        book.add(phrase, Entry("concept", concept))
    other: Language = "en" if language == "es" else "es"
    own = set(book.words)
    _add_other_language(book, catalogue, other)
    everyday = set(book.words)
    _add_values(book, catalogue, everyday)
    _add_families(book, catalogue)
    book.wares = frozenset(word for name in book.products for word in name.split() if len(word) > 3)
    book.chief = frozenset(phrase[0] for phrase, meant in book.entries.items() if len(phrase) == 1 and _is_chief(meant))
    if "country" in book.dimensions:
        _add_absent_countries(book, catalogue)
        _add_regions(book, catalogue)
    book.correctable = sorted(w for w in own | (book.words - everyday) if len(w) >= 4 and w.isalpha())
    return book


def _is_chief(meant: list[Entry]) -> bool:
    """Whether a word names what questions are mostly about, so that a typo is rather it than a word as near."""
    first = meant[0]
    return first.kind in ("metric", "dimension", "value") or first.id in ("customer", "buy", "how_many", "not")


_WORTH = {
    "clv": "worth", "clv_36m": "36 month worth", "clv_lifetime": "lifetime_horizon worth", "customer_lifetime_value": "worth",
}  # fmt: skip


def _add_terms(book: Phrasebook, catalogue: Catalogue, language: Language) -> None:
    kinds: tuple[tuple[EntryKind, str, tuple[Term, ...]], ...] = (
        ("metric", "metrics", tuple(catalogue.metrics)),
        ("dimension", "dimensions", tuple(catalogue.dimensions)),
        ("field", "fields", tuple(catalogue.fields)),
    )
    for kind, file_part, listed in kinds:
        colloquial = terms(file_part, language)
        for term in listed:
            named = [p for p in _names(term, language) if not _grammar_reads(p, kind, language)]
            if term.id in _WORTH:
                for phrase in named:
                    book.add(phrase, Entry("concept", _WORTH[term.id]))
                continue
            for phrase in {*named, *colloquial.get(term.id, ()), *_family(term.id, colloquial)}:
                for form in _with_plural(phrase, language):
                    book.add(form, Entry(kind, term.id))
            if term.id != "customer":
                book.add(folded_phrase(term.id.replace("_", " ")), Entry(kind, term.id))


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


def _add_other_language(book: Phrasebook, catalogue: Catalogue, other: Language) -> None:
    """Words borrowed from the other language, where this one has none of its own."""
    own = set(book.words) | set(vocabulary(book.language))
    borrowed = Phrasebook(other)
    for phrase, (name, value) in states(other).items():
        borrowed.add(phrase, Entry("state", value, name))
    _add_terms(borrowed, catalogue, other)
    for phrase, concept in lexicon(other).items():
        if concept:
            borrowed.add(phrase, Entry("concept", concept))
    for phrase, entries in borrowed.entries.items():
        foreign = [w for w in phrase if w not in own]
        if foreign and (len(phrase) > 1 or len(phrase[0]) > 3) and phrase not in book.entries:
            for entry in entries:
                book.add(phrase, entry)


def _add_values(book: Phrasebook, catalogue: Catalogue, own: set[str]) -> None:
    rank = {name: i for i, name in enumerate(_ORDER)}
    heads = shared_heads([v.key for v in catalogue.values if v.dimension == "category"])
    for value in sorted(catalogue.values, key=lambda v: (rank.get(v.dimension, 99), -v.weight)):
        if value.dimension == "product":
            _add_product(book, value.key, value.names, own)
            continue
        phrases = {folded_phrase(n) for n in (value.key, *value.names)}
        phrases |= {folded_phrase(value.key.replace("_", " "))}
        if value.dimension == "country":
            phrases |= set(country_names(value.key))
        if value.dimension == "city":
            phrases |= set(city_names(value.key))
        if value.dimension == "category":
            phrases |= set(wares(value.key))
        if value.dimension in ("category", "plan"):
            phrases |= {one for phrase in list(phrases) if (one := singular(phrase))}
        if value.dimension == "category":
            phrases |= {one for phrase in list(phrases) for one in with_head(phrase, heads)}
        if value.dimension in _CODED:
            phrases |= {p for text in data("channels.yaml").get(value.key.lower(), {}).values() for p in split_phrases(text)}
        if value.dimension == "sales_channel":
            phrases |= set(_of_its_head(folded_phrase(value.key)))
        if value.dimension == "language":
            for phrase in speakers(value.key):
                book.add(phrase, Entry("value", value.key, value.dimension))
            phrases |= set(language_names(value.key))
        if value.dimension in _TOLD_ABOUT:
            phrases |= {
                p
                for text in data(_TOLD_ABOUT[value.dimension]).get(value.key.replace(" ", "_"), {}).values()
                for p in split_phrases(text)
            }
        for phrase in filter(None, phrases):  # a value of signs alone has no words
            place = value.dimension in ("country", "city")
            short = len(phrase[0]) < 3 and (not place or phrase[0] in own)  # `uk` is a country, `es` a verb
            ordinary = len(phrase) == 1 and ((phrase[0] in own and not place) or short)
            weak = ordinary or value.dimension in _NEED_A_CUE
            book.add(phrase, Entry("value", value.key, value.dimension, weak))


def _of_its_head(name: Phrase) -> Iterator[Phrase]:
    """`stall`, `puesto`, `puestos pop-up` of the channel `Pop-up stall`: by what kind of place it is, in both languages."""
    known = data("channels.yaml").get(name[-1], {}) if len(name) > 1 else {}
    for phrase in (p for text in known.values() for p in split_phrases(text)):
        yield from (phrase, (*name[:-1], *phrase), (*phrase, *name[:-1]))


def _add_families(book: Phrasebook, catalogue: Catalogue) -> None:
    """`Coffee Monthly` of `Coffee Monthly 250` and `Coffee Monthly 500`: all plans whose name begins so."""
    plans = {value.key: folded_phrase(value.key) for value in catalogue.values if value.dimension == "plan"}
    begins = {phrase[:size] for phrase in plans.values() for size in range(2, len(phrase))}
    for begin in begins:
        keys = sorted(key for key, phrase in plans.items() if phrase[: len(begin)] == begin)
        if len(keys) > 1:
            book.add(begin, Entry("value", SEVERAL.join(keys), "plan"))


def _add_absent_countries(book: Phrasebook, catalogue: Catalogue) -> None:
    ordinary = set(str(data("harmless.yaml")).split())  # `reunión` is a meeting
    present = {p for v in catalogue.values if v.dimension == "country" for p in country_names(v.key)}
    for phrase, code in world().items():
        if phrase in present or phrase in book.entries or ordinary.issuperset(phrase):
            continue
        if all(len(w) > 3 for w in phrase[:1]):
            book.add(phrase, Entry("value", country_name(code), "country"))


def _add_regions(book: Phrasebook, catalogue: Catalogue) -> None:
    """`Europe`, `the Nordics`: the countries of the data that lie there, as one value of several keys."""
    codes = {v.key: country_code(v.key) for v in catalogue.values if v.dimension == "country"}
    for phrases, inside in regions():
        keys = sorted(key for key, code in codes.items() if code in inside)
        for phrase in phrases if keys else ():
            book.entries.setdefault(phrase, [Entry("value", SEVERAL.join(keys), "country")])
            book.words.update(phrase)
    known = [v for v in catalogue.values if v.dimension == "country" and codes[v.key]]
    book.home = max(known, key=lambda v: v.weight).key if len(known) > 1 else None


def is_name(text: str) -> bool:
    """Whether a value of the data can be what somebody calls a thing; sentences, links and markup stay unsaid."""
    return len(text) <= _LONGEST_NAME and not re.search(r"://|www\.|[<>{}\[\]|`\n]", text)


def _add_product(book: Phrasebook, key: str, names: tuple[str, ...], own: set[str]) -> None:
    folded = key.lower()
    book.product_keys[folded] = key
    if not folded.isdigit():
        book.add(folded_phrase(key), Entry("value", key, "product", weak=folded.isalpha()))  # `POST` is one, a post is none
    for name in names:
        phrase = folded_phrase(name)
        if phrase and is_name(name):
            book.products.setdefault(" ".join(phrase), key)
            weak = len(phrase) == 1 and phrase[0] in own
            if len(phrase) <= LONGEST_PHRASE and not (len(phrase) == 1 and len(phrase[0]) < 4):
                book.entries.setdefault(phrase, []).append(Entry("value", key, "product", weak))  # its words correct no typos
