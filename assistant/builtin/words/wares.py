"""What people call a kind of goods besides its name: in the other language, one of it, with the word that its kin share."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.builtin import patterns as re
from assistant.builtin.words.phrases import Phrase, data, folded_phrase, split_phrases

__all__ = ["shared_heads", "singular", "ware_words", "wares", "with_head"]

_SHORTEST = 4


def wares(key: str) -> Iterator[Phrase]:
    """The parts of a category's name (`Mugs & tableware`), and the names of each in both languages."""
    parts = [folded_phrase(part) for part in re.split(r"\s*(?:&|/|,|\band\b|\by\b)\s*", key) if part.strip()]
    for part in parts:
        yield part
        for kinds in _kinds():
            if part in kinds:
                yield from kinds


def _kinds() -> Iterator[list[Phrase]]:
    for names in data("wares.yaml"):
        yield [phrase for words in names.values() for phrase in split_phrases(words)]


def ware_words() -> frozenset[str]:
    """The single words for kinds of goods, of both languages."""
    return frozenset(phrase[0] for kinds in _kinds() for phrase in kinds if len(phrase) == 1)


def singular(phrase: Phrase) -> Phrase | None:
    """`chapter book` of `Chapter books`; None for one word, which may mean something else alone."""
    last = phrase[-1] if len(phrase) > 1 else ""
    if not last.endswith("s") or last.endswith("ss") or len(last) < _SHORTEST:
        return None
    if last.endswith("ies"):
        return (*phrase[:-1], last[:-3] + "y")
    return (*phrase[:-1], last[:-2] if last.endswith(("xes", "ches", "shes", "sses")) else last[:-1])


def shared_heads(keys: Sequence[str]) -> frozenset[str]:
    """The words in which several categories end: the `books` of `Picture books` and `Board books`."""
    names = [folded_phrase(key) for key in keys]
    ends = Counter(name[-1] for name in names if len(name) > 1)
    return frozenset(word for word, times in ends.items() if times > 1 and len(word) >= _SHORTEST and (word,) not in names)


def with_head(phrase: Phrase, heads: frozenset[str]) -> Iterator[Phrase]:
    """`bilingual books`, `libros Bilingual` of the category `Bilingual`, where other categories are kinds of books."""
    if not phrase or phrase[-1] in heads:
        return
    for head in heads:
        forms = {(head,), *(form for kinds in _kinds() if (head,) in kinds for form in kinds)}
        for form in forms:
            yield (*phrase, *form)
            yield (*form, *phrase)
