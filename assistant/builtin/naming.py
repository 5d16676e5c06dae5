"""The name under which people are to be saved: taken out of the message before its words are read."""

import re

__all__ = ["take_name"]

_SAVE = re.compile(
    r"\b(?:(?:save|store|keep|name|gu[aá]rda\w*|gr[aá]ba\w*|n[oó]mbra\w*|p[oó]nle\w*)\b[^,.;?!]{0,40}?"
    r"\b(?:as|como|de nombre|llamad[oa]|"
    r"called|named)|(?:call|name) (?:it|them|this|these|that|those)|ll[aá]ma(?:l[oa]s?|les?))\s+(?:a |an |the |un |una |el |"
    r"la )?(?:new |nuevo )?(?:segment |segmento |audience |audiencia |group |grupo )?(?:called |named |llamad[oa] |"
    r"de nombre )?[\"“«']?(?P<name>[^\"“”«»,.;?!]{2,60}?)[\"”»']?\s*(?:$|[,.;?!])",
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
