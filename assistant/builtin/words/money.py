"""What people call the money of a shop: `cedis`, `Ghanaian cedis`, `GHS`."""

from collections.abc import Iterator
from functools import cache

from assistant.builtin.words.phrases import Phrase, folded_phrase
from tools.terms import Language

__all__ = ["currency_names"]

_SHORTEST = 3


@cache
def _names(code: str, language: Language) -> tuple[Phrase, ...]:
    from babel.numbers import get_currency_name

    whole = [folded_phrase(get_currency_name(code, count, language)) for count in (1, 2)]
    head = -1 if language == "en" else 0  # `Ghanaian cedis`, `cedis ghaneses`
    return tuple(dict.fromkeys([*whole, *((name[head],) for name in whole if len(name[head]) >= _SHORTEST), (code.lower(),)]))


def currency_names(code: str, language: Language) -> Iterator[Phrase]:
    """The names of a currency in a language, one and several; nothing where no shop's currency is known."""
    yield from _names(code, language) if code else ()
