"""One question in, one answer out: the assistant as everything that uses it sees it."""

from assistant.agent.events import AnswerEvent, Event, ResetEvent, StepEvent, TextEvent
from assistant.service.service import Service
from assistant.service.shop import OpenShop, ShopSource, SnapshotSource

__all__ = [
    "AnswerEvent",
    "Event",
    "OpenShop",
    "ResetEvent",
    "Service",
    "ShopSource",
    "SnapshotSource",
    "StepEvent",
    "TextEvent",
]
