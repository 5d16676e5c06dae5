"""Amounts, counts and shares as people write them: `2k`, `2.000 €`, `ten`, `medio millón`, `10%`."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from assistant.builtin import patterns as re
from assistant.builtin.words.counted import compounded
from assistant.builtin.words.normalise import Word
from tools.terms import Language

__all__ = ["ORDINALS", "Number", "extract", "parse", "spelled", "word_value"]

_CARDINALS: dict[Language, str] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte",
}
_TENS: dict[Language, str] = {
    "en": "thirty forty fifty sixty seventy eighty ninety hundred",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
}
_HUNDREDS = "cient doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_VALUES: dict[Language, dict[str, int]] = {
    language: {
        **{word: i for i, word in enumerate(_CARDINALS[language].split())},
        **{word: 30 + 10 * i for i, word in enumerate(_TENS[language].split())},
    }
    for language in ("en", "es")
}
_VALUES["en"].update({"couple": 2, "dozen": 12, "fiver": 5, "tenner": 10})
_VALUES["es"].update({"par": 2, "docena": 12})
_VALUES["es"].update({f"{word}{end}": (i + 1) * 100 for i, word in enumerate(_HUNDREDS.split()) for end in ("os", "as", "o")})
_VALUES["es"].update(
    {f"veinti{unit}": 21 + i for i, unit in enumerate("uno dos tres cuatro cinco seis siete ocho nueve".split())}
)
_VALUES["es"].update(
    {
        f"{hundreds}cient{ending}": 100 * times
        for times, hundreds in {2: "dos", 3: "tres", 4: "cuatro", 6: "seis", 7: "sete", 8: "ocho", 9: "nove"}.items()
        for ending in ("os", "as")
    }
)
_VALUES["es"]["veintiun"] = 21
ORDINALS = {
    "primero": 1, "primera": 1,
    "first": 1, "primer": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "segundo": 2, "segunda": 2, "tercer": 3,
    "tercero": 3, "tercera": 3,
    "cuarto": 4, "cuarta": 4, "quinto": 5, "1er": 1, "2do": 2, "3er": 3, "4to": 4, "2nd": 2, "3rd": 3, "4th": 4, "1st": 1,
    "segundos": 2, "segundas": 2, "terceros": 3, "terceras": 3,
    "1o": 1, "2o": 2, "3o": 3, "4o": 4, "1º": 1, "2º": 2, "3º": 3, "4º": 4,
}  # fmt: skip
_COUNTED = frozenset(
    "time times order orders purchase purchases day days week weeks month months year years million thousand customer "
    "customers hundred product products country countries quarter quarters vez veces pedido pedidos compra compras dia dias "
    "semana semanas mes meses ano anos millon mil producto productos cliente clientes pais paises trimestre trimestres".split()
)
_LINKS = frozenset(
    "and y or o to al a vs versus the el la en in como as well with con frente against de del of tambien also both then "
    "luego".split()
)
_PARTS = frozenset("quarter quarters trimestre trimestres half semestre mitad and y or o week semana".split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the message, and whether it was money or a percentage (then 0..1)."""

    value: float
    money: bool = False
    percent: bool = False


def word_value(word: str) -> int | None:
    """What a folded number word of either language counts, `three` or `tres`; None for any other word."""
    return next((values[word] for values in _VALUES.values() if word in values), None)


def spelled(words: Sequence[Word], language: Language) -> list[Word]:
    """Numbers in words as digits (`ten` -> `10`, `half a million` -> `500000`), ordinals of quarters as `2nd`."""
    values = _VALUES[language]
    words = compounded(_ordered(words), language, values)
    found: list[Word] = []
    for i, word in enumerate(words):
        after = words[i + 1].text if i + 1 < len(words) else ""
        if part := _part_before(words, i):
            found += [Word(f"{ORDINALS[word.text]}th", word.raw), part]
        elif found and _behind_part(words, i):
            found[-1:] = [Word(f"{ORDINALS[word.text]}th", word.raw), found[-1]]
        elif word.text in ORDINALS and _counts_a_part(words, i):
            found.append(Word(f"{ORDINALS[word.text]}th", word.raw))
        elif word.text in ("dozen", "docena", "millar") and (halved := _halved(words, i)):
            del found[-halved:]
            found.append(Word("500" if word.text == "millar" else "6", word.raw))
        elif word.text in ("a", "an") and language == "en" and _one_unit(words, i):
            found.append(Word("1", word.raw))
        elif word.text in ("one", "un", "una", "uno"):
            share = after in ("percent", "%") or (
                after in ("per", "por") and words[i + 2 : i + 3] and words[i + 2].text in _CENTS
            )
            counts = share or (after in _COUNTED and not (word.text != "one" and _article(words, i)))
            found.append(Word("1", word.raw) if counts else word)
        elif word.text == "hundred" and i and found and (times := values.get(words[i - 1].text, 0)) in range(2, 10):
            found[-1] = Word(str(100 * times), f"{words[i - 1].raw} {word.raw}")
        elif word.text in values and not (word.text == "par" and after != "de") and not _per_hundred(words, i):
            found.append(Word(str(values[word.text]), word.raw))
        else:
            found.append(word)
    return found


def _ordered(words: Sequence[Word]) -> list[Word]:
    """The words with an ordinal that was typed a letter off before its quarter or half: `the frist quarter`."""
    return [
        Word(near, word.raw) if _is_part(words[i + 1 : i + 2]) and (near := _near_ordinal(word.text)) else word
        for i, word in enumerate(words)
    ]


def _near_ordinal(word: str) -> str | None:
    if word in ORDINALS or len(word) < _LEAST_ORDINAL or word_value(word) is not None:
        return None  # `los cuatro trimestres` are no fourth
    return next((o for o in ORDINALS if len(o) >= _LEAST_ORDINAL and OSA.distance(word, o, score_cutoff=1) == 1), None)


_LEAST_ORDINAL = 5
_CENTS = ("cent", "ciento", "cien")


def _per_hundred(words: Sequence[Word], at: int) -> bool:
    """Whether `ciento` is that of `por ciento`."""
    return words[at].text in ("ciento", "cien") and at > 0 and words[at - 1].text == "por"


_WHOLE_PARTS = frozenset("quarter trimestre half semestre mitad".split())
_CODED_PART = re.compile(r"(?P<quarter>[qt][1-4]|[1-4][qt])|h[12]|[12]h")
_BEFORE_PART = frozenset("the el la in en than que vs to and y".split())
_AFTER_PART = frozenset("of de del in en and y but pero not no or o , . ; ? !".split())


def _behind_part(words: Sequence[Word], at: int) -> bool:
    """Whether an ordinal stands behind its quarter or half: `trimestre tercero`."""
    named = at > 0 and words[at].text in ORDINALS and words[at - 1].text in _WHOLE_PARTS
    return named and not (at > 1 and words[at - 2].text in ORDINALS) and not _is_part(words[at + 1 : at + 2])


def _is_part(following: Sequence[Word]) -> bool:
    """Whether the next word is a quarter or half, or one typed a letter off."""
    if not following:
        return False
    word = following[0].text
    typed = len(word) > 5 and any(OSA.distance(word, part, score_cutoff=1) <= 1 for part in _WHOLE_PARTS)
    return word in _PARTS or typed


def _part_before(words: Sequence[Word], at: int) -> Word | None:
    """The quarter or half that an ordinal leaves out: `in the first quarter but not in the second`."""
    following = words[at + 1].text if at + 1 < len(words) else "."
    if words[at].text not in ORDINALS or following not in _AFTER_PART:
        return None
    numbered = (*ORDINALS, "last", "final", "ultimo", "ultima")
    earlier = [w for i, w in enumerate(words[:at]) if w.text in _WHOLE_PARTS and i and words[i - 1].text in numbered]
    coded = [m for w in words[:at] if (m := _CODED_PART.fullmatch(w.text))]
    if not earlier and coded and words[at - 1].text in _BEFORE_PART:  # `in Q4 2025 than in the third`
        named = "quarter" if coded[-1]["quarter"] else "half"
        return Word(named, words[at].raw)
    return earlier[-1] if earlier else None


def _counts_a_part(words: Sequence[Word], at: int) -> bool:
    """Whether an ordinal belongs to a quarter or half, directly or in a list (`the second and third quarter`)."""
    following = [w.text for w in words[at + 1 : at + 8]]
    first = words[at].text in ("primer", "primera", "primero", "first")
    listed = {"segundo", "tercer", "second", "third", "cuarto", "fourth"} & set(following)
    if _is_part(words[at + 1 : at + 2]) and following[0] not in ("and", "y", "or", "o"):
        return True
    if first and not listed and following[:1] and following[0] not in _WHOLE_PARTS:
        return False
    for word in following:
        if word in _PARTS - {"and", "y", "or", "o"}:
            return True
        if word not in _LINKS and word not in ORDINALS:
            return False
    return False


def _halved(words: Sequence[Word], at: int) -> int:
    """How many words before `dozen` halve it: `half a`, `media`."""
    before = [w.text for w in words[max(0, at - 2) : at]]
    return 2 if before == ["half", "a"] else 1 if before[-1:] in (["media"], ["medio"]) else 0


_NEGATIONS = frozenset(
    "not no never nothing havent hasnt havent haven't hasn't didnt didn't without silent inactive quiet".split()
)


def _one_unit(words: Sequence[Word], at: int) -> bool:
    """`not bought in a year`, `for over a month`: the article counts."""
    unit = at + 1 < len(words) and words[at + 1].text in ("day", "week", "month", "quarter", "year")
    before = words[at - 1].text if at else ""
    silent = bool(_NEGATIONS & {w.text for w in words[:at]})
    ago = at + 2 < len(words) and words[at + 2].text == "ago"
    return unit and not ago and (before in ("than", "over") or (before in ("in", "for", "within", "at", "least") and silent))


_DONE = re.compile(r"(?!pedid|pasad)\w+(?:ad|id)[oa]s?")


def _article(words: Sequence[Word], at: int) -> bool:
    """Whether a Spanish `un, una` is an article (`un cliente`) rather than a count (`una vez`, `más de un pedido`)."""
    if (at and words[at - 1].text in ("exactamente", "justo", "solamente", "unicamente")) or [
        w.text for w in words[max(0, at - 2) : at]
    ] in (["mas", "de"], ["menos", "de"], ["al", "menos"], ["lo", "menos"]):
        return False
    if words[at + 1].text == "vez" and at + 2 < len(words) and _DONE.fullmatch(words[at + 2].text):
        return True  # `una vez descontados los reembolsos`
    return words[at + 1].text not in ("vez", "mes", "ano", "dia", "semana", "millon", "trimestre")


def parse(token: str) -> float | None:
    """`2.000`, `2,000`, `2.5k`, `1,5`, `1.234,56` -> a number."""
    match = re.fullmatch(r"(\d[\d.,]*)([km]?)", token)
    if not match:
        return None
    digits = match[1].rstrip(".,")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits) and not (match[2] and digits.count(",") + digits.count(".") == 1):
        digits = re.sub(r"[.,]", "", digits)
    else:
        last = max(digits.rfind("."), digits.rfind(","))
        if last >= 0:
            digits = re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    try:
        value = float(digits)
    except ValueError:
        return None
    return value * {"k": 1_000.0, "m": 1_000_000.0, "": 1.0}[match[2]]


_AMOUNT = re.compile(
    r"(?P<sign>(?:[€$£]|money_unit) )?(?<![@\w:])(?P<number>\d[\d.,]*[km]?)(?![\w])(?P<scale>(?: thousand| million| "
    r"k(?!\S)| m(?!\S))+)?"
    r"(?P<unit> (?:[€$£]|money_unit)(?!\S))?(?P<percent> (?:%|percent_unit|share)(?!\S))?"
)


_PARTS_OF = {
    "half_of": "50", "third_of": "33.3333", "two_thirds_of": "66.6667", "quarter_of": "25", "three_quarters_of": "75",
    "fifth_of": "20", "tenth_of": "10",
}  # fmt: skip
_PART_OF = re.compile(
    rf"(?<!\S)({'|'.join(_PARTS_OF)})(?= (?:of |all |customer )*(?:@m\d|spend(?!\S)))"
)  # `a quarter of sales`
_AT_LEAST_BEHIND = re.compile(r"(?<!\S)(?<!more_than )(@n\d+ (?:@m\d+|time|buy)) at_least(?! (?:@n|1 ))")  # `3 orders at least`


def extract(line: str) -> tuple[str, list[Number]]:
    """The line with its numbers as `@n0`, `@n1`, ..."""
    numbers: list[Number] = []

    def _place(match: re.Match[str]) -> str:
        value = parse(match["number"])
        if value is None:
            return match[0]
        for scale in (match["scale"] or "").split():
            value *= 1_000 if scale in ("thousand", "k") else 1_000_000
        percent = bool(match["percent"])
        numbers.append(Number(value / 100 if percent else value, bool(match["sign"] or match["unit"]), percent))
        ending = " share" if percent and match["percent"].strip() == "share" else ""
        return f"@n{len(numbers) - 1}{ending}"

    line = re.sub(r"half_of (?:1 )?thousand", "500", line)
    line = re.sub(r"(?<=\d )of (?=thousand|million)", "", line)  # `a couple of grand`
    line = re.sub(r"(?<!\S)thousand(?!\S)", "1000", re.sub(r"(?<=\d )thousand", "~k~", line)).replace("~k~", "thousand")
    line = re.sub(r"half_of million", "500000", line)
    line = re.sub(r"(?<=spend )(\d[\d.,]*)-(\d[\d.,]*)(?!\S)", r"\1 - \2", line)
    line = _PART_OF.sub(lambda match: f"{_PARTS_OF[match[1]]} % of", line)
    line = _AMOUNT.sub(_place, line)
    line = _AT_LEAST_BEHIND.sub(r"at_least \1", line)
    return re.sub(r"(@n\d+) plus(?= \S)", r"at_least \1", line), numbers
