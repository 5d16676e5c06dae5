"""What a sentence ahead of a question names and the question points at: `it` is that thing, `leaving it out` drops it."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.message.clauses import asks
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold

__all__ = ["named_before"]

_OUT = re.compile(
    r"[,;.]?\s*(?:so|and|but|then|as[ií] que|y|pero|entonces)?,?\s*"
    r"\b(?:leav(?:e|ing)|tak(?:e|ing)|set(?:ting)?|put(?:ting)?|without|"
    r"excluding|exclude|ignoring|ignore|not counting|sin contar(?: con)?|sin|quitando|excluyendo|ignorando|dejando|deja|quita)"
    r"(?:l[oa]s?\b|(?: |\b)(?:it|that|them|this|her|him|ella|[eé]l|ellos|ellas|eso|esa|ese|ese pa[ií]s|esa ciudad|that one)\b)"
    r"(?: (?:out|aside|apart|fuera|aparte|de lado))?\W*$",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?:ed|ado|ido|amos|imos|aron|ieron)$")  # `we launched it` wishes for no draft
_THINGS = ("product", "category", "campaign", "plan")
_ITS = re.compile(r"\b(?P<own>its|sus?)\b(?P<what>(?: [\w%-]+){1,3})(?=\W|$)", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:them|they|their|ell[oa]s)\b", re.IGNORECASE)
_IT = re.compile(r"(?:(?P<of>\b(?:of|about|with|de|del|con) )(?:it|them|[eé]l|ellas?|ellos?|eso)\b|\bit\b)", re.IGNORECASE)


def named_before(said: str, asked: str, read: Callable[[str], Reading]) -> str | None:
    """The question with what the sentence ahead of it names, None where it points at nothing of it.

    Args:
        said: the sentence ahead; `asked` the question behind it.
    """
    first = read(said)
    return _it_named(first, asked, read) or _left_out(said, asked, read) or _which_of(first, said, asked, read)


_WHICH_ONE = re.compile(
    r"^(?P<ahead>\W*(?:(?:so|and|but|y|pero|entonces|a ver)\W+)?)(?P<which>which(?: ones?)?(?: of (?:them|those|these))?|"
    r"cu[aá]l(?:es)?(?: de (?:ell[oa]s|es[oa]s|est[oa]s))?)(?= (?!(?:of|de|is|are|was|were|es|son|fue|fueron|eran?)\b))",
    re.IGNORECASE,
)
_RANKED = ("plan", "product", "category", "country", "city", "coupon", "campaign", "sales_channel", "acquisition_channel")


_PLANNING = re.compile(r"\b(?:i|we|you|they|to) plan\b")  # `before I plan October`
_WHICH_PEOPLE = re.compile(r"(?:\W|so |and |but )*which (?:(?:valuable|top|most|@s\d+) )*customer\b")  # they are the thing


def _which_of(first: Reading, said: str, asked: str, read: Callable[[str], Reading]) -> str | None:
    """`We're reworking the plans; which one lost most members?`: which of the things that were spoken of."""
    match = _WHICH_ONE.match(asked)
    named = [name for name, e in first.gloss.entries("d") if e.id in _RANKED]
    asks_itself = (
        asks(said) or first.metrics or first.filters or first.has("worth", "by")
    )  # `CLV per country, which one leads?`
    if match is None or len(named) != 1 or asks_itself or _PLANNING.search(fold(said)):
        return None
    asking = read(asked)
    if asking.groups or _WHICH_PEOPLE.match(asking.line):
        return None
    thing = " ".join(m.raw for m in first.gloss.marks if m.meaning == named[0])
    which = {"en": "which", "es": "qué"}[first.language]
    return f"{match['ahead']}{which} {thing}{asked[match.end() :]}"


def _it_named(first: Reading, asked: str, read: Callable[[str], Reading]) -> str | None:
    """`We launched the grinder last year. How many of it did we sell in May?`: the thing by its name."""
    things = [f for f in first.filters if f["field"] in _THINGS and f["op"] == "=" and isinstance(f["value"], str)]
    wished = any(m.meaning == "draft" and not _PAST.search(fold(m.raw)) for m in first.gloss.marks)
    people = first.has("customer", "who", "everyone", "contact") or first.conditions.all  # `how many of them came back?`
    several = _SEVERAL.search(asked) is not None
    if len(things) != 1 or wished or (people and several) or first.has("exclude", "not", "only") or first.customer_id:
        return None
    values = [name for name, e in first.gloss.entries("v") if e.id == things[0]["value"]]
    name = " ".join(m.raw for m in first.gloss.marks if m.meaning in values)
    if not name or not (_IT.search(asked) or _ITS.search(asked)) or any(f["field"] in _THINGS for f in read(asked).filters):
        return None
    link = {"en": "of", "es": "de"}[first.language]
    if _IT.search(asked):
        return _IT.sub(lambda m: f"{m['of'] or ''}{name}", asked, count=1)
    return _ITS.sub(lambda m: f"{m['what'].strip()} {link} {name}", asked, count=1)


def _left_out(said: str, asked: str, read: Callable[[str], Reading]) -> str | None:
    """`Spain is first, so leaving it out: which countries ...`: all but what was named."""
    out = _OUT.search(said)
    named = [f for f in read(said[: out.start()]).filters if f["op"] == "=" and isinstance(f["value"], str)] if out else []
    left = {"en": "excluding", "es": "excluyendo"}[read(asked).language]
    return f"{left} {named[0]['value']}, {asked}" if len(named) == 1 else None
