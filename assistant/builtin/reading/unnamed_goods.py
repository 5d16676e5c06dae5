"""Goods that a shop calls by no name: where its data name no product and no category, `the CDs we sold` are its units."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry, Phrasebook

__all__ = ["goods_counted"]

_PLURAL = re.compile(r"[a-z]{2,}s")
_COUNTED = r"(?:how_many|most|fewer|top|sell|buy|or_more|at_least|more_than|\d+)"
_BEHIND = r"(?:sell|buy|by|in|of|or_more)"


def goods_counted(line: str, read: Gloss, book: Phrasebook) -> str:
    """The line with an unread plural that is counted, bought or sold as the metric of units; as it is in any other shop."""
    plurals = [word for word in read.unknown if _PLURAL.fullmatch(word)]
    for word in plurals if plurals and not _names_goods(book) and "units" in book.metrics else ():
        told = re.compile(rf"(?<!\S)(?P<ahead>^|{_COUNTED} )~{word}(?=$| {_BEHIND}(?!\S)| ,| @p)")
        if told.search(line):
            units = read.place(Entry("metric", "units"))
            line = told.sub(rf"\g<ahead>{units}", line)
            read.unknown = [w for w in read.unknown if w != word]
    return line


def _names_goods(book: Phrasebook) -> bool:
    """Whether a shop tells its goods apart: a product besides one, or a category."""
    return len(book.products) > 1 or any(e.of == "category" for meant in book.entries.values() for e in meant)
