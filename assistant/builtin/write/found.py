"""A reply read for writing: its facts by role and by row, and the placeholders that stand for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.render.escape import escape
from assistant.render.values import value_words
from tools.reply import Fact, Reply, Scalar, Table
from tools.terms import Language

__all__ = ["Found", "Row", "as_number", "place"]

SMALL_GROUP = "small_group"
_TIMES = ("day", "week", "month", "quarter", "year", "cohort")


def place(fact: Fact, part: str = "") -> str:
    """The placeholder that the renderer fills with this fact."""
    return f"{{{{{fact.id}.{part}}}}}" if part else f"{{{{{fact.id}}}}}"


def as_number(fact: Fact | None) -> float:
    """The fact's value where it is a number, else 0."""
    return float(fact.value) if fact is not None and isinstance(fact.value, (int, float)) else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a result: its name in words and its facts by (metric, role)."""

    name: str
    key: Mapping[str, str]
    facts: Mapping[tuple[str, str], Fact]

    def fact(self, metric: str, role: str = "value") -> Fact | None:
        """The fact of a metric in this row, or None."""
        return self.facts.get((metric, role))


@dataclass(frozen=True, slots=True)
class Found:
    """One reply with the look-ups that sentences need. `rows` follow the table's order, so the asked-for order."""

    reply: Reply
    language: Language
    rows: Sequence[Row] = field(default_factory=tuple)
    dimensions: tuple[str, ...] = ()

    @classmethod
    def of(cls, reply: Reply, language: Language) -> "Found":
        """Reads a reply: which columns name its groups, and which facts belong to which row."""
        table = reply.tables[0] if reply.tables else None
        dimensions = _group_dimensions(reply.facts, table)
        rows = list(_rows(table, reply.facts, dimensions, language)) if table is not None and dimensions else []
        return cls(reply, language, tuple(row for row in rows if row.facts), dimensions)

    @property
    def over_time(self) -> bool:
        """Whether the rows are moments in time."""
        return any(dimension in _TIMES for dimension in self.dimensions)

    def single(self, metric: str | None = None, role: str = "value") -> Fact | None:
        """The first fact of that role that speaks of the whole, not of a row."""
        return next((f for f in self.whole() if f.role == role and metric in (None, f.metric)), None)

    def whole(self) -> Iterator[Fact]:
        """The facts that belong to no row."""
        of_rows = {fact.id for row in self.rows for fact in row.facts.values()}
        return (fact for fact in self.reply.facts if fact.id not in of_rows)

    def metrics(self) -> list[str]:
        """The metrics asked for, in their order: those of headline facts, else of all."""
        asked = [fact.metric for fact in self.reply.facts if fact.headline]
        return list(dict.fromkeys(asked or [fact.metric for fact in self.reply.facts]))

    def headlines(self) -> list[Fact]:
        """What the question asked for."""
        return [fact for fact in self.reply.facts if fact.headline]


def _group_dimensions(facts: Sequence[Fact], table: Table | None) -> tuple[str, ...]:
    if table is None:
        return ()
    keys = [column.name for column in table.columns if column.role == "key"]
    named = {name for fact in facts for name in fact.dimensions}
    return tuple(key for key in keys if named & {key, key.removesuffix("_id")})


def _rows(table: Table, facts: Sequence[Fact], dimensions: tuple[str, ...], language: Language) -> Iterator[Row]:
    places = {column.name: i for i, column in enumerate(table.columns)}
    by_key: dict[tuple[str, ...], dict[tuple[str, str], Fact]] = {}
    for fact in facts:
        key = tuple(fact.dimensions.get(n, fact.dimensions.get(n.removesuffix("_id"), "")) for n in dimensions)
        if all(key):
            by_key.setdefault(key, {}).setdefault((fact.metric, fact.role), fact)
    for row in table.rows:
        keys = tuple(_key(row[places[name]]) for name in dimensions)
        yield Row(_name(table, row, dimensions, language), dict(zip(dimensions, keys, strict=True)), by_key.get(keys, {}))


def _key(value: Scalar) -> str:
    return "unknown" if value is None else str(value)


def _name(table: Table, row: Sequence[Scalar], dimensions: tuple[str, ...], language: Language) -> str:
    label = next((i for i, c in enumerate(table.columns) if c.role == "label" and c.name != SMALL_GROUP and row[i]), None)
    if label is not None and "customer_id" not in dimensions:
        return escape(str(row[label]))
    places = {column.name: i for i, column in enumerate(table.columns)}
    return ", ".join(escape(value_words(name, row[places[name]], language)) for name in dimensions)
