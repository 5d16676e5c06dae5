"""Messages as clean text and folded words, so that everything after sees one spelling of everything."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.builtin import patterns as re
from assistant.builtin.words.contrasts import without_contrasts
from assistant.builtin.words.definitions import without_asides
from assistant.builtin.words.ladder import each_stage
from assistant.builtin.words.left_by_one import worth_of_one
from assistant.builtin.words.said_alike import as_usual

__all__ = ["LONGEST_MESSAGE", "QUOTED", "Word", "clean", "fold", "quoted", "words"]

LONGEST_MESSAGE = 1500

_TAG = re.compile(r"<[^<>]{0,200}>")
_SHORT_YEAR = re.compile(r"(?<=\w)\.? ?['’](\d{2})\b")  # `Nov '25`, `June of '97`
_SO_LONG = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|twelve|thirty|sixty|ninety)-(?=(?:day|week|month|quarter|year)s?\b)", re.IGNORECASE
)  # `36-month`, `three-year horizon`
_SO_MANY = re.compile(r"\s*\((?:top\s*)?(\d{1,2})\)", re.IGNORECASE)  # `countries by orders (5)`
_FORMULA = re.compile(r"\([^()\"“«]*\w ?[/÷] ?\w[^()\"“«]*\)(?=\W*$)")  # `add-to-cart rate (visits with cart / visits)`
_ORDINAL_HYPHEN = re.compile(r"(?<=first|econd|third|ourth|.last|final|prior)-(?=(?:quarter|half|month|week)\b)", re.IGNORECASE)
_ORDINAL_DOT = re.compile(r"(?<=\d)\.(?=[ao]\b)")  # `4.º trimestre`
_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⇒)\s*")  # `1st -> 2nd order`
_CALLED = re.compile(r"\b(?:count|sum)\((?:distinct )?([^()]{2,40})\)", re.IGNORECASE)  # `count(orders) = 1`
_SO_MANY_OF = re.compile(
    r"(?:^|(?<=[,:;¿(] )|(?<=\bby )|(?<=\bpor )|(?<=[¿(:]))\W*(?:(?:n|#|nro|num|núm|cant)\.? |no\. |no (?=of\b|de\b))"
    r"(?=(?:of|de|customers|clients|buyers|orders|clientes|compradores|pedidos)\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r",?\s*(?<!\w)n\.?[ºª°]s?\.?(?=\W*$)")  # `clientes en riesgo, Francia, nº`
_NUMERO = re.compile(r"(?<!\w)n\.?[ºª°]s?\.?(?= ?\w)", re.IGNORECASE)  # `Nº de pedidos`
_BOTH_OF = re.compile(r"(?<=[a-z0-9]) (AND|Y) (?=\w[a-z0-9])")  # `in 2024 AND 2025`
_OTHER_DAY = re.compile(  # of a second order: it is one anyway
    r",?\s*\b(?:on|in) (?:another|an? (?:different|separate|later|other)) (?:day|date)\b,?|"
    r",?\s*\b(?:en |un )?otro d[ií]a(?: distinto| diferente)?\b,?",
    re.IGNORECASE,
)
_SECOND_ORDER = re.compile(
    r"\b(?:second|again|return\w*|back|repeat\w*|v[ou]e?lv\w+|repi\w+|recompr\w+|segund\w+)\b", re.IGNORECASE
)
_MONEY_SIGN = re.compile(r"(?<!\w)(?:S/\.?|(?:R|US|MX|AR|CO|CL|C|A|NZ|HK)\$)\s?(?=\d)")  # `S/ 1,500`, `R$ 90`
_MANY_FIRST = re.compile(
    r"\b(dos|tres|cuatro|cinco|seis|\d{1,2}) (primer[oa]s|[uú]ltim[oa]s)(?= (?:meses|trimestres|semanas|d[ií]as|años)\b)",
    re.IGNORECASE,
)  # `los tres primeros trimestres`
_E_MAIL = re.compile(r"(?<![\w-])(e)-(?=mail)", re.IGNORECASE)
_WITH = re.compile(r"(?<!\S)w/(?: (?=\w)|(?=[A-Za-z]{3}))(?!out\b)")  # `w/ orders`
_DID = re.compile(r"\b(what|how|who|where|when|why)['’]d\b", re.IGNORECASE)  # `what'd we pull in`
QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{2,120})[\"“”«»]|(?:(?<=\s)|(?<=:)|^)['‘]([^'‘’]{2,120})['’](?=[\s.,;:?!)]|$)")
_WORD = re.compile(
    r"""
    \d{4}-\d{2}-\d{2}(?!\d) | \d{1,2}-\d{1,2}-\d{4}(?!\d)
    | \d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d) | \d{4}[-/]\d{1,2}(?![\d-]) | \d{1,2}/\d{4}
    | \d+(?:[.,]\d+)+ (?:[kKmM]\b)?
    | [^\W_]*\d[\w]*(?:-[\w]+)*(?:['’][sS]\b)?        # numbers, 2k, 30d, q3, 85123A, C-1024, 2025's
    | (?<![\w-])(?!(?:top|last|best)-)[^\W\d_]{1,5}[-_](?!(?:19|20)\d\d(?!\d))\d{3,}(?![\d-])  # FT-21151, no may-2025
    | (?<!\w)[^\W\d_]/[^\W\d_](?!\w)                  # w/o, y/y
    | [^\W\d_]+(?:['’][^\W\d_]+)*                    # words, with an apostrophe inside
    | >=|<=|[<>=%€$£+&/;:,.?!¿¡\-#@]
    """,
    re.VERBOSE,
)
_SHORT = {  # as typed in a hurry, lower case only: `Q` is a quarter, `X` a name
    "q": "que", "xq": "por que", "pq": "por que", "porq": "por que", "tb": "tambien", "xfa": "porfa", "x": "por", "r": "are",
    "u": "you", "ur": "your", "bc": "because", "pls": "please", "whats": "what is", "whos": "who is", "wheres": "where is",
}  # fmt: skip
_SAME_OF_YEAR = re.compile(
    r"(\b((?:19|20)\d\d)\b.{0,40}?\b(?:que|contra|con|frente a|vs)) (?:en )?(?:el|la|los|las) mism[oa]s?"
    r"(?: (?:periodo|trimestre|mes|semana|fechas|d[ií]as))? (?:de|del) (?:a[nñ]o )?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BETWEEN_EMOJI = re.compile(  # `a we miss you post 🥺 how many customers`: a full stop for those who write none
    r"(?<=[a-záéíóúñ])\s*[\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\ufe0f\u200d]+\s+(?=[\w¿¡])", re.IGNORECASE
)
_OF_THE_SHOP = re.compile(  # all of it, and no channel of its own: `the shop's repeat rate`, `todo el histórico de la tienda`
    r"\b(?:the|our|this) (?:shop|store)['’]s (?=\w)(?!(?:or|and)\b)|"
    r"(?:(?<=hist[oó]rico)|(?<=historia)|(?<=vida)) de (?:la|nuestra|esta) tienda\b",
    re.IGNORECASE,
)
_APOSTROPHE = {"s": "", "re": "", "ve": "", "ll": "", "d": "", "m": ""}


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word or sign and how it was written."""

    text: str
    raw: str


def clean(message: str) -> str:
    """The message as one line of printable text, without markup or invisible characters, cut to a sane length."""
    text = unicodedata.normalize("NFKC", _NUMERO.sub("# ", _HOW_MANY.sub(", ¿cuántos?", message[: LONGEST_MESSAGE * 4])))
    text = without_contrasts(without_asides(_BETWEEN_EMOJI.sub(". ", text)))
    text = "".join(c if c.isprintable() else " " for c in text if unicodedata.category(c) not in ("Cf", "Co", "Cn", "Cs"))
    text = _SHORT_YEAR.sub(lambda m: f" {'19' if m[1] >= '60' else '20'}{m[1]}", _TAG.sub(" ", text))
    text = _SO_LONG.sub(r"\1 ", _SO_MANY.sub(r", top \1", text))
    text = _ORDINAL_DOT.sub("", _ORDINAL_HYPHEN.sub(" ", text))
    text = _BOTH_OF.sub(lambda m: " and also " if m[1] == "AND" else " y también ", _DID.sub(r"\1 did", text))
    text = _SO_MANY_OF.sub("# ", _CALLED.sub(r"\1", _ARROW.sub(" - ", _FORMULA.sub(" ", text))))
    text = _OTHER_DAY.sub(" ", text) if _SECOND_ORDER.search(text) else text
    text = _E_MAIL.sub(r"\1", _WITH.sub("with ", text))
    text = _MANY_FIRST.sub(r"\2 \1", _MONEY_SIGN.sub("$", text))
    text = _OF_THE_SHOP.sub(lambda m: "our " if m[0][-1] == " " else "", _SAME_OF_YEAR.sub(_a_year_before, text))
    text = as_usual(worth_of_one(each_stage(text)))
    return re.sub(r"\s+", " ", text).strip()[:LONGEST_MESSAGE]


def _a_year_before(match: re.Match[str]) -> str:
    """`en el segundo trimestre de 2026 que en el mismo de 2025`: than the same days of the year before."""
    return f"{match[1]} el mismo periodo del año anterior" if int(match[2]) - int(match[3]) == 1 else match[0]


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Lower case without accents: `Año` -> `ano`, `Düsseldorf` -> `dusseldorf`."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def quoted(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, in order."""
    return tuple((m[1] or m[2]).strip() for m in QUOTED.finditer(text))


def words(text: str) -> list[Word]:
    """Split into folded words; `don't` -> `dont`, `customer's` -> `customer`, `what's` -> `what`."""
    found: list[Word] = []
    for match in _WORD.finditer(_E_MAIL.sub(r"\1", text)):
        raw = match[0]
        folded = fold(raw)
        if "'" in folded or "’" in folded:
            folded = _without_apostrophe(folded)
        if re.fullmatch(r"\d{2,6}-\d{3,6}", folded):
            folded = folded.replace("-", " - ")  # `100-200` is two numbers, `1-15` days of a month
        found.extend(Word(word, raw) for word in _SHORT.get(raw, folded).split(" "))
    return found


def _without_apostrophe(folded: str) -> str:
    stem, _, ending = folded.replace("’", "'").rpartition("'")
    if ending in _APOSTROPHE:
        return stem.replace("'", "")
    return (stem + ending).replace("'", "")
