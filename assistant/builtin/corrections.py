"""Openings that only say how a message relates to the last answer: `no, I meant orders`, `make it 300`."""

import re

__all__ = ["take_opening"]

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
    r"(?:c[aá]mbia|s[uú]be|b[aá]ja)(?:lo|los)?\s+a)\s+(?=[$€£]?\d[\d.,]*\s*(?:[%€$£]|\w+)?\W*$)",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"^(?P<kept>\W*(?:(?:now|ahora|in|en|by|por|with|con)\s+)?(?!(?:why|por|only|solo|but|pero|who|if|and|y|e)\b)[\w%]+(?:\s+\w+){0,2}?)\s*,?\s+"
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


def take_opening(text: str) -> tuple[str, bool]:
    """The message without such an opening, and whether it had one: then it continues the last question."""
    if swapped := _REPLACED.match(text):
        return swapped["kept"].rstrip(" ,"), True
    for opening in (_NUMBER_SAID, _CORRECTION, _CAUSE, _AGAIN):
        kept = opening.sub("", text, count=1)
        if kept != text and re.search(r"\w", kept):
            return kept, True
    return text, False
