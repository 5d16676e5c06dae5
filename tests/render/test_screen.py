from assistant.answer import AnswerColumn, AnswerTable
from assistant.render.screen import cell_on_screen, rows_on_screen


def _table(key: str, rows: int) -> AnswerTable:
    columns = [AnswerColumn(name=key, label=key, role="key"), AnswerColumn(name="orders", label="Orders", role="value")]
    return AnswerTable(id="t", title="t", columns=columns, rows=[[str(n), n] for n in range(rows)], total_rows=rows)


def test_a_ranking_is_cut_to_ten_rows() -> None:
    assert [row[1] for row in rows_on_screen(_table("country", 12))] == list(range(10))


def test_a_time_series_is_shown_whole() -> None:
    assert len(rows_on_screen(_table("month", 36))) == 36


def test_a_year_of_days_shows_the_latest_ones() -> None:
    assert [row[1] for row in rows_on_screen(_table("day", 365))] == list(range(355, 365))


def test_the_change_of_a_rate_is_in_points() -> None:
    column = AnswerColumn(name="open_rate_change", label="Open rate: change", role="value", unit="rate")
    assert cell_on_screen(column, -0.135, "EUR", "en").endswith("pp")
