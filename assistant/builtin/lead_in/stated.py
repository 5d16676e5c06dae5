"""A sentence told ahead of a question of its own: what of it the question still means, a period or a customer."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.pointed_back import there_named
from assistant.builtin.lead_in.sentences import OF_NOBODY, PEOPLE, POINTS, told
from assistant.builtin.lead_in.whole_question import whole_question
from assistant.builtin.message.intents import narrowing_chance
from assistant.builtin.message.remarks import plans_ahead
from assistant.builtin.reading.anaphora import THERE
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold
from tools.terms import Language

__all__ = ["talks", "without_remark"]

_MANY = (
    r"(?:(?:there (?:is|are|s|re)|theres|hay|veo|vemos|tenemos) )?(?:loads|lots|plenty|tons|a lot|(?:so |too )?many|most|"
    r"heaps|piles|masses|oodles|"
    r"much[oa]s?|demasiad[oa]s|bastantes?|un monton|la mayoria|cantidad)\b"
)
_TALKS = re.compile(
    r"!\W*$|^\W*(?!during\b)\w{3,}(?:ing|ando|iendo|yendo)\b|"
    r"\b(?:i|im|ive|id|we|weve|my|me|everyone|everybody|nobody|somebody|someone|yo|mi|mis|nos|anoche|ayer|"
    r"estoy|estaba|estuve|estuvimos|ando|andaba|tengo|tenia|tenemos|vengo|acabo|acabamos|voy|vamos|fuimos|fui|"
    r"quiero|queremos|necesito|dicen|dice|says?|said|keeps?|brags?)\b|\b\w{3,}(?:amos|imos|emos|abamos|iamos)\b|"
    rf"^\W*{_MANY}|"
    r"\b(?:likes|loves|prefers|is (?:a )?(?:big )?fan|es (?:muy )?fan|le (?:gusta|encanta|chifla|va)|adora|prefiere)\b|"
    r"\b(?:a|un|una|el|la) (?:chap|guy|woman|friend|mate|cousin|neighbour|amig[oa]|prim[oa]|vecin[oa]|"
    r"senora?|tipo|colega)\b"
)
_WONDERS = re.compile(
    r"\W*(?:(?:i (?:do )?wonder|im wondering|wondering|me pregunto|me preguntaba)\b|"
    r"(?:no se|no sabemos|no tengo claro|i (?:dont|do not) know|i (?:cant|cannot) tell|im not sure|not sure) "
    r"(?:si|if|whether)\b|"
    rf"{_MANY}(?: of| de)? (?:people|customers|buyers|shoppers|folks|gente|clientes|compradores|personas)\b)"
)
_OUR_SHOP = re.compile(r"\b(?:the|our|la|nuestra) (?:shop|store|tienda)\b")  # `we gave the shop away`
_ANY_DAY = re.compile(r"\b(?:today|tonight|yesterday|tomorrow|last night|hoy|ayer|anoche|manana|next \w+|proxim[oa] \w+)\b")
_ALL_HISTORY = re.compile(
    r"\b(?:ever|(?:of )?all[ -]time|"
    r"since (?:day one|we (?:opened|started|launched))|(?:all|whole|entire|full) (?:our )?history|"
    r"alguna vez|(?:de|desde) siempre|desde (?:el principio|que (?:abrimos|empezamos))|(?:todo el|en el) historico|"
    r"toda la historia)\b"
)
_DAY = (
    r"(?:today|tonight|tomorrow|this (?:morning|afternoon)|(?:mon|tues|wednes|thurs|fri)day|next week|at \d+|hoy|manana|"
    r"esta tarde|lunes|martes|miercoles|jueves|viernes|proxima semana|a las \d+)"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
)
_MEETING = (
    r"(?:reviews?|meetings?|calls?|audit|catch-?up|presentation|session|workshop|reunion|revision|junta|llamada|"
    r"presentacion|sesion|revisamos|repasamos|reviewing)"
)
_APPOINTMENT = re.compile(  # `webshop review tomorrow`
    rf"\b{_MEETING}\b.{{0,40}}\b{_DAY}\b|\b{_DAY}\b.{{0,40}}\b{_MEETING}\b"
)
_SEASON = re.compile(r"\b(?:christmas|easter|valentine\w*|halloween|navidad|pascuas?|san valentin|reyes)\b")
_THAT_TIME = re.compile(
    r",?\s*\b(?:(?:in|during|over|on) )?"
    r"(?:that (?:month|quarter|year|week|day|time|period|stretch)|those (?:days|weeks|months|dates))\b|"
    r",?\s*\b(?:en |durante )?"
    r"(?:es[ea] (?:mes|trimestre|a[nñ]o|semana|d[ií]a|tiempo|periodo|plazo)|es[oa]s (?:d[ií]as|semanas|meses|fechas))\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"\b(?:its|sus?) (?=(?:revenue|sales|orders|income|ingresos|ventas|pedidos|facturaci[oó]n)\b)", re.IGNORECASE
)
_OWN_WORK = re.compile(
    r"\W*(?:(?:estoy|estamos|ando|andamos|we['’]?re|we are|i['’]?m|i am|im|were) )?(?:prepar(?:o|ando|amos)|arm(?:o|ando|amos)|"
    r"escrib(?:o|iendo) (?:sobre|acerca)|redactando|writing (?:up|about)|"
    r"thinking (?:about|of|over)|looking (?:at|into)|weighing up|considering|deciding|"
    r"pensando|viendo|mirando|considerando|decidiendo|"
    r"(?:para|to|in order to) (?:saber|decidir|elegir|escoger|planear|planificar|preparar|armar|montar|calcular|negociar|fijar|"
    r"know|decide|choose|pick|plan|prepare|work out|figure out|set|negotiate)|"
    r"mont(?:o|ando|amos)|planific\w+|organiz\w+|disen\w+|working on|preparing|prepping|planning|building|designing|"
    r"doing (?:the|our)|haciendo|cerrando|finishing|closing)\b"
)
_NARROWS = ("only", "exclude", "draft", "by", "playbook", "advice", "compare", "among", "campaign", "segment")
_SAID_IN_PASSING = frozenset(("referral_source", "acquisition_channel", "sales_channel"))  # `old friends`, `on the phone`
_AS_GOOD_AS_NEVER = 0.15
_HARDLY, _NEVER = 0.45, 0.3  # how likely a sentence, or what stands before a comma, would narrow what is asked
_ASKS_OF = re.compile(r"(?:\S+ )*(?:win_back|campaign|playbook|advice|segment)(?!\S)")
_TO_DRAFT = re.compile(r"\W*(?:\w+ ){0,3}?(?:draft|write|compose|redact\w*|escrib\w*|borrador)\b")
_NUMBER = re.compile(r"(?<![\w.,])\d{4,6}(?![\w.,%])")
_THAT_ONE = re.compile(
    r"\b(?:that|this) (?:customer|client|account|buyer|one)\b|\b(?:es[ea]|est[ea]) (?:cliente|clienta|cuenta|comprador\w*)\b",
    re.IGNORECASE,
)


def talks(text: str) -> bool:
    """Whether a sentence speaks of the one who writes or of somebody: `my boss keeps saying LTV and I just nod`."""
    return _TALKS.search(fold(text)) is not None


_SENTENCE = re.compile(r"(?P<first>[^?¿]{6,160}?[.!…:;]+|[^?¿]{6,100}?\s[-–—])\s+(?P<rest>\S.{12,})", re.DOTALL)
_BEHIND_COMMA = re.compile(
    r"(?P<first>[^?¿.!]{6,140}?),\s+(?=(?:(?:so|as[ií] que|por eso):?\s+)?"
    r"(?:¿|cu[aá]nt|how\b|which\b|what\b|who\b|where\b|when\b)|"
    r"(?:can|could|would) you (?:tell|give|show|get)\b|(?:tell|give|show|get) me\b|(?:dime|dame|p[aá]same|puedes)\b|"
    r"(?:mu[eé]stra\w+|ens[eé][ñn]a\w+|s[aá]ca\w+|show (?:me|her|him|them))\b|"
    r"(?:so|as[ií] que|por eso):?\s+(?:(?:now|ahora)\s+)?"
    r"(?:(?:of|for|from|taking) (?:the|those|everyone|people|all)|(?:de|para) (?:l[oa]s|quienes)|"
    r"(?:ha[sv]e?|does|do|did|is|are|could|would|will) (?:the|our|my|we|i|you|it)|"
    r"i|we|how|give|show|tell|what|which|who|can|could|dame|p[aá]same|necesito|quiero|qu[eé]|qui[eé]n(?:es)?)\b)"
    r"(?P<rest>\S.{12,})",
    re.IGNORECASE | re.DOTALL,
)


_WISH = (
    r"(?:(?:i|we) (?:just |only |also )?(?:need|want|would like)|(?:i|we)['’]d like|i['’]m (?:after|looking for|keen to)|"
    r"(?:just |only )?(?:need|want)|quiero|queremos|quisiera|necesito|necesitamos|busco|buscamos|ocupo|preciso|"
    r"(?:me|nos) (?:hace|hacen) falta|(?:me|nos) gustar[ií]a)\b"
)
_AND_WANT = re.compile(  # `we are printing a flyer and want ...`
    rf"(?P<first>[^?¿.!:]{{8,140}}?),?\s+(?:and|y)\s+(?={_WISH})(?P<rest>\S.{{12,}})", re.IGNORECASE | re.DOTALL
)
_FOR_THAT_WANT = re.compile(  # `for the cover of the catalogue I want ...`
    rf"(?P<first>(?:for|para|to|in order to)\s[^?¿.!:]{{5,90}}?),?\s+(?={_WISH})(?P<rest>\S.{{12,}})", re.IGNORECASE | re.DOTALL
)
_WANTS = re.compile(rf"\W*{_WISH}")
_HENCE = re.compile(r"\W*(?:so|hence|asi que|por eso|por lo que|de modo que)\b")
_PURPOSE = re.compile(r"\W*(?:for|para|to|in order to)\b")


def without_remark(text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str:
    """The text without the sentences ahead of its question that only tell something."""
    for form in (_SENTENCE, _BEHIND_COMMA, _AND_WANT, _FOR_THAT_WANT):
        match = form.fullmatch(text.strip())
        kept = _carries_over(match["first"], match["rest"], read, complete, form is _SENTENCE) if match else None
        if kept is not None:
            return without_remark(kept, read, complete)
    return text


def _carries_over(
    said: str, asked: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool], sure: bool
) -> str | None:
    """The question alone, with the period or the customer that a remark ahead of it tells; None where it tells more.

    `My sister says that our baskets were tiny in September. What was the average order worth?` asks about September.

    Args:
        said: the sentence ahead; `asked` the rest of the message.
        sure: whether a full stop or the like stands between them, and no mere comma.
    """
    first = read(said)
    folded = fold(said)
    if (customer := _that_customer_named(said, asked, first)) is not None:
        return customer
    if (whole := whole_question(said, asked, first, read, complete)) is not None:
        return whole
    asked = there_named(_that_time_named(asked, first), first, read)
    rest = read(asked)
    wonders = _WONDERS.match(folded) is not None
    own = _OWN_WORK.match(folded) is not None  # `preparo la campaña de Navidad: ...`
    narrows = [n for n in _NARROWS if not own or n not in ("draft", "campaign")]
    unasked = not (told(first) or first.metrics or first.groups)  # `freight went up and I want ...`
    wants = _WANTS.match(fold(asked)) is not None and unasked and bool(first.gloss.unknown)
    hence = wants or _HENCE.match(fold(asked)) is not None or _PURPOSE.match(folded) is not None
    if hence and unasked:
        narrows = [n for n in narrows if n != "only"]  # `we can only afford one, so ...`
    if not complete(rest) or first.customer_id or first.limit or (first.has("next") and first.numbers):
        return None  # `looking at the next 36 months, how much ...`
    chance = narrowing_chance(said) if first.gloss.unknown or _WEEKDAY.search(folded) else 1.0
    idle = chance < (_HARDLY if sure else _NEVER) and not (_ASKS_OF.match(first.line) or _TO_DRAFT.match(folded))
    if first.has(*narrows) and not (wonders or (idle and not first.filters)):
        return None
    if complete(first) and not first.gloss.unknown and not (wonders or own or "!" in said):
        return None  # a question of its own: `I want the revenue of May. How many orders were there in June?`
    meets = sure and _APPOINTMENT.search(folded) is not None
    if (not (wonders or own or meets or hence or idle) and not _TALKS.search(folded)) or THERE.search(asked):
        return None
    if not (rest.metrics or rest.conditions.all or rest.groups or rest.limit or idle):
        return None
    if POINTS.search(fold(asked)) or (not (sure or idle) and rest.gloss.unknown):
        return None
    extra = told(first) - told(rest) - ({"sales_channel"} if meets or _OUR_SHOP.search(folded) else set())
    extra -= OF_NOBODY if not first.has(*PEOPLE) or wonders else set()
    extra -= _SAID_IN_PASSING if chance < _AS_GOOD_AS_NEVER else set()
    if extra - {"period"} and not (idle and first.gloss.corrected):
        return None
    once = meets or (idle and _WEEKDAY.search(folded)) or _ANY_DAY.search(folded) or _ALL_HISTORY.search(fold(asked))
    seasonal = rest.conditions.all and _SEASON.search(folded)
    return asked if "period" not in extra or plans_ahead(said) or once or seasonal else _dated(asked, first, rest, read)


def _that_customer_named(said: str, asked: str, first: Reading) -> str | None:
    """`12540 is on the phone: what do we know of this customer?`: the question with the one customer told ahead."""
    customer = [first.customer_id] if first.customer_id else _NUMBER.findall(said)
    if len(customer) != 1 or not _THAT_ONE.search(asked):
        return None
    named = {"en": "customer", "es": "cliente"}[first.language]
    return _THAT_ONE.sub(f"{named} {customer[0]}", asked, count=1)


_PART_OF_YEAR = re.compile(r"(\d{4})-([QH]\d)")
_SPAN = {"en": "from {} to {}", "es": "desde {} hasta {}"}


def _that_time_named(asked: str, first: Reading) -> str:
    """`... who first bought that month`: the period that the remark ahead of it tells, by its name."""
    link = {"en": "in", "es": "en"}[first.language]
    dated = list(dict.fromkeys(mention.expression for mention in first.periods.mentions))
    when = first.period or (dated[0] if len(dated) == 1 else None)
    if not when:
        return asked
    said = _in_words(when, link, first.language)
    if not first.filters and _ITS_OWN.search(asked):  # `whether April lived off new faces. Split its revenue ...`
        return f"{_ITS_OWN.sub('', asked, count=1).rstrip(' ?.!')} {said}"
    return _THAT_TIME.sub(f" {said}", asked)


def _in_words(period: str, link: str, language: Language) -> str:
    """A period behind the word that leads in to it, as the reader of periods hears it: `in Q4 2025`, `from ... to ...`."""
    first, _, last = period.partition("..")
    plain = _PART_OF_YEAR.sub(r"\2 \1", period)
    return _SPAN[language].format(first, last) if last else f"{link} {plain}"


def _dated(asked: str, first: Reading, rest: Reading, read: Callable[[str], Reading]) -> str | None:
    """The question with the period of the remark ahead of it, where a measure can take it."""
    if not rest.metrics or rest.conditions.all or not first.period:
        return None
    link = {"en": "in", "es": "en"}[first.language]
    said = f"{asked.rstrip(' ?.!')} {_in_words(first.period, link, first.language)}?"
    return said if read(said).period == first.period else None
