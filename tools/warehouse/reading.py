"""Typed reading of rows: lossless readings are made and reported, every other row is rejected with its line and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.terms import Text
from tools.warehouse.options import ImportOptions
from tools.warehouse.session import Session, identifier, literal
from tools.warehouse.styles import decide_style
from tools.warehouse.typed import Check, Column, currency, is_contact, is_number, is_text, judged_select, text_of

__all__ = ["ReadRows", "Relation", "read_rows"]

_TRIMMED = Text("trimmed", "sin espacios sobrantes")
_AS_CODES = Text("written as codes", "escritos como código")


@dataclass(frozen=True, slots=True)
class Relation:
    """What is read: a SQL relation with `_file` and `_line`, its name in reports, and the zone of instants without one.

    It `is_theirs` where a person wrote the query in it: what fails in there is told with its name.
    """

    sql: str
    label: str
    timezone: str = "UTC"
    is_theirs: bool = False


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
    numbers = [text_of(c) for c in columns if c.type in ("decimal", "integer") and is_text(c, kinds)]
    dates = [text_of(c) for c in columns if c.type in ("date", "instant") and (is_text(c, kinds) or is_number(c, kinds))]
    style, normalised = decide_style(session, relation.sql, numbers, dates, options, relation.timezone, relation.label)
    judged = judged_select(relation.sql, columns, checks, kinds, style)
    names = ", ".join(identifier(column.name) for column in columns)
    out = session.fresh("typed")
    good = f"SELECT {names}, _file, _line FROM ({judged}) WHERE _fault IS NULL"
    rows = session.write_theirs(good, out, relation.label) if relation.is_theirs else session.write(good, out)
    result = ReadRows(out, rows, normalised=normalised)
    if rows < int(session.one(f"SELECT count(*) FROM {relation.sql}")[0]):
        result.rejects.append(_write_rejects(session, relation, judged))
    result.rejects += _write_blanked(session, relation, columns, kinds)
    result.normalised += _tidied(session, relation, columns, kinds)
    return result


def _write_rejects(session: Session, relation: Relation, judged: str) -> Path:
    shown = "CASE WHEN contains(_value, '@') THEN '' ELSE left(_value, 80) END"
    target = session.fresh("rejects")
    session.write(
        f"SELECT _file, _line, {literal(relation.label)} AS _table, CAST(_column AS VARCHAR) AS _column, {shown} AS _value, "
        f"_reason, 'row left out' AS _what FROM ({judged}) WHERE _fault IS NOT NULL",
        target,
    )
    return target


def _write_blanked(session: Session, relation: Relation, columns: Sequence[Column], kinds: dict[str, str]) -> list[Path]:
    """Bad contact fields: reported by line, their value shown nowhere."""
    written = []
    for column in columns:
        if column.form not in ("email", "phone") or not is_text(column, kinds):
            continue
        text = text_of(column)
        target = session.fresh("rejects")
        rows = session.write(
            f"SELECT _file, _line, {literal(relation.label)} AS _table, {literal(column.name)} AS _column, '' AS _value, "
            f"{literal(f'{column.name} is not a valid {column.form}')} AS _reason, 'field blanked' AS _what "
            f"FROM {relation.sql} WHERE {text} IS NOT NULL AND trim({text}) <> '' AND NOT {is_contact(column.form, text)}",
            target,
        )
        if rows:
            written.append(target)
    return written


def _tidied(session: Session, relation: Relation, columns: Sequence[Column], kinds: dict[str, str]) -> list[Text]:
    """How many ids and choices lost spaces around them or changed case, how many currencies became codes."""
    texts = [c for c in columns if is_text(c, kinds) and (c.choices or c.form in ("id", "currency"))]
    if not texts:
        return []
    changed = [f"count(*) FILTER ({text_of(c)} <> {_tidy(c)})" for c in texts]
    counts = session.one(f"SELECT {', '.join(changed)} FROM {relation.sql}")
    return [
        Text("{column}: {n} values {done}", "{column}: {n} valores {done}").format(
            column=f"{relation.label}.{c.name}", n=n, done=_AS_CODES if c.form == "currency" else _TRIMMED
        )
        for c, n in zip(texts, counts, strict=True)
        if n
    ]


def _tidy(column: Column) -> str:
    """SQL of the value without what says nothing."""
    text = text_of(column)
    if column.form == "currency":
        return currency(text)
    return f"lower(trim({text}))" if column.choices else f"trim({text})"
