"""How much may be offered to keep customers: what tests say an offer saves, times what a saved customer is worth."""

from collections.abc import Sequence

import numpy as np

from tools.analytics.economics import Range, pooled_effect, product_of, resampled_mean
from tools.conditions import FieldCondition, Rule
from tools.context import ToolContext
from tools.errors import NoDataError
from tools.reply import Column, Fact, Interval, Option, Reply, Scalar, Scope, Table
from tools.segments.compile import matching
from tools.segments.experiments import DAYS, Experiment, keeping_tests
from tools.segments.report import profile_report
from tools.segments.words import dimensions_of, rule_in_words
from tools.terms import Text

__all__ = ["retention_offer"]

_FEWEST_SAVED = 30
_AT_RISK = Rule(all=(FieldCondition(field="health", value="at_risk"),))


def retention_offer(ctx: ToolContext, rule: Rule | None = None) -> Reply:
    """How much may be spent at most to keep a customer: incremental probability of saving one x what a saved one is worth.

    Answers "how much discount can I give to keep ...", "what is a saved customer worth". The probability comes from campaigns
    with a control group whose goal was to keep or win back; without one it is unknown, and the answer says so. `rule` says who
    is to be kept (at-risk customers when left out). For writing the campaign use draft_campaign.
    """
    warehouse, report = ctx.warehouse, profile_report(ctx.warehouse)
    if report.basis != "net_profit":
        raise NoDataError(
            Text("without the margin I cannot say what may be offered: tell me the margin (MARGIN)",
                 "sin el margen no puedo decir cuánto se puede ofrecer: dime el margen (MARGIN)"),
            ("margin",),
        )  # fmt: skip
    asked = rule or _AT_RISK
    people, basket = _audience(ctx, asked)
    worth, basis = _saved_worth(ctx)
    tests = keeping_tests(warehouse)
    saved = pooled_effect([test.arms for test in tests])
    if saved is None:
        return _unknown(ctx, asked, worth)
    return Reply(
        facts=[*_facts(ctx, asked, people, worth, saved, tests), *_as_discount(ctx, basket, worth, saved, tests)],
        tables=[_table(tests)],
        scope=_scope(asked, basis, saved),
        suggestions=_suggestions(),
    )


def _audience(ctx: ToolContext, asked: Rule) -> tuple[int, float | None]:
    """How many are to be kept, and their average order value."""
    found = matching(ctx.warehouse, asked, ctx.segments)
    row = ctx.warehouse.run(
        found.agg(n=found.count(), basket=found.revenue.sum() / found.order_count.sum().nullif(0))
    ).to_pylist()[0]
    return int(row["n"]), row["basket"]


def _saved_worth(ctx: ToolContext) -> tuple[Range, Text]:
    """Mean 12-month CLV of customers who came back and are active now; of all active ones where those are too few."""
    profiles = ctx.warehouse.table("profiles")
    known = profiles.filter(profiles.clv.notnull(), profiles.health == "active")
    back = known.filter(known.reactivated_on.notnull())
    for rows, words in (
        (back, Text("customers who had lapsed, came back and are active now",
                    "clientes que se habían perdido, volvieron y hoy están activos")),
        (known, Text("customers who are active now", "clientes que hoy están activos")),
    ):  # fmt: skip
        found = ctx.warehouse.run(rows.select("clv", "clv_deviation"))
        values = np.asarray(found["clv"], dtype=np.float64)
        if len(values) >= (_FEWEST_SAVED if rows is back else 2):
            width = np.nan_to_num(np.asarray(found["clv_deviation"], np.float64))
            worth = resampled_mean(values, float((width**2).sum()))
            assert worth is not None  # there are at least two
            return worth, words
    raise NoDataError(Text("there are too few active customers to value", "hay muy pocos clientes activos para valorarlos"))


def _facts(ctx: ToolContext, asked: Rule, people: int, worth: Range, saved: Range, tests: Sequence[Experiment]) -> list[Fact]:
    """The largest offer first, then what it is made of."""
    currency, where = ctx.warehouse.currency, dimensions_of(asked)
    n = sum(test.arms.treated + test.arms.control for test in tests)
    offer, taken = product_of(saved, worth), _per_taker(worth, saved, tests)
    label = Text("at most per customer written to", "como máximo por cliente contactado")
    facts = [
        Fact("max_retention_offer", label, max(0.0, offer.value), "money", dimensions=where, currency=currency, headline=True,
             interval=_interval(offer), population_n=people),
        Fact("incremental_saved", Text("more ordered than in the control group", "compraron más que en el grupo de control"),
             saved.value, "rate", interval=_interval(saved), population_n=n),
        Fact("saved_customer_value", Text("12-month CLV of a saved customer", "CLV a 12 meses de un cliente recuperado"),
             worth.value, "money", currency=currency, interval=_interval(worth)),
        Fact("matched_customers", Text("customers to keep", "clientes que retener"), people, "customers", dimensions=where,
             role="count"),
    ]  # fmt: skip
    if taken is not None:
        each = Text("at most per customer who takes it", "como máximo por cliente que lo usa")
        facts.insert(1, Fact("max_offer_per_taker", each, max(0.0, taken.value), "money", currency=currency,
                             interval=_interval(taken)))  # fmt: skip
    return facts


def _per_taker(worth: Range, saved: Range, tests: Sequence[Experiment]) -> Range | None:
    """The offer shared among all who order when written to, those who would have come anyway included."""
    acting = sum(test.arms.treated_acted for test in tests) / max(sum(test.arms.treated for test in tests), 1)
    return product_of(saved, worth).times(1 / acting) if acting else None


def _as_discount(ctx: ToolContext, basket: float | None, worth: Range, saved: Range, tests: Sequence[Experiment]) -> list[Fact]:
    """The offer per taker as a share of the audience's average order."""
    taken = _per_taker(worth, saved, tests)
    if taken is None or not basket or basket <= 0:
        return []
    share = Text("discount on their average order, at most", "descuento sobre su pedido medio, como máximo")
    return [
        Fact(
            "average_order_value", Text("average order value", "ticket medio"), basket, "money", currency=ctx.warehouse.currency
        ),
        Fact("max_discount", share, min(1.0, max(0.0, taken.value / basket)), "rate"),
    ]


def _interval(one: Range) -> Interval:
    return Interval(one.low, one.high, one.level, "confidence")


def _table(tests: Sequence[Experiment]) -> Table:
    columns = [
        Column("campaign", "key", Text("campaign", "campaña")),
        Column("treated", "value", Text("treated", "tratados"), "customers", "customers"),
        Column("treated_rate", "value", Text("of them ordered", "de ellos compraron"), "rate"),
        Column("control", "value", Text("control", "control"), "customers", "customers"),
        Column("control_rate", "value", Text("of them ordered", "de ellos compraron"), "rate"),
    ]
    rows: list[list[Scalar]] = [
        [t.name, t.arms.treated, t.arms.treated_acted / t.arms.treated, t.arms.control, t.arms.control_acted / t.arms.control]
        for t in tests
    ]
    return Table("keeping_tests", Text("Tests of keeping customers", "Pruebas de retención"), columns, rows, len(rows))


def _scope(asked: Rule, basis: Text, saved: Range) -> Scope:
    assumptions = (
        Text(
            "saved: ordered within {d} days in campaigns of keeping or winning back, against each campaign's control group",
            "salvado: compró en {d} días en campañas de retención o recuperación, frente al grupo de control de cada una",
        ).format(d=DAYS),
        Text("a saved customer is worth what these are worth: {b}", "un cliente salvado vale lo que estos: {b}").format(
            b=basis
        ),
        Text("the margin of the order itself comes on top", "el margen del propio pedido va aparte"),
    )
    caveats = [
        Text("the tests were on who was written to then: another audience or offer may answer differently",
             "las pruebas fueron con quienes se contactó entonces: otro público u otra oferta puede responder distinto")
    ]  # fmt: skip
    if saved.low <= 0:
        caveats.insert(
            0,
            Text("the effect is not proven: its interval reaches 0, so the offer may save nobody",
                 "el efecto no está demostrado: su intervalo llega a 0, así que la oferta puede no salvar a nadie"),
        )  # fmt: skip
    return Scope(population=rule_in_words(asked), assumptions=assumptions, caveats=tuple(caveats))


def _unknown(ctx: ToolContext, asked: Rule, worth: Range) -> Reply:
    message = Text(
        "What may be offered is unknown without an experiment: no campaign of keeping customers has had a control group here.",
        "Cuánto se puede ofrecer se desconoce sin un experimento: ninguna campaña de retención ha tenido grupo de control.",
    )
    label = Text("12-month CLV of a saved customer", "CLV a 12 meses de un cliente recuperado")
    fact = Fact("saved_customer_value", label, worth.value, "money", currency=ctx.warehouse.currency, interval=_interval(worth))
    return Reply(
        facts=[fact], outcome="no_data", message=message, missing=("touches.arm",), suggestions=_suggestions(),
        scope=Scope(population=rule_in_words(asked)),
    )  # fmt: skip


def _suggestions() -> list[Option]:
    return [
        Option(
            Text("Test an offer on them", "Probar una oferta con ellos"),
            Text("Draft a campaign for customers at risk", "Redacta una campaña para clientes en riesgo"),
        ),
        Option(
            Text("Who is at risk?", "¿Quién está en riesgo?"),
            Text("Which valuable customers are at risk?", "¿Qué clientes valiosos están en riesgo?"),
        ),
    ]
