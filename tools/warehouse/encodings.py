"""Find out how a text file is encoded: UTF-8 where it holds, Windows-1252 where that is plausible, and else ask."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.compressed import open_bytes
from tools.warehouse.options import AmbiguousInputError, Reading

__all__ = ["Encoding", "detect_encoding"]

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CANDIDATES = ["cp1252", "cp850", "mac_roman", "cp1250"]
_BLOCK = 1 << 20
_SAMPLE = 65_536
# Signs of a wrong guess: marks that no language puts inside a word, capitals after a small letter, leftovers of UTF-8.
_SUSPICIOUS = re.compile(
    r"[^\W\d_][‚„…•™¡¿ª°£¤¥¦§¨©¬®¯±²³´µ¶¸¹«»¼½¾×÷–—†‡ˆ‰‹›˜][a-zà-ÿ]|[a-zà-ÿ][ŽŠŸŒÀ-Þ]|[\x80-\x9f¤¦¨¬¯¸†‡ˆ]|Ã[\x80-\xbf©±³¡º]"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file. `is_mixed`: UTF-8 with some rows that are not, which have to be rejected."""

    name: str
    note: Text | None = None
    is_mixed: bool = False


def detect_encoding(path: Path, label: str, stated: str | None) -> Encoding:
    """Read the whole file once to be sure.

    Raises:
        BadInputError: binary, or UTF-16 without a byte order mark.
        AmbiguousInputError: it is not UTF-8, and which of several encodings it is cannot be told.
    """
    if stated:
        return Encoding(_known(stated))
    with open_bytes(path) as file:
        head = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, Text(f"{label}: byte order mark taken out", f"{label}: marca de orden de bytes quitada"))
    if b"\0" in head.split(b"\n", 1)[0] or head.count(b"\0") > len(head) // 20:
        raise BadInputError(f"{label} is binary, or UTF-16 without a byte order mark; save it as CSV in UTF-8")
    invalid, multibyte = _survey(path)
    if not invalid:
        return Encoding("utf-8")
    if multibyte > 10 * len(invalid):
        return Encoding("utf-8", is_mixed=True)
    return _guess(b"\n".join(invalid), label)


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise BadInputError(
            f"unknown encoding {name!r}; known are utf-8, cp1252, cp850, mac_roman and Python's others"
        ) from error


def _survey(path: Path) -> tuple[list[bytes], int]:
    """Lines that are no UTF-8 (up to 64 kB of them), and how many lines are UTF-8 beyond ASCII."""
    invalid: list[bytes] = []
    multibyte = 0
    for block in _whole_lines(path):
        if block.isascii():
            continue
        try:
            block.decode()
            multibyte += 1
        except UnicodeDecodeError:
            for line in block.split(b"\n"):
                if line.isascii():
                    continue
                if _is_utf8(line):
                    multibyte += 1
                elif sum(map(len, invalid)) < _SAMPLE:
                    invalid.append(line[:2000])
    return invalid, multibyte


def _whole_lines(path: Path) -> Iterator[bytes]:
    """Blocks that end at a line's end, so that no character is cut; one endless line comes in pieces."""
    rest = b""
    with open_bytes(path) as file:
        while block := file.read(_BLOCK):
            block = rest + block
            cut = block.rfind(b"\n") + 1 or (len(block) if len(block) > 4 * _BLOCK else 0)
            rest = block[cut:]
            if cut:
                yield block[:cut]
    if rest:
        yield rest


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes, label: str) -> Encoding:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and not _SUSPICIOUS.search(text):
        return Encoding("cp1252", Text(f"{label}: read as Windows-1252", f"{label}: leído como Windows-1252"))
    ranked = [match.encoding for match in from_bytes(sample, cp_isolation=_CANDIDATES)]
    words = [word for word in sample.split() if not word.isascii()][:3] or [sample[:40]]
    readings = []
    for name in dict.fromkeys([*ranked, *_CANDIDATES]):
        shown = b" ".join(words).decode(name, errors="replace")[:60]
        readings.append(Reading(name, Text(shown, shown)))
    question = Text(
        f"{label} is not UTF-8, and its encoding cannot be told.", f"{label} no es UTF-8 y no se puede saber su codificación."
    )
    raise AmbiguousInputError(question, "--encoding", tuple(readings))
