"""Vega-Lite marks in the house's colours: one small function per kind of chart."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.render.chart_data import ChartRows, Point
from assistant.render.chart_flow import flow_shapes
from assistant.render.locale import vega_locale

__all__ = ["bars", "columns_in_order", "dots", "flow", "funnel", "grouped_bars", "lines", "timeline"]

Spec = dict[str, Any]

SEA, FOAM, SAND = "#0f766e", "#99d5cf", "#d97757"
PALETTE = [SEA, SAND, "#4c78a8", "#b79a3b", "#7b5ea7", "#6b7c85"]
INK, MUTED, GRID = "#1f2f36", "#5b6b72", "#e6ecee"
WIDTH, ROW = 620, 30
WIDER = 1.2  # how much wider than the drawing engine's own font a reader's may be
LETTER = 5.5 * WIDER  # pixels that a letter takes on average, at most
NAMES_SHARE = 0.54  # of a picture's width, at most, for the names beside its bars
MOST_BARS, MOST_COLUMNS, MOST_LINES = 15, 60, 6


def lines(rows: ChartRows) -> Spec:
    """A trend: one line per group, points where there are few moments, money and counts from zero.

    A period that is not whole is joined by a dashed line: what it still lacks is no fall.
    """
    kept = _largest_groups(rows)
    colour: Spec = _colour(kept) if rows.groups else {"value": SEA}
    mark = {"type": "line", "strokeWidth": 2.5, "point": len({p.on for p in kept}) <= 40}
    encoding = {"x": _moments(kept), "y": _amount_axis(rows), "color": colour, "tooltip": _tooltip(rows)}
    if not any(p.partial for p in kept):
        return _spec(rows, kept, {"mark": mark, "encoding": encoding}, height=240)
    whole = {"mark": mark, "transform": [{"filter": "!datum.partial"}]}
    dashed = {"mark": {**mark, "strokeDash": [5, 4]}, "data": {"values": [_row(p) for p in _open_ends(kept)]}}
    return _spec(rows, kept, {"encoding": encoding, "layer": [whole, dashed]}, height=240)


def _open_ends(points: Sequence[Point]) -> list[Point]:
    """The partial moments of each group, and the whole ones beside them, where the dashed line ends."""
    beside: list[Point] = []
    for group in dict.fromkeys(p.group for p in points):
        of_group = [p for p in points if p.group == group]
        near = {j for i, p in enumerate(of_group) if p.partial for j in (i - 1, i, i + 1)}
        beside += [p for i, p in enumerate(of_group) if i in near]
    return beside


def bars(rows: ChartRows) -> Spec:
    """A ranking or the stages: horizontal bars in the order of the table, each with its number at the end."""
    if rows.groups:
        return grouped_bars(rows)
    kept = list(rows.values)[:MOST_BARS]
    bar = _layer({"type": "bar", "color": SEA, "cornerRadiusEnd": 3})
    label = _layer({"type": "text", "align": "left", "dx": 6, "color": INK}, text={"field": "shown"})
    encoding = {"y": _names(kept), "x": _room_for_labels(kept), "tooltip": _tooltip(rows)}
    return _spec(rows, kept, {"encoding": encoding, "layer": [bar, label]}, height=_height(kept))


def grouped_bars(rows: ChartRows) -> Spec:
    """A comparison: for each name one bar per group, beside each other."""
    if not rows.groups:
        return bars(rows)
    names = list(dict.fromkeys(p.name for p in rows.values))[:MOST_BARS]
    kept = [p for p in rows.values if p.name in names]
    offset = {"field": "group", "type": "nominal", "sort": None}
    bar = _layer({"type": "bar", "cornerRadiusEnd": 3}, color=_colour(kept))
    label = _layer({"type": "text", "align": "left", "dx": 5, "color": INK}, text={"field": "shown"})
    encoding = {"y": _names(kept), "x": _room_for_labels(kept), "yOffset": offset, "tooltip": _tooltip(rows)}
    return _spec(rows, kept, {"encoding": encoding, "layer": [bar, label]}, height=max(80, 22 * len(kept)))


def columns_in_order(rows: ChartRows) -> Spec:
    """A distribution: upright bars in the order of the table."""
    axis = {"labelAngle": 0, "labelOverlap": True}
    x = {"field": "name", "type": "nominal", "sort": None, "title": rows.key_label, "axis": axis}
    encoding = {"x": x, "y": _amount_axis(rows), "tooltip": _tooltip(rows)}
    mark = {"type": "bar", "color": SEA, "cornerRadiusEnd": 3}
    return _spec(rows, list(rows.values)[:MOST_COLUMNS], {"mark": mark, "encoding": encoding}, height=240)


def dots(rows: ChartRows) -> Spec:
    """Estimates: a dot with its interval as a line."""
    kept = list(rows.values)[:MOST_BARS]
    rule = _layer({"type": "rule", "color": FOAM, "strokeWidth": 5}, x=_amount("low"), x2={"field": "high"})
    mark = {"type": "point", "filled": True, "opacity": 1, "size": 90}
    dot = _layer(mark, x=_amount_axis(rows, zero=False), color=_colour(kept) if rows.groups else {"value": SEA})
    encoding = {"y": _names(kept), "tooltip": _tooltip(rows)}
    return _spec(rows, kept, {"encoding": encoding, "layer": [rule, dot]}, height=_height(kept))


def flow(rows: ChartRows) -> Spec:
    """Who moved from where to where: bands between the states at the start and at the end, coloured by origin."""
    if not rows.groups:
        return bars(rows)
    shapes = flow_shapes(rows)
    scale = {"domain": list(shapes.states), "range": [PALETTE[i % len(PALETTE)] for i in range(len(shapes.states))]}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-0.42, 1.42], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    said = [{"field": name, "type": "nominal", "title": title} for name, title in
            (("from", rows.key_label), ("to", rows.group_label), ("shown", rows.value_label))]  # fmt: skip
    band = _layer(
        {"type": "area", "opacity": 0.5},
        x=x, y={**y, "field": "low"}, y2={"field": "high"}, detail={"field": "flow", "type": "nominal"},
        color={"field": "from", "type": "nominal", "scale": scale, "legend": None}, tooltip=said,
    )  # fmt: skip
    nodes = {"values": list(shapes.nodes)}
    bar = _layer(
        {"type": "rect"}, x=x, x2={"field": "x2"}, y={**y, "field": "y"}, y2={"field": "y2"},
        color={"field": "state", "type": "nominal", "scale": scale, "legend": None},
    )  # fmt: skip
    labels = [
        _layer(
            {"type": "text", "align": align, "dx": dx, "color": INK}, x=x, y={**y, "field": "middle"}, text={"field": "shown"}
        )
        | {"transform": [{"filter": f"datum.side == '{side}'"}]}
        for side, align, dx in (("left", "right", -8), ("right", "left", 8))
    ]
    body = {"layer": [band, *({**layer, "data": nodes} for layer in (bar, *labels))]}
    height = max(220, 56 * len({node["state"] for node in shapes.nodes}))
    return _spec(rows, rows.values, body, height=height, data=list(shapes.bands))


def funnel(rows: ChartRows) -> Spec:
    """Steps that narrow: centred bars, each with its number."""
    kept = list(rows.values)[:MOST_BARS]
    points = [{**_row(p), "left": -p.value / 2, "right": p.value / 2} for p in kept]
    x = {"field": "left", "type": "quantitative", "axis": None}
    bar = _layer({"type": "bar", "color": FOAM, "cornerRadius": 3}, x=x, x2={"field": "right"})
    label = _layer({"type": "text", "color": INK, "fontWeight": 600}, x={"datum": 0}, text={"field": "shown"})
    encoding = {"y": _names(kept), "tooltip": _tooltip(rows)}
    return _spec(rows, kept, {"encoding": encoding, "layer": [bar, label]}, height=_height(kept), data=points)


def timeline(rows: ChartRows) -> Spec:
    """What happened when: a stem per moment, as high as its amount."""
    if not rows.is_time:
        return bars(rows)
    stem = _layer({"type": "rule", "color": FOAM, "strokeWidth": 2}, y=_amount_axis(rows), y2={"datum": 0})
    dot = _layer({"type": "point", "filled": True, "opacity": 1, "size": 70, "color": SEA}, y=_amount("value"))
    encoding = {"x": _moments(rows.values), "tooltip": _tooltip(rows)}
    return _spec(rows, rows.values, {"encoding": encoding, "layer": [stem, dot]}, height=180)


def _layer(mark: Spec, **encoding: Any) -> Spec:
    return {"mark": mark, "encoding": encoding}


def _spec(
    rows: ChartRows, points: Sequence[Point], body: Mapping[str, Any], height: int, data: list[Spec] | None = None
) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": rows.title,
        "width": WIDTH,
        "height": height,
        "params": [{"name": "picture_width", "value": WIDTH}],
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": data if data is not None else [_row(p) for p in points]},
        **body,
        "config": {**_LOOK, "locale": vega_locale(rows.language)},
    }


def _row(point: Point) -> Spec:
    row: Spec = {"name": point.name, "value": point.value, "shown": point.shown, "group": point.group}
    row |= {"partial": True} if point.partial else {}
    optional = {"on": point.on, "low": point.low, "high": point.high}
    return {**row, **{name: value for name, value in optional.items() if value is not None}}


def _largest_groups(rows: ChartRows) -> list[Point]:
    totals = {group: sum(p.value for p in rows.values if p.group == group) for group in rows.groups}
    kept = sorted(totals, key=lambda group: -totals[group])[:MOST_LINES]
    return [p for p in rows.values if not rows.groups or p.group in kept]


def _amount(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def _amount_axis(rows: ChartRows, zero: bool = True) -> Spec:
    title = f"{rows.value_label} ({rows.currency})" if rows.unit == "money" and rows.currency else rows.value_label
    large = max((abs(p.value) for p in rows.values), default=0) >= 100_000
    form = ".0%" if rows.unit == "rate" else "~s" if large else ",~f"
    scale = {"zero": zero and rows.unit not in ("ratio", "stars"), "nice": True}
    return {**_amount("value"), "title": title, "scale": scale, "axis": {"format": form, "tickCount": 5, "titlePadding": 16}}


def _room_for_labels(points: Sequence[Point]) -> Spec:
    """Bars end where the longest number still fits beside them, at any width of the picture."""
    low, high = min(0.0, *(p.value for p in points)), max(0.0, *(p.value for p in points))
    room = round(LETTER * max(len(p.shown) for p in points)) + 10
    scale = {
        "domain": [low, high if high > low else low + 1],
        "nice": False,
        "range": [0, {"expr": f"max(40, width - {room})"}],
    }
    return {**_amount("value"), "axis": None, "scale": scale}


def _moments(points: Sequence[Point]) -> Spec:
    axis = {"format": _time_format(points), "labelOverlap": True, "tickCount": 7}
    return {"field": "on", "type": "temporal", "title": None, "axis": axis}


def _names(points: Sequence[Point]) -> Spec:
    """The axis of names, as wide as the longest of them in any usual font; the very long are cut, with an ellipsis."""
    longest = round(LETTER * max((len(p.name) for p in points), default=0))
    most = f"{NAMES_SHARE} * picture_width"
    limit = {"expr": f"{longest} <= {most} ? {most} : {most} / {WIDER}"}  # a short name of wide letters is never cut
    axis = {"labelLimit": limit, "minExtent": {"expr": f"min({longest}, {most}) + 8"}, "domain": False, "ticks": False}
    return {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": axis}


def _colour(points: Sequence[Point]) -> Spec:
    domain = list(dict.fromkeys(p.group for p in points))
    scale = {"domain": domain, "range": [PALETTE[i % len(PALETTE)] for i in range(len(domain))]}
    longest = round(LETTER * max((len(name) for name in domain), default=0))
    columns = {"expr": f"max(1, floor(picture_width / ({longest} + 36)))"}  # a long row of names wraps instead of being cut
    legend = {"orient": "top", "title": None, "labelLimit": 200, "columns": columns, "columnPadding": 14}
    return {"field": "group", "type": "nominal", "sort": None, "scale": scale, "legend": legend}


def _tooltip(rows: ChartRows) -> list[Spec]:
    name = {"field": "name", "type": "nominal", "title": rows.key_label}
    shown = {"field": "shown", "type": "nominal", "title": rows.value_label}
    return [*([] if rows.is_time else [name]), shown]


def _time_format(points: Sequence[Point]) -> str:
    days = {(p.on or "")[8:] for p in points}
    months = {(p.on or "")[5:] for p in points}
    if months == {"01-01"}:
        return "%Y"
    return "%b %Y" if days == {"01"} else "%d %b %Y" if len(points) <= 10 else "%d %b"


def _height(points: Sequence[Point]) -> int:
    return max(80, ROW * len(points))


_LOOK: Spec = {
    "font": "Inter, 'Segoe UI', 'Liberation Sans', Helvetica, Arial, sans-serif",
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED, "titleColor": MUTED, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "gridColor": GRID, "domainColor": GRID, "tickColor": GRID, "labelPadding": 6,
    },
    "axisX": {"grid": False},
    "legend": {"labelColor": INK, "labelFontSize": 12, "symbolType": "circle"},
    "text": {"fontSize": 12},
}  # fmt: skip
