"""Words whose sense hangs on what stands beside them: `over` May is during it, over 100 is more; left us 500 € is spent."""

from collections.abc import Sequence

from assistant.builtin import patterns as re

__all__ = ["settle_before_periods", "settle_over", "settle_spent"]

_PART = r"[qth][1-4]|[1-4][qth]"
_OVER_A_YEAR = re.compile(r"(?<!\S)over (?=((?:19|20)\d\d)(?!\S))")
_OVER_YEARS = re.compile(r"(?<!\S)over (?=((?:19|20)\d\d) (?:and|to|until|-|compare) (?:19|20)\d\d(?!\S))")
_SPENT = re.compile(r"(?<!\S)(?:spend|buy|who|more_than|grow|fall|change)(?!\S)")
_YEAR = r"(?:19|20)\d\d"
_WHOLE_UNIT = re.compile(
    r"(?<!\S)last (?:(?:~full|~complete|~completed|~calendar|~closed|~natural|all) )+(day|week|month|quarter|half|year)(?!\S)|"
    r"(?<!\S)last (day|week|month|quarter|half|year) (?:~complet[oa]|~cerrad[oa]|~enter[oa]|~natural|all)(?!\S)"
)
_PRIOR = re.compile(
    r"(?<!\S)((?:compare|than|more_than|less_than|and|with)(?: (?:in|of|to|with|for))*) prior "
    r"(day|week|month|quarter|half)(?!\S)"
)  # `vs the previous month`: before the month that was named, where `vs last month` is before today
_PRIOR_TOO = re.compile(
    r"(?<!\S)(?:and|as_also|,)(?: (?:in|of|for))* (?:prior (?P<unit>day|week|month|quarter)|(?P<other>day|week|month|quarter) "
    r"(?:previous|prior))(?= ,|$)"
)  # `orders in Q1 and in the previous quarter`
_UNIT_PRIOR = re.compile(r"(?<!\S)(compare(?: (?:in|of|to|with|for))* (?:day|week|month|quarter|year)) prior(?!\S)")
_BY_ITS = re.compile(r"(?<!\S)(compare(?: (?:in|of|to|with))*) by (day|week|month|quarter|year) (?=(?:previous|prev)(?!\S))")
_INTO = (
    r"(?<!\S)(?:(?:~?\d{1,2} )?(?:day|week|month) ~into|(?:half_of|~halfway|~midway|~partway|~mid) (?:in|until|~into|of|to)|"
    r"(?:to|in) half_of(?: of)?) (?:this )?"
)  # `nine days into December`, `halfway through the quarter`: the month or quarter so far
_SILENT = re.compile(r"(?<!\S)(?:not|exclude|last_buy)(?!\S)")
_HALF_A_YEAR = re.compile(
    r"(?<!\S)(more_than|at_least|less_than|at_most|over|since_ago|for|in) half(?!\S)(?! (?:of|year|@|\d))"
)  # `not bought for over half a year`
_WILL_BUY = re.compile(r"(?<!\S)buy (?=(?:in |of )*next (?:\d+ )?(?:day|week|month)(?!\S))")  # `comprarán en los próximos`
_COUNTED = r"(?:day|week|month|customer|order|time|%|money_unit|@)"
_SPAN = r"\d+ (?:day|week|month|quarter|year)"
_MOST_RECENT = re.compile(rf"(?<!\S)(?:({_SPAN}) (?:most )?recent|(?:most )?recent ({_SPAN}))(?!\S)")
_LONG_SILENT = re.compile(
    r"(?<!\S)((?:last_buy|@s\d+)(?: \S+)? (?:more_than|at_least|over) \d+ (?:day|week|month|year)) ago(?!\S)"
)


def settle_before_periods(line: str, month: str, years: tuple[int, int]) -> str:
    """Put the words around days, ordinals and years in the order that the grammar of periods reads.

    Args:
        years: the first and the last that the data hold; `over` one of them is during it, where nobody spends or buys.
    """
    line = re.sub(rf"{_INTO}(?=(?:{month})(?!\S))", "in ", line)
    line = re.sub(rf"{_INTO}(?=(?:day|week|month|quarter|year)(?!\S))", "in this ", line)
    line = re.sub(rf"(\d{{1,2}}) (last|top) (day|week)(?= (?:of|in) (?:{month}))", r"\2 \1 \3", line)
    line = _UNIT_PRIOR.sub(r"\1 previous", line)
    if re.search(month, line) or re.search(_PART, line):
        people = re.search(r"(?<!\S)(?:buy|customer|who|everyone)(?!\S)", line)
        line = line if people else _PRIOR_TOO.sub(lambda m: f" compare {m['unit'] or m['other']} previous", line)
    line = re.sub(r"(?<!\S)prior(?!\S)", "last", _PRIOR.sub(r"\1 \2 previous", _BY_ITS.sub(r"\1 \2 ", line)))
    line = re.sub(rf"(?<!\S)(?:(first|second)|([12])th) half(?:_of)?(?: (?:of|in))* (?={month})", _part_of_month, line)
    line = re.sub(
        r"(\dth) ((?:and|as_also|to|until|compare|or|with|both|in) )+(?:of )*(?=\dth (quarter|half))", r"\1 \3 \2", line
    )
    line = re.sub(rf"(?<!\S)({_PART}),? ([12]\d)(?!\S)", r"\1 20\2", line)
    line = re.sub(rf"(?<!\S)({month}|{_PART}|quarter|half|year) of ([0-2]\d|3[01])(?!\S)(?! {_COUNTED})", r"\1 of 20\2", line)
    line = re.sub(rf"(?<!\S)year (?={_YEAR}(?!\S))", "", line)
    line = re.sub(rf"(?<!\S)({month}|{_PART}|quarter|half)((?: of)?) (3[2-9]|[4-9]\d)(?!\S)", r"\1\2 19\3", line)
    line = re.sub(r"(?<!\S)(more_than|at_least) (week|month|year) ago(?!\S)", r"\1 1 \2 ago", line)
    line = re.sub(rf"(?<!\S)({month}) of ([0-2]\d)(?=$| ,| by| in| compare)", r"\1 of 20\2", line)  # `marzo del 26`
    line = _LONG_SILENT.sub(r"\1", line)
    line = _MOST_RECENT.sub(lambda m: f"last {m[1] or m[2]}", line)  # `en los 60 días más recientes`
    line = _WHOLE_UNIT.sub(lambda m: f"last {m[1] or m[2]}", line)
    if _SILENT.search(line):
        line = _HALF_A_YEAR.sub(r"\1 1 half", line)
    line = re.sub(r"(?<!\S)(?<!\d )or_more(?: than)?(?= (?:[€$£] )?\d)", "and more_than", line)  # `and more than 100?`
    line = _WILL_BUY.sub("likely ", line)
    line = re.sub(r"(?<!\S)most than(?= (?:[€$£] )?\d)", "more_than", line)  # `sold more than 1,000 units`
    line = re.sub(r"(?<!\S)take_apart((?: \S+)*?) fall(?= by)", r"show\1", line)  # `break our customers down by country`
    line = re.sub(r"(?<!\S)take_apart(?!\S)", "show", line)
    during = _OVER_YEARS if _SPENT.search(line) else _OVER_A_YEAR
    line = during.sub(lambda m: "in " if years[0] <= int(m[1]) <= years[1] else m[0], line)
    return re.sub(rf"(?<!\S)({_YEAR}) (?:over|~sobre) (?={_YEAR}(?!\S))", r"\1 compare ", line)


def _part_of_month(match: re.Match[str]) -> str:
    """The half of a month as a fortnight."""
    return f"{match[1] or ('first' if match[2] == '1' else 'second')}_fortnight of "


def settle_over(line: str) -> str:
    """The same line without the word `over`."""
    line = re.sub(r"(@p\d+)((?: @[mvd]\d+)?) (?:over|~sobre) (?=@p\d)", r"\1\2 compare ", line)
    line = re.sub(r"(?<!\S)over (?=@p\d)", "in ", line)
    line = re.sub(r"(@p\d+) plus (?=(?:in )?@p\d)", r"\1 and ", line)  # `March + April 2026`
    if re.search(r"(?<!\S)share(?!\S)", line) and not re.search(r"(?<!\S)(?:channel_|campaign|draft them|with_offer)", line):
        line = re.sub(r"(?<!\S)draft(?!\S)", "hold", line)  # `generate 80% of revenue`
    line = re.sub(r"(?<!\S)((?:how_much|how_many|which)(?: \S+)*? @m\d+(?: \S+)*?) draft(?=(?: ,)*$| in @p)", r"\1 hold", line)
    line = re.sub(r"(?<!\S)(@d\d+) ranked (?=@m\d)", r"\1 by ", line)
    line = re.sub(r"(?<!\S)(both (?:in )?@[pv]\d+) how (?=(?:in )?@)", r"\1 and ", line)  # `tanto café como té`
    line = re.sub(r"(@p\d+ (?:\S+ )*?@p\d+)(?: (?:,|in|on))+ 2(?= ,|$)", r"\1 both", line)  # `en abril y en mayo, en los dos`
    return re.sub(r"(?<!\S)over(?!\S)", "more_than", line)


_BOUND = r"(?:more_than|at_least|less_than|at_most|between)"
_AMOUNT = r"@n\d+(?! (?:day|week|month|quarter|year|time|customer|@m))"
_MONEY = r"(?:@m\d+|money_unit)"


def settle_spent(line: str, gone: Sequence[str]) -> str:
    """`who left us more than 750 €`, `worth over 60 so far`: money that people have spent, not leaving or future value.

    Args:
        gone: the placeholders of the line that stand for people who left.
    """
    left = "|".join(("leaving", *gone))
    beside = rf"(?= (?:in |of )*(?:{_BOUND} {_AMOUNT}|{_AMOUNT} (?:or_more|or_less)|(?:most|fewer) {_MONEY}))"
    line = re.sub(rf"(?<!\S)(?:{left}){beside}", "spend", line)
    line = re.sub(rf"(?<!\S)((?:most|fewer)(?: {_MONEY})?) (?:{left})(?= {_MONEY}|$| ,| in | @p)", r"\1 spend", line)
    if re.search(r"(?<!\S)(?:so_far|all_time)(?!\S)", line):
        line = re.sub(rf"(?<!\S)worth(?= (?:in |of )*{_BOUND} {_AMOUNT})", "spend", line)
    return line
