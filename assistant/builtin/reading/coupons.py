"""Orders with a coupon and without one: a condition on what an order carries, where bare words would split by coupon."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["coupons_told", "without_its_season"]

_ANY = r"(?: (?:all|any|in|of|by|with|use|make|buy|exactly|thing))*"
_SPLIT = re.compile(r"(?<!\S)(?:by|which @d\d+|with (?:and|or|,|compare))(?!\S)")
_BOTH = re.compile(r"(?<!\S)(?:not|exclude|compare)(?!\S)")
_OF_ORDERS = ("average_order_value", "units_per_order", "revenue", "net_revenue", "units", "gross_profit", "customers")
_NONE, _SOME = Entry("value", "unknown", "coupon"), Entry("value", "known", "coupon")
_NAMED = r"(?: (?:@d\d+|of|with))*"


def coupons_told(line: str, read: Gloss) -> str:
    """`orders without a coupon` leaves out those that carry one; `what orders with a coupon come to` keeps only those."""
    coupon = "|".join(name for name, e in read.entries("d") if e.id == "coupon") or "@none"
    if coupon != "@none" or any(e.of == "coupon" for _, e in read.entries("v")):
        usage = "|".join(name for name, e in read.entries("m") if e.id == "product_usage") or "@none"
        line = re.sub(rf"(?<!\S)(?:{usage})(?!\S)", "use", line)  # `¿en cuántos pedidos se usó?` is no use of the product
    if any(e.of == "coupon" for _, e in read.entries("v")):
        line = _which_ones(_on_the_first(line, read), read)
        return re.sub(rf"(?<!\S)any_coupon(?:{_NAMED}(?= @v)| ?)", "", line)
    line = _on_any_first(_by_people(line, read, coupon), read)
    if "any_coupon" in line.split():
        return _used_one(_most_used(line, read), read)
    without = re.search(rf"(?<!\S)(?:not|exclude){_ANY} (?:{coupon})(?!\S)", line)
    if without is not None and not _SPLIT.search(line[: without.start()]):
        return f"{line[: without.start()]}with {read.place(_NONE)}{line[without.end() :]}"
    if not any(e.id in _OF_ORDERS for _, e in read.entries("m")):
        return line
    carried = "|".join(name for name, e in read.entries("m") if e.id == "coupon_orders") or "@none"
    kept = re.search(rf"(?<!\S)(?:with{_ANY} (?:{coupon})|(?:of|from|for|in)(?: of)* (?:{carried}))(?!\S)", line)
    if kept is None or _SPLIT.search(line) or _BOTH.search(line[kept.end() :]):
        return line
    return f"{line[: kept.start()]}exclude {read.place(_NONE)}{line[kept.end() :]}"


_PEOPLE = re.compile(r"(?<!\S)(?:customer|who|everyone|contact)(?!\S)")
_BOUND = r"(?:(?:more_than|less_than|at_least|at_most|exactly) )?\d+(?: or_more| or_less)?"


def _by_people(line: str, read: Gloss, coupon: str) -> str:
    """`who used coupons more than 3 times`, `with over 4 coupons redeemed`, `who never used a coupon`: with any, so often."""
    if _PEOPLE.search(line) is None:
        return line
    used = r"(?:buy|use|@m\d+|~redemptions?|~redeemed|~uses|~usos?|~canjead[oa]s?|~aplicad[oa]s?)"
    often = re.search(rf"(?<!\S)(?:with |hold |buy )*({_BOUND}) (?:{coupon})(?: {used})*(?!\S)(?! time)", line)
    times = re.search(rf"(?<!\S)(?:{used}(?: (?:of|with|in))* )?(?:{coupon})(?: in)?(?= {_BOUND} time)", line)
    denied = re.search(
        rf"(?<!\S)(?:not|exclude)(?: (?:not|all|any))* (?:buy|use)(?: (?:not|all|any|in|of|with))* (?:{coupon})(?!\S)", line
    )
    found = often or times or denied
    if found is None or (often and not denied and " buy" not in f" {often[0]}" and "~" not in often[0]):
        return line
    read.unknown = [word for word in read.unknown if f"~{word}" not in found[0].split()]
    some = f"with {read.place(_SOME)}"
    if denied is found:
        said = f"not buy {some}"
    elif often is found:
        said = f"not buy {some}" if re.fullmatch(r"(?:exactly )?0", often[1]) else f"buy {some} {often[1]} time"
    else:
        said = f"buy {some}"
    return f"{line[: found.start()]}{said}{line[found.end() :]}"


def _on_any_first(line: str, read: Gloss) -> str:
    """`how many used a coupon on their first order`: new customers, without those whose first order had none."""
    whom = r"(?<!\S)how_many (?:(?:of|customer|who|everyone) )*"
    first = r"(?:(?:in|on|to|for|of|with|~on) )*(?:first_buy(?: buy)?|top time(?: buy)?)"
    used = re.search(rf"{whom}(?:buy|use) (?:of |with )*any_coupon {first}(?!\S)", line)
    if used is None:
        return line
    new = read.place(Entry("metric", "new_customers"))
    return line.replace(used[0], f"how_many {new} exclude {read.place(_NONE)}", 1)


def _most_used(line: str, read: Gloss) -> str:
    """`3 most redeemed coupons`: the coupons themselves, put in order by how often they were used."""
    ranked = re.search(r"(?<!\S)((?:most|top|worst|fewer)(?: \d+)?)(?: (?:buy|of))* any_coupon(?!\S)", line)
    if ranked is None or re.search(r"(?<!\S)(?:customer|who|everyone|contact)(?!\S)", line):
        return line
    return line.replace(ranked[0], f"{ranked[1]} {read.place(Entry('dimension', 'coupon'))}", 1)


def _which_ones(line: str, read: Gloss) -> str:
    """`leaving out HELLO10, which 3 other coupons ...`: the coupons themselves, beside one that is named."""
    asked = re.search(r"(?<!\S)which((?: \d+)?) any_coupon(?!\S)", line)
    return line.replace(asked[0], f"which{asked[1]} {read.place(Entry('dimension', 'coupon'))}", 1) if asked else line


def _used_one(line: str, read: Gloss) -> str:
    """`how many customers used a coupon`, `who never used one`: an order with any; a measure of such orders says so itself."""
    metrics = {e.id for _, e in read.entries("m")}
    people = re.search(r"(?<!\S)(?:customer|who|everyone|contact)(?!\S)", line) and not metrics - {"customers"}
    denied = re.search(r"(?<!\S)(?:not|exclude) (?:buy )?any_coupon(?!\S)", line)
    if people:
        return line.replace("any_coupon", f"with {read.place(_SOME)}", 1)
    if denied:
        return line.replace(denied[0], f"with {read.place(_NONE)}", 1)
    if "orders" in metrics:
        return line.replace("any_coupon", "", 1)
    return line.replace("buy any_coupon", f"exclude {read.place(_NONE)}", 1)


def _on_the_first(line: str, read: Gloss) -> str:
    """`how many used HELLO10 on their first order`: new customers, of whose first orders a coupon is a part."""
    code = "|".join(name for name, e in read.entries("v") if e.of == "coupon")
    whom = r"(?<!\S)how_many (?:(?:of|customer|who|everyone) )*"
    used = re.search(
        rf"{whom}(?:buy|use) (?:of |with )*({code})(?: (?:in|of|with|to|for|on|~on))* first_buy(?!\S)|"
        rf"{whom}first_buy (?:buy |use |with |by |of )+({code})(?!\S)",
        line,
    )
    if used is None:
        return line
    read.unknown = [word for word in read.unknown if word != "on"]
    return line.replace(used[0], f"how_many {read.place(Entry('metric', 'new_customers'))} with {used[1] or used[2]}", 1)


def without_its_season(reading: Reading) -> None:
    """`which summer code got more use, SUMMER26 or SUMMER25?`: the season is the code's, and no period."""
    code = "|".join(name for name, e in reading.gloss.entries("d") if e.id in ("coupon", "campaign")) or "@none"
    named = any(f["field"] in ("coupon", "campaign") for f in reading.filters)
    match = re.search(rf"(?<!\S)(?:@p(\d+) (?:{code})|(?:{code}) of @p(\d+))(?!\S)", reading.line)
    if match is None or not named:
        return
    mention = reading.periods.mentions[int(match[1] or match[2])]
    if mention.named and not mention.dated and reading.comparison.period == mention.expression:
        reading.comparison.period = None
        reading.line = re.sub(r"@p\d+ | of @p\d+", "", match[0]).join(
            (reading.line[: match.start()], reading.line[match.end() :])
        )
