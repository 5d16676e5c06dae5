"""What goes without saying, or what a question says it is not about: `each counted once`, `not orders, people: ...`."""

from assistant.builtin import patterns as re

__all__ = ["without_contrasts"]

_PEOPLE = re.compile(
    r"\b(?:customers?|clients?|shoppers?|buyers?|people|persons?|accounts?|client[ea]s?|comprador\w*|personas?|gente)\b",
    re.IGNORECASE,
)
_SOMEBODY = (
    r"(?:one|person|of them|customer|client|shopper|buyer|account|body|of those|single one|uno|una|persona|cliente|"
    r"comprador|quien)"
)
_ONCE = r"(?:(?:only |just )?(?:one|a single|1) time|(?:only |just )?once(?: only| each| apiece)?)"
_EACH_ONCE = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[,.:;(¿-]))\W*?"
    rf"(?:(?:with |and )?(?:each|every) ?{_SOMEBODY}?(?: is| being| to be)? counted {_ONCE}|"
    rf"count(?:ing)? (?:each|every) ?{_SOMEBODY} {_ONCE}|counted {_ONCE}(?: each)?|"
    r"(?:not|without|never) (?:counting|double[- ]counting|repeating) (?:anybody|anyone|the same \w+|any of them|"
    r"people|customers)"
    r"(?: twice| more than once)?|counting (?:nobody|no one) (?:twice|more than once)|no (?:double[- ]counting|"
    r"duplicates|repeats)|"
    rf"cont(?:ando|á|ar|emos|ad[oa]s?)?(?: a)? cada {_SOMEBODY} (?:(?:s[oó]lo|una|nada m[aá]s) )*(?:(?:sola|[uú]nica) )?vez|"
    r"contad[oa]s? (?:s[oó]lo )?una (?:(?:sola|[uú]nica) )?vez|"
    r"sin (?:contar|repetir|duplicar)(?: a)? (?:nadie|ninguno|ninguna|personas|clientes)(?: (?:dos veces|doble|"
    r"m[aá]s de una vez|por duplicado))?|"
    r"sin (?:repetidos|duplicados|repeticiones))\)?(?=[\s,.:;?)]|$)",
    re.IGNORECASE,
)
_LEFT_BEHIND = re.compile(
    r"^[\s,.:;]+|\s*,\s*(?=[,.:;?])|^\W*(?:just|only|s[oó]lo|solamente) (?:people|personas|customers|clientes)\s*[,:;-]+\s*",
    re.IGNORECASE,
)
_MEASURE = (
    r"(?:units?|money|revenue|sales|takings|value|orders?|quantity|quantities|volume|cash|amounts?|spend|euros|"
    r"unidades|dinero|plata|pasta|ingresos|ventas|facturaci[oó]n|importes?|pedidos?|cantidad(?:es)?|montos?|volumen)"
)
_THE = r"(?:the |our |el |la |las |los )?"
_NOT_THAT = re.compile(
    rf"^\W*(?:not {_THE}{_MEASURE}(?:,? (?:and |or |nor )?(?:not )?{_THE}{_MEASURE}){{0,2}}|"
    rf"(?:ojo,? )?(?:que )?no (?:me )?(?:interesan?|importan?|quiero|hablo de|digas|des|pido|busco|es) {_THE}{_MEASURE}"
    rf"(?:,? (?:ni|y|o) {_THE}{_MEASURE}){{0,2}})"
    r"(?:(?:[,.:;-]|\s+(?:sino|but))\s*(?:(?:people|customers|personas|clientes|gente|heads)(?=[,.:;]))?)[\s,.:;-]*(?:sino\s+)?"
    r"(?=\S.{12,})",
    re.IGNORECASE,
)
_AND_NOT_THAT = re.compile(
    rf"\s*[,(]\s*(?:and |y )?(?:not|no) (?:by |in |por |en )?{_THE}{_MEASURE}\)?(?=\s*[:,.;?]|\s*$)", re.IGNORECASE
)


_TO_WRITE = re.compile(
    r"\b(?:draft|write|compose|e-?mails?|sms|messages?|texts?|whatsapp|correos?|mensajes?|redact\w*|escr[ií]b\w*|borrador)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(  # of a text: `not too pushy`, `que no suene a venta`
    r"\s*[,;(-]?\s*\b(?:(?:but|and|pero|y) )?(?:that (?:is|does)(?:n['’]t| not) |que )?"
    r"(?:not|nothing|never|without (?:being|sounding)|no (?:sea|suene|resulte)|nada|sin (?:ser|sonar|resultar))"
    r"(?: (?:too|so|overly|very|at all|sound|be|muy|tan|demasiado|a))* "
    r"(?:pushy|salesy|spammy|aggressive|needy|desperate|cheesy|corny|formal|stuffy|long|wordy|hard[- ]sell|"
    r"agobiantes?|agresiv[oa]s?|pesad[oa]s?|comercial(?:es)?|insistentes?|invasiv[oa]s?|cursis?|formal(?:es)?|larg[oa]s?|venta|spam)\b\)?",
    re.IGNORECASE,
)


def without_contrasts(text: str) -> str:
    """The text without `counting nobody twice`, where people are counted, and without what it says it does not ask for.

    How a text that is to be written should not sound narrows nobody either: `not too pushy`.
    """
    if _TO_WRITE.search(text):
        text = _NOT_SO.sub("", text)
    if _PEOPLE.search(text):
        text = _LEFT_BEHIND.sub("", _EACH_ONCE.sub(" ", text)) or text
    return _AND_NOT_THAT.sub("", _NOT_THAT.sub("", text))
