"""The phrases of both languages as concepts, read once from the data files beside this module."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import chain, product
from typing import Any

import yaml

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold, words
from tools.terms import Language

__all__ = ["data", "folded_phrase", "lexicon", "plurals", "split_phrases", "states", "terms", "vocabulary"]

Phrase = tuple[str, ...]


@cache
def data(name: str) -> Any:
    """A YAML file of `assistant/builtin/data`, parsed."""
    text = resources.files("assistant.builtin").joinpath("data", name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # the C loader is safe too, and ten times faster


def split_phrases(text: str | list[str] | None) -> Iterator[Phrase]:
    """`a | b (c/d)`, one text or several, as folded phrases: ("a",), ("b", "c"), ("b", "d"); `(c/)` may be left out."""
    joined = " | ".join(text) if isinstance(text, list) else text or ""
    for part in joined.split(" | "):
        for chosen in product(*(_readings(piece) for piece in _PIECE.findall(part))):
            phrase = tuple(chain.from_iterable(chosen))
            if phrase:
                yield phrase


_CHOICE = re.compile(r"\(([^()]*/[^()]*)\)")
_PIECE = re.compile(r"(?:\([^()]*/[^()]*\)|\S)+")


@cache
def _readings(piece: str) -> tuple[Phrase, ...]:
    """The words of each way through what stands between two blanks."""
    return tuple(tuple(w.text for w in words(spelled) if w.text) for spelled in _expanded(piece))


def _expanded(part: str) -> Iterator[str]:
    """Every way through the choices of one phrase."""
    choice = _CHOICE.search(part)
    if choice is None:
        yield part
        return
    for option in choice[1].split("/"):
        yield from _expanded(part[: choice.start()] + option + part[choice.end() :])


@cache
def lexicon(language: Language) -> Mapping[Phrase, str]:
    """Phrase -> concept words of one language; an empty concept is nothing to read."""
    found: dict[Phrase, str] = {}
    for concept, by_language in data("lexicon.yaml").items():
        for phrase in split_phrases(by_language.get(language)):
            for form in _forms(phrase, language, concept):
                if not found.get(form):
                    found[form] = concept
    return found


@cache
def states(language: Language) -> Mapping[Phrase, tuple[str, str]]:
    """Phrase -> (field, value) for the states that every shop has: health, stage, RFM group, subscription status."""
    found: dict[Phrase, tuple[str, str]] = {}
    for key, by_language in data("states.yaml").items():
        field, _, value = key.partition("=")
        for phrase in split_phrases(by_language.get(language)):
            found.setdefault(phrase, (field, value))
    return found


@cache
def terms(kind: str, language: Language) -> Mapping[str, tuple[Phrase, ...]]:
    """Id -> colloquial phrases for `metrics`, `dimensions` or `fields`."""
    return {key: tuple(split_phrases(value.get(language))) for key, value in data("terms.yaml")[kind].items()}


@cache
def vocabulary(language: Language) -> frozenset[str]:
    """Every word that the phrases of a language use."""
    found = {word for phrase in (*lexicon(language), *states(language)) for word in phrase}
    for kind in ("metrics", "dimensions", "fields"):
        found |= {word for phrases in terms(kind, language).values() for phrase in phrases for word in phrase}
    return frozenset(found)


_INVARIANT = {"", "not", "this", "last", "since", "whole"}


_ONE_ONLY = (("star",), ("estrella",), ("peso",))  # `our star product`, `qué peso tiene`; `stars`, `pesos` are counted
_BEFORE_EL = {"de": "del", "a": "al"}


def _forms(phrase: Phrase, language: Language, concept: str) -> Iterator[Phrase]:
    yield phrase
    if language == "es" and len(phrase) > 1 and phrase[-1] in _BEFORE_EL:
        yield (*phrase[:-1], _BEFORE_EL[phrase[-1]])
    if phrase in _ONE_ONLY:
        return
    if len(phrase) == 1 and concept not in _INVARIANT and phrase[0].isalpha() and len(phrase[0]) > 2:
        yield from ((p,) for p in plurals(phrase[0], language))


def plurals(word: str, language: Language) -> tuple[str, ...]:
    """The likely plurals of a folded word."""
    if word.endswith("s"):
        return (word + "es",) if language == "es" and len(word) < 5 else ()
    if language == "es":
        if word[-1] in "aeiou":
            return (word + "s",)
        return (word[:-1] + "ces",) if word.endswith("z") else (word + "es",)
    if word.endswith(("ch", "sh", "x")):
        return (word + "es",)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "s",)


def folded_phrase(text: str) -> Phrase:
    """A name as the phrase that finds it."""
    return tuple(w.text for w in words(fold(text)) if w.text and w.text not in ".,;:!?")
