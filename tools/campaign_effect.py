"""Whether one campaign did better than its control group: buyers of both arms and the difference, with its interval."""

from datetime import timedelta

from tools.analytics.economics import Range, effect_of, rate_of
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Column, Fact, Interval, Option, Reply, Scalar, Scope, Span, Table
from tools.segments.experiments import DAYS, Experiment, experiments
from tools.segments.names import campaign_ids
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["campaign_effect"]

_DIFFERENCE = Text("difference in the share who ordered", "diferencia en la proporción que compró")
_RATE = Text("of them ordered", "de ellos compraron")
_PEOPLE, _BUYERS = Text("people assigned", "personas asignadas"), Text("of them, buyers", "de ellas, compradores")
_EACH = Text("net revenue per person", "ingresos netos por persona")


def campaign_effect(ctx: ToolContext, campaign: str) -> Reply:
    """What one campaign added: people and buyers of its treated and its control arm, and the difference with its interval.

    Answers "did (a campaign) do better than its control group", "what did it add", "lift of ...". `campaign` is its id or
    name. Everybody counts once, in the arm they were first assigned to; buyers ordered within 60 days of it. A campaign without
    a control group has no such answer: for its clicks and attributed sales use query_metrics; for what keeping customers may
    cost, by all tests together, use retention_offer.
    """
    warehouse = ctx.warehouse
    warehouse.require("touches", "orders")
    campaign_id, name = _named(warehouse, campaign)
    found = experiments(warehouse, {campaign_id: name})
    if not found:
        return _without_control(name)
    test, where = found[0], {"campaign": campaign_id, "campaign_name": name}
    effect = effect_of(test.arms)
    assert effect is not None  # both arms have people
    return Reply(
        facts=_facts(warehouse, test, effect, where),
        tables=[_table(warehouse, test)],
        scope=_scope(test, _span(warehouse, test)),
        message=_verdict(effect),
        suggestions=[_own_figures(name)],
    )


def _named(warehouse: Warehouse, word: str) -> tuple[str, str]:
    """The campaign's id and name."""
    ids = campaign_ids(warehouse, word)
    if len(ids) > 1:
        listed = ", ".join(sorted(ids))
        raise BadInputError(
            Text(f"several campaigns are called '{word}'; give the id of one: {listed}",
                 f"hay varias campañas llamadas '{word}'; indica el id de una: {listed}")
        )  # fmt: skip
    if not warehouse.has("campaigns"):
        return ids[0], ids[0]
    campaigns = warehouse.table("campaigns")
    rows = warehouse.run(campaigns.filter(campaigns.campaign_id == ids[0]).select("name")).to_pydict()
    return ids[0], next((name for name in rows["name"] if name), ids[0])


def _span(warehouse: Warehouse, test: Experiment) -> Span:
    """From the first assignment to the last day on which an order counts."""
    return Span(test.first, min(test.last + timedelta(days=DAYS), warehouse.today), not test.whole)


def _facts(warehouse: Warehouse, test: Experiment, effect: Range, where: dict[str, str]) -> list[Fact]:
    """The difference first, then people, buyers, rate and net revenue of each arm."""
    arms, span = test.arms, _span(warehouse, test)
    facts = [
        Fact("campaign_effect", _DIFFERENCE, effect.value, "rate", span, where, "change", interval=_interval(effect),
             population_n=arms.treated + arms.control, headline=True)
    ]  # fmt: skip
    for arm, people, acted, revenue in _arms(test):
        of_arm, rate = {**where, "arm": arm}, rate_of(acted, people)
        facts += [
            Fact("people", _PEOPLE, people, "people", span, of_arm, "count"),
            Fact("buyers", _BUYERS, acted, "people", span, of_arm, "count"),
            Fact("buyer_rate", _RATE, rate.value, "rate", span, of_arm, interval=_interval(rate), population_n=people),
        ]
        if _adds_up(warehouse):
            facts.append(
                Fact("net_revenue_per_person", _EACH, round(revenue / people, 4), "money", span, of_arm,
                     currency=warehouse.currency, population_n=people)
            )  # fmt: skip
    if test.waiting:
        label = Text("assigned too lately to count", "asignadas hace demasiado poco para contar")
        facts.append(Fact("waiting_people", label, test.waiting, "people", dimensions=where, role="count"))
    return facts


def _arms(test: Experiment) -> list[tuple[str, int, int, float]]:
    """Both arms: name, people, buyers, net revenue."""
    arms = test.arms
    return [
        ("treated", arms.treated, arms.treated_acted, test.treated_revenue),
        ("control", arms.control, arms.control_acted, test.control_revenue),
    ]


def _adds_up(warehouse: Warehouse) -> bool:
    """Whether money is of one currency."""
    return len(warehouse.manifest.get("currencies") or ()) <= 1


def _interval(one: Range) -> Interval:
    return Interval(one.low, one.high, one.level, "confidence")


def _table(warehouse: Warehouse, test: Experiment) -> Table:
    money = [Column("net_revenue_per_person", "value", _EACH, "money", "net_revenue")] if _adds_up(warehouse) else []
    columns = [
        Column("arm", "key", Text("group", "grupo")),
        Column("buyer_rate", "value", _RATE, "rate"),
        Column("low", "value", Text("low", "mínimo"), "rate"),
        Column("high", "value", Text("high", "máximo"), "rate"),
        Column("buyers", "value", _BUYERS, "people"),
        Column("people", "value", _PEOPLE, "people"),
        *money,
    ]
    rows: list[list[Scalar]] = []
    for arm, people, acted, revenue in _arms(test):
        rate = rate_of(acted, people)
        rows.append([arm, rate.value, rate.low, rate.high, acted, people, *([revenue / people] if money else [])])
    return Table("arms", Text("Both groups by who ordered", "Los dos grupos según quién compró"), columns, rows, 2, "intervals")


def _scope(test: Experiment, span: Span) -> Scope:
    told = Text("everybody counts once, in the group they were first assigned to, whether or not the message reached them",
                "cada persona cuenta una vez, en el grupo al que se asignó primero, le llegara o no el mensaje")  # fmt: skip
    within = Text("buyers: a completed order within {d} days of the assignment", "compradores: un pedido completado en los {d} "
                  "días siguientes a la asignación").format(d=DAYS)  # fmt: skip
    caveats = []
    if not test.whole:
        within = Text("buyers: a completed order since the assignment", "compradores: un pedido completado desde la asignación")
        caveats.append(
            Text("fewer than {d} days have passed since the assignment: the figures are those so far",
                 "han pasado menos de {d} días desde la asignación: son las cifras hasta ahora").format(d=DAYS)
        )  # fmt: skip
    return Scope(span, assumptions=(within, told), caveats=tuple(caveats))


def _verdict(effect: Range) -> Text:
    if effect.low > 0:
        return Text("That it did better than its control group is proven: the whole interval is in its favour",
                    "Que superó a su grupo de control está demostrado: todo el intervalo está a su favor")  # fmt: skip
    if effect.high < 0:
        return Text(
            "That it did worse than its control group is proven: the whole interval is against it",
            "Que quedó por debajo de su grupo de control está demostrado: todo el intervalo está en su contra",
        )
    return Text(
        "Whether it did better than its control group is not proven: the interval also allows for no difference",
        "No está demostrado que superara a su grupo de control: el intervalo también admite que no haya diferencia",
    )


def _without_control(name: str) -> Reply:
    message = Text(
        "\u201c{n}\u201d has no control group in the data (touches.arm), so what it added cannot be told from what would have "
        "been bought anyway",
        "«{n}» no tiene grupo de control en los datos (touches.arm), así que no se puede separar lo que aportó de lo que se "
        "habría comprado igual",
    ).format(n=name)
    return Reply(outcome="no_data", message=message, missing=("touches.arm",), suggestions=[_own_figures(name)])


def _own_figures(name: str) -> Option:
    return Option(
        Text("Its own figures", "Sus propias cifras"),
        Text("How did the campaign \u201c{n}\u201d do?", "¿Cómo fue la campaña «{n}»?").format(n=name),
    )
