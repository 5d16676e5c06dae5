"""The languages that customers have, as people call them in English and Spanish, and their speakers."""

from collections.abc import Iterator
from functools import cache

from assistant.builtin.words.phrases import Phrase, data, folded_phrase, split_phrases

__all__ = ["language_names", "speakers"]

_SPEAKING = {
    "en": ("{} speaking", "{}-speaking", "{} speakers", "speak {}", "speaks {}", "spoke {}"),
    "es": ("hablan {}", "habla {}", "hablen {}", "hablantes de {}", "de habla {}", "de lengua {}", "en lengua {}"),
}


@cache
def language_names(key: str) -> tuple[Phrase, ...]:
    """What the language of a code is called: `es` is Spanish, español, castellano."""
    return tuple(dict.fromkeys(phrase for _, phrase in _names(key)))


def speakers(key: str) -> Iterator[Phrase]:
    """Those who speak it: `English-speaking`, `hablan inglés`, `hispanohablantes`."""
    for language, phrase in _names(key):
        for pattern in _SPEAKING[language]:
            yield folded_phrase(pattern.format(" ".join(phrase)))
    yield from split_phrases(data("languages.yaml").get(_code(key), {}).get("speakers"))


def _names(key: str) -> Iterator[tuple[str, Phrase]]:
    from babel import Locale

    for language in ("en", "es"):
        if name := Locale(language).languages.get(_code(key)):
            yield language, folded_phrase(name)
        for phrase in split_phrases(data("languages.yaml").get(_code(key), {}).get(language)):
            yield language, phrase


def _code(key: str) -> str:
    return key.lower().replace("_", "-").split("-")[0]
