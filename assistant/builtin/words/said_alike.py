"""Ways of saying a thing that are put as most people put it, before a message is cut into words."""

from assistant.builtin import patterns as re

__all__ = ["as_usual", "without_asides"]

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
_MONEY_NEXT = r"(?=[€£$]\s?\d|\d[\d.,]*\s?(?:[€£$]|euros?\b|pounds?\b|dollars?\b|quid\b|soles\b|pesos\b))"
_USUAL = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"(?<=[a-z€£$])\s?/\s?(?=(?:order|customer|client|buyer|head|month|week|day)\b)", " per "),
        (r"(?<=[a-z€£$])\s?/\s?(?=(?:pedido|cliente|compra|mes|semana|d[ií]a)\b)", " por "),
        (r"(?<!\S)p/\s?(?=[a-záéíóúñ])", "para "),
        (r"(?<!\S)c/\s?u\b\.?", "cada uno"),
        (r"\bno later than (?=\d{1,3} days)", "within "),
        (r"\ba (?:los )?(\d{1,3}) d[ií]as o (?:menos|antes)\b", r"dentro de \1 días"),
        (r"^take (?=everyone|all|the customers|customers|those)", "of "),
        (r"\bus(?:ed|es|e|ing) (the|our) app (?:to|for) (?:buy|order|shop|purchas)\w*", r"bought through \1 app"),
        (r"\b(?:us|utiliz)(?:aron|an|ó|o|ado) (la|nuestra) app para (?:comprar|pedir)\w*", r"compraron por \1 app"),
        (r"\b(dej\w+ (?:a |al )?[^,;:]{2,40}?) por fuera\b", r"\1 fuera"),
        (r"\b(clientes|clientas|compradores|personas) (?:distint|diferent)\w+ de\b", r"\1 de"),
        (r"\b(?:si )?(?:mir\w+|vemos|pens\w+|piens\w+) a (\w+) (años|meses) vista\b", r"a \1 \2"),
        (r"\b(?:one|a) (day|week|month|quarter) at a time\b", r"by \1"),
        (
            r"\b(customers|clients|people|buyers) (?:it['’]?s|it has) been (over|more than|at least) (\d+ days) since "
            r"(?:we['’]?(?:ve)? (?:last )?had an order from|(?:they|their) (?:last )?(?:ordered|bought|order))\b",
            r"\1 who have not ordered for \2 \3",
        ),
        (rf"\bpast {_MONEY_NEXT}", "over "),
        (r"\b(last|latest) (?:closed|completed?|full|finished) (?=(?:month|quarter|week|year)\b)", r"\1 "),
        (r"\b([uú]ltim[oa]) (mes|trimestre|semestre|año|semana) (?:cerrad[oa]|complet[oa]|terminad[oa])", r"\1 \2"),
        (
            r"\b((?:second|2nd)\b.{0,40}\bdays?) (?:of|after|from|since) (?:the|their) (?:1st|first)(?: one| order)?(?=\W|$)",
            r"\1",
        ),
        (r"\b((?:segund|2)[ao]\b.{0,40}\bd[ií]as) s[iu]gu?ientes a la (?:1a|primera)\b", r"\1"),
        (r"\b(each|every|cada) (\w+)\b(.{5,90})\b(?:each one|cada un[oa])\b", r"\1 \2\3\1 \2"),
    )
)


def without_asides(text: str) -> str:
    """The text without `..., right?` inside it and without what a repeat purchase is, told in brackets."""
    text = _TAG_QUESTION.sub(". ", text)
    return _EXPLAINED.sub("", text) if _REPEATS.search(text) else text


def as_usual(text: str) -> str:
    """`p/ clientes` as `para clientes`, `past 500 €` as `over 500 €`, `one month at a time` as `by month`."""
    for pattern, said in _USUAL:
        text = pattern.sub(said, text)
    return text
