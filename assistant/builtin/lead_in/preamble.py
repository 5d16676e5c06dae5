"""Sentences that only tell why somebody asks: `Prepping the tea shelf. Which teas sold most?`, `...? Boss keeps asking`."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.pointed_back import there_named
from assistant.builtin.lead_in.sentences import PLACES, SENTENCE, told
from assistant.builtin.lead_in.stated import talks
from assistant.builtin.message.clauses import asks
from assistant.builtin.message.cues import opens, words_of
from assistant.builtin.message.intents import narrowing_chance
from assistant.builtin.message.remarks import leads_up, plans_ahead, whom_alone
from assistant.builtin.message.retelling import in_one_sentence
from assistant.builtin.planning.goals import goal_of, stage_of
from assistant.builtin.planning.measures import OF_CAMPAIGNS
from assistant.builtin.reading.anaphora import THERE
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, quoted
from assistant.builtin.words.numbers import word_value

__all__ = ["without_afterword", "without_preamble"]

_OTHERS_WANT = re.compile(r"(?:[\w']+\s+){1,4}?(?:l[oae]s?\s+)?(?:quier\w+|necesit\w+|wants?|needs?)\b")
_BECAUSE = re.compile(r",\s*(?:que|porque|pues|because|since|cause|cos|as)\s+(?=[^,?¿]{8,80}$)", re.IGNORECASE)


_SURELY, _HANGS_ON = 0.98, (":", ",")


def _narrows_surely(said: str) -> bool:
    return narrowing_chance(said) > _SURELY and not _FOR_WHAT.match(fold(said))


def without_preamble(
    text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool], campaign: Callable[[str], str]
) -> str:
    """The text without its first sentence where the rest asks in full and names all that the first one names.

    `Do influencers stick? Of all customers acquired through ...` asks the same twice, the second time in full.

    Args:
        read: reads a clause; `complete` says whether a reading is a question of its own.
        campaign: the name of the one campaign that a text names, which the rest keeps.
    """
    text = text if quoted(text) else whom_alone(text)
    text = in_one_sentence(text)
    match = SENTENCE.fullmatch(text.strip())
    if match is None or quoted(text):
        return text
    if asks(match["first"]) and match["sign"] != "?" and not leads_up(match["first"]):
        return text  # `we suspect there are some who only love bargains. How many ...`
    first = read(match["first"])
    if match["sign"] in _HANGS_ON and first.gloss.unknown and _narrows_surely(match["first"]):
        return text  # `our vegan range: how many units ...`
    if _only_asks_for_advice(read(match["rest"])):
        return text  # `a card is declined at renewal: what does the playbook tell us to do?`
    if _only_remarks(match["first"], first, match["rest"], read(match["rest"]), complete):
        return match["rest"]
    if first.customer_id or first.has("draft", "the_draft", "not", "exclude"):
        return text
    if complete(first) and (asks(match["first"]) or not first.gloss.unknown):
        return text
    if not first.gloss.unknown and match["sign"] != "?" and not (first.has("only") and first.filters):
        return text
    if (match["sign"] == "," and not told(first)) or _calls_by_name(first):
        return text  # `our Utrecht depot, how many orders in May`
    rest = read(said := there_named(match["rest"], first, read))
    if first.has("campaign") and rest.metrics and set(rest.metrics) <= set(OF_CAMPAIGNS) and (sent := campaign(match["first"])):
        named = campaign(match["rest"])
        said = said if named else f"{said.rstrip(' ?.')}, {_SENT[first.language]} {sent}"
        rest = rest if named else read(said)
    best = {"historic_value"} if rest.limit and rest.has("top", "most", "spend") else set()  # `for our VIPs: ten top spenders`
    if rest.gloss.unknown or not complete(rest) or not told(first) - best <= told(rest):
        return text
    return said


def _only_remarks(said: str, first: Reading, text: str, rest: Reading, complete: Callable[[Reading], bool]) -> bool:
    """Whether the first sentence tells an opinion, a purpose, a worry or the weather, and the rest asks in full."""
    if not complete(rest) or (first.has("next") and first.numbers):  # `looking at the next 36 months, how much ...`
        return False
    worried = _only_worries(first) and told(rest) and not THERE.search(text)
    ahead = plans_ahead(said)
    return ((leads_up(said) or ahead) and _all_said(first, rest, ahead)) or _for_work(said, first) or bool(worried)


def _only_asks_for_advice(rest: Reading) -> bool:
    """Whether what to do is asked and not about what, which then stands ahead."""
    named = told(rest) or rest.groups or rest.conditions.all or rest.has("customer", "campaign") or goal_of(rest)
    return rest.has("playbook", "advice") and not named and not stage_of(rest)


_OF_VISITS = frozenset(("site_visits", "conversion_rate", "add_to_cart_rate", "checkout_rate", "cart_abandonment_rate"))


def _all_said(first: Reading, rest: Reading, ahead: bool) -> bool:
    """Whether the rest names all the data that the remark ahead of it names; a sale that is yet to come narrows nothing."""
    named = {str(f["field"]) for f in first.filters} | ({"period"} if first.period and not ahead else set())
    only = first.has("only") and bool(first.filters or first.period)  # `some only love bargains` narrows nothing
    asked, named_there = not (first.customer_id or first.has("draft") or only), told(rest)
    if rest.metrics and set(rest.metrics) <= _OF_VISITS:
        named.discard("sales_channel")  # `web review tomorrow: what share of visits ...`
    if named_there & PLACES:
        named -= PLACES  # `lunch with the Paris office: what did we sell in France?`
    return asked and named - {"stage", "hour"} <= named_there


_SENT = {"en": "campaign", "es": "campaña"}
_IN_A_HURRY = re.compile(
    r"(?P<asked>.{12,}?)[,.;?–—-]+\s*(?:(?:sorry|perd[oó]n|please|porfa|y|and)[,\s]+)*"
    r"(?:(?:i )?(?:need|want) (?:it|this|them|that) (?:for|by|before|in|asap|now|today|quick)\b|"
    r"(?:it|this) ?(?:is|['’]s) for (?:the|my|our|an?)\b|"
    r"(?:es|ser[ií]a) (?:para|pa) (?:el|la|un|una|mi|nuestr[oa])\b|l[oa]s? (?:necesito|quiero|ocupo|preciso|pide|piden)\b|"
    r"(?:show|give|tell|send) (?:me|us) (?:both|the two)(?: numbers| figures| values)?|"
    r"(?:dame|ponme|p[aá]same|dime) (?:los dos|ambos)|"
    r"(?:could|can|would|will) you (?:please )?(?:give|get|send|tell|show|pull|find|grab) (?:me|us) (?:that|it|this|those)\b|"
    r"¿?(?:me|nos) l[oa]s? (?:das?|pasas?|sacas?|dices?|buscas?|miras?|checas?|revisas?|"
    r"mandas?|consigues?|puedes \w+|podr[ií]as \w+)\b|"
    r"¿?(?:me|nos) (?:das?|pasas?|sacas?|dices?|buscas?|mandas?|consigues?|puedes \w+|podr[ií]as \w+) "
    r"(?:la cifra|el dato|el n[uú]mero|el total|esa cifra|ese dato|ese n[uú]mero)|"
    r"(?:half|barely|still) (?:asleep|awake)|"
    r"(?:ando|estoy|sigo|vengo) (?:medio |muy |re )?(?:dormid|cansad|apurad|con prisa)[oa]?|"
    r"(?:in a (?:rush|hurry)|tengo prisa|corre prisa|me urge|es urgente|asap|sorry|perd[oó]n))"
    r"(?P<rest>[^?¿]{0,60})",
    re.IGNORECASE | re.DOTALL,
)
_OPINION_BEHIND = re.compile(r"(?P<asked>[^.?!]{10,}[.?!])\s+(?P<rest>[^.?¿]{6,100}?[.!]?)", re.DOTALL)
_AFTERWORD = re.compile(r"(?P<asked>[^?]{10,}\?)\s+(?P<rest>[^?¿]{6,140})", re.DOTALL)


def without_afterword(text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str:
    """The text without what follows its question and only tells why: `...? Thinking of sending them a hamper`."""
    hurried = _IN_A_HURRY.fullmatch(text.strip())
    if hurried and not quoted(text) and not _narrows(read(hurried["rest"])) and complete(read(hurried["asked"])):
        return without_afterword(hurried["asked"], read, complete)
    text = text if quoted(text) else _so_many(_said_once(text, read, complete))
    opinion = _OPINION_BEHIND.fullmatch(text.strip())
    if opinion and not quoted(text) and leads_up(opinion["rest"]) and complete(read(opinion["asked"])):
        return opinion["asked"]
    match = _AFTERWORD.fullmatch(_BECAUSE.sub("? ", text.strip()))
    if match is None or quoted(text) or asks(match["rest"]):
        return text
    behind = read(match["rest"])
    if talks(match["rest"]) and not (told(behind) or behind.groups or behind.customer_id or behind.limit or behind.has(*_ASKS)):
        return match["asked"] if complete(read(match["asked"])) else text
    wanted = bool(_OTHERS_WANT.match(fold(match["rest"])) and not behind.filters)
    ahead = plans_ahead(match["rest"])
    gives = wanted or ahead or opens(behind.gloss.marks, "told_why")
    if not (gives or (opens(behind.gloss.marks, "meant_to") and behind.gloss.unknown)):
        return text
    narrows = () if gives else ("not", "exclude", "only", "compare")
    if behind.groups or behind.has("draft", "by", "show", "playbook", *(() if gives else ("advice",)), *narrows):
        return text
    first = read(match["asked"])
    return match["asked"] if complete(first) and (wanted or ahead or told(behind) - {"did"} <= told(first)) else text


_ENOUGH = re.compile(
    r"(?P<asked>.{12,}?)[,.;?–—-]+\s*(?:con |(?:just |about )?)(?P<n>\d{1,3}|[a-záéíóú]+)"
    r"(?: (?:of them|de ellos|de ellas|names|nombres))? "
    r"(?:will do|would do|will be enough|is enough|are enough|is plenty|is fine|are fine|is ok|suffices?|"
    r"(?:me |nos )?(?:vale|valen|basta|bastan|alcanza|alcanzan|sirve|sirven)|es suficiente|son suficientes|est[aá] bien)\W*",
    re.IGNORECASE | re.DOTALL,
)


_AGAIN = re.compile(  # `..., which one was it?`, `... Show me both figures`
    r"(?P<asked>.{15,}?)[.,:;?!–—-]+\s*¿?\s*(?:"
    r"(?:and |so )?(?:which|what|who)(?: one| ones| \w+)? (?:is|was|are|were|would|will) "
    r"(?:it|that|they|those|these|he|she)(?: be)?|"
    r"(?:y )?qu[eé] (?:importes|cifras|n[uú]meros|montos|valores|cantidades) (?:me |nos )?(?:dan|salen|quedan|resultan)|"
    r"what (?:amounts|figures|numbers|values)(?: (?:do|does|come|would|i|we|that|it|out|you|get|give|make|have))+|"
    r"(?:y )?(?:cu[aá]l(?:es)?|qui[eé]n(?:es)?|qu[eé] \w+) (?:es|era|fue|son|eran|fueron|ser[ií]a[n]?)|"
    r"(?P<both>(?:(?:show|give|tell|send|i want|i need|i'd like)(?: me| us)? )?(?:both|the two)(?: \w+)? "
    r"(?:figures|numbers|values|counts|amounts|rates|totals)(?: (?:side by side|next to each other|please))*|"
    r"(?:(?:dame|ponme|p[aá]same|dime|quiero|necesito|mu[eé]strame|ens[eé][nñ]ame) )?(?:las dos|los dos|ambas|ambos) "
    r"(?:cifras|n[uú]meros|valores|datos|importes|cantidades)(?: (?:juntas|juntos|lado a lado|por favor))*))\W*",
    re.IGNORECASE | re.DOTALL,
)
_I_MEAN = re.compile(
    r"(?P<said>.{8,140}?)[.?!]\s+(?:i mean|es decir|o sea|quiero decir|digo)[,:]?\s+(?P<asked>.{15,})",
    re.IGNORECASE | re.DOTALL,
)


def _said_once(text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str:
    """The question alone where what follows only points back at it, or what comes ahead is said again: `I mean ...`."""
    meant = _I_MEAN.fullmatch(text.strip())
    if (
        meant
        and complete(alone := read(meant["asked"]))
        and alone.period
        and told(read(meant["said"])) - {"health", "stage"} <= told(alone)
    ):
        return meant["asked"]
    again = _AGAIN.fullmatch(text.strip()) if whom_alone(text) == text else None  # who they are is asked, what they get is not
    if (
        again
        and complete(alone := read(again["asked"]))
        and (alone.groups or alone.limit or again["both"] or len(alone.conditions.all) > 1)
    ):
        return again["asked"]
    noun = _WHICH_NOUN.fullmatch(text.strip())
    if noun and complete(alone := read(noun["asked"])) and alone.metrics and set(read(noun["noun"]).groups) & set(alone.groups):
        return noun["asked"]  # `where did sales rise most, which country?`
    return text


_WHICH_NOUN = re.compile(r"(?P<asked>.{15,}?),\s+(?P<noun>(?:which|what|qu[eé]|cu[aá]l) \w+)\W*", re.IGNORECASE | re.DOTALL)


_JUST_THE_FIRST = re.compile(
    r"(?P<asked>.{12,}?)[,;]?\s+(?:and|y)\s+(?:(?:just|only|solo|s[oó]lo) )?"
    r"(?:show|give|keep|list|leave|send|mu[eé]stra\w*|ens[eé][nñ]a\w*|d[aá]me|d[eé]j\w+|ponme|qu[eé]date con)"
    r"(?: (?:me|us|just|only|solo|s[oó]lo|con))* (?:the |los |las )?(?:(?:first|top|best|primer[oa]s|mejores) )?"
    r"(?P<n>\d{1,3}|[a-záéíóú]+)(?: (?:primer[oa]s|mejores|of them|de ellos))?\W*",
    re.IGNORECASE | re.DOTALL,
)


def _so_many(text: str) -> str:
    """`which customers are slipping away? Ten will do`: how many rows are wanted, as a part of the question."""
    match = _ENOUGH.fullmatch(text.strip()) or _JUST_THE_FIRST.fullmatch(text.strip())
    number = match and (match["n"] if match["n"].isdigit() else word_value(fold(match["n"])))
    if match is None or not number:
        return text
    return f"{match['asked']}, top {number}"


_ASKS = "draft by show advice playbook not exclude compare save trend why same how_many which".split()


def _narrows(behind: Reading) -> bool:
    """Whether a reason could say more about what is asked: a place, a period longer than a day, a way to split."""
    dated = behind.periods.mentions and not _TO_THE_HOUR.search(behind.folded)
    return bool(behind.filters or behind.groups or behind.metrics or dated or behind.has("exclude", "only", "by"))


_TO_THE_HOUR = re.compile(
    r"\b(?:today|tomorrow|tonight|hoy|manana|noon|mediodia|(?:mon|tues|wednes|thurs|fri)day|lunes|martes|"
    r"miercoles|jueves|viernes)\b"
)


def _only_worries(first: Reading) -> bool:
    """`we're losing someone, I'm sure`: a state of nobody in particular."""
    people = first.has("customer", "who", "everyone", "contact", "how_many", "which", "show", "draft", "only", "not", "exclude")
    states = first.conditions.all and all(c.get("field") == "health" for c in first.conditions.all)
    return bool(states) and not (people or first.filters or first.metrics or first.groups or first.period)


_FOR_WHAT = re.compile(
    r"\W*(?:(?:a|an|the|one|small|just|quick|quickie|fast|question|thing|un|una|otra|rapid[oa]|rapidit[oa]|rapidin|breve|"
    r"cosita|cosa|duda|dudita|consulta|pregunta|preguntita)\W+)*"
    r"(?:for|para|de cara a|de cara al|ahead of|before|antes de|antes del)\b(?P<what>.+)"
)
_DEFENDS = re.compile(
    r"\b(?:defend\w*|defiend\w*|doing|present\w*|prep\w*|arm(?:o|ando|amos)|escrib\w*|writ\w+|build\w*|montando|due|"
    r"va|van|toca\w*|tengo|tenemos|hay que|debo|debemos|(?:got|have|has|need|want) to|gotta|must|owe\w*|entreg\w+|trim\w*|"
    r"recort\w+|cierr[ao]|cierran|vence|lands?|needs|sale|pide\w*|asks?|wants?)\b"
)


def _for_work(text: str, first: Reading) -> bool:
    """`quick one for the VIP scheme`, `tomorrow I defend the retention budget`: what the answer will be used in."""
    folded = fold(text)
    purpose = _FOR_WHAT.match(folded)
    if purpose is None and (not _DEFENDS.search(folded) or first.metrics):
        return False
    works = words_of("work").intersection(re.findall(r"\w+", purpose["what"] if purpose else folded))
    named = [f for f in first.filters if f["field"] not in ("stage", "product", "weekday")]
    return bool(works) and not (named or first.customer_id or first.has("not", "exclude", "draft"))


def _calls_by_name(first: Reading) -> bool:
    """Whether something unknown has a name of its own, which could be what is meant."""
    return any(mark.role == "unread" and mark.raw[:1].isupper() for mark in first.gloss.marks[1:])
