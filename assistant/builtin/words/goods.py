"""Products by a part of their name: `regency cakestand` finds REGENCY CAKESTAND 3 TIER, `lunch bags` asks which."""

from collections.abc import Sequence

from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.phrases import Phrase

__all__ = ["goes_on_as_a_name", "part_of_name"]

_LONGEST = 5
_SHORTEST = 4
_PARTICLES = frozenset("up out in on off over down away back by with for of to the and de la el los las con para en".split())
_WEAK_CUES = ("of", "not", "and", "or")
_COLOURS_ONLY = frozenset(
    "small little tiny mini large big huge quick cross slide plan nice good great new special extra".split()
)
_CUES = ("buy", "of", "sell", "exclude", "product", "not", "and", "or")


def _parts(book: Phrasebook) -> dict[Phrase, tuple[str, ...]]:
    """Every run of words of every product name -> the products that hold it, best-known first; made when first needed."""
    if not book.parts:
        found: dict[Phrase, dict[str, None]] = {(): {}}
        for name, key in book.products.items():
            tokens = tuple(name.split())
            for size in range(1, min(_LONGEST, len(tokens)) + 1):
                for at in range(len(tokens) - size + 1):
                    found.setdefault(tokens[at : at + size], {})[key] = None
        book.parts = {phrase: tuple(keys) for phrase, keys in found.items()}
    return book.parts


def goes_on_as_a_name(tokens: Sequence[str], at: int, size: int, book: Phrasebook) -> bool:
    """Whether so many words and the next are part of a product's name, where the next means nothing by itself."""
    named = tuple(tokens[at : at + size + 1])
    new = len(named) > size and named[size:] not in book.entries and named[size] not in _PARTICLES
    return new and named in _parts(book)


def part_of_name(
    tokens: Sequence[str], at: int, book: Phrasebook, before: str, sure: bool = False
) -> tuple[int, tuple[str, ...]] | None:
    """How many words from here on are part of product names, and the products that they may be.

    A single word counts only behind a word such as `bought`, and where nothing else in the language is called so.

    Args:
        sure: whether it is known that a name stands here, so that words of every day may be in it.
    """
    model = tokens[at].isalnum() and not tokens[at].isalpha() and not tokens[at].isdigit()  # `V60`
    if not book.products or not (model or (tokens[at].isalpha() and len(tokens[at]) >= _SHORTEST)):
        return None
    parts = _parts(book)
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        compound = tokens[at + 1 : at + 2] == ["-"]  # `cross-sell`
        told = before in _CUES or before.startswith("@d")
        if size == 1 and (compound or not told or (before in _WEAK_CUES and tokens[at] in _COLOURS_ONLY)):
            continue  # `thinking of a small nudge` is about no small heart
        phrase = tuple(tokens[at : at + size])
        for form in (phrase, (*phrase[:-1], phrase[-1].removesuffix("s")), (*phrase[:-1], phrase[-1].removesuffix("es"))):
            if size > 1 and sum(word not in _PARTICLES for word in form) == 1 and before not in _CUES:
                continue  # `pick up` is a verb before it is a game
            keys = parts.get(form)
            everyday = not sure and all(word in book.words for word in form)  # `orders come in` names no doormat
            everyday = everyday and (size > 1 or before.startswith("@d"))
            if keys and not everyday and (size > 1 or len(form[0]) > 3):
                return size, keys
    return _apart(tokens, at, book) if model else None


def _apart(tokens: Sequence[str], at: int, book: Phrasebook) -> tuple[int, tuple[str, ...]] | None:
    """`V60 filters` of `V60 Paper Filters`: a model and another word of the one name that has both."""
    if at + 1 >= len(tokens) or len(tokens[at + 1]) < _SHORTEST:
        return None
    second = {tokens[at + 1], tokens[at + 1].removesuffix("s"), f"{tokens[at + 1]}s"}
    named = [(key, name.split()) for name, key in book.products.items() if tokens[at] in name.split()]
    keys = tuple(key for key, words in named if second & set(words[words.index(tokens[at]) + 1 :]))
    return (2, keys) if len(keys) == 1 else None
