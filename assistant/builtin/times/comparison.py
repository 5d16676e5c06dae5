"""Which period is asked for, and what it is compared with."""

from dataclasses import dataclass
from datetime import timedelta

from assistant.builtin import patterns as re
from assistant.builtin.times.periods import PeriodReader

__all__ = ["Comparison", "month_on_month", "one_or_other", "read_comparison", "said_once", "same_day"]

_JOIN = r"(?: (?:and|as_also|with|to|compare|,|or|in|of|than|for|from|@m\d+|the|both|more_than|less_than|previous))*"
_UNIT = r"(?:day|weekend|week|month|quarter|half|year|period)"
_COMPARATIVE = (
    r"(?<!\S)(?:most|fewer|top|worst|grow|fall)"  # `más en mayo que en abril`: the Spanish `que` says nothing by itself
)
_SAME_DAYS = (
    r"(?:compare|than|more_than|less_than)(?: (?:with|to|in|of|for))* same_days(?: (?:with|to|in|of|for))* "
    r"(?:@p\d+|(?:month|week|quarter|period) (?:previous|prev))"
)
_QUE = re.compile(r"\bque (?:en|l[oa]s? de)\b")
_PRIOR = re.compile(r"\b(?:prior|preceding|previous)\b")
_THAN_BEFORE = re.compile(r"\b(?:que|than)(?: en)?(?: el| la| los| las| the)? \w+ (?:anterior|previ[oa]|before)\b")


_UNIT_BEFORE = re.compile(
    r"(?:^|(?<=\s))(?:of|in|for|during|@m\d+|buy|sell|customer) (day|week|month|quarter|half|year) (?:previous|prev)"
    r"(?! (?:@[pn]|\d))"
)  # `ticket del mes anterior`, where nothing is compared


@dataclass(slots=True)
class Comparison:
    """`period` and `compare_to` as canonical expressions; `asked` when the comparison was said, not inferred.

    `whole` holds both of two periods that `and` joins and nothing compares, where one follows the other.
    """

    period: str | None = None
    compare_to: str | None = None
    asked: bool = False
    same_last_year: bool = False
    whole: str | None = None


def read_comparison(line: str, periods: PeriodReader, folded: str) -> tuple[Comparison, str]:
    """The periods of a line, and the line without them.

    Args:
        folded: the text that the line stands for, which tells `the prior month` from `last month`.
    """
    relative = bool(_PRIOR.search(folded))
    found = Comparison()
    line = _joined_side(_against_relative(line, found, periods), periods)
    mentions = [int(i) for i in re.findall(r"@p(\d+)", line)]
    joined = re.search(r"@p(\d+)(?: (?:and|or|,))+(?: (?:in|of|for))* @p(\d+)(?!.*@p)", line)
    pair = (
        re.search(rf"compare.*?@p(\d+){_JOIN} @p(\d+)", line)
        or re.search(
            r"@p(\d+)(?: [^@\s]\S*| @[mvds]\d+)*? (?:compare|than|more_than|less_than)"
            r"(?: (?:with|to|in|of|for|the|@m\d+))* @p(\d+)",
            line,
        )
        or re.search(rf"{_COMPARATIVE}(?: \S+)*? @p(\d+)(?: (?:in|of|for))* @p(\d+)(?!.*@p)", line)
        or re.search(rf"@p(\d+) (?:[^@\s]\S* )*?{_COMPARATIVE}(?: (?:in|of|for))* @p(\d+)(?!.*@p)", line)
        or (_QUE.search(folded) and re.search(r"@p(\d+) (?:most|fewer)(?: @m\d+)+(?: (?:in|of|for))* @p(\d+)(?!.*@p)", line))
        or (joined if len(mentions) == 2 else None)
    )
    if pair and found.compare_to is None:
        _two(found, int(pair[1]), int(pair[2]), periods, relative)
        if pair is joined and not re.search(r"(?<!\S)(?:or|than|compare)(?!\S)", line):
            found.whole = _whole(str(found.compare_to), str(found.period), periods)
        line = _of_both_years(found, line.replace(f"@p{pair[1]}", "", 1).replace(f"@p{pair[2]}", "", 1), periods)
    elif mentions:
        if found.compare_to is None and (
            lone := re.search(
                r"(?:(?:compare|than|more_than|less_than)(?: (?:with|to|in|of|for|the))*|"
                r"change(?: (?:from|with|since|of))+) @p(\d+)",
                line,
            )
        ):
            _against_one(found, int(lone[1]), periods, alone=len(mentions) == 1)
            line = line.replace(f"@p{lone[1]}", "", 1)
            mentions = [i for i in mentions if i != int(lone[1])]
        if mentions:
            found.period = periods.mentions[mentions[0]].expression
            line = re.sub(rf"@p{mentions[0]}(?!\d)", "", line, count=1)
    if found.compare_to is not None and found.compare_to == found.period:
        found.compare_to = "previous"  # `the last 9 days and the change from the previous 9`
    before = None if _THAN_BEFORE.search(folded) else _UNIT_BEFORE.search(line)
    if found.period is None and found.compare_to is None and before is not None:
        found.period = "yesterday" if before[1] == "day" else f"last_{before[1]}"
    if "yoy" in line.split() and found.compare_to is None:
        found.compare_to, found.asked = "year_earlier", True
    return found, re.sub(r"\s+", " ", line).strip()


def month_on_month(line: str, periods: PeriodReader) -> str:
    """`month on month`: one month against the one before, every month by itself where none is named."""
    if "month_on_month" not in line:
        return line
    spans = [periods.period(periods.mentions[int(i)].expression) for i in re.findall(r"@p(\d+)", line)]
    one = len(spans) == 1 and spans[0] is not None and spans[0].kind == "month"
    alone = not re.sub(r"month_on_month|change|compare|and|which|of|to|,", "", line).strip()
    asked = re.sub(r"(?:change )?month_on_month(?: change)?(?: (?:of|in))?", "month_on_month", line)
    return (
        f"{asked.replace('month_on_month', '', 1)} compare previous"
        if one or alone
        else line.replace("month_on_month", "by month")
    )


_AGAIN = re.compile(r"(?<!\S)@p(\d+)(?: ,|\(| or_rather| definition)* (?:(?:in|from|during|of) )?@p(\d+)(?!\S)")


def said_once(line: str, periods: PeriodReader) -> str:
    """`in the second half of 2024, July to December`: the same days told again are no second period."""
    match = _AGAIN.search(line)
    first, again = (periods.period(periods.mentions[int(match[at])].expression) for at in (1, 2)) if match else (None, None)
    if match is None or first is None or again is None or (first.first, first.last) != (again.first, again.last):
        return line
    return f"{line[: match.start()]}@p{match[1]}{line[match.end() :]}"


def same_day(line: str, periods: PeriodReader) -> str:
    """`yesterday and the same day last week`: the day that the second stands for, seven days or a year before the first."""
    match = re.search(r"@p(\d+)(.*) (same day(?: (?:of|in))* @p(\d+))(?!\d)", line)
    day, span = (periods.mentions[int(match[at])].expression for at in (1, 4)) if match else ("", "")
    named = periods.period(day) if day else None
    if match is None or named is None or named.days != 1 or span not in ("last_week", "last_year"):
        return line
    earlier = (named.first - timedelta(days=7)).isoformat() if span == "last_week" else periods.year_before(day)
    return line.replace(match[3], periods.add(earlier), 1) if earlier else line


_EITHER = re.compile(r"(?<!\S)@p(\d+) or(?: in)? @p(\d+)(?!\S)")


_LISTED = re.compile(r"(?<!\S)@p(\d+) ,(?: in)? @p(\d+)(?!\S)")


def one_or_other(line: str, periods: PeriodReader) -> str:
    """`who bought in May or June`: the days of both neighbours, where people are told of and nothing is ranked or compared."""
    people = re.search(r"(?<!\S)(?:buy|customer|who|everyone|first_buy)(?!\S)", line)
    set_against = re.search(r"(?<!\S)(?:most|fewer|top|worst|grow|fall|compare|than|more_than .*@p|which @p)(?!\S)", line)
    if not people or set_against:
        return line

    def _both(match: re.Match[str]) -> str:
        first, second = (periods.mentions[int(i)].expression for i in match.groups())
        whole = _whole(first, second, periods)
        return periods.add(whole) if whole else match[0]

    joined = _EITHER.sub(_both, line)
    while joined != line and (longer := _LISTED.sub(_both, joined)) != joined:
        joined = longer  # `in April, May or June`
    return joined


def _joined_side(line: str, periods: PeriodReader) -> str:
    """`March against November and December`: neighbours that `and` joins are one side of what is compared."""
    if len(re.findall(r"@p\d", line)) < 3 or not re.search(r"(?<!\S)(?:compare|than)(?!\S)", line):
        return line

    def _whole_of(match: re.Match[str]) -> str:
        names = [periods.mentions[int(i)].expression for i in match.groups()]
        both = _whole(names[0], names[1], periods)
        return periods.add(both) if both else match[0]

    return re.sub(r"@p(\d+) and(?: in)? @p(\d+)", _whole_of, line)


def _against_relative(line: str, found: Comparison, periods: PeriodReader) -> str:
    """`vs last year`, `against the previous month`, `the 7 before`, `same month last year`."""
    line = _against_last_year(line, found, periods)
    line = _same_of_a_year(line, found, periods)
    if found.compare_to is None and (same := re.search(_SAME_DAYS, line)):
        beside = re.search(r"@p(\d+)", same[0])
        of_year = beside is not None and _a_year_before(line, int(beside[1]), periods)
        found.compare_to, found.asked = "year_earlier" if of_year else "previous", True
        line = line.replace(same[0], " ", 1)
    if (
        found.compare_to is None
        and (named := re.search(r"(?<!\S)(?:compare|than)(?: (?:with|to|in|of|that))* @p(\d+) previous(?!\S)", line))
        and periods.mentions[int(named[1])].month
        and not periods.mentions[int(named[1])].dated
    ):
        found.compare_to, found.asked = "year_earlier", True  # `against the October before`
        line = line.replace(named[0], " ", 1)
    if "@year_earlier" in line:
        found.compare_to, found.asked, found.same_last_year = "year_earlier", True, True
        line = re.sub(r"(?:(?:compare|than|more_than|less_than) )?(?:(?:with|to|in|of) )*@year_earlier", "", line)
    previous = (
        rf"(?:compare|than|more_than|less_than|change(?= (?:of|from|with)))"
        rf"(?: (?:with|to|in|of|from|for|the|same))* (?:@n\d+ )?"
        rf"(?:(?:{_UNIT} )?(?:previous|prev)|(?:previous|prev|last)(?: @n\d+)?(?: {_UNIT})*)(?: (?:of|in|to))*"
    )
    apart = rf"(?:with|to|and|compare|,) (?:@n\d+ )?(?:{_UNIT} (?:previous|prev)|(?:previous|prev)(?: {_UNIT})?)"
    if found.compare_to is None and (
        bare := re.search(
            rf"((?:{_COMPARATIVE}|(?<!\S)(?:compare|change))(?: \S+)*? @p\d+)(?: (?:in|of|to|with|and|how|,|compare|than))* "
            rf"(?:@n\d+ )?(?:{_UNIT} )?(?:last|previous|prev|prior)(?: @n\d+)?(?: {_UNIT})?(?!\S)",
            line,
        )
    ):
        found.compare_to, found.asked = "previous", True
        line = line.replace(bare[0], bare[1], 1)
    if found.compare_to is None and "compare" in line.split() and re.search(rf"(?<!\S){apart}(?!\S)", line):
        found.compare_to, found.asked = "previous", True
        line = re.sub(rf"(?<!\S){apart}(?!\S)", " ", line)
    if found.compare_to is None and re.search(rf"(?<!\S){previous}(?!\S)", line):
        found.compare_to, found.asked = "previous", True
        line = re.sub(rf"(?<!\S){previous}(?!\S)", " ", line)
    return re.sub(r"\s+", " ", line).strip()


def _against_last_year(line: str, found: Comparison, periods: PeriodReader) -> str:
    """`May against last year`: the same days a year earlier."""
    year = (
        rf"(?:compare|than|more_than|less_than)(?: (?:with|to|that|in|of|for|@m\d+))* "
        rf"(?:same (?:{_UNIT} )?(?:of |in )?)?@p(\d+)"
    )
    for match in re.finditer(year, line):
        others = [i for i in re.findall(r"@p(\d+)", line) if i != match[1]]
        if periods.mentions[int(match[1])].expression == "last_year":
            main = periods.mentions[int(others[0])].expression if others else None
            if main != "last_year":
                found.compare_to, found.asked = "year_earlier", True
                line = line.replace(match[0], "", 1)
                break
    return line


def _same_of_a_year(line: str, found: Comparison, periods: PeriodReader) -> str:
    """`January to June 2025 against the same months of 2024`: the same days of the year that is named."""
    match = re.search(
        r"(?:(?:compare|than|more_than|less_than|and|,)(?: (?:with|to|in|of|for))* )?same_days(?: (?:in|of))* @p(\d+)", line
    )
    year = periods.mentions[int(match[1])].expression if match else ""
    if match is None or found.compare_to is not None or not re.fullmatch(r"\d{4}", year):
        return line
    others = [periods.mentions[int(i)] for i in re.findall(r"@p(\d+)", line) if i != match[1]]
    base = others[0].expression if others else next(iter(periods.spoken), f"{periods.today.year}")
    span, same = periods.period(base), periods.in_year(base, int(year))
    if span is None or same is None or span.first.year == int(year):
        return line
    found.compare_to, found.asked = "year_earlier" if span.first.year - int(year) == 1 else same, True
    if others and span.first.year < int(year):  # the later of both is told against the earlier
        others[0].expression, found.compare_to = same, base
    return re.sub(r"\s+", " ", line.replace(match[0], " ", 1)).strip()


def _a_year_before(line: str, index: int, periods: PeriodReader) -> bool:
    """`December so far against the same days last December`: last year, or the month of that name a year before another."""
    mention = periods.mentions[index]
    others = [periods.mentions[int(i)] for i in re.findall(r"@p(\d+)", line) if int(i) != index]
    named = mention.month is not None and any(other.month == mention.month for other in others)
    return mention.expression == "last_year" or named


def _two(found: Comparison, first: int, second: int, periods: PeriodReader, relative: bool) -> None:
    """The later one is the period, the earlier what it is compared with."""
    found.asked = True
    expressions = [periods.mentions[i].expression for i in (first, second)]
    spans = [periods.period(e) for e in expressions]
    later, earlier = expressions
    if spans[0] is not None and spans[1] is not None and spans[0].first < spans[1].first:
        later, earlier = expressions[1], expressions[0]
    if spans[0] is not None and expressions[1] == f"last_{spans[0].kind}" and (relative or spans[0] == spans[1]):
        later, earlier = expressions[0], "previous"  # `May beside the prior month`: the one before May
    if re.fullmatch(r"\d{4}", later) and (said := re.fullmatch(r"(\D*)\d{4}(\D.*)?", earlier)) and earlier != later:
        later = f"{said[1]}{later}{said[2] or ''}"
    if re.fullmatch(r"\d{4}", earlier) and (said := re.search(r"(?<!\d)(?:19|20)\d\d", later)) and later != said[0]:
        earlier = later.replace(said[0], earlier)
    if earlier == later:
        earlier = "year_earlier" if re.fullmatch(r"[a-z]+|q[1-4]|h[12]", later) else "previous"
    if (later, earlier) in ((f"this_{u}", f"last_{u}") for u in ("week", "month", "quarter", "half", "year")):
        earlier = "previous"
    found.period, found.compare_to = later, earlier


_YEAR = re.compile(r"(?:19|20)\d\d")


def _of_both_years(found: Comparison, line: str, periods: PeriodReader) -> str:
    """`1 to 24 December, 2025 against 2024`: days that are told apart from the years they are compared in."""
    years = (found.period, found.compare_to)
    apart = re.search(r"@p(\d+)", line)
    said = periods.mentions[int(apart[1])].expression if apart else ""
    if not all(year and _YEAR.fullmatch(year) for year in years) or apart is None:
        return line
    span = periods.period(said)
    if span is None or span.first.year != span.last.year or span.kind == "year":
        return line
    said = said if _YEAR.search(said) else f"{span.first.isoformat()}..{span.last.isoformat()}"
    found.period, found.compare_to = (_YEAR.sub(str(year), said) for year in years)
    return line.replace(apart[0], "", 1)


def _whole(first: str, second: str, periods: PeriodReader) -> str | None:
    """`January and February`: the days of both, where they are units of one kind and neighbours."""
    earlier, later = periods.period(first), periods.period(second)
    if later is None or earlier is None or later.kind not in (earlier.kind, "range") or (later.first - earlier.last).days != 1:
        return None
    return f"{earlier.first.isoformat()}..{later.last.isoformat()}"


def _against_one(found: Comparison, index: int, periods: PeriodReader, alone: bool) -> None:
    """`compare with last month`: the running unit against the one named; a named month stays as it was said."""
    expression = periods.mentions[index].expression
    found.asked = True
    if alone and expression.startswith("this_"):  # `better or worse this month`: than the one before
        found.period, found.compare_to = expression, "previous"
        return
    unit = re.fullmatch(r"last_(week|month|quarter|half|year)", expression)
    found.compare_to = "previous" if unit else expression
