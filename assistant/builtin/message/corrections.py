"""Openings that only say how a message relates to the last answer: `no, I meant orders`, `make it 300`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["as_channel", "take_opening"]

_SORRY = (
    r"(?:no|nope|nah|sorry|actually|wait|hmm+|oops|oh|perd[oó]n|perdona|espera|uy|ay|ehh?)"
    r"(?:[,.!;]+\s*|\s+(?=i\b|not\b|quer|me\b|quise|digo|dec[ií]a))"
)
_MEANT = (
    r"(?:i\s+(?:really\s+)?(?:meant(?:\s+to\s+(?:say|ask))?|mean|was\s+asking\s+(?:about|for)|was\s+talking\s+about|wanted|said)|"
    r"make\s+that|what\s+i\s+meant\s+was|(?:yo\s+)?(?:quer[ií]a\s+decir|quise\s+decir|me\s+refer[ií]a\s+a(?=l?\s)|me\s+refiero\s+a(?=l?\s)|"
    r"hablaba\s+de|preguntaba\s+por|dec[ií]a|digo|mejor\s+dicho|lo\s+que\s+quer[ií]a\s+(?:era|es)))(?:l(?=\s))?\s*[,:]?\s+"
)
_NUMBER_SAID = re.compile(
    r"^\W*(?:(?:ok|okay|vale|now|ahora|and|y|no|or|o)\W+)*(?:make\s+(?:it|that|them)|(?:let.?s\s+)?(?:say|try)|"
    r"(?:change|set|raise|lower)\s+(?:it|that)\s+to|que\s+sean?|mejor|pon(?:le|lo|los)?|d[ií]gamos|prueba\s+con|"
    r"(?:c[aá]mbia|s[uú]be|b[aá]ja)(?:lo|los)?\s+a|(?:what|how\s+about)\s+if\s+(?:it|that|this|they)\s+(?:was|were|is|are)|"
    r"(?:what\s+)?if\s+(?:we|i|you)\s+(?:say|said|take|took|use|used)|"
    r"si\s+(?:fuera|fuese)n?|si\s+(?:son|ponemos|pongo|decimos|tomamos|usamos))\s+(?=[$€£]?\d[\d.,]*\s*(?:[%€$£]|\w+)?\W*$)",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"^(?P<kept>\W*(?:(?:now|ahora|in|en|by|por|with|con)\s+)?(?!(?:why|por|only|solo|but|pero|who|if|and|y|e|how|which|what|cu[aá]nt[oa]s?|cu[aá]l(?:es)?|qu[eé]|qui[eé]n(?:es)?)\b)[\w%]+(?:\s+\w+){0,2}?)\s*,?\s+"
    r"(?:instead\s+of|rather\s+than|not|en\s+vez\s+de|en\s+lugar\s+de|y\s+no|no)\s+(?:in\s+|by\s+|en\s+|por\s+|the\s+|l[ao]s?\s+)?"
    r"\w+(?:\s\w+)?\W*$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(rf"^\W*(?:(?:{_SORRY})+(?:{_MEANT})?|{_MEANT})(?=\S)", re.IGNORECASE)
_CAUSE = re.compile(
    r"^\W*(?:(?:is|was)\s+(?:it|that|this)\s+(?:(?:all|mostly|mainly|just)\s+)?(?:because\s+of|due\s+to|down\s+to|driven\s+by)|"
    r"(?:es|fue)\s+(?:(?:todo|sobre\s+todo|solo)\s+)?(?:por\s+culpa\s+de|a\s+causa\s+de|debido\s+a|culpa\s+de|cosa\s+de|por))\s+"
    r"(?=\S)",
    re.IGNORECASE,
)


_AGAIN = re.compile(
    r"^\W*(?:(?:please|now|ok|okay|could you|can you|would you|kindly|por favor|ahora|vale|puedes?|podr[ií]as?)\W+)*(?:"
    r"(?:repeat|redo|re-?run|run|do|re-?calculate|re-?compute|restate|express|re-?express) (?:that|this|it|the same)"
    r"(?: (?:question|figure|calculation|analysis|number))?|"
    r"(?:rep[ií]t(?:e|a|ir)|expr[eé]s(?:a|e|ar)|recalc[uú]l(?:a|e|ar)|rehaz|rehaga|rehacer)(?:lo|la|melo|mela)?"
    r"(?: (?:eso|esto|lo mismo|la cifra|el dato|el c[aá]lculo))?|(?:haz|haga|hazme|h[aá]game) lo mismo)"
    r"(?: (?:again|once more|otra vez|de nuevo))?\s+(?=(?:for|in|by|with|without|as|but|para|en|por|con|sin|como|pero)\b)",
    re.IGNORECASE,
)


_POLITE = r"^\W*(?:(?:and|y|ok|vale|now|ahora|so|can|could|you|we|i|please|puedes?|podr[ií]as?|podemos|por\s+favor)\W+)*"
_BESIDE = re.compile(
    r"^\W*(?:now\s+|ahora\s+)?(?:(?:put|set|place|show)\s+(?:it|that|this|them)\s+(?:beside|next\s+to|against|alongside|side\s+by\s+side\s+with)|"
    r"p[oó]n(?:lo|la|los|las)\s+(?:junto|al\s+lado)\s+(?:a|de))(?=l?\s)",
    re.IGNORECASE,
)
_NARROWED = re.compile(
    _POLITE + r"(?:(?:limit|narrow|restrict|filter|reduce|cut)\s+(?:it|that|this|them)(?:\s+down)?\s+to|"
    r"(?:l[ií]mita|reduce|restringe|filtra|acota|limitar|reducir|acotar|restringir|filtrar)(?:lo|la|los|las)\s+(?:a(?=l?\b)|por))l?\s+",
    re.IGNORECASE,
)
_LOOKS = re.compile(
    r"^\W*(?:and\s+|y\s+)?(?:(?:how|what)\s+(?:do(?:es)?|would|did|will)\s+(?:that|it|this|they|things)\s+look(?:\s+like)?|"
    r"c[oó]mo\s+(?:queda|quedar[ií]a|se\s+ve|se\s+ver[ií]a|sale|saldr[ií]a)(?:\s+(?:eso|esto))?)\s+"
    r"(?:(?:if|when|si|cuando)\s+(?:we|i|you)?\s*)?(?P<only>(?:only|just|solo|s[oó]lo)\s+)?"
    r"(?:(?:count|look\s+at|take|consider|include|contamos|miramos|cuento|tomamos|consideramos)\s+)?(?:for\s+|para\s+)?(?=\S)",
    re.IGNORECASE,
)
_OUT_OF_IT = re.compile(
    r"^\W*(?:(?:please|por\s+favor)\W+)?(?:saca|s[aá]came|sacar|quita|qu[ií]tame|quitar|take|leave|drop|keep|remove)\s+(?:a\s+)?"
    r"(?P<kept>[^,]{2,40}?)\s+(?:del?\s+(?:la\s+|el\s+)?(?:ranking|lista|tabla|listado|cuenta|ah[ií])|"
    r"(?:out\s+of|from|off)\s+(?:it|that|this|the\s+(?:ranking|list|table|count)))\W*$",
    re.IGNORECASE,
)
_COUNTS = r"\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte"
_ENOUGH = re.compile(
    rf"^\W*(?:(?:ok|vale|just|only|solo|with|con|the|l[ao]s)\W+)*(?P<kept>{_COUNTS})(?:\s+(?:is|are|of\s+them|will|would|be|me|nos|son))*\s+"
    r"(?:enough|plenty|fine|do|suffice|suficientes?|(?:bast|alcanz|sobr|lleg)a\w*)\W*$",
    re.IGNORECASE,
)  # `five is enough`
_GOING_BY = re.compile(
    r"^\W*(?:(?:and|but|now|y|pero|ahora)\W+)?(?:going\s+by|judg(?:ing|ed)\s+by|look(?:ing)?\s+at|based\s+on|in\s+terms\s+of|"
    r"(?:measur|rank|sort|order)ed\s+(?:by|in|on)|mirando(?:lo|la|los|las)?|fij[aá]ndo(?:nos|me)\s+en|seg[uú]n|en\s+funci[oó]n\s+de|"
    r"en\s+t[eé]rminos\s+de|atendiendo\s+a|(?:medid|ordenad)[oa]s?\s+(?:por|en|seg[uú]n))\s+(?=\S+(?:\s+\S+){0,4}\W*$)",
    re.IGNORECASE,
)  # `going by number of orders`
_SWAPPED_IT = re.compile(
    r"^\W*(?:(?:ok|vale|now|ahora|please)\W+)*(?:swap|replace|sustituye|reempl[aá]za|sustit[uú]ye|c[aá]mbia)(?:\s+(?:it|that|this|them)(?:\s+one)?"
    r"|l[oa]s?)\s+(?:out\s+)?(?:for|with|por)\s+(?P<kept>.+)$",
    re.IGNORECASE,
)  # `swap it for the blue mug`
_REST = r"(?P<rest>(?:\s*,|\s+(?:and|y)\s).*)?\W*$"
_TAKEN_OFF = re.compile(
    _POLITE + r"(?:take\s+(?P<kept>[^,]{2,40}?)\s+(?:off|out|away)|"
    r"(?:lose|ditch|scrap|let.?s\s+lose|get\s+rid\s+of|take\s+(?:off|out|away))\s+(?P<behind>[^,]{2,40}?)|"
    r"olv[ií]da(?:te)?(?:\s+de(?=l?\s))?l?\s+(?P<fuera>[^,]{2,40}?))" + _REST,
    re.IGNORECASE,
)
_RATHER = re.compile(
    r"^\W*(?:i(?:['’]d|\s+would)\s+(?:rather|prefer)(?:\s+to)?(?:\s+(?:have|see|get))?(?:\s+(?:it|that|this))?|"
    r"(?:prefiero|preferir[ií]a)(?:\s+(?:verlo|tenerlo))?|(?:mejor|better|actually)(?=\s+(?:por|en|by|per|mu[eé]stra\w*|mu[eé]stre\w*|mostr\w+|ens[eé][nñ]\w+|dame|ponme|show|give|split)\b))\s+(?=\S)",
    re.IGNORECASE,
)
_BETTER_BEHIND = re.compile(r"\s+mejor\W*(?:por\s+favor\W*)?$", re.IGNORECASE)
_HOW_ABOUT = re.compile(
    r"^\W*(?:y\s+)?qu[eé]\s+tal\s+(?!vamos|va\b|van|voy|fue|fueron|est|ha\b|han|nos|le|te|si\b|pinta|anda|todo)(?:en\s+)?(?=\S+(?:\s+\S+){0,4}\W*$)",
    re.IGNORECASE,
)
_SWAPPED = re.compile(
    r"^\W*(?:(?:ok|vale|now|ahora|please)\W+)*(?:swap|switch|replace|change|exchange|cambia|sustituye|reemplaza)\s+(?:the\s+|el\s+|la\s+)?"
    r"(?!control|hold-?out|grupo de|subject|asunto)"
    r"[\w-]+(?:\s\w+)?\s+(?:for|with|to|por)\s+(?P<kept>(?:the\s+|el\s+|la\s+)?[\w-]+(?:\s\w+)?)\W*$",
    re.IGNORECASE,
)
_INSTEAD_FIRST = re.compile(
    r"^\W*(?:instead\s+of|rather\s+than|en\s+vez\s+de|en\s+lugar\s+de)\s+[^,]{2,30},\s*"
    r"(?:(?:show|give|tell)\s+me\s+|mu[eé]str[ae](?:me)?\s+|ens[eé][nñ]ame\s+|dame\s+|ponme\s+)?(?P<kept>[\w-]+(?:\s\w+){0,3})\W*$",
    re.IGNORECASE,
)
_NOT_BY = re.compile(
    r"(?P<kept>.{6,}?)\s*(?:,?\s+(?:instead\s+of|rather\s+than|en\s+vez\s+de|en\s+lugar\s+de)\s+[\w -]{2,30}|"
    r",?\s+(?:and\s+|y\s+)?(?:not|no)\s+(?:by|per|por)\s+[\w-]+)\W*$",
    re.IGNORECASE,
)
_THAT = r"(?:that|it|this|them|eso|esto|(?:the\s+)?last\s+\w+|lo\s+.*)"
_KEPT_WHOLE = (_INSTEAD_FIRST, _SWAPPED)
_GROUPS = re.compile(
    r"^(?:days?|weeks?|months?|quarters?|years?|countr(?:y|ies)|cit(?:y|ies)|categor(?:y|ies)|products?|channels?|d[ií]as?|semanas?|"
    r"mes(?:es)?|trimestres?|a[nñ]os?|pa[ií]s(?:es)?|ciudad(?:es)?|categor[ií]as?|productos?|canal(?:es)?)$",
    re.IGNORECASE,
)


_A_SPLIT = (
    r"days?|weeks?|months?|quarters?|years?|countr(?:y|ies)|cit(?:y|ies)|categor(?:y|ies)|products?|(?:sales )?channels?|"
    r"plans?|"
    r"languages?|d[ií]as?|semanas?|mes(?:es)?|trimestres?|a[nñ]os?|pa[ií]s(?:es)?|ciudad(?:es)?|categor[ií]as?|productos?|"
    r"canal(?:es)?(?: de venta)?|planes|idiomas?"
)
_SPLIT_LEFT = re.compile(
    _POLITE
    + r"(?:leave|set|put|forget|drop|skip|ditch|lose|never\s+mind|scrap|dej[aáeé]\w*|olv[ií]d\w+|quit[aáeé]\w*|sac[aáeé]\w*)"
    rf"\s+(?:de\s+)?(?:(?:the|l[ao]s?|el)\s+)?(?:{_A_SPLIT})(?:\s+(?:aside|apart|out|alone|aparte|de\s+lado|a\s+un\s+lado|fuera))?"
    r"\s*[,;:]?\s+(?:(?:and|y|now|ahora|just)\s+)?(?P<rest>\S.*)$",
    re.IGNORECASE,
)  # `leave countries aside, show the months`
_SHOWN = re.compile(
    rf"(?:(?:show|give|tell|get|see|mu[eé]str|mostr|mostrá|dame|da|ens[eé][nñ]|pon)\w*\s+)?(?:me\s+)?(?:it\s+)?"
    rf"(?P<by>by\s+|per\s+|por\s+)?(?:(?:the|l[ao]s?|el)\s+)?(?P<kept>{_A_SPLIT})\W*",
    re.IGNORECASE,
)


def _split_otherwise(text: str) -> str | None:
    """The split that is wanted in place of the one that is let go."""
    left = _SPLIT_LEFT.match(text)
    shown = _SHOWN.fullmatch(left["rest"]) if left else None
    if shown is None:
        return None
    spanish = re.search(r"\b(?:por|l[ao]s|el|dej\w*|quit\w*|saca?\w*|olv\w+)\b", text, re.IGNORECASE)
    return f"{'por' if spanish else 'by'} {shown['kept']}"


def _changed(text: str) -> str | None:
    """What is wanted in place of what was: `swap country for month`, `Narrow it down to France`, `not by week`."""
    if (split := _split_otherwise(text)) is not None:
        return split
    if (out := _OUT_OF_IT.match(text)) is not None:
        return (
            f"exclude {out['kept']}"
            if re.match(r"\W*(?:please\W+)?(?:take|leave|drop|keep|remove)", text, re.IGNORECASE)
            else f"sin {out['kept']}"
        )
    if (off := _TAKEN_OFF.match(text)) is not None and not re.fullmatch(
        _THAT, off["kept"] or off["behind"] or off["fuera"], re.IGNORECASE
    ):
        verb = "quita" if off["fuera"] else "drop"
        return f"{verb} {off['kept'] or off['behind'] or off['fuera']}{off['rest'] or ''}"
    if told := _ENOUGH.match(text) or _SWAPPED_IT.match(text):
        return told["kept"]
    for pattern in _KEPT_WHOLE:
        if found := pattern.match(text):
            kept = re.sub(r"^(?:the|el|la|los|las)\s+", "", found["kept"], flags=re.IGNORECASE)
            link = "por" if re.search(r"\b(?:por|en)\b|[áéíóúñ]", text) else "by"
            return f"{link} {kept}" if _GROUPS.match(kept) else kept
    only = "solo " if re.search(r"(?:lo|la|los|las)\s+(?:al?|por)\s", text) else "only "
    if (kept := _NARROWED.sub(only, text, count=1)) != text:
        return kept
    if (beside := _BESIDE.match(text)) is not None:
        return f"compare {text[beside.end() :].lstrip('l ')}"
    if (looked := _LOOKS.match(text)) is not None:
        return f"{looked['only'] or ''}{text[looked.end() :]}"
    kept = _BETTER_BEHIND.sub("", _HOW_ABOUT.sub("", _RATHER.sub("", text, count=1), count=1), count=1)
    if (behind := _NOT_BY.fullmatch(kept)) is not None:
        kept = behind["kept"]
    return kept if kept != text and re.search(r"\w", kept) else None


_ALONE = re.compile(
    r"\W*(?P<lead>(?:(?:and|y|now|ahora|what about|how about|que tal|only|just|solo|for|para|in|en|by|por|the|la|el|on)\W+)*)"
    r"(?P<word>[\w-]+)(?:\s+(?P<only>only|alone|solo|solamente)\b(?P<rest>\W.*)?)?\W*"
)


def as_channel(text: str, catalogue: Catalogue, language: Language) -> str:
    """`store?`, `now for the store`: by itself in a conversation, the word of a sales channel is that channel."""
    alone = _ALONE.fullmatch(fold(text))
    names = {fold(name) for v in catalogue.values if v.dimension == "sales_channel" for name in (v.key, *v.names)}
    if alone is None or alone["word"] not in names:
        return text
    only = alone["only"] is not None or re.search(r"\b(?:only|just|solo)\b", alone["lead"]) is not None
    lead = ("only in" if only else "and in") if language == "en" else ("solo en" if only else "y en")
    return f"{lead} {alone['word']}{alone['rest'] or ''}"


_WHAT_OF = re.compile(
    r"^\W*(?P<of>(?!(?:vamos|va|y)\b)\w+(?:\s\w+){0,3}),?\s+qu[eé]\s+tal\W*$", re.IGNORECASE
)  # `¿Alemania qué tal?`


def take_opening(text: str) -> tuple[str, bool]:
    """The message without such an opening, and whether it had one: then it continues the last question."""
    if (shown := _HOW_ABOUT.match(text)) is not None:
        return text[shown.end() :], True  # `¿qué tal febrero?`
    if (behind := _WHAT_OF.match(text)) is not None:
        return behind["of"], True
    if swapped := _REPLACED.match(text):
        return swapped["kept"].rstrip(" ,"), True
    if (changed := _changed(text)) is not None:
        return changed, True
    for opening in (_GOING_BY, _NUMBER_SAID, _CORRECTION, _CAUSE, _AGAIN):
        kept = opening.sub("", text, count=1)
        if kept != text and re.search(r"\w", kept):
            return kept, True
    return text, False
