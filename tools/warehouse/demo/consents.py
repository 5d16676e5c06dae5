"""Who may be written to, on which channel and since when."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, ids, instants, stream, words
from tools.warehouse.demo.people import People

__all__ = ["Permissions", "ask_permission", "consent_columns"]

_CHANNELS = ("email", "sms", "whatsapp", "push")
_STATUSES = ("subscribed", "unsubscribed", "suppressed")
_SOURCES = ("signup_form", "checkout", "preference_center", "campaign_link", "bounce", "complaint")
_SUBSCRIBED, _UNSUBSCRIBED, _SUPPRESSED = 0, 1, 2
_NEVER = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Permissions:
    """When each contact (rows) left each channel (columns), in seconds; `joined` says who ever was on it."""

    joined: Flags
    since: Ints
    left: Ints

    def allows(self, channel: str, customer: Ints, at: Ints) -> Flags:
        """Whether each customer may be written to at a moment."""
        column = _CHANNELS.index(channel)
        on: Flags = self.joined[customer, column] & (self.since[customer] <= at) & (at < self.left[customer, column])
        return on


def ask_permission(people: People, created: Ints, seed: int, end: int) -> Permissions:
    """What contacts said when they signed up, and who later left by the preference centre."""
    rng = stream(seed, "permissions")
    chance = np.column_stack(
        [people.has_email * 0.79, people.has_phone * 0.47, people.has_phone * 0.2, np.full(people.count, 0.07)]
    )
    joined = rng.random(chance.shape) < chance
    leaves = rng.random(chance.shape) < 0.045
    moment = created[:, None] + (rng.random(chance.shape) * (end - created[:, None])).astype(np.int64)
    return Permissions(joined, created, np.where(leaves, moment, _NEVER))


def consent_columns(
    permissions: Permissions, unsubscribed: Floats, bounced: Floats, complained: Floats, has_email: Flags, seed: int
) -> dict[str, Any]:
    """The columns of `consents`.

    Args:
        unsubscribed, bounced, complained: per contact, the second at which a message ended their e-mail permission,
            infinity if none did.
    """
    rng = stream(seed, "consents")
    status = np.where(permissions.joined, _SUBSCRIBED, NONE)
    source = np.where(rng.random(status.shape) < 0.6, 0, 1)
    updated = np.broadcast_to(permissions.since[:, None], status.shape).copy()
    refused = ~permissions.joined[:, 0] & has_email & (rng.random(len(status)) < 0.55)
    status[refused, 0], source[refused, 0] = _UNSUBSCRIBED, 1
    left = permissions.joined & (permissions.left < _NEVER)
    status[left], source[left], updated[left] = _UNSUBSCRIBED, 2, permissions.left[left]
    by_message = ((unsubscribed, _UNSUBSCRIBED, 3), (bounced, _SUPPRESSED, 4), (complained, _SUPPRESSED, 5))
    for moment, becomes, because in by_message:
        hit = np.isfinite(moment)
        status[hit, 0], source[hit, 0], updated[hit, 0] = becomes, because, moment[hit].astype(np.int64)
    customer, channel = np.nonzero(status != NONE)
    return {
        "customer_id": ids("C", customer),
        "channel": words(_CHANNELS, channel),
        "status": words(_STATUSES, status[customer, channel]),
        "updated_at": instants(updated[customer, channel]),
        "source": words(_SOURCES, source[customer, channel]),
    }
