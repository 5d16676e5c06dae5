"""What periods of one line say of each other: a year that they share, a season beside its month, the same days told twice."""

from itertools import pairwise

from assistant.builtin import patterns as re
from assistant.builtin.times.mentions import Mention, dated, is_calendar
from assistant.builtin.times.relative import RelativeReader
from tools.periods import Period

__all__ = ["NeighbourReader"]

_COMPARES_TWO = re.compile(r"(?<!\S)(?:compare|than|more_than|less_than|grow|fall|change)(?!\S)")
_DEEDS = re.compile(r"(?<!\S)(?:buy|first_buy|come_back|reactivated)(?!\S)")


class NeighbourReader(RelativeReader):
    """Reads further what the periods already found leave open."""

    def _months_of_seasons(self, line: str) -> str:
        """`the summer months June, July and August`, `Valentine's, 14 February`: the name only says what the days are."""

        def _dropped(match: re.Match[str]) -> str:
            season, month = (self.mentions[int(i)] for i in match.groups())
            whole, part = self.period(season.expression), self.period(month.expression)
            inside = whole and part and " of " not in match[0] and _within(part, whole)
            return f"@p{match[2]}" if season.named and (month.month or inside) else match[0]

        return re.sub(r"(?:month of )?@p(\d+)(?: (?:month|of|,))* @p(\d+)", _dropped, line)

    def _seasons_told(self, line: str) -> str:
        """`Christmas went well: revenue in December 2025`: beside a month with its year, the season only tells of it."""
        names = [int(i) for i in re.findall(r"@p(\d+)", line)]
        months = {self.mentions[i].month for i in names if self.mentions[i].dated and self.mentions[i].month}
        for at in names:
            season, span = self.mentions[at], self.period(self.mentions[at].expression)
            if season.named and not season.dated and span is not None and span.last.month in months:
                line = re.sub(rf"(?:(?:in|for|of|at|both) )*@p{at}(?!\d)", "", line).strip()
        return line

    def _said_again(self, line: str) -> str:
        """`Jan to June of 2024, the first half`: the same days told twice."""

        def _once(match: re.Match[str]) -> str:
            told, again = (self.mentions[int(i)] for i in match.groups())
            if (told.named or told.part) and not told.dated and again.dated and not again.named:
                return f"@p{match[2]}"  # `the summer quarter, July to September 2025`
            span = self.period(told.expression)
            same = span and again.part and self.period(_in_year(again, span.first.year))
            return f"@p{match[1]}" if span and same and (same.first, same.last) == (span.first, span.last) else match[0]

        return re.sub(r"@p(\d+)(?: quarter| season)?(?: ,)+ @p(\d+)", _once, line)

    def _share_years(self, line: str) -> str:
        """`October and November 2011`: what was said without a year takes that of its neighbour, the nearest to it."""
        names = re.findall(r"@p(\d+)", line)
        pairs = [(self.mentions[int(a)], self.mentions[int(b)], _set_against(line, a, b)) for a, b in pairwise(names)]
        for first, second, against in (*reversed(pairs), *pairs):
            for open_one, said in ((first, second), (second, first)):
                if open_one.month and open_one.month == said.month:
                    continue
                if not open_one.dated and said.dated and (open_one.month or open_one.part) and is_calendar(said.expression):
                    listed = not against and bool(open_one.part or _DEEDS.search(line))
                    self._date_near(open_one, said, open_one is first, listed)
        return line

    def _date_near(self, open_one: Mention, said: Mention, before: bool, listed: bool) -> None:
        """In the year of its neighbour, or the nearest to it; what is `listed` behind it, and not compared, comes later."""
        anchor = self.period(said.expression)
        if anchor is None:
            return
        year = anchor.first.year
        options = [dated(open_one, y) for y in (year, year - 1, year + 1)]
        spans = [(option, span) for option in options if (span := self.period(option))]
        spans = [s for s in spans if s[1].last >= self.data_first] or spans
        if not spans:
            return
        if before or said.expression.isdigit():
            spans = [s for s in spans if s[1].first.year == year] or spans
        elif listed:
            begun = [s for s in spans if anchor.last < s[1].first <= self.today]  # `in Q1 2025 and in Q4`
            spans = begun or [s for s in spans if s[1].first > anchor.last and open_one.part] or spans
        best = min(spans, key=lambda s: _distance(s[1], anchor))
        open_one.expression, open_one.dated = best[0], True


def _in_year(part: Mention, year: int) -> str:
    """A quarter or half as that of a year, whichever year it was taken for."""
    return f"{year}{part.expression[4:]}" if part.dated else dated(part, year)


_ABOUT_A_WEEK = 10  # days by which a season moves from year to year


def _within(part: Period, whole: Period) -> bool:
    """Whether days lie in a season, or in the one of their own year, which moves a little."""
    if whole.first <= part.first and part.last <= whole.last:
        return True
    moved = (part.first.month - whole.first.month) * 30 + part.first.day - whole.first.day
    return part.first.year != whole.first.year and abs(moved) <= _ABOUT_A_WEEK and part.days <= whole.days


def _set_against(line: str, first: str, second: str) -> bool:
    """Whether of two periods one is compared with the other: `más en el segundo semestre de 2025 que en el primero`."""
    beside = re.search(rf"(?<!\S)(?:most|fewer|top|worst)(?!\S).*@p{first} (?:in |of )+@p{second}(?!\d)", line)
    return beside is not None or _COMPARES_TWO.search(line) is not None


_HALF_A_YEAR = 200  # days, and some


def _distance(span: Period, anchor: Period) -> tuple[bool, bool, int]:
    """How far a period is from another: of those within half a year the one of the same year is nearest."""
    days = abs((span.first - anchor.first).days)
    return days > _HALF_A_YEAR, span.first.year != anchor.first.year, days
