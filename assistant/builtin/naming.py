"""The name under which people are to be saved: taken out of the message before its words are read."""

import re

__all__ = ["take_name"]

_SAVE = re.compile(
    r"\b(?:(?:save|store|keep|name|gu[aá]rda\w*|gr[aá]ba\w*|n[oó]mbra\w*|p[oó]nle\w*)\b[^,.;?!]{0,40}?"
    r"\b(?:as|como|de nombre|llamad[oa]|called|named)|(?:call|name) (?:it|them|this|these|that|those)"
    r"(?! (?:week|month|quarter|year|morning|afternoon|people|customers)s?\b)|"
    r"ll[aá]ma(?:l[oa]s?|les?)|ll[aá]ma a (?:est[eao]s?|es[eao]s?)(?= (?:grupo|segmento|audiencia|lista)))\s+"
    r"(?:a |an |the |un |una |el |la )?(?:new |nuevo )?(?:segment |segmento |audience |audiencia |group |grupo |list |lista )?"
    r"(?:called |named |llamad[oa] |de nombre )?[\"“«']?(?P<name>[^\"“”«»,.;?!]{2,60}?)[\"”»']?\s*(?:$|[,.;?!])",
    re.IGNORECASE,
)
_MARKS = " \"“”«»'"
_POINTING = re.compile(r"(?:as|como|it|them|this|these)", re.IGNORECASE)


def take_name(text: str) -> tuple[str, str | None]:
    """`save these as VIP France` -> (`save these as`, `VIP France`); the text as it was when nothing is to be saved."""
    match = _SAVE.search(text)
    if match is None or _POINTING.fullmatch(match["name"]):
        return text, None
    begin, end = match.span("name")
    kept = (text[:begin].rstrip(_MARKS), text[end:].lstrip(_MARKS))
    return " ".join(kept).strip(), match["name"].strip()
