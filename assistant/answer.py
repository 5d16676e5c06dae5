"""The answer object: what `POST /v1/chat`, `marea ask --json`, the page and the state database all share."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from tools.terms import Channel, Language, Outcome, Stage, Unit

__all__ = [
    "Answer", "AnswerAudience", "AnswerChart", "AnswerCitation", "AnswerColumn", "AnswerDraft", "AnswerFact", "AnswerInterval",
    "AnswerOption", "AnswerPeriod", "AnswerScope", "AnswerTable", "AnswerToolCall", "AnswerVariant", "Usage",
]  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AnswerPeriod(_Part):
    """First and last day, both included."""

    first: date
    last: date
    partial: bool = False


class AnswerInterval(_Part):
    """Bounds of an estimate and what they are bounds of."""

    low: float
    high: float
    level: float
    kind: Literal["confidence", "predictive", "total"]


class AnswerFact(_Part):
    """One number with its metric, unit, period and dimensions."""

    id: str
    metric: str
    label: str
    value: float | int | str
    unit: Unit
    currency: str | None = None
    period: AnswerPeriod | None = None
    dimensions: dict[str, str] = {}
    role: str = "value"
    population_n: int | None = None
    interval: AnswerInterval | None = None
    headline: bool = False
    tool_call: str = ""


class AnswerColumn(_Part):
    """A column of a table; `label` is in the answer's language."""

    name: str
    role: Literal["key", "label", "value"]
    label: str
    unit: Unit | None = None
    metric: str | None = None


class AnswerTable(_Part):
    """Rows in the order that was asked for, at most 1,000; the whole result is at `csv_url`."""

    id: str
    title: str
    columns: list[AnswerColumn]
    rows: list[list[Any]]
    total_rows: int
    truncated: bool = False
    csv_url: str | None = None


class AnswerChart(_Part):
    """A Vega-Lite specification with its data inside."""

    id: str
    title: str
    vega_lite: dict[str, Any]


class AnswerCitation(_Part):
    """A passage that the answer rests on."""

    passage_id: str
    play_id: str
    title: str
    stage: Stage | None
    section: str
    language: Language
    source: str
    score: float
    text: str = ""


class AnswerToolCall(_Part):
    """One step that was taken."""

    id: str
    name: str
    arguments: dict[str, Any]
    status: Literal["ok", "error"]
    row_count: int
    ms: float


class AnswerAudience(_Part):
    """Who a draft is for; None is unknown."""

    rule: str
    matched: int
    reachable: int | None
    sendable: int | None
    waterfall: list[tuple[str, int | None]]


class AnswerVariant(_Part):
    """One version of a message."""

    name: str
    subject: str = ""
    preheader: str = ""
    body: str = ""
    call_to_action: str = ""
    characters: int | None = None
    parts: int | None = None
    encoding: str | None = None


class AnswerDraft(_Part):
    """A proposed campaign."""

    draft_id: str
    name: str
    stage: Stage
    play_id: str
    channel: Channel
    language: Language
    audience: AnswerAudience
    rule: dict[str, Any]
    control_share: float
    measurable: bool | None
    plan: dict[str, Any]
    variants: list[AnswerVariant]
    timing: str = ""
    offer: str = ""
    guard_rails: list[str] = []
    measure: str = ""


class AnswerScope(_Part):
    """What the numbers speak of."""

    period: AnswerPeriod | None = None
    population: str | None = None
    timezone: str = "UTC"
    currency: str = ""
    assumptions: list[str] = []
    caveats: list[str] = []


class AnswerOption(_Part):
    """A button: what it says, and the message that it sends."""

    label: str
    message: str


class Usage(_Part):
    """Tokens taken by the model, failed attempts included, and their cost at the prices of the settings; zero for `builtin`."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


class Answer(_Part):
    """One answer, whole."""

    conversation_id: str
    answer_id: str
    language: Language
    text: str
    as_of: date | None
    snapshot_id: str
    profiles_id: str
    model: str
    usage: Usage = Usage()
    scope: AnswerScope = AnswerScope()
    facts: list[AnswerFact] = []
    tables: list[AnswerTable] = []
    charts: list[AnswerChart] = []
    citations: list[AnswerCitation] = []
    tool_calls: list[AnswerToolCall] = []
    draft: AnswerDraft | None = None
    outcome: Outcome = "answered"
    options: list[AnswerOption] = []
    missing: list[str] = []
    unverified_numbers: list[str] = []
    suggestions: list[AnswerOption] = []
