"""From staged files to the canonical rows of one source, through a mapping or by canonical names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.keys import resolve_keys
from tools.warehouse.mapping import Input, SourceMapping
from tools.warehouse.options import ImportOptions
from tools.warehouse.outcome import SourceCounts
from tools.warehouse.reading import Relation, read_rows
from tools.warehouse.schema import CONTACTS, TABLES, CanonicalTable
from tools.warehouse.session import Session, identifier, literal
from tools.warehouse.staged import Staged, folded
from tools.warehouse.typed import Check, Column, Form, is_text

__all__ = ["SourceRows", "read_canonical_file", "read_mapped", "relation_of"]

_CHECKS: dict[str, tuple[Check, ...]] = {
    "orders": (
        Check("status <> 'refund' AND revenue < 0", "negative revenue: a refund needs status refund", "revenue"),
        Check("discount < 0", "negative discount", "discount"),
    ),
    "order_lines": (),
    "products": (Check("price < 0 OR unit_cost < 0", "negative price or cost", "price"),),
    "reviews": (Check("rating NOT BETWEEN 1 AND 5", "rating is not 1 to 5", "rating"),),
    "surveys": (Check("score NOT BETWEEN 0 AND 10", "score is not 0 to 10", "score"),),
    "customers": (Check("birth_month NOT BETWEEN 1 AND 12", "birth_month is not 1 to 12", "birth_month"),),
}
_CONTACT_FORMS: dict[str, Form] = {"email": "email", "phone": "phone", "first_name": "private", "last_name": "private"}


@dataclass(slots=True)
class SourceRows:
    """The typed rows of one source, several files a table, and what became of the others."""

    tables: dict[str, list[Path]] = field(default_factory=dict)
    counts: SourceCounts = field(default_factory=SourceCounts)
    rejects: list[Path] = field(default_factory=list)


def relation_of(files: Sequence[Staged], columns: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, dict[str, str]]:
    """A SQL relation of files alike with `_file` and `_line`, and which of the wanted columns it has under which name."""
    present = {name: header for name, names in columns for header in _matching(files, names)}
    parts = []
    for file in files:
        source = f"read_parquet({literal(file.path)}{'' if file.has_lines else ', file_row_number = true'})"
        line = "_line" if file.has_lines else "CAST(file_row_number + 1 AS BIGINT)"
        picked = [f"{_picked(file, names)} AS {identifier(name)}" for name, names in columns if name in present]
        parts.append(f"SELECT {', '.join([*picked, f'{literal(file.label)} AS _file', f'{line} AS _line'])} FROM {source}")
    return f"({' UNION ALL BY NAME '.join(parts)})", {name: name for name in present}


def _matching(files: Sequence[Staged], names: Sequence[str]) -> list[str]:
    wanted = {folded(name) for name in names}
    return [header for file in files for header in file.columns if folded(header) in wanted]


def _picked(file: Staged, names: Sequence[str]) -> str:
    """The first of these names that the file has; exact spelling wins."""
    by_fold = {folded(header): header for header in reversed(file.columns)}
    header = next((by_fold[folded(name)] for name in names if folded(name) in by_fold), None)
    if header is not None and f"{folded(header)} (2)" in by_fold:
        raise BadInputError(f"{file.label} has the column {header!r} twice; keep one of them")
    return identifier(header) if header is not None else "NULL"


def read_mapped(
    session: Session, mapping: SourceMapping, staged: Sequence[Staged], into: SourceRows, options: ImportOptions, timezone: str
) -> None:
    """Read the inputs of a mapping, run its SELECTs and read their rows as canonical ones."""
    for one in mapping.inputs:
        _read_input(session, mapping, one, [file for file in staged if one.fits(file)], into, options, timezone)
    for name, select in mapping.views.items():
        session.define(name, select, f"{mapping.name}/{name}.sql")
    for table, select in mapping.tables.items():
        _read_selected(session, table, select, f"{mapping.name}/{table}.sql", into, options)
    if mapping.left_out:
        _left_out(session, mapping, into)


def _read_input(
    session: Session,
    mapping: SourceMapping,
    one: Input,
    files: Sequence[Staged],
    into: SourceRows,
    options: ImportOptions,
    timezone: str,
) -> None:
    sql, present = relation_of(files, [(c.column.name, c.names) for c in one.columns]) if files else ("", {})
    columns = [_sourced(c.column, present) for c in one.columns]
    if not files:
        session.execute(f"CREATE OR REPLACE VIEW {identifier(one.name)} AS {_nothing(session, columns)}")
        return
    read = read_rows(
        session, Relation(sql, ", ".join(file.label for file in files[:3]), timezone), columns, one.checks, options
    )
    into.counts.normalised += read.normalised
    into.rejects += read.rejects
    keyed = resolve_keys(session, read.path, read.rows, one.key, one.name)
    into.rejects += keyed.rejects
    if keyed.repeated:
        into.counts.repeated[one.name] = into.counts.repeated.get(one.name, 0) + keyed.repeated
    if not one.key:
        _count_identical(session, one.name, read.path, read.rows, into)
    session.execute(f"CREATE OR REPLACE VIEW {identifier(one.name)} AS SELECT * FROM read_parquet({literal(keyed.path)})")


def _nothing(session: Session, columns: Sequence[Column]) -> str:
    empty = "(SELECT NULL AS _file, NULL AS _line WHERE FALSE)"
    out = read_rows(
        session, Relation(empty, "nothing"), [_sourced(c, {}) for c in columns if not c.required], (), ImportOptions()
    )
    required = "".join(f", NULL AS {identifier(c.name)}" for c in columns if c.required)
    return f"SELECT *{required} FROM read_parquet({literal(out.path)})"


def _sourced(column: Column, present: dict[str, str]) -> Column:
    return Column(column.name, column.type, column.required, column.choices, present.get(column.name), column.form)


def _count_identical(session: Session, name: str, path: Path, rows: int, into: SourceRows) -> None:
    """Identical rows without a key are real, but worth knowing of."""
    source = f"read_parquet({literal(path)})"
    content = ", ".join(identifier(c) for c in session.columns(source) if c not in ("_file", "_line"))
    distinct = int(session.one(f"SELECT count(DISTINCT hash({content})) FROM {source}")[0])
    if rows > distinct:
        into.counts.identical_rows[name] = into.counts.identical_rows.get(name, 0) + rows - distinct


def _read_selected(session: Session, table: str, select: str, where: str, into: SourceRows, options: ImportOptions) -> None:
    """Read what a mapping selects: at once where its values have their types already, else from a file of it."""
    select = select.strip().removesuffix(";")
    kinds = session.columns_of_theirs(select, where)
    known = {column.name for column in _declared(table).columns} | {"_file", "_line"}
    unknown = sorted(set(kinds) - known)
    if unknown:
        raise BadInputError(f"{where}: unknown column {unknown[0]!r} for {table}; known: {', '.join(sorted(known))}")
    columns = _columns(table, {name: name for name in kinds}, ids="")
    relation = f"(\n{select}\n)"
    if any(is_text(c, kinds) and (c.choices or c.form or c.type != "text") for c in columns):
        out = session.fresh(f"selected_{table}")
        session.write_theirs(select, out, where)
        relation = f"read_parquet({literal(out)})"
    lines = [f"NULL AS {name}" for name in ("_file", "_line") if name not in kinds]
    sql = f"(SELECT *{''.join(', ' + line for line in lines)} FROM {relation})"
    _read_table(session, table, Relation(sql, where, is_theirs=True), columns, into, options)


def read_canonical_file(
    session: Session, table: str, files: Sequence[Staged], into: SourceRows, options: ImportOptions, timezone: str
) -> None:
    """Read files that are a canonical table already."""
    names = [(column.name, (column.name,)) for column in _declared(table).columns]
    sql, present = relation_of(files, names)
    zone = "UTC" if all(file.canonical_times for file in files) else timezone
    _read_table(session, table, Relation(sql, table, zone), _columns(table, present, ids="id"), into, options)


def _read_table(
    session: Session, table: str, relation: Relation, columns: Sequence[Column], into: SourceRows, options: ImportOptions
) -> None:
    declared = _declared(table)
    missing = [c.name for c in columns if c.required and c.source is None]
    if missing:
        raise BadInputError(f"{relation.label}: the required column {missing[0]!r} of {table} is missing")
    read = read_rows(session, relation, columns, (*_CHECKS.get(table, ()), *_not_in_future(declared, options)), options)
    keyed = resolve_keys(session, read.path, read.rows, declared.key, relation.label)
    into.counts.normalised += read.normalised
    into.rejects += [*read.rejects, *keyed.rejects]
    if keyed.repeated:
        into.counts.repeated[table] = into.counts.repeated.get(table, 0) + keyed.repeated
    into.tables.setdefault(table, []).append(keyed.path)


def _not_in_future(table: CanonicalTable, options: ImportOptions) -> list[Check]:
    """What has happened cannot lie ahead: one order dated 2125 would move today, and everybody would have lapsed."""
    if options.latest is None:
        return []
    happened = [column.name for column in table.columns if column.required and column.type == "instant"]
    moment = options.latest.astimezone(UTC).replace(tzinfo=None)
    return [Check(f"{name} > TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S}'", "dated in the future", name) for name in happened]


def _declared(table: str) -> CanonicalTable:
    return CONTACTS if table == CONTACTS.name else TABLES[table]


def _columns(table: str, present: dict[str, str], ids: Form) -> list[Column]:
    """The canonical columns as they are to be read; `ids` is the form of ids, which only files have spaces around."""
    declared, forms = _declared(table), _CONTACT_FORMS if table == CONTACTS.name else {}
    columns = []
    for column in declared.columns:
        is_id = column.name in declared.key or column.name.endswith("_id")
        form = forms.get(column.name, ids if is_id and column.type == "text" else "")
        form = "currency" if ids and column.name == "currency" else form
        columns.append(Column(column.name, column.type, column.required, column.choices, present.get(column.name), form))
    return columns


def _left_out(session: Session, mapping: SourceMapping, into: SourceRows) -> None:
    out = session.fresh("left_out")
    session.write_theirs(mapping.left_out, out, f"{mapping.name}/left_out")
    source = f"read_parquet({literal(out)})"
    missing = {"_file", "_line", "reason"} - set(session.columns(source))
    if missing:
        raise BadInputError(
            f"{mapping.name}: left_out must give the columns _file, _line and reason; {sorted(missing)[0]} is missing"
        )
    for reason, rows in session.rows(f"SELECT reason, count(*) FROM {source} GROUP BY ALL ORDER BY ALL"):
        into.counts.left_out[reason] = into.counts.left_out.get(reason, 0) + rows
        into.counts.notes.append(Text(f"{rows:d} rows left out: {reason}", f"{rows:d} filas fuera: {reason}"))
    rejects = session.fresh("rejects")
    session.write(
        f"SELECT _file, _line, {literal(mapping.name)} AS _table, '' AS _column, '' AS _value, reason AS _reason, "
        f"'left out by the mapping' AS _what FROM {source}",
        rejects,
    )
    into.rejects.append(rejects)
