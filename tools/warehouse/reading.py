"""Typed reading of rows: lossless readings are made and reported, every other row is rejected with its line and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tools.terms import Text
from tools.warehouse import forms
from tools.warehouse.forms import Style
from tools.warehouse.options import ImportOptions
from tools.warehouse.schema import ColumnType
from tools.warehouse.session import Session, identifier, literal
from tools.warehouse.styles import decide_style

__all__ = ["Check", "Column", "Form", "ReadRows", "Relation", "read_rows"]

Form = Literal["", "id", "email", "phone", "private"]

_SQL_TYPES: dict[ColumnType, str] = {
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column to read. `source` is its name in the relation (None: not there); `form` says what kind of text it is.

    An id is trimmed; a bad e-mail or phone is blanked and never removes its row; a private text is shown in no report.
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


@dataclass(frozen=True, slots=True)
class Relation:
    """What is read: a SQL relation with `_file` and `_line`, its name in reports, and the zone of instants without one."""

    sql: str
    label: str
    timezone: str = "UTC"


@dataclass(slots=True)
class ReadRows:
    """Typed rows in a Parquet file; `rejects` are files of (_file, _line, _table, _column, _value, _reason, _what)."""

    path: Path
    rows: int
    rejects: list[Path] = field(default_factory=list)
    normalised: list[Text] = field(default_factory=list)


def read_rows(
    session: Session, relation: Relation, columns: Sequence[Column], checks: Sequence[Check], options: ImportOptions
) -> ReadRows:
    """Read every row of the relation by these columns.

    Raises:
        AmbiguousInputError: values can be read in two ways and nothing tells which.
    """
    kinds = session.columns(relation.sql)
    numbers = [_text(c) for c in columns if c.type in ("decimal", "integer") and _is_text(c, kinds)]
    dates = [_text(c) for c in columns if c.type in ("date", "instant") and (_is_text(c, kinds) or _is_number(c, kinds))]
    style, normalised = decide_style(session, relation.sql, numbers, dates, options, relation.timezone, relation.label)
    judged = _judged(relation, columns, checks, kinds, style)
    names = ", ".join(identifier(column.name) for column in columns)
    out = session.fresh("typed")
    rows = session.write(f"SELECT {names}, _file, _line FROM ({judged}) WHERE _reason IS NULL", out)
    result = ReadRows(out, rows, normalised=normalised)
    if rows < int(session.one(f"SELECT count(*) FROM {relation.sql}")[0]):
        result.rejects.append(_write_rejects(session, relation, judged))
    result.rejects += _write_blanked(session, relation, columns, kinds)
    result.normalised += _tidied(session, relation, columns, kinds)
    return result


def _is_text(column: Column, kinds: dict[str, str]) -> bool:
    return column.source is not None and kinds[column.source] == "VARCHAR"


def _is_number(column: Column, kinds: dict[str, str]) -> bool:
    kind = kinds[column.source] if column.source else ""
    return kind in _WHOLE or kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL")


def _text(column: Column) -> str:
    return f"nullif(CAST({identifier(column.source or '')} AS VARCHAR), '')"


def _typed(column: Column, kinds: dict[str, str], style: Style) -> str:
    """SQL of the typed value over `_rows`, NULL where it cannot be read."""
    if column.source is None:
        return f"CAST(NULL AS {_SQL_TYPES[column.type]})"
    kind, name, text = kinds[column.source], identifier(column.source), _text(column)
    if column.type == "text":
        return _typed_text(column, kind, name, text)
    if column.type == "boolean":
        return name if kind == "BOOLEAN" else forms.boolean(text)
    if column.type in ("decimal", "integer"):
        if _is_text(column, kinds):
            return forms.number(identifier("_bare_" + column.name), style)
        return f"CAST({name} AS DOUBLE)"
    return _typed_time(column, kind, name, text, style)


def _typed_text(column: Column, kind: str, name: str, text: str) -> str:
    if kind in ("DOUBLE", "FLOAT"):
        return f"CASE WHEN {name} = trunc({name}) THEN CAST(CAST({name} AS HUGEINT) AS VARCHAR) ELSE CAST({name} AS VARCHAR) END"
    if column.form in ("email", "phone"):
        return f"CASE WHEN {_is_contact(column.form, text)} THEN trim({text}) END"
    if column.choices:
        return f"CASE WHEN lower(trim({text})) IN ({', '.join(map(literal, column.choices))}) THEN lower(trim({text})) END"
    return f"nullif(trim({text}), '')" if column.form == "id" else text


def _is_contact(form: Form, text: str) -> str:
    fits = " OR ".join(f"regexp_full_match(trim({text}), {literal(pattern)})" for pattern in _CONTACT_FORMS[form])
    return f"(({fits}) AND strlen({text}) <= 254)"


def _bounded(column: Column) -> str:
    """Only finite numbers that a DOUBLE holds exactly to the cent; integers only where whole."""
    name = identifier(column.name)
    if column.type == "decimal":
        return f"CASE WHEN isfinite({name}) AND abs({name}) < {_EXACT} THEN {name} END AS {name}"
    return f"CASE WHEN isfinite({name}) AND abs({name}) < {_EXACT} AND {name} = trunc({name}) THEN CAST({name} AS BIGINT) END AS {name}"


def _typed_time(column: Column, kind: str, name: str, text: str, style: Style) -> str:
    target = _SQL_TYPES[column.type]
    if kind == "TIMESTAMP WITH TIME ZONE":
        value = f"timezone('UTC', {name})"
    elif kind.startswith("TIMESTAMP"):
        value = f"CAST({name} AS TIMESTAMP)" if column.type == "date" else forms.to_utc(f"CAST({name} AS TIMESTAMP)", style.timezone)
    elif kind == "DATE":
        value = name if column.type == "date" else forms.to_utc(f"CAST({name} AS TIMESTAMP)", style.timezone)
    else:
        local = Style(style.decimal, style.date_order, style.date_numbers, "UTC") if column.type == "date" else style
        value = forms.instant(text, local)
    return f"CAST({value} AS {target})"


def _judged(relation: Relation, columns: Sequence[Column], checks: Sequence[Check], kinds: dict[str, str], style: Style) -> str:
    """SQL of all typed columns with `_column`, `_value` and `_reason` of the first thing wrong with the row."""
    numbers = [c for c in columns if c.type in ("decimal", "integer") and c.source]
    bare = [f"{forms.bare(_text(c))} AS {identifier('_bare_' + c.name)}" for c in numbers if _is_text(c, kinds)]
    rows = f"(SELECT {', '.join(['*', *bare])} FROM {relation.sql})" if bare else relation.sql
    raw = [f"{_raw(c, kinds)} AS {identifier('_raw_' + c.name)}" for c in columns if c.source and _is_parsed(c)]
    typed = [f"{_typed(c, kinds, style)} AS {identifier(c.name)}" for c in columns]
    inner = f"(SELECT {', '.join([*typed, *raw])}, _file, _line FROM {rows})"
    if numbers:
        inner = f"(SELECT * REPLACE ({', '.join(map(_bounded, numbers))}) FROM {inner})"
    faults = [fault for c in columns for fault in _faults(c, kinds)]
    faults += [_Fault(f"({check.when})", check.reason, check.column, _shown(check.column, columns)) for check in checks]
    if not faults:
        return f"SELECT *, NULL AS _column, NULL AS _value, NULL AS _reason FROM {inner}"
    number = " ".join(f"WHEN {fault.when} THEN {place}" for place, fault in enumerate(faults))
    told = ", ".join(
        f"CASE _fault {' '.join(f'WHEN {place} THEN {tell(fault)}' for place, fault in enumerate(faults))} END AS {name}"
        for name, tell in (
            ("_column", lambda fault: literal(fault.column)),
            ("_value", lambda fault: fault.value),
            ("_reason", lambda fault: literal(fault.reason)),
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
    return f"nullif(trim({_text(column)}), '')" if _is_text(column, kinds) else identifier(column.source or "")


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
        faults.append(_Fault(f"{name} IS NULL AND {raw} IS NOT NULL", _expected(column), column.name, f"CAST({raw} AS VARCHAR)"))
    elif _is_text(column, kinds) and column.form not in ("email", "phone"):
        faults.append(_Fault(f"contains({name}, chr(0))", "a NUL character", column.name))
    if column.required:
        faults.append(_Fault(f"{name} IS NULL", f"{column.name} is missing", column.name))
    return faults


def _expected(column: Column) -> str:
    if column.choices:
        return f"{column.name} is none of {', '.join(column.choices)}"
    words = {"decimal": "a number", "integer": "a whole number", "boolean": "true or false", "date": "a date", "instant": "a date or time"}
    return f"{column.name} is not {words[column.type]}"


def _write_rejects(session: Session, relation: Relation, judged: str) -> Path:
    shown = "CASE WHEN contains(_value, '@') THEN '' ELSE left(_value, 80) END"
    target = session.fresh("rejects")
    session.write(
        f"SELECT _file, _line, {literal(relation.label)} AS _table, CAST(_column AS VARCHAR) AS _column, {shown} AS _value, "
        f"_reason, 'row left out' AS _what FROM ({judged}) WHERE _reason IS NOT NULL",
        target,
    )
    return target


def _write_blanked(session: Session, relation: Relation, columns: Sequence[Column], kinds: dict[str, str]) -> list[Path]:
    """Bad contact fields: reported by line, their value shown nowhere."""
    written = []
    for column in columns:
        if column.form not in ("email", "phone") or not _is_text(column, kinds):
            continue
        text = _text(column)
        target = session.fresh("rejects")
        rows = session.write(
            f"SELECT _file, _line, {literal(relation.label)} AS _table, {literal(column.name)} AS _column, '' AS _value, "
            f"{literal(f'{column.name} is not a valid {column.form}')} AS _reason, 'field blanked' AS _what "
            f"FROM {relation.sql} WHERE {text} IS NOT NULL AND trim({text}) <> '' AND NOT {_is_contact(column.form, text)}",
            target,
        )
        if rows:
            written.append(target)
    return written


def _tidied(session: Session, relation: Relation, columns: Sequence[Column], kinds: dict[str, str]) -> list[Text]:
    """How many ids and choices lost spaces around them or changed case."""
    texts = [c for c in columns if _is_text(c, kinds) and (c.choices or c.form == "id")]
    if not texts:
        return []
    changed = [f"count(*) FILTER ({_text(c)} <> {'lower(trim' if c.choices else '(trim'}({_text(c)})))" for c in texts]
    counts = session.one(f"SELECT {', '.join(changed)} FROM {relation.sql}")
    return [
        Text(f"{relation.label}.{c.name}: {n:d} values trimmed", f"{relation.label}.{c.name}: {n:d} valores sin espacios sobrantes")
        for c, n in zip(texts, counts, strict=True)
        if n
    ]
