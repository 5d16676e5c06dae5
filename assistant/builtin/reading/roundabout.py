"""Questions put in a roundabout way: `Germany or France, who buys more`, `have both A and B`, `export markets`."""

import re

from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["roundabout"]


def roundabout(line: str, read: Gloss) -> str:
    """The line with each of them put straight."""
    for straight in (_said_twice, _held_both, _who_of_two, _markets_abroad, _earned_from_new):
        line = straight(line, read)
    return line


_TWO = r"(@v\d+) or (?:in )?(@v\d+)"
_BUYS_MOST = r"(?:which|who)(?: of)? (?:buy most|most buy|spend most|most spend)(?: (?:in|money_unit|which))*"
_WHO_OF_TWO = re.compile(rf"(?<!\S){_TWO}(?: ,)* {_BUYS_MOST}(?!\S)|(?<!\S){_BUYS_MOST}(?: ,)* {_TWO}(?!\S)")


def _who_of_two(line: str, read: Gloss) -> str:
    """`Germany or France, which bought more?`: the places set side by side by what they bought for."""
    match = _WHO_OF_TWO.search(line)
    if match is None:
        return line
    places = [name for name in match.groups() if name]
    kinds = {read.table[name].of for name in places}
    if len(kinds) != 1 or not kinds <= {"country", "city"}:
        return line
    kind, earned = read.place(Entry("dimension", kinds.pop())), read.place(Entry("metric", "revenue"))
    return line.replace(match[0], f"which {kind} most {earned} , {places[0]} or {places[1]}", 1)


_TAIL = re.compile(r"(?: ,)+ (?P<again>@m\d+)(?: ,)?(?: and| but)? (?:not|exclude) (?:of )?(?:@m\d+|buy)(?P<end>(?: ,)*$)")


def _said_twice(line: str, read: Gloss) -> str:
    """`how many pieces did we sell, units not orders`: the measure again, and which one it is not."""
    match = _TAIL.search(line)
    ids = {read.table[name].id for name in re.findall(r"@m\d+", line[: match.start()])} if match else set()
    return line[: match.start()] + match["end"] if match and read.table[match["again"]].id in ids else line


_BOTH_HELD = re.compile(
    r"(?<!\S)(customer|who|everyone)(?: who)? (?:both )?(@v\d+) and (@v\d+)(?P<both>(?: ,)? (?:both|2)(?: them)?)?(?= ,|$)"
)


def _held_both(line: str, read: Gloss) -> str:
    """`how many customers have both A and B`, `tienen A y B, los dos`: who bought the one and the other."""
    match = _BOTH_HELD.search(line)
    goods = match and all(read.table[match[at]].of in ("product", "category") for at in (2, 3))
    if not (match and goods) or not ("both" in match[0] or match["both"]):
        return line
    return f"{line[: match.start()]}{match[1]} buy both {match[2]} and {match[3]}{line[match.end() :]}"


_ABROAD_ALONE = re.compile(
    r"(?<!\S)((?:(?:top|worst|which|most|\d+|@n\d+) )+)abroad(?= (?:by|with|in|most|fewer|of)(?!\S)|$| ,)"
)


def _markets_abroad(line: str, read: Gloss) -> str:
    """`top 5 export markets by revenue`: countries."""
    if _ABROAD_ALONE.search(line) is None:
        return line
    return _ABROAD_ALONE.sub(rf"\1{read.place(Entry('dimension', 'country'))} abroad", line, count=1)


def _earned_from_new(line: str, read: Gloss) -> str:
    """`how much of May's sales did new customers bring in`: the sales to them, no count of them."""
    names = {entry.id: name for name, entry in read.entries("m")}
    earned, new = names.get("revenue"), names.get("new_customers")
    verb, when = r"(?:hold|earn|spend|share|buy|for|sell)", r"(?: (?:in|of|for|@p\d+))*"
    match = earned and new and re.search(rf"({earned}{when}) (?:{new} {verb}|{verb} {new})(?!\S)", line)
    if not match:
        return line
    return line.replace(match[0], f"{match[1]} from {read.place(Entry('state', 'new', 'new_or_returning'))}", 1)
