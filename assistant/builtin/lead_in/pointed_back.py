"""What a question points back at in the sentence ahead of it: the place or channel that `there` means."""

from collections.abc import Callable

from assistant.builtin import patterns as re
from assistant.builtin.lead_in.sentences import PEOPLE, PLACES, SENTENCE, told
from assistant.builtin.message.clauses import asks
from assistant.builtin.reading.anaphora import THERE
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold, quoted

__all__ = ["there_named", "with_what_it_points_at"]

_THROUGH = {"en": ("orders through {}", "new customers from {}"), "es": ("pedidos por {}", "clientes nuevos de {}")}
_CHANNELS = frozenset(("sales_channel", "acquisition_channel"))
_INTENDS = re.compile(
    r"\b(?:intend|plan(?:ning)?|going to|about to|want to|would like to|i['\u2019]?d like to|thinking (?:of|about)|considering|"
    r"hoping|(?:tenemos|tengo) previsto|queremos|quiero|vamos a|voy a|pensamos|pensando|estamos por|prevemos|"
    r"preparando|nos gustaria)\b"
)
_THEIRS = re.compile(r"\b(?:their|its|his|her|sus?)\s+(?!own\b)", re.IGNORECASE)
_LONGEST_REMARK = 14
_OF_NOBODY = {"period", "health", "new_or_returning", "order_count"}  # `WhatsApp is new for us`


def with_what_it_points_at(text: str, read: Callable[[str], Reading], complete: Callable[[Reading], bool]) -> str:
    """`Instagram is our bet. How many came from there?`: the question with what it points at in the sentence ahead of it."""
    match = SENTENCE.fullmatch(text.strip())
    if (
        match is None
        or quoted(text)
        or not (THERE.search(match["rest"]) or _THAT_ONE.search(match["rest"]) or _INTENDS.search(fold(match["first"])))
    ):
        return text
    said, asked = match["first"], match["rest"]
    first = read(said)
    named = there_named(asked, first, read)
    intends = _only_intends(said, asked) and first.has("draft", "campaign", r"channel_\w+")
    opines = named != asked and not (first.metrics or first.period or first.limit or first.has(*PEOPLE))
    apart = asks(said) and not opines  # `is CAFE10 worth keeping? ... with that coupon` asks one thing
    if (named == asked and not intends) or apart or first.has("not", "exclude", "playbook") or first.customer_id:
        return text
    if first.has("draft", "campaign") and not intends:
        return text
    rest = read(named)
    of_nobody = _OF_NOBODY | ({"historic_value"} if opines else set())
    return named if complete(rest) and told(first) - of_nobody <= told(rest) | {"stage"} else text


def _only_intends(said: str, asked: str) -> bool:
    """Whether a sentence says what somebody is about to send, and the question behind it counts whom."""
    counted = re.match(r"\W*(?:\w+\W+){0,9}?(?:how many|cuant[oa]s)\b", fold(asked))
    return bool(_INTENDS.search(fold(said)) and counted)


def there_named(text: str, first: Reading, read: Callable[[str], Reading]) -> str:
    """`France feels sleepy. How many customers there ...` with the place, or the channel, in the place of `there`.

    Args:
        first: the sentence ahead.
        read: reads a clause.
    """
    text = _that_one_named(text, first)
    theirs = None if THERE.search(text) else _THEIRS.search(text)
    if not THERE.search(text) and theirs is None:
        return text
    places = [f for f in first.filters if f["field"] in PLACES and f["op"] == "=" and isinstance(f["value"], str)]
    value = str(places[0]["value"]) if len(places) == 1 else "" if places or theirs else _channel_of(first, read)
    if not value:
        return text
    through = not places or places[0]["field"] == "sales_channel"
    link = {"en": ("through" if through else "in", "from"), "es": ("por" if through else "en", "de")}[first.language]
    if theirs is not None:
        return f"{_THEIRS.sub('', text, count=1).rstrip(' ?.!')} {link[0]} {value}?"
    return _THERE_BY.sub(lambda m: f"{link[m['from'] is not None]} {value}", text, count=1)


_THAT_ONE = re.compile(r"\b(?:that|this|the same|es[ea]|est[ea]|dich[oa]) \w{4,}", re.IGNORECASE)
_KINDS = {
    "category": "category|range|line|categor[ií]a|gama|l[ií]nea", "product": "product|item|one|producto|art[ií]culo",
    "sales_channel": "channel|canal", "acquisition_channel": "channel|source|canal|fuente",
    "country": "country|market|pa[ií]s|mercado",
    "city": "city|town|ciudad", "plan": "plan", "coupon": "coupon|code|cup[oó]n|c[oó]digo", "campaign": "campaign|campa[nñ]a",
}  # fmt: skip


def _that_one_named(text: str, first: Reading) -> str:
    """`Jackets carry us into winter. What did that category bring in?`: the thing of that kind by its name."""
    for one in first.filters:
        kinds = _KINDS.get(one["field"])
        if kinds is None or one["op"] != "=" or not isinstance(one["value"], str):
            continue
        that = re.compile(rf"\b(?:(?:that|this|the same) (?:{kinds})|(?:es[ea]|est[ea]|dich[oa]) (?:{kinds}))\b", re.IGNORECASE)
        names = [name for name, entry in first.gloss.entries("v") if entry.id == one["value"]]
        said = " ".join(mark.raw for mark in first.gloss.marks if mark.meaning in names) or one["value"]
        text = that.sub(said, text, count=1)
    return text


_THERE_BY = re.compile(rf"(?:\b(?:through|by|via|on|in|por|desde)\s+)?(?:{THERE.pattern})", re.IGNORECASE)


def _channel_of(first: Reading, read: Callable[[str], Reading]) -> str:
    """The one channel that a sentence names without a word that says so: `WhatsApp keeps growing`."""
    words = list(dict.fromkeys(re.findall(r"[^\W\d]{2,}", first.text)))
    if len(words) > _LONGEST_REMARK:
        return ""
    found: list[str] = []
    for word in words:
        filters = [f for form in _THROUGH[first.language] for f in read(form.format(word)).filters]
        found += [word for f in filters if f["field"] in _CHANNELS and f["op"] == "=" and isinstance(f["value"], str)]
    return found[0] if len(set(found)) == 1 else ""
