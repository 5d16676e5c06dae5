"""How the month, quarter or year in progress goes, asked in any words: `been away, what's the quarter looking like?`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold

__all__ = ["how_it_goes"]

_ORDINARY = {
    "en": frozenset(
        "how s is are has have been going doing looking look like shaping shape up coming come along treating "
        "performing perform "
        "tracking getting on we us our things business the shop store for in it all so far to date now until "
        "till at moment what "
        "kind of having status where do does stand standing sense give me a feel picture summary quick overview "
        "tell catch current "
        "this that running run brief everything pace gone fare faring progress progressing out with and company whole then ok "
        "please right".split()
    ),
    "es": frozenset(
        "como nos esta estan yendo va van vamos marcha marchan anda andan andamos viene venimos pinta el la "
        "este esta en lo que de "
        "del al momento curso hasta ahora hoy actual negocio tienda las cosas estamos todo con ponme dia cuentame dime dame me "
        "resumen estado situacion tal llevamos lleva los cuentas venta andamos se presenta sigue desarrolla y "
        "aqui ha ido hemos "
        "ido le fue por cual es un una poneme contame pasame rapido rapida corriente bueno oye porfa".split()
    ),
}
_UNITS = {"en": "month|quart?er|year|week", "es": "mes|trimestre|año|ano|semana"}
_THIS = {
    "en": r"\b(?:this|the|our|the current|current|kind of) (?P<unit>month|quart?er|year|week)\b",
    "es": r"\b(?:est[ea]|el|la|del|lo que va de|al) (?:presente )?(?P<unit>mes|trimestre|ano|semana)\b",
}
_OF_YEAR = r"\b(?P<year>20\d\d)\b"
_SO_FAR = re.compile(r"\b(?:so far|to date|up to now|until now|lo que va|hasta (?:ahora|hoy|el momento)|llevamos)\b")
_GOES = {
    "en": re.compile(
        r"\b(?:going|doing|looking|look|shaping|shape|coming|treating|performing|perform|tracking|getting|been|gone|far\w*|"
        r"status|stand|standing|sense|feel|picture|having|so far|to date|up to now|progress\w*|catch|running)\b"
    ),
    "es": re.compile(
        r"\b(?:yendo|va|van|vamos|marcha|marchan|anda|andan|andamos|viene|venimos|pinta|estado|situacion|tal|llevamos|lleva|sigue|"
        r"resumen|desarrolla|presenta|ha ido|hemos ido)\b"
    ),
}
_HOW = re.compile(r"\b(?:how|how.?s|status|looking like|kind of|como|que tal|pinta|ponme al dia|resumen)\b")
_SELF = re.compile(
    r"\W*(?:(?:sorry|hey|hi|hola|ok|oye|perdon|che)\W+)*(?:i|we|just|been|back|my|after|acabo|llevo|vengo|tengo|estoy|ando|"
    r"vuelvo|volvi|he|estuve|me|mi|recien|tras|despues)\b"
)
_ASSENTS = re.compile(
    r"^\W*(?:(?:bien|muy bien|vale|perfecto|genial|ok|okay|great|good|nice|fine|right|cool|thanks|gracias)[.!,]\s+)+"
    r"(?=¿?(?:y|qu[eé] tal|and|how about|what about)\b)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:(?<=[.;:!?,])|(?<=\s[-–—]))\s+|(?<=[,])(?=¿)|\s+(?=¿)")
_SAID = {"en": "How are we doing {}?", "es": "¿Cómo vamos {}?"}
_YEAR_SO_FAR = {"en": "in {} so far", "es": "en lo que va de {}"}
_THESE = {"mes": "este mes", "trimestre": "este trimestre", "ano": "este año", "semana": "esta semana"}


def how_it_goes(text: str, goes_on: bool = False) -> str:
    """The question in the plain words for it, without what somebody says of himself ahead of it.

    Args:
        goes_on: whether something was asked before, of which `and this month so far?` may go on.
    """
    if goes_on:
        text = _ASSENTS.sub("", text)
    if goes_on and not _HOW.search(fold(text)):
        return text
    parts = [part for part in _PARTS.split(text.strip()) if re.search(r"\w", part)]
    for at in range(len(parts)):
        asked = " ".join(parts[at:])
        ahead = " ".join(parts[:at])
        if (again := _asked_again(asked, ahead)) is not None:
            return again
        said = _plainly(asked)
        if said is not None:
            alone = not ahead or (_SELF.match(fold(ahead)) and "?" not in ahead and not re.search(r"\s[A-Z][a-z]{2,}", ahead))
            return said if alone else text
    return text


_RETOLD = {
    "en": re.compile(r"\bhow (?:this |the |our )?(?P<unit>month|quart?er|year|week)\b"),
    "es": re.compile(r"\bcomo (?:\w+ ){1,2}?(?:el|la|este|esta) (?P<unit>mes|trimestre|ano|semana)\b"),
}


def _asked_again(asked: str, ahead: str) -> str | None:
    """`my boss asked how this year is going. So, how is it going?`: what was told to have been asked."""
    tokens = re.findall(r"[a-z0-9]+", fold(asked))
    for language, retold in _RETOLD.items():
        unit, ordinary = retold.search(fold(ahead)), _ORDINARY[language] | {"it", "entonces", "pues", "then"}
        if unit and "?" in asked and ordinary.issuperset(tokens) and _GOES[language].search(fold(asked)):
            return _SAID[language].format(_THESE[unit["unit"]] if language == "es" else f"this {unit['unit']}")
    return None


def _plainly(asked: str) -> str | None:
    folded = fold(asked)
    tokens = re.findall(r"[a-z0-9]+", folded)
    for language, ordinary in _ORDINARY.items():
        unit, year = re.search(_THIS[language], folded), re.search(_OF_YEAR, folded)
        units = [token for token in tokens if re.fullmatch(_UNITS[language], token)]
        others = [
            token for token in tokens if token not in ordinary and token not in units and not (year and token == year["year"])
        ]
        if others or len(units) > 1 or not _GOES[language].search(folded):
            continue
        if year and not units and _SO_FAR.search(folded):
            return _SAID[language].format(_YEAR_SO_FAR[language].format(year["year"]))
        if unit and units:
            when = _THESE[unit["unit"]] if language == "es" else f"this {unit['unit']}"
            return _SAID[language].format(when)
    return None
