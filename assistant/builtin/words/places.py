"""Countries and cities as people call them in either language: names, short names, peoples, exonyms."""

from functools import cache

from assistant.builtin.words.phrases import Phrase, data, folded_phrase, split_phrases

__all__ = ["city_names", "country_code", "country_name", "country_names", "regions", "world"]


@cache
def world() -> dict[Phrase, str]:
    """Every name of every country, in English and Spanish -> its ISO code."""
    from babel import Locale

    found: dict[Phrase, str] = {}
    for locale in ("en", "es"):
        for code, name in Locale(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"):
                found.setdefault(folded_phrase(name), code)
    for code, names in data("countries.yaml").items():
        for text in names.values():
            for phrase in split_phrases(text):
                found[phrase] = code
    for code in ("GB", "US", "DE", "FR", "ES", "IT", "PT", "NL", "BE", "IE"):
        found.setdefault((code.lower() + "_",), code)
    return found


@cache
def _by_code() -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase, code in world().items():
        found.setdefault(code, []).append(phrase)
    return found


def country_code(key: str) -> str | None:
    """The ISO code of the country that a key in the data stands for: a name in either language, or the code itself."""
    return world().get(folded_phrase(key)) or (key.upper() if len(key) == 2 and key.upper() in _by_code() else None)


def country_names(key: str) -> list[Phrase]:
    """All the names of the country that a key in the data stands for."""
    code = country_code(key)
    return _by_code()[code] if code else []


@cache
def regions() -> tuple[tuple[tuple[Phrase, ...], frozenset[str]], ...]:
    """Parts of the world: their names in both languages, and the ISO codes of their countries."""
    return tuple(
        (tuple(p for names in region["names"].values() for p in split_phrases(names)), frozenset(region["codes"].split()))
        for region in data("regions.yaml")
    )


def country_name(code: str) -> str:
    """The English name of an ISO code."""
    from babel import Locale

    return str(Locale("en").territories.get(code, code))


@cache
def _exonyms() -> dict[Phrase, tuple[Phrase, ...]]:
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for line in data("cities.yaml"):
        names = tuple(split_phrases(line))
        for name in names:
            found[name] = names
    return found


def city_names(key: str) -> tuple[Phrase, ...]:
    """The other names of a city, itself included."""
    phrase = folded_phrase(key)
    return _exonyms().get(phrase, (phrase,))
