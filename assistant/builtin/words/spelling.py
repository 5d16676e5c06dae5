"""Typos put right: a longer word by itself, a short one where its neighbours leave no other reading."""

from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from assistant.builtin import patterns as re
from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.normalise import Word
from assistant.builtin.words.numbers import ORDINALS
from assistant.builtin.words.phrases import data, split_phrases, vocabulary

__all__ = ["plain_words", "respelt"]

_LEAST = 4
_SHORTEST = 3
_TIME_UNITS = frozenset("day days week weeks month months year years dia dias semana semanas mes meses ano anos".split())
_BEFORE_UNITS = frozenset(
    "this last past next previous prior current same per by each every the whole este esta ultimo ultima ultimos ultimas "
    "pasado pasada proximo proxima mismo misma cada por del al de el la".split()
)
_MOMENTS = frozenset("today yesterday ayer".split())
_BEHIND_UNITS = frozenset("pasado pasada anterior anteriores actual ago so before".split())


def respelt(words: Sequence[Word], book: Phrasebook, plain: frozenset[str]) -> list[str]:
    """The words as they were meant.

    Args:
        plain: ordinary words that are right as they stand and not to be taken for typos.
    """
    tokens = [word.text for word in words]
    doubtful = [
        at for at, token in enumerate(tokens)
        if token.isalpha() and len(token) > 1 and token not in book.words and token not in plain and token not in ORDINALS
        and token not in book.wares
    ]  # fmt: skip
    for at in doubtful:
        tokens[at] = (
            _by_sound(tokens[at], book)
            or _doubled(tokens[at], book)
            or _behind_unit(tokens, at, book)
            or _chief(tokens[at], book)
            or _by_neighbours(tokens, at, book)
            or _by_itself(tokens[at], book)
        )
    for at in (at for at in doubtful if tokens[at] == words[at].text):
        tokens[at] = _by_neighbours(tokens, at, book) or tokens[at]  # now that its neighbours are right
    own = vocabulary(book.language)
    for at, token in enumerate(tokens):
        if heard := _names_as_heard(tokens, at, book):
            tokens[at] = heard
            continue
        foreign = len(token) == _SHORTEST and token in book.words and token not in own
        if foreign or (token in plain and token not in book.words):
            tokens[at] = _time_word(tokens, at, book) or token  # `las month`, `last moth`: words, and yet meant otherwise
    return tokens


def _kind_of_ending(token: str) -> str:
    return next((ending for ending in ("ando", "iendo", "ing", "mente") if token.endswith(ending)), "")


def _by_itself(token: str, book: Phrasebook) -> str:
    if len(token) < _LEAST:
        return token
    most = 1 if len(token) < 8 else 2
    best: tuple[tuple[int, bool, int, int], str] | None = None
    for candidate in book.correctable:
        if abs(len(candidate) - len(token)) > most or candidate[0] != token[0]:
            continue
        if _kind_of_ending(token) and not candidate.endswith(_kind_of_ending(token)):
            continue  # `preparando` is not `prepáralo`
        if abs(len(candidate) - len(token)) > 1 and (candidate.endswith(token) or token.endswith(candidate)):
            continue  # `activated` is not `reactivated`: another prefix is another word
        distance = OSA.distance(token, candidate, score_cutoff=most)
        rank = distance, candidate not in book.chief, abs(len(candidate) - len(token)), -len(candidate)
        if distance <= most and (best is None or rank < best[0]):
            best = rank, candidate
    return token if best is None else best[1]


def _chief(token: str, book: Phrasebook) -> str | None:
    """What questions are mostly about, a letter away: `pedidos` for `peididos`, whatever else its neighbours go with."""
    found = _by_itself(token, book)
    near = len(token) > _LEAST and found in book.chief and OSA.distance(token, found, score_cutoff=1) == 1
    return found if near else None


def _doubled(token: str, book: Phrasebook) -> str | None:
    """`sel`, `comision` with one letter less: the word of the language in which one of its letters is double."""
    if len(token) < _SHORTEST:
        return None
    own = vocabulary(book.language)
    return next((w for at in range(len(token)) if (w := token[: at + 1] + token[at:]) in own), None)


def _behind_unit(tokens: Sequence[str], at: int, book: Phrasebook) -> str | None:
    """`la semana pasda`: behind a unit of time, the word a letter away that goes there."""
    if not at or tokens[at - 1] not in _TIME_UNITS or len(tokens[at]) < _LEAST:
        return None
    return next((word for word in sorted(_near(tokens[at], book)) if word in _BEHIND_UNITS), None)


_LONGEST_NAME = 5


def _names_as_heard(tokens: Sequence[str], at: int, book: Phrasebook) -> str | None:
    """`taza de recompra`: a word that sounds like the first of a name which the words behind it complete."""
    if book.language != "es" or len(tokens[at]) < _LEAST or tokens[at + 1 : at + 2] != ["de"]:
        return None
    heard = _alike().get(_sound(tokens[at]), set()) - {tokens[at]}
    sizes = range(3, _LONGEST_NAME + 1)
    own = any((tokens[at], *tokens[at + 1 : at + n]) in book.entries for n in sizes)
    named = (w for w in sorted(heard) if any((w, *tokens[at + 1 : at + n]) in book.entries for n in sizes))
    return None if own else next(named, None)


def _by_sound(token: str, book: Phrasebook) -> str | None:
    """A Spanish word written as it sounds: `benta`, `ubo`, `conpras`."""
    return _sounds().get(_sound(token)) if book.language == "es" and len(token) >= _SHORTEST else None


@cache
def _sounds() -> dict[str, str]:
    """The words of the Spanish phrases by their sound, where only one has it."""
    return {sound: next(iter(words)) for sound, words in _alike().items() if len(words) == 1}


@cache
def _alike() -> dict[str, set[str]]:
    """The words of the Spanish phrases that sound the same, by their sound."""
    alike: dict[str, set[str]] = {}
    for word in vocabulary("es"):
        alike.setdefault(_sound(word), set()).add(word)
    return alike


def _sound(word: str) -> str:
    for written, heard in (
        ("ch", "x"),
        ("h", ""),
        ("v", "b"),
        ("ll", "y"),
        ("qu", "k"),
        ("z", "s"),
        ("np", "mp"),
        ("nb", "mb"),
    ):
        word = word.replace(written, heard)
    return re.sub(r"c(?=[ei])", "s", word).replace("c", "k")


def _by_neighbours(tokens: Sequence[str], at: int, book: Phrasebook) -> str | None:
    """The one word a letter away that goes with the words beside it: `this wek`, `how mny`, `lst month`."""
    before, behind = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    fitting = {c for c in _near(tokens[at], book) if _of_time(before, c, behind) or _in_phrase(before, c, behind, book)}
    alike = sorted(fitting, key=lambda c: (c[:1] != tokens[at][:1], len(c) < len(tokens[at]), c))
    return alike[0] if alike else None


def _time_word(tokens: Sequence[str], at: int, book: Phrasebook) -> str | None:
    before, behind = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    own, first = vocabulary(book.language), tokens[at][0]
    near = sorted(c for c in _near(tokens[at], book) if c[0] == first and c in own and _of_time(before, c, behind))
    return near[0] if near else None


def _near(token: str, book: Phrasebook) -> Iterator[str]:
    """The words a letter away that begin with one of the first two letters."""
    for word in book.words:
        alike = len(word) > 2 and word[0] in token[:2] and abs(len(word) - len(token)) < 2
        if alike and OSA.distance(token, word, score_cutoff=1) == 1:
            yield word


def _of_time(before: str, word: str, behind: str) -> bool:
    """Whether a unit of time stands beside what goes with one."""
    if word in _MOMENTS:
        return True
    if word in _TIME_UNITS:
        return before in _BEFORE_UNITS or before.isdigit() or behind in _BEHIND_UNITS
    return word in _BEFORE_UNITS and len(word) > 3 and (behind in _TIME_UNITS or behind.isdigit())


def _in_phrase(before: str, word: str, behind: str, book: Phrasebook) -> bool:
    """Whether the word and its neighbour are a phrase of their own."""
    return (before, word) in book.entries or (word, behind) in book.entries


@cache
def plain_words() -> frozenset[str]:
    """Ordinary words that are spelled right and are nobody's typo."""
    goods = {word for names in data("wares.yaml") for text in names.values() for p in split_phrases(text) for word in p}
    return frozenset(f"{data('plain_words.yaml')} {data('harmless.yaml')}".split()) | goods
