"""The name under which people are to be saved: taken out of the message before its words are read."""

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold

__all__ = ["take_name"]

_SAVE = re.compile(
    r"\b(?:(?:save|(?<!in )(?<!the )(?<!our )(?<!at )store|keep|name|"
    r"gu[aá]rda\w*|gr[aá]ba\w*|n[oó]mbra\w*|p[oó]nle\w*)\b[^,.;?!]{0,40}?"
    r"\b(?:as|como|de nombre|llamad[oa]|called|named|titled|(?:under|with) the (?:name|title)(?: of)?|"
    r"(?:con|bajo) el (?:nombre|t[ií]tulo)(?: de)?)|(?:ponle|ponles|ponele|dale|dales) (?:el |de )?nombre(?: de)?|"
    r"(?:call|name) (?:it|them|this|these|that|those)"
    r"(?! (?:week|month|quarter|year|morning|afternoon|people|customers)s?\b)|"
    r"ll[aá]ma(?:l[oa]s?|les?)|ll[aá]ma a (?:est[eao]s?|es[eao]s?)(?= (?:grupo|segmento|audiencia|lista)))\s+"
    r"(?-i:a |an |the |un |una |el |la )?(?:new |nuevo )?"
    r"(?:segment |segmento |audience |audiencia |group |grupo |list |lista )?"
    r"(?:called |named |llamad[oa] |de nombre )?[\"“«']?(?P<name>[^\"“”«»,.;?!]{2,60}?)[\"”»']?\s*(?:$|[,.;?!])",
    re.IGNORECASE,
)
_SAVED_COLON = re.compile(
    r"(?P<save>(?:(?:and|now|ok|please|y|ahora|vale|por favor)\W+)*(?:save|store|keep|gu[aá]rda\w*|gr[aá]ba\w*)"
    r"(?: (?:it|them|this|these|that|those|est[eao]s?|es[eao]s?|el|la|the)?(?: ?(?:segment|group|list|audience|segmento|grupo|"
    r"lista|audiencia))?)?)\s*:\s*(?P<name>(?!.*\b(?:who|that|with|customers?|people|que|con|clientes?|gente|quienes)\b)"
    r"[^\"“”«»,.;:?!]{2,50})[.!]*",
    re.IGNORECASE,
)  # `save it: Big sleepers`
_LABELLED = re.compile(
    r"\b(?:(?:under|with) the (?:name|title)(?: of)?|(?:con|bajo) el (?:nombre|t[ií]tulo)(?: de)?)$", re.IGNORECASE
)
_NAMED = re.compile(r"\b(?:ponles?|ponele|dales?) (?:el |de )?nombre(?: de)?$", re.IGNORECASE)
_MARKS = " \"“”«»'"
_POINTING = re.compile(r"(?:as|como|it|them|this|these)", re.IGNORECASE)

_QUOTED = re.compile(r"[\"“«](?P<name>[^\"“”«»]{2,60})[\"”»]")
_GROUP = r"(?:segments?|audiences?|groups?|lists?|segmentos?|audiencias?|grupos?|publicos?|listas?)"
_LABEL = (
    r"(?:as|under|named?|called|titled|labell?ed|como|bajo|nombre|llamad[oa]s?|titulad[oa]|ponele|ponles?|ponlo|"
    r"llamal[oae]s?|llame)"
)
_LINK = (
    r"(?:into|in|to|of|the|a|an|my|our|new|saved|call (?:it|them)|and|with|it|en|al?|el|la|un|una|de|del|mis?|"
    r"nuestros?|nuev[oa]|guardad[oa]|con|que|se|y|su)"
)
_LEADS_IN = re.compile(rf"\W*\b(?:(?P<what>{_GROUP}|{_LABEL})|{_LINK})[\s:,;]*$")
_MY_LIST = re.compile(rf"\W*\b(?:in|to|en|a) (?:my|our|mis|nuestros|nuestras) {_GROUP}\b")
_KEPT = re.compile(
    r"\b(?:save|sav|store|keep|remember|bookmark|stash|guard(?!ad[oa]s?\b)\w+|almacen\w+|archiv[ae]\w*|conserv[ae]\w*|graba\w*)\b"
)
_ADDED = re.compile(
    r"\b(?:add|put|stick|pop|group|collect|agrup\w+|junt\w+|file|record|register|anad[ei]\w*|agreg\w+|met[ae]\w*|pon\w*|registr[ae]\w*|incorpor[ae]\w*)\b"
)
_MADE = re.compile(
    r"\b(?:make|create|build|turn|convert|form|define|set up|haz|hace\w*|crea\w*|cree|convierte\w*|converti\w*|"
    r"arma\w*|monta\w*|genera\w*|forma|define)\b"
)
_WISHED = re.compile(r"\b(?:want|need|like|quiero|necesito|quisiera|queremos|necesitamos|gustaria)\b")
_DEFINED = re.compile(r"\W*(?:[:=,]|with|of|for|con|de)\s")
_SAVES_BEHIND = re.compile(
    r"[\s,:;]*(?:please |por favor,? )?"
    r"(?P<verb>save|store|keep|remember|bookmark|guard(?!ad[oa]s?\b)\w+|almacena\w*|conserva\w*)\b"
)
_WRITTEN = re.compile(
    r"\b(?:e-?mails?|mail|sms|whatsapp|push|letter|messages?|campaigns?|newsletter|draft|write|correos?|mensajes?|campanas?|carta|"
    r"boletin|borrador|redact\w+|escrib\w+|compar\w+)\b"
)
_ABOUT = re.compile(rf"\b(?:for|para|about|sobre|from|(?<!name )of|(?<!nombre )de|del)(?: \w+)? {_GROUP}\W*$")


def take_name(text: str) -> tuple[str, str | None]:
    """`save these as VIP France` -> (`save these as`, `VIP France`); the text as it was when nothing is to be saved."""
    if (taken := _under_quotes(text)) is not None:
        return taken
    if colon := _SAVED_COLON.fullmatch(text.strip()):
        return colon["save"], colon["name"].strip()
    match = _SAVE.search(text)
    if match is None or _POINTING.fullmatch(match["name"]):
        return text, None
    begin, end = match.span("name")
    told = _LABELLED.sub(lambda m: "as" if " the " in m[0] else "como", text[:begin].rstrip(_MARKS))
    kept = (_NAMED.sub("guarda", told), text[end:].lstrip(_MARKS))
    return " ".join(kept).strip(), match["name"].strip()


def _under_quotes(text: str) -> tuple[str, str] | None:
    """`turn them into a segment named "VIP"` -> (`save them`, `VIP`), in whatever order the two are told."""
    named = _QUOTED.search(text)
    if named is None or len(folded := fold(text)) != len(text):
        return None
    before, behind = folded[: named.start()], folded[named.end() :]
    if re.fullmatch(rf"\W*(?:please |por favor,? )?{_LABEL}\W*", before) and (saved := _SAVES_BEHIND.match(behind)):
        return f"{text[named.end() + saved.start('verb') :]}", named["name"].strip()  # `as "VIP", save those who ...`
    before = re.sub(rf"(\b{_GROUP}) \w+(\W*)$", r"\1\2", before) if _KEPT.search(before) else before  # a mistyped `named`
    rest, led = before, ""
    while match := _LEADS_IN.search(rest):
        led = f"{match['what'] or ''} {led}"
        rest = rest[: match.start()]
    verb = _verb(rest, led, bool(_DEFINED.match(behind)))
    if verb is None or _WRITTEN.search(rest) or _ABOUT.search(before):
        return None
    behind_at = named.end() + (mine.end() if (mine := _MY_LIST.match(behind)) else 0)
    save = "guarda" if re.search(r"\b(?:segmento|grupo|publico|como|el|la|los|las|con|guard\w+)\b", folded) else "save"
    told = re.sub(
        rf"\b(?:un |una |a |an )?(?:saved |new |nuevo )?{_GROUP}(?: guardad[oa])? (?=of|with|de|con)",
        "",
        text[verb.end() : len(rest)],
    )
    return f"{text[: verb.start()]}{save}{told} {text[behind_at:].lstrip(_MARKS)}".strip(), named["name"].strip()


def _verb(rest: str, led: str, defined: bool) -> re.Match[str] | None:
    """The verb that asks to save, where the words before the name fit it."""
    if kept := _KEPT.search(rest):
        return kept if led.strip() else None
    if re.search(_LABEL, led) and (added := _ADDED.search(rest)):
        return added
    group = re.search(rf"\b{_GROUP}\b", f"{rest} {led}")
    if not (group and led.strip()):
        return None
    return _MADE.search(rest) or (_WISHED.search(rest) if defined else None)  # `I want a segment "VIP": customers who ...`
