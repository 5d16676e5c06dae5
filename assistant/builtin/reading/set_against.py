"""Two groups set against each other: `do the French spend more than the Germans`, `¿hay más clientes en X que en Y?`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss, Mark
from assistant.builtin.words.match import Entry

__all__ = ["set_against"]

_MORE = re.compile(
    r"(?:mas|menos|mayor(?:es)?|menor(?:es)?|mejor(?:es)?|peor(?:es)?|superior(?:es)?|inferior(?:es)?|alt[oa]s?|baj[oa]s?|antes|"
    r"supera\w*)"
)
_SIGN = r"(?:than|more_than|less_than)"
_EITHER = re.compile(
    r"(?:\S+ ){0,2}(?:sell|buy|spend|earn) (?:most|fewer) (?:@m\d+ )?(?:of |in )?@v\d+ "
)  # `do we sell more tea or coffee?`
_FREE = frozenset(
    "in of for by with customer who most fewer top worst grow fall worse spend sell buy earn make come_back repeat_buyer leave "
    "how_much is to live_in , and then all".split()
)
_STOPS = r"(?<!\S)(?:not|exclude|never|draft|compare|which|share|save|only_once|first_buy|@n\d+|@s\d+|@c\S+)(?!\S)"
_JUDGED = r"(?:bigger|higher|lower|better|larger|greater|smaller|stronger|weaker|mayor|menor)"
_BY_DEED = (("come_back", "repeat_purchase_rate"), ("repeat_buyer", "repeat_purchase_rate"), ("spend", "revenue"),
            ("sell", "revenue"), ("earn", "revenue"), ("customer", "customers"), ("buy", "orders"))  # fmt: skip


def set_against(read: Gloss) -> None:
    """Tell two values of one dimension, of which one is said to have more, as `METRIC compare A and B`.

    A total of both would answer neither; where people, rates or amounts are told besides, the line stays as it is.
    """
    _hear_than(read)
    sign = rf"(?:{_SIGN}|or|or_more)" if _EITHER.match(read.line) else _SIGN
    match = re.search(rf"(@v\d+)(?: [^@\s]\S*| @m\d+)* {sign}(?: (?:in|of|for|by|to|from|with))* (@v\d+)(?!\S)", read.line)
    if match is None or re.search(_STOPS, read.line) or len(re.findall(r"@v\d+", read.line)) != 2:
        return
    one, other = match[1], match[2]
    told = read.line[: match.end()].split()
    if read.table[one].of != read.table[other].of or read.table[one].id == read.table[other].id:
        return
    rest = [token for token in told if token not in _FREE and not re.fullmatch(rf"{sign}|~{_JUDGED}|{one}|{other}", token)]
    behind = read.line[match.end() :].split()
    named = [token for token in (*rest, *behind) if token.startswith("@m")]
    metric = _metric(read, told, named)
    if metric is None:
        return
    kept = [token for token in (*rest, *behind) if token not in named]
    read.line = " ".join([metric, "compare", one, "and", other, *kept])
    read.unknown = [word for word in read.unknown if not re.fullmatch(_JUDGED, word)]


def _metric(read: Gloss, told: list[str], named: list[str]) -> str | None:
    """What is set against each other: the measure named, or that of the verb; None where more than one is named."""
    if len(named) > 1:
        return None
    if named:
        per_order = read.table[named[0]].id == "orders" and {"spend", "how_much"} & set(told)
        return read.place(Entry("metric", "average_order_value")) if per_order else named[0]
    deed = next((metric for verb, metric in _BY_DEED if verb in told), "revenue")
    return read.place(Entry("metric", deed))


def _hear_than(read: Gloss) -> None:
    """`más en Francia que en Alemania`: its `que` joins two relative clauses elsewhere, and sets apart here."""
    for at, mark in enumerate(read.marks):
        if mark.text != "que" or not any(_MORE.fullmatch(m.text) for m in read.marks[max(0, at - 10) : at]):
            continue
        value = _next_said(read.marks[at + 1 : at + 5])
        before = read.line.find(f" {value}") if value else -1
        if before > 0 and "@v" in read.line[:before] and not re.search(rf"{_SIGN}(?: \w+)* {value}(?!\S)", read.line):
            read.line = re.sub(rf"(?<!\S)((?:in |of |to |by )?){value}(?!\S)", rf"than \1{value}", read.line, count=1)


def _next_said(marks: list[Mark]) -> str | None:
    said = next((m.meaning for m in marks if m.role == "read" and m.meaning not in ("in", "of", "to", "by", "")), None)
    return said if said and said.startswith("@v") else None
