"""Words of falling that tell of no decline: `break May down by hour`, `down in Australia`, `a qué hora caen los pedidos`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss

__all__ = ["nothing_falls"]

_COMES_IN = re.compile(r"\bca(?:en|e|yo|yeron) (?:mas|menos)\b(?! (?:el|la|los|las)\b)")  # `caen más pedidos`: they arrive
_MOST_COME_IN = re.compile(
    r"\bca(?:en|e|yo|yeron) (?:casi )?(?:siempre |tod[oa]s )?(?:(?:la|el) )?(?:mayoria|mayor parte|grueso|mayor|menor)\b|"
    r"\b(?:do|does|did|where|when|day|weekday|hour|month) (?:\w+ )?(?:most|the majority|fewest|fewer|more)(?: of)?"
    r"(?: the| our)? \w+ fall\b"
)  # `caen la mayoría de los pedidos`
_BROKEN_DOWN = re.compile(r"\b(?:break|breaks|broken?|breaking|drill\w*|slic\w+|split\w*|cut)\b.{0,40}\bdown\b")
_DOWN_THERE = re.compile(
    r"^\W*(?:(?:and|so) )?(?:what|which|how many|how much|show|give|number of)\b.*\bdown (?:in|there|at)\b"
)
_HOW_IT_FELL = re.compile(r"\b(?:is|are|was|were|went|go(?:es|ing|ne)?|why|has|have|compared|versus|vs)\b[^,]{0,25} down\b")
_CAME_IN = re.compile(r"\b(?:entr(?:o|aron|an|a|aban)|newly|entered)\b")  # `clientes nuevos entraron en marzo`
_WHEN = ("hour", "weekday")


def nothing_falls(line: str, folded: str, read: Gloss) -> str:
    """The line without a `fall` that only says that things arrive, lie far away or are told in parts."""
    if not _CAME_IN.search(folded):
        line = re.sub(
            r"(?<!\S)((?:@m|which @d)\d+) moved_to (?!@s|@d|to )", r"\1 fall in ", line
        )  # `los ingresos cayeron en mayo`
    if _COMES_IN.search(folded):
        line = re.sub(r"(?<!\S)fall (?=(?:most|fewer|top) @m\d)", "", line)
    if _MOST_COME_IN.search(folded):
        line = re.sub(r"(?<!\S)fall (?=(?:most|fewer|top|worst|share)(?!\S))", "", line)
        line = re.sub(r"(?<!\S)((?:most|fewer|top|worst) @m\d+) fall(?: in| on)?(?= ,|$)", r"\1", line)
    if _BROKEN_DOWN.search(folded):
        line = re.sub(r"(?<!\S)fall(?: (?=(?:in |by )*(?:@d|by|day|week|month|quarter|year))|$)", "", line)
    if _DOWN_THERE.search(folded) and not _HOW_IT_FELL.search(folded):
        line = re.sub(r"(?<!\S)fall (?=(?:in )?@v\d)", "", line)
    held = "|".join(name for name, e in read.entries("m") if e.id == "active_subscriptions") or "@none"
    line = re.sub(  # `which plan lost the most members`: those that ended, ranked
        rf"(?<!\S)(which(?: @d\d+)?) (?:fall|spend|lost_bare|leave_out)(?: (most|fewer))? (?={held}(?!\d))",
        lambda m: f"{m[1]} {m[2] or 'most'} ", line,
    )  # fmt: skip
    when = "|".join(name for name, e in read.entries("d") if e.id in _WHEN)
    if when:
        line = re.sub(rf"(?<!\S)((?:{when})(?: of day)?) fall (?=@m\d|customer)", r"\1 ", line)
    return line
