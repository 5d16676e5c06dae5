"""An answer being made on the server: it goes on when its watcher leaves, and any number may watch."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from threading import Lock

from assistant.agent.events import AnswerEvent, Event
from assistant.answer import Answer

__all__ = ["Job"]


class Job:
    """The events of one answer so far, and its end."""

    def __init__(self, conversation_id: str, answer_id: str, message: str = "") -> None:
        self.conversation_id, self.answer_id, self.message = conversation_id, answer_id, message
        self._events: list[Event] = []
        self._lock = Lock()
        self._watchers: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
        self.ended: Future[Answer] = Future()

    def emit(self, event: Event) -> None:
        """Add an event; called from any thread."""
        with self._lock:
            self._events.append(event)
        self._wake()

    def end(self, answer: Answer) -> None:
        """The answer is there."""
        self.ended.set_result(answer)
        self.emit(AnswerEvent(answer))

    def break_off(self, error: BaseException) -> None:
        """It ended by a fault; whoever waits gets it raised."""
        self.ended.set_exception(error)
        self._wake()

    def result(self) -> Answer:
        """Wait for the answer."""
        return self.ended.result()

    async def watch(self) -> AsyncIterator[Event]:
        """All events from the first on, up to the answer."""
        bell = asyncio.Event()
        with self._lock:
            self._watchers.append((asyncio.get_running_loop(), bell))
        seen = 0
        while True:
            bell.clear()
            for event in self._events[seen:]:
                seen += 1
                yield event
                if isinstance(event, AnswerEvent):
                    return
            if self.ended.done() and (error := self.ended.exception()):
                raise error
            if seen == len(self._events):
                await bell.wait()

    def _wake(self) -> None:
        with self._lock:
            watchers = list(self._watchers)
        for loop, bell in watchers:
            if not loop.is_closed():
                loop.call_soon_threadsafe(bell.set)
