"""Numbers of several words as one of digits: `twenty twenty-five`, `treinta y cinco`, `february fourteenth`."""

from collections.abc import Mapping, Sequence

from assistant.builtin.words.normalise import Word
from assistant.builtin.words.phrases import lexicon
from tools.periods import MONTHS
from tools.terms import Language

__all__ = ["compounded"]

_DAYS: Mapping[Language, str] = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    "es": "primero",
}
_ORDINAL_OF_TENS = {"thirtieth": 30}
_TENS, _DIGITS, _TWO_DIGITS = range(20, 100, 10), range(1, 10), range(10, 100)
_THOUSAND, _LAST_DAY = ("thousand", "mil"), 31
_JOINS = {"en": ("-",), "es": ("y",)}
_ORDERED = frozenset(
    "order orders purchase purchases time buyer buyers customer customers pedido pedidos compra compras vez".split()
)


def compounded(words: Sequence[Word], language: Language, values: Mapping[str, int]) -> list[Word]:
    """The words with numbers of several words put together.

    Args:
        values: what one word of the language counts.
    """
    found: list[Word] = []
    at = 0
    while at < len(words):
        size, number = _year(words, at, language, values) or _hundreds(words, at, language, values)
        if size < 2 and (day := _day(words, at, language)) is not None:
            size, number = day
        if size and number is not None and (size > 1 or number != values.get(words[at].text)):
            found.append(Word(str(number), " ".join(w.raw for w in words[at : at + size])))
        else:
            size = 1
            found.append(words[at])
        at += size
    return found


def _below_hundred(words: Sequence[Word], at: int, language: Language, values: Mapping[str, int]) -> tuple[int, int | None]:
    """How many words a number below a hundred takes, and the number: `twenty - five`, `treinta y cinco`."""
    tens = values.get(_text(words, at))
    if tens is None or tens not in _TENS:
        return (1, tens) if tens is not None else (0, None)
    unit_at = at + 1 + (_text(words, at + 1) in _JOINS[language])
    unit = values.get(_text(words, unit_at), 0)
    joined = unit_at > at + 1 or language == "en"
    return (unit_at + 1 - at, tens + unit) if joined and unit in _DIGITS else (1, tens)


def _hundreds(words: Sequence[Word], at: int, language: Language, values: Mapping[str, int]) -> tuple[int, int | None]:
    """A number from a hundred on, else one below: `five hundred and fifty`, `doscientos cincuenta`, `mil quinientos`."""
    head, behind = values.get(_text(words, at)), at + 1
    if _text(words, at) in _THOUSAND:
        size, rest = _hundreds(words, behind, language, values)
        return (1 + size, 1000 + rest) if language == "es" and rest is not None and rest >= 100 else (0, None)
    head = 1 if language == "en" and _text(words, at) in ("a", "an", "one") else head
    if language == "en" and head is not None and head in _DIGITS and _text(words, at + 1) == "hundred":
        hundreds, behind = head * 100, at + 2
    elif head is not None and head >= 100 and head % 100 == 0 and not _of_a_hundred(words, at):
        hundreds = head
    else:
        return _below_hundred(words, at, language, values)
    joined = behind + (language == "en" and _text(words, behind) == "and")
    size, rest = _below_hundred(words, joined, language, values)
    return (joined + size - at, hundreds + rest) if size and rest else (behind - at, hundreds)


def _of_a_hundred(words: Sequence[Word], at: int) -> bool:
    """`diez por ciento` is a share."""
    return _text(words, at) in ("ciento", "cien") and at > 0 and words[at - 1].text == "por"


def _year(words: Sequence[Word], at: int, language: Language, values: Mapping[str, int]) -> tuple[int, int] | None:
    """`twenty twenty-five`, `two thousand and twenty-five`, `dos mil veinticinco`."""
    head = values.get(_text(words, at))
    if head == 2 and _text(words, at + 1) in _THOUSAND:
        behind = at + 2 + (_text(words, at + 2) == "and")
        size, rest = _below_hundred(words, behind, language, values)
        return (behind + size - at, 2000 + rest) if size and rest else None
    if language == "en" and head in (19, 20):
        size, rest = _below_hundred(words, at + 1, language, values)
        return (1 + size, head * 100 + rest) if rest is not None and rest in _TWO_DIGITS else None
    return None


def _day(words: Sequence[Word], at: int, language: Language) -> tuple[int, int] | None:
    """An ordinal beside its month: `the first of september`, `february fourteenth`."""
    size, day = _ordinal(words, at, language)
    if day is None:
        return None
    behind = at + size + (_text(words, at + size) in ("of", "de"))
    counted = at + size + (_text(words, at + size) == "-")  # `September first-time customers`
    ahead = at and _is_month(words[at - 1].text, language) and _text(words, counted) not in _ORDERED
    return (size, day) if ahead or _is_month(_text(words, behind), language) else None


def _ordinal(words: Sequence[Word], at: int, language: Language) -> tuple[int, int | None]:
    names = _DAYS[language].split()
    said = _text(words, at)
    if language == "en" and said in ("twenty", "thirty"):
        unit_at = at + 1 + (_text(words, at + 1) == "-")
        unit = names.index(_text(words, unit_at)) + 1 if _text(words, unit_at) in names else 0
        day = (20 if said == "twenty" else 30) + unit
        return (unit_at + 1 - at, day) if unit in _DIGITS and day <= _LAST_DAY else (0, None)
    if said in _ORDINAL_OF_TENS:
        return 1, _ORDINAL_OF_TENS[said]
    return (1, names.index(said) + 1) if said in names else (0, None)


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if at < len(words) else ""


def _is_month(word: str, language: Language) -> bool:
    return lexicon(language).get((word,)) in MONTHS
