"""What every tool returns: facts, tables and the words around them, before any language or layout is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tools.terms import Channel, Language, Outcome, Stage, Text, Unit

__all__ = [
    "Audience", "ChartShape", "Citation", "Column", "Draft", "Fact", "Interval", "Option", "Reply", "Scalar", "Scope", "Span",
    "Table", "Variant",
]  # fmt: skip

Scalar = str | int | float | bool | date | None
ChartShape = Literal["trend", "ranking", "comparison", "distribution", "stages", "flow", "timeline", "intervals", "funnel"]


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it was used: first and last day, both included."""

    first: date
    last: date
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of an estimate; `kind` says of what: `confidence` (a mean, a rate), `predictive` (one customer), `total`."""

    low: float
    high: float
    level: float
    kind: Literal["confidence", "predictive", "total"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a result. Rates are 0..1, money is in `currency`; `id` (f1, f2, ...) is given when it enters an answer."""

    metric: str
    label: Text
    value: float | int | str | date
    unit: Unit
    period: Span | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    role: Literal["value", "baseline", "change", "change_rate", "share", "total", "count"] = "value"
    currency: str | None = None
    population_n: int | None = None
    interval: Interval | None = None
    headline: bool = False
    id: str = ""
    tool_call: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; keys are canonical (ids, ISO dates, English weekday names), labels are for people."""

    name: str
    role: Literal["key", "label", "value"]
    label: Text
    unit: Unit | None = None
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A result as rows in the order that was asked for; `total_rows` counts them before any cut."""

    id: str
    title: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Scalar]]
    total_rows: int
    shape: ChartShape | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the numbers speak of, and the readings that were taken where the question was open."""

    period: Span | None = None
    population: Text | None = None
    assumptions: tuple[Text, ...] = ()
    caveats: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of the playbook or of a user's document; `text` is the passage itself."""

    passage_id: str
    play_id: str
    title: str
    section: str
    language: Language
    source: str
    score: float
    text: str
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Something the person can click: what the button says, and the message that it sends."""

    label: Text
    message: Text


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a draft is for. None means unknown (no consent data), never zero. `waterfall` is (step, people left) in order."""

    rule: Text
    matched: int
    reachable: int | None
    sendable: int | None
    waterfall: Sequence[tuple[Text, int | None]]


@dataclass(frozen=True, slots=True)
class Variant:
    """One version of a message. Fields that the channel lacks are empty; merge tags are neutral Liquid with fallbacks."""

    name: str
    subject: str = ""
    preheader: str = ""
    body: str = ""
    call_to_action: str = ""
    characters: int | None = None
    parts: int | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed campaign. Nothing leaves the house by it: approval and export are a person's."""

    draft_id: str
    name: str
    stage: Stage
    play_id: str
    channel: Channel
    language: Language
    audience: Audience
    rule: Mapping[str, object]
    control_share: float
    measurable: bool | None
    plan: Mapping[str, Scalar]
    variants: Sequence[Variant]
    timing: str = ""
    offer: str = ""
    guard_rails: Sequence[str] = ()
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The result of one tool call. A tool never writes sentences with numbers in them: numbers are facts."""

    facts: Sequence[Fact] = ()
    tables: Sequence[Table] = ()
    scope: Scope = Scope()
    outcome: Outcome = "answered"
    message: Text | None = None
    citations: Sequence[Citation] = ()
    draft: Draft | None = None
    options: Sequence[Option] = ()
    suggestions: Sequence[Option] = ()
    missing: Sequence[str] = ()
    insights: Sequence[Text] = ()
