"""The SQL that gives a column its type: the value where it can be read without loss, and what is wrong where it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tools.warehouse import forms
from tools.warehouse.forms import Style
from tools.warehouse.schema import ColumnType
from tools.warehouse.session import identifier, literal

__all__ = ["SQL_TYPES", "Check", "Column", "Form", "currency", "is_contact", "is_number", "is_text", "judged_select", "text_of"]

Form = Literal["", "id", "email", "phone", "private", "currency"]

SQL_TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR", "integer": "BIGINT", "decimal": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "instant": "TIMESTAMP",
}  # fmt: skip
_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"}
_EXACT = 1e15
_CONTACT_FORMS: dict[Form, tuple[str, ...]] = {
    "email": (
        r"[\p{Latin}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{Latin}\p{N}-]+(\.[\p{Latin}\p{N}-]+)+",
        r"[^\p{Latin}\s@,;:<>()\[\]\x{22}]+@[\p{Latin}\p{N}-]+(\.[\p{Latin}\p{N}-]+)+",
    ),
    "phone": (r"[+(]?[0-9][0-9 ().\x{00A0}/-]{4,24}",),
}
_CURRENCIES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "US$": "USD", "R$": "BRL"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column to read. `source` is its name in the relation (None: not there); `form` says what kind of text it is.

    An id is trimmed; a currency becomes its code; a bad e-mail or phone is blanked and never removes its row; a private text
    is shown in no report.
    """

    name: str
    type: ColumnType
    required: bool = False
    choices: tuple[str, ...] = ()
    source: str | None = None
    form: Form = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A condition over typed columns (SQL) under which a row is rejected, and the reason given."""

    when: str
    reason: str
    column: str = ""


def is_text(column: Column, kinds: dict[str, str]) -> bool:
    """Whether the source holds texts that have to be read."""
    return column.source is not None and kinds[column.source] == "VARCHAR"


def is_number(column: Column, kinds: dict[str, str]) -> bool:
    """Whether the source holds numbers already."""
    kind = kinds[column.source] if column.source else ""
    return kind in _WHOLE or kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL")


def text_of(column: Column) -> str:
    """SQL of the source's value as text, NULL where it is empty."""
    return f"nullif(CAST({identifier(column.source or '')} AS VARCHAR), '')"


def _typed(column: Column, kinds: dict[str, str], style: Style) -> str:
    """SQL of the typed value over `_rows`, NULL where it cannot be read."""
    if column.source is None:
        return f"CAST(NULL AS {SQL_TYPES[column.type]})"
    kind, name, text = kinds[column.source], identifier(column.source), text_of(column)
    if column.type == "text":
        return _typed_text(column, kind, name, text)
    if column.type == "boolean":
        return name if kind == "BOOLEAN" else forms.boolean(text)
    if column.type in ("decimal", "integer"):
        if is_text(column, kinds):
            return forms.number(identifier("_bare_" + column.name), style)
        return f"CAST({name} AS DOUBLE)"
    return _typed_time(column, kind, name, text, style)


def _typed_text(column: Column, kind: str, name: str, text: str) -> str:
    if kind in ("DOUBLE", "FLOAT"):
        return (
            f"CASE WHEN {name} = trunc({name}) THEN CAST(CAST({name} AS HUGEINT) AS VARCHAR) ELSE CAST({name} AS VARCHAR) END"
        )
    if column.form in ("email", "phone"):
        return f"CASE WHEN {is_contact(column.form, text)} THEN trim({text}) END"
    if column.choices:
        return f"CASE WHEN lower(trim({text})) IN ({', '.join(map(literal, column.choices))}) THEN lower(trim({text})) END"
    if column.form == "currency":
        return currency(text)
    return f"nullif(trim({text}), '')" if column.form == "id" else text


def currency(text: str) -> str:
    """SQL of an ISO code: capitals, and the code of a sign or name that has only one."""
    plain = f"nullif(upper(trim({text})), '')"
    return f"CASE {plain} {' '.join(f'WHEN {literal(s)} THEN {literal(c)}' for s, c in _CURRENCIES.items())} ELSE {plain} END"


def is_contact(form: Form, text: str) -> str:
    """SQL condition: a text that can be an e-mail address or a phone number."""
    fits = " OR ".join(f"regexp_full_match(trim({text}), {literal(pattern)})" for pattern in _CONTACT_FORMS[form])
    return f"(({fits}) AND strlen({text}) <= 254)"


def _bounded(column: Column) -> str:
    """Only finite numbers that a DOUBLE holds exactly to the cent; integers only where whole."""
    name = identifier(column.name)
    if column.type == "decimal":
        return f"CASE WHEN isfinite({name}) AND abs({name}) < {_EXACT} THEN {name} END AS {name}"
    whole = f"isfinite({name}) AND abs({name}) < {_EXACT} AND {name} = trunc({name})"
    return f"CASE WHEN {whole} THEN CAST({name} AS BIGINT) END AS {name}"


def _typed_time(column: Column, kind: str, name: str, text: str, style: Style) -> str:
    target = SQL_TYPES[column.type]
    if kind == "TIMESTAMP WITH TIME ZONE":
        value = f"timezone('UTC', {name})"
    elif kind.startswith("TIMESTAMP"):
        value = (
            f"CAST({name} AS TIMESTAMP)"
            if column.type == "date"
            else forms.to_utc(f"CAST({name} AS TIMESTAMP)", style.timezone)
        )
    elif kind == "DATE":
        value = name if column.type == "date" else forms.to_utc(f"CAST({name} AS TIMESTAMP)", style.timezone)
    else:
        local = Style(style.decimal, style.date_order, style.date_numbers, "UTC") if column.type == "date" else style
        value = forms.instant(text, local)
    return f"CAST({value} AS {target})"


def judged_select(
    relation: str, columns: Sequence[Column], checks: Sequence[Check], kinds: dict[str, str], style: Style
) -> str:
    """SQL of all typed columns with `_column`, `_value` and `_reason` of the first thing wrong with the row.

    Good rows have no `_fault`; asking that of the others would work each of them out once per thing that can be wrong.
    """
    numbers = [c for c in columns if c.type in ("decimal", "integer") and c.source]
    bare = [f"{forms.bare(text_of(c))} AS {identifier('_bare_' + c.name)}" for c in numbers if is_text(c, kinds)]
    rows = f"(SELECT {', '.join(['*', *bare])} FROM {relation})" if bare else relation
    raw = [f"{_raw(c, kinds)} AS {identifier('_raw_' + c.name)}" for c in columns if c.source and _is_parsed(c)]
    typed = [f"{_typed(c, kinds, style)} AS {identifier(c.name)}" for c in columns]
    inner = f"(SELECT {', '.join([*typed, *raw])}, _file, _line FROM {rows})"
    if numbers:
        inner = f"(SELECT * REPLACE ({', '.join(map(_bounded, numbers))}) FROM {inner})"
    faults = [fault for c in columns for fault in _faults(c, kinds)]
    faults += [_Fault(f"({check.when})", check.reason, check.column, _shown(check.column, columns)) for check in checks]
    if not faults:
        return f"SELECT *, NULL AS _fault, NULL AS _column, NULL AS _value, NULL AS _reason FROM {inner}"
    number = " ".join(f"WHEN {fault.when} THEN {place}" for place, fault in enumerate(faults))
    told = ", ".join(
        f"CASE _fault {' '.join(f'WHEN {place} THEN {value}' for place, value in enumerate(values))} END AS {name}"
        for name, values in (
            ("_column", [literal(fault.column) for fault in faults]),
            ("_value", [fault.value for fault in faults]),
            ("_reason", [literal(fault.reason) for fault in faults]),
        )
    )
    return f"SELECT *, {told} FROM (SELECT *, CASE {number} END AS _fault FROM {inner})"


@dataclass(frozen=True, slots=True)
class _Fault:
    """Something wrong with a row: the SQL condition, the reason, the column and the SQL of the value to show."""

    when: str
    reason: str
    column: str
    value: str = "NULL"


def _raw(column: Column, kinds: dict[str, str]) -> str:
    return f"nullif(trim({text_of(column)}), '')" if is_text(column, kinds) else identifier(column.source or "")


def _is_parsed(column: Column) -> bool:
    """Whether the text of a value is needed to tell an unreadable one from a missing one."""
    return column.form not in ("email", "phone") and (column.type != "text" or bool(column.choices))


def _shown(name: str, columns: Sequence[Column]) -> str:
    found = next((c for c in columns if c.name == name and c.source and _is_parsed(c)), None)
    return f"CAST({identifier('_raw_' + name)} AS VARCHAR)" if found else "NULL"


def _faults(column: Column, kinds: dict[str, str]) -> list[_Fault]:
    name, faults = identifier(column.name), []
    if column.source and _is_parsed(column):
        raw = identifier("_raw_" + column.name)
        faults.append(
            _Fault(f"{name} IS NULL AND {raw} IS NOT NULL", _expected(column), column.name, f"CAST({raw} AS VARCHAR)")
        )
    elif is_text(column, kinds) and column.form not in ("email", "phone"):
        faults.append(_Fault(f"contains({name}, chr(0))", "a NUL character", column.name))
    if column.required:
        faults.append(_Fault(f"{name} IS NULL", f"{column.name} is missing", column.name))
    return faults


def _expected(column: Column) -> str:
    if column.choices:
        return f"{column.name} is none of {', '.join(column.choices)}"
    words = {
        "decimal": "a number",
        "integer": "a whole number",
        "boolean": "true or false",
        "date": "a date",
        "instant": "a date or time",
    }
    return f"{column.name} is not {words[column.type]}"
