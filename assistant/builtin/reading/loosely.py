"""Goods, people and stages that are asked for in a loose way: `which four sold most`, `from awareness through to loyalty`."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["each_of_several", "goods_ranked", "lifecycle_told", "net_spending", "of_the_cost", "people_told"]


def goods_ranked(line: str, read: Gloss) -> str:
    """`which four sold most`, `customers who placed an order`: goods that are ranked, and people who are counted."""
    match = re.search(r"(?<!\S)which (\d+)(?: most| top)? sell(?=$| (?:in|of|@p|,))", line)
    if match and not any(e.of == "product" for e in read.table.values()):
        goods = read.place(Entry("dimension", "product"))
        line = f"{line[: match.start()]}which {match[1]} {goods} most sell{line[match.end() :]}"
    counted = "|".join(name for name, e in read.entries("m") if e.id == "customers") or "@none"
    line = re.sub(rf"(?<!\S)(how_many (?:{counted})) who buy(?=$| ,| in @p)", r"\1", line)
    return re.sub(r"(?<!\S)first_buy (?:by|from|with) (@v\d+) (?=first_buy(?!\S))", r"from \1 ", line)


def lifecycle_told(line: str, read: Gloss) -> str:
    """`from awareness through to loyalty`, `along the lifecycle, from first purchase to loyalty`: all of the lifecycle."""
    stages = "|".join(name for name, e in read.entries("s") if e.of == "stage")
    if not stages:
        return line
    if "lifecycle" in line or any(
        e.id == "stage" for _, e in read.entries("d")
    ):  # `from those who barely know us to the loyal ones`
        line = re.sub(
            rf"(?: ,)? (?:from|since|of)(?: (?!@[mpv]|,)\S+){{1,7}} (?:to|until)(?: \S+)? (?:{stages})(?!\S)", "", line
        )
    first = rf"(?:{stages}|first_buy|~conocimiento|~awareness|@m\d+)"
    span = re.compile(rf"(?:(?:,) )?(?<!\S)(?:from|since|between) {first}(?: ~through)? (?:to|until|and|in) (?:{stages})(?!\S)")
    if not span.search(line):
        return line
    read.unknown = [word for word in read.unknown if word not in ("conocimiento", "through", "spread")]
    return span.sub("lifecycle" if "lifecycle" not in line else "", line)


def people_told(line: str, read: Gloss) -> str:
    """Who is meant, told by what they have, where they came from, or how often they buy in a unit of time."""
    goods = "|".join(name for name, e in read.entries("v") if e.of in ("product", "category")) or "@none"
    ways = "|".join(name for name, e in read.entries("v") if e.of == "acquisition_channel") or "@none"
    told = line
    line = re.sub(  # `people who have the kit but have never taken the filters`
        rf"(?<!\S)(customer|who|everyone)((?: who)*) ({goods})(?: ,)? (?:but|and|yet)?(?: who)* ?"
        rf"(?:not|exclude) (?:buy |~taken )?({goods})(?!\S)",
        r"\1\2 buy \3 and not buy \4",
        line,
    )
    if line != told:
        read.unknown = [word for word in read.unknown if word != "taken"]
    net = "|".join(name for name, e in read.entries("m") if e.id == "net_revenue") or "@none"
    line = re.sub(
        rf"(?<!\S)spend , (?:{net}) , (?=(?:more_than|at_least|less_than) )", "spend ", line
    )  # `spend, net of refunds, exceeds`
    line = _that_kind(line, read)
    if "@p" not in line:  # `customers acquired through referral`
        line = re.sub(rf"(?<!\S)first_buy (?:by|from|with|in|of) (?={ways})", "from ", line)
    line = re.sub(
        r"(?<!\S)(?:customer|who|everyone) (?:who )?buy (?=by (?:day|week|month|quarter|year)(?! (?:of |in )?@p)(?!\S))",
        "how_many customer buy ",
        line,
    )
    spent = rf"(?<!\S)(?:({ways}) spend|spend (?:in|on|for|of|by) ({ways}))(?!\S)"
    if re.search(spent, line) and not re.search(r"(?<!\S)(?:customer|who|everyone|buy)(?!\S)", line):
        ads = read.place(Entry("metric", "ad_spend"))  # `our Google Ads spend`
        line = re.sub(spent, lambda m: f"{ads} {m[1] or m[2]}", line)
    return line


_BY_PEOPLE = re.compile(r"(@d\d+) by how_many customer(?: who)?(?: buy)?(?: in)?(?: by(?: ~un[oa])?)?(?= ,|$| (?:in )?@p)")


def _that_kind(line: str, read: Gloss) -> str:
    """`Kitchen: products of that category`, `channels by how many customers bought in each`: told before, or counted."""
    if _BY_PEOPLE.search(line):
        people = read.place(Entry("metric", "customers"))
        line = _BY_PEOPLE.sub(rf"\1 by {people}", line)
        read.unknown = [word for word in read.unknown if word not in ("uno", "una")]
    for name, entry in read.entries("d"):
        named = any(e.of == entry.id for _, e in read.entries("v"))
        pointed = re.compile(rf"(?<!\S)(?:(?:of|in|from) ~es[ae]s? |(?<!which )(?:of|in|from) )(?={name}(?!\S)){name}(?!\S)")
        if named and len(read.entries("d")) > 1 and pointed.search(line):
            line = pointed.sub("", line)
            read.unknown = [word for word in read.unknown if word not in ("esa", "ese")]
    return line


def net_spending(line: str, read: Gloss) -> str:
    """`spent over 300, refunds taken off`: what customers have spent is net of them as it is."""
    refunds = "|".join(["refunded", *(name for name, e in read.entries("m") if e.id in ("refunds", "refund_count"))])
    people = re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line) and re.search(r"(?<!\S)spend(?!\S)", line)
    less = r"(?:exclude|after|fewer|not|net)"
    if not people:
        return line
    net = re.sub(rf"(?: ,)? (?:{less} (?:which )?(?:{refunds})|(?:{refunds}) {less})(?!\S)", "", line)
    ranked = net != line and "@p" in line and re.search(r"(?<!\S)spend most(?!\S)", line)
    return f"{net} {read.place(Entry('metric', 'net_revenue'))}" if ranked else net  # of a period it is not


_UNITS = {"quarter": "quarters|trimestres", "month": "months|meses", "week": "weeks|semanas"}
_IN_EACH = re.compile(r"(?<!\S)by(?: ~un[oa])?(?: ,)*$")


def each_of_several(line: str, folded: str, read: Gloss) -> str:
    """`the first two quarters side by side: how many orders in each?`: one period, told by its units."""
    unit = next((unit for unit, names in _UNITS.items() if re.search(rf"\b(?:{names})\b", folded)), None)
    if unit is None or len(re.findall(r"@p\d", line)) != 1 or not _IN_EACH.search(line):
        return line
    read.unknown = [word for word in read.unknown if word not in ("uno", "una", "ponerme")]
    return _IN_EACH.sub(f"by {unit}", re.sub(r"(?<!\S)compare(?: (?:for|in|of))*(?= |$)", "", line))


def of_the_cost(found: Reading) -> None:
    """`ad money for each new customer that we won in 2025`: the period of the cost, and no condition on people."""
    won = [c for c in found.conditions.all if c.get("field") == "first_order_on"]
    bounds = {str(c["op"]): str(c["value"]) for c in won}
    if found.metrics == ["blended_cac"] and set(bounds) == {">=", "<="} and len(won) == len(found.conditions.all):
        found.conditions.all = []
        found.comparison.period = found.comparison.period or f"{bounds['>=']}..{bounds['<=']}"
    if found.metrics == ["payment_recovery_rate"]:  # `when a payment fails, what share is recovered`
        past_due = {"field": "subscription_status", "op": "=", "value": "past_due"}
        found.conditions.all = [c for c in found.conditions.all if c != past_due]
    if found.metrics == ["average_order_value"] and not found.has("customer", "who", "everyone", "buy"):
        one = {"field": "order_count", "op": "=", "value": 1}  # `how much was a single order from Canada worth`
        found.conditions.all = [c for c in found.conditions.all if c != one]
    _both_kinds(found)


def _both_kinds(found: Reading) -> None:
    """`split May's sales: those who made their debut on one side, those we had on the other`: of new and of returning."""
    returning = "|".join(name for name, e in found.gloss.entries("s") if e.id == "returning") or "@none"
    sides = re.search(rf"(?<!\S)first_buy(?!\S).*(?:,|and|compare) (?:\S+ )*?(?:{returning})(?!\S)", found.line)
    dated = all(c.get("field") == "first_order_on" for c in found.conditions.all)
    if sides and dated and found.period and found.metrics == ["revenue"]:
        found.conditions.all = []
        found.metrics = ["revenue_from_new", "revenue_from_returning"]
        found.rest = re.sub(rf"(?<!\S)(?:{returning}|first_buy)(?!\S)", "", found.rest)
