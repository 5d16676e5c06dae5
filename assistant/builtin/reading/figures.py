"""Figures told in other words than their names: `what did guest orders bring in`, `how much was an app order worth`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.denied import named
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["settle_figures"]

_PER_ORDER = ("average_order_value", "units_per_order")
_GUESTS = ("guest_share", "guest_orders")
_SPLIT = frozenset("differ differs differed vary varies varied varia varian vario variaron".split())
_MADE = frozenset("made makes making hizo hace hicieron".split())
_RUNNING = frozenset("active live running current activas vigentes".split())


def settle_figures(read: Gloss) -> None:
    """Say in the line which measure is meant, and whether it is split, set against another or explained."""
    read.line = _of_orders(_of_guests(read.line, read), read)
    read.line = _of_plans(_of_advertising(read.line, read), read)
    read.line = _of_changes(_of_newcomers(_of_two(read.line), read), read)
    read.line = _by_frequency(_of_opting_out(_of_recovered(_of_baskets(read.line, read), read), read), read)


def _measures(read: Gloss, *ids: str) -> str:
    return "|".join(rf"{name}(?!\d)" for name, e in read.entries("m") if e.id in ids) or "@none"


def _of_orders(line: str, read: Gloss) -> str:
    """`average ticket for app orders` is one measure; what an order was worth is an average."""
    orders, values = _measures(read, "orders"), named(read, "sales_channel", "acquisition_channel", "country", "city")
    per_order = _measures(read, *_PER_ORDER)
    line = re.sub(rf"(?<!\S)({per_order}) (?:for|of|in) ({values}) (?:{orders})", r"\1 in \2", line)
    worth = re.search(rf"(?<!\S)(?:how_much|which) ((?:{values}) )?(?:{orders}) worth(?: average)?(?!\S)", line)
    if worth is None:
        return line
    average = read.place(Entry("metric", "average_order_value"))
    return line.replace(worth[0], f"{average} {worth[1] or ''}".strip(), 1)


def _of_guests(line: str, read: Gloss) -> str:
    """`how much came in from orders without an account`: money, and no number of orders."""
    guests = _measures(read, *_GUESTS)
    money = re.search(r"(?<!\S)how_much(?!\S)", line) or _measures(read, "revenue") != "@none"
    if guests == "@none" or not money or re.search(r"(?<!\S)(?:how_many|share|compare)(?!\S)", line):
        return line
    line = re.sub(rf" ?(?<!\S)(?:{_measures(read, 'orders', 'revenue')})", "", line)
    return re.sub(rf"(?<!\S)(?:{guests})", read.place(Entry("metric", "guest_revenue")), line, count=1)


def _of_advertising(line: str, read: Gloss) -> str:
    """`how much money went into paid social`: what was spent on that channel."""
    bought = named(read, "acquisition_channel")
    spent = re.search(rf"(?<!\S)how_much ~?(?:went|goes|go|gone) ~?(?:into|to|on) (?={bought})", line)
    if spent is None:
        return line
    read.unknown = [word for word in read.unknown if word not in ("went", "into", "goes", "gone")]
    return line.replace(spent[0], f"{read.place(Entry('metric', 'ad_spend'))} in ", 1)


_BASKETS = frozenset("basket baskets cart carts cesta cestas carrito carritos canasta canastas ticket tickets".split())
_SIZED = frozenset("bigger larger smaller fatter heavier fuller higher lower grande pequena pequeno gorda llena lleno".split())


def _of_baskets(line: str, read: Gloss) -> str:
    """`whose basket is bigger, on average`: what an order comes to, and no number of orders."""
    orders = {name for name, e in read.entries("m") if e.id == "orders"}
    held = [m.meaning for m in read.marks if m.text in _BASKETS and m.meaning in orders]
    said = {mark.text for mark in read.marks}
    sized = said & _SIZED or {"top", "worst"} & set(line.split()) or "average" in line.split()
    if not held or not sized or re.search(r"(?<!\S)(?:how_many|most|fewer)(?!\S)", line):
        return line
    read.unknown = [word for word in read.unknown if word not in _SIZED]
    line = re.sub(r" ?(?<!\S)(?:average|(?:top|worst)(?! \d))(?!\S)", "", line)
    return re.sub(rf"(?<!\S){held[0]}(?!\S)", read.place(Entry("metric", "average_order_value")), line, count=1)


def _of_recovered(line: str, read: Gloss) -> str:
    """`of failed payments, what rate did we manage to recover`: that rate, and no share of the payments."""
    failed = _measures(read, "failed_payments")
    if failed == "@none" or "got_back" not in line.split():
        return re.sub(r"(?<!\S)(customer|who|everyone|contact) got_back(?!\S)", r"\1 reactivated", line)
    line = re.sub(r" ?(?<!\S)(?:got_back|share|how_many)(?!\S)", "", line)
    return re.sub(rf"(?<!\S)(?:{failed})", read.place(Entry("metric", "payment_recovery_rate")), line, count=1)


def _of_opting_out(line: str, read: Gloss) -> str:
    """`how often do people opt out after an SMS`: the rate of those who leave the list after one."""
    often = rf"(?:how often|(?:with )?(?:{_measures(read, 'orders_per_customer')}))"
    sent = rf"(?:after|from|with|of|because) (?:~?(?:one|get|getting|our|a|of) )*(channel_\w+|{named(read, 'channel')})"
    people = r"(?: (?:of|who|customer|everyone|@m\d+))*"
    left = re.search(rf"(?<!\S){often}{people} (?:do_unsubscribe|bajas|leaving) {sent}(?!\S)", line)
    if left is None:
        return line
    read.unknown = [word for word in read.unknown if word not in ("one", "getting", "get")]
    return line.replace(left[0], f"{read.place(Entry('metric', 'unsubscribe_rate'))} of {left[1]}", 1)


def _by_frequency(line: str, read: Gloss) -> str:
    """`rank the reasons by how often they come up`, `ordena los motivos por frecuencia`: the most frequent first."""
    often = rf"(?:how often|(?:{_measures(read, 'orders_per_customer')}))"
    told = r"(?: (?:~\w+|grow|fall|be|buy|use|of|them|show|in))*(?= ,|$)"
    ranked = re.search(rf"(?<!\S)(?:(?:show|ranked|which|top) |^)(?P<what>@d\d+(?: (?!by |@d|@m)\S+)*) by {often}{told}", line)
    if ranked is None or re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line):
        return line
    read.unknown = [word for word in read.unknown if f"~{word}" not in ranked[0].split()]
    return line.replace(ranked[0], f"most {ranked['what']}", 1)


def _of_plans(line: str, read: Gloss) -> str:
    """`active Tea Monthly subscriptions`: subscriptions are counted, where no people are named."""
    plans = named(read, "plan")
    if plans == "@none" or re.search(r"(?<!\S)(?:customer|who|everyone|contact|draft)(?!\S)", line):
        return line
    running = [m.meaning for m in read.marks if m.text in _RUNNING and m.meaning.startswith(("@f", "@s", "~"))]
    state = "|".join(map(re.escape, running)) or "@none"
    held = re.search(rf"(?<!\S)(?:(?:{state}) )?({plans}) subscription_word(?!\S)", line)
    if held is None or "how_many" not in line.split():
        return line
    read.unknown = [word for word in read.unknown if word not in _RUNNING]
    return line.replace(held[0], f"{read.place(Entry('metric', 'active_subscriptions'))} in {held[1]}", 1)


def _of_newcomers(line: str, read: Gloss) -> str:
    """`customers who buy for the first time, month by month` are new customers."""
    match = re.search(r"(?<!\S)customer (?:who )?(?:buy )?first_buy(?= (?:, )?by (?:day|week|month|quarter|year)(?!\S))", line)
    if match is None:
        return line
    return f"{line[: match.start()]}{read.place(Entry('metric', 'new_customers'))}{line[match.end() :]}"


def _of_changes(line: str, read: Gloss) -> str:
    """`how does it differ by language` is a split, `over the months` a course, `what made orders go up` asks why."""
    said = {mark.text for mark in read.marks}
    if said & _SPLIT:
        line = re.sub(r"(?<!\S)change (?=(?:.* )?by )", "", line, count=1)
    if {"over", "through", "across"} & said and {"days", "weeks", "months", "quarters"} & said:
        course = r"(?<!\S)(?:change )?(?:more_than|over|during) (day|week|month|quarter)(?= (?:of|in) |$| ,)"
        line = re.sub(course, r"by \1", line)
    if _MADE & said and "why" not in line.split():
        orders = _measures(read, "orders")
        made = re.search(rf"(?<!\S)which (?:buy|make ({orders}|@m\d+)|(@m\d+)) (grow|fall)(?!\S)", line)
        if made is not None:
            measure = made[1] or made[2] or read.place(Entry("metric", "orders"))
            line = line.replace(made[0], f"why {measure} {made[3]}", 1)
    return re.sub(r"(?<!\S)(which @d\d+) ~(?:gano|ganaron|gained) (?=most @m)", r"\1 grow ", line)


def _of_two(line: str) -> str:
    """`how did revenue in Spain and in the UK compare`: the two are set against each other."""
    pair = r"@v\d+(?: (?:and|as_also|or|in|,))+ @v\d+"
    if re.search(rf"(?<!\S)(?:performance|how) .*{pair}.* compare(?! (?:with|to|@))", line):
        line = re.sub(r"^(?:performance|how) ", "compare ", re.sub(r" compare(?!\S)", "", line, count=1))
    return re.sub(rf"^how compare (?={pair})", "compare ", line)
