"""Words for the small parts of a rule: fields, values, thresholds, shares and period expressions."""

import re
from datetime import date, timedelta

from tools.metrics.countries import country_label
from tools.metrics.fields import field_label, value_label
from tools.periods import MONTHS
from tools.terms import LANGUAGES, Text

__all__ = [
    "amount_in_words",
    "days_between",
    "field_in_words",
    "month_in_words",
    "period_in_words",
    "share_in_words",
    "value_in_words",
    "whole_in_words",
    "whole_period",
]

_MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_UNITS = {
    "day": Text("day", "día"),
    "week": Text("week", "semana"),
    "month": Text("month", "mes"),
    "quarter": Text("quarter", "trimestre"),
    "half": Text("half-year", "semestre"),
    "year": Text("year", "año"),
}
_PLURALS = {
    "day": Text("days", "días"),
    "week": Text("weeks", "semanas"),
    "month": Text("closed months", "meses cerrados"),
    "quarter": Text("closed quarters", "trimestres cerrados"),
    "year": Text("closed years", "años cerrados"),
}


def amount_in_words(value: float) -> Text:
    """A threshold as people write it: 5,000 and 5.000."""
    decimals = 0 if float(value).is_integer() else 2
    english = f"{value:,.{decimals}f}"
    return Text(english, english.translate(str.maketrans(",.", ".,")))


def share_in_words(value: float) -> Text:
    """A share as a percentage: 10% and 10 %."""
    percent = f"{float(value) * 100:g}"
    return Text(f"{percent}%", f"{percent.replace('.', ',')}\u00a0%")


def field_in_words(name: str) -> Text:
    """What a profile field is called, as inside a sentence."""
    label = field_label(name)
    return Text(_inside(label.en), _inside(label.es))


def value_in_words(field: str, value: str) -> Text:
    """What a value of a closed set is called; other values are as they stand in the data."""
    if field == "country":
        return Text(*(country_label(value, language) for language in LANGUAGES))
    spelled = (value, value.casefold().replace(" ", "_"), value.casefold().removeprefix("rfm:").strip())
    labels = (value_label(field, word) for word in spelled)
    return next((label for label, word in zip(labels, spelled, strict=True) if label != Text.same(word)), Text.same(value))


def _inside(label: str) -> str:
    """Without its capital, unless the word is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def period_in_words(expression: str) -> Text:
    """A period expression as words: 2011-Q3 is "Q3 2011", "el 3.er trimestre de 2011"."""
    word = expression.strip().lower().replace(" ", "_")
    for pattern, read in _READERS:
        if match := re.fullmatch(pattern, word):
            return read(match)
    return Text.same(expression)


def month_in_words(month: float) -> Text:
    """A month by its number, 1 to 12: 6 is "June", "junio"."""
    return Text(MONTHS[int(month) - 1].capitalize(), _MONTHS_ES[int(month) - 1])


def days_between(first: str, last: str) -> tuple[Text, Text]:
    """Two bounds for "between ... and ...", what they share said once: "el 1" and "el 31 de enero de 2011"."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return period_in_words(first), period_in_words(last)
    said, until = period_in_words(first), period_in_words(last)
    if (start.year, start.month) == (end.year, end.month):
        said = Text.same(str(start.day))
    elif start.year == end.year:
        said = Text(said.en.rsplit(" ", 1)[0], said.es.rsplit(" de ", 1)[0])
    return Text(said.en, f"el {said.es}"), Text(until.en, f"el {until.es}")


def whole_in_words(first: str, last: str) -> Text | None:
    """Two days as the one day, month, quarter or year that they bound; None where they bound none."""
    try:
        whole = whole_period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return period_in_words(whole) if whole else None


def whole_period(first: date, last: date) -> str:
    """The expression of the one day, month, quarter or year that two days bound; empty where they bound none."""
    if first == last:
        return first.isoformat()
    if first.day != 1 or (last + timedelta(days=1)).day != 1 or first.year != last.year:
        return ""
    return {
        (first.month, first.month): f"{first:%Y-%m}",
        (first.month, first.month + 2): f"{first.year}-q{(first.month + 2) // 3}" if first.month % 3 == 1 else "",
        (1, 12): str(first.year),
    }.get((first.month, last.month), "")


def _month(match: re.Match[str]) -> Text:
    index = int(match[2]) - 1
    if not 0 <= index < 12:
        return Text.same(match[0])
    return Text(f"{MONTHS[index].capitalize()} {match[1]}", f"{_MONTHS_ES[index]} de {match[1]}")


def _day(match: re.Match[str]) -> Text:
    try:
        day = date.fromisoformat(match[0])
    except ValueError:
        return Text.same(match[0])
    english, spanish = MONTHS[day.month - 1].capitalize(), _MONTHS_ES[day.month - 1]
    return Text(f"{day.day} {english} {day.year}", f"{day.day} de {spanish} de {day.year}")


def _range(match: re.Match[str]) -> Text:
    first, last = (period_in_words(word) if word else None for word in (match[1], match[2]))
    if first and last:
        return Text("the time from {a} to {b}", "el periodo de {a} a {b}").format(a=first, b=last)
    if first:
        return Text("the time since {a}", "el periodo desde {a}").format(a=first)
    return Text("the time up to {b}", "el periodo hasta {b}").format(b=last or Text.same(match[0]))


_READERS = (
    (r"(\d{4})-(\d{2})", _month),
    (r"\d{4}-\d{2}-\d{2}", _day),
    (r"(\d{4})-q([1-4])", lambda m: Text(f"Q{m[2]} {m[1]}", f"el trimestre {m[2]} de {m[1]}")),
    (r"(\d{4})-h([12])", lambda m: Text(f"half-year {m[2]} of {m[1]}", f"el semestre {m[2]} de {m[1]}")),
    (r"(\d{4})-w(\d{1,2})", lambda m: Text(f"week {m[2]} of {m[1]}", f"la semana {m[2]} de {m[1]}")),
    (r"q([1-4])", lambda m: Text(f"the latest Q{m[1]}", f"el último trimestre {m[1]}")),
    (r"h([12])", lambda m: Text(f"the latest half-year {m[1]}", f"el último semestre {m[1]}")),
    (r"today", lambda _: Text("the last day of the data", "el último día de los datos")),
    (r"recent", lambda _: Text("the last 60 days", "los últimos 60 días")),
    (r"this_(\w+)", lambda m: Text("this {u}", "este {u}").format(u=_UNITS.get(m[1], Text.same(m[1])))),
    (r"last_(week|month|quarter|half|year)",
     lambda m: Text("the last closed {u}", "el último {u} cerrado").format(u=_UNITS[m[1]])),
    (r"last_(\d+)_(day|week|month|quarter|year)s?",
     lambda m: Text("the last {n} {u}", "los últimos {n} {u}").format(n=m[1], u=_PLURALS[m[2]])),
    (rf"({'|'.join(MONTHS)})",
     lambda m: Text(f"the latest {m[1].capitalize()}", f"el último {_MONTHS_ES[MONTHS.index(m[1])]}")),
    (r"black_friday(?:_(\d{4}))?", lambda m: Text.same(f"Black Friday {m[1]}" if m[1] else "Black Friday")),
    (r"(.*?)\.\.(.*)", _range),
)  # fmt: skip
