"""The shop's three years: seasons, promotions and the hours at which people shop."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from tools.warehouse.demo.columns import Flags, Floats, Ints

__all__ = ["SECONDS_A_DAY", "Calendar", "Promotion", "black_friday"]

SECONDS_A_DAY = 86_400
_YEARS = 3
_GROWTH = (0.95, 1.05)  # new contacts and visits at the start and at the end, against the mean
_EPOCH = date(1970, 1, 1)
_MONTHS = (0.92, 0.88, 0.92, 0.93, 1.0, 0.92, 0.88, 0.9, 0.97, 1.03, 1.22, 1.42)
_SPANISH_AUGUST = 0.58
_WEEKDAYS = (1.06, 1.0, 0.98, 1.03, 0.95, 0.86, 1.12)
_HOURS = (1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3.5, 5, 6, 6, 5.5, 5, 5, 4.5, 4.5, 5, 6, 7, 8, 8, 6, 3)


@dataclass(frozen=True, slots=True)
class Promotion:
    """Days on which a coupon goes round: first and last day of the calendar, both included."""

    code: str
    first_day: int
    last_day: int
    share_of_orders: float
    rate: float


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


@dataclass(frozen=True)
class Calendar:
    """Days are counted from 0, the first day of the shop, to `days` - 1, the as-of date; times are fractions of days."""

    as_of: date

    @cached_property
    def first(self) -> date:
        """The day on which the shop opened."""
        anniversary = self.as_of.replace(day=28) if self.as_of.month == 2 and self.as_of.day == 29 else self.as_of
        return anniversary.replace(year=anniversary.year - _YEARS) + timedelta(days=1)

    @cached_property
    def days(self) -> int:
        """How many days the history has."""
        return (self.as_of - self.first).days + 1

    @cached_property
    def months(self) -> Ints:
        """Month (1-12) of each day."""
        return np.array([d.month for d in self._dates])

    @property
    def end(self) -> int:
        """The first second after the as-of date."""
        return int(self.seconds(np.array([float(self.days)]))[0])

    def day_of(self, on: date) -> int:
        """The number of a date."""
        return (on - self.first).days

    def weekday(self, day: Ints) -> Ints:
        """Weekday of each day, Monday 0."""
        return (day + self.first.weekday()) % 7

    def seconds(self, time: Floats) -> Ints:
        """Seconds since 1970 of times in days."""
        start = (self.first - _EPOCH).days * SECONDS_A_DAY
        return (time * SECONDS_A_DAY).astype(np.int64) + start

    def day(self, seconds: Ints) -> Ints:
        """Day numbers of seconds since 1970."""
        return seconds // SECONDS_A_DAY - (self.first - _EPOCH).days

    def later(self, time: Floats, gap: Floats, abroad: Flags) -> Floats:
        """`time` plus a gap that runs faster in busy seasons; infinity beyond the as-of date."""
        result = np.empty(np.broadcast(time, gap).shape)
        for there, season in ((False, self._home), (True, self._away)):
            mine = abroad == there
            result[mine] = _after(season, time[mine], gap[mine])
        return result

    def growing(self, share: Floats, abroad: Flags) -> Floats:
        """Times for uniform shares: more in busy seasons and, as the shop grows, towards the end."""
        return np.where(abroad, self._spread(self._away, share), self._spread(self._home, share))

    def hours(self, rng: np.random.Generator, count: int) -> Floats:
        """Fractions of a day at which visitors come."""
        chance = np.array(_HOURS) / sum(_HOURS)
        return (rng.choice(24, count, p=chance) + rng.random(count)) / 24

    @cached_property
    def promotions(self) -> tuple[Promotion, ...]:
        """Every promotion that touches the history, earliest first."""
        found = []
        for year in range(self.first.year, self.as_of.year + 1):
            friday = black_friday(year)
            found += [
                self._promotion(f"REBAJAS{year % 100}", date(year, 1, 7), date(year, 1, 31), 0.40, 0.15),
                self._promotion(f"MAMA{year % 100}", date(year, 4, 24), date(year, 5, 7), 0.30, 0.10),
                self._promotion(f"SUMMER{year % 100}", date(year, 7, 1), date(year, 7, 15), 0.40, 0.15),
                self._promotion(f"BLACKFRIDAY{year % 100}", friday, friday + timedelta(days=3), 0.85, 0.22),
                self._promotion(f"NAVIDAD{year % 100}", date(year, 12, 5), date(year, 12, 20), 0.40, 0.10),
            ]
        return tuple(p for p in found if p.last_day >= 0 and p.first_day < self.days)

    def _promotion(self, code: str, first: date, last: date, share: float, rate: float) -> Promotion:
        return Promotion(code, self.day_of(first), self.day_of(last), share, rate)

    def _spread(self, season: Floats, share: Floats) -> Floats:
        weights = season * np.linspace(*_GROWTH, self.days)
        return np.interp(share, np.concatenate(([0.0], np.cumsum(weights) / weights.sum())), np.arange(self.days + 1))

    @cached_property
    def _dates(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(self.days)]

    @cached_property
    def _home(self) -> Floats:
        return np.where(self.months == 8, self._away * _SPANISH_AUGUST / _MONTHS[7], self._away)

    @cached_property
    def _away(self) -> Floats:
        weights = np.array([_MONTHS[d.month - 1] * _WEEKDAYS[d.weekday()] * _of_the_day(d) for d in self._dates])
        season: Floats = weights / weights.mean()
        return season


def _of_the_day(on: date) -> float:
    """Black Friday's rush, and the quiet days after Christmas."""
    if 0 <= (on - black_friday(on.year)).days <= 3:
        return 3.0
    return 0.45 if (on.month, on.day) in {(12, d) for d in range(24, 32)} else 1.0


def _after(season: Floats, time: Floats, gap: Floats) -> Floats:
    passed = np.concatenate(([0.0], np.cumsum(season)))
    days = np.arange(len(passed), dtype=np.float64)
    return np.interp(np.interp(time, days, passed) + gap, passed, days, right=np.inf)
