"""Small groups of customers that differ strongly from customers like them: found, checked, and given as rules to act on."""

from tools.analytics.microsegments.settings import Direction
from tools.conditions import FieldCondition, Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Column, Fact, Interval, Option, Reply, Scalar, Scope, Table
from tools.segments.amounts import period_in_words
from tools.segments.compile import matching
from tools.segments.microsegments import HORIZON_DAYS, FoundGroup, Searched, search_groups
from tools.segments.past import TARGET_FIELDS, Target
from tools.segments.saving import save_rule
from tools.segments.words import rule_in_words
from tools.terms import Text, Unit

__all__ = ["find_segments"]

_MOST_GROUPS = 10
_UNITS: dict[Target, Unit] = {"churn": "rate", "value": "money", "category": "rate", "channel": "rate"}
_METRICS: dict[Target, str] = {
    "churn": "churn_in_90_days", "value": "spent_in_90_days", "category": "category_share", "channel": "channel_share",
}  # fmt: skip
_LABELS: dict[Target, Text] = {
    "churn": Text("left within 90 days", "se fueron en 90 días"),
    "value": Text("net spending per customer in 90 days", "gasto neto por cliente en 90 días"),
    "category": Text("buy mostly {v}", "compran sobre todo {v}"),
    "channel": Text("came through {v}", "llegaron por {v}"),
}
_BY: dict[Target, Text] = {
    "churn": Text("small groups by who leaves", "grupos pequeños por quién se va"),
    "value": Text("small groups by what they spend", "grupos pequeños por lo que gastan"),
    "category": Text("small groups by what they buy mostly", "grupos pequeños por lo que más compran"),
    "channel": Text("small groups by where they come from", "grupos pequeños por de dónde vienen"),
}
_SHARE = {
    **_LABELS,
    "category": Text("buy mostly that category", "compran sobre todo esa categoría"),
    "channel": Text("came through that channel", "llegaron por ese canal"),
}
_READ: dict[Target, Text] = {
    "churn": Text(
        "left: ordered nothing in the {d} days after {on} (a subscriber: the subscription ended), among those who were not "
        "lapsed then; customers like them have the same health, number of orders and spending",
        "se fueron: no compraron nada en los {d} días posteriores al {on} (un suscriptor: terminó la suscripción), entre "
        "quienes no estaban perdidos entonces; los clientes como ellos tienen la misma salud, pedidos y gasto",
    ),
    "value": Text(
        "net spending in the {d} days after {on}, among those who were not lapsed then; customers like them have the same "
        "health, number of orders and spending so far",
        "gasto neto en los {d} días posteriores al {on}, entre quienes no estaban perdidos entonces; los clientes como ellos "
        "tienen la misma salud, pedidos y gasto hasta esa fecha",
    ),
    "category": Text("favourite category of all who have bought", "categoría favorita de quienes han comprado"),
    "channel": Text("acquisition channel of all who have bought", "canal de captación de quienes han comprado"),
}
_HOW = Text(
    "groups are found on one half of the customers and estimated on the other, so that luck does not count; at most 5% of "
    "what is reported is expected to be chance",
    "los grupos se buscan en una mitad de los clientes y se estiman en la otra, para que la suerte no cuente; como mucho un "
    "5 % de lo que se muestra sería azar",
)
_LIKE_THEM = Text("of customers like them", "de los clientes como ellos")
_ALL_BUYERS = Text("of all who have bought", "de todos los que han comprado")


def find_segments(
    ctx: ToolContext,
    target: Target = "churn",
    direction: Direction | None = None,
    value: str | None = None,
    filters: list[FieldCondition] = [],  # noqa: B006
    limit: int = 5,
    save_as: str | None = None,
) -> Reply:
    """Find small, hidden groups of customers that differ strongly from customers like them, each as a rule.

    `target`: churn (who stops buying), value (who then spends more or less), category or channel (who buys a category, comes
    from a channel; name it in `value`). `direction`: high, low or both. Groups are found on one half of the customers,
    estimated on the other and checked at an earlier day: none found is a usual and honest answer. `save_as` keeps the first
    group as a segment. For a rule that is known already use find_customers, for health and stages lifecycle.
    """
    if limit < 1:
        raise BadInputError(Text(f"limit must be 1 or more, not {limit}", f"limit debe ser 1 o más, no {limit}"))
    if value is not None and target not in TARGET_FIELDS:
        raise BadInputError(
            Text(f"value goes with the targets category and channel, not {target}",
                 f"value se usa con los objetivos category y channel, no con {target}")
        )  # fmt: skip
    way = direction or "high"
    searched = search_groups(ctx.warehouse, target, way, value, Rule(all=tuple(filters)), ctx.segments)
    groups = list(searched.groups)[: min(limit, _MOST_GROUPS)]
    counts = [_today(ctx, group.rule) for group in groups]
    saved = save_rule(ctx, groups[0].rule, save_as) if save_as and groups else None
    facts = [Fact("small_groups", _BY[target], len(groups), "count", role="count",
                  headline=True)]  # fmt: skip
    for place, (group, count) in enumerate(zip(groups, counts, strict=True), 1):
        facts += _facts(ctx, target, group, count, str(place))
    return Reply(
        facts=facts,
        tables=[_table(ctx, target, groups, counts)] if groups else [],
        scope=_scope(target, searched, Rule(all=tuple(filters))),
        message=saved,
        suggestions=_suggestions(target, bool(groups), save_as),
    )


def _today(ctx: ToolContext, rule: Rule) -> int:
    found = matching(ctx.warehouse, rule, ctx.segments)
    return int(ctx.warehouse.run(found.count())["value"][0].as_py())


def _facts(ctx: ToolContext, target: Target, group: FoundGroup, count: int, place: str) -> list[Fact]:
    """What the group did, what customers like it did, and how many fit the rule today."""
    size, metric, unit, where = group.found.estimate, _METRICS[target], _UNITS[target], {"group": place}
    label = _LABELS[target].format(v=group.value or "")
    currency = ctx.warehouse.currency if unit == "money" else None
    return [
        Fact(metric, label, size.mean, unit, dimensions=where, currency=currency, population_n=size.customers, headline=True,
             interval=Interval(size.low, size.high, size.level, "confidence")),
        Fact(metric, _ALL_BUYERS if target in TARGET_FIELDS else _LIKE_THEM, size.expected, unit, dimensions=where,
             role="baseline", currency=currency),
        Fact("customers", Text("customers today", "clientes hoy"), count, "customers", dimensions=where, role="count"),
    ]  # fmt: skip


def _table(ctx: ToolContext, target: Target, groups: list[FoundGroup], counts: list[int]) -> Table:
    unit, metric = _UNITS[target], _METRICS[target]
    label = _LABELS[target].format(v=groups[0].value or "") if len({g.value for g in groups}) == 1 else _SHARE[target]
    columns = [
        Column("group", "key", Text("group", "grupo")),
        Column("rule", "label", Text("who they are", "quiénes son")),
        Column(metric, "value", label, unit, metric),
        Column("low", "value", Text("low", "mínimo"), unit, metric),
        Column("high", "value", Text("high", "máximo"), unit, metric),
        Column("baseline", "value", Text("customers like them", "clientes como ellos"), unit, metric),
        Column("earlier", "value", Text("at the earlier day", "en la fecha anterior"), unit, metric),
        Column("earlier_baseline", "value", Text("like them, earlier", "como ellos, antes"), unit, metric),
        Column("customers", "value", Text("customers today", "clientes hoy"), "customers", "customers"),
    ]
    rows = [_row(ctx, place, group, count) for place, (group, count) in enumerate(zip(groups, counts, strict=True), 1)]
    return Table("small_groups", Text("Small groups", "Grupos pequeños"), columns, rows, len(rows), "intervals")


def _row(ctx: ToolContext, place: int, group: FoundGroup, count: int) -> list[Scalar]:
    size, before = group.found.estimate, group.found.earlier
    words = rule_in_words(group.rule)[ctx.language].replace("\u00a0", " ")  # as one plain line, so that it can be quoted
    then: list[Scalar] = [before.mean, before.expected] if before else [None, None]
    return [str(place), words, size.mean, size.low, size.high, size.expected, *then, count]


def _scope(target: Target, searched: Searched, among: Rule) -> Scope:
    read = _READ[target].format(d=HORIZON_DAYS, on=period_in_words(searched.on.isoformat()))
    assumptions = (read, _HOW, *_checked(searched))
    return Scope(population=rule_in_words(among), assumptions=assumptions, caveats=tuple(_caveats(searched)))


def _checked(searched: Searched) -> list[Text]:
    if searched.checked_on is None:
        return []
    held = Text("each of them held on {d} too", "todos se cumplían también el {d}")
    return [held.format(d=period_in_words(searched.checked_on.isoformat()))] if searched.groups else []


def _caveats(searched: Searched) -> list[Text]:
    found = []
    if searched.groups:
        found.append(
            Text("they differ, which does not say why: try something on part of them before believing a cause",
                 "son distintos, lo que no dice por qué: prueba algo con una parte antes de creer en una causa")
        )  # fmt: skip
    if searched.checked_on is None:
        found.append(
            Text("history is too short to check them at an earlier day", "hay poca historia para comprobarlos en otra fecha")
        )
    if searched.parts > 1:
        found.append(
            Text(f"one customer in {searched.parts} was looked at", f"se miró a uno de cada {searched.parts} clientes")
        )
    return found


def _suggestions(target: Target, found: bool, save_as: str | None) -> list[Option]:
    other: Target = "value" if target != "value" else "churn"
    options = []
    if found and save_as is None:
        options.append(
            Option(
                Text("Save the first group", "Guardar el primer grupo"),
                Text("Save the first small group as a segment called small group",
                     "Guarda el primer grupo como segmento llamado grupo pequeño"),
            )
        )  # fmt: skip
    asks = {
        "value": Text("Which small groups spend the most?", "¿Qué microsegmentos gastan más?"),
        "churn": Text("Which small groups churn most?", "¿Qué microsegmentos se van más?"),
    }
    options.append(Option(asks[other], asks[other]))
    options.append(
        Option(Text("Who is at risk?", "¿Quién está en riesgo?"),
               Text("Which valuable customers are at risk?", "¿Qué clientes valiosos están en riesgo?"))
    )  # fmt: skip
    return options
