"""What tools need from the assistant's state, as Protocols: implemented in `assistant.state`, injected by `ui.compose`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from tools.reply import Draft, Fact

__all__ = ["Clock", "ContactHistory", "DraftStore", "FactLedger", "SegmentStore", "Suppressions"]


class Clock(Protocol):
    """The present moment, as an argument."""

    def now(self) -> datetime:
        """The current instant, UTC."""
        ...


class DraftStore(Protocol):
    """Where drafts are kept."""

    def save(self, draft: Draft) -> str:
        """Keep a draft and give its id; saving the same content in one conversation again gives the same id."""
        ...

    def get(self, draft_id: str) -> Draft | None:
        """The draft of that id, or None."""
        ...

    def discard(self, draft_id: str) -> bool:
        """Remove a draft; False when there is none."""
        ...


class SegmentStore(Protocol):
    """Saved segments: a name and the rule behind it."""

    def save(self, name: str, rule: Mapping[str, object]) -> None:
        """Keep a rule under a name, replacing an older one of that name."""
        ...

    def get(self, name: str) -> Mapping[str, object] | None:
        """The rule saved under that name (letter case aside), or None."""
        ...

    def names(self) -> Sequence[str]:
        """All saved names, sorted."""
        ...

    def delete(self, name: str) -> bool:
        """Forget a name (letter case aside); False when nothing is saved under it."""
        ...


class ContactHistory(Protocol):
    """Who was written to by us, beyond what the snapshot's touches say."""

    def contacted_since(self, since: datetime, channel: str | None = None) -> frozenset[str]:
        """Customer ids contacted at or after an instant."""
        ...


class Suppressions(Protocol):
    """Who must not be written to, whatever the snapshot's consents say."""

    def suppressed(self, channel: str) -> frozenset[str]:
        """Customer ids suppressed on that channel."""
        ...


class FactLedger(Protocol):
    """The facts of the answer being written."""

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id (f1, f2, ...), or None."""
        ...
