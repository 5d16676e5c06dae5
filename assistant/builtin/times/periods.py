"""Periods in the words of people, in either language, as the canonical expressions of `tools.periods`."""

from collections.abc import Callable
from datetime import date, timedelta

from assistant.builtin import patterns as re
from assistant.builtin.times.dates import IN_YEAR, MONTH, OF, SAID_YEAR, YEAR, Rule
from assistant.builtin.times.mentions import HOLIDAYS, Mention, dated, is_calendar, month_end, season_days, with_year
from assistant.builtin.times.neighbours import NeighbourReader
from assistant.builtin.times.relative import UNITS
from assistant.builtin.times.weekdays import NAMES
from assistant.builtin.words.phrasing import settle_before_periods, settle_over
from tools.periods import MONTHS, Period, baseline

__all__ = ["PeriodReader"]

_QUARTER = (
    r"(?:q([1-4])|([1-4])q|t([1-4])|([1-4])t|([1-4])(?:st|nd|rd|th) quarter|quarter ([1-4])|"
    rf"(last) quarter(?= (?:of|in) (?:{YEAR}|last year|this year|year)))"
)
_EDGE = r"(?<!\S){}(?!\S)"


_COMPARED = re.compile(r"(?<!\S)compare(?!\S)")
_WITH_MORE = re.compile(r"(?<!\S)(?:compare|with|to|previous|prev|same|@p\d+)(?!\S)")
_COMPARES = re.compile(r"(?<!\S)(?:grow|fall|change)(?!\S)")
_STEPWISE = re.compile(r"(?<!\S)by (?:day|week|month|quarter)(?!\S)")


class PeriodReader(NeighbourReader):
    """Replaces the periods of a line by `@p0`, `@p1`, ... and keeps what they stand for."""

    def read(self, line: str) -> str:
        """The line with every period replaced."""
        line = settle_before_periods(line, MONTH, (self.data_first.year, self.today.year))
        for pattern, place in self._rules():
            line = re.sub(_EDGE.format(pattern), place, line)
        line = self._share_years(self._seasons_told(self._months_of_seasons(line)))
        return settle_over(self._said_again(self._months_of_seasons(self._ranges(line))))

    def begins_later(self, expression: str) -> bool:
        """Whether an expression names days after the data end."""
        found = re.match(r"(\d{4})(?:-(\d{2}))?", expression)
        if not found or self.period(expression) is not None:
            return False
        return (int(found[1]), int(found[2] or 1)) > (self.today.year, self.today.month if found[2] else 0)

    def nearest(self, mention: Mention, said: str) -> str | None:
        """A month, quarter or half without a year, in the year that brings it nearest to another period."""
        anchor = self.period(said)
        if anchor is None or not (mention.month or mention.part):
            return None
        spans = [(e, s) for y in (0, -1, 1) if (s := self.period(e := dated(mention, anchor.first.year + y)))]
        inside = [s for s in spans if anchor.first <= s[1].first and s[1].last <= anchor.last]
        return min(inside or spans, key=lambda found: abs((found[1].first - anchor.first).days))[0] if spans else None

    def before(self, expression: str) -> str | None:
        """The period of the same kind before one, as an expression."""
        span = self.period(expression)
        if span is None or span.kind == "all":
            return None
        found = baseline(span, "previous", self.today, self.data_first)
        return f"{found.first.isoformat()}..{found.last.isoformat()}" if found.days > 1 else found.first.isoformat()

    def after(self, expression: str, unit: str | None = None) -> str | None:
        """The whole unit that begins when a period has ended, by default of its own kind, as an expression."""
        span = self.period(expression)
        kind = unit or (span.kind if span is not None else "")
        if span is None or kind not in ("day", "week", "month", "quarter", "half", "year"):
            return None
        begun = (span.last + timedelta(days=1)).isoformat()
        return begun if kind == "day" else self.around(begun, kind)

    def behind(self, expression: str) -> str | None:
        """All days behind a period, `2025-09-01..`; None for no period, or where it ends today or later."""
        span = self.period(expression)
        return f"{(span.last + timedelta(days=1)).isoformat()}.." if span is not None and span.last < self.today else None

    def year_before(self, expression: str) -> str | None:
        """The same period one year earlier; of a season or a sale that moves, the one before."""
        if named := re.fullmatch(r"([a-z_]+)_(\d{4})", expression):
            return f"{named[1]}_{int(named[2]) - 1}"
        span = self.period(expression)
        if span is None or span.kind == "all":
            return None
        found = baseline(span, "year_earlier", self.today, self.data_first)
        return f"{found.first.isoformat()}..{found.last.isoformat()}" if found.days > 1 else found.first.isoformat()

    def in_year(self, expression: str, year: int) -> str | None:
        """The same days in another year, as an expression; whole months stay whole."""
        span = self.period(expression)
        if span is None or span.kind == "all":
            return None
        begin, end = (_of_year(day, year + day.year - span.first.year) for day in (span.first, span.last))
        if span.kind in ("month", "quarter", "half", "year") and not span.partial:
            return self.around(begin.isoformat(), span.kind)
        whole = (span.last + timedelta(days=1)).day == 1 and not span.partial
        return f"{begin.isoformat()}..{(month_end(end) if whole else end).isoformat()}"

    def units(self, expression: str) -> list[str]:
        """The units of `last_3_months` one by one, the earliest first; empty where the expression counts none."""
        counted = re.fullmatch(r"last_\d+_(week|month|quarter|year)s", expression)
        return self.split(expression, counted[1]) if counted else []

    def split(self, expression: str, unit: str) -> list[str]:
        """The weeks, months, quarters or years of a period one by one, the earliest first; empty for no period."""
        span = self.period(expression)
        if span is None:
            return []
        days = (span.first + timedelta(days=n) for n in range(span.days))
        return list(dict.fromkeys(str(self.around(day.isoformat(), unit)) for day in days))

    def _rules(self) -> list[Rule]:
        """What is replaced, in order: what says more comes before what says less."""
        return [*self._dates(), *self._months(), *self._parts(), *self._relative()]

    def _months(self) -> list[Rule]:
        return [
            (rf"{SAID_YEAR}(?: ,)? (?:in|of) (?P<month>{MONTH})", lambda m: self._month(m["month"], self._year(m))),
            (
                rf"{SAID_YEAR}(?: ,)? (?:in|of) (?P<quarter>[qt][1-4])",
                lambda m: self._part("q", m["quarter"][1], self._year(m)),
            ),
            (rf"(?:same )?(?:month of )?({MONTH}){OF} {SAID_YEAR}", lambda m: self._month(m[1], self._year(m))),
            (rf"(?:{YEAR}) ({MONTH})", lambda m: self._month(m[1], int(m[0][:4]))),
            (rf"last ({MONTH})", lambda m: self._last_month_named(m[1])),
            (rf"({MONTH}) last", lambda m: self._last_month_named(m[1])),
            (r"(?<!~who )(?<!of )(?<!in )(?<!for )(?<!since )(?<!this )(?<!last )(?<!compare )may(?= ~)", lambda m: ""),
            (r"(?<=most )may(?= (?:spend|buy|~))", lambda m: ""),
            (rf"(?:this )?({MONTH})", lambda m: self._month(m[1], None)),
        ]

    def _parts(self) -> list[Rule]:
        """Quarters, halves, weeks, seasons and holidays."""
        add = self.add
        return [
            (rf"({YEAR}),? (?:q|t)([1-4])|({YEAR}),? ([1-4])[qt]", lambda m: add(f"{m[1] or m[3]}-Q{m[2] or m[4]}")),
            (rf"{_QUARTER}{IN_YEAR}", lambda m: self._part("q", _said(m), self._year(m))),
            (
                r"(?:h([12])|([12])h|(first|second) half|([12])th half(?:_of)?)"
                rf"(?:{OF} {SAID_YEAR}|(?: of)? year)?",
                lambda m: self._part("h", _said(m), self._year(m)),
            ),
            (
                rf"(?:week (\d{{1,2}})|w(\d{{1,2}})){IN_YEAR}",
                lambda m: add(f"{self._year(m) or self.today.year}-W{int(m[1] or m[2]):02d}"),
            ),
            (rf"(?:weekend (?:(?:of|in) )*)?black_friday(?: weekend)?{IN_YEAR}(?: weekend)?", self._black_friday),
            (
                rf"(?:last )?(cyber_monday|christmas|valentines_day|valentines|easter|spring|summer|autumn|winter)"
                rf"(?: last(?! year))?{IN_YEAR}",
                lambda m: self._season(m[1], self._year(m), "last" in m[0].split()),
            ),
            (r"@p(\d+)((?: performance)?) (?:until|to) (\d{1,2})(?:st|nd|rd|th)(?: so_far)?", self._until_day),
            (
                r"@p(\d+),?(?: ,| in| of| from| since| between| days?| day)* (\d{1,2})(?:st|nd|rd|th)? (?:and|to|until|-) "
                rf"(\d{{1,2}})(?:st|nd|rd|th)?(?! (?:{UNITS}|time|@m|[€$£%]))",
                self._days_of,
            ),
            (r"(?:last )?(?:this |last )?weekend(?: last)?(?! previous)", lambda m: self._weekend("this" not in m[0])),
            (rf"(?:{'|'.join(NAMES)})(?: ,)?(?= @p\d)", lambda m: ""),
            (rf"(last |this )?({'|'.join(NAMES)})( last)?", self._weekday),
        ]

    def _last_month_named(self, name: str) -> str:
        number = MONTHS.index(name) + 1
        if number == self.today.month:
            return self.add(f"{self.today.year - 1}-{number:02d}", month=number)
        return self._month(name, None)

    def _part(self, letter: str, which: str, year: int | None) -> str:
        number = {"last": "4", "first": "1", "second": "2"}.get(which, which)
        if year is None:
            return self.add(f"{letter}{number}", dated=False, part=letter)
        return self.add(f"{year}-{letter.upper()}{number}", part=letter)

    def _weekend(self, last: bool) -> str:
        saturday = self.today - timedelta(days=(self.today.weekday() - 5) % 7)
        if last and saturday + timedelta(days=1) > self.today:
            saturday -= timedelta(days=7)
        return self.add(f"{saturday.isoformat()}..{(saturday + timedelta(days=1)).isoformat()}")

    def _weekday(self, match: re.Match[str]) -> str:
        """The latest such day: before today where `last` is said or today is another day."""
        back = (self.today.weekday() - NAMES.index(match[2])) % 7
        back = 7 if back == 0 and (match[1] == "last " or match[3]) else back
        return self.add((self.today - timedelta(days=back)).isoformat())

    def _season(self, word: str, year: int | None, over: bool = False) -> str:
        """The latest that has begun, of which `last summer` is over."""
        for candidate in (year,) if year else (self.today.year, self.today.year - 1):
            first, last = season_days(word, candidate or self.today.year)
            if year or (last if over else first) <= self.today:
                break
        found = self.add(f"{first.isoformat()}..{last.isoformat()}", dated=year is not None)
        self.mentions[-1].named = word
        return found

    def _black_friday(self, match: re.Match[str]) -> str:
        found = self.add(with_year("black_friday", self._year(match)))
        self.mentions[-1].named = "black_friday"
        return found

    def _ranges(self, line: str) -> str:
        line = re.sub(r"(?:between|since|from) @p(\d+) (?:and|to|until|-) @p(\d+)", self._range, line)
        line = re.sub(r"of @p(\d+) (?:to|until) @p(\d+)", self._range, line)
        line = re.sub(r"@p(\d+) (?:to|until|-) @p(\d+)", self._range, line)
        line = re.sub(r"between @p(\d+)(?: ,)? and(?=(?: ,)*$| , )|(?:(?:from|of) )?@p(\d+)(?: ,)? so_far", self._to_now, line)
        line = re.sub(r"(?<!not )since @p(\d+)(?: onwards| and onwards)?", self._since, line)
        line = re.sub(
            r"(?:from |at_least )@p(\d+) (?:to today|onwards|on|until today|so_far|since(?! @p)|"
            r"in(?= (?:in|by|from|until|of|for|with|exclude|,)|$))|"
            r"@p(\d+) onwards|at_least @p(\d+)",
            self._since,
            line,
        )
        return re.sub(r"all_time of (@p\d+)", r"\1", line)

    def _range(self, match: re.Match[str]) -> str:
        first, last = self.mentions[int(match[1])], self.mentions[int(match[2])]
        begin, end = self.period(first.expression), self.period(last.expression)
        alike = begin is not None and end is not None and (begin.kind == end.kind or match[0].startswith("between"))
        ahead, behind = match.string[: match.start()], match.string[match.end() :]
        asked = _COMPARED.search(ahead) and "@p" not in ahead and not _WITH_MORE.search(behind)
        asked = asked and not match[0].startswith("from")
        stepwise = _STEPWISE.search(match.string) and not asked  # `moved month by month from January to August`: all of them
        if alike and not stepwise and (asked or _COMPARES.search(match.string)):
            return f"@p{match[1]} compare @p{match[2]}"  # `growth from May to June` sets one against the other
        if begin is None:
            return match[0]
        if end is not None and end.last < begin.first and not first.dated:
            until = end.last
            begin = self._nearest_year(first, end.first.year, lambda span: span.first <= until) or begin
        elif first.dated and not last.dated:
            since = begin.last
            end = self._nearest_year(last, begin.first.year, lambda span: span.last >= since) or end
        if end is not None and end.last < begin.first:
            return match[0]
        closing = (end.last if end else self.today).isoformat()
        if is_calendar(last.expression) and last.dated:
            closing = last.expression
        opening = begin.last if first.named in HOLIDAYS else begin.first
        return self.add(f"{opening.isoformat()}..{closing}")

    def _to_now(self, match: re.Match[str]) -> str:
        """`1 April to date`, `May 2025 until now`: from a day or a past month on; the running month so far is another thing."""
        span = self.period(self.mentions[int(match[1] or match[2])].expression)
        return self._since(match) if span is not None and (span.days == 1 or span.last < self.today) else match[0]

    def _nearest_year(self, mention: Mention, year: int, fits: Callable[[Period], bool]) -> Period | None:
        """A mention without a year in that year, or in the one beside it where that brings the ends in order."""
        spans = (self.period(dated(mention, y)) for y in (year, year - 1, year + 1))
        return next((span for span in spans if span is not None and fits(span)), None)

    def _since(self, match: re.Match[str]) -> str:
        mention = self.mentions[int(next(g for g in match.groups() if g))]
        span = self.period(mention.expression)
        begin = None if span is None else span.last if mention.named in HOLIDAYS else span.first
        return self.add(f"{begin.isoformat()}.." if begin else mention.expression)


def _of_year(day: date, year: int) -> date:
    """A day in another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _said(match: re.Match[str]) -> str:
    """The first group that took part: the number or word of a quarter or half."""
    return next(g for g in match.groups() if g)
