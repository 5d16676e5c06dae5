"""Who wants to know, told ahead of a question: `the tea buyer wants to brag: ...`, `mi jefa quiere una gráfica: ...`."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.named_before import named_before
from assistant.builtin.lead_in.pointed_back import there_named
from assistant.builtin.lead_in.sentences import told
from assistant.builtin.message.cues import words_of
from assistant.builtin.message.retelling import explained
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, quoted

__all__ = ["without_asker"]

_ROLES = "|".join(sorted((words_of("colleagues") - {"desk", "press", "prensa", "client", "crew"}) | {
    "buyer", "planner", "merchandiser", "partner", "partners", "distributor", "reseller", "rep", "representative", "lead",
    "owner", "roaster", "barista", "comprador", "compradora", "encargado", "encargada", "responsable", "distribuidor",
    "distribuidora", "representante", "dueno", "duena", "socios", "tostador", "jefecito", "tia", "chica", "chico",
    "chicas", "chicos", "guy", "girl", "lady", "aunt", "uncle",
}))  # fmt: skip
_WISHES = (
    r"(?:wants?|wanted|would like|loves?|likes?|needs?|needed|asks?|asked|is asking|are asking|keeps?|insists?|demands?|"
    r"expects?|hopes?|plans?|has|have|is|are|was|were|claims?|thinks?|"
    r"quiere|quieren|quisiera|pide|piden|pidio|necesita|necesitan|pregunta|preguntan|exige|insiste|espera|anda|andan|esta|"
    r"estan|le gustan?|les gustan?|tiene|tienen|sigue|siguen|dice|dicen|se ha|se han|va a|van a)"
)
_SOMEBODY = re.compile(
    rf"\W*(?:a |and |y )?(?P<who>(?:the|our|my|la|el|los|las|nuestr[oa]s?|mis?|l[oa]s de|un|una|one of our|some) "
    rf"(?:[\w'&-]+ ){{0,2}}?(?:{_ROLES})"
    r"(?:,? (?:for|of|in|at|from|de|del|en|para)(?: the| la| el| los| las)? [\w'&-]+(?: [\w'&-]+)?)??)"
    rf" (?P<does>(?:me |us |nos |lo |la |just |really |always |solo |siempre )*{_WISHES}\b.*)"
)
_PLACES = {"country", "city"}
_ASKS = "how_many how_much by only exclude not draft compare top worst most fewer share trend campaign".split()
_DRINK = re.compile(
    r",?\s*\b(?:with|over|before|after|during) (?:her|his|my|our|their|the|a|an)(?: \w+)? (?:coffee|tea|espresso|latte|cuppa|"
    r"lunch|breakfast)\b|,?\s*\bcon (?:su|mi|el|un|una|nuestro) (?:caf[eé]|t[eé]|desayuno|almuerzo)\b(?: en la mano)?|"
    r",?\s*\bmientras (?:me |nos |se )?(?:tom\w+|beb\w+|desayun\w+)(?: (?:el|mi|un|su) (?:caf[eé]|t[eé]))?",
    re.IGNORECASE,
)


_AHEAD = re.compile(
    r"\W*(?P<said>(?:[^.:;!?¿¡…]|[.:](?=\d)){6,140}?)"
    r"(?:[.:;!…]|\s[-–—]|,(?=\s*(?:so\s+|as[ií] que\s+)?(?:¿|cu[aá]nt|cu[aá]l|how\b|which\b|what\b)))\s+(?P<rest>\S.{12,})",
    re.DOTALL | re.IGNORECASE,
)


def without_asker(text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str:
    """The question alone where a sentence ahead of it tells who wants it and nothing of what; a place goes with `their`.

    Args:
        read: reads a clause; `complete` says whether a reading is a question of its own.
    """
    text = text if quoted(text) else _unexplained(_without_a_drink(text), read)
    match = _AHEAD.fullmatch(text.strip())
    asker = _SOMEBODY.fullmatch(fold(match["said"]).strip()) if match and not quoted(text) else None
    if match is not None and not quoted(text) and (alone := _apart(match["said"], match["rest"], read, complete)):
        return alone
    if match is None or asker is None:
        return text
    who, does, rest = read(asker["who"]), read(asker["does"]), read(match["rest"])
    narrowed = (does.filters and not does.gloss.corrected) or does.conditions.all or does.metrics or does.groups or does.period
    if narrowed or does.has(*_ASKS) or not complete(rest):
        return text
    placed = told(who) & _PLACES and not told(rest) & _PLACES
    named = there_named(match["rest"], who, read)
    return text if placed and named == match["rest"] else named if placed else match["rest"]


def _unexplained(text: str, read: Callable[[str], Reading]) -> str:
    """The text without the words behind its question that only say again what its one measure is."""
    if (parts := explained(text)) is None:
        return text
    asked, meaning = read(parts[0]), read(parts[1])
    narrows = meaning.filters or meaning.groups or meaning.period or meaning.conditions.all or asked.conditions.all
    same = len(asked.metrics) == 1 and asked.metrics == meaning.metrics
    return parts[0] if same and not narrows else text


_ASKED_AT = re.compile(
    r"\W*(?:(?:i|we|someone|somebody|they|people|a \w+|an \w+) )?(?:just |have |ve |got |was |were |been |get )*asked\b.*|"
    r"\W*(?:me|nos) (?:lo |la |l[oa]s )?(?:han )?(?:pregunt\w+|pid\w+|preguntado|pedido)\b.*"
)
_WAYS_IN = ("referral_source", "acquisition_channel", "sales_channel", "channel")


def _apart(said: str, asked: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str | None:
    """The question alone behind where it was asked (`in a podcast`), or with what a sentence named before it."""
    if (named := named_before(said, asked, read)) is not None and complete(read(named)):
        return named
    if not _ASKED_AT.fullmatch(fold(said)) or not complete(read(asked)):
        return None
    first = read(said)
    narrowed = [f for f in first.filters if f["field"] not in _WAYS_IN]
    return None if narrowed or first.metrics or first.groups or first.period or first.conditions.all else asked


def _without_a_drink(text: str) -> str:
    """The text without the coffee that somebody has while asking: `a chart with her coffee: ...`."""
    match = _DRINK.search(text)
    rest = text[match.end() :] if match else ""
    return text[: match.start()] + rest if match and re.match(r"\s*[,:.;]\s*\S", rest) else text
