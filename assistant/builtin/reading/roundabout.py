"""Questions put in a roundabout way: `Germany or France, who buys more`, `have both A and B`, `export markets`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["roundabout"]


def roundabout(line: str, read: Gloss) -> str:
    """The line with each of them put straight."""
    for straight in (
        _buyers_by_month,
        _new_and_old,
        _in_each_group,
        _said_twice,
        _held_both,
        _who_of_two,
        _markets_abroad,
        _of_every_hundred,
        _earned_from_new,
    ):
        line = straight(line, read)
    return line


_BUYERS = re.compile(r"^((?:(?:show|and) )*)customer(?: who)? buy(?: ,)+ by (day|week|month|quarter|year)(?!\S)")


def _buyers_by_month(line: str, read: Gloss) -> str:
    """`customers who bought, month by month`: those of each month."""
    if _BUYERS.search(line) is None:
        return line
    return _BUYERS.sub(rf"\1{read.place(Entry('metric', 'customers'))} by \2", line, count=1)


_SIDE = r"(?:of|from|in|everyone|who|customer)"
_SIDES = re.compile(
    rf"(?<!\S)how_much(?: {_SIDE})* (?P<new>@[mvs]\d+)(?: ,)*(?: (?:and|how_much|{_SIDE}))* (?P<old>@s\d+)"
    r"(?: (?:who )?buy previous)?(?=(?: ,)*$)"
)


def _new_and_old(line: str, read: Gloss) -> str:
    """`how much came from newbies, how much from regulars who had bought before`: new against returning customers."""
    match = _SIDES.search(line)
    if match is None:
        return line
    new, old = read.table[match["new"]], read.table[match["old"]]
    fresh = new.id in ("new_customers", "new")
    if not fresh or not (old.id == "returning" or (old.id == "loyalty" and "buy previous" in match[0])):
        return line
    sides = [read.place(Entry("state", side, "new_or_returning")) for side in ("new", "returning")]
    return f"{line[: match.start()]}how_much from {sides[0]} and how_much from {sides[1]}{line[match.end() :]}"


_GROUPS_AND = re.compile(
    r"^((?:(?:and|which|show) )*)(@d\d+) and how_many(?: (?:customer|who|everyone))?(?: (?:by|in|of))*"
    r"(?: (?:~one|~uno|~una|customer))?(?=(?: ,)*$)"
)
_PEOPLE_GROUPS = ("rfm_segment", "stage", "health", "segment", "country", "plan")


def _in_each_group(line: str, read: Gloss) -> str:
    """`show the RFM groups and how many sit in each one`: customers by group."""
    match = _GROUPS_AND.search(line)
    if match is None or read.table[match[2]].id not in _PEOPLE_GROUPS:
        return line
    read.unknown = [word for word in read.unknown if word not in ("one", "uno", "una")]
    return f"{match[1]}how_many customer by {match[2]}{line[match.end() :]}"


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


_WHEN = r"(?: (?:in|of|for|@p\d+))*"
_BROUGHT_BY = r"(?: (?:in|of|from|to|with|hold|earn|spend|buy|sell|make|share|(?:hold|make|earn|~\w+) by|~(?!per)\w+))*"
_OF_WHICH = r"(?:(?: -)? customer)?(?: (?:in|of|for|from|,|share|which|how_much|hold|make|earn|bring|@p\d+|~\w+|dejaron))*"


def _earned_from_new(line: str, read: Gloss) -> str:
    """`what new customers brought in`, `facturación de los nuevos`, `new customers' share of sales`: the sales to them."""
    earned = "|".join(name for name, e in read.entries("m") if e.id == "revenue")
    new = "|".join(name for name, e in (*read.entries("m"), *read.entries("s")) if e.id in ("new_customers", "new"))
    if not earned or re.search(r"(?<!\S)(?:and|or|compare|than|both)(?!\S)", line):
        return line
    if any(mark.text == "dejaron" for mark in read.marks):
        line = re.sub(r"(?<!\S)(how_much|share) not (?=@m)", r"\1 hold ", line)  # `cuánto dejaron de ingresos`
    fresh = f"(?:{new}|new(?=(?: -)? customer))" if new else "new(?=(?: -)? customer)"
    match = re.search(rf"(?<!\S)(?P<sum>(?:{earned}){_WHEN})(?P<said>{_BROUGHT_BY}) {fresh}(?!\S)", line)
    match = match or re.search(rf"(?<!\S){fresh}(?P<said>{_OF_WHICH}) (?P<sum>{earned})(?!\S)", line)
    if not match or len(re.findall(r"~\w+", match["said"])) > 1:
        return line
    _take_as_read(match["said"], read)
    kept = " ".join(word for word in match["said"].split() if word in ("share", "how_much", ",") or word.startswith("@p"))
    placed = read.place(Entry("state", "new", "new_or_returning"))
    return line.replace(match[0], f"{kept} {match['sum']} from {placed}".strip(), 1)


def _take_as_read(said: str, read: Gloss) -> None:
    told = {word.lstrip("~") for word in said.split() if word.startswith("~")}
    read.unknown = [word for word in read.unknown if word not in told]


_OF_EVERY = re.compile(
    r"(?<!\S)share (?:of |in )*money_unit(?P<when>(?: (?:in|of|for|@p\d+))*)(?: ,)? (?:how_many|how_much|share)"
    r"(?: (?:hold|make|from|of|sell|spend|buy|~\w+))* (?=@[msv]\d)"
)


def _of_every_hundred(line: str, read: Gloss) -> str:
    """`de cada 100 euros de mayo, ¿cuántos vinieron de Alemania?`: a share of the sales."""
    match = _OF_EVERY.search(line)
    if match is None:
        return line
    _take_as_read(match[0], read)
    return line.replace(match[0], f"share {read.place(Entry('metric', 'revenue'))}{match['when']} from ", 1)
