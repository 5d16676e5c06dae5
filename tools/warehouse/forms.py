"""How texts are read as numbers, dates and truths without loss: the SQL of each form."""

from dataclasses import dataclass

from tools.warehouse.options import DateNumbers, DateOrder, DecimalMark
from tools.warehouse.session import literal

__all__ = [
    "Style", "bare", "boolean", "date_counts", "instant", "number", "number_counts", "to_utc",
]  # fmt: skip

_OPEN_NUMBER = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
_DOT = r"[+-]?(\d*|\d{1,3}(,\d{3})+)\.\d+|[+-]?\d{1,3}(,\d{3})+"
_COMMA = r"[+-]?(\d*|\d{1,3}(\.\d{3})+),\d+|[+-]?\d{1,3}(\.\d{3})+"
_SPACED = r"[+-]?\d{1,3}([ \x{00A0}\x{202F}]\d{3})+([.,]\d+)?"
_SPACES = r"[ \x{00A0}\x{202F}]"
_DIGITS = r"[+-]?[0-9]+"
_ANY_NUMBER = r"[0-9]+([.,][0-9]+)?"
_DOTTED = r"^\d+\."
_SERIAL = r"[0-9]{1,6}([.,][0-9]+)?"
_AROUND = r"^[\s\x{00A0}]*[€$£]?[\s\x{00A0}]*|[\s\x{00A0}]*[€$£]?[\s\x{00A0}]*$"
_ZONE = r" ?(Z|z|UTC|GMT|[+-]\d{2}(:?\d{2})?)"
_CLOCK = r"[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?"
_ISO = r"\d{4}[-/]\d{2}[-/]\d{2}"
_SLASHED = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}([ T,]+\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?)?"
_COMPACT = r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p")
_TRUE = ("true", "t", "yes", "y", "1", "si", "sí", "verdadero")
_FALSE = ("false", "f", "no", "n", "0", "falso")


@dataclass(frozen=True, slots=True)
class Style:
    """How one file writes what can be written in two ways; None where no value of it can be read in both."""

    decimal: DecimalMark | None = None
    date_order: DateOrder | None = None
    date_numbers: DateNumbers | None = None
    timezone: str = "UTC"


def _is(value: str, pattern: str) -> str:
    return f"regexp_full_match({value}, {literal(pattern)})"


def bare(column: str) -> str:
    """A number without the currency sign and the spaces around it, grouping spaces taken out."""
    trimmed = f"regexp_replace({column}, {literal(_AROUND)}, '', 'g')"
    joined = f"regexp_replace({trimmed}, {literal(_SPACES)}, '', 'g')"
    return f"CASE WHEN {_is(trimmed, _SPACED)} THEN {joined} ELSE {trimmed} END"


def number(value: str, style: Style) -> str:
    """SQL that reads a `bare` text as DOUBLE, NULL where it is no number in this style."""
    cases = [f"WHEN {_is(value, _DIGITS)} THEN TRY_CAST({value} AS DOUBLE)"]
    if style.decimal != ",":
        cases.append(f"WHEN {_is(value, _DOT)} THEN TRY_CAST(replace({value}, ',', '') AS DOUBLE)")
    if style.decimal != ".":
        cases.append(f"WHEN {_is(value, _COMMA)} THEN TRY_CAST(replace(replace({value}, '.', ''), ',', '.') AS DOUBLE)")
    return f"CASE {' '.join(cases)} END"


def number_counts(column: str) -> list[str]:
    """SQL aggregates over a text column: numbers with a sure decimal dot, a sure decimal comma, either, and one of the last."""
    value = bare(column)
    open_ = _is(value, _OPEN_NUMBER)
    return [
        f"count(*) FILTER ({_is(value, _DOT)} AND NOT {open_})",
        f"count(*) FILTER ({_is(value, _COMMA)} AND NOT {open_})",
        f"count(*) FILTER ({open_})",
        f"min({value}) FILTER ({open_})",
    ]


def date_counts(column: str) -> list[str]:
    """SQL aggregates over a text column: dates that are surely day first, surely month first, either way, bare numbers."""
    text = f"trim({column})"
    slashed, dotted = _is(text, _SLASHED), f"regexp_matches({text}, {literal(_DOTTED)})"
    first = f"TRY_CAST(regexp_extract({text}, '^(\\d{{1,2}})', 1) AS INTEGER)"
    second = f"TRY_CAST(regexp_extract({text}, '^\\d{{1,2}}[/.-](\\d{{1,2}})', 1) AS INTEGER)"
    open_ = f"{slashed} AND NOT {dotted} AND {first} <= 12 AND {second} <= 12 AND {first} <> {second}"
    bare = f"{_is(text, _ANY_NUMBER)} AND NOT {_is(text, _COMPACT)}"
    return [
        f"count(*) FILTER ({slashed} AND {first} > 12)",
        f"count(*) FILTER ({slashed} AND {second} > 12)",
        f"count(*) FILTER ({open_})",
        f"min({text}) FILTER ({open_})",
        f"count(*) FILTER ({bare})",
        f"min({text}) FILTER ({bare})",
        f"count(*) FILTER ({_is(text, _ISO + _CLOCK + _ZONE)})",
    ]


def to_utc(naive: str, timezone: str) -> str:
    """SQL that turns a local TIMESTAMP into a UTC one."""
    return naive if timezone == "UTC" else f"timezone('UTC', timezone({literal(timezone)}, {naive}))"


def instant(column: str, style: Style) -> str:
    """SQL that reads a text column as a UTC TIMESTAMP, NULL where it is no instant in this style."""
    text = f"trim({column})"
    iso = f"replace({text}, '/', '-')"
    zoned = f"regexp_replace({iso}, ' ?(Z|z|UTC|GMT)$', '+00:00')"
    zoned = f"regexp_replace({zoned}, ' ?([+-]\\d{{2}}):?(\\d{{2}})$', '\\1:\\2')"
    zoned = f"regexp_replace({zoned}, '([T ]\\d{{2}}:\\d{{2}})([+-])', '\\1:00\\2')"
    compact = f"CAST(try_strptime({text}, '%Y%m%d') AS TIMESTAMP)"
    cases = [
        (_is(text, _ISO + _CLOCK + _ZONE), f"timezone('UTC', TRY_CAST({zoned} AS TIMESTAMPTZ))"),
        (_is(text, f"{_ISO}({_CLOCK})?"), to_utc(f"TRY_CAST({iso} AS TIMESTAMP)", style.timezone)),
        (_is(text, _SLASHED), to_utc(_slashed(text, style), style.timezone)),
        (_is(text, _COMPACT), to_utc(compact, style.timezone)),
        *_from_numbers(text, style),
    ]
    return "CASE " + " ".join(f"WHEN {when} THEN {then}" for when, then in cases) + " END"


def _slashed(text: str, style: Style) -> str:
    unified = f"regexp_replace({text}, '^(\\d{{1,2}})[/.-](\\d{{1,2}})[/.-]', '\\1/\\2/')"
    unified = f"regexp_replace({unified}, '[T ,]+', ' ')"
    days = ", ".join(literal(f"%d/%m/%Y{clock}") for clock in _CLOCKS)
    months = ", ".join(literal(f"%m/%d/%Y{clock}") for clock in _CLOCKS)
    day_first, month_first = f"try_strptime({unified}, [{days}])", f"try_strptime({unified}, [{months}])"
    if style.date_order == "dmy":
        return day_first
    if style.date_order == "mdy":
        return f"CASE WHEN regexp_matches({text}, {literal(_DOTTED)}) THEN {day_first} ELSE {month_first} END"
    return f"coalesce({day_first}, {month_first})"


def _from_numbers(text: str, style: Style) -> list[tuple[str, str]]:
    if style.date_numbers == "unix":
        return [(_is(text, r"[0-9]{1,11}"), f"make_timestamp(TRY_CAST({text} AS BIGINT) * 1000000)")]
    if style.date_numbers == "excel":
        serial = f"TRY_CAST(replace({text}, ',', '.') AS DOUBLE)"
        moment = f"TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round({serial} * 86400000) AS BIGINT))"
        return [(_is(text, _SERIAL) + f" AND {serial} BETWEEN 1 AND 200000", to_utc(moment, style.timezone))]
    return []


def boolean(column: str) -> str:
    """SQL that reads a text column as BOOLEAN, NULL where it says neither."""
    value = f"lower(trim({column}))"
    yes, no = (", ".join(map(literal, words)) for words in (_TRUE, _FALSE))
    return f"CASE WHEN {value} IN ({yes}) THEN TRUE WHEN {value} IN ({no}) THEN FALSE END"
