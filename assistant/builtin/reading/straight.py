"""Turns of phrase that are put as the grammar reads them: `buy for the first time`, `last order before May`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["straightened"]

_PUT = (
    (re.compile(r"(?<!\S)buy (?:(?:in|from|to|with) )?first_buy(?!\S)"), "first_buy"),  # `bought from us for the first time`
    (
        re.compile(r"(?<!\S)last_buy (?:(?:with|in|from|of) )*(?:previous|prev|before)(?: (?:to|of|from|in))* (?=@p\d)"),
        "last_buy before ",
    ),  # `con último pedido anterior al 1 de agosto`
    (re.compile(r"(?<!\S)(last_buy before @p\d+)(?: ,)? (?:and |but )?(?:not|never) (?:since|after)(?!\S)"), r"\1"),
    (re.compile(r"(?<!\S)(buy (?:in )?@p\d+ compare) how_many (?:customer )?(?:buy )?(?=(?:in )?@p\d)"), r"\1 "),
    (re.compile(r"(?<!\S)how_many (@v\d+)(?: who)? (?=first_buy(?!\S))"), r"how_many customer \1 "),
)
_FIRST_IN = re.compile(r"(?<!\S)(?:everyone|customer|who)(?: who)? first_buy (?=(?:in )?@p\d)")
_UNIT = "(?:day|week|month|quarter|year)"
_FIRST_EACH = re.compile(r"(?<!\S)(?:how_many )?(?:everyone|customer|who)(?: who)? first_buy(?=$| ,| by)")
_LAST_ONE = (
    r"(?<!\S)(?:have |make |with )?(?:last|latest|~final) (?:{orders}) (?:previous|prev|before)(?: (?:to|of|from|in))* (?=@p\d)"
)
_RANKED_GOODS = re.compile(r"(?<!\S)top \d+ (?:by|in) (@m\d+)(?!\S)")
_OF_GOODS = ("units", "revenue", "orders", "customers", "refunds", "gross_profit", "net_revenue")


def straightened(line: str, read: Gloss) -> str:
    """The line with each of them put straight."""
    for turn, said in _PUT:
        line = turn.sub(said, line)
    if re.search(r"(?<!\S)compare(?!\S)", line) and _FIRST_IN.search(line):  # `set those who first bought in May against June`
        line = _FIRST_IN.sub(f"{read.place(Entry('metric', 'new_customers'))} ", line)
    if re.search(rf"(?<!\S)by {_UNIT}(?!\S)", line) and _FIRST_EACH.search(
        line
    ):  # `those who bought for the first time, by month`
        line = _FIRST_EACH.sub(read.place(Entry("metric", "new_customers")), line)
    line = _orders_of(_of_the_sent(line, read), read)
    orders = "|".join(name for name, entry in read.entries("m") if entry.id == "orders")
    line = re.sub(_LAST_ONE.format(orders=orders), "last_buy before ", line) if orders else line
    return _its_own_kind(_goods_of_one(line, read), read)


def _orders_of(line: str, read: Gloss) -> str:
    """`how much of the revenue was subscription orders`: one measure, and orders that say which."""
    money = "|".join(name for name, e in read.entries("m") if e.id in ("revenue", "net_revenue"))
    orders = "|".join(name for name, e in read.entries("m") if e.id == "orders")
    if not (money and orders) or not re.search(r"(?<!\S)share(?!\S)", line):
        return line
    return re.sub(rf"((?<!\S)(?:{money}) (?:\S+ ){{0,3}}?@v\d+) (?:{orders})(?!\S)", r"\1", line)


_OF_THE_SENT = (
    r"(?<!\S)(?:of|from|out of) (?P<how>(?:(?:channel_\w+|@v\d+) )*)(?:{sent})(?P<when>(?: (?:in )?@p\d+)?)(?: ,)? "
    r"(?:which )?share (?P<act>click|open)_mail(?!\S)"
)


def _of_the_sent(line: str, read: Gloss) -> str:
    """`of the e-mails delivered in May, what share was clicked`: the rate of those messages."""
    sent = "|".join(name for name, e in read.entries("m") if e.id in ("messages_delivered", "messages_sent"))
    found = re.search(_OF_THE_SENT.format(sent=sent), line) if sent else None
    if found is None:
        return line
    rate = read.place(Entry("metric", f"{found['act']}_rate"))
    return f"{line[: found.start()]}{found['how']}{rate}{found['when']}{line[found.end() :]}"


def _goods_of_one(line: str, read: Gloss) -> str:
    """`Tea category, top 3 by units`: products, where one category is named and nothing says what is ranked."""
    ranked = _RANKED_GOODS.search(line)
    one = [e for name, e in read.entries("v") if e.of == "category"]
    split = [e for _, e in read.entries("d") if e.id != "category"]
    if not ranked or len(one) != 1 or split or read.table[ranked[1]].id not in _OF_GOODS:
        return line
    kind = next((name for name, _ in read.entries("d")), "@none")  # `the Tea category`
    line = re.sub(rf"(?<!\S){kind} (?=@v)", "", line)
    ranked = _RANKED_GOODS.search(line) or ranked
    goods = read.place(Entry("dimension", "product"))
    return f"{line[: ranked.start()]}{ranked[0].replace(' by ', f' {goods} by ', 1)}{line[ranked.end() :]}"


_ANY_CHANNEL = re.compile(r"canal(?:es)?|channels?")
_CHANNELS = ("acquisition_channel", "sales_channel")


def _its_own_kind(line: str, read: Gloss) -> str:
    """`the three channels with most orders, excluding the website`: channels of the kind that is left out."""
    left_out = {
        e.of for name, e in read.entries("v") if e.of in _CHANNELS and re.search(rf"(?<!\S)exclude (?:\S+ )?{name}(?!\S)", line)
    }
    for name, entry in read.entries("d"):
        raws = {mark.text for mark in read.marks if mark.meaning.split()[:1] == [name]}
        if (
            len(left_out) == 1
            and entry.id in _CHANNELS
            and entry.id not in left_out
            and all(_ANY_CHANNEL.fullmatch(raw) for raw in raws)
        ):
            read.table[name] = Entry("dimension", left_out.copy().pop())
    return line
