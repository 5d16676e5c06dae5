"""Words typed as they are spoken: `pasao`, `cuánta gente a pedido`, `goin`, `howd we do`, put right before they are read."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import Word
from assistant.builtin.words.phrases import lexicon, vocabulary
from tools.terms import Language

__all__ = ["as_written"]

_PARTICIPLE = re.compile(
    r"(?:compra|gasta|deja|encarga|abandona|recibi|llega|repeti|vendi|creci|subi|baja|cai|pedi|mejora|empeora|entra|paga)do|"
    r"vuelto|devuelto|hecho|abierto"
)
_AFTER_A_NOUN = frozenset(("", "pero", "y", "e", "o", "u", "ni", "nunca", "jamas", "sin", ",", ".", "?", ";"))
_AHEAD_OF_A_NOUN = frozenset("de del el en sin con nuestro ningun mucho".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_FISCAL = re.compile(r"[fc]y['’]?(?:20)?(\d\d)")  # `FY2025`, `FY25`
_CLITIC = re.compile(r"(\w{2,}(?:[aei]r|ndo))(?:[mt]e|nos|les?)(?:l[oa]s?)?")
_HAVE = {
    "a": "ha",
    "an": "han",
    "as": "has",
    "emos": "hemos",
    "aya": "haya",
    "ayan": "hayan",
    "avia": "habia",
    "avian": "habian",
}
_SHORTENED = frozenset(
    "ult avg mo approx no num prom pct est aprox trim sem vs max min jan feb mar apr jun jul aug sep sept oct nov dec ene abr "
    "ago "
    "dic excl".split()
)
_ONE_OF = frozenset("is was times as this has its twice us less".split())
_NUMBERED = re.compile(r"(top|best|last|first|ultimos|ultimas|primeros)(\d{1,3})")
_MUCH = frozenset("en mas menos cuanto cuanta mucho el del de que".split())
_GLUED = re.compile(r"(\d{1,3})-?(d|days?|dias?|w|wks?|weeks?|semanas?|mo|mths?|mnths?|months?|meses|yrs?|years?|anos?)")
_UNIT: dict[str, dict[Language, str]] = {
    "d": {"en": "days", "es": "dias"}, "w": {"en": "weeks", "es": "semanas"}, "s": {"en": "weeks", "es": "semanas"},
    "m": {"en": "months", "es": "meses"}, "y": {"en": "years", "es": "anos"}, "a": {"en": "years", "es": "anos"},
}  # fmt: skip
_RUN_TOGETHER: dict[Language, dict[str, str]] = {
    "en": {"howd": "how did", "whatd": "what did", "whered": "where did", "hows": "how is", "dyou": "do you", "lemme": "let me",
           "gimme": "give me", "kinda": "kind of", "cust": "customer", "custs": "customers", "qty": "quantity",
           "rcvd": "received", "recd": "received", "qtr": "quarter", "qrtr": "quarter", "wot": "what",
           "acq": "acquisition", "bf": "black friday", "bfcm": "black friday",
           "wich": "which", "payed": "paid",
           "teh": "the", "hte": "the", "whcih": "which", "wihch": "which", "plese": "please", "wat": "what",
           "hwo": "how", "frm": "from", "fro": "for", "thru": "through", "ppl": "people", "evry": "every", "whove": "who have",
           "owt": "anything", "nowt": "nothing", "diff": "different", "mkts": "markets", "mkt": "market",
           "cancelations": "cancellations", "cancelation": "cancellation", "hw": "how", "yr": "year",
           "mth": "month", "abt": "about", "b4": "before", "msgs": "messages", "msg": "message", "tae": "to",
           "w": "with", "n": "and",
           "oot": "out", "nae": "no", "gaun": "going", "fae": "from", "oor": "our", "wi": "with", "mo": "month",
           "wk": "week", "wks": "weeks",
           "mths": "months", "yrs": "years"},
    "es": {"jan": "enero", "may": "mayo", "apr": "abril", "aug": "agosto", "aver": "a ver", "ay": "hay",
           "toos": "todos", "na": "nada", "pa": "para", "pal": "para el", "tmb": "tambien",
           "d": "de", "k": "que", "kual": "cual", "kuanto": "cuanto", "kuantos": "cuantos", "qe": "que", "cnt": "cuantos",
           "cto": "cuanto", "ctos": "cuantos", "xfavor": "por favor", "clts": "clientes", "ctes": "clientes",
           "trim": "trimestre", "1s": "h1", "2s": "h2", "s1": "h1", "s2": "h2", "ult": "ultimo", "ultm": "ultimo",
           "bf": "black friday", "bfcm": "black friday",
           "dls": "dolares", "dlls": "dolares", "1a": "primera", "2a": "segunda", "3a": "tercera", "cant": "cantidad",
           "stan": "estan", "sta": "esta", "toy": "estoy", "ahorita": "ahora", "orita": "ahora",
           "1er": "primer", "1ro": "primero", "1ra": "primera", "2do": "segundo", "2da": "segunda", "3er": "tercer",
           "3ro": "tercero", "3ra": "tercera", "4to": "cuarto", "5to": "quinto",
           "fact": "facturacion", "ing": "ingresos", "ingr": "ingresos",
           "msjs": "mensajes", "msj": "mensaje", "cuente": "cuantos", "pedio": "pedido", "pedios": "pedidos",
           "pedidso": "pedidos",
           "peidos": "pedidos"},
}  # fmt: skip


def as_written(words: Sequence[Word], language: Language) -> list[Word]:
    """The words as a careful writer would have put them."""
    found: list[Word] = []
    codes = _country_codes(words, language)
    for at, word in enumerate(words):
        run = _RUN_TOGETHER[language].get(word.text)
        before = words[at - 1].text if at else ""
        following = words[at + 1].text if at + 1 < len(words) else ""
        if word.text == "." and at and words[at - 1].text in _SHORTENED:
            continue
        glued = _GLUED.fullmatch(word.text)
        numbered = _NUMBERED.fullmatch(word.text)
        if fiscal := _FISCAL.fullmatch(word.text):
            found.append(Word(f"20{fiscal[1]}", word.raw))
        elif numbered is not None:
            found.extend([Word(numbered[1], word.raw), Word(numbered[2], word.raw)])
        elif language == "es" and word.text == "dinero" and at and at == len(words) - 1 and words[at - 1].text not in _MUCH:
            found.extend([Word("en", word.raw), word])
        elif (meant := _sounds_like(words, at, language)) is not None:
            found.append(Word(meant, word.raw))
        elif language == "es" and word.text == "porque" and at == 0:
            found.extend([Word("por", word.raw), Word("que", word.raw)])  # `porque se dan de baja`
        elif language == "es" and word.text == "te" and _drunk(before, following):
            found.append(Word("te", "té"))  # `compraron te pero nunca cafe`
        elif language == "es" and word.text == "genero" and _generated(word, before, following):
            found.append(Word("trajo", word.raw))
        elif language == "es" and word.text == "electronico" and found and found[-1].text == "correo":
            continue  # `correo electrónico` is what `correo` says
        elif language == "en" and word.text == "money" and _YEAR.fullmatch(before):
            found.append(Word("revenue", word.raw))  # `our 2025 money` is no amount
        elif language == "en" and _stands_for(words, at, following):
            found.append(Word("for", word.raw))
        elif word.raw in codes:
            found.append(Word(f"{word.text}_", word.raw))  # `sales in ES and PT`
        elif run is not None:
            found.extend(Word(part, word.raw) for part in run.split())
        elif glued is not None:
            found.extend([Word(glued[1], word.raw), Word(_UNIT[glued[2][0]][language], word.raw)])
        elif language == "en" and word.text == "may" and _permits(words, at, following):
            found.append(Word("can", word.raw))
        elif language == "en" and word.text == "a" and _each(words, at, following):
            found.append(Word("per", word.raw))
        elif language == "es" and word.text in _HAVE and _has_done(words, at, following):
            found.append(Word(_HAVE[word.text], word.raw))
        elif language == "es" and (plain := _without_degree(word.text)) is not None:
            found.append(Word(plain, word.raw))
        else:
            found.append(Word(_ending(word.text, language), word.raw))
    return found


_DEGREE = re.compile(r"(\w{3,}?)(?:isim|it)([oa]s?)")


def _without_degree(text: str) -> str | None:
    """`flojito`, `primerisima` as `flojo`, `primera`, where only the plain word is known."""
    found = _DEGREE.fullmatch(text)
    plain = f"{found[1]}{found[2]}" if found else ""
    known = vocabulary("es")
    return plain if plain in known and (text not in known or "isim" in text) else None


_CODES = frozenset("GB DE FR ES PT NL".split())
_STRESSED = frozenset(("DE", "ES"))


def _country_codes(words: Sequence[Word], language: Language) -> frozenset[str]:
    """The codes of countries that are written as such; a Spanish `DE` alone, or shouting, is no country."""
    if all(word.raw.isupper() for word in words if word.raw.isalpha()):
        return frozenset()
    said = {word.raw for word in words} & _CODES
    return frozenset() if language == "es" and said <= _STRESSED and len(said) == 1 else frozenset(said)


_ARTICLES = frozenset("el la los las esa ese esta este cada nuestra nuestro aquella".split())


def _generated(word: Word, before: str, following: str) -> bool:
    """`cuánto generó la campaña`, where `por género` is what nobody records."""
    accented = word.raw.casefold().endswith("\u00f3")
    bare = word.raw.isascii() and following in _ARTICLES and before not in ("por", "de", "su", "y", "segun", "el", "del")
    return accented or bare


def _drunk(before: str, following: str) -> bool:
    """`compraron te pero nunca café`, but not `un correo de te extrañamos`."""
    missed = following.endswith(("amos", "emos", "imos"))
    return not missed and (following in _AFTER_A_NOUN or before in _AHEAD_OF_A_NOUN)


_SOMEBODY = frozenset(
    "i we you they it one he she be not have also still well a an get receive contact email "
    "text write send reach spend pay cost buy cancel leave churn want need".split()
)
_LEADS_TO_MONTH = frozenset(
    "in of for during since from until till by to last this next and or vs versus than with before after over between on "
    "every each early late mid".split()
)


_FOR_WHOM = frozenset(
    "ppl people customers clients buyers the those them everyone everybody my our folks subscribers anyone all "
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec q1 q2 q3 q4 h1 h2".split()
)
_BEFORE_FOUR = frozenset("same email mail e-mail sms text whatsapp campaign draft message one it that revenue orders".split())


def _stands_for(words: Sequence[Word], at: int, following: str) -> bool:
    """`same 4 august`, `an email 4 ppl`: the number is the word that it sounds like."""
    return words[at].text == "4" and at > 0 and words[at - 1].text in _BEFORE_FOUR and following in _FOR_WHOM


_MISHEARD: dict[Language, tuple[tuple[str, frozenset[str], str], ...]] = {
    "en": (
        ("then", frozenset("less more fewer greater higher lower rather older longer bigger".split()), "than"),
        ("trails", frozenset("many free".split()), "trials"),
        ("adds", frozenset("social search".split()), "ads"),
        ("weak", frozenset("which what that this last per each every busiest best".split()), "week"),
    ),
    "es": (
        ("dies", frozenset("los ultimos primeros".split()), "diez"),
        ("ves", frozenset("primera segunda tercera ultima una otra sola cada alguna tal".split()), "vez"),
    ),
}  # what sounds like another word, and what stands before that one


def _sounds_like(words: Sequence[Word], at: int, language: Language) -> str | None:
    before, text = words[at - 1].text if at else "", words[at].text
    if before.isdigit() and text != "euros" and OSA.distance(text, "euros", score_cutoff=1) <= 1:
        return "euros"  # `600 uros`
    return next((meant for heard, ahead, meant in _MISHEARD[language] if words[at].text == heard and before in ahead), None)


def _permits(words: Sequence[Word], at: int, following: str) -> bool:
    """Whether `may` is the verb of `how much may we spend`, `those that may cancel`, and no month."""
    before = words[at - 1].text if at else ""
    if words[at].raw != "may":
        return at == 0 and following in ("i", "we")  # `May I see`
    if before in _LEADS_TO_MONTH or not following.isalpha():
        return False
    return following in _SOMEBODY or before in ("that", "who", "which", "i", "we", "you", "they", "it")


def _each(words: Sequence[Word], at: int, following: str) -> bool:
    """`orders a day`, `how much do we make a month`, but not `in a day`, `a week ago`."""
    before = words[at - 1].text if at else ""
    later = words[at + 2].text if at + 2 < len(words) else ""
    counted = before.endswith("s") or before in ("make", "get", "take", "sell", "it", "revenue", "money", "people")
    return following in ("day", "week", "month", "quarter", "year") and counted and before not in _ONE_OF and later != "ago"


def _has_done(words: Sequence[Word], at: int, following: str) -> bool:
    """`gente a pedido`, but not `de visita a pedido`."""
    led = at >= 2 and words[at - 2].text in ("de", "del", "desde")
    no_word = words[at].text in ("an", "emos", "ayan", "avia", "avian")  # by itself, in Spanish
    done = re.fullmatch(r"\w{2,}[ai]do", following) is not None and no_word
    return (done or bool(_PARTICIPLE.fullmatch(_ending(following, "es")))) and not led


def _ending(word: str, language: Language) -> str:
    """`pasao` as `pasado`, `pedirnos` as `pedir`, `buyin` as `buying`, where only that is a word."""
    known = vocabulary(language)
    if language == "es" and word not in known and (spoken := re.fullmatch(r"(\w+a)o(s?)", word)):
        full = f"{spoken[1]}do{spoken[2]}"
        return full if full in known or _PARTICIPLE.fullmatch(full) else word
    if language == "es" and (bare := _CLITIC.fullmatch(word)):
        phrases = lexicon("es")
        alone = (bare[1],) in phrases and (word,) not in phrases and not word.endswith(("le", "les"))
        return bare[1] if alone or (word not in known and bare[1] in known) else word  # `sin comprarnos`
    if language == "en" and word not in known and word.endswith("in") and len(word) > 3:
        return f"{word}g" if f"{word}g" in known else word
    return word
