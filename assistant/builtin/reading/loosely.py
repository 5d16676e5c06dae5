"""Goods, people and stages that are asked for in a loose way: `which four sold most`, `from awareness through to loyalty`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["each_of_several", "goods_ranked", "lifecycle_told", "people_told", "spent_on_ads"]

_UNITS = {"quarter": "quarters|trimestres", "month": "months|meses", "week": "weeks|semanas"}
_IN_EACH = re.compile(r"(?<!\S)by(?: ~un[oa])?(?: ,)*$")
_BY_PEOPLE = re.compile(r"(@d\d+) by how_many customer(?: who)?(?: buy)?(?: in)?(?: by(?: ~un[oa])?)?(?= ,|$| (?:in )?@p)")
_MOST = r"(?:most|top)(?: (?:how_many|of|by))*(?: ~?(?:individual|separate))?"
_BOUGHT_BY_MOST = (
    rf"(?<!\S)(@d\d+)(?: who| that)?(?: (?:buy|sell|reach))?(?: (?:by|to|in))? {_MOST} (?:customer|{{people}})"
    r"(?: who)?(?: (?:buy|have))?(?: (?:them|it))?(?= ,|$| (?:in )?@p)"
)
_SELL_MOST = re.compile(r"(?<!\S)which (\d+)(?: most| top)? sell(?=$| (?:in|of|@p|,))")
_BOUGHT_AGAINST = re.compile(
    r"(?<!\S)(?:how_many )?(customer|everyone|@m\d+) who buy (?=(?:in )?@p\d.*(?<!\S)compare|.*(?<!\S)compare.*@p\d)"
)
_SPENT_BY = re.compile(
    r"(?<!\S)(?:in (?P<ahead>@p\d) , )?(?:(?:how_much|all_time|which|~lo) )*spend (?:in )?(?P<when>@p\d )?(?:(?:of|by|from) )?"
    r"(?=(?:customer|everyone|who)(?: who)? first_buy)"
)
_COHORT_SPENT = re.compile(
    r"(?<!\S)(?:how_much|which|all_time) ((?:of )?(?:customer|everyone|who)(?: who)? first_buy (?:in )?@p\d) "
    r"spend (?:in )?(@p\d)"
)
_MONEY_OF = frozenset("how_much all_time money_unit spend customer everyone average to".split())
_OF_WHOM = frozenset("of in by from for live_in and ,".split())
_GOODS = ("product", "category")
_EACH_TIME = re.compile(
    r"(?<!\S)(?:customer|who|everyone) (?:who )?buy (?=by (?:day|week|month|quarter|year)(?! (?:of |in )?@p)(?!\S))"
)


def goods_ranked(line: str, read: Gloss) -> str:
    """`which four sold most` are products; `Kitchen: products of that category` are of the one told before."""
    match = _SELL_MOST.search(line)
    if match and not any(e.of == "product" for e in read.table.values()):
        goods = read.place(Entry("dimension", "product"))
        line = f"{line[: match.start()]}which {match[1]} {goods} most sell{line[match.end() :]}"
    kinds = read.entries("d")
    for name, entry in kinds if len(kinds) > 1 else ():
        pointed = re.compile(rf"(?<!\S)(?:(?:of|in|from) ~es[ae]s? |(?<!which )(?:of|in|from) )(?={name}(?!\S)){name}(?!\S)")
        if any(e.of == entry.id for _, e in read.entries("v")) and pointed.search(line):
            line = pointed.sub("", line)
            _heard(read, "esa", "ese")
    return line


def people_told(line: str, read: Gloss) -> str:
    """Who is meant, told by what they have, by where they came from, or counted by the unit of time in which they buy."""
    line = _first_bought(_owning(line, read), read)
    counted = "|".join(name for name, e in read.entries("m") if e.id == "customers") or "@none"
    line = re.sub(rf"(?<!\S)(how_many (?:{counted})) who buy(?=$| ,| in @p)", r"\1", line)  # `who placed an order`
    line = _spent_later(_BOUGHT_AGAINST.sub(r"how_many \1 buy ", line), read)
    line = _EACH_TIME.sub("how_many customer buy ", line)  # `customers ordering each month`
    most = _BOUGHT_BY_MOST.format(people=counted)
    line = re.sub(most, lambda m: f"{m[1]} by how_many customer" if read.table[m[1]].id in _GOODS else m[0], line)
    if _BY_PEOPLE.search(line):  # `channels by how many customers bought in each`
        people = read.place(Entry("metric", "customers"))
        line = _BY_PEOPLE.sub(rf"\1 by {people}", line)
        _heard(read, "uno", "una")
    return line


def _spent_later(line: str, read: Gloss) -> str:
    """`what did those who first bought in January 2024 spend in 2025`: the revenue of one period from those won in another."""
    by, cohort = _SPENT_BY.search(line), _COHORT_SPENT.search(line)
    when = by and (by["ahead"] or by["when"])
    if not (when or cohort):
        return _money_of(line, read)
    money = read.place(Entry("metric", "revenue"))
    if by and when:
        return f"{line[: by.start()]}{money} in {when.strip()} from {line[by.end() :]}"
    return _COHORT_SPENT.sub(rf"{money} in \2 from \1", line)


def _money_of(line: str, read: Gloss) -> str:
    """`how much did the French spend on tea in 2024`: where no more is told than whose, on what and when, it is revenue."""
    words = line.split()
    others = [word for word in words if word not in _MONEY_OF | _OF_WHOM and not re.fullmatch(r"@[vp]\d+", word)]
    asked = words[:1] in (["how_much"], ["spend"], ["all_time"]) and "spend" in words
    whose = [word for word in words if word in ("customer", "everyone") or re.fullmatch(r"@v\d+", word)]
    if others or not asked or all(word in read.table and read.table[word].of == "acquisition_channel" for word in whose):
        return line
    measure = "revenue_per_customer" if "average" in words else "revenue"
    return " ".join([read.place(Entry("metric", measure)), *(word for word in words if word not in _MONEY_OF)])


def _owning(line: str, read: Gloss) -> str:
    """`people who have the kit but have never taken the filters`."""
    goods = "|".join(name for name, e in read.entries("v") if e.of in ("product", "category")) or "@none"
    told = re.sub(
        rf"(?<!\S)(customer|who|everyone)((?: who)*) ({goods})(?: ,)? (?:but|and|yet)?(?: who)* ?"
        rf"(?:not|exclude) (?:buy |~taken )?({goods})(?!\S)",
        r"\1\2 buy \3 and not buy \4",
        line,
    )
    if told != line:
        _heard(read, "taken")
    return told


def _first_bought(line: str, read: Gloss) -> str:
    """`acquired through referral`, `won by referral, who made their debut in May`: a channel, not a second first order."""
    line = re.sub(r"(?<!\S)first_buy (?:by|from|with) (@v\d+) (?=first_buy(?!\S))", r"from \1 ", line)
    ways = _ways(read)
    return line if "@p" in line else re.sub(rf"(?<!\S)first_buy (?:by|from|with|in|of) (?:@d\d+ )?(?={ways})", "from ", line)


def spent_on_ads(line: str, read: Gloss) -> str:
    """`our Google Ads spend`: what the shop paid, where nobody is said to have bought."""
    spent = rf"(?<!\S)(?:({_ways(read)}) spend|spend (?:in|on|for|of|by) ({_ways(read)}))(?!\S)"
    if not re.search(spent, line) or re.search(r"(?<!\S)(?:customer|who|everyone|buy)(?!\S)", line):
        return line
    ads = read.place(Entry("metric", "ad_spend"))
    return re.sub(spent, lambda m: f"{ads} {m[1] or m[2]}", line)


def lifecycle_told(line: str, read: Gloss) -> str:
    """`from awareness through to loyalty`, `in each stage, from strangers to the loyal`: all of the lifecycle."""
    stages = "|".join(name for name, e in read.entries("s") if e.of == "stage")
    if not stages:
        return line
    if "lifecycle" in line or any(e.id == "stage" for _, e in read.entries("d")):
        whole = rf"(?: ,)? (?:from|since|of)(?: (?!@[mpv]|,)\S+){{1,7}} (?:to|until)(?: \S+)? (?:{stages})(?!\S)"
        line = re.sub(whole, "", line)
        line = re.sub(rf"(?: ,)? (?:in |of )?(?:{stages}|~\w+) (?:to|until|-) (?:{stages})(?!\S)", "", line)
    first = rf"(?:{stages}|first_buy|~conocimiento|~awareness|@m\d+)"
    span = re.compile(rf"(?:(?:,) )?(?<!\S)(?:from|since|between) {first}(?: ~through)? (?:to|until|and|in) (?:{stages})(?!\S)")
    if not span.search(line):
        return line
    _heard(read, "conocimiento", "through", "spread")
    return span.sub("lifecycle" if "lifecycle" not in line else "", line)


def each_of_several(line: str, folded: str, read: Gloss) -> str:
    """`the first two quarters side by side: how many orders in each?`: one period, told by its units."""
    unit = next((unit for unit, names in _UNITS.items() if re.search(rf"\b(?:{names})\b", folded)), None)
    if unit is None or len(re.findall(r"@p\d", line)) != 1 or not _IN_EACH.search(line):
        return line
    _heard(read, "uno", "una", "ponerme")
    return _IN_EACH.sub(f"by {unit}", re.sub(r"(?<!\S)compare(?: (?:for|in|of))*(?= |$)", "", line))


def _ways(read: Gloss) -> str:
    return "|".join(name for name, e in read.entries("v") if e.of == "acquisition_channel") or "@none"


def _heard(read: Gloss, *told: str) -> None:
    """Words that have been understood are unknown no more."""
    read.unknown = [word for word in read.unknown if word not in told]
