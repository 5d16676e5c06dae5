"""What a line of concepts says about a ranking: that goods are ranked, how many are asked for, and which place."""

from collections.abc import Sequence

from assistant.builtin import patterns as re
from assistant.builtin.words.numbers import ORDINALS, Number

__all__ = ["BEST_SELLERS", "VIEWED_GOODS", "best_so_far", "cut", "place", "ranks_goods", "ranks_what_is_bought"]

BEST_SELLERS = re.compile(r"\b(?:(?:best|top|worst|biggest|hot)[- ]?sell\w+|(?:mas|menos) [vb]endi(?:d?[oa])s?|superventas)\b")
VIEWED_GOODS = re.compile(
    r"\b(?:most|least|more|less)[- ](?:viewed|seen|looked[- ]at|visited|clicked) (?:products?|items?|goods|articles?)\b|"
    r"\b(?:productos?|articulos?) (?:mas|menos) (?:vist|visitad|consultad|mirad)[oa]s?\b"
)
_RANK = r"(?:top|worst|most|fewer)"
_END = r"(?=(?: ,)?$| in | from | of | @p)"
_SELLS = re.compile(
    r"\bque (?:es lo que )?(?:mas |menos |mejor |peor )?se (?:vende|vendio|compra|pide)\b|\bwhat (?:sells|sold|is selling)\b|"
    r"\blo que (?:mas|menos|mejor|peor) se (?:vende|vendio|compra|pide)\b"
)
_BUYERS_BUY = re.compile(
    r"^\W*(?:(?:y|and)\W+)?(?:que|lo que)(?: es lo que)?(?: mas| menos)? "
    r"(?:compran|compraron|piden|pidieron|se llevan|se llevaron)\b"
)
_WHAT_THEY_BUY = re.compile(
    r"\W*(?:(?:and|y)\W+)?(?:what (?:do|does|did|have|has)\b.*\b(?:buy|bought|purchased?)|"
    r"(?:que|lo que) (?:(?:suelen|han|solian) )?(?:compra(?:n|ron|do|r)?|se llevan|se llevaron))\b"
)
_BOUGHT_MOST = (
    rf"which(?: (?:of|it|thing|more|customer|in|from|@v\d+|live_in))*(?: {_RANK})? (?:buy|sell)(?:(?: \S+){{0,3}} {_RANK})?"
)


def ranks_goods(line: str, categories: Sequence[str]) -> bool:
    """`top 5 coffees`, `which tea sold best`: a category that is ranked is ranked by its products.

    Args:
        categories: the placeholders of the line that stand for categories.
    """
    if not categories or re.search(r"(?<!\S)(?:customer|who|everyone)(?!\S)", line):
        return False
    goods, between, sold = "|".join(categories), r"(?: (?:@n\d+|of|in|sell|popular))*", r"(?: (?:that|of|sell))*"
    ahead = (
        rf"(?:{_RANK}|which){between} (?:{goods}){sold} {_RANK}(?!\S)|{_RANK}{between} (?:{goods})(?!\S)|"
        rf"which (?:of )*@n\d+ (?:of )*(?:{goods}) (?:that )?sell(?!\S)"
    )
    behind = rf"@n\d+ (?:{goods})(?: \S+){{0,2}} {_RANK}(?!\S)|(?:{goods}){sold} {_RANK}(?: sell| @m\d+)*{_END}"
    return bool(re.search(rf"(?<!\S)(?:{ahead}|{behind})", line))


def ranks_what_is_bought(line: str, folded: str) -> bool:
    """`what do people in Germany buy the most`, `qué es lo que más compran`: things, though none is named."""
    if _BUYERS_BUY.search(folded) and re.search(rf"(?<!\S){_RANK}(?!\S)", line):
        return True
    if _SELLS.search(folded) and re.search(rf"(?<!\S){_RANK}(?!\S)", line):
        return True
    people = re.search(r"(?<!\S)(?:customer|everyone|who|@s\d+)(?!\S)", line)
    if people and _WHAT_THEY_BUY.match(folded) and not re.search(r"(?<!\S)(?:how_many|likely|next|when)(?!\S)", line):
        return True
    match = re.search(rf"(?<!\S){_BOUGHT_MOST}(?!\S)", line)
    return (
        match is not None
        and re.search(rf"(?<!\S){_RANK}(?!\S)", match[0]) is not None
        and ("which customer" not in line or re.match(r"\W*(?:and |y )?(?:what|que|lo que)\b", folded) is not None)
    )


def best_so_far(line: str, folded: str) -> str:
    """`the best quarter so far`, `el mejor mes que hayamos tenido nunca`: the best of all, not of the one that runs."""
    if _BEST_UNIT.search(folded):
        line = re.sub(r"(?<!\S)top (?=(?:day|week) (?:of|in)(?!\S))", "which most ", line)
    line = re.sub(r"(?<!\S)(?:all|everyone)(?: of)? (day|week|month|quarter|year) so_far(?!\S)", r"\1 all_time", line)
    line = re.sub(r"(?<!\S)(\d+ (?:%|share|percent_unit)) more_than(?=$| (?:,|of|in|by))", r"top \1", line)  # `el 10% superior`
    line = re.sub(r"(?<!\S)(?<!\d )percent_unit (?=of(?!\S))", "share ", line)  # `what pct of revenue`
    line = re.sub(r"(?<!\S)(\d+ (?:day|week|month|year)) or_more(?=(?: ,)? (?:not|exclude|without) )", r"at_least \1", line)
    line = re.sub(r"(?<!\S)(?:most )?recent (?=(?:channel_\w+ |@v\d+ )?campaign(?!\S))", "last ", line)
    sent = r"((?:channel_\w+ |@v\d+ )?campaign(?: of (?:channel_\w+|@v\d+))?)"
    line = re.sub(rf"(?<!\S){sent} (?:most recent|recent)(?!\S)", r"last \1", line)  # `la campaña más reciente`
    line = re.sub(r"(?<!\S)from_high (?=@m\d)", "with top ", line)  # `el de mayor facturación`
    line = re.sub(r"(?<!\S)at_least (?=@m\d)", "worst ", line)  # `with minimum revenue`
    line = re.sub(r"(?<!\S)at_most (?=@m\d)", "top ", line)
    line = re.sub(rf"((?<!\S){_RANK}(?!\S)(?: (?!@v|@p|but)\S+)*?) not(?=(?: ,)?$)", r"\1 all_time", line)
    return re.sub(
        rf"(?<!\S)({_RANK}(?: \d+)? (?:day|week|month|quarter|year)|(?:month|quarter|year) {_RANK}) so_far",
        r"\1 all_time",
        line,
    )


_BEST_UNIT = re.compile(  # `el mejor día de octubre`, where `el primer día` is the first
    r"\b(?:best|top|biggest|strongest|busiest|record|mejor|mayor|mas fuerte|pico|gran)(?: single)? (?:day|week|dia|semana)\b|"
    r"\b(?:dia|semana) (?:mas|record|pico|con mas|de mas)\b"
)
_RANKED_AT = r"(?:lugar|puesto|posicion|place|spot|position|rank|slot)"


def place(line: str, numbers: Sequence[Number]) -> tuple[int, list[str]] | None:
    """`the second best country`, `el producto número dos`: which place of the ranking is asked for, and its words."""
    words = "|".join(word for word, number in ORDINALS.items() if number > 1)
    numbered = r"~?(numero|number|no|num|nr|#) @n(\d+)(?= ,|$| (?:@d|@p|in|by|of|top|most|worst|fewer|sell))"
    if (said := re.search(rf"(?<!\S){numbered}", line)) and numbers[int(said[2])].value > 1:
        return int(numbers[int(said[2])].value), [said[1], f"@n{said[2]}"]
    ahead = rf"~?({words}) (?:of |in |the |by )*(?:{_RANK}|sell|@d\d+)"
    behind = rf"(?:@d\d+|which)(?: \S+)?(?: in| of)* ~?({words})(?: ~?({_RANKED_AT}))?"
    match = re.search(rf"(?<!\S)(?:{ahead}|{behind})(?!\S)", line)
    word = (match[1] or match[2]) if match else None
    return (ORDINALS[word], [word, *filter(None, match.groups()[2:])]) if match and word else None


def cut(line: str, numbers: Sequence[Number]) -> int | None:
    """How many of a ranking are asked for: `top 5`, `the 3 cities`."""
    ranked = r"(?:top|worst|most|fewer|last|customer|campaign|valuable|@d\d+|@v\d+|product|@m\d+|~\w+)"
    for pattern in (
        r"(?:top|worst|show|most|first) (?:of )?@n(\d+)",
        rf"@n(\d+) {ranked}",
        rf"@n(\d+) (?:day|week|month|quarter|year) (?:of |with |in )*{_RANK}",
        rf"which (?:of )*@n(\d+) (?:day|week|month|quarter|year)(?!\S).* {_RANK}",
        r"@n(\d+) worth (?:most|top)",
        rf"@n(\d+) who (?:\S+ )?{_RANK}",
        r"who @n(\d+)(?: ,)?$",
        r"(?:top|worst|most|valuable|show|by|ranked|@d\d+).* (?:,|only) @n(\d+)(?: only)?(?: ,)?$",
        r"@n(\d+) (?:of )*them",
        r"^(?:,|only) @n(\d+)(?: ,)?$",
        rf"^@n(\d+) with {_RANK}",
        r"^@n(\d+)$",
        r"by @d\d+ , @n(\d+)",
    ):
        for match in re.finditer(rf"(?<!\S){pattern}(?!\S)", line):
            number = numbers[int(match[1])]
            if not number.money and not number.percent and number.value == int(number.value) and 1 <= number.value <= 1000:
                return int(number.value)
    return None
