"""Several key figures of the same days: the first in a sentence with its dates, the others as a list without them."""

from collections.abc import Callable

from assistant.builtin.write.found import Found, place
from assistant.builtin.write.parts import compared
from assistant.builtin.write.voice import bullets, counted_label, interval, label, sentence, when
from tools.reply import Fact

__all__ = ["key_figures", "one_group"]

_FEWEST = 3


def key_figures(found: Found, single: Callable[[str], str]) -> str:
    """Three and more metrics of one period as a sentence and a list; empty where a sentence each reads better.

    Args:
        found: a reply of `query_metrics` without groups.
        single: says one metric in a whole sentence.
    """
    metrics = found.metrics()
    facts = [found.single(metric) for metric in metrics]
    if len(metrics) < _FEWEST or None in facts or len({(fact.period, tuple(fact.dimensions)) for fact in facts if fact}) > 1:
        return ""
    lines = [_line(found, metric, fact) for metric, fact in zip(metrics[1:], facts[1:], strict=True) if fact]
    return f"{single(metrics[0])}\n\n{bullets(lines)}"


def one_group(found: Found) -> str:
    """The figures of the one group that was asked about: its name and days, then a list."""
    row, language = found.rows[0], found.language
    facts = [fact for metric in found.metrics() if (fact := row.fact(metric)) is not None]
    if not facts:
        return ""
    head = f"**{row.name}** {when(facts[0].period, language)}".rstrip()
    lines = [sentence(f"{label(fact, language)}: **{place(fact)}**{interval(fact, language)}") for fact in facts]
    return f"{head}:\n\n{bullets(lines)}"


def _line(found: Found, metric: str, fact: Fact) -> str:
    said = counted_label(fact, found.language) or f"{label(fact, found.language)}: **{place(fact)}**"
    parts = [said + interval(fact, found.language), compared(found, metric, brief=True)]
    return sentence(", ".join(part for part in parts if part))
