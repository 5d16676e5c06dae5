"""Reads numbers in words, in both languages: forty-two, cuarenta y dos, a hundred, la mitad, one in five, dos de cada tres."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Said", "fractions", "spelled"]

_UNITS = (
    "two dos|three tres|four cuatro|five cinco|six seis|seven siete|eight ocho|nine nueve|ten diez|eleven once|twelve doce|"
    "thirteen trece|fourteen catorce|fifteen quince|sixteen dieciséis dieciseis|seventeen diecisiete|eighteen dieciocho|"
    "nineteen diecinueve"
)
_TENS = (
    "twenty veinte|thirty treinta|forty cuarenta|fifty cincuenta|sixty sesenta|seventy setenta|eighty ochenta|ninety noventa"
)
_TWENTIES = (
    "veintiuno veintiún veintiuna|veintidós veintidos|veintitrés veintitres|veinticuatro|veinticinco|veintiséis veintiseis|"
    "veintisiete|veintiocho|veintinueve"
)
_HUNDREDS = "doscient|trescient|cuatrocient|quinient|seiscient|setecient|ochocient|novecient"
_VALUES: Mapping[str, int] = (
    {word: n for n, words in enumerate(_UNITS.split("|"), 2) for word in words.split()}
    | {word: n * 10 for n, words in enumerate(_TENS.split("|"), 2) for word in words.split()}
    | {word: n for n, words in enumerate(_TWENTIES.split("|"), 21) for word in words.split()}
    | {stem + end: n * 100 for n, stem in enumerate(_HUNDREDS.split("|"), 2) for end in ("os", "as")}
    | {"ciento": 100, "cien": 100}
)
_ONES = {"one": 1, "uno": 1, "una": 1, "un": 1, "a": 1}
_SCALES = {"hundred": 100, "thousand": 1000, "mil": 1000, "dozen": 12, "docena": 12, "docenas": 12}
_ANY = "|".join(sorted({*_VALUES, *_ONES, *_SCALES}, key=len, reverse=True))
_SPELLED = re.compile(rf"(?<!\w)(?:{_ANY})(?:(?:[ -]|\sand\s|\sy\s)(?:{_ANY}))*(?!\w)", re.IGNORECASE)
_PARTS: Mapping[str, int] = {
    word: n
    for n, words in enumerate(("half mitad", "third tercio", "quarter cuarto", "fifth quinto", "sixth sexto"), 2)
    for word in words.split()
} | {"tenth": 10, "décimo": 10, "décima": 10}
_FRACTION = re.compile(
    rf"(?<!\w)(?:(?P<count>a|one|two|three|four|un|una|dos|tres|cuatro|la)[ -])?(?P<part>{'|'.join(_PARTS)})s?"
    r"(?=\s+(?:of|de|del|the|los|las)\b)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"(?<!\w)(?P<some>\d{{1,2}}|{_ANY})\s+(?:in(?:\s+every)?|out of(?:\s+every)?|de cada)\s+(?P<all>\d{{1,3}}|{_ANY})(?!\w)",
    re.IGNORECASE,
)
_ROUGH = 0.06


@dataclass(frozen=True, slots=True)
class Said:
    """A number in words: where it stands, its value, and the unit of its last digit."""

    start: int
    end: int
    value: float
    step: float


@lru_cache(maxsize=1 << 8)
def spelled(text: str) -> tuple[Said, ...]:
    """Whole numbers in words, from two up."""
    read = ((match.span(), _value(match[0])) for match in _SPELLED.finditer(text))
    return tuple(Said(*span, float(value), 1.0) for span, value in read if value is not None and value > 1)


def fractions(text: str) -> Iterator[Said]:
    """Parts of a whole in words: half of, two thirds of, one in five."""
    for match in _FRACTION.finditer(text):
        count = (match["count"] or "a").lower()
        if _PARTS[match["part"].lower()] == 2 or match["count"]:
            value = (_VALUES.get(count) or 1) / _PARTS[match["part"].lower()]
            yield Said(match.start(), match.end(), value, _ROUGH * value * 2)
    for match in _IN.finditer(text):
        some, of = _whole(match["some"]), _whole(match["all"])
        if some and of and some < of:
            yield Said(match.start(), match.end(), some / of, _ROUGH * some / of * 2)


def _whole(words: str) -> int | None:
    return int(words) if words.isdigit() else _value(words)


def _value(words: str) -> int | None:
    """The number that a run of words says; None where they are no one number."""
    total = part = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("and", "y"):
            continue
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if _SCALES[word] == 1000:
                total, part = total + part, 0
        elif part % 10 == 0:
            part += _VALUES.get(word) or _ONES[word]
        else:
            return None
    return total + part
