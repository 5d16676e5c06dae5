"""find_customers counts, ranks, tells what is at stake and never claims to know who is reachable without consents."""

from pathlib import Path

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from tests.segments.small import PROFILES, TABLES, WITHOUT_CONSENTS
from tests.shop import open_shop
from tests.surroundings import Contacts, Segments, Suppressed, context_of
from tools.conditions import Behaviour, FieldCondition, Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.find_customers import find_customers
from tools.reply import Fact, Reply
from tools.segments.compile import matching
from tools.segments.waterfall import Waterfall, flagged, read_waterfall, waterfall_measures
from tools.terms import Channel, Text
from tools.warehouse.engine import Warehouse


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> ToolContext:
    return context_of(open_shop(tmp_path_factory.mktemp("shop"), TABLES, PROFILES))


def fact(reply: Reply, metric: str, role: str | None = None) -> Fact:
    return next(f for f in reply.facts if f.metric == metric and role in (None, f.role))


def test_the_matched_count_and_its_share_are_what_was_asked(ctx: ToolContext) -> None:
    reply = find_customers(ctx, Rule(all=(FieldCondition(field="country", value="France"),)))
    assert (fact(reply, "matched").value, fact(reply, "matched").unit, fact(reply, "matched").headline) == (
        2,
        "customers",
        True,
    )
    assert fact(reply, "share").value == pytest.approx(2 / 3)
    assert fact(reply, "historic_value", "total").value == 170.0
    assert fact(reply, "clv", "total").value == 65.0
    assert reply.scope.population is not None
    assert reply.scope.population.en == "customers in France"


def test_the_best_customers_come_by_value_net_of_refunds(ctx: ToolContext) -> None:
    reply = find_customers(ctx, Rule(), order_by="-historic_value")
    assert [row[:2] for row in reply.tables[0].rows] == [["cho", 520.0], ["ana", 140.0], ["ben", 30.0]]
    assert reply.tables[0].columns[1].name == "historic_value"
    assert not fact(reply, "matched").headline
    assert reply.missing == ()


def test_an_order_that_was_asked_for_heads_a_group_and_as_many_as_were_asked_for_are_named(ctx: ToolContext) -> None:
    french = Rule(all=(FieldCondition(field="country", value="France"),))
    led = fact(find_customers(ctx, french, order_by="-order_count"), "order_count")
    assert (led.dimensions, led.value, led.headline) == ({"customer": "ana"}, 2, True)
    assert not fact(find_customers(ctx, french), "historic_value", "value").headline
    named = [f for f in find_customers(ctx, Rule(), limit=2).facts if f.metric == "historic_value" and f.role == "value"]
    assert [f.dimensions["customer"] for f in named] == ["cho", "ana"]


def test_a_rule_is_said_with_names_of_products_and_the_year_of_a_month(ctx: ToolContext) -> None:
    reply = find_customers(ctx, Rule(all=(Behaviour(product="A1", period="june"), Behaviour(product="C3", negated=True))))
    who = Text(
        "customers who bought Blue Teapot in June 2025 and never bought Tea Towel",
        "clientes que compraron Blue Teapot en junio de 2025 y que nunca compraron Tea Towel",
    )
    assert reply.scope.population == who


def test_reachable_means_address_and_consent(ctx: ToolContext) -> None:
    reply = find_customers(ctx, Rule(all=(FieldCondition(field="order_count", op=">", value=0),)))
    assert (fact(reply, "reachable").value, fact(reply, "sendable").value) == (2, 1)


def test_without_consents_reachable_is_unknown(tmp_path: Path) -> None:
    bare = context_of(open_shop(tmp_path, WITHOUT_CONSENTS, PROFILES))
    reply = find_customers(bare, Rule(all=(FieldCondition(field="health", value="at_risk"),)))
    assert reply.missing == ("consents",)
    assert not [f for f in reply.facts if f.metric in ("reachable", "sendable")]
    assert any("unknown" in caveat.en for caveat in reply.scope.caveats)
    assert any("health" in assumption.en and "salud" in assumption.es for assumption in reply.scope.assumptions)


def test_people_who_never_bought_are_counted_apart(ctx: ToolContext) -> None:
    reply = find_customers(ctx, Rule(all=(Behaviour(negated=True),)))
    assert (fact(reply, "matched").value, fact(reply, "never_bought").value) == (2, 2)
    assert fact(reply, "share").population_n == 5


def test_a_rule_is_saved_as_a_segment_and_says_so(ctx: ToolContext) -> None:
    segments = Segments()
    context = context_of(ctx.warehouse, segments=segments)
    rule = Rule(all=(FieldCondition(field="country", value="France"),))
    reply = find_customers(context, rule, save_as=" VIP  France ")
    assert reply.message is not None
    assert "VIP France" in reply.message.es
    again = find_customers(context, Rule(all=(FieldCondition(field="segment", value="vip france"),)))
    assert fact(again, "matched").value == 2


def test_an_empty_audience_is_zero_and_not_an_error(ctx: ToolContext) -> None:
    reply = find_customers(ctx, Rule(all=(FieldCondition(field="historic_value", op=">", value=10_000),)))
    assert fact(reply, "matched").value == 0
    assert reply.tables[0].rows == []


@pytest.mark.parametrize(("order_by", "limit"), [("-charm", 10), ("-historic_value", 0)])
def test_an_unknown_order_or_limit_is_refused(ctx: ToolContext, order_by: str, limit: int) -> None:
    with pytest.raises(BadInputError):
        find_customers(ctx, Rule(), order_by=order_by, limit=limit)


def _waterfall(ctx: ToolContext, people: ir.Table, channel: Channel) -> Waterfall:
    told = flagged(ctx, people, channel)
    return read_waterfall(ctx, told, channel, ctx.warehouse.run(told.agg(**waterfall_measures(told))).to_pylist()[0])


def test_each_step_of_the_waterfall_leaves_out_its_people(ctx: ToolContext) -> None:
    people = ctx.warehouse.table("profiles")
    steps = [count for _, count in _waterfall(ctx, people, "email").steps]
    assert steps == [5, 4, 3, 3, 2, 2]
    suppressed = context_of(ctx.warehouse, suppressions=Suppressed(frozenset({"ana"})))
    assert _waterfall(suppressed, people, "email").sendable == 1
    tired = context_of(ctx.warehouse, contacts=Contacts(frozenset({"ana"})), max_touches_30=2)
    assert _waterfall(tired, people, "email").sendable == 1


@pytest.mark.parametrize("channel", ["email", "sms", "whatsapp", "push", "phone", "post", "paid_social"])
@pytest.mark.parametrize("country", ["France", "Spain"])
def test_a_waterfall_never_rises(ctx: ToolContext, channel: str, country: str) -> None:
    people = matching(ctx.warehouse, Rule(all=(FieldCondition(field="country", value=country),)), ctx.segments)
    counts = [count for _, count in _waterfall(ctx, people, channel).steps]  # type: ignore[arg-type]  # channels above
    known = [count for count in counts if count is not None]
    assert known == sorted(known, reverse=True)
    assert all(count is None for count in counts[len(known) :])


def test_people_known_by_what_they_did_are_looked_for_once(ctx: ToolContext, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    run = Warehouse.run

    def _counted(warehouse: Warehouse, expression: ir.Expr) -> pa.Table:
        read.extend(table.name for table in expression.op().find(ops.UnboundTable))
        return run(warehouse, expression)

    monkeypatch.setattr(Warehouse, "run", _counted)
    reply = find_customers(ctx, Rule(all=(Behaviour(did="ordered", period="2025-Q1"),)))
    assert (fact(reply, "matched").value, fact(reply, "historic_value", "total").value) == (2, 170.0)
    assert [row[0] for row in reply.tables[0].rows] == ["ana", "ben"]
    assert read.count("orders") == 1
