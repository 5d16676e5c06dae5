"""What people did, said in other words, as the readers of conditions know it: `no Tea purchases` is `never bought tea`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.denied import did_and_did_not, named
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["in_plain_words", "settle_overlap", "settle_sayings"]

_AGAIN = r"(?:~further|~other|~otro|~otra|~another|~mas|most|all|any|make|buy)"


def settle_overlap(read: Gloss) -> None:
    """`overlap between the buyers of Q1 and Q2`, `clientes que coinciden entre ...`: those who bought in both."""
    head, found, tail = read.line.partition("overlap")
    if found and " and " in tail:
        rest = re.sub(r"(?<!\S)(?:between|customer|buy|of|from|in|the)(?!\S) ?", "", tail).strip()
        asked = re.sub(r"(?<!\S)customer(?: which| who)*(?!\S)", "", head).strip()
        read.line = f"{asked} customer buy both {rest}".strip()


_OWN = r"(?:~own|~owns|~owned|~possess|~possesses|~posee|~poseen|~posea)"
_WHO = r"(?:customer|who|everyone|how_many|contact)"
_MARK = (
    r"~(?:mark|threshold|barrier|line|milestone|level|ceiling|marca|barrera|umbral|liston|cota|linea|raya|frontera|cifra)(?!\S)"
)
_MOVED = ("shift", "shifted", "shifting", "move", "moved", "moving")
_TAKEN = ("saca", "sacar", "sacame", "saque")


def settle_sayings(read: Gloss) -> None:
    """`customers who own X`, `how many X did we shift`, `the 500 mark`: what the grammar has words of its own for."""
    line = read.line
    line = _said(rf"(?<!\S)({_WHO}(?: (?:of|in|@v\d+|customer|who))*) {_OWN}(?= (?:@[vd]\d|\d|@c))", r"\1 buy", line, read)
    line = _said(rf"(?<=\d)((?: (?:€|%|money_unit))?) {_MARK}", r"\1", line, read)
    line = _said(rf"(?<!\S)(more_than|at_least|less_than|at_most|to) {_MARK}(?: of)*(?= [€$£]? ?\d)", r"\1", line, read)
    line = _said(r"(?<!\S)~(?:passed|passing|passes)(?= (?:the )?[€$£]? ?\d)", "more_than", line, read)
    if any(mark.text == "over" for mark in read.marks):  # `8,000 euros over 2025`
        line = re.sub(r"(?<=\d)((?: (?:€|money_unit))?) more_than (?=(?:19|20)\d\d(?!\S))", r"\1 in ", line)
    line = re.sub(r"(?<!\S)(come_back)(?: ,)+ (?=in \d{1,3} day)", r"\1 ", line)
    line = _said(r"(?<!\S)(come_back) (?:for|to) ~(?:another|otro|otra)(?!\S)", r"\1", line, read)
    line = re.sub(r"(?<=come_back in )(\d+) next(?= ,|$)", r"\1 day next", line)  # `dentro de los 90 siguientes`
    line = re.sub(r"(?<!\S)(both(?: \S+){1,5}?) how(?= (?:(?:of|in|from) )*@[vpd])", r"\1 as_also", line)  # `tanto X como Y`
    goods = "|".join(name for name, e in read.entries("v") if e.of in ("product", "category")) or "@none"
    if any(mark.text in _MOVED for mark in read.marks):
        line = re.sub(rf"(?<!\S)(how_many (?:of )*(?:{goods})) change(?!\S)", r"\1 sell", line)
        line = re.sub(rf"(?<!\S)(@m\d+ (?:of )*(?:{goods})) change(?!\S)", r"\1 sell", line)
    if any(mark.text in _TAKEN for mark in read.marks) and re.fullmatch(r"(?:(?:and|now|,) )*show(?: (?:and|,|@v\d+))+", line):
        line = line.replace("show", "exclude", 1)  # `saca España` of the list
    read.line = _those_who_return(_dropped_out(_the_same_kind(_over_a_channel(line, read), read), read), read)


_POINTS = r"(?:same|~that|~this|~es[ae]|~est[ae]|~misma|~mismo)"


def _the_same_kind(line: str, read: Gloss) -> str:
    """`bought Beds in 2024 and nothing from that category since`: the one thing of the kind that was named before."""
    for name, dimension in dict(read.entries("d")).items():
        bought = r"(?P<buys>(?:buy|come_back|not|exclude)(?: (?:of|from|in|to))*)"
        match = re.search(rf"(?<!\S){bought}(?: {_POINTS})* {name}(?! (?:of )?@v)(?!\S)", line)
        ahead = [n for n, e in read.entries("v") if e.of == dimension.id and match and f"{n} " in line[: match.start()]]
        if match is not None and len(ahead) == 1 and "by" not in match[0].split():
            read.unknown = [word for word in read.unknown if f"~{word}" not in match[0].split()]
            buys = re.sub(r"^(?:not|exclude)(?! buy)", "not buy", match["buys"])
            line = f"{line[: match.start()]}{buys} {ahead[0]}{line[match.end() :]}"
    return line


def _over_a_channel(line: str, read: Gloss) -> str:
    """`orders that came in over WhatsApp`, `pedidos que entraron por la app`: by it, where `over 100` is a bound."""
    sold = named(read, "sales_channel", "acquisition_channel")
    if any(mark.text == "over" for mark in read.marks):
        line = re.sub(rf"(?<!\S)more_than (?={sold})", "by ", line)
    by_it = rf"(?=(?:(?:by|in|until) )+{sold}(?!\S))"
    line = re.sub(rf"^((?:and |only )*everyone) first_buy {by_it}", r"\1 ", line)  # those of what was asked before
    if any(mark.meaning == "first_buy" and _FIRST.search(mark.text) for mark in read.marks):
        return line  # `first order in the store`
    return re.sub(rf"(?<!\S)first_buy {by_it.replace(sold, named(read, 'sales_channel'))}", "buy ", line)


_FIRST = re.compile(r"^(?:first|1st|1er\w*|primer\w*|debut\w*)$")
_OUT = re.compile(r"\b(?:drop(?:ped|ping)?|fell|fallen|falling) (?:out|off|away)\b")


def _dropped_out(line: str, read: Gloss) -> str:
    """`how many dropped out in July`: people, where `orders fell away` is about a number."""
    if not _OUT.search(" ".join(mark.text for mark in read.marks)):
        return line
    subscribers = "|".join(name for name, e in read.entries("m") if e.id == "active_subscriptions") or "@none"
    whom = rf"(?:how_many|who|customer|everyone|{subscribers})(?: (?:of|who|customer|that))*"
    people = rf"(?<!\S)({whom}) fall(?: (?:out|absent))?(?!\S)"
    if re.search(people, line) is None:
        return line
    gone = read.place(Entry("state", "lapsed", "health"))
    return re.sub(people, rf"\1 {gone}", line, count=1)


def _said(pattern: str, by: str, line: str, read: Gloss) -> str:
    """The line with what a pattern matches said another way; its words count as read."""
    if (match := re.search(pattern, line)) is None:
        return line
    used = {word.lstrip("~") for word in match[0].split()}
    read.unknown = [word for word in read.unknown if word not in used]
    return re.sub(pattern, by, line)


def _those_who_return(line: str, read: Gloss) -> str:
    """`revenue from new customers and from those who come back`: one side of two."""
    earned = any(e.id in ("revenue", "revenue_from_new", "orders", "average_order_value") for _, e in read.entries("m"))
    new = any(e.id in ("revenue_from_new", "new_customers", "new") for letter in "msv" for _, e in read.entries(letter))
    if not (new or re.search(r"(?<!\S)new(?!\S)", line)) or not (earned or "how_much" in line.split()):
        return line
    other = r"((?:and|or|compare|,)(?: (?:of|from|in|for|by|with|to|how_much|share))*)(?: (?:everyone|customer|who))*"
    side = rf"{other} (?:come_back|repeat_buyer)(?! (?:in|@|\d))"
    line = re.sub(r"(?<!\S)(how_much .*and) share (?=@s|everyone|from|of)", r"\1 ", line)  # `cuánto de nuevos y cuánto de ...`
    if (match := re.search(rf"(?<!\S){side}(?!\S)", line)) is None:
        return line
    return (
        f"{line[: match.start()]}{match[1]} {read.place(Entry('state', 'returning', 'new_or_returning'))}{line[match.end() :]}"
    )


def in_plain_words(line: str, gloss: Gloss) -> str:
    """The line with orders that people have not, have again or have so many of put as what they did."""
    orders = "|".join(name for name, e in gloss.entries("m") if e.id == "orders") or "@none"
    goods = "|".join(name for name, e in gloss.entries("v") if e.of in ("category", "product")) or "@none"
    second = "|".join(name for name, e in gloss.entries("m") if e.id == "days_to_second_order") or "@none"
    people = re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line) or any(
        e.id in ("customers", "new_customers", "new") for letter in "ms" for _, e in gloss.entries(letter)
    )
    line = re.sub(r"(?<!\S)not all_time (?=buy(?!\S))", "not ", line)
    line = re.sub(r"(?<!\S)first_buy (?:with|by|in|of) (?=first_buy(?!\S))", "", line)
    if not (people or re.search(r"(?<!\S)how_many (?:of )*(?:first_)?buy(?!\S)", line)):
        return line
    line = did_and_did_not(line, gloss)
    begun = re.search(r"(?<!\S)first_buy(?!\S)", line) or any(
        e.id in ("new_customers", "new") for letter in "ms" for _, e in gloss.entries(letter)
    )
    if begun:
        line = re.sub(rf"(?<!\S)(?:not|exclude)(?: {_AGAIN})* (?:{second}|come_back)(?!\S)", "not come_back", line)
        line = re.sub(rf"(?<!\S)not(?: {_AGAIN})+ (?:{orders})(?!\S)", "not come_back", line)
    line = re.sub(rf"(?<!\S)first_buy to (@n\d+ (?:{orders}|time))", r"buy \1", line)
    line = re.sub(rf"(?<!\S)(@n\d+ (?:{orders}|time)) at_least(?! @n)", r"at_least \1", line)
    bound = r"(?:more_than|at_least|less_than|at_most|exactly)"
    line = re.sub(
        rf"(?<!\S)(?:, )?({orders}) ({bound} @n\d+)(?! \S*(?:time|money_unit|day))(?: ,(?= @p))?", r"with \2 \1", line
    )
    one = rf"at_least (?:~one|~otro|~otra|~another|@n\d+)(?: (?:~more|most|{orders}))*"
    line = re.sub(rf"(?<!\S){one} in (@p\d+)(?: (?:and|but|,))+ {one} in (@p\d+)", r"buy both \1 and \2", line)
    twice = r"(?<!\S)(?:with )?buy in (@p\d+)(?: (?:and|plus|,|as_also))* ~(one|another|otra|otro|una) in (@p\d+)"
    if match := re.search(twice, line):
        gloss.unknown = [word for word in gloss.unknown if word != match[2]]
        line = line.replace(match[0], f"buy both {match[1]} and {match[3]}", 1)
    line = re.sub(rf"(?<!\S)((?:{bound} )?@n\d+ (?:day|week|month|year)) since last_buy(?!\S)", r"last_buy \1", line)
    yes = rf"(?<!\S)({goods})(?: ~yes)?(?: (?:,|and|but))* ({goods}) not(?! (?:buy|come_back))(?!\S)"
    line = re.sub(yes, r"buy \1 and not buy \2 ", line)
    return re.sub(yes.replace(goods, named(gloss, "sales_channel")), r"buy in \1 and not buy in \2 ", line)
