"""Runs the aggregates of a question, one expression per relation, and joins the results on their groups."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import product
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.metrics.conditions import listed
from tools.metrics.metric import Column, Formula, Part
from tools.metrics.relations import Relation
from tools.metrics.rows import EARLIER, WEEKDAYS, grouped_rows, key_column, takes_both
from tools.metrics.scene import GRAINS, Scene, unit_start

__all__ = ["column_of", "complete", "measure", "measure_both", "value_of", "values"]

_GRID_LIMIT = 50_000


def measure(scene: Scene, parts: Iterable[Part], relations: Mapping[str, Relation]) -> pa.Table:
    """One row per group (one in all without groups): a key column per dimension and a column per aggregate."""
    needed = _by_relation(scene, parts, relations)
    tables = scene.warehouse.run_all(*(_grouped(relation, scene, chosen) for relation, chosen in needed))
    keys = [key_column(dim) for dim in scene.dims]
    joined = reduce(lambda left, right: _joined(left, right, keys), tables)
    return _zeros(joined, {part.id: part for _, chosen in needed for part in chosen})


def measure_both(
    scene: Scene, before: Scene, parts: Sequence[Part], relations: Mapping[str, Relation]
) -> tuple[pa.Table, pa.Table]:
    """What `measure` gives of a scene with groups and of the same on other days, in one query where one can tell both."""
    needed = _by_relation(scene, parts, relations)
    if len(needed) > 1 or not takes_both(needed[0][0], scene):
        return measure(scene, parts, relations), measure(before, parts, relations)
    (relation, chosen), *_ = needed
    both = scene.warehouse.run(_grouped(relation, scene, chosen, before))
    known = {part.id: part for part in chosen}
    now, then = (both.filter(pc.equal(both[EARLIER], earlier)).drop_columns(EARLIER) for earlier in (False, True))
    return _zeros(now, known), _zeros(then, known)


def _by_relation(scene: Scene, parts: Iterable[Part], relations: Mapping[str, Relation]) -> list[tuple[Relation, list[Part]]]:
    needed: dict[str, dict[str, Part]] = {}
    for part in parts:
        relation = relations[part.relation]
        name = relation.by_line if scene.by_line and relation.by_line else relation.id
        needed.setdefault(name, {})[part.id] = part
    return [(relations[name], list(chosen.values())) for name, chosen in needed.items()]


def _grouped(relation: Relation, scene: Scene, parts: Sequence[Part], before: Scene | None = None) -> ir.Table:
    scene.warehouse.require(*relation.tables)
    rows = grouped_rows(relation, scene, {name for part in parts for name in part.needs}, before)
    aggregates = {part.id: _aggregate(part, scene)(rows, scene) for part in parts}
    keys = [key_column(dim) for dim in scene.dims] + ([EARLIER] if before else [])
    return rows.group_by(keys).agg(**aggregates) if keys else rows.agg(**aggregates)


def _aggregate(part: Part, scene: Scene) -> Any:
    return part.by_line if scene.by_line and part.by_line else part.aggregate


def _joined(left: pa.Table, right: pa.Table, keys: list[str]) -> pa.Table:
    if not keys:
        for name in right.column_names:
            left = left.append_column(name, right.column(name))
        return left
    return left.join(right, keys=keys, join_type="full outer")


def _zeros(table: pa.Table, parts: Mapping[str, Part]) -> pa.Table:
    """Nothing of a sum or count is 0; nothing of an average stays unknown."""
    for name, part in parts.items():
        index = table.column_names.index(name)
        column = table.column(index).cast(pa.float64())
        table = table.set_column(index, name, column.fill_null(0.0) if part.zero else column)
    return table


def complete(table: pa.Table, scene: Scene, parts: Iterable[Part]) -> pa.Table:
    """The frame with every unit of time of the period, and every weekday: a month without orders had 0, not no month."""
    dims = [dim for dim in scene.dims if dim in GRAINS or dim == "weekday"]
    if not dims:
        return table
    others = [key_column(dim) for dim in scene.dims if dim not in dims]
    if "weekday" in dims and (scene.last - scene.first).days < len(WEEKDAYS):
        return table
    rest = table.select(others).group_by(others).aggregate([]).to_pylist() if others else [{}]
    units = _units(scene, dims)
    if not rest or len(rest) * len(units) > _GRID_LIMIT:
        return table
    grid = [{**unit, **other} for unit, other in product(units, rest)]
    keys = [key_column(dim) for dim in scene.dims]
    schema = pa.schema([table.schema.field(key) for key in keys])
    filled = pa.Table.from_pylist(grid, schema=schema).join(table, keys=keys, join_type="left outer")
    return _zeros(filled, {part.id: part for part in parts})


def _units(scene: Scene, dims: Sequence[str]) -> list[dict[str, Any]]:
    grains = [dim for dim in dims if dim in GRAINS]
    times = (
        [{key_column(g): unit_start(g, w.first) for g in GRAINS if g in grains} for w in scene.windows()] if grains else [{}]
    )
    if "weekday" not in dims:
        return times
    return [{**time, "by_weekday": day} for time, day in product(times, _weekdays(scene))]


def _weekdays(scene: Scene) -> list[int]:
    """The days of the week that the conditions leave: one that is left out had no 0."""
    asked = [(set(listed(c)), c.op in ("=", "in")) for c in scene.conditions if c.field == "weekday"]
    return [day for day in range(len(WEEKDAYS)) if all((day in days) == kept for days, kept in asked)]


def column_of(table: pa.Table, name: str) -> Column:
    """A column as floats, NaN where unknown."""
    return np.asarray(table.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)


def values(table: pa.Table, formula: Formula) -> Column:
    """A formula's value per row."""
    columns = {part.id: column_of(table, part.id) for part in formula.parts()}
    return np.broadcast_to(formula.of(columns), table.num_rows)


def value_of(table: pa.Table, formula: Formula) -> float | None:
    """A formula's value of an ungrouped frame; None where there is none."""
    found = float(values(table, formula)[0])
    return None if np.isnan(found) else found
