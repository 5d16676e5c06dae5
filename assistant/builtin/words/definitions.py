"""What only says what a measure is, or asks for assent: `repeat rate 2024 (2+ orders in the year)`, `..., right?`."""

from assistant.builtin import patterns as re

__all__ = ["without_asides"]

_TAG_QUESTION = re.compile(
    r",?\s*¿\s*(?:no|verdad|cierto|eh|ok|vale|sí|si|ves)\s*\?|,\s*(?:no|right|eh|innit|yeah|isn['’]t it|aren['’]t they|"
    r"don['’]t they|doesn['’]t it)\s*\?(?=\s*\S)",
    re.IGNORECASE,
)  # `Harta gente compra como invitada, ¿no? ...`
_PLACED = "(?:orders|purchases|pedidos|compras)"
_EXPLAINED = re.compile(
    rf"(?<=\S)\s*\((?:\d|two|dos)(?:(?: or more| o m[aá]s|\+) {_PLACED}|\+? {_PLACED} (?:or more|o m[aá]s))[^()]*\)",
    re.IGNORECASE,
)  # what a repeat purchase is
_REPEATS = re.compile(r"\b(?:repeat|recompra|repetici[oó]n)\b", re.IGNORECASE)
_WHICH_ARE = (
    r"(?:(?:i |we )?(?:only |just )?mean(?:ing)?|i\.?e\.?,?|that is|defined as|counting|with|w/|con|o sea|es decir|"
    r"me refiero a|"
    r"entendida como|the|los|las|only|s[oó]lo|people|customers|buyers|those|client[ea]s|compradores|gente|who|que|placed|made|"
    r"hicieron|hayan hecho|tienen|having)"
)
_DEFINED = re.compile(  # `repeat rate 2024, customers w/ 2+ orders that yr`
    rf"\s*[?,.;:(–-]+\s*(?:{_WHICH_ARE}\s+)*(?:2|two|dos)(?: ?\+| or more| o m[aá]s)?\s*{_PLACED}(?: or more| o m[aá]s)?"
    r"(?:\s+(?:with)?(?:in(?:side)?|dentro|en|del?|that|the|el|la|ese|esa|mismo|misma|propio|propia|same|solo|only|just|itself|"
    r"yr|year|quarter|month|period|año|trimestre|mes|periodo))*\)?(?:,[^,.?:]*\b(?:count|cuenta)n?)?(?=\s*[.,:?!]|\s*$)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:repeat|repetition|repurchase) rate\b|\b(tasa|[ií]ndice|ratio) de (?:repetici[oó]n|recompra)\b", re.IGNORECASE
)


def _as_defined(text: str) -> str:
    """The rate by the one name that says within the period, where its definition stands beside it."""
    if not _LOOSE.search(text) or not (_DEFINED.search(text) or _EXPLAINED.search(text)):
        return text
    return _LOOSE.sub(lambda m: "tasa de recompra" if m[1] else "repeat purchase rate", _DEFINED.sub("", text))


_TO_TELL = re.compile(  # `..., what do I tell her?`
    r"(?P<asked>.{15,}?)\s*[.?!,;]\s*¿?(?:so |and |y |entonces )?(?:what (?:do|should|can|shall|could|am) (?:i|we) "
    r"(?:tell|say to|report to|answer|write|to tell|to say to) (?:\w+ ?){1,3}|"
    r"qu[eé] (?:le|les) (?:digo|decimos|contesto|contestamos|respondo|cuento|pongo|puedo decir)(?: al? (?:\w+ ?){1,2})?|"
    r"(?:what are|which are) (?:the|those) (?:two|both) (?:amounts|figures|numbers|values)|"
    r"qu[eé] (?:importes|cifras|n[uú]meros|montos) (?:me |nos )?(?:dan|da|salen|quedan|tienes|tenemos))\s*\?*\s*",
    re.IGNORECASE | re.DOTALL,
)


def without_asides(text: str) -> str:
    """The text without `..., right?` inside it and without what a repeat purchase is, told in brackets."""
    told = _TO_TELL.fullmatch(text)
    text = f"{told['asked']}?" if told else text
    text = _as_defined(_TAG_QUESTION.sub(". ", text))
    return _EXPLAINED.sub("", text) if _REPEATS.search(text) else text
