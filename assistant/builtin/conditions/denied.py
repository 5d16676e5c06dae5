"""What people did and did not do, said with nouns or in another order: `not once on the web`, `no order in 2026`."""

from assistant.builtin import patterns as re
from assistant.builtin.words.gloss import Gloss

__all__ = ["bought_and_none", "did_and_did_not", "named", "settle_denials"]

_BOUNDS = "(?:more_than|less_than|at_least|at_most|between|exactly)"
_GOODS = ("product", "category", "sales_channel", "coupon")


def settle_denials(read: Gloss) -> None:
    """`without any web purchase`, `not a single order`, `ni una vez`, `nothing in 2026`: they did not buy so."""
    orders, values = _names(read, "m", ("orders",)), named(read, *_GOODS)
    marked = {mark.text for mark in read.marks}
    line = re.sub(
        r"(?:(?: ,)? (?:and|,))? not most(?: (?:and|or|,))* not fewer(?!\S)", "", read.line
    )  # `two, no more, no fewer`
    line = re.sub(r"(?<!\S)or_more than (?=[€$£]? ?\d)", "and more_than ", line)  # `influencer and more than 150 euros`
    line = re.sub(rf"(?<!\S)this (?={_BOUNDS}(?!\S))", "", line)  # `cuyo gasto total está por debajo de 30`
    if not re.search(r"(?<!\S)(?:customer|who|everyone|how_many|buy)(?!\S)", line) and not _names(
        read, "m", ("customers", "returning_customers")
    ):
        read.line = line
        return
    line = _who_they_are(read, line)
    made = r"(?: (?:buy|make|~?(?:place[ds]?|put|register\w*|hicieron|hizo|hacer)))*"
    line = re.sub(rf"(?<!\S)(not|exclude){made} (?:not|all|exclude) (?:{orders}|buy)(?!\S)", "not buy", line)
    if "single" in marked:
        line = re.sub(rf"(?<!\S)not{made} only_once(?!\S)", "not buy", line)
        line = re.sub(r"(?<!\S)not only_once(?!\S)", "not buy", line)
    if {"ningun", "ninguna"} & marked:
        line = re.sub(rf"(?<=(?:and|but|ith) )all (?:{orders}|buy)(?!\S)", "not buy", line)
        line = re.sub(rf"(?<!\S)(?:,|exclude) all (?:{orders}|buy)(?!\S)", "not buy", line)
    if {"nothing", "none"} & marked:
        line = re.sub(r"(?<!\S)((?:and|but|,)(?: buy)?) exclude (?!@v)", r"\1 not buy in ", line)
        line = re.sub(r"(?<!\S)(?:and|but|,) buy not buy(?!\S)", "and not buy", line)
    if {"none", "ninguno", "ninguna"} & marked:
        line = re.sub(r"(?<!\S)(and|but) (?:~none|~ninguno|all) (?=since|since_then|after)", r"\1 not buy ", line)
    if {"once", "vez", "time"} & marked:
        line = re.sub(rf"(?<!\S)(?:not|exclude) (?:~once|1 time|~one time)(?= (?:in |on |from )*(?:{values}))", "not buy", line)
    line = re.sub(rf"(?<!\S)(not|exclude)(?: all| ~?any)* ({values}) (?:{orders}|buy)(?!\S)", r"not buy in \2", line)
    line = re.sub(
        rf"(?<!\S)(not|exclude)(?: all| ~?any)* (?:{orders}) (?:in |of |on )*({values})(?!\S)", r"not buy in \2", line
    )
    line = re.sub(r"(?<!\S)not buy(?: not buy)+(?!\S)", "not buy", line)  # `no pidieron nada`
    read.unknown = [word for word in read.unknown if f"~{word}" in line.split()]
    read.line = line


def _subscribers_won_back(read: Gloss, line: str) -> str:
    """`lost subscribers won back`: coming back is told of shoppers alone, so no figure of ended or running ones is theirs."""
    subscribed = _names(read, "m", ("churned_subscriptions", "active_subscriptions"))
    wished = {"draft", "campaign", "playbook", "advice", "how", "to"} & set(line.split())
    back = rf"(?<!\S)(?:{subscribed})(?: (?:customer|who|that|of))* (?:reactivated|win_back)(?!\S)"
    return line if wished else re.sub(back, "not_recorded", line)


def _who_they_are(read: Gloss, line: str) -> str:
    """`lapsed customers who came back` are those won back, `over 150 euros spent` is money, `Coffee más Tea` is both."""
    goods = named(read, "product", "category")
    line = re.sub(rf"(?<!\S)({goods}) most (?={goods})", r"\1 and ", line)  # `Coffee más Tea`
    gone, returned = _names(read, "s", ("lapsed",)), _names(read, "m", ("returning_customers", "reactivations"))
    line = re.sub(rf"(?<!\S)({gone})(?: (?:,|who|customer))*(?: (?:{gone}))+(?!\S)", r"\1", line)  # `perdidos (lapsed)`
    line = re.sub(
        rf"(?<!\S)(?:{gone})((?: (?:customer|who))*) (?:{returned}|reactivated)(?!\S)", r"customer\1 reactivated", line
    )
    if "how_many" in line.split() and not {"draft", "campaign"} & set(line.split()):
        line = re.sub(rf"(?<!\S)(?:{gone})((?: (?:customer|who))*) win_back(?!\S)", r"customer\1 reactivated", line)
    line = _subscribers_won_back(read, line)
    line = re.sub(r"(?<!\S)customer customer(?!\S)", "customer", line)
    back = rf"(?<!\S)(?:{gone})((?: (?:customer|who|to|contact))*) come_back(?! (?:buy )?(?:@|\d))"
    if "not" not in line.split():
        line = re.sub(back, r"\1 reactivated", line)  # `lapsed customers who came back`
    if any(mark.text == "spent" and mark.meaning == "money_unit" for mark in read.marks):
        line = re.sub(rf"(?<!\S)({_BOUNDS} \S+) money_unit(?! spend)", r"\1 spend", line)  # `over 150 euros spent`
    money = _names(read, "m", ("revenue",))
    if re.search(rf"(?<!\S)(?:customer|{_names(read, 'm', ('customers',))}) with {_BOUNDS} ", line):
        line = re.sub(
            rf"(?<!\S)({_BOUNDS} \S+(?: €| money_unit)?) (of|in) (?:{money})(?!\S)", r"\1 \2 spend", line
        )  # `200 € de gasto`
    return line


def did_and_did_not(line: str, gloss: Gloss) -> str:
    """`with a coffee purchase in May`, `no order in 2026 but orders in 2024 and 2025`: as the readers know it."""
    orders, goods = _names(gloss, "m", ("orders",)), named(gloss, "category", "product")
    sold = named(gloss, "sales_channel")
    line = re.sub(rf"(?<!\S)with ({sold}) (?:{orders}|buy)(?!\S)", r"buy in \1", line)
    line = re.sub(rf"(?<!\S)with ({goods}) (?:{orders}|buy)(?= (?:(?:and|but|,) )*not buy in @v)", r"buy in \1", line)
    both = r"(@p\d+(?:(?: ,| and| as_also| in)+ @p\d+)*)"
    line = re.sub(
        rf"^not (?:buy|{orders})(?: in)? (@p\d+)(?: (?:,|but|and|with))+ (?:{orders}|buy)(?: in)? {both}",
        r"buy in both \2 but not buy in \1",
        line,
    )
    denied = rf"(?= ?(?:.* )?(?:not|exclude) (?:buy|{orders})(?: in)? @p)"
    line = re.sub(rf"(?<!\S)(?:with )?({goods}) (?:buy|{orders}) in (@p\d+){denied}", r"buy \1 in \2", line)
    line = re.sub(rf"(?:^|(?<=with ))({goods}) in (@p\d+)(?: ,)?{denied}", r"buy \1 in \2 and", line)
    line = re.sub(rf"(?<!\S)({goods}) customer (?:of|in) (@p\d+)(?: with)?{denied}", r"customer buy \1 in \2 and", line)
    line = re.sub(rf"(?<!\S)customer of ({goods}) (?:of|in) (@p\d+)(?: with)?{denied}", r"customer buy \1 in \2 and", line)
    new = _names(gloss, "s", ("new",)) + "|" + _names(gloss, "m", ("new_customers",))
    then = rf"(?: (?:who|make|place|with|and|also|as_also|still|,|how_many))* (?:buy|{orders})(?: in)? (@p\d+)"
    part = rf" , (?:which )?(share )(?:of (?:them|everyone) )?(?:buy|{orders})(?: in)? (@p\d+)"
    line = re.sub(rf"(?<!\S)(?:{new}) (?:of|in|from) (@p\d+){part}", r"everyone first_buy in \1 , \2buy in \3", line)
    line = re.sub(rf"(?<!\S)(@p\d+) (?:{new}){part}", r"everyone first_buy in \1 , \2buy in \3", line)
    line = re.sub(rf"(?<!\S)(?:{new}) (?:of|in|from) (@p\d+){then}", r"customer first_buy in \1 and buy in \2", line)
    line = re.sub(rf"(?<!\S)(?:of )?(@p\d+) (?:{new}){then}", r"customer first_buy in \1 and buy in \2", line)
    if "@p" not in line:
        acquired = named(gloss, "acquisition_channel", "referral_source")
        line = re.sub(rf"(?<!\S)first_buy (?:by|from|with|in|until|of) (?={acquired})", "customer from ", line)
    return line


_AND_NONE = re.compile(
    r"(?<!\S)(?:and|but|,) (?:~none|~ningun[oa]|not|all|any|~zero)(?: (?:all_time|exactly|all))?(?: ,)?"
    r"(?: (?:not|all_time))*(?: ,)? "
    r"(?=(?:(?:in|of|from|on) )?(?:@v\d|@p\d))"
)


def bought_and_none(line: str, read: Gloss) -> str:
    """`customers with orders in Q1 and none in Q3`, `with a purchase in Tea and none, ever, in Coffee`: bought, and did not."""
    orders = f"buy|{_names(read, 'm', ('orders',))}"
    line = _never_but(line, read)
    had = re.search(rf"(?<!\S)(?:customer|who|everyone|how_many) (?:with|of)(?: ~\w+)? (?:{orders})(?!\S)", line)
    if had is None:
        return line
    none = _AND_NONE.search(line, had.end())
    if none is not None:
        read.unknown = [word for word in read.unknown if f"~{word}" not in none[0]]
        line = f"{line[: none.start()]} and not buy {line[none.end() :]}"
    elif not re.search(r"(?<!\S)(?:exclude|not) buy(?!\S)|, @p\d", line[had.end() :]):
        return line
    whom = had[0].split()[0]
    return re.sub(r"\s+", " ", f"{line[: had.start()]}{whom} buy {line[had.end() :]}")


def _never_but(line: str, read: Gloss) -> str:
    """`no Dripper in their history, at least one Press: how many shoppers fit?`: who bought the one and never the other."""
    goods, orders = named(read, "product", "category"), _names(read, "m", ("orders",))
    asks = r"(?:(?:how_many|which|who|show|of|customer|everyone|,|in|them|with|~list\w*|~fit\w*|~match\w*|~those) )*"
    had = rf"(?:(?:at_least|~?one|1|exactly|buy|make|with|hold|leave_out|all_time|~yes|~si|all|(?:{orders})) )*"
    match = re.fullmatch(
        rf"(?P<asks>{asks})(?:not|exclude) {had}(?P<never>{goods}) (?:all_time |in |~history )*"
        rf"(?:(?:(?:,|and) )*(?:but|~yet) {had}|(?:(?:,|and|with) )+(?!@){had})"
        rf"(?P<had>{goods}) (?P<behind>{asks})",
        f"{line} ",
    )
    if match is None or not re.search(r"(?<!\S)(?:customer|who|everyone|them)(?!\S)", match["asks"] + match["behind"]):
        return line
    read.unknown = [word for word in read.unknown if f"~{word}" not in line]
    counted = "how_many" if "how_many" in line.split() else "show"
    return f"{counted} customer who buy {match['had']} and not buy {match['never']}"


def _names(read: Gloss, letter: str, ids: tuple[str, ...]) -> str:
    return "|".join(name for name, e in read.entries(letter) if e.id in ids) or "@none"


def named(read: Gloss, *kinds: str) -> str:
    """The signs of the values of some dimensions, as alternatives."""
    return "|".join(rf"{name}(?!\d)" for name, e in read.entries("v") if e.of in kinds) or "@none"
