"""Mappings: a small mapping.toml that says which files it reads, and one SELECT per canonical table beside it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from tools.errors import BadInputError
from tools.warehouse.schema import CONTACTS, TABLES, ColumnType
from tools.warehouse.staged import Staged, folded
from tools.warehouse.typed import Check, Column, Form

__all__ = ["Input", "InputColumn", "SourceMapping", "load_mapping", "shipped_mappings"]

_MAPPING_KEYS = {"title", "inputs", "views", "tables", "left_out", "currency", "timezone", "notes"}
_INPUT_KEYS = {"columns", "key", "checks", "table", "optional"}
_COLUMN_KEYS = {"type", "required", "choices", "names", "form", "needed"}


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column of an input: `names` are its spellings, `required` that its values are, `needed` that the file must have it."""

    column: Column
    names: tuple[str, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Input:
    """A file, or several alike, that a mapping reads: recognised by its columns, never by their order."""

    name: str
    columns: tuple[InputColumn, ...]
    key: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    table: str = ""
    optional: bool = False

    def missing_in(self, staged: Staged) -> tuple[str, ...]:
        """The needed columns that a file lacks."""
        headers = {folded(header) for header in staged.columns}
        return tuple(c.names[0] for c in self.columns if c.needed and not headers & {folded(name) for name in c.names})

    def fits(self, staged: Staged) -> bool:
        """Whether a file is one of this input."""
        return (not self.table or folded(self.table) == folded(staged.name)) and not self.missing_in(staged)


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """A loaded mapping: its inputs, its helper views in order, and the SELECT of each canonical table."""

    name: str
    title: str
    inputs: tuple[Input, ...]
    views: Mapping[str, str]
    tables: Mapping[str, str]
    left_out: str = ""
    currency: str = ""
    timezone: str = ""
    text: str = ""

    def fits(self, staged: Sequence[Staged]) -> bool:
        """Whether every input that is not optional has a file."""
        return all(one.optional or any(one.fits(file) for file in staged) for one in self.inputs)


def load_mapping(path: Path) -> SourceMapping:
    """Read a mapping folder (or its mapping.toml).

    Raises:
        BadInputError: a file is missing or a key or canonical table unknown.
    """
    folder = path.parent if path.name.endswith(".toml") else path
    return _load(folder.name, _Folder(folder))


@cache
def shipped_mappings() -> tuple[SourceMapping, ...]:
    """The mappings that come with Marea, in the order in which they are tried."""
    root = files("tools.warehouse") / "mappings"
    folders = sorted((f for f in root.iterdir() if (f / "mapping.toml").is_file()), key=lambda f: f.name)
    return tuple(_load(folder.name, _Folder(folder)) for folder in folders)


class _Folder:
    """The texts of one mapping folder, installed or on disk."""

    def __init__(self, folder: Any) -> None:
        self._folder = folder

    def text(self, name: str) -> str:
        file = self._folder / name
        if not file.is_file():
            raise BadInputError(f"mapping {self._folder.name!r} has no file {name!r}")
        return str(file.read_text(encoding="utf-8"))


def _load(name: str, folder: _Folder) -> SourceMapping:
    toml = folder.text("mapping.toml")
    try:
        declared = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"{name}/mapping.toml: {error}") from error
    _known(declared, _MAPPING_KEYS, f"{name}/mapping.toml")
    tables = _tables(name, declared, folder)
    views = {view: _sql(folder.text(f"{view}.sql")) for view in declared.get("views", [])}
    left_out = _sql(folder.text(f"{declared['left_out']}.sql")) if "left_out" in declared else ""
    return SourceMapping(
        name=name,
        title=declared.get("title", name),
        inputs=tuple(_input(key, value) for key, value in declared.get("inputs", {}).items()),
        views=views,
        tables=tables,
        left_out=left_out,
        currency=declared.get("currency", ""),
        timezone=declared.get("timezone", ""),
        text="\n".join([toml, *views.values(), *tables.values(), left_out]),
    )


def _tables(name: str, declared: Mapping[str, Any], folder: _Folder) -> dict[str, str]:
    known = {*TABLES, CONTACTS.name}
    unknown = [table for table in declared.get("tables", []) if table not in known]
    if unknown or not declared.get("tables"):
        what = f"unknown canonical table {unknown[0]!r}" if unknown else "no tables"
        raise BadInputError(f"{name}/mapping.toml: {what}; known: {', '.join(sorted(known))}")
    return {table: _sql(folder.text(f"{table}.sql")) for table in declared["tables"]}


def _input(name: str, declared: Mapping[str, Any]) -> Input:
    _known(declared, _INPUT_KEYS, f"inputs.{name}")
    checks = tuple(Check(c["when"], c["reason"], c.get("column", "")) for c in declared.get("checks", []))
    columns = tuple(_input_column(name, column, value) for column, value in declared.get("columns", {}).items())
    if not columns:
        raise BadInputError(f"inputs.{name}: no columns; a file is recognised by them")
    return Input(
        name, columns, tuple(declared.get("key", ())), checks, declared.get("table", ""), declared.get("optional", False)
    )


def _input_column(where: str, name: str, declared: Mapping[str, Any]) -> InputColumn:
    _known(declared, _COLUMN_KEYS, f"inputs.{where}.columns.{name}")
    type_, form = declared.get("type", "text"), declared.get("form", "")
    if type_ not in get_args(ColumnType) or form not in get_args(Form):
        known = f"types {', '.join(get_args(ColumnType))}; forms {', '.join(filter(None, get_args(Form)))}"
        raise BadInputError(f"inputs.{where}.columns.{name}: unknown type {type_!r} or form {form!r}; known: {known}")
    required = declared.get("required", False)
    column = Column(name, type_, required, tuple(declared.get("choices", ())), None, form)
    return InputColumn(column, (name, *declared.get("names", ())), declared.get("needed", required))


def _known(declared: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(declared) - known)
    if unknown:
        raise BadInputError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(known))}")


def _sql(text: str) -> str:
    return text.strip().rstrip(";")
