"""The phrasebook of one shop: what every phrase can mean, from the language's data files and the live catalogue."""

from collections.abc import Iterator

from assistant.builtin import patterns as re
from assistant.builtin.words.languages import language_names, speakers
from assistant.builtin.words.money import currency_names
from assistant.builtin.words.phrasebook import LONGEST_PHRASE, Entry, Phrasebook, in_own_words, names, with_borrowed
from assistant.builtin.words.phrases import Phrase, data, folded_phrase, split_phrases
from assistant.builtin.words.places import city_names, country_code, country_name, country_names, regions, world
from assistant.builtin.words.wares import shared_heads, singular, wares, with_head
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["SEVERAL", "Entry", "Phrasebook", "phrasebook"]

_LONGEST_NAME = 80
SEVERAL = "|"
_CODED = ("channel", "acquisition_channel", "sales_channel", "language")
_TOLD_ABOUT = {"cancel_reason": "reasons.yaml", "referral_source": "channels.yaml"}
_NEED_A_CUE = (*_CODED, "cancel_reason")
_ORDER = (
    "country", "city", "plan", "category", "segment", "coupon", "campaign", "sales_channel", "acquisition_channel",
    "referral_source", "language", "product",
)  # fmt: skip
_BOOKS: dict[tuple[int, int, str, Language], tuple[Catalogue, Phrasebook]] = {}


def phrasebook(catalogue: Catalogue, language: Language) -> Phrasebook:
    """The phrasebook of a catalogue, built once per language."""
    key = (id(catalogue.values), id(catalogue.metrics), catalogue.currency, language)
    if key not in _BOOKS:
        if len(_BOOKS) > 8:
            _BOOKS.clear()
        _BOOKS[key] = (catalogue, _build(catalogue, language))
    return _BOOKS[key][1]


def _build(catalogue: Catalogue, language: Language) -> Phrasebook:
    called = names(catalogue)
    own, everyday = in_own_words(language, called).words, with_borrowed(language, called)
    book = Phrasebook(
        language,
        dict(everyday.entries),
        set(everyday.words),
        metrics=frozenset(t.id for t in catalogue.metrics),
        dimensions=frozenset(t.id for t in catalogue.dimensions),
        fields=frozenset(t.id for t in catalogue.fields),
        numeric_fields=frozenset(t.id for t in catalogue.fields if t.type == "number"),
    )
    _add_values(book, catalogue, everyday.words)
    _add_families(book, catalogue)
    book.wares = frozenset(word for name in book.products for word in name.split() if len(word) > 3)
    book.chief = frozenset(phrase[0] for phrase, meant in book.entries.items() if len(phrase) == 1 and _is_chief(meant))
    for phrase in currency_names(catalogue.currency, language):
        book.add(phrase, Entry("concept", "money_unit"))
    if "country" in book.dimensions:
        _add_absent_countries(book, catalogue)
        _add_regions(book, catalogue)
    book.correctable = sorted(w for w in own | (book.words - everyday.words) if len(w) >= 4 and w.isalpha())
    return book


def _is_chief(meant: list[Entry]) -> bool:
    """Whether a word names what questions are mostly about, so that a typo is rather it than a word as near."""
    first = meant[0]
    return first.kind in ("metric", "dimension", "value") or first.id in ("customer", "buy", "how_many", "not")


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
                meant = Entry("value", key, "product", weak)
                book.entries[phrase] = [*book.entries.get(phrase, ()), meant]  # its words correct no typos
