"""Periods that are told from today: last month, the last 30 days, three months ago, this year so far, yesterday."""

from datetime import timedelta

from assistant.builtin import patterns as re
from assistant.builtin.times.dates import OF, YEAR, DateReader, Rule
from assistant.builtin.times.mentions import DAYS

__all__ = ["UNITS", "RelativeReader"]

UNITS = "day|week|month|quarter|half|year"
_YEAR_EARLIER = r"(?:last year|year last|year previous|previous year|1 year (?:previous|ago))"
_NO_AMOUNT_BEFORE = r"(?<![@£$€] )(?<!more_than )(?<!over )(?<!less_than )(?<!at_least )(?<!at_most )(?<!top )(?<!buy )(?<!@d )"
_SILENT = re.compile(
    r"(?<!\S)(?:not|exclude|buy|come_back|last_buy|first_buy|who|everyone|@s\d+|more_than|at_least)(?!\S)"
)  # since when people are silent or known is said alike


_MOST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}


class RelativeReader(DateReader):
    """Reads what lies so far back from today."""

    def _relative(self) -> list[Rule]:
        add = self.add
        return [
            (rf"(?:same (?:{UNITS}|period)?|same_days|this time){OF} {_YEAR_EARLIER}", lambda m: "@year_earlier"),
            (rf"{_YEAR_EARLIER} (?:by |in |at |same )*(?:same_days|this time)", lambda m: "@year_earlier"),
            (r"(?<=in )year previous", lambda m: m[0] if "compare" in m.string.split() else add("last_year")),
            (
                r"1 year (?:previous|ago)|(?<!\d )year (?:previous|ago)|since_ago 1 year(?= ,|$)|(?<=compare )since_ago 1 year",
                lambda m: "@year_earlier",
            ),
            (rf"(?:same (?:{UNITS}|period)|same_days|that_(?:{UNITS}|period))(?: (?:of|in))* ({YEAR})", self._same_in),
            (r"same (day|week|month|quarter|half)(?: of)? (?:last )year", lambda m: "@year_earlier"),
            (rf"(?:since )?(?:the )?last (\d{{1,4}}) ({UNITS})", self._last_n),
            (rf"(\d{{1,4}}) (?:last )({UNITS})", self._last_n),
            (rf"(\d{{1,4}}) ({UNITS}) last", self._last_n),
            (r"(?:last )(day|week|month|quarter|half|year)(?: last)?", lambda m: self._last(m[1])),
            (r"(day|week|month|quarter|half|year) last", lambda m: self._last(m[1])),
            (rf"(?:this|all this|all of this) ({UNITS})(?: (?:so_far|to today|to date))?", lambda m: self._this(m[1])),
            (rf"({UNITS}) (?:this|so_far|to date)(?: so_far)?", lambda m: self._this(m[1])),
            (rf"so_far(?: of)?(?: this)? ({UNITS})(?: this)?", lambda m: self._this(m[1])),
            (r"since (week|month|quarter|half|year)(?= ,|$| by| of)", lambda m: self._this(m[1])),
            (
                rf"(since_ago )?(?:between )?(\d{{1,3}}) (?:and|to|or|-) (\d{{1,3}}) ({UNITS})( ago)?"
                r"(?! (?:in )?(?:not|exclude))",
                self._between_ago,
            ),
            (rf"(\d{{1,3}}) ({UNITS}) ago|since_ago (\d{{1,3}}) ({UNITS}) ago", self._ago),
            (rf"(?:of |in |(?<=compare ))since_ago (\d{{1,3}}) ({UNITS})()()", self._ago),
            (rf"since_ago (\d{{1,3}}) ({UNITS})()()", lambda m: m[0] if _SILENT.search(m.string) else self._ago(m)),
            (
                r"(of|in|for|performance) (week|month|quarter|year)(?= ,|$| compare| by)",
                lambda m: f"{m[1]} {self._named_before(m, m[2]) or self._this(m[2])}",
            ),
            (rf"same ({UNITS}|period)(?= ,|$)", lambda m: self._named_before(m, m[1]) or self._spoken_of(m[1]) or m[0]),
            (rf"that_({UNITS}|period)", lambda m: self._named_before(m, m[1]) or self._spoken_of(m[1]) or m[0]),
            (r"(?<=how )(week|month|quarter|year)(?= performance)", lambda m: self._this(m[1])),
            (r"(?<!as )today", lambda m: add("today")),
            (r"day_before_yesterday", lambda m: add((self.today - timedelta(days=2)).isoformat())),
            (r"yesterday", lambda m: add("yesterday")),
            (r"recent", lambda m: add("recent")),
            (rf"(?<=buy )({YEAR})(?= (?:and|,|or|but|not|as_also) )", lambda m: add(m[1])),
            (rf"{_NO_AMOUNT_BEFORE}({YEAR})(?! [€$£%])(?! money_unit)", lambda m: add(m[1])),
        ]

    def _named_before(self, match: re.Match[str], unit: str) -> str | None:
        """The last period of that kind that the line names before: `who bought in Q1, ... in that quarter`."""
        names: list[str] = re.findall(r"@p\d+", match.string[: match.start()])
        for name in reversed(names):
            if self._is_of(self.mentions[int(name[2:])].expression, unit):
                return name
        return None

    def _spoken_of(self, unit: str) -> str | None:
        """The period of that kind that the conversation is about."""
        own = next((expression for expression in self.spoken if self._is_of(expression, unit)), None)
        if own is None and self.spoken and unit in ("month", "quarter", "half", "year"):
            own = self.around(self.spoken[0], unit)  # `in that quarter` after a month
        self.pointed = own is not None
        return self.add(own) if own else None

    def around(self, expression: str, unit: str) -> str | None:
        """The whole year, quarter, month or week that holds the start of a period, as an expression."""
        span = self.period(expression)
        if span is None:
            return None
        year, month, _ = span.first.timetuple()[:3]
        week = span.first.isocalendar()
        units = {
            "year": f"{year}", "half": f"{year}-H{(month + 5) // 6}", "quarter": f"{year}-Q{(month + 2) // 3}",
            "month": f"{year}-{month:02d}", "week": f"{week.year}-W{week.week:02d}",
        }  # fmt: skip
        return units[unit]

    def _is_of(self, expression: str, unit: str) -> bool:
        span = self.period(expression)
        return span is not None and (
            unit == "period" or span.kind == unit or (span.kind == "range" and _MOST[unit] >= span.days)
        )

    def _same_in(self, match: re.Match[str]) -> str:
        """`the same months of 2024`: kept apart, since what they are the same as may stand behind."""
        return f"same_days {self.add(match[1])}"

    def _last(self, unit: str) -> str:
        return self.add("yesterday" if unit == "day" else f"last_{unit}")

    def _this(self, unit: str) -> str:
        return self.add("today" if unit == "day" else f"this_{unit}")

    def _last_n(self, match: re.Match[str]) -> str:
        count, unit = int(match[1]), match[2]
        if unit == "half":
            count, unit = count * 2, "quarter"
        return self.add(f"last_{unit}" if count == 1 and unit != "day" else f"last_{count}_{unit}s")

    def _ago(self, match: re.Match[str]) -> str:
        count, unit = int(match[1] or match[3]), match[2] or match[4]
        if unit in ("day", "week"):
            day = self.today - timedelta(days=count * (7 if unit == "week" else 1))
            return self.add(day.isoformat() if unit == "day" else f"{day.isocalendar().year}-W{day.isocalendar().week:02d}")
        months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
        index = self.today.year * 12 + self.today.month - 1 - months
        year, month = divmod(index, 12)
        if unit == "year":
            return self.add(str(year))
        return self.add(f"{year}-Q{month // 3 + 1}" if unit == "quarter" else f"{year}-{month + 1:02d}")

    def _between_ago(self, match: re.Match[str]) -> str:
        """`between 30 and 60 days ago`: the days from the far end to the near one."""
        if not (match[1] or match[5]):
            return match[0]
        near, far = sorted(int(match[i]) * DAYS[match[4]] for i in (2, 3))
        first, last = (self.today - timedelta(days=days) for days in (far, near))
        return self.add(f"{first.isoformat()}..{last.isoformat()}")
