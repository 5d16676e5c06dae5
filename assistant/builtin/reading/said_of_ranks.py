"""Rankings, shares and comparisons told roundabout: `the no. 1 category`, `Spain excepted`, `who ordered most often`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["its_year", "ranks_told"]

_THINGS = r"(?:@d\d+|campaign|customer|channel_\w+)"
_NUMBER_ONE = r"(?:not|#|~(?:numero|number|num|nr|no)) 1"
_TOLD = (
    (rf"(?<!\S){_NUMBER_ONE} (?={_THINGS}(?!\S))", "which top "),  # `the no. 1 category`
    (rf"(?<!\S)({_THINGS}) {_NUMBER_ONE}(?=$| (?:in|by|of|for|,|@))", r"which top \1"),  # `producto nº 1 en ventas`
    (rf"(?<!\S)({_THINGS}) contact (?=(?:(?:in|by|for|with) )?@m\d)", r"\1 top "),  # `which countries lead in revenue`
    (r"(?<!\S)(@d\d+|customer) where (?=@m\d)", r"\1 with "),  # `countries where the click rate was highest`
    (r"(?<!\S)with (?:1|~uno|~una|~one) or_more (?=@m\d)", "with at_least 1 "),  # `with one or more orders`
    (r"(?<!\S)(worth(?: \S+)* compare (?:of )?(?:customer )?)not (?=subscription_word)", r"\1exclude "),
    (r"(?<!\S)worth (most|top) (?=@m\d)", r"with \1 "),  # `the ten customers worth the most revenue`
    (r"(?<!\S)(customer(?: (?:of|in) @[pv]\d+)*) , (\d+) (?:of )?show(?=$| ,)", r"\1 , top \2"),  # `spenders: 20 names`
    (  # `more than one purchase`
        r"(?<!\S)(?:with|who make|who|make) (more_than|at_least|exactly) (\d+|~one|~una?) buy(?= (?:in|of) @p| @p|$| ,)",
        r"buy \1 \2 time",
    ),
    (r"(?<!\S)((?:which|by) @d\d+ (?:\S+ )?)(?:quedo|~came) last(?=$| ,)", r"\1worst"),  # `which city came last`
    (r"(?<!\S)show (\d+) last (?=@d\d+ of (?:show )?@m\d)", r"worst \1 "),  # `los últimos cinco del ranking de ventas`
    (r"(?<!\S)(show @d\d+ by @m\d+(?: \S+)*?)(?:(?: ,| and) )(?:only )?(?:last (\d+)|(\d+) last)(?: only)?(?=$| ,)",
     r"\1 , worst \2\3"),
)  # fmt: skip
_LEFT_OUT = (
    (r"(?<!\S)abroad (?=(?:in |of )*(?:@d\d+ )?(?:exclude|not) (?:in |of )*@v\d)", ""),  # `abroad, so not Spain`
    (r"(?<=, )(@v\d+) exclude(?= ,|$)", r"exclude \1"),  # `Spain excepted`
    (r"(?<=, )fewer (?=(?:in |of )?@v\d+(?: ,|$| and @v))", "exclude "),  # `los cinco primeros, menos España`
    (
        r"(?<!\S)(?<!show )((?:from|of) (?:(?:all|everyone) )?)@d\d+ (?=(?:exclude|not) (?:in |of )*@v\d)",
        r"\1",
    ),  # `from countries except Spain`
)
_SHARES = (
    (r"(?<!\S)(\d+ share) (@p\d+) (@m\d+)", r"\1 \3 in \2"),  # `80% of 2025 revenue`
    (r"(?<!\S)# (?:of )?(?=(?:top )?customer(?!\S))", "how_many of "),  # `no. of customers`
    (r"(?<!\S)(how_many (?:of )?)top (customer)", r"\1\2"),
    (r"(?<!\S)exactly (?=\d+ share @m)", "hold "),
    (r"(?<!\S)(?:(?:top|worked|most|valuable) )?(?:tenth_of|~tenth of) customer(?: (?:who |that )?(?:spend most|most spend))?",
     "top 10 % customer"),
    (r"(?<!\S)valuable (\d+) (share|%) (?=customer)", r"top \1 \2 "),  # `the best-spending 10% of customers`
    (r"(?<!\S)(\d+) (share|%) (?:of )?customer (?:from_high|with top)(?: spend)?", r"top \1 \2 customer"),
    (r"(?<!\S)(\d+) (share|%) top (?:of )?customer", r"top \1 \2 customer"),
    (r"(?<!\S)(share(?: \S+)*?) ~(?:pie|tarta|pastel|torta)(?!\S)", r"\1"),  # `slice of the revenue pie`
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), once) for pattern, once in (*_TOLD, *_LEFT_OUT, *_SHARES))
_LOSES = (["losing"], ["perdiendo"], ["perder"], ["lose"])
_TOGETHER = re.compile(r"\b(?:(?:taken|put|all|lumped) together|en conjunto|juntos|juntas|tomados como uno)\b")
_OFTEN = re.compile(
    r"(?<!\S)((?:(?:which|who|top|show) (?:\d+ )?|\d+ )customer) (?:who )?(?:(?:most )?buy (?:most )?often|buy most time)(?!\S)"
)
_MANY_ORDERS = re.compile(r"\b(?:most frequent|mas frecuentes|mas asidu[oa]s)\b")
_FREQUENT = re.compile(r"(?<!\S)((?:who|which|top|show) (?:\d+ )?|\d+ )(?:most customer|customer most)(?= (?:of |in )?@p|$| ,)")
_IN_ORDER = re.compile(r"\b(?:rank|ranking|ranked|ordena\w*|sort|sorted)\b")
_WHERE = re.compile(r"^(?P<lead>(?:which )?(?:\d+ )?)campaign where (?=@m\d)")
_CAMPAIGN = re.compile(
    r"^(?:campaign (?:with |in |of )*(?P<rank>top|worst|most|fewer) |"
    r"(?P<ranked>top|worst) campaign (?:in |by |of |for |with )+)(?=@m\d)"
)
_OF_ALL = re.compile(r"^(?:of |between )?(?:all|everyone)(?: of)? (campaign|@d\d+) , which (?!@d)")
_WHICH_BEHIND = re.compile(r"(?<!\S)(?:top|worst|most|fewer)(?!\S).*?((?: ,)* which(?: ,)*)$")
_ORDER_VALUE = re.compile(r"(?<!\S)(?:valuable|top|most) (?:average )?(?:of )(@m\d+)(?!\S)")


_ITS_YEAR = re.compile(
    r"(?<!\S)(less_than|more_than|than|compare) (?:of )?(20\d\d) ~ones?(?!\S)|"
    r"(?<!\S)((?:@d\d+|campaign) (?:top|worst)) (20\d\d)(?= (?:by|in|of|with) |$)"  # `qué campaña lidera 2025 por ...`
)


def its_year(line: str, read: Gloss) -> str:
    """`lower than their 2024 one`: the year that a figure is set against, where a number would be an amount."""
    if not _ITS_YEAR.search(line):
        return line
    read.unknown = [word for word in read.unknown if word not in ("one", "ones")]
    return _ITS_YEAR.sub(lambda m: f"{m[1] or m[3]} in {m[2] or m[4]}", line)


def ranks_told(line: str, folded: str, read: Gloss) -> str:
    """The line with what is ranked, shared out or set against each other told as the grammar has it."""
    line = _orders(_losing(line, read), folded, read)
    if _TOGETHER.search(folded):
        line = re.sub(r"(?<!\S)(?:by|(?:all|everyone)) @d\d+ (?=(?:exclude|not) @v\d)", "", line)
    for pattern, once in _PATTERNS:
        said = pattern.sub(once, line)
        if said != line:
            gone = {word[1:] for word in line.split() if word.startswith("~")} - {
                word[1:] for word in said.split() if word.startswith("~")
            }
            read.unknown = [word for word in read.unknown if word not in gone]
            line = said
    return _against(_campaigns(line, read), read)


def _losing(line: str, read: Gloss) -> str:
    """`where are we losing orders`: a measure that falls, where customers we lose are in a state."""
    at_risk = "|".join(name for name, e in read.entries("s") if e.id in ("at_risk", "lapsed"))
    if not at_risk or not any(mark.text.split()[-1:] in _LOSES for mark in read.marks if mark.text):
        return line
    return re.sub(rf"(?<!\S)(?:{at_risk}) (?=@m\d)", "fall ", line)


def _orders(line: str, folded: str, read: Gloss) -> str:
    """`who ordered most often` ranks by orders; `mayor valor medio de pedido` by what an order is worth."""
    orders = (
        read.place(Entry("metric", "orders"))
        if "often" in line or "buy most time" in line or _MANY_ORDERS.search(folded)
        else "@none"
    )
    line = _OFTEN.sub(rf"\1 most {orders}", line)
    if _MANY_ORDERS.search(folded):
        line = _FREQUENT.sub(rf"\1customer most {orders}", line)
    if _IN_ORDER.search(folded):
        line = re.sub(r"(?<!\S)show customer by (?=@m\d)", "show top customer by ", line)  # `rank customers by orders`
    match = _ORDER_VALUE.search(line)
    if match and re.search(r"\bvalor (?:medio|promedio) (?:de|por)\b", folded) and read.table[match[1]].id == "orders":
        worth = read.place(Entry("metric", "average_order_value"))
        line = f"{line[: match.start()]}top {worth}{line[match.end() :]}"
    return line


def _campaigns(line: str, read: Gloss) -> str:
    """`campaign with the biggest turnover`, `of all campaigns, which one earned most`: each of them, ranked."""
    match = _WHICH_BEHIND.search(line)
    line = f"which {line[: match.start(1)]}" if match else line  # `the one with most revenue, which is it?`
    if where := _WHERE.search(line):
        line = f"{where['lead']}{read.place(Entry('dimension', 'campaign'))} with {line[where.end() :]}"
    all_of = _OF_ALL.search(line)
    if _CAMPAIGN.search(line.removeprefix("which ")) or (all_of and all_of[1] == "campaign"):
        each = read.place(Entry("dimension", "campaign"))
        line = _CAMPAIGN.sub(lambda m: f"which {each} {m['rank'] or m['ranked']} ", line.removeprefix("which "))
        return _OF_ALL.sub(f"which {each} ", line)
    return _OF_ALL.sub(r"which \1 ", line)


def _against(line: str, read: Gloss) -> str:
    """`how did Spain do against Italy`: of two that are set against each other, no period before is meant."""
    if not line.startswith("performance ") or "compare" not in line.split() or len(re.findall(r"(?<!\S)@m\d", line)) == 0:
        return line
    one = re.search(r"(@v\d+)(?: (?!@v)\S+)* compare(?: (?!@v)\S+)* (@v\d+)(?!\S)", line)
    if one is None or read.table[one[1]].of != read.table[one[2]].of or "@p" in line[one.start() : one.end()]:
        return line
    return line.removeprefix("performance ")
