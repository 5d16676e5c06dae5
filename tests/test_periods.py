"""Every form of period, on a day in the middle of things."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.errors import BadInputError
from tools.periods import baseline, resolve

TODAY, FIRST = date(2024, 5, 15), date(2022, 3, 10)  # a Wednesday


def days(expression: str, today: date = TODAY) -> str:
    found = resolve(expression, today, FIRST)
    return f"{found.first}/{found.last}{' partial' if found.partial else ''}"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("all", "2022-03-10/2024-05-15"),
        ("today", "2024-05-15/2024-05-15"),
        ("yesterday", "2024-05-14/2024-05-14"),
        ("this_week", "2024-05-13/2024-05-15 partial"),
        ("last_week", "2024-05-06/2024-05-12"),
        ("this_month", "2024-05-01/2024-05-15 partial"),
        ("last_month", "2024-04-01/2024-04-30"),
        ("last_quarter", "2024-01-01/2024-03-31"),
        ("this_half", "2024-01-01/2024-05-15 partial"),
        ("last_year", "2023-01-01/2023-12-31"),
        ("last_30_days", "2024-04-16/2024-05-15"),
        ("last_2_weeks", "2024-05-02/2024-05-15"),
        ("last_3_months", "2024-02-01/2024-04-30"),
        ("last_2_quarters", "2023-10-01/2024-03-31"),
        ("recent", "2024-03-17/2024-05-15"),
        ("2023", "2023-01-01/2023-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2023-Q3", "2023-07-01/2023-09-30"),
        ("2023-h2", "2023-07-01/2023-12-31"),
        ("2024-W01", "2024-01-01/2024-01-07"),
        ("2023-09-01..2023-10-15", "2023-09-01/2023-10-15"),
        ("2023-11..", "2023-11-01/2024-05-15"),
        ("..2022-06", "2022-03-10/2022-06-30"),
        ("2024-03..2024-12", "2024-03-01/2024-05-15 partial"),
        ("november", "2023-11-01/2023-11-30"),
        ("may", "2024-05-01/2024-05-15 partial"),
        ("q4", "2023-10-01/2023-12-31"),
        ("h1", "2024-01-01/2024-05-15 partial"),
        ("black_friday", "2023-11-24/2023-11-27"),
        ("black_friday_2022", "2022-11-25/2022-11-28"),
    ],
)
def test_an_expression_names_its_days(expression: str, expected: str) -> None:
    assert days(expression) == expected


@pytest.mark.parametrize(
    ("expression", "compare_to", "expected"),
    [
        ("last_month", "previous", "2024-03-01/2024-03-31"),
        ("this_month", "previous", "2024-04-01/2024-04-15"),
        ("this_month", "year_earlier", "2023-05-01/2023-05-15"),
        ("2024-02", "year_earlier", "2023-02-01/2023-02-28"),
        ("2024-W10", "year_earlier", "2023-03-06/2023-03-12"),
        ("last_30_days", "previous", "2024-03-17/2024-04-15"),
        ("last_3_months", "previous", "2023-11-01/2024-01-31"),
        ("last_quarter", "previous", "2023-10-01/2023-12-31"),
        ("black_friday", "year_earlier", "2022-11-24/2022-11-27"),
        ("2024-03", "2023-12", "2023-12-01/2023-12-31"),
    ],
)
def test_a_comparison_takes_the_period_of_the_same_kind(expression: str, compare_to: str, expected: str) -> None:
    found = baseline(resolve(expression, TODAY, FIRST), compare_to, TODAY, FIRST)
    assert f"{found.first}/{found.last}" == expected


def test_february_is_never_compared_past_its_end() -> None:
    today = date(2024, 3, 31)
    found = baseline(resolve("this_month", today, FIRST), "previous", today, FIRST)
    assert (found.first, found.last) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("expression", ["", "soon", "2024-13", "2024-02-30", "last_0x_days", "2024-04..2024-03"])
def test_an_unknown_expression_is_refused_with_the_forms_that_work(expression: str) -> None:
    with pytest.raises(BadInputError, match="unknown period"):
        resolve(expression, TODAY, FIRST)


def test_a_period_that_has_not_begun_is_refused() -> None:
    with pytest.raises(BadInputError, match="has not begun"):
        resolve("2025-01", TODAY, FIRST)


@given(st.dates(date(2023, 1, 1), date(2030, 12, 31)), st.sampled_from(["week", "month", "quarter", "half", "year"]))
def test_the_last_closed_period_ends_the_day_before_this_one_begins(today: date, kind: str) -> None:
    this, last = (resolve(f"{word}_{kind}", today, FIRST) for word in ("this", "last"))
    assert last.last + timedelta(days=1) == this.first
    assert this.last == today
    assert baseline(last, "previous", today, FIRST).last + timedelta(days=1) == last.first
