"""Drafts a campaign for an audience from a play: who, what, when, with which control group, and whether it can be measured."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, cast, get_args

import ibis.expr.types as ir
from pydantic import Field

from tools.conditions import Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Audience, Column, Draft, Fact, Option, Reply, Scalar, Scope, Table
from tools.segments.baserate import BASE_DAYS, base_rate, base_rate_measures
from tools.segments.called import rule_of_shop
from tools.segments.compile import matching
from tools.segments.copywriting import variants_for
from tools.segments.counting import reach_facts
from tools.segments.offers import BreakEven, break_even, discount_of
from tools.segments.plays import PlayLike, play_for
from tools.segments.power import PowerPlan, plan_test
from tools.segments.report import profile_report
from tools.segments.settled import settled
from tools.segments.waterfall import WATERFALL_COLUMNS, Waterfall, flagged, read_waterfall, waterfall_measures
from tools.segments.words import dimensions_of
from tools.terms import Channel, Language, Stage, Text

__all__ = ["draft_campaign"]

Style = Literal["short", "formal", "friendly"]
Share = Annotated[float, Field(gt=0, lt=1)]
_MEASURED = (*WATERFALL_COLUMNS, "purchase_probability_60", "order_count", "revenue")
_DISCARD = ("discard", "descartar", "delete", "borrar")


@dataclass(frozen=True, slots=True)
class _Economics:
    """What an order of this audience is worth, and what the offer costs; None where it is not known."""

    average_order_value: float | None
    margin: float | None
    discount: float | None
    break_even: BreakEven | None


def draft_campaign(
    ctx: ToolContext,
    goal: str,
    rule: Rule | None = None,
    channel: Channel | None = None,
    language: Language | None = None,
    stage: Stage | None = None,
    offer: str | None = None,
    revise: str | None = None,
    style: Style | None = None,
    control_share: Share | None = None,
) -> Reply:
    """Draft a campaign: audience by a rule, copy from the best play, control group and what the test can show.

    Answers "draft a win-back for ...", and "can I test a campaign with ...?". Without a rule the play's own audience is taken;
    the channel is email unless said. `revise` is the id of an earlier draft: what is given replaces its part, the rest stays;
    goal "discard" with `revise` throws it away. `style` "short" cuts the copy to its core; the tone of a play is edited by
    hand. `control_share` is the part held back, 0.2 for 20%; else the smallest that can measure. A draft is a proposal: nothing
    is sent or exported by it.
    """
    before = _draft_before(ctx, revise)
    if before is not None and goal.strip().casefold() in _DISCARD:
        return _discarded(ctx, before)
    told = language or (before.language if before else ctx.language)
    play, citations = play_for(ctx, before.play_id if before else goal, told, None if before else stage, rule)
    used = rule or (_rule_of(before.rule) if before else _rule_of(play.rule))
    where: Channel = channel or (before.channel if before else "email")
    given = offer or (_text_of(before.plan, "offer_given") if before else None)
    kept = style or (_style_of(before.plan) if before else None)
    people = flagged(ctx, settled(ctx.warehouse, matching(ctx.warehouse, used, ctx.segments), _MEASURED), where)
    measures = waterfall_measures(people) | base_rate_measures(people) | _money_measures(people)
    row = ctx.warehouse.run(people.agg(**measures)).to_pylist()[0]
    waterfall = read_waterfall(ctx, people, where, row)
    held = control_share or (_number_of(before.plan, "control_given") if before else None)
    audience = waterfall.matched if waterfall.sendable is None else waterfall.sendable
    power = plan_test(audience, base_rate(ctx.warehouse, row), held)
    money = _economics(ctx, row, given or play.offer, power)
    draft = _drafted(ctx, play, used, where, told, given, waterfall, power, _plan(power, play, given, goal, before, kept, held))
    saved = replace(draft, draft_id=ctx.drafts.save(draft))
    return Reply(
        facts=_facts(ctx, used, waterfall, power, money),
        tables=[_funnel(waterfall)],
        scope=_scope(ctx, used, waterfall, power, money, play, where, kept),
        citations=citations,
        draft=saved,
        suggestions=_suggestions(where, told),
        missing=tuple(dict.fromkeys((*waterfall.missing, *(("margin",) if money.discount and money.margin is None else ())))),
    )


def _drafted(
    ctx: ToolContext, play: PlayLike, rule: Rule, channel: Channel, language: Language, offer: str | None,
    waterfall: Waterfall, power: PowerPlan, plan: dict[str, Scalar],
) -> Draft:  # fmt: skip
    """The draft before it is saved: it has no id yet."""
    return Draft(
        draft_id="",
        name=play.title,
        stage=cast(Stage, play.stage),
        play_id=play.id,
        channel=channel,
        language=language,
        audience=Audience(
            rule_of_shop(ctx.warehouse, rule),
            waterfall.matched,
            waterfall.reachable,
            waterfall.sendable,
            tuple(waterfall.steps),
        ),
        rule=rule.model_dump(mode="json"),
        control_share=power.control_share if power.audience else 0.0,
        measurable=power.measurable,
        plan=plan,
        variants=variants_for(play.copy, channel, language, offer, ctx.warehouse.shop.name, plan["style"] == "short"),
        timing=play.timing,
        offer=offer or play.offer,
        guard_rails=tuple(play.guard_rails),
        measure=play.measure,
    )


def _draft_before(ctx: ToolContext, revise: str | None) -> Draft | None:
    if revise is None:
        return None
    found = ctx.drafts.get(revise)
    if found is None:
        raise BadInputError(
            Text(f"there is no draft '{revise}'; draft a new one", f"no hay ningún borrador '{revise}'; redacta uno nuevo")
        )
    return found


def _discarded(ctx: ToolContext, draft: Draft) -> Reply:
    ctx.drafts.discard(draft.draft_id)
    return Reply(message=Text(f"the draft “{draft.name}” is discarded", f"el borrador «{draft.name}» se ha descartado"))


def _rule_of(stored: Mapping[str, Any]) -> Rule:
    return Rule.model_validate({key: tuple(value) for key, value in dict(stored).items()})


def _text_of(plan: Mapping[str, Scalar], key: str) -> str | None:
    value = plan.get(key)
    return value if isinstance(value, str) and value else None


def _number_of(plan: Mapping[str, Scalar], key: str) -> float | None:
    value = plan.get(key)
    return float(value) if isinstance(value, int | float) and value else None


def _style_of(plan: Mapping[str, Scalar]) -> Style | None:
    kept = _text_of(plan, "style")
    return next((style for style in get_args(Style) if style == kept), None)


def _money_measures(people: ir.Table) -> dict[str, ir.Scalar]:
    return {"revenue": people.revenue.sum().fill_null(0.0), "orders": people.order_count.sum().fill_null(0)}


def _economics(ctx: ToolContext, row: Mapping[str, Any], offer: str, power: PowerPlan) -> _Economics:
    value = row["revenue"] / row["orders"] if row["orders"] else None
    report = profile_report(ctx.warehouse)
    margin = report.margin if report.margin is not None else ctx.warehouse.shop.margin
    discount = discount_of(offer, value)
    if discount is None or margin is None or value is None or power.base_rate is None:
        return _Economics(value, margin, discount, None)
    return _Economics(value, margin, discount, break_even(power.base_rate, discount, margin, value))


def _plan(
    power: PowerPlan,
    play: PlayLike,
    offer: str | None,
    goal: str,
    before: Draft | None,
    style: Style | None,
    held: float | None,
) -> dict[str, Scalar]:
    advice = "test" if power.measurable else ("unknown_base_rate" if power.measurable is None else "pool_or_wait")
    return {
        "goal": goal,
        "metric": play.metric,
        "audience": power.audience,
        "control_size": power.control,
        "treated_size": power.treated,
        "base_rate": power.base_rate,
        "window_days": BASE_DAYS,
        "smallest_detectable_lift": power.smallest_lift,
        "smallest_detectable_relative_lift": power.relative_lift,
        "advice": advice,
        "offer_given": offer or "",
        "style": style or "",
        "control_given": held or 0.0,
        "revises": before.draft_id if before else "",
    }


def _facts(ctx: ToolContext, rule: Rule, waterfall: Waterfall, power: PowerPlan, money: _Economics) -> list[Fact]:
    where, currency = dimensions_of(rule), ctx.warehouse.currency
    people = Text("customers", "clientes")
    facts = [Fact("matched", people, waterfall.matched, "customers", dimensions=where, role="count", headline=True)]
    facts += reach_facts(waterfall, where)
    facts += [
        Fact("control_size", Text("control group", "grupo de control"), power.control, "customers", headline=True,
             population_n=power.audience),
        Fact("treated_size", Text("who get it", "quienes lo reciben"), power.treated, "customers", population_n=power.audience),
    ]  # fmt: skip
    if power.base_rate is not None:
        label = Text("would order anyway within 60 days", "compraría de todos modos en 60 días")
        facts.append(Fact("base_rate", label, power.base_rate, "rate", population_n=power.audience))
    if power.smallest_lift is not None:
        label = Text("smallest lift that the test can show", "menor mejora que la prueba puede demostrar")
        facts.append(
            Fact("smallest_detectable_lift", label, power.smallest_lift, "rate", role="change", headline=True,
                 population_n=power.audience)
        )  # fmt: skip
    return facts + _money_facts(money, currency)


def _money_facts(money: _Economics, currency: str) -> list[Fact]:
    facts = []
    if money.average_order_value is not None:
        label = Text("average order value of this audience", "ticket medio de esta audiencia")
        facts.append(Fact("average_order_value", label, money.average_order_value, "money", currency=currency))
    if money.break_even is not None:
        cost = Text("cost of the offer per order", "coste de la oferta por pedido")
        facts.append(Fact("offer_cost_per_order", cost, money.break_even.cost_per_order, "money", currency=currency))
        if money.break_even.rate is not None and money.break_even.lift is not None:
            rate = Text("order rate at which the offer pays", "tasa de pedido con la que la oferta se paga")
            lift = Text("lift at which the offer pays", "mejora con la que la oferta se paga")
            facts.append(Fact("break_even_rate", rate, money.break_even.rate, "rate"))
            facts.append(Fact("break_even_lift", lift, money.break_even.lift, "rate", role="change"))
    return facts


def _funnel(waterfall: Waterfall) -> Table:
    columns = [
        Column("step", "key", Text("step", "paso")),
        Column("customers", "value", Text("people left", "personas"), "customers", "matched"),
    ]
    names = ("matched", "with_address", "reachable", "not_suppressed", "not_over_contacted", "sendable")
    rows: list[list[Scalar]] = [[name, getattr(waterfall, name)] for name in names]
    title = Text("Who can be written to", "A quién se puede escribir")
    return Table("waterfall", title, columns, rows, len(rows), "funnel")


def _scope(
    ctx: ToolContext, rule: Rule, waterfall: Waterfall, power: PowerPlan, money: _Economics, play: PlayLike, channel: Channel,
    style: Style | None,
) -> Scope:  # fmt: skip
    caveats: list[Text] = []
    if power.measurable is False:
        caveats.append(
            Text(
                "not measurable with this audience: pool several sends with the same control, or wait until it has grown",
                "no es medible con esta audiencia: agrupa varios envíos con el mismo control o espera a que crezca",
            )
        )
    elif power.measurable is None:
        caveats.append(Text("not measurable: no base rate is known", "no es medible: no se conoce la tasa de partida"))
    if waterfall.reachable is None:
        missing = "consents" in waterfall.missing
        caveats.append(
            Text(
                "reachable: unknown, there is no consent data",
                "contactables: número desconocido, no hay datos de consentimiento",
            )
            if missing
            else Text("reachable: unknown, there are no addresses", "contactables: número desconocido, no hay direcciones")
        )
    if money.break_even is not None and money.break_even.rate is None:
        caveats.append(
            Text("the offer never pays: it gives away the whole margin", "la oferta nunca se paga: regala todo el margen")
        )
    elif money.discount and money.margin is None:
        caveats.append(
            Text(
                "the break-even of the offer is unknown: give the margin",
                "no se sabe cuándo se paga la oferta: indica el margen",
            )
        )
    assumptions = [Text("a draft: nothing has been sent or exported", "un borrador: no se ha enviado ni exportado nada")]
    if channel not in play.channels:
        assumptions.append(
            Text(
                "the play is not written for this channel: its copy was adapted",
                "el manual no prevé este canal: texto adaptado",
            )
        )
    if style in ("formal", "friendly"):
        assumptions.append(
            Text("the wording is the play's own: edit its tone by hand", "el texto es el del manual: retoca el tono a mano")
        )
    if ctx.formal_spanish:
        assumptions.append(Text("the Spanish copy says tú: change it to usted", "el texto tutea: cámbialo a usted"))
    return Scope(population=rule_of_shop(ctx.warehouse, rule), assumptions=tuple(assumptions), caveats=tuple(caveats))


def _suggestions(channel: Channel, language: Language) -> list[Option]:
    return [
        Option(Text("Make it an SMS", "Hazlo SMS"), Text("Make it an SMS", "Hazlo por SMS"))
        if channel != "sms"
        else Option(Text("Make it an email", "Hazlo correo"), Text("Make it an email", "Hazlo por correo")),
        Option(Text("Now in Spanish", "Ahora en español"), Text("Now in Spanish", "Ahora en español"))
        if language == "en"
        else Option(Text("Now in English", "Ahora en inglés"), Text("Now in English", "Ahora en inglés")),
        Option(Text("Who are they?", "¿Quiénes son?"), Text("Who are they?", "¿Quiénes son?")),
    ]
