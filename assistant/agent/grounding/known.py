"""Every number that this answer's tools gave: facts, their bounds and bases, and the cells of tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from assistant.agent.grounding.periods import periods
from assistant.agent.grounding.words import noun_units
from assistant.render.escape import escape
from assistant.render.values import value_words
from tools.reply import Fact, Reply, Span, Table
from tools.terms import HEALTHS, LANGUAGES, Unit

__all__ = ["Entity", "Known", "entity_names", "known_numbers", "of_fact", "rivals"]

Entity = tuple[str, str]
Lasting = Literal["weeks", "months", "years"]

_MOST_ROWS = 1000
_INSTANTS = frozenset({"period", "day", "week", "month", "quarter", "year", "cohort"})
_SIGNED = frozenset({"change", "change_rate"})
_PERSON = frozenset({"customer", "customer_id"})
_PLAN: Mapping[str, tuple[Unit, str]] = {
    "window_days": ("days", "plan"), "control_size": ("customers", "plan"), "treated_size": ("customers", "plan"),
    "audience": ("customers", "plan"), "base_rate": ("rate", "plan"), "smallest_detectable_lift": ("rate", "change"),
    "smallest_detectable_relative_lift": ("rate", "change_rate"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A number with all that has to agree when a text says it. `entities`: (dimension, value) pairs it speaks of."""

    value: float
    unit: Unit | Lasting | None
    metric: str
    period: Span | None = None
    entities: frozenset[Entity] = frozenset()
    role: str = "value"
    currency: str | None = None
    label: str = ""

    @property
    def signed(self) -> bool:
        """Whether its sign is a direction."""
        return self.role in _SIGNED


def known_numbers(facts: Sequence[Fact], replies: Sequence[Reply]) -> list[Known]:
    """All numbers of an answer."""
    found = [known for fact in facts for known in of_fact(fact)]
    currency = next((fact.currency for fact in facts if fact.currency), None)
    for reply in replies:
        for table in reply.tables:
            found.append(Known(float(table.total_rows), _counted(table), "rows", role="count"))
            found += _cells(table, reply.scope.period, currency)
        if reply.draft is not None:
            found += _of_draft(reply)
    return found + [length for span in {k.period for k in found if k.period} for length in _lengths(span)]


def _counted(table: Table) -> Unit:
    """What the rows of a table are: customers where each is one."""
    return "customers" if any(column.name in _PERSON for column in table.columns) else "count"


def _lengths(span: Span) -> Iterator[Known]:
    """How long a period is, in the ways in which texts say it."""
    days = (span.last - span.first).days + 1
    yield Known(float(days), "days", "length", role="length")
    if days % 7 == 0:
        yield Known(days / 7, "weeks", "length", role="length")
    after = span.last + timedelta(days=1)
    months = (after.year - span.first.year) * 12 + after.month - span.first.month
    if after.day == span.first.day and months:
        yield Known(float(months), "months", "length", role="length")
        if months % 12 == 0:
            yield Known(months / 12, "years", "length", role="length")


def of_fact(fact: Fact) -> Iterator[Known]:
    """The number of a fact, and those that come with it: bounds, level and base."""
    entities = _entities(fact.dimensions)
    if isinstance(fact.value, int | float):
        label = f"{fact.label.en} {fact.label.es}".lower()
        yield Known(float(fact.value), fact.unit, fact.metric, fact.period, entities, fact.role, fact.currency, label)
    if fact.interval is not None:
        role = "change_bound" if fact.role == "change" else "bound"
        for bound in (fact.interval.low, fact.interval.high):
            yield Known(bound, fact.unit, fact.metric, fact.period, entities, role, fact.currency)
        yield Known(fact.interval.level, "rate", "level", None, frozenset(), "level")
    if fact.population_n is not None:
        yield Known(float(fact.population_n), "customers", "n", fact.period, entities, "count")


def _entities(dimensions: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What a number speaks of; a move speaks of the two states it joins."""
    if set(dimensions) != {"from", "to"}:
        return frozenset(dimensions.items())
    states = (dimensions["from"], dimensions["to"])
    return frozenset({("health" if set(states) & set(HEALTHS) else "stage", ", ".join(states))})


def _cells(table: Table, period: Span | None, currency: str | None) -> Iterator[Known]:
    named = [i for i, column in enumerate(table.columns) if column.role in ("key", "label")]
    for row in table.rows[:_MOST_ROWS]:
        entities = frozenset((table.columns[i].name, str(row[i])) for i in named if row[i] is not None)
        own = next((_span(str(row[i])) for i in named if table.columns[i].name in _INSTANTS), None)
        for column, cell in zip(table.columns, row, strict=True):
            if column.role == "value" and isinstance(cell, int | float) and not isinstance(cell, bool):
                role = _role(column.name)
                yield Known(float(cell), column.unit, column.metric or column.name, own or period, entities, role, currency)


def _role(column: str) -> str:
    return next((role for role in ("change_rate", "change", "share", "baseline") if column.endswith(role)), "value")


def _span(text: str) -> Span | None:
    named = next(iter(periods(text)), None)
    return Span(named.first, named.last) if named else None


def _of_draft(reply: Reply) -> Iterator[Known]:
    assert reply.draft is not None  # the caller has checked it
    audience = reply.draft.audience
    left = [count for _, count in audience.waterfall]
    for count in (audience.matched, audience.reachable, audience.sendable, *left):
        if count is not None:
            yield Known(float(count), "customers", "audience", role="count")
    yield Known(reply.draft.control_share, "rate", "control_share", role="share")
    for name, value in reply.draft.plan.items():
        if name in _PLAN and isinstance(value, int | float) and not isinstance(value, bool):
            unit, role = _PLAN[name]
            yield Known(float(value), unit, name, role=role)


def rivals(known: Sequence[Known], names: Mapping[str, frozenset[Entity]]) -> frozenset[Entity]:
    """What a text has to name to speak of it: values that have a name, of dimensions of which an answer holds several."""
    named = {entity for entities in names.values() for entity in entities}
    values: dict[str, set[str]] = {}
    for dimension, value in {entity for number in known for entity in number.entities} & named:
        values.setdefault(dimension, set()).add(value)
    return frozenset((dimension, one) for dimension, held in values.items() if len(held) > 1 for one in held)


def entity_names(known: Sequence[Known], values: Mapping[str, frozenset[Entity]]) -> Mapping[str, frozenset[Entity]]:
    """What each entity may be called in a text, in either language, lower case; periods are left to the dates.

    Of `values`, the shop's own, those of the dimensions that the answer speaks of (and countries) are taken in.
    """
    dimensions = {dimension for number in known for dimension, _ in number.entities} | {"country"}
    names = {name: {e for e in entities if e[0] in dimensions} for name, entities in values.items()}
    names = {name: entities for name, entities in names.items() if entities}
    for dimension, value in {entity for number in known for entity in number.entities}:
        for name in _called(dimension, value):
            names.setdefault(name, set()).add((dimension, value))
    return {name: frozenset(entities) for name, entities in names.items()}


@lru_cache(maxsize=1 << 14)
def _called(dimension: str, value: str) -> frozenset[str]:
    if dimension in _INSTANTS:
        return frozenset()
    english, spanish = (value_words(dimension, value, language) for language in LANGUAGES)
    names = {value, english, *_inflected(spanish), value.replace("_", " ")}
    written = {form for name in names for form in (name, escape(name))}
    return frozenset(form.lower() for form in written if len(form) > 1 and not noun_units(form))


def _inflected(word: str) -> Iterator[str]:
    """A Spanish word in its genders and numbers: activo, activa, activos, activas."""
    yield word
    if word.endswith("o"):
        yield from (word + "s", word[:-1] + "a", word[:-1] + "as")
