"""What is asked in two sentences as one: people told first and counted behind, a habit told first and guidance asked of it."""

from assistant.builtin import patterns as re

__all__ = ["asked_by_name", "channel_named", "explained", "in_one_sentence", "what_it_is"]

_COUNTED_BEHIND = re.compile(
    r"(?:[^:.?!]{3,40}:\s*)?(?P<people>(?:people|customers|those|everyone|gente|clientes|quienes|personas)\b[^?¿.]{12,})[.,;]?\s*"
    r"(?:(?P<en>how many (?:customers |people )?(?:is|are|would|were) (?:that|they|those|there)(?: be)?)|"
    r"¿?(?P<es>cu[aá]nt[oa]s (?:clientes )?(?:son|ser[ií]an|hay|tenemos|salen)))\W*",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"(?P<first>[^.?!]{12,120})[.!]\s+(?P<asked>[^.]*\b(?:playbook|manual|guide|gu[ií]a)\b[^.]*?\b(?:about|with|for|sobre|con))"
    r" (?:it|this|that|them|eso|esto|ello)\W*",
    re.IGNORECASE,
)


_MATURE = re.compile(
    r"(?<=[.?!])\s*(?:only count (?:the )?(?:ones|those|people) who|count only (?:the )?(?:ones|those|people) who|"
    r"cuenta solo a (?:quienes|los que))\b[^.?!]*\b(?:had their|full|completed?|tenido|cumplido)\b[^.?!]*[.?!]*$",
    re.IGNORECASE,
)  # a rate within days is of those who have had them


_WHAT_IT_IS = re.compile(
    r"(?P<first>[^.?!¿]{10,140})[.:;!]\s+¿?(?:(?:could|can|would|will) you (?:please )?(?:tell|give|confirm|share)"
    r"(?: me| us| with us)? |"
    r"(?:me|nos|le) (?:podr[ií]a[ns]?|puede[ns]?) (?:decir|confirmar|indicar) |do you know |any idea |sab[eé]s? )?"
    r"(?:what|how much|how many|cu[aá]l|cu[aá]nt[oa]s?) (?:(?:it|that|they|those) )?(?:is|are|was|were|es|son|fue|fueron)"
    r"(?: (?:it|that|they))?"
    r"(?P<now>(?: (?:at present|at the moment|(?:right )?now|today|currently|actualmente|ahora(?: mismo)?|hoy|"
    r"en este momento|por favor|please))*)\W*",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"^.{2,40}?\b(?:(?:has |have |is |are )?(?:asked|asking|asks|wants|wanted|needs)(?: (?:me|us))?"
    r"(?: (?:for|about|to know|to see))?|"
    r"(?<!que )(?:nos |me )?(?:ha[n]? pedido|pide[n]?|pidi[oó]|quiere[n]?(?: (?:saber|ver))?|necesita[n]?))\s+(?=\w)",
    re.IGNORECASE,
)


_NEEDED = re.compile(
    r"\W*(?:(?:i|we|yo)?\s*(?:(?:urgently|really|just|quickly) )?"
    r"(?:need|want|am after|are after|necesito|necesitamos|quiero|preciso|ocupo)|"
    r"(?:me|nos) (?:piden?|han pedido|pidieron|pidi[oó])|"
    r"(?:they|(?:the|my|our) \w+) (?:want|wants|need|needs|asked for|ask for)) "
    r"(?P<first>[^.?!,¿]{3,80}?)(?: (?:for|para) (?:the|my|our|an?|el|la|un|una|mi|nuestr[oa]) [\w ]{3,25})?,\s*"
    r"¿?(?:what|how much|cu[aá]l|cu[aá]nto|en cu[aá]nto|d[oó]nde|where|c[oó]mo|how)(?: is| are|['’]s)?(?: it| that| they)?"
    r"(?: (?:es|son|est[aá]|estamos|andamos|vamos|anda|do we stand|are we|are we at))?\W*",
    re.IGNORECASE,
)


_NAME = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,}"
_FOR_NAME = re.compile(
    r"^\W*(?:(?:[Aa] )?(?:[Qq]uick|[Oo]ne|[Jj]ust|[Uu]na|[Oo]tra|[Uu]n|[Dd]uda|[Pp]regunta)\b[^.:?,]{0,25} )"
    rf"(?:for|from|para|de) {_NAME}\s*[:.,]\s*"
)
_NAME_ASKS = re.compile(
    rf"(?:^\W*|(?<=[.!?] ))(?P<who>{_NAME}) (?:is (?:curious|asking|wondering|keen to know)|wants to know|would like to know|"
    r"asks(?: me)?|asked(?: me)?|me pide|nos pide|me pregunta|pregunta|quiere saber|necesita saber)(?: about| for| if| por)?,? "
    r"(?=(?:what|how|which|who|the|el|la|los|las|qu[eé]|cu[aá]l|cu[aá]nt)\b)"
)


def asked_by_name(text: str) -> str:
    """`Quick one for Vicent: ...`, `Vicent is curious what ...`: the question without the name of who asks."""
    return _NAME_ASKS.sub("", _FOR_NAME.sub("", text))


def what_it_is(text: str) -> str:
    """`The board asked for the NPS. Could you tell us what it is?`: that measure."""
    if needed := _NEEDED.fullmatch(text.strip()):
        return f"{needed['first'].strip()}?"
    match = _WHAT_IT_IS.fullmatch(text.strip())
    return f"{_ASKED_FOR.sub('', match['first'].strip())}{match['now']}?" if match else text


def _counted_behind(text: str) -> str:
    """`People who own the cups and never the frother. How many customers is that?`: how many they are."""
    match = _COUNTED_BEHIND.fullmatch(text.strip())
    if match is None:
        return text
    return f"{'how many' if match['en'] else 'cuántos'} {match['people'].strip()}?"


def _about_it(text: str) -> str:
    """`Folk fill their basket and leave. What does the playbook say about it?`: about that."""
    match = _ABOUT_IT.fullmatch(text.strip())
    return f"{match['asked']} {match['first'].strip()}?" if match else text


def in_one_sentence(text: str) -> str:
    """The question in one sentence where its second one only points at the first."""
    return _about_it(_counted_behind(_MATURE.sub("", text.strip())))


_CHANNEL = re.compile(
    r"\b(?P<named>e-?mail|correo|sms|whatsapp|push)\b(?P<between>.{3,120}?)"
    r"\b(?:(?:that|this|said) channel|(?:es[ea]|est[ea]|dicho) (?:canal|v[ií]a))\b",
    re.IGNORECASE | re.DOTALL,
)


def channel_named(text: str) -> str:
    """`planning a WhatsApp push, how many agreed to that channel?`: the channel by its name."""
    return _CHANNEL.sub(lambda m: f"{m['named']}{m['between']}{m['named']}", text, count=1)


_EXPLAINED = re.compile(
    r"(?P<asked>[^?;]{6,90}?)\s*[,(;–-]\s*(?:i\.?\s?e\.?|that is(?: to say)?|meaning|in other words|i mean|es decir|o sea|"
    r"esto es|quiero decir|me refiero a)\b[,:]?\s+(?P<meaning>[^?]{6,120}?)\)?\s*\?*\s*",
    re.IGNORECASE,
)


def explained(text: str) -> tuple[str, str] | None:
    """`the conversion rate, that is the share of visits that order`: what is asked for, and how it is explained."""
    match = _EXPLAINED.fullmatch(text.strip())
    return (f"{match['asked']}?", match["meaning"]) if match else None
