"""Who spends most net of refunds, where that they come off is told ahead of it or in a sentence of its own."""

from assistant.builtin import patterns as re

__all__ = ["net_last"]

_BACK = (
    r"(?:(?:the |our |all |all the |any )?(?:refunds?|returns?|refunded (?:money|amounts?))|"
    r"(?:what|whatever|anything) (?:they|we|he|she|people|customers|was|got|had been|has been)(?: (?:have|had|got|were|was))? ?"
    r"(?:sent back|returned|refunded|got refunded|gave back|got back|paid back)(?: (?:in|as) (?:refunds|returns))?)"
)
_DEVUELTO = (
    r"(?:(?:todas? |todos? )?(?:las |los |sus )?(?:devoluciones|reembolsos|abonos)|"
    r"(?:todo )?lo (?:que (?:(?:nos|les|se|les hemos|nos han|han|hayan) )*(?:devolv\w+|devuelto|reembols\w+)|"
    r"devuelto|reembolsado)(?: (?:en|por|como) (?:reembolsos|devoluciones))?)"
)
_QUITAR = r"(?:quit|rest|descont|descuent|sac|resta|deduc|dej)"
_OFF = re.compile(
    rf"(?:\b(?:so|then|please|now)\W+)?\b(?:with |once |after |when )?(?:(?:tak|knock|strip|leav|nett|deduct|"
    rf"subtract|remov)\w*|"
    rf"net|minus|less|set|setting|put|putting)(?: (?:off|out|away|aside|of))? {_BACK}"
    r"(?: (?:off|out|away|aside))?(?: first)?(?=\W|$)|"
    rf"(?:\b(?:so|then)\W+)?\b(?:with|once|after|when) {_BACK} (?:(?:are|is|were|have been|have|come|go|being) )*"
    r"(?:taken (?:off|out|away)|off|out|gone|deducted|subtracted|removed|counted out)(?=\W|$)|"
    rf"(?:\b(?:así que|asi que|por eso|entonces)\W+)?\b(?:una vez |ya |tras |después de |despues de |si )?"
    rf"{_QUITAR}\w*(?: (?:antes|primero|ya|fuera))? {_DEVUELTO}(?: (?:primero|antes|fuera|aparte))?(?=\W|$)|"
    rf"\b(?:una vez |ya )?(?:quitad|restad|descontad|deducid|sacad)[oa]s (?:ya )?{_DEVUELTO}(?=\W|$)",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:best|top|biggest|highest|largest|most|mejores|principales|m[aá]s|mayor(?:es)?|primer[oa]s|grandes)\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:customers?|clients?|buyers?|shoppers?|spenders?|accounts|who|people|client[ea]s?|comprador\w*|compradoras|quien(?:es)?)\b|"
    r"\b(?:which|what|qu[eé]|los|las) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|"
    r"seis|siete|ocho|"
    r"nueve|diez)\b",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(
    r"\b(?:which|what|top|best|by|qu[eé]|mejores|por|cada|each)(?: \d+| \w+)? (?:products?|categor\w+|countr\w+|"
    r"cit(?:y|ies)|channels?|productos?|pa[ií]s\w*|ciudad\w*|canal\w*|months?|mes|meses)\b|"
    r"\b(?:how much|how many|cu[aá]nt\w+|share|revenue|sales|ventas|ingresos)\b",
    re.IGNORECASE,
)
_SENT_BACK = re.compile(
    r"\b(?:s[ee]nds?|sent|sending|return\w*|refund\w*|devuelv\w+|devolv\w+|devuelto|devolvi\w+|reembols\w+)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"(?<=[.!?:;])\s+|,\s+(?=(?:so|así que|asi que)\b)", re.IGNORECASE)
_LINKS = re.compile(r"^\W*(?:(?:and|then|first|y|luego|después|despues)\b\W*)*", re.IGNORECASE)
_WHO_ARE = re.compile(r"[,:]?\s*¿?(?:cu[aá]les|qui[eé]nes) son\W*$|[,:]?\s*(?:which|who) are they\W*$", re.IGNORECASE)
_NET = {"en": "net of refunds", "es": "descontadas las devoluciones"}
_SPANISH = re.compile(r"[áéíóúñ¿]|\b(?:los|las|de|que|el|la)\b", re.IGNORECASE)


def net_last(text: str) -> str:
    """`they sent it all back. So take refunds off, then give me the 10 best customers`: the best, net of refunds."""
    match = _OFF.search(text)
    if match is None or len(_OFF.findall(text)) != 1:
        return text
    ahead, behind = text[: match.start()], _LINKS.sub("", text[match.end() :])
    told = _SENTENCES.split(ahead)
    kept = [part for part in told if not (_SENT_BACK.search(part) and not _RANKS.search(part))]
    asked = _WHO_ARE.sub("", " ".join((*kept, behind)).strip())
    if not (_RANKS.search(asked) and _PEOPLE.search(asked)) or _OF_GOODS.search(asked):
        return text
    net = _NET["es" if _SPANISH.search(match[0] + asked) and not re.search(r"\b(?:the|which|who)\b", asked) else "en"]
    return f"{asked.rstrip(' ?.!,;:')}, {net}?"
