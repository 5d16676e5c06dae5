"""A product told by words and by its code: `the hanging heart 85123A`, `the 22423 cakestand`, `22423, the cake stand`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Phrasebook
from assistant.builtin.words.normalise import fold

__all__ = ["told_by_code"]


_WORD = r"(?:~\w+|@v\d+|not_recorded)"
_SEVERAL = rf"{_WORD}(?: (?:of )?{_WORD}){{0,3}}"
_CODE = r"(?P<code>@v\d+)(?=$| |,)"
_BEFORE = re.compile(rf"(?<!\S)(?P<told>{_SEVERAL}) ?(?:[,:] )?{_CODE}")
_AFTER = re.compile(rf"(?<!\S){_CODE} (?P<told>{_SEVERAL})(?!\S)")
_APPOSED = re.compile(rf"(?<!\S){_CODE} , (?P<told>{_SEVERAL})(?= ,|$)")


def told_by_code(found: Gloss, book: Phrasebook) -> None:
    """Leave the code alone in the line where words beside it tell the same product; those words count as read.

    Words behind a code are the product's only where its name has them, or where they stand between commas.
    """
    for pattern in (_BEFORE, _APPOSED, _AFTER):
        for match in pattern.finditer(found.line):
            code, told = match["code"], match["told"].split()
            if not _is_code(code, found) or any(t.startswith("@") and not _goods(t, found) for t in told):
                continue
            if pattern is _AFTER and not _named(told, found.table[code].id, book):
                continue
            _read(told, found)
            found.line = found.line.replace(match[0], code, 1)


def _is_code(placed: str, found: Gloss) -> bool:
    """Whether a placeholder is a product by its own code, which has a digit in it."""
    entry = found.table.get(placed)
    coded = entry is not None and entry.of == "product" and any(c.isdigit() for c in entry.id)
    return coded and any(m.meaning == placed and entry is not None and m.raw.lower() == entry.id.lower() for m in found.marks)


def _goods(placed: str, found: Gloss) -> bool:
    return found.table[placed].of == "product" and not _is_code(placed, found)


def _named(told: list[str], code: str, book: Phrasebook) -> bool:
    """Whether the words are of the name of the product with that code."""
    names = {word for name, key in book.products.items() if key == code for word in fold(name).split()}
    return all(word.startswith("@") or word == "of" or word[1:] in names or word[1:].rstrip("s") in names for word in told)


def _read(told: list[str], found: Gloss) -> None:
    """Take the words as read, and forget the products that they were taken for."""
    for word in told:
        if word.startswith("@"):
            found.goods.pop(" ".join(m.raw for m in found.marks if m.meaning == word), None)
    found.unknown = [word for word in found.unknown if f"~{word}" not in told]
