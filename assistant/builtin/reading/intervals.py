"""From the first order to the second: `the gap between their first purchase and the second`, `days from 1st to 2nd order`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry, Phrasebook

__all__ = ["first_to_second"]

_FIRST = r"(?:first_buy|(?:~?first|top|1st|1th|1o|1a|~?1er|~?1ro|~?1era|~?1ra)(?: (?:buy|@m\d+))?)"
_THE_SECOND = r"~?second|2nd|2th|2o|2a|~?segund[oa]"
_SECOND = rf"(?:{_THE_SECOND}|next|the_next|come_back|{{second}})(?: (?:buy|@m\d+))?"
_JOINED = r"(?:and|to|until|until the|-)"
_LENGTH = (
    r"(?:how_many (?=day|week)|how_long|day|week|time|since_ago|~\w*gap\w*|~interval\w*|~lag|~distanc\w+|~pas\w+|~tiempo|"
    r"~wait\w*|~espera\w*)"
)
_SPAN = rf"(?:{_LENGTH}|average|median|between)"


def first_to_second(read: Gloss, book: Phrasebook) -> None:
    """Put the measure of days to the second order where the line tells both ends of it."""
    if "days_to_second_order" not in book.metrics:
        return
    named, orders = "|".join(_of(read, "days_to_second_order")) or "@none", "|".join(_of(read, "orders")) or "buy"
    ends = (
        rf"{_FIRST}(?: of customer)? {_JOINED}(?: (?:in|of))* {_SECOND.format(second=named)}|"
        rf"(?:{orders})(?: (?:not|#))? (?:1|one|~one) {_JOINED} (?:(?:{orders}|buy) )?(?:(?:not|#) )?2"
    )
    asked = (
        rf"(?:since|after|from) (?:\S+ )?{_FIRST}(?: ,)? {_LENGTH}(?: \S+){{0,2}} (?:until|to) {_SECOND.format(second=named)}"
        r"(?: ~one)?"
    )
    back = rf"(?<=\s)come_back(?: (?:buy|again))? (?:after|since|from) {_FIRST}(?: ~?one)?"
    match = re.search(rf"(?<!\S)(?:{asked})(?!\S)", read.line)  # `desde que hacen el primero, cuánto tardan hasta el segundo`
    match = match or re.search(rf"(?<!\S)(?:(?:between|from|of|since) )?(?:{ends})(?!\S)", read.line)
    if match is None and re.search(
        r"(?<!\S)first_buy(?!\S)", read.line
    ):  # `whose first order fell in May, time until the second`
        span = rf"(?:{_SPAN} )+(?:until|to) (?:{_SECOND.format(second=named)}|2th quarter)(?: ~one)?(?= ,|$)"
        match = re.search(rf"(?<!\S){span}", read.line)
    match = match or re.search(rf"{back}(?!\S)", read.line)  # `how many days till they order again after the 1st one`
    if match is None:
        _told_apart(read, named)
        return
    if not (re.match(r"between|from|since", match[0]) or re.search(rf"(?<!\S){_SPAN}(?!\S)", read.line)):
        return
    before = re.sub(rf"(?<!\S){_LENGTH}(?!\S)", "", read.line[: match.start()])
    placed = read.place(Entry("metric", "days_to_second_order"))
    read.line = re.sub(r"\s+", " ", f"{before} {placed} {read.line[match.end() :]}").strip()
    read.unknown = [word for word in read.unknown if f"~{word}" in read.line]


_HOW_LONG = (
    r"(?:how_long|how_many day|(?:average|median)(?: (?:how_many|of|in|,|time|~\w+)){0,3} (?:day|time|"
    r"~\w*gap\w*|~wait|~espera)|"
    r"(?:day|~\w*gap\w*|~wait|~espera|time)(?: (?:of|in|,)){0,2} median)(?!\S)"
)
_ONLY_TELLS = (
    r"(?:average|median|how_many|which|day|until|to|previous|before|after|in|of|,|leave_out|make|hold|take|customer|and|buy|"
    r"~(?!tamano)\w+)"
)


def _of(read: Gloss, metric: str) -> list[str]:
    return [name for name, entry in read.entries("m") if entry.id == metric]


def _told_apart(read: Gloss, named: str) -> None:
    """`how many days did those who first bought in May take to order again`: the length, and far from it what ends it."""
    again = r"come_back(?: (?:and )?buy)?" if re.search(r"(?<!\S)(?:first_buy|median)(?!\S)", read.line) else "@none"
    ends = rf"(?:{again}|{named}|(?:{_THE_SECOND})(?: (?:time|~one|buy))?)(?! (?:quarter|half|week|day|month))(?!\S)"
    if re.search(r"(?<!\S)(?:share|\d+ (?:day|week|month)|how_many (?:of )?(?:customer|who|everyone))(?!\S)", read.line):
        return
    long = re.search(rf"(?<!\S){_HOW_LONG}", read.line)
    end = re.compile(rf"(?<!\S){ends}").search(read.line, long.end()) if long else None
    if long is None or end is None or not re.search(r"(?<!\S)(?:first_buy|median|how_long)(?!\S)", read.line):
        return
    placed = read.place(Entry("metric", "days_to_second_order"))
    between = read.line[long.end() : end.start()]
    begun = "|".join(
        ["first_buy", "new", *(name for name, e in read.entries("s") if e.id == "new"), *_of(read, "new_customers")]
    )
    cohort = re.search(rf"(?<!\S)(?:(?:customer|who|everyone|of) )*(?:{begun})(?!\S)(?=.*\d).*", between)
    kept = re.sub(r"(?: (?:to|and|until|previous|,|in|buy))+$", "", cohort[0].rstrip()) if cohort else ""
    before = re.sub(
        r"(?: (?:after|in|to|and|but|,|~later|~luego|~despues|since_then|come_back))+ $", " ", read.line[: long.start()]
    )
    behind = re.sub(
        rf"^(?: (?:~(?!\w+ @)\w+|(?:{_THE_SECOND})(?: time)?|(?:by )?{again}))+(?= ,|$)", "", read.line[end.end() :]
    )
    read.line = re.sub(r"\s+", " ", f"{before} {placed} {kept} {behind}").strip()
    read.unknown = [word for word in read.unknown if f"~{word}" in read.line]
