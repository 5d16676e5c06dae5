"""Finds the numbers of a text: where they stand, what values they can mean and in which unit they are written."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.agent.grounding.spelled import Said, fractions, spelled
from assistant.agent.grounding.words import ABOUT, BETTER, MOVED, SCALES, noun_units
from tools.terms import Language

__all__ = ["Number", "numbers"]

Written = Literal["money", "percent", "points", "times", "plain"]

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_CODES = "EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|MXN|CLP|COP|ARS|BRL|JPY|CAD|AUD|US\\$|euros?|pounds?|libras?|dollars?|dólares"
_NAMED = {"euro": "EUR", "pound": "GBP", "libra": "GBP", "dollar": "USD", "dólare": "USD", "us$": "USD"}
_SPACE = "[ \u00a0\u202f]"
_DIGITS = rf"\d{{1,3}}(?:[.,'’{_SPACE[1:-1]}]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(
    rf"(?P<before>(?:[€£$¥]|US\$|\b(?:EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN){_SPACE}?){_SPACE}?)?"
    rf"(?P<digits>{_DIGITS})"
    rf"(?:{_SPACE}?(?P<scale>k|K|mil(?:lones|lón)?|M|MM|mn|bn|thousand|millions?|billion)(?![\w]))?"
    rf"(?:{_SPACE}?(?:de{_SPACE})?(?P<after>%|per{_SPACE}cent|percent|por{_SPACE}ciento|[€£$¥]|(?:{_CODES})(?!\w)|pp(?!\w)|p\.p\.|"
    rf"percentage{_SPACE}points?|puntos{_SPACE}porcentuales|times(?!\w)|veces(?!\w)|x(?!\w)|×))?",
    re.IGNORECASE,
)
_LINKS = frozenset(
    "from in of across and or to by for with on at than en por con y e o a que desde entre para the los las el la".split()
)
_SIGN = re.compile(r"(?:^|[\s(\[*_~:])([+\-−–])[€£$¥]?$")
_FOLLOWING = re.compile(r"[\s*_]*(?:de\s+)?([\w]+)(?:\s+([\w]+))?")
_AFTER_WORDS = re.compile(
    rf"[\s*_]*(?P<unit>per{_SPACE}?cent|por{_SPACE}ciento|%|{_CODES}|points?|puntos?)(?!\w)(?P<pp>{_SPACE}porcentuales)?",
    re.IGNORECASE,
)
_MULTIPLES = {
    "doubled": 2.0, "double": 2.0, "twice": 2.0, "doble": 2.0, "duplicó": 2.0, "duplicaron": 2.0, "tripled": 3.0, "triple": 3.0,
    "triplicó": 3.0,
    "duplicado": 2.0, "triplicado": 3.0, "quadrupled": 4.0, "cuadruplicó": 4.0, "halved": 0.5,
}  # fmt: skip
_MULTIPLE = re.compile(rf"(?<!\w)({'|'.join(_MULTIPLES)})(?!\w)", re.IGNORECASE)


_BLANK = re.compile(r"[ \u00a0\u202f'’]")
_GROUPED = {
    group: re.compile(rf"\d{{1,3}}(?:\{group}\d{{3}})*(?:\{mark}\d+)?|\d+(?:\{mark}\d+)?")
    for group, mark in ((".", ","), (",", "."))
}
_MONEY = re.compile(_CODES, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written. `step` is the unit of its last digit; `noun` the units its noun can stand for, if it has one."""

    start: int
    end: int
    text: str
    value: float
    step: float
    written: Written
    currency: str | None = None
    sign: Literal["+", "-", ""] = ""
    noun: frozenset[str] | None = None
    about: bool = False
    spelled: bool = False
    compared: bool = False


def numbers(text: str, language: Language) -> list[Number]:
    """All numbers of a text, in order, spelled ones before a noun included."""
    found = [_number(match, text, language) for match in _NUMBER.finditer(text) if not _inside_word(match, text)]
    found += [number for said in spelled(text) if (number := _spelled(said, text)) is not None]
    found += [
        Number(said.start, said.end, text[said.start : said.end], said.value, said.step, "percent", about=True, spelled=True)
        for said in fractions(text)
    ]
    found += [
        Number(m.start(), m.end(), m[0], _MULTIPLES[m[1].lower()], 0.1, "times", about=True, spelled=True)
        for m in _MULTIPLE.finditer(text)
    ]
    return sorted(found, key=lambda number: number.start)


def _inside_word(match: re.Match[str], text: str) -> bool:
    """Ids and codes like 85123A, f12, Q3 or d_9f are no numbers."""
    start, end = match.start("digits"), match.end()
    before = text[start - 1] if start and not match["before"] else " "
    after = text[end] if end < len(text) else " "
    return before.isalnum() or before in "_#" or ((after.isalnum() or after == "_") and not match["after"])


def _number(match: re.Match[str], text: str, language: Language) -> Number:
    value, step = _read(match["digits"], language)
    scale = SCALES.get((match["scale"] or "").lower(), 1.0)
    sign = _SIGN.search(text[max(0, match.start() - 3) : match.start("digits")])
    written, currency = _unit(match["before"], match["after"])
    if written == "percent":
        value, step = value / 100, step / 100
    following = _FOLLOWING.match(text, match.end())
    about = bool(
        ABOUT.search(text[max(0, match.start() - 22) : match.start()]) or text[match.start() - 1 : match.start()] in ("~", "≈")
    )
    return Number(
        match.start(), match.end(), match[0].strip(), value * scale, step * scale, written, currency,
        _SIGNS.get(sign[1], "") if sign else "", _noun(following) if written == "plain" else None, about or scale > 1,
        compared=bool(BETTER.match(text, match.end()) or MOVED.search(text, max(0, match.start() - 40), match.start())),
    )  # fmt: skip


_SIGNS: dict[str, Literal["+", "-", ""]] = {"+": "+", "-": "-", "−": "-", "–": "-"}


def _noun(following: re.Match[str] | None) -> frozenset[str] | None:
    if following is None:
        return None
    if following[2] and following[1].lower() not in _LINKS:
        return noun_units(following[1]) or noun_units(following[2])
    return noun_units(following[1])


def _spelled(said: Said, text: str) -> Number | None:
    """A number in words that counts something or carries a unit; None for any other, like "the two of them"."""
    words, after = text[said.start : said.end], _AFTER_WORDS.match(text, said.end)
    compared = bool(BETTER.match(text, after.end() if after else said.end))
    if after and (after["unit"][:3].lower() in ("per", "por") or after["unit"] == "%"):
        return Number(said.start, after.end(), words, said.value / 100, 0.01, "percent", spelled=True, compared=compared)
    if after and after["unit"].lower().startswith(("point", "punto")):
        return Number(said.start, after.end(), words, said.value, 1.0, "points", spelled=True, compared=compared)
    if after:
        return Number(said.start, after.end(), words, said.value, 1.0, "money", _unit(None, after["unit"])[1], spelled=True)
    noun = _noun(_FOLLOWING.match(text, said.end))
    return Number(said.start, said.end, words, said.value, 1.0, "plain", noun=noun, spelled=True) if noun else None


def _unit(before: str | None, after: str | None) -> tuple[Written, str | None]:
    word = (after or before or "").strip().lower()
    if before or word[:1] in _SYMBOLS or _MONEY.fullmatch(word):
        sign = (before or after or "").strip()
        named = next((code for name, code in _NAMED.items() if sign.lower().startswith(name)), sign.upper())
        return "money", _SYMBOLS.get(sign, named)
    if word == "%" or (word.startswith(("per", "por")) and "point" not in word):
        return "percent", None
    if word:
        return ("times" if word in ("times", "veces", "x", "×") else "points"), None
    return "plain", None


def _read(digits: str, language: Language) -> tuple[float, float]:
    """The value in the language's own way of writing, or the other's where only that one fits; and its last digit's unit."""
    plain = _BLANK.sub("", digits)
    thousands, decimal = (".", ",") if language == "es" else (",", ".")
    for group, mark in ((thousands, decimal), (decimal, thousands)):
        if _GROUPED[group].fullmatch(plain):
            whole, _, fraction = plain.replace(group, "").partition(mark)
            return float(f"{whole}.{fraction or 0}"), 10.0 ** -len(fraction)
    whole = plain.replace(",", "").replace(".", "")
    return float(whole), 1.0
