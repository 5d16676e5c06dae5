"""Answers any combination of metrics, period, comparison, groups, conditions and order; totals and shares are computed here."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import isnan, nan

from tools.errors import NoDataError
from tools.metrics.computing import Computed, compute, shares_of_units
from tools.metrics.drivers import explain, moves_of
from tools.metrics.groups import keep_groups
from tools.metrics.live_values import NAMED_BY_ID, live_values
from tools.metrics.question import Asked, Question, read
from tools.metrics.ranking import rank
from tools.metrics.saying import scope_of
from tools.metrics.scene import Members
from tools.metrics.stating import Speaker, filter_dimensions, number, span_of
from tools.metrics.tabulating import comparison_table, grouped_table
from tools.reply import Fact, Reply
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["answer"]


def answer(warehouse: Warehouse, asked: Asked, members: Members | None = None, segments: Sequence[str] = ()) -> Reply:
    """The reply to a question about metrics.

    Args:
        warehouse: the open snapshot.
        asked: the question's arguments.
        members: finds the customers behind conditions on profile fields and saved segments.
        segments: names of the saved segments, for grouping by them.

    Raises:
        BadInputError: something in the question is unknown or does not fit together.
        NoDataError: a table is missing, or there is nothing to divide by.
    """
    question = read(warehouse, asked, members, segments)
    if not question.scene.dims:
        return _single(question)
    computed = compute(question)
    kept = keep_groups(question, computed)
    ranked = rank(question, kept.computed)
    names = _names(question)
    facts = [*kept.facts, *Speaker(question, kept.computed, ranked, names).facts()]
    if shares_of_units(question) and len(question.scene.dims) == 1:
        facts += _shares_of_all(question, computed)
    table = grouped_table(question, kept.computed, ranked, names)
    return Reply(facts=_once(facts), tables=(table,), scope=scope_of(question, kept.computed, ranked))


def _once(facts: Sequence[Fact]) -> list[Fact]:
    """The same number stated once, as it was stated first."""
    return list({(f.metric, f.role, f.unit, f.period, tuple(f.dimensions.items())): f for f in reversed(facts)}.values())[::-1]


def _single(question: Question) -> Reply:
    with ThreadPoolExecutor(1) as aside:
        moves = aside.submit(moves_of, question)
        computed = compute(question)
    facts = _once(Speaker(question, computed, None, _names(question)).facts())
    if all(isnan(float(series.value[0])) for series in computed.series):
        raise _nothing(question)
    if question.asked.share:
        facts += _shares_of_all(question, computed)
    table = comparison_table(question, computed)
    found = explain(question, computed, moves.result())
    stated = {(fact.metric, fact.role, tuple(fact.dimensions.items())) for fact in facts}
    facts += [fact for fact in found.facts if (fact.metric, fact.role, tuple(fact.dimensions.items())) not in stated]
    tables = (table,) if table else ()
    return Reply(facts=facts, tables=tables, scope=scope_of(question, computed, None), insights=found.insights)


def _nothing(question: Question) -> NoDataError:
    english, spanish = (", ".join(m.label[lang] for m in question.metrics) for lang in ("en", "es"))
    return NoDataError(
        Text(
            f"nothing to compute {english} from in this period and selection",
            f"no hay nada con que calcular {spanish} en este periodo y selección",
        )
    )


def _shares_of_all(question: Question, computed: Computed) -> list[Fact]:
    """The filtered values as shares of the same metrics without the filters, and those totals."""
    if not (question.asked.filters or question.asked.among):
        return []
    bare = replace(question, scene=replace(question.scene, conditions=(), people=(), among=None, dims=()), before=None)
    whole = compute(bare)
    now = span_of(question.scene, question)
    facts: list[Fact] = []
    for part, all_of in zip(computed.series, whole.series, strict=True):
        metric, total = part.metric, float(all_of.value[0])
        value = float(part.value[0]) if not question.scene.dims else nan if part.total is None else part.total
        if (metric.averaged and metric.basis == "flow") or isnan(total) or isnan(value) or total == 0:
            continue
        label = Text("{metric}: share of all", "{metric}: parte del total").format(metric=metric.label)
        facts.append(Fact(metric.id, label, value / total, "rate", now, filter_dimensions(question), "share", headline=True))
        currency = question.scene.warehouse.currency if metric.unit == "money" else None
        facts.append(Fact(metric.id, metric.label, number(total, metric.unit), metric.unit, now, {}, "total", currency))
    return facts


def _names(question: Question) -> dict[str, str]:
    filtered = {condition.field for condition in question.scene.conditions}
    for dim in NAMED_BY_ID:
        if dim in question.scene.dims or dim in filtered:
            return dict(live_values(question.scene.warehouse, dim).names)
    return {}
