"""The period of a query, and what it is compared with, as a follow-up moves them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.bounds import whole_unit
from assistant.builtin.reading.reading import Reading

__all__ = ["follows", "move_period", "near"]

_YEAR_BEFORE = re.compile(
    r"^\W*(?:and|y|what about|how about)\b.*"
    r"\b(?:the year before|a year (?:before|earlier)|previous year|un ano (?:antes|atras)|ano (?:anterior|previo|de antes))\W*$"
)
_ONE_BEFORE = re.compile(
    r"\b(?:(?:previous|prior|preceding) (?:day|week|month|quarter)|(?:day|week|month|quarter) prior|"
    r"(?:one|a|1) (?:day|week|month|quarter) (?:earlier|before|prior)|un[ao]? (?:dia|semana|mes|trimestre) (?:antes|atras))\W*$"
)

_UNIT_WORDS = {
    "day": ("day", "dia"), "week": ("week", "semana"), "month": ("month", "mes"), "quarter": ("quarter", "trimestre"),
}  # fmt: skip
_ONE_UNIT_BEFORE = re.compile(
    r"\b(?:one|a|1|un|una) (day|week|month|quarter|dia|semana|mes|trimestre) (?:earlier|before|antes)(?: (?:that|de eso))?\W*$"
)  # `and one month earlier?`
_MANY_BEFORE = re.compile(
    r"(?:(?:and|as_also|,|the|which|~about|show|for|in|of) )*@n(?P<count>\d+) (?:(?P<unit>day|week|month|quarter|year) )?"
    r"(?:previous|prev)(?: ,)*"
)
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_UNIT = "day|week|month|quarter|half|year"
_ONE_AFTER = re.compile(
    r"(?:and |as_also )?(?:(?:by|for|in|of|on|to|the|since) )*"
    rf"(?:next (?P<unit>{_UNIT})|(?P<behind>{_UNIT}) (?:next|after|since_then))(?: ,)?"
)


def follows(reading: Reading) -> str | None:
    """The unit of `and the following month?`, `¿y la semana siguiente?`: what comes after the period spoken of."""
    said = _ONE_AFTER.fullmatch(reading.rest.strip()) if not reading.period else None
    coming = re.search(r"\b(?:coming|upcoming|que vienen?)\b|(?<!the )\bnext\b", reading.folded)
    return (said["unit"] or said["behind"]) if said and not coming else None


def move_period(reading: Reading, new: dict[str, Any], old: Mapping[str, Any]) -> None:
    """The period of a query and what it is compared with, moved as the message says."""
    if (day := _weekday_before(reading, str(old.get("period") or ""))) is not None:
        new["compare_to"] = day
    elif before := _period_before(reading, str(old.get("period") or "")):
        new["period"] = before
        return
    elif (unit := follows(reading)) and (after := reading.periods.after(str(old.get("period") or ""), unit)):
        new["period"] = after
    elif reading.period:
        new["period"] = near(reading, str(old.get("period") or ""))
    elif (unit := whole_unit(reading)) and (whole := reading.periods.around(str(old.get("period") or "today"), unit)):
        new["period"] = whole
    elif reading.has("all_time") and not reading.has("share"):
        new.pop("period", None)  # a share of the total is a share of its period's
    if reading.comparison.compare_to:
        new["compare_to"] = reading.comparison.compare_to
        if new["compare_to"] == new.get("period"):
            new["compare_to"] = "year_earlier"  # `against October of the year before`, after October
        if not new.get("period") and new["compare_to"] in ("previous", "year_earlier"):
            new["period"] = "last_month" if new["compare_to"] == "previous" else "this_year"
    elif reading.period and old.get("compare_to") not in (None, "previous", "year_earlier"):
        new.pop("compare_to")


def _weekday_before(reading: Reading, old: str) -> str | None:
    """`vs the same day last week`, after a single day."""
    said = re.search(r"(?<!\S)same day(?!\S)", reading.rest) and "last_week" in (reading.period, reading.comparison.compare_to)
    span = reading.periods.period(old) if old and said else None
    if span is None or span.days != 1:
        return None
    return (span.first - timedelta(days=7)).isoformat()


def near(reading: Reading, old: str) -> str | None:
    """A bare month or quarter in a follow-up is the one nearest to the period before it."""
    mention = next((m for m in reading.periods.mentions if m.expression == reading.period), None)
    if mention is None or mention.dated or not re.search(r"(?<!\d)(?:19|20)\d\d", old):
        return reading.period
    return reading.periods.nearest(mention, old) or reading.period


def _as_many_before(reading: Reading, old: str) -> str | None:
    """`and the 3 before?`, `¿y los dos meses anteriores?`: so many days, weeks or months up to the period spoken of."""
    said = _MANY_BEFORE.fullmatch(reading.line.strip())
    span = reading.periods.period(old) if said else None
    if said is None or span is None:
        return None
    count, begun = int(reading.numbers[int(said["count"])].value), span.first
    whole_months = begun.day == 1 and (span.last + timedelta(days=1)).day == 1
    unit = said["unit"] or ("month" if whole_months else "day")
    if unit in _MONTHS_IN:
        year, month = divmod(begun.year * 12 + begun.month - 1 - count * _MONTHS_IN[unit], 12)
        first = date(year, month + 1, min(begun.day, 28))
    else:
        first = begun - timedelta(days=count * (7 if unit == "week" else 1))
    reading.rest = reading.rest.replace(f"@n{said['count']}", "", 1)
    return f"{first.isoformat()}..{(begun - timedelta(days=1)).isoformat()}"


def _period_before(reading: Reading, old: str) -> str | None:
    """`and the week before?` moves the period back by one of its kind."""
    if not old or reading.has("compare"):
        return None
    if many := _as_many_before(reading, old):
        return many
    if _YEAR_BEFORE.search(reading.folded):
        return reading.periods.year_before(old)
    if one := _ONE_UNIT_BEFORE.search(reading.folded):
        span = reading.periods.period(old)
        same = span is not None and span.kind == next(unit for unit, said in _UNIT_WORDS.items() if one[1] in said)
        return reading.periods.before(old) if same else None
    relative = re.search(r"(?<!\S)(?:previous|prev|before)(?!\S)", reading.rest) or _ONE_BEFORE.search(reading.folded)
    return reading.periods.before(old) if relative else None
