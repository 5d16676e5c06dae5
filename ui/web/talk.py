"""What the page asks of the assistant: one service that answers, remembers and knows the shop."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from assistant.agent.events import Event
from assistant.answer import Answer
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["Talks", "Watched"]


class Watched(Protocol):
    """An answer being made on the server."""

    def watch(self) -> AsyncIterator[Event]:
        """All its events from the first on, up to the answer."""
        ...


class Talks(Protocol):
    """The part of the service that the page uses."""

    def stream(
        self, message: str, conversation_id: str | None = None, language: Language | None = None
    ) -> AsyncIterator[Event]:
        """Answer a message, telling steps and text as they come."""
        ...

    def turns(self, conversation_id: str) -> Sequence[tuple[str, Answer]]:
        """The answered turns of a conversation, oldest first."""
        ...

    def under_way(self, conversation_id: str) -> tuple[str, Watched] | None:
        """The message and the job of an answer that is still being made in that conversation."""
        ...

    def catalogue(self) -> Catalogue:
        """What can be asked of the shop as it stands now."""
        ...
