import itertools
import json
import re
from datetime import date

import pytest

from assistant.render.chart_data import chart_rows
from assistant.render.chart_flow import FlowShapes, flow_shapes
from assistant.render.charts import charts_for
from assistant.render.pictures import png, svg
from assistant.render.values import value_words
from tools.reply import ChartShape, Column, Fact, Scalar, Span, Table
from tools.terms import Text

MONTH, REVENUE = (
    Column("month", "key", Text("Month", "Mes")),
    Column("revenue", "value", Text("Revenue", "Ingresos"), "money", "revenue"),
)
COUNTRY = Column("country", "key", Text("Country", "País"))
LOW, HIGH = (
    Column("revenue_low", "value", Text("low", "mín"), "money"),
    Column("revenue_high", "value", Text("high", "máx"), "money"),
)
BEFORE = Column("revenue_baseline", "value", Text("Before", "Antes"), "money")


def table(shape: ChartShape | None, columns: list[Column], rows: list[list[Scalar]]) -> Table:
    return Table("t1", Text("Revenue", "Ingresos"), columns, rows, len(rows), shape)


TREND = table("trend", [MONTH, REVENUE], [["2011-09", 10.0], ["2011-10", 20.0], ["2011-11", 30.0]])


def values(one: Table) -> list[dict[str, object]]:
    found: list[dict[str, object]] = charts_for([one], [], "en", "GBP")[0].vega_lite["data"]["values"]
    return found


def test_a_trend_is_a_line_over_time() -> None:
    spec = charts_for([TREND], [], "en", "GBP")[0].vega_lite
    assert spec["mark"]["type"] == "line"
    assert [row["on"] for row in values(TREND)] == ["2011-09-01", "2011-10-01", "2011-11-01"]


def test_the_running_month_is_joined_by_a_dashed_line() -> None:
    label, span = Text("Revenue", "Ingresos"), Span(date(2011, 11, 1), date(2011, 11, 9), partial=True)
    running = Fact("revenue", label, 3.0, "money", span, {"month": "2011-11"})
    spec = charts_for([TREND], [running], "en", "GBP")[0].vega_lite
    whole, dashed = spec["layer"]
    assert whole["transform"] == [{"filter": "!datum.partial"}]
    assert dashed["mark"]["strokeDash"]
    assert [row["on"] for row in dashed["data"]["values"]] == ["2011-10-01", "2011-11-01"]
    assert png(spec).startswith(b"\x89PNG")


def test_a_chart_speaks_the_answers_language() -> None:
    chart = charts_for([TREND], [], "es", "GBP")[0]
    assert chart.title == "Ingresos"
    assert chart.vega_lite["config"]["locale"]["number"]["decimal"] == ","
    assert chart.vega_lite["config"]["locale"]["time"]["months"][0] == "enero"
    assert chart.vega_lite["config"]["locale"]["time"]["days"][0] == "domingo"


def test_a_ranking_keeps_the_order_of_the_table_and_writes_the_number_at_the_bar() -> None:
    rows = values(table("ranking", [COUNTRY, REVENUE], [["Germany", 5.0], ["France", 9.0]]))
    assert [(row["name"], row["shown"]) for row in rows] == [("Germany", "£5.00"), ("France", "£9.00")]


def test_a_comparison_has_a_bar_for_each_period() -> None:
    rows = values(table("comparison", [COUNTRY, REVENUE, BEFORE], [["Germany", 5.0, 4.0], ["France", 9.0, 8.0]]))
    assert [row["group"] for row in rows] == ["Revenue", "Before", "Revenue", "Before"]


def test_intervals_are_drawn_where_bounds_are_known() -> None:
    rows = values(table("intervals", [COUNTRY, REVENUE, LOW, HIGH], [["Germany", 5.0, 4.0, 6.0], ["France", 9.0, 8.0, 10.0]]))
    assert [(row["low"], row["high"]) for row in rows] == [(4.0, 6.0), (8.0, 10.0)]


def test_there_is_one_chart_at_most_and_none_for_a_single_row_or_an_unshaped_table() -> None:
    single = table("ranking", [COUNTRY, REVENUE], [["Germany", 5.0]])
    unshaped = table(None, [COUNTRY, REVENUE], [["Germany", 5.0], ["France", 9.0]])
    assert charts_for([single, unshaped], [], "en") == []
    assert len(charts_for([TREND, TREND], [], "en")) == 1


def test_rows_without_a_number_are_left_out_and_unknown_is_named() -> None:
    rows = values(table("ranking", [COUNTRY, REVENUE], [["Germany", 5.0], ["France", None], [None, 2.0]]))
    assert [row["name"] for row in rows] == ["Germany", "unknown"]


def test_a_specification_is_plain_json() -> None:
    assert json.loads(json.dumps(charts_for([TREND], [], "en")[0].vega_lite))


@pytest.mark.parametrize(
    "shape", ["trend", "ranking", "comparison", "distribution", "stages", "timeline", "funnel", "flow", "intervals"]
)
def test_every_shape_is_drawn(shape: ChartShape) -> None:
    columns = [COUNTRY, Column("to", "key", Text("To", "A")), REVENUE] if shape == "flow" else [MONTH, REVENUE]
    rows: list[list[Scalar]] = [["a", "b", 1.0], ["a", "c", 2.0]] if shape == "flow" else [["2011-01", 1.0], ["2011-02", 2.0]]
    if shape == "intervals":
        columns, rows = [COUNTRY, REVENUE, LOW, HIGH], [["a", 1.0, 0.5, 1.5], ["b", 2.0, 1.0, 3.0]]
    chart = charts_for([table(shape, columns, rows)], [], "en")[0]
    assert svg(chart.vega_lite, 330).startswith("<svg")


def test_a_chart_becomes_a_png_for_places_without_svg() -> None:
    assert png(charts_for([TREND], [], "en")[0].vega_lite, 1.0).startswith(b"\x89PNG")


def test_a_label_that_many_rows_share_names_no_bar() -> None:
    customer, stage = (
        Column("customer_id", "key", Text("customer", "cliente")),
        Column("stage", "label", Text("stage", "etapa")),
    )
    ranking = table("ranking", [customer, REVENUE, stage], [["C1", 30.0, "loyalty"], ["C2", 20.0, "loyalty"]])
    assert [row["name"] for row in values(ranking)] == ["C1", "C2"]


def test_a_label_that_tells_the_rows_apart_names_the_bars() -> None:
    product, name = Column("product", "key", Text("product", "producto")), Column("name", "label", Text("name", "nombre"))
    ranking = table("ranking", [product, REVENUE, name], [["P1", 30.0, "Cup"], ["P2", 20.0, "Jug"]])
    assert [row["name"] for row in values(ranking)] == ["Cup", "Jug"]


LONG_NAMED = table("ranking", [COUNTRY, REVENUE], [["House Espresso Blend 250 g", 190520.0], ["Té", 100.0]])


@pytest.mark.parametrize("width", [330, 720])
def test_names_and_numbers_stand_whole_beside_their_bars(width: int) -> None:
    drawn = svg(charts_for([LONG_NAMED], [], "en", "GBP")[0].vega_lite, width)
    plot = float(re.search(r'class="background" aria-hidden="true" d="M0,0h(\d+)', drawn)[1])  # type: ignore[index]
    longest_bar = max(float(long) for long in re.findall(r'aria-roledescription="bar" d="M0,0h([\d.]+)', drawn))
    assert ">House Espresso Blend 250 g</text>" in drawn
    assert plot - longest_bar > 7 * len("£190,520")


def test_a_name_too_long_for_a_phone_ends_in_an_ellipsis() -> None:
    named = table("ranking", [COUNTRY, REVENUE], [["The very longest name of any product of this shop", 2.0], ["Té", 1.0]])
    drawn = svg(charts_for([named], [], "en", "GBP")[0].vega_lite, 330)
    assert re.search(r">The very longest[^<]*…</text>", drawn)


def test_days_from_one_to_another_are_said_in_words() -> None:
    assert value_words("period", "2026-10-01..2026-10-22", "en") == "1 Oct – 22 Oct 2026"
    assert value_words("period", "from..to", "es") == "from..to"


FLOW = table(
    "flow",
    [Column("from", "key", Text("from", "de")), Column("to", "key", Text("to", "a")), REVENUE],
    [["not_yet", "conversion", 10.0], ["conversion", "conversion", 60.0], ["conversion", "retention", 30.0]],
)


def shapes(one: Table) -> FlowShapes:
    rows = chart_rows(one, "en", "")
    assert rows is not None
    return flow_shapes(rows)


def test_bands_of_a_flow_are_as_thick_as_their_people_and_end_at_their_states() -> None:
    found = shapes(FLOW)
    thickness = {(b["from"], b["to"]): b["high"] - b["low"] for b in found.bands}
    stayed = thickness["Conversion", "Conversion"]
    assert thickness["Conversion", "Retention"] == pytest.approx(stayed / 2, abs=1e-4)
    nodes = {(node["side"], node["state"]): (node["y"], node["y2"]) for node in found.nodes}
    assert set(nodes) == {
        ("left", "Not yet a contact"), ("left", "Conversion"), ("right", "Conversion"), ("right", "Retention"),
    }  # fmt: skip
    for band in found.bands:
        if band["x"] > 0.9:
            low, high = nodes["right", band["to"]]
            assert low - 0.05 <= band["low"] <= band["high"] <= high + 0.05


def test_states_of_a_flow_do_not_overlap() -> None:
    for side in ("left", "right"):
        spans = sorted((node["y"], node["y2"]) for node in shapes(FLOW).nodes if node["side"] == side)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))
        assert spans[0][0] >= -1e-9


def test_shares_month_by_month_are_drawn_and_shares_of_a_ranking_are_not() -> None:
    share = Column("revenue_share", "value", Text("Share", "Peso"), "rate", "revenue")
    timed = table("trend", [MONTH, REVENUE, share], [["2011-09", 10.0, 0.2], ["2011-10", 20.0, 0.3]])
    ranked = table("ranking", [COUNTRY, REVENUE, share], [["Spain", 10.0, 0.2], ["France", 20.0, 0.3]])
    drawn = [chart_rows(one, "en", "GBP") for one in (timed, ranked)]
    assert [[point.value for point in rows.values] for rows in drawn if rows] == [[0.2, 0.3], [10.0, 20.0]]


def test_a_legend_of_long_names_wraps_and_one_of_short_names_stands_in_a_row() -> None:
    def _columns(*names: str) -> int:
        one = table("trend", [MONTH, COUNTRY, REVENUE], [[m, n, 1.0] for m in ("2011-09", "2011-10") for n in names])
        found = re.findall(
            r'"columns": \{"expr": "max\(1, floor\(picture_width / \((\d+) \+ 36\)\)\)"',
            json.dumps(charts_for([one], [], "en", "GBP")[0].vega_lite),
        )
        return 700 // (int(found[0]) + 36)

    assert _columns("Acquisition by paid search", "Acquisition by referral", "Acquisition by e-mail") < 4
    assert _columns("web", "app", "store") > 6
