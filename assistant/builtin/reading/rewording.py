"""Ways of saying that say with several words apart what the grammar reads as one: `set Spain aside`, `the 60 days before`."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.denied import bought_and_none
from assistant.builtin.reading.clubs import clubs_told
from assistant.builtin.reading.coming import coming_told
from assistant.builtin.reading.coupons import coupons_told
from assistant.builtin.reading.earlier import earlier_buyers
from assistant.builtin.reading.loosely import each_of_several, goods_ranked, lifecycle_told, people_told, spent_on_ads
from assistant.builtin.reading.net_of_refunds import net_spending
from assistant.builtin.reading.reading import Reading
from assistant.builtin.reading.roundabout import roundabout
from assistant.builtin.reading.said_of_ranks import ranks_told
from assistant.builtin.reading.straight import straightened
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry
from assistant.builtin.words.normalise import fold
from tools.terms import Text

__all__ = ["each_of_two", "named_in_brackets", "ranked_halves", "reworded", "span_before"]

_LEFT = (
    r"(?:~?(?:set|put|setting|putting|leave|leaving|keep|keeping|taking|deja|dejando|dejamos|dejar|pon|poniendo|quita)"
    r"|hold|leave_out)"
)
_ASIDE = r"(?:by )?(?:out|~?(?:aside|apart|aparte|fuera|afuera))"
_THINGS = r"((?:(?:in|of|to) )?@v\d+(?: (?:and|,) @v\d+)*)"
_SET_ASIDE = re.compile(
    rf"(?<!\S){_LEFT} {_THINGS} {_ASIDE}(?!\S)|(?<!\S)(?:with )?{_THINGS} (?:~set|~left|{_LEFT}) {_ASIDE}(?!\S)|"
    rf"^{_THINGS} {_ASIDE}(?= ,)|(?<=, ){_THINGS} {_ASIDE}(?=$| ,)"  # `UK aside, which countries ...`
)
_MESSAGES = ("email", "sms", "whatsapp", "push")


_IN_FEWER = (
    (  # `it's been over 200 days since some customers last bought anything`
        re.compile(
            r"(?<!\S)((?:more_than|at_least|less_than) \d+ (?:day|week|month|year)) since (?:~some )?(customer|who|everyone) "
            r"last_buy(?: ~anything)?(?!\S)"
        ),
        r"\2 last_buy \1",
    ),
    (  # `big spenders, meaning over 500`: the amount says who they are
        re.compile(
            r"(?<!\S)valuable(?: customer)?(?: ,)?(?: (?:~meaning|that|who|with|spend))* "
            r"(?=(?:more_than|at_least|less_than) (?:[^\s\d@~] ?)?\d)"
        ),
        "customer spend ",
    ),
    (
        re.compile(
            r"(?<!\S)(?:more_than|at_least) ((?:[^\s\d@~] ?)?\d\S*) (?:and|but) (?:less_than|at_most) (?=(?:[^\s\d@~] ?)?\d)"
        ),
        r"between \1 and ",
    ),  # `above 1,000 and below 2,000`
    (
        re.compile(
            r"(?<!\S)only_once( and| but|(?: ,)+) (?=(?:since_ago )?(?:more_than|at_least) (?:@p\d|\d+ (?:day|week|month)))"
        ),
        r"only_once\1 last_buy ",
    ),  # `bought once and more than 180 days ago`
    (
        re.compile(r"(?<!\S)(everyone|customer|who) moved_to (?:in )?(?=@p\d)"),
        r"\1 first_buy in ",
    ),  # `los que entraron en enero`
    (  # `bought once and nothing since, more than 120 days ago`
        re.compile(
            r"(?<!\S)(only_once)(?: and| but|(?: ,)+)? (?:since_then )?not buy(?: since_then)?(?: ,)* "
            r"(?=(?:since_ago )?(?:more_than|at_least) \d+ (?:day|week|month))"
        ),
        r"\1 and last_buy ",
    ),
    (re.compile(r"(?<!\S)(most|top|fewer) customer (?:who )?buy(?= (?:,|in|of|from|$)|$)"), r"\1 customer"),
    (re.compile(r"(?<!\S)last_buy (?:~from|from) (?=(?:previous|before|after|since) )"), "last_buy "),
    (re.compile(r"(?<!\S)how_much earn (?=spend(?!\S))"), "how_much "),  # `cuánta lana se nos fue en`
    (re.compile(r"(?<!\S)(share (?:\S+ )*?)fall to (?=@v\d)"), r"\1from "),  # `which share of it is down to Germany`
    (
        re.compile(
            r"(?<!\S)(?:buy |make )?more_than (?:only_once|(?:1|~one)(?= (?:time )?(?:in|of)? ?(?:@p|same|that_)))(?: time)?"
        ),
        "buy at_least 2 time",
    ),  # `made more than a single order in that year`
    (re.compile(r"(?<!\S)what_changed in (?=@m\d)"), "change "),  # `what changed in the open rate`
    (re.compile(r"(?<!\S)come_back (?:since|since_then|after)(?= ,|$)"), "come_back"),  # `have ordered again since`
    (re.compile(r"(?<!\S)come_back (?:and )?come_back(?!\S)"), "come_back"),  # `came back and bought again`
    (re.compile(r"(?<!\S)(?:not|exclude) buy(?: ,)? (?:not|exclude) buy(?: ,)? (?=since_ago)"), "exclude buy "),
    (re.compile(r"(?<!\S)come_back(?: buy)? at_least (?:1|one) time(?!\S)"), "come_back"),  # `ha repetido alguna vez`
    (re.compile(r"(?<!\S)who all_time buy(?= ,)"), ","),  # `of all the customers who've ever bought, what % ...`
    (re.compile(r"(?<!\S)exclude buy not (?=@p)"), "exclude buy "),
    (re.compile(r"(?<!\S)not buy but (?=(?:in )?@p)"), "not buy "),  # `nothing yet in 2026`
    (re.compile(r"(?<!\S)not buy so_far (?=@p)"), "not buy in "),  # `nothing so far this year`
    (re.compile(r"(?<!\S)not buy buy(?= (?:in )?@[pv])"), "not buy"),  # `with nothing bought in 2026`
    (re.compile(r"(?<!\S)at_least (?:1|one) time (?=buy(?!\S))"), ""),  # `que alguna vez compraron`
    (re.compile(r"(?:all |everyone |customer |who )+buy(?= , share (?:come_back|repeat_buyer))"), "customer"),
    (
        re.compile(r"(?<!\S)in top (?=\d+ (?:day|week|month) , share|\d+ (?:day|week) after)"),
        "in ",
    ),  # `en los primeros 60 días`
    (
        re.compile(r"(?<=day )(?:next|after|since|of|from|until|~posterior\w*)(?: (?:to|~ese|of))* first_buy(?!\S)"),
        "",
    ),  # `in the 60 days after the first order`
    (re.compile(r"(?<!\S)buy previous (but|and|,) (?=(?:not|exclude) buy(?!\S))"), r"buy \1 "),  # `before but not since May`
    (re.compile(r"(?<!\S)(?:of )?how_many money_unit(?!\S)"), "how_much"),  # `de cuántas libras es un pedido`
    (re.compile(r"(?<!\S)sign_up(?: (?:for|to|in|of|by))* (?=channel_)"), "consented "),  # `signed up for SMS`
    (re.compile(r"(?<!\S)grow (?=in @v\d+ or (?:in )?@v\d)"), "top "),  # `is it better in Spain or in Italy`
    (re.compile(r"(?<!\S)in all (?=@p\d)"), "in "),  # `en todo 2025`
    (
        re.compile(r"(?<!\S)since_then (?=(?:not |exclude )?(?:buy|come_back)(?: (?!and|but|,)\S+){0,3} @p\d)"),
        "",
    ),  # `y después no pidieron en 2025`
    (re.compile(r"(?<!\S)not sell (?=@v\d)"), "not buy "),  # `who we never sold filters to`
    (
        re.compile(r"(@p\d+)(?: ,)? and (?:how_much|how_many|which)(?: (?:in|of|for))* (@p\d+)"),
        r"\2 compare \1",
    ),  # `how much in May and how much in June`
)
_SIDE_BY_SIDE = re.compile(r"^(?:show )?(@p\d+) and (@p\d+) compare(?: for)?(?: ,)? (.*?)(?: by)?(?: ,)?$")
_BESIDE = r"(?: (?:in|for|of|with|than|to|on|@m\d+|@d\d+|@v\d+))*"
_OUTDONE = re.compile(rf"(?<!\S)(@p\d+{_BESIDE}) worked({_BESIDE} @p\d+)(?!\S)")


def each_of_two(line: str) -> str:
    """`the refund rate in 2025 and in 2024`: of a measure that no people are told of, one is set against the other."""
    if (
        re.search(r"(?<!\S)(?:compare|customer|who|everyone|buy|by|first_buy)(?!\S)", line)
        or len(re.findall(r"@p\d", line)) != 2
    ):
        return line
    return re.sub(r"(?<!\S)(@m\d+ (?:of |in )*@p\d+)(?: ,)* as_also (?:in )?(@p\d+)(?=$| ,)", r"\1 compare \2", line)


_PIECES = re.compile(r"(?<!\S)how_many ~(\w+) (?:of|in) (@v\d+)(?! (?:customer|who))")
_THE_ONE = re.compile(r"(?<!\S)(@v\d+) ~one(?!\S)")  # `what about the Coffee Annual one?`
_PACKED = re.compile(
    r"(?<!\S)(@v\d+)((?: ~(?:kilos?|grams?|bags?|tins?|box|boxes|packs?|packets?|jars?|bottles?|"
    r"bolsas?|latas?|cajas?|paquetes?|botes?|"
    r"frascos?|botellas?))+)(?!\S)"
)


def _pieces(line: str, read: Gloss) -> str:
    """`how many tins of Matcha`, `the Matcha tin`: whatever a product comes in, it is meant, and its units are counted."""
    for packed in _PACKED.finditer(line):
        if read.table[packed[1]].of == "product":
            read.unknown = [word for word in read.unknown if f"~{word}" not in packed[2].split()]
            line = line.replace(packed[0], packed[1], 1)
    match = _PIECES.search(line)
    if match is None or read.table[match[2]].of != "product":
        return line
    read.unknown = [word for word in read.unknown if word != match[1]]
    return _PIECES.sub(rf"how_many {read.place(Entry('metric', 'units'))} of \2", line, count=1)


def _did_worse(read: Gloss) -> bool:
    """`June fared worse than May`, `junio fue peor que mayo`."""
    said = " ".join(mark.text for mark in read.marks if mark.meaning == "worked")
    return bool(re.search(r"\b(?:worse|worst|badly|poorly|peor|mal)\b", said))


def reworded(line: str, read: Gloss, folded: str) -> str:
    """The line with what is said apart in one concept; the words for it count as read."""

    def _excluded(match: re.Match[str]) -> str:
        used = {word.lstrip("~") for word in match[0].split() if word.startswith("~")}
        read.unknown = [word for word in read.unknown if word not in used]
        return f"exclude {match[1] or match[2] or match[3] or match[4]}"

    line = ranks_told(_things_sold(lifecycle_told(_bare_rate(roundabout(line, read), read), read), read), folded, read)
    line = coming_told(clubs_told(_measured_deed(line, read), read), read)
    line = _bought_again(_within_orders(_valued_ahead(line, read), read), read)
    line = coupons_told(_SET_ASIDE.sub(_excluded, line), read)
    for pattern, once in _IN_FEWER:
        line = pattern.sub(once, line)
    line = each_of_several(
        goods_ranked(spent_on_ads(people_told(earlier_buyers(straightened(line, read), read), read), read), read), folded, read
    )
    orders = "|".join(name for name, e in read.entries("m") if e.id == "orders")
    if orders:  # `hizo más de una orden`
        line = re.sub(rf"(?<!\S)make more_than (?:{orders})(?!\S)", "buy at_least 2 time", line)
    second = "|".join(name for name, e in read.entries("m") if e.id == "days_to_second_order")
    if second:  # `hacer el segundo pedido después del primero`
        since = r"(?: ,)? (?:after|since|from|of) (?:top|first_buy)(?= ,|$| (?:in|on|of) )"
        line = re.sub(rf"(?<!\S)({second}){since}", r"\1", line)
    told = ("one", "meaning", "some", "anything", "posterior", "posteriores")
    read.unknown = [word for word in read.unknown if word not in told or f"~{word}" in line]
    if value_stood_for := _THE_ONE.search(line):
        read.unknown = [word for word in read.unknown if word != "one"]
        line = line.replace(value_stood_for[0], value_stood_for[1])
    line = _left_out_first(bought_and_none(_pieces(line, read), read), read)
    line = _SIDE_BY_SIDE.sub(r"\3 \2 compare \1 ,", line)  # `put Q2 and Q3 side by side: how many bought in each?`
    line = _given(net_spending(line, read), read)
    line = _OUTDONE.sub(lambda m: f"{m[1]} {'less_than' if _did_worse(read) else 'more_than'}{m[2]}", line)
    sent = "|".join([r"channel_\w+", *(name for name, e in read.entries("v") if e.id in _MESSAGES)])
    return re.sub(rf"(?<!\S)(?:bajas|fall)(?= (?:(?:of|in|to) )*(?:{sent})(?!\S))", "do_unsubscribe", line)  # `baja de los SMS`


def named_in_brackets(line: str, read: Gloss, folded: str) -> str:
    """`equipos para preparar café (Brewing gear)`: the name in brackets says what the words before it are."""
    for inside in re.findall(r"\(([^()]{2,40})\)", folded):
        for name, entry in read.entries("v"):
            said = fold(" ".join(mark.raw for mark in read.marks if mark.meaning == name))
            if entry.of not in ("category", "product") or said != inside.strip():
                continue
            kin = "|".join(n for n, e in read.entries("v") if e.of == entry.of and n != name)
            told = re.search(rf"(?:(?<!\S)(?:for|of|to) )?(?:draft |make )?(?:{kin}) {name}(?!\S)", line) if kin else None
            line = line.replace(told[0], name, 1) if told else line
    return line


_RATE_ALONE = re.compile(r"(?:(?:and|as_also|now|but|,) )*(?:(?:in|of|to|by) )*~(?:rate|ratio|tasa|indice)(?= ,|$)(?: ,)*")


def _bare_rate(line: str, read: Gloss) -> str:
    """`¿y la tasa?`, `and the rate?`: the last measure as a share."""
    if _RATE_ALONE.fullmatch(line) is None:
        return line
    read.unknown = []
    return "and share"


_DID_MOST = re.compile(
    r"(?<!\S)(?P<which>which(?: (?:of|channel_\w+|@v\d+|@d\d+|campaign|all))+) (?P<verb>~\w+)(?: ~(?:off|away|out|lejos))* "
    r"(?:to )?(?P<rank>most|fewer|top|worst)(?: (?!@|,|by)\S+)*(?: ,)? (?:by|of) (?P<metric>@m\d+)"
    r"(?= ,|$| (?:in|of|@p))"
)


def _measured_deed(line: str, read: Gloss) -> str:
    """`which campaign scared off the most people, by unsubscribe rate`: the measure named last says what is ranked."""
    match = _DID_MOST.search(line)
    if match is None:
        return line
    told = {word.lstrip("~") for word in match[0].split() if word.startswith("~")}
    read.unknown = [word for word in read.unknown if word not in told]
    return f"{line[: match.start()]}{match['which']} {match['rank']} {match['metric']}{line[match.end() :]}"


_THINGS_SOLD = re.compile(
    r"(?<!\S)(?:show |which )?(?P<top>top )?(?P<n>\d{1,2}) ~(?:things?|cosas?|stuff)(?P<most>(?: (?:most|fewer))?) "
    r"(?=(?:@m\d+ )?(?:sell|hold|earn|make)(?!\S))"
)


def _things_sold(line: str, read: Gloss) -> str:
    """`5 things that flew off the shelf`: so many products, those that sold most where nothing else is said."""
    match = _THINGS_SOLD.search(line)
    if match is None:
        return line
    read.unknown = [word for word in read.unknown if word not in ("thing", "things", "cosa", "cosas", "stuff")]
    product = read.place(Entry("dimension", "product"))
    rank = "" if match["most"] or re.search(r"(?<!\S)(?:most|fewer|top|worst)(?!\S)", line) else "most "
    return f"{line[: match.start()]}which {match['n']} {product}{match['most']} {rank}{line[match.end() :]}"


_ONLY_ONE = re.compile(
    r"(?<!\S)(?:(?:exactly )?1 @m\d+ all_time(?: ,)?|"
    r"only_once(?: all_time(?: ,)?| ,)) (?:(?:and|make|buy|place|of|~hecho) )*in (@p\d+)"
)  # `just one order ever, placed in 2025`
_VALUE_AHEAD = re.compile(r"(?<!\S)(\d+ (?:- )?(?:month|year)) ~(?:value|valor)(?=$| (?:of|for|in|,))")
_VALUE_IN = re.compile(r"(?<!\S)~(?:value|valor) (?:to|in|of|more_than) (\d+ (?:month|year))(?!\S)")


def _valued_ahead(line: str, read: Gloss) -> str:
    """`the 12-month value of that lot`, `valor a 12 meses`: what they will be worth."""
    line = _ONLY_ONE.sub(r"only_once and first_buy in \1", line)
    told = _VALUE_AHEAD.sub(r"\1 worth", _VALUE_IN.sub(r"worth to \1", line))
    if told != line:
        read.unknown = [word for word in read.unknown if word not in ("value", "valor")]
    return told


def _left_out_first(line: str, read: Gloss) -> str:
    """`London always wins, so leave it out: which five cities ...`: the place named first is left out of what follows."""
    line = re.sub(r"(?<!\S)(@v\d+) not say(?=$| ,)", r"exclude \1", line)  # `España no cuenta`
    match = re.match(r"(@v\d+)((?: (?:~\w+|,|all_time|gano|top|most))*) (?:leave_out(?: out)?|exclude|~fuera)(?= ,)", line)
    if match is None:
        return line
    said = re.findall(r"~(\w+)", match[0])
    read.unknown = [word for word in read.unknown if word not in said]
    return f"exclude {match[1]}{line[match.end() :]}"


def _within_orders(line: str, read: Gloss) -> str:
    """`in what share of orders does the mug appear`, `en cuántos pedidos sale la taza`: the orders that hold it."""
    orders = "|".join(name for name, e in read.entries("m") if e.id == "orders")
    goods = "|".join(name for name, e in read.entries("v") if e.of in ("product", "category"))
    if not (orders and goods) or not re.search(rf"(?<!\S)(?:share|how_many)(?!\S).*(?<!\S)(?:{orders})|{orders}.* share", line):
        return line
    match = re.search(
        rf"(?<!\S)(come_back|since_ago|~sale|~aparece\w*) (?={goods})|(?<= )({goods}) (come_back|~appears?)$", line
    )
    if match is None:
        return line
    read.unknown = [word for word in read.unknown if word not in (match[1] or match[3]).removeprefix("~")]
    return f"{line[: match.start()]}with {match[2] or ''}{line[match.end() :]}"


def _given(line: str, read: Gloss) -> str:
    """`send hampers to our best customers`: what they get is no part of who they are."""
    match = re.search(r"(?<!\S)(?:to )?send (?:~(\w+)|@m\d+) to (?=(?:\S+ )?(?:top|customer|everyone|@s\d+)(?!\S))", line)
    if match is None:
        return line
    read.unknown = [word for word in read.unknown if word != match[1]]
    return f"{line[: match.start()]}{line[match.end() :]}"


_ONCE_MORE = re.compile(r"\b(?:again|de nuevo|otra vez|nuevamente)\b")


def _bought_again(line: str, read: Gloss) -> str:
    """`bought coffee again`, `volvió a comprar café`: more than once; in a period it is left to be asked about."""
    goods = "|".join(name for name, e in read.entries("v") if e.of in ("product", "category"))
    if (
        not goods
        or len(re.findall(rf"(?<!\S)(?:{goods})(?!\S)", line)) != 1
        or re.search(r"(?<!\S)(?:not|exclude)(?!\S)", line)
    ):
        return line
    more = "come_back" if re.search(r"@p\d", line) else "repeat_buyer"
    once_more = "come_back" not in line and _ONCE_MORE.search(" ".join(mark.text for mark in read.marks))
    if once_more and (again := re.search(rf"(?<!\S)buy(?: (?:of|the))* ({goods})(?: ~again)?(?!\S)", line)):
        read.unknown = [word for word in read.unknown if word != "again"]
        return line.replace(again[0], f"buy {again[1]} {more}", 1)
    if more == "come_back":
        return line
    return re.sub(rf"(?<!\S)come_back(?: (?:to|for|of|in|buy|more))* ({goods})(?!\S)", r"buy \1 repeat_buyer", line)


def span_before(reading: "Reading") -> None:
    """`los 60 días anteriores`, `in the 30 days before`: those that end today, where nothing else is compared."""
    match = re.search(r"(?<!\S)@n(\d+) (day|week|month) previous(?!\S)", reading.rest)
    if match is None or reading.comparison.period or reading.comparison.asked or reading.conditions.all:
        return
    reading.comparison.period = f"last_{reading.numbers[int(match[1])].value:g}_{match[2]}s"
    reading.rest = f"{reading.rest[: match.start()]}{reading.rest[match.end() :]}"


def ranked_halves(reading: "Reading") -> None:
    """`our best half-year`: periods are grouped by quarter at most, which is said."""
    if not reading.groups and re.search(r"(?<!\S)(?:top|worst|busiest)(?: \S+)? half(?!\S)", reading.line):
        reading.groups = ["quarter"]
        reading.notes.append(
            Text("I compare quarters: half-years are not grouped", "Comparo trimestres: los semestres no se agrupan")
        )
