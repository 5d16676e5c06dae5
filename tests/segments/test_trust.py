"""What is said beside an expected value follows from what the shop's past could show."""

from tools.segments.report import ProfileReport
from tools.segments.trust import worth_caveats

PROVEN = ProfileReport(backtest={"cuts": 5, "calibrated": True}, buyers=2_000, history_days=900)


def test_a_proven_value_needs_no_caveat() -> None:
    assert worth_caveats(PROVEN) == []


def test_each_weakness_is_said_in_both_languages() -> None:
    weak = ProfileReport(backtest={"cuts": 2, "calibrated": False}, buyers=80, history_days=200, boundary=("a",))
    said = worth_caveats(weak)
    assert all(word in text.en for word, text in zip(("not calibrated", "leave", "few buyers", "season"), said, strict=True))
    assert len({text.es for text in said}) == 4


def test_without_a_backtest_that_is_what_is_said() -> None:
    assert "no backtest" in worth_caveats(ProfileReport())[0].en
