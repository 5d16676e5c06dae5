"""Runs questions as jobs: understands, runs the agent, falls back, builds and keeps the answer."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from threading import Lock, Thread
from typing import TYPE_CHECKING

from assistant.agent.events import Event
from assistant.answer import Answer
from assistant.builtin.plan import Context, Plan
from assistant.service.exports import csv_of
from assistant.service.first_words import FIRST_WORDS
from assistant.service.job import Job
from assistant.service.memory import remembered
from assistant.service.message import cleaned
from assistant.service.shop import OpenShop, ShopSource
from assistant.settings import Settings
from assistant.state import Payload, State, StoredTurn
from knowledge.search import Playbook
from tools.catalog import TOOLS, Tool
from tools.reply import Reply
from tools.terms import Language
from tools.vocabulary import Catalogue

if TYPE_CHECKING:
    from assistant.service.answering import Answering

__all__ = ["Service"]

logger = logging.getLogger(__name__)

Understand = Callable[[str, Context, Catalogue], Plan]
Write = Callable[[Plan, Sequence[Reply], Language], str]

REMEMBERED_TURNS = 10


class Service:
    """The assistant. Everything it needs is handed over; answers run on a thread of its own, watched or not."""

    def __init__(
        self,
        settings: Settings,
        state: State,
        shop: ShopSource,
        playbook: Playbook,
        understand: Understand,
        write: Write,
        tools: Sequence[Tool] = TOOLS,
    ) -> None:
        self.settings, self.state, self._shop = settings, state, shop
        self._playbook, self._understand, self._write, self._tools = playbook, understand, write, tools
        self._lock = Lock()
        self._answering: Answering | None = None
        self._jobs: dict[str, Job] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="marea-answers", daemon=True)
        self._thread.start()

    def ask(self, message: str, conversation_id: str | None = None, language: Language | None = None) -> Answer:
        """Answer a message, waiting for it.

        Raises:
            BadInputError: an empty or endless message, or a conversation_id of an impossible form.
        """
        return self.start(message, conversation_id, language).result()

    async def stream(
        self, message: str, conversation_id: str | None = None, language: Language | None = None
    ) -> AsyncIterator[Event]:
        """Answer a message, telling the steps and the text as they come; goes on when nobody listens any more."""
        job = await asyncio.to_thread(self.start, message, conversation_id, language)
        async for event in job.watch():
            yield event

    def start(self, message: str, conversation_id: str | None = None, language: Language | None = None) -> Job:
        """Begin an answer as a job."""
        message = cleaned(message)
        conversation, answer_id = self.state.turns.start(message, conversation_id)
        job = Job(conversation, answer_id, message)
        self._jobs[answer_id] = job
        answering = asyncio.run_coroutine_threadsafe(self._run(job, message, language), self._loop)
        answering.add_done_callback(lambda ended: self._ended(job, ended))
        return job

    def job(self, answer_id: str) -> Job | None:
        """The job of an answer that is still being made, or None."""
        return self._jobs.get(answer_id)

    def under_way(self, conversation_id: str) -> tuple[str, Job] | None:
        """The message and job of the answer being made in a conversation, so that a reloaded page goes on watching it."""
        running = [job for job in tuple(self._jobs.values()) if job.conversation_id == conversation_id]
        return (running[-1].message, running[-1]) if running else None

    def turns(self, conversation_id: str) -> Sequence[tuple[str, Answer]]:
        """The answered turns of a conversation, oldest first."""
        return [(turn.message, turn.answer) for turn in self.state.turns.of(conversation_id) if turn.answer is not None]

    def answer(self, answer_id: str) -> Answer | None:
        """A kept answer, or None."""
        turn = self.state.turns.answer(answer_id)
        return turn.answer if turn else None

    def payloads(self, answer_id: str) -> Sequence[Payload]:
        """Exactly what was sent to a model for that answer; nothing for `builtin`."""
        return self.state.turns.payloads(answer_id)

    def export(self, export_id: str) -> bytes | None:
        """A table of an answer as CSV, whole; None when there is none of that id."""
        kept = self.state.turns.export(export_id)
        if kept is not None:
            return kept
        answer_id, _, table_id = export_id.rpartition("-")
        answer = self.answer(answer_id)
        table = next((table for table in answer.tables if table.id == table_id), None) if answer else None
        return csv_of([column.name for column in table.columns], table.rows) if table else None

    def catalogue(self) -> Catalogue:
        """What can be asked of the shop as it stands now."""
        return self._opened().catalogue

    def shop(self) -> OpenShop:
        """The shop as it stands now."""
        return self._opened()

    def warm(self) -> None:
        """Load what the first answer would otherwise wait for."""
        self._agent()
        self._opened()

    def prepare(self) -> None:
        """Learn the words of the shop in both languages, so that the first questions do not wait for them."""
        catalogue = self._opened().catalogue
        for language, questions in FIRST_WORDS.items():
            for question in questions:
                self._understand(question, Context((), language), catalogue)

    def close(self) -> None:
        """Stop answering; turns under way stay recorded as begun."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    async def _run(self, job: Job, message: str, language: Language | None) -> Answer:
        answering = await asyncio.to_thread(self._agent)
        earlier, shop, plan = await asyncio.to_thread(self._read, job, message, language)
        return await answering.answer(job, message, earlier, shop, plan)

    def _ended(self, job: Job, ended: Future[Answer]) -> None:
        self._jobs.pop(job.answer_id, None)
        error = ended.exception()
        if error is None:
            job.end(ended.result())
        else:
            logger.error("answer %s ended by a fault", job.answer_id, exc_info=error)
            self.state.turns.fail(job.answer_id)
            job.break_off(error)

    def _read(self, job: Job, message: str, language: Language | None) -> tuple[Sequence[StoredTurn], OpenShop, Plan]:
        earlier = [t for t in self.state.turns.of(job.conversation_id, REMEMBERED_TURNS + 1) if t.answer_id != job.answer_id]
        shop = self._opened()
        context = Context(remembered(earlier), language or self.settings.language)
        return earlier, shop, self._understand(message, context, shop.catalogue)

    def _opened(self) -> OpenShop:
        shop = self._shop.open()
        return replace(shop, catalogue=replace(shop.catalogue, segments=tuple(self.state.segments.names())))

    def _agent(self) -> "Answering":
        with self._lock:
            if self._answering is None:
                from assistant.service.answering import Answering  # LangChain takes seconds to import

                self._answering = Answering(self.settings, self.state, self._playbook, self._write, self._tools)
            return self._answering
