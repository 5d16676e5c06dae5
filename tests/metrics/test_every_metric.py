"""Every metric equals its plain-SQL twin and the value worked out by hand on five rows."""

from collections.abc import Callable
from math import isnan

import pytest

from tests.metrics.twins import TWINS, Twin
from tools.errors import NoDataError
from tools.metrics.registry import METRICS
from tools.reply import Reply

_EVALUATED = {"lapse_rate", "reactivations"}  # need more history than five rows; see test_comparing


def test_every_metric_has_a_twin_and_a_value_by_hand() -> None:
    assert set(METRICS) - _EVALUATED == set(TWINS)


@pytest.mark.parametrize("metric", list(TWINS))
def test_a_metric_equals_its_twin_and_the_hand_worked_value(
    metric: str, ask: Callable[..., Reply], sql: Callable[[str], float | None]
) -> None:
    twin: Twin = TWINS[metric]
    if isnan(twin.value):
        assert sql(twin.sql) is None
        with pytest.raises(NoDataError):
            ask(metric, period=twin.period)
        return
    fact = next(fact for fact in ask(metric, period=twin.period).facts if fact.metric == metric and fact.role == "value")
    assert fact.headline
    assert fact.unit == METRICS[metric].unit
    assert fact.value == pytest.approx(twin.value, abs=1e-4)
    assert sql(twin.sql) == pytest.approx(twin.value)


@pytest.mark.parametrize("metric", list(METRICS))
def test_a_metric_speaks_both_languages(metric: str) -> None:
    declared = METRICS[metric]
    for language in ("en", "es"):
        assert declared.label[language]
        assert declared.definition[language].endswith(".")
        assert len(declared.synonyms[language]) >= 3
