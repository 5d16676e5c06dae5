"""Who went from where to where, as bands between two columns of states: a Sankey chart out of Vega-Lite areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.render.chart_data import ChartRows, Point
from assistant.render.numbers import format_value

__all__ = ["FlowShapes", "flow_shapes"]

Spec = dict[str, Any]

_STEPS = 16
_GAP = 0.025
_LEFT, _RIGHT = 0.0, 1.0
_NODE = 0.025
_THINNEST = 0.0015


@dataclass(frozen=True, slots=True)
class FlowShapes:
    """What is drawn, in a unit square whose top is 1.

    Attributes:
        bands: points along each band: flow, from, x, low, high, shown.
        nodes: one bar per state and side: x, x2, y, y2, state, shown, side, middle.
        states: the states in their order, for colours.
    """

    bands: Sequence[Spec]
    nodes: Sequence[Spec]
    states: Sequence[str]


def flow_shapes(rows: ChartRows) -> FlowShapes:
    """Lay out the moves of a flow table; states keep the order in which they come from, then go to."""
    moves = [p for p in rows.values if p.value > 0]
    states = list(dict.fromkeys([p.name for p in moves] + [p.group for p in moves]))
    total = sum(p.value for p in moves) or 1.0
    froms = _columns(moves, states, total, lambda p: p.name)
    tos = _columns(moves, states, total, lambda p: p.group)
    bands, left, right = list[Spec](), dict(_tops(froms)), dict(_tops(tos))
    for number, move in enumerate(sorted(moves, key=lambda p: (states.index(p.name), states.index(p.group)))):
        size = max(move.value / total * _scale(states), _THINNEST)
        start, end = left[move.name], right[move.group]
        bands += _band(number, move, (start, end), size)
        left[move.name], right[move.group] = start - size, end - size
    nodes = _nodes(froms, _LEFT, "left", rows) + _nodes(tos, _RIGHT, "right", rows)
    return FlowShapes(bands, nodes, states)


def _scale(states: Sequence[str]) -> float:
    return 1.0 - _GAP * max(len(states) - 1, 0)


def _columns(moves: Sequence[Point], states: Sequence[str], total: float, side: Any) -> dict[str, tuple[float, float, float]]:
    """Per state that has people on this side: top, bottom, people; from the top down."""
    found: dict[str, tuple[float, float, float]] = {}
    top = 1.0
    for state in states:
        people = sum(p.value for p in moves if side(p) == state)
        if people:
            size = sum(max(p.value / total * _scale(states), _THINNEST) for p in moves if side(p) == state)
            found[state] = (top, top - size, people)
            top -= size + _GAP
    return found


def _tops(columns: Mapping[str, tuple[float, float, float]]) -> Mapping[str, float]:
    return {state: top for state, (top, _, _) in columns.items()}


def _band(number: int, move: Point, tops: tuple[float, float], size: float) -> list[Spec]:
    """Points along a band, eased at both ends."""
    points = []
    for step in range(_STEPS + 1):
        at = step / _STEPS
        eased = at * at * (3 - 2 * at)
        high = tops[0] + (tops[1] - tops[0]) * eased
        x = _LEFT + _NODE + (_RIGHT - _LEFT - 2 * _NODE) * at
        points.append(
            {
                "flow": number, "from": move.name, "to": move.group, "x": round(x, 4), "high": round(high, 5),
                "low": round(high - size, 5), "shown": move.shown, "value": move.value,
            }
        )  # fmt: skip
    return points


def _nodes(columns: Mapping[str, tuple[float, float, float]], x: float, side: str, rows: ChartRows) -> list[Spec]:
    inward = _NODE if side == "left" else -_NODE
    return [
        {
            "state": state, "side": side, "x": x, "x2": x + inward, "y": round(bottom, 5), "y2": round(top, 5),
            "middle": round((top + bottom) / 2, 5), "shown": f"{state}  {format_value(people, 'count', '', rows.language)}",
        }
        for state, (top, bottom, people) in columns.items()
    ]  # fmt: skip
