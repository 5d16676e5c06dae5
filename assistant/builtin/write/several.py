"""Several key figures of the same days: the first in a sentence with its dates, the others as a list without them."""

from collections.abc import Callable

from assistant.builtin.write.found import Found, as_number, place
from assistant.builtin.write.parts import compared
from assistant.builtin.write.voice import bullets, counted_label, interval, label, sentence, when
from tools.reply import Fact
from tools.terms import Text

__all__ = ["key_figures", "new_beside_returning", "one_group"]

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


_BESIDE = {
    1: Text(
        "New customers brought in more than returning ones{when}: **{new}** against **{returning}**",
        "Los clientes nuevos aportaron más que los recurrentes{when}: **{new}** frente a **{returning}**",
    ),
    0: Text(
        "New and returning customers brought in the same{when}: **{new}** each",
        "Los clientes nuevos y los recurrentes aportaron lo mismo{when}: **{new}** cada grupo",
    ),
    -1: Text(
        "New customers brought in less than returning ones{when}: **{new}** against **{returning}**",
        "Los clientes nuevos aportaron menos que los recurrentes{when}: **{new}** frente a **{returning}**",
    ),
}


def new_beside_returning(found: Found) -> str:
    """Revenue of new customers beside that of returning ones: which of them is more, in one sentence; else empty."""
    new, returning = (found.single(metric) for metric in ("revenue_from_new", "revenue_from_returning"))
    changes = any(found.single(metric, "change") for metric in found.metrics())
    if len(found.metrics()) != 2 or new is None or returning is None or changes:
        return ""
    more = as_number(new) - as_number(returning)
    words = _BESIDE[(more > 0) - (more < 0)][found.language]
    said = f" {when(new.period, found.language)}".rstrip()
    return sentence(words.format(when=said, new=place(new), returning=place(returning)))


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
