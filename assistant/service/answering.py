"""One answer from plan to kept object: the configured model, else `builtin`, then checked, framed and stored."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic

from langchain_core.messages import HumanMessage

from assistant.agent.agent import Written, build_agent, run_agent
from assistant.agent.events import ResetEvent
from assistant.agent.grounding import Check, check
from assistant.agent.ledger import Ledger
from assistant.agent.messages import conversation_messages
from assistant.agent.models import ModelFailure, open_model, recording
from assistant.agent.run import Run
from assistant.answer import Answer
from assistant.builtin.adapter import BuiltinModel
from assistant.builtin.plan import Plan
from assistant.builtin.write.actions import next_actions
from assistant.render.charts import charts_for
from assistant.render.frame import assemble
from assistant.service import build
from assistant.service.budget import Budget
from assistant.service.exports import csv_of, export_id
from assistant.service.job import Job
from assistant.service.memory import as_carried_out, dumped
from assistant.service.nothing import without_data
from assistant.service.shop import OpenShop
from assistant.settings import Settings
from assistant.state import Payload, State, StoredTurn
from knowledge.search import Playbook
from tools.catalog import Tool
from tools.context import ToolContext
from tools.reply import Reply
from tools.terms import Language, Text

__all__ = ["Answering"]

Write = Callable[[Plan, Sequence[Reply], Language], str]

_SHARE_OF_TIME = 0.75
_FELL_BACK = Text(
    "The configured model gave no usable answer, so the built-in analyst answered instead.",
    "El modelo configurado no dio una respuesta utilizable; ha respondido el analista integrado.",
)
_TOO_LONG = Text(
    "This took longer than I may take for one answer, so I stopped. A narrower question may work.",
    "Esto tardaba más de lo que puedo dedicar a una respuesta y lo he detenido. Una pregunta más concreta puede funcionar.",
)


class Answering:
    """Holds the agent and the configured model; makes one answer at a time per call, any number at once."""

    def __init__(self, settings: Settings, state: State, playbook: Playbook, write: Write, tools: Sequence[Tool]) -> None:
        self._settings, self._state, self._playbook, self._write = settings, state, playbook, write
        self._model, self._budget = open_model(settings), Budget(settings, state)
        idle = BuiltinModel(plan=Plan("en", "none", ()), write=write)
        self._agent = build_agent(idle, tools, settings.model_calls, settings.tool_calls)

    async def answer(self, job: Job, message: str, earlier: Sequence[StoredTurn], shop: OpenShop, plan: Plan) -> Answer:
        """Make the answer and keep it."""
        deadline = monotonic() + self._settings.answer_seconds
        run = self._run(job, message, shop, plan)
        notes: tuple[Text, ...] = ()
        if self._model is not None and (spent := await asyncio.to_thread(self._budget.spent)):
            notes = (spent,)
            run = run.again(BuiltinModel(plan=plan, write=self._write))
        elif self._model is not None:
            try:
                written = await self._with_model(run, job, message, earlier)
                plan = as_carried_out(plan.language, run.tool_runs)
                return await asyncio.to_thread(self._finish, job, message, shop, run, plan, written, notes)
            except ModelFailure:
                job.emit(ResetEvent())
                notes = (_FELL_BACK,)
                run = run.again(BuiltinModel(plan=plan, write=self._write))
        written = await self._with_builtin(run, message, deadline - monotonic())
        return await asyncio.to_thread(self._finish, job, message, shop, run, plan, written, notes)

    def _run(self, job: Job, message: str, shop: OpenShop, plan: Plan) -> Run:
        ledger = Ledger()
        context = ToolContext(
            warehouse=shop.warehouse, playbook=self._playbook, drafts=self._state.drafts(job.conversation_id),
            segments=self._state.segments, contacts=self._state.contacts, suppressions=self._state.suppressions, ledger=ledger,
            clock=self._state.clock, language=plan.language, conversation_id=job.conversation_id,
            formal_spanish=self._settings.formal_spanish, max_touches_30=self._settings.max_touches_30,
        )  # fmt: skip
        return Run(
            model=self._model or BuiltinModel(plan=plan, write=self._write), context=context, question=message, ledger=ledger,
            external=self._settings.model_is_external, trusted=self._model is None,
            values=shop.values if self._model else {}, listen=job.emit,
        )  # fmt: skip

    async def _with_model(self, run: Run, job: Job, message: str, earlier: Sequence[StoredTurn]) -> Written:
        messages = conversation_messages(earlier, message, run.external)
        with recording() as sent:
            try:
                written = await run_agent(self._agent, run, messages, self._settings.answer_seconds * _SHARE_OF_TIME)
            finally:
                payloads = [Payload(self._settings.model, body) for body in sent]
                await asyncio.to_thread(self._state.turns.keep_payloads, job.answer_id, payloads)
                run.usage = await asyncio.to_thread(self._budget.spend, job.answer_id, run.usage)
        if not written.text.strip() and build.outcome(run.tool_runs) == "answered":
            raise ModelFailure("empty")
        return written

    async def _with_builtin(self, run: Run, message: str, seconds: float) -> Written:
        try:
            return await run_agent(self._agent, run, [HumanMessage(message)], seconds)
        except ModelFailure:  # the only one `builtin` can have: out of time
            written = Written()
            written.timed_out = True
            return written

    def _finish(
        self, job: Job, message: str, shop: OpenShop, run: Run, plan: Plan, written: Written, notes: Sequence[Text]
    ) -> Answer:
        language = run.language
        checked = self._checked(run, written, message)
        replies = [ended.reply for ended in run.tool_runs]
        readings = plan.readings if run.trusted else ()
        shop_currency = shop.warehouse.currency
        scope = build.scope(replies, readings, language, self._settings.timezone, shop_currency)
        said = [note[language] for note in notes]
        citations = build.citations(replies)
        as_of = None if shop.empty else shop.warehouse.today
        body = _TOO_LONG[language] if written.timed_out else checked.text
        answer = Answer(
            conversation_id=job.conversation_id, answer_id=job.answer_id, language=language,
            text=assemble(body, scope, citations, as_of, language, said), as_of=as_of, snapshot_id=shop.warehouse.snapshot_id,
            profiles_id=shop.warehouse.profiles_id, model="builtin" if run.trusted else self._settings.model,
            usage=run.usage, scope=scope.model_copy(update={"caveats": [*said, *scope.caveats]}),
            facts=build.facts(run.ledger.facts, language),
            tables=build.tables(run.ledger.tables, job.answer_id, language),
            charts=charts_for(run.ledger.tables, run.ledger.facts, language, shop_currency), citations=citations,
            tool_calls=build.tool_calls(run.tool_runs), draft=build.draft(replies, language),
            outcome="unavailable" if written.timed_out else build.outcome(run.tool_runs),
            options=build.options(replies, language), missing=build.missing(run.tool_runs),
            unverified_numbers=checked.unverified, suggestions=build.suggestions(next_actions(plan, replies), language),
        )  # fmt: skip
        answer = without_data(answer) if shop.empty else answer
        self._keep(answer, message, run, plan)
        return answer

    def _checked(self, run: Run, written: Written, message: str) -> Check:
        return check(written.text, run.ledger, run.tool_runs, message, run.language, strict=not run.trusted, values=run.values)

    def _keep(self, answer: Answer, message: str, run: Run, plan: Plan) -> None:
        self._state.turns.finish(answer, dumped(replace(plan, language=answer.language)))
        for table in run.ledger.tables:
            if len(table.rows) > build.MOST_ROWS:
                csv = csv_of([column.name for column in table.columns], table.rows)
                self._state.turns.keep_export(export_id(answer.answer_id, table.id), answer.answer_id, csv)
        if self._settings.log_unanswered and answer.outcome in ("no_data", "out_of_scope", "unavailable"):
            self._state.turns.note_unanswered(answer, message)
