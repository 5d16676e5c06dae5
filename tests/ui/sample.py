"""A small service with prepared answers, so that the page can be tried without a warehouse or a model."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date

from assistant.agent.events import AnswerEvent, Event, ResetEvent, StepEvent, TextEvent
from assistant.answer import (
    Answer,
    AnswerAudience,
    AnswerCitation,
    AnswerColumn,
    AnswerDraft,
    AnswerFact,
    AnswerOption,
    AnswerPeriod,
    AnswerScope,
    AnswerTable,
    AnswerToolCall,
    AnswerVariant,
)
from assistant.render.charts import charts_for
from assistant.render.frame import assemble
from tools.reply import Column, Table
from tools.terms import Language, Text
from tools.vocabulary import Catalogue, Term, Value

HOSTILE = '<img src="http://evil.example/x.png" onerror="alert(1)"> [click](http://evil.example) **bold** {{f1}}'
_REVENUE = Text("Revenue", "Ingresos")
_COUNTRY = Text("Country", "País")
_ROWS = [
    ["United Kingdom", 8467837.48],
    ["Netherlands", 283889.34],
    ["EIRE", 273863.06],
    ["Germany", 206613.75],
    [HOSTILE, 192233.35],
    *[[f"Land {i}", 10000.0 - i] for i in range(7)],
]

_REACHED = Table(
    "waterfall",
    Text("Who can be written to", "A quién se puede escribir"),
    [
        Column("step", "key", Text("step", "paso")),
        Column("customers", "value", Text("people left", "personas"), "customers", "matched"),
    ],
    [["matched", 745], ["reachable", 512]],
    2,
    "funnel",
)


def sample_catalogue() -> Catalogue:
    terms = (Term("country", _COUNTRY, {}, "dimension"),)
    values = (Value("country", "United Kingdom", weight=9.0), Value("country", "Germany", weight=1.0))
    tables = frozenset({"orders", "order_lines", "products", "customers"})
    return Catalogue((), terms, (), values, date(2011, 12, 9), date(2010, 12, 1), "GBP", tables)


def sample_answer(message: str, conversation_id: str, language: Language) -> Answer:
    """A ranking; a draft for "draft", a question back for "which"."""
    es = language == "es"
    if "which" in message or "cuál" in message:
        return _clarify(conversation_id, language)
    table = Table(
        "t1",
        Text("Revenue by country", "Ingresos por país"),
        [Column("country", "key", _COUNTRY), Column("revenue", "value", _REVENUE, "money", "revenue")],
        _ROWS,
        38,
        "ranking",
    )
    scope = AnswerScope(
        period=AnswerPeriod(first=date(2010, 12, 1), last=date(2011, 12, 9)),
        population="todos los pedidos" if es else "all orders",
        currency="GBP",
        assumptions=["sin periodo: todo el histórico" if es else "no period named: all history"],
    )
    body = (
        "**United Kingdom** va en cabeza en ingresos: **8.467.837 £** (84,6 % del total).\n\n"
        "1. United Kingdom: 8.467.837 £\n"
        "2. Netherlands: 283.889 £"
        if es
        else "**United Kingdom** comes first in revenue: **£8,467,837** (84.6% of the total).\n\n"
        "1. United Kingdom: £8,467,837\n"
        "2. Netherlands: £283,889\n3. <script>window.hacked = 1</script> ![x](http://evil.example/y.png)"
    )
    citation = AnswerCitation(
        passage_id="p1",
        play_id="win-back",
        title="Recuperar clientes" if es else "Win back lapsed customers",
        stage="retention",
        section="Momento" if es else "Timing",
        language=language,
        source="playbook",
        score=0.8,
        text="Write when the silence is **twice** the usual gap. " + HOSTILE,
    )
    drafted = _draft(language) if "draft" in message.lower() or "borrador" in message.lower() else None
    return Answer(
        conversation_id=conversation_id,
        answer_id=f"a_{abs(hash((conversation_id, message))):x}",
        language=language,
        text=assemble(body, scope, [citation], date(2011, 12, 9), language),
        as_of=date(2011, 12, 9),
        snapshot_id="s1",
        profiles_id="p1",
        model="builtin",
        scope=scope,
        citations=[citation],
        draft=drafted,
        facts=[AnswerFact(id="f1", metric="revenue", label=_REVENUE[language], value=8467837.48, unit="money", headline=True)],
        tables=[
            AnswerTable(
                id="t1",
                title=table.title[language],
                rows=[list(row) for row in _ROWS],
                total_rows=38,
                truncated=True,
                csv_url="/exports/a1_t1.csv",
                columns=_columns(table, language),
            ),
            *([_reached(language)] if drafted else []),
        ],
        charts=charts_for([_REACHED if drafted else table], [], language, "GBP"),
        tool_calls=[
            AnswerToolCall(
                id="c1",
                name="query_metrics",
                arguments={"metrics": ["revenue"], "group_by": ["country"]},
                status="ok",
                row_count=38,
                ms=12.4,
            )
        ],
        suggestions=[
            AnswerOption(
                label="Mes a mes" if es else "Month by month", message="Ingresos por mes" if es else "Revenue by month"
            )
        ],
    )


def _reached(language: Language) -> AnswerTable:
    return AnswerTable(
        id="t2", title=_REACHED.title[language], rows=[list(row) for row in _REACHED.rows], total_rows=2,
        columns=_columns(_REACHED, language),
    )  # fmt: skip


def _columns(table: Table, language: Language) -> list[AnswerColumn]:
    return [AnswerColumn(name=c.name, role=c.role, label=c.label[language], unit=c.unit) for c in table.columns]


def _clarify(conversation_id: str, language: Language) -> Answer:
    return Answer(
        conversation_id=conversation_id,
        answer_id="a_which",
        language=language,
        text="Which of these do you mean?",
        as_of=None,
        snapshot_id="s1",
        profiles_id="p1",
        model="builtin",
        outcome="clarify",
        options=[
            AnswerOption(label="At risk by health", message="Who is at risk by health?"),
            AnswerOption(label="RFM: slipping", message="Who is slipping in RFM?"),
        ],
    )


def _draft(language: Language) -> AnswerDraft:
    steps: list[tuple[str, int | None]] = [
        ("matched by the rule", 745),
        ("with an address", 700),
        ("with consent", 512),
        ("not over-contacted", 480),
        ("sendable", None),
    ]
    audience = AnswerAudience(rule="customers with health at risk", matched=745, reachable=512, sendable=None, waterfall=steps)
    variant = AnswerVariant(
        name="A",
        subject="We miss you",
        preheader="A small hello",
        body='Hi {{ first_name | default: "there" }},\nit has been a while.',
        call_to_action="See what is new",
        characters=158,
        parts=1,
        encoding="GSM-7",
    )
    return AnswerDraft(
        draft_id="d1",
        name="Win back customers at risk",
        stage="retention",
        play_id="win-back",
        channel="email",
        language=language,
        audience=audience,
        rule={},
        control_share=0.1,
        measurable=True,
        plan={},
        variants=[variant],
        timing="Tuesday morning",
        offer="10% on the next order",
        guard_rails=["no more than one message a week"],
        measure="orders in 30 days against control",
    )


class _Watched:
    def __init__(self, service: "SampleService", message: str, conversation_id: str) -> None:
        self._service, self._message, self._conversation_id = service, message, conversation_id

    def watch(self) -> AsyncIterator[Event]:
        return self._service.stream(self._message, self._conversation_id, None)


class SampleService:
    """Answers from `sample_answer`, in small pieces, and remembers what it said."""

    def __init__(self, pause: float = 0.0) -> None:
        self._pause = pause
        self._turns: dict[str, list[tuple[str, Answer]]] = {}
        self.unfinished: dict[str, str] = {}

    async def stream(
        self, message: str, conversation_id: str | None = None, language: Language | None = None
    ) -> AsyncIterator[Event]:
        spoken: Language = language or ("es" if "¿" in message or "Ingresos" in message or "Redacta" in message else "en")
        conversation = conversation_id or "c_sample"
        answer = sample_answer(message, conversation, spoken)
        for status in ("running", "ok"):
            yield StepEvent("c1", "query_metrics", status, 12.4, 38)  # type: ignore[arg-type]
            await asyncio.sleep(self._pause)
        yield TextEvent("wrong start")
        yield ResetEvent()
        for piece in answer.text.split(" "):
            yield TextEvent(piece + " ")
            await asyncio.sleep(self._pause / 10)
        self._turns.setdefault(conversation, []).append((message, answer))
        self.unfinished.pop(conversation, None)
        yield AnswerEvent(answer)

    def turns(self, conversation_id: str) -> Sequence[tuple[str, Answer]]:
        return self._turns.get(conversation_id, [])

    def under_way(self, conversation_id: str) -> tuple[str, _Watched] | None:
        message = self.unfinished.get(conversation_id)
        return (message, _Watched(self, message, conversation_id)) if message else None

    def catalogue(self) -> Catalogue:
        return sample_catalogue()
