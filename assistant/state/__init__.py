"""The assistant's own database: conversations, drafts, segments, suppressions, contact history, audit."""

from assistant.state.store import State
from assistant.state.turns import Payload, StoredTurn

__all__ = ["Payload", "State", "StoredTurn"]
