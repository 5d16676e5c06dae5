"""From the people whom a rule matches to those who may be written to: every step leaves out, none brings back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import ibis
import ibis.expr.types as ir

from tools.context import ToolContext
from tools.terms import Channel, Text
from tools.warehouse.engine import Warehouse

__all__ = ["Waterfall", "audience_waterfall", "customer_ids"]

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


def audience_waterfall(ctx: ToolContext, people: ir.Table, channel: Channel) -> Waterfall:
    """Count who of `people` (rows of profiles) may be written to on the channel.

    A subscription on the channel proves an address. Without `consents` reachable and what follows is unknown.
    """
    warehouse = ctx.warehouse
    matched = customer_ids(warehouse, people)
    subscribed = _subscribed(warehouse, channel)
    address = _with_address(warehouse, people, channel, subscribed)
    if subscribed is None or address is None:
        known = None if address is None else len(matched & address)
        missing = ("consents",) if subscribed is None else (f"customers.{_EMAIL_OR_PHONE[channel][0]}",)
        return Waterfall(channel, len(matched), known, None, None, None, None, missing)
    left = matched & address
    counts = [len(left)]
    for leave_out in (_keep(subscribed), _suppressed(ctx, channel), _over_contacted(ctx), _in_running_test(warehouse)):
        left = leave_out(left)
        counts.append(len(left))
    address_n, reachable, unsuppressed, rested, sendable = counts
    return Waterfall(channel, len(matched), address_n, reachable, unsuppressed, rested, sendable)


def _keep(kept: frozenset[str]) -> Callable[[frozenset[str]], frozenset[str]]:
    return lambda left: left & kept


def _subscribed(warehouse: Warehouse, channel: Channel) -> frozenset[str] | None:
    if not warehouse.has("consents"):
        return None
    consents = warehouse.table("consents")
    return customer_ids(warehouse, consents.filter(consents.channel == channel, consents.status == "subscribed"))


def _with_address(
    warehouse: Warehouse, people: ir.Table, channel: Channel, subscribed: frozenset[str] | None
) -> frozenset[str] | None:
    """Who has an address as far as the data say; None when they say nothing about anybody."""
    columns = _EMAIL_OR_PHONE.get(channel)
    if columns is None:
        return customer_ids(warehouse, people) if subscribed is not None else None
    known = ibis.or_(*(people[column].notnull() for column in columns))
    told = warehouse.run(people.agg(n=known.sum()))["n"][0].as_py()
    if not told and not subscribed:
        return None
    has = ibis.or_(*(people[column].fill_null(False) for column in columns))
    refused = ibis.and_(*((~people[column]).fill_null(False) for column in columns))
    addressed = customer_ids(warehouse, people.filter(has))
    return addressed | ((subscribed or frozenset()) - customer_ids(warehouse, people.filter(refused)))


def _suppressed(ctx: ToolContext, channel: Channel) -> Callable[[frozenset[str]], frozenset[str]]:
    return lambda left: left - ctx.suppressions.suppressed(channel)


def _over_contacted(ctx: ToolContext) -> Callable[[frozenset[str]], frozenset[str]]:
    """Who had the most messages that one may have: in the snapshot's touches, one more for those written to by us since."""

    def leave_out(left: frozenset[str]) -> frozenset[str]:
        warehouse = ctx.warehouse
        end = datetime.combine(warehouse.today, datetime.max.time(), UTC)
        ours = ctx.contacts.contacted_since(end - timedelta(days=WINDOW_DAYS))
        profiles = warehouse.table("profiles")
        touched = profiles.touches_30.fill_null(0)
        over = customer_ids(warehouse, profiles.filter(touched >= ctx.max_touches_30))
        nearly = customer_ids(warehouse, profiles.filter(touched == ctx.max_touches_30 - 1))
        return left - over - (nearly & ours)

    return leave_out


def _in_running_test(warehouse: Warehouse) -> Callable[[frozenset[str]], frozenset[str]]:
    """Who is in the control group of a campaign that runs now: a message would spoil the comparison."""

    def leave_out(left: frozenset[str]) -> frozenset[str]:
        if not warehouse.has("touches"):
            return left
        touches = warehouse.table("touches")
        held = touches.filter(
            touches.arm == "control", touches.assigned_on.between(warehouse.today - timedelta(days=TEST_DAYS), warehouse.today)
        )
        if warehouse.has("campaigns"):
            campaigns = warehouse.table("campaigns")
            ended = campaigns.filter(campaigns.ended_on < warehouse.today).campaign_id
            held = held.filter(~held.campaign_id.isin(ended))
        return left - customer_ids(warehouse, held)

    return leave_out
