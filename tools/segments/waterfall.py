"""From the people whom a rule matches to those who may be written to: every step leaves out, none brings back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from tools.context import ToolContext
from tools.terms import Channel, Text
from tools.warehouse.engine import Warehouse

__all__ = ["WATERFALL_COLUMNS", "Waterfall", "customer_ids", "flagged", "read_waterfall", "waterfall_measures"]

WATERFALL_COLUMNS = ("has_email", "has_phone", "touches_30")
"""What is read of the people: besides `customer_id`."""

WINDOW_DAYS = 30
TEST_DAYS = 60
_EMAIL_OR_PHONE: dict[str, tuple[str, ...]] = {
    "email": ("has_email",),
    "sms": ("has_phone",),
    "whatsapp": ("has_phone",),
    "phone": ("has_phone",),
    "paid_social": ("has_email", "has_phone"),
    "paid_search": ("has_email", "has_phone"),
}
_LABELS = {
    "matched": Text("matched by the rule", "cumplen la regla"),
    "with_address": Text("with an address for the channel", "con dirección para el canal"),
    "reachable": Text("with consent for the channel", "con consentimiento para el canal"),
    "not_suppressed": Text("not suppressed", "no suprimidos"),
    "not_over_contacted": Text("not over-contacted", "sin exceso de contactos"),
    "sendable": Text("not held back by a running test", "fuera de pruebas en curso"),
}


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How many people are left after each step; None from the first step that the data cannot tell."""

    channel: Channel
    matched: int
    with_address: int | None
    reachable: int | None
    not_suppressed: int | None
    not_over_contacted: int | None
    sendable: int | None
    missing: tuple[str, ...] = ()

    @property
    def steps(self) -> Sequence[tuple[Text, int | None]]:
        """Every step with its label, in order."""
        return [(_LABELS[name], getattr(self, name)) for name in _LABELS]


def customer_ids(warehouse: Warehouse, people: ir.Table) -> frozenset[str]:
    """The ids of a table of profiles."""
    return frozenset(warehouse.run(people.select("customer_id")).column("customer_id").to_pylist())


def flagged(ctx: ToolContext, people: ir.Table, channel: Channel) -> ir.Table:
    """`people` (rows of profiles) with what the waterfall on a channel counts."""
    return people.mutate(**_flags(ctx, people, channel))


def waterfall_measures(flagged: ir.Table) -> dict[str, ir.Scalar]:
    """The aggregates over flagged people that `read_waterfall` reads."""
    return {
        "matched": flagged.count(),
        "told": flagged.told.sum().fill_null(0),
        "with_address": flagged.address.sum().fill_null(0),
        "reachable": (flagged.address & flagged.subscribed).sum().fill_null(0),
    }


def read_waterfall(ctx: ToolContext, flagged: ir.Table, channel: Channel, row: Mapping[str, Any]) -> Waterfall:
    """Who of the flagged people may be written to on the channel, given what was measured of them.

    A subscription on the channel proves an address. Without `consents` reachable and what follows is unknown.
    """
    warehouse = ctx.warehouse
    consents = warehouse.has("consents")
    if consents and not row["matched"]:
        return Waterfall(channel, 0, 0, 0, 0, 0, 0)
    known = int(row["with_address"]) if row["told"] else None
    if not consents or known is None:
        missing = ("consents",) if not consents else (f"customers.{_EMAIL_OR_PHONE[channel][0]}",)
        return Waterfall(channel, int(row["matched"]), known, None, None, None, None, missing)
    left = warehouse.run(flagged.filter(flagged.address & flagged.subscribed).select("customer_id", "touches_30", "held"))
    unsuppressed = left.filter(_not_among(left, ctx.suppressions.suppressed(channel)))
    rested = unsuppressed.filter(_rested(ctx, unsuppressed))
    free = rested.filter(pc.invert(rested["held"]))
    counts = [table.num_rows for table in (left, unsuppressed, rested, free)]
    return Waterfall(channel, int(row["matched"]), known, *counts)


def _flags(ctx: ToolContext, people: ir.Table, channel: Channel) -> dict[str, ir.BooleanValue]:
    """Per person: whether anything tells of an address, whether there is one, a subscription, a running test holding them."""
    warehouse, columns = ctx.warehouse, _EMAIL_OR_PHONE.get(channel)
    subscribed = people.customer_id.isin(_subscribed(warehouse, channel)) if warehouse.has("consents") else ibis.literal(False)
    held = people.customer_id.isin(_held(warehouse)) if warehouse.has("touches") else ibis.literal(False)
    if columns is None:
        told = ibis.literal(warehouse.has("consents"))
        return {"told": told, "address": told, "subscribed": subscribed, "held": held}
    has = ibis.or_(*(people[column].fill_null(False) for column in columns))
    refused = ibis.and_(*((~people[column]).fill_null(False) for column in columns))
    told = ibis.or_(*(people[column].notnull() for column in columns)) | subscribed
    return {"told": told, "address": has | (subscribed & ~refused), "subscribed": subscribed, "held": held}


def _subscribed(warehouse: Warehouse, channel: Channel) -> ir.StringColumn:
    consents = warehouse.table("consents")
    return consents.filter(consents.channel == channel, consents.status == "subscribed").customer_id


def _held(warehouse: Warehouse) -> ir.StringColumn:
    """Who is in the control group of a campaign that runs now: a message would spoil the comparison."""
    touches = warehouse.table("touches")
    since = warehouse.today - timedelta(days=TEST_DAYS)
    held = touches.filter(touches.arm == "control", touches.assigned_on.between(since, warehouse.today))
    if warehouse.has("campaigns"):
        campaigns = warehouse.table("campaigns")
        held = held.filter(~held.campaign_id.isin(campaigns.filter(campaigns.ended_on < warehouse.today).campaign_id))
    return held.customer_id


def _rested(ctx: ToolContext, people: pa.Table) -> pa.Array:
    """Who had fewer messages than one may have: the snapshot's, and one more for those written to by us since."""
    end = datetime.combine(ctx.warehouse.today, datetime.max.time(), UTC)
    ours = ctx.contacts.contacted_since(end - timedelta(days=WINDOW_DAYS))
    touched = pc.fill_null(people["touches_30"], 0)
    more = pc.cast(pc.invert(_not_among(people, ours)), pa.int64())
    return pc.less(pc.add(touched, more), ctx.max_touches_30)


def _not_among(people: pa.Table, ids: frozenset[str]) -> pa.Array:
    return pc.invert(pc.is_in(people["customer_id"], value_set=pa.array(sorted(ids), pa.string())))
