"""What visitors who buy do differently, and how well a visit's end can be told while it lasts."""

from collections.abc import Sequence

from tools.analytics.learned.sessions import MIN_LATER, MIN_ORDERS, MIN_VISITS, Judged, Sign
from tools.context import ToolContext
from tools.errors import NoDataError
from tools.reply import Column, Fact, Option, Reply, Scalar, Scope, Span, Table
from tools.terms import Text, Unit
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.sessions import SOURCE
from tools.warehouse.profiles.visits import BEHAVIOURS, VisitPart, VisitReport, visit_report

__all__ = ["DIRECTION_WORDS", "ENDING_WORDS", "THIS_VISIT", "report_of_visits", "visit_intent"]

DIRECTION_WORDS = {
    "more": Text("the more, the likelier an order", "cuanto más, más probable el pedido"),
    "less": Text("the less, the likelier an order", "cuanto menos, más probable el pedido"),
    "either": Text("matters, but not by its amount alone", "influye, pero no solo por su cantidad"),
}
ENDING_WORDS = {
    "with_order": Text("visits that ended in an order", "visitas que acabaron en pedido"),
    "without_order": Text("the other visits", "las demás visitas"),
}
THIS_VISIT = Text(
    "the chance is of an order in that very visit, while it lasts: who has left without one is not thereby likelier to come "
    "back, so it makes no list of people to write to",
    "la probabilidad es de un pedido en esa misma visita, mientras dura: quien se fue sin comprar no por ello es más probable "
    "que vuelva, así que de ahí no sale una lista de personas a las que escribir",
)
_ORDER_SHARE = Text("visits that ended in an order", "visitas que acabaron en pedido")
_VISITS = Text("visits looked at", "visitas miradas")
_LATER = Text("later visits, to judge by", "visitas posteriores, para juzgar")
_AUC = Text("pairs of visits told apart rightly (AUC)", "pares de visitas bien distinguidos (AUC)")
_FIRST = Text("pairs told apart rightly by the first step alone", "pares bien distinguidos solo con el primer paso")
_TOP = Text(
    "orders in the tenth of visits with the highest chance", "pedidos en la décima parte de visitas con más probabilidad"
)
_ERROR = Text("mean squared error of the chances (Brier)", "error cuadrático medio de las probabilidades (Brier)")
_AVERAGE_ERROR = Text("the same error had all been given the average", "el mismo error si a todas se les diera la media")
_LESS_WRONG = Text("of the average's error saved", "del error de la media evitado")
_WEIGHT = Text("share of what the chances move by", "parte de lo que mueve las probabilidades")


def visit_intent(ctx: ToolContext) -> Reply:
    """What visitors who buy do differently in a visit, which behaviour signals an order, and how well that foretells one.

    Answers "what do visitors who buy do differently?", "can we tell which visits will end in an order?". Learned from the
    shop's earlier visits, measured on the later ones. It is about visits, not about people: for who is likely to buy soon use
    find_customers (purchase_probability_30), for how many visits convert query_metrics (conversion_rate).
    """
    report = report_of_visits(ctx.warehouse)
    judged = report.judged
    assert judged is not None  # there is one wherever visits suffice
    if report.status != "learned":
        return Reply(facts=_errors(report, judged), scope=_scope(report), message=_NO_BETTER, suggestions=_suggestions())
    return Reply(
        facts=[*_quality(report, judged), *(fact for reason in report.reasons for fact in _of_sign(reason.sign, report))],
        tables=[_table([reason.sign for reason in report.reasons])],
        scope=_scope(report),
        suggestions=_suggestions(),
    )


def report_of_visits(warehouse: Warehouse) -> VisitReport:
    """What the refresh could tell of visits.

    Raises:
        NoDataError: the data hold no visits with orders that name them, or too few.
    """
    warehouse.require("events", "orders")
    report = visit_report(warehouse)
    if report is None:
        raise NoDataError(_NO_VISITS, ("events.visit_id", "orders.visit_id"))
    if report.status == "not enough data":
        wanted = {"n": MIN_VISITS, "o": MIN_ORDERS, "m": MIN_LATER}
        raise NoDataError(_TOO_FEW.format(**wanted), ("events.visit_id", "orders.visit_id"))
    return report


_NO_VISITS = Text(
    "there is no data on visits that ended in an order: events and orders have to name the visit (visit_id), and the events to "
    "come before the order",
    "no hay datos de visitas que acabaran en pedido: los eventos y los pedidos tienen que nombrar la visita (visit_id), y los "
    "eventos ser anteriores al pedido",
)
_TOO_FEW = Text(
    "not enough data on visits: to learn from takes {n} earlier visits, at least {o} of them with an order and {o} without, "
    "and {m} of each later, to judge by",
    "datos insuficientes de visitas: para aprender hacen falta {n} visitas anteriores, al menos {o} con pedido y {o} sin él, "
    "y {m} de cada clase posteriores, para juzgarlo",
)
_NO_BETTER = Text(
    "what visitors do here tells no more than the average which visits end in an order: their error on later visits was no "
    "smaller, so no chance is given",
    "lo que hacen aquí las visitas no dice más que la media sobre cuáles acaban en pedido: en las visitas posteriores no se "
    "equivocaba menos, así que no se da ninguna probabilidad",
)


def _quality(report: VisitReport, judged: Judged) -> list[Fact]:
    """The share of visits with an order, then how well chances told later ones apart."""
    later = _span(report.judged_on)
    return [
        Fact("visit_order_share", _ORDER_SHARE, report.average, "rate", _span(report.whole), headline=True,
             population_n=report.whole.visits),
        Fact("visits", _VISITS, report.whole.visits, "visits", _span(report.whole), role="count"),
        Fact("later_visits", _LATER, judged.visits, "visits", later, role="count"),
        Fact("visit_auc", _AUC, judged.auc, "rate", later, headline=True, population_n=judged.visits),
        Fact("visit_first_step_auc", _FIRST, judged.first_step_auc, "rate", later, population_n=judged.visits),
        Fact("visit_top_tenth", _TOP, judged.top_tenth, "rate", later, population_n=judged.orders),
        Fact("visit_error_saved", _LESS_WRONG, 1 - judged.brier / judged.average_brier, "rate", later),
        *_errors(report, judged),
    ]  # fmt: skip


def _errors(report: VisitReport, judged: Judged) -> list[Fact]:
    later = _span(report.judged_on)
    return [
        Fact("visit_brier", _ERROR, round(judged.brier, 4), "count", later, population_n=judged.visits),
        Fact("visit_average_brier", _AVERAGE_ERROR, round(judged.average_brier, 4), "count", later, role="baseline"),
    ]


def _of_sign(sign: Sign, report: VisitReport) -> list[Fact]:
    """Its mean in both kinds of visits, where it has one, and its weight."""
    where, period = {"behaviour": sign.column}, _span(report.judged_on)
    means = () if sign.column == SOURCE else (("with_order", sign.with_order), ("without_order", sign.without))
    return [
        *(
            Fact("visit_behaviour", BEHAVIOURS[sign.column], mean, _unit(sign), period, {**where, "ending": ending})
            for ending, mean in means
        ),
        Fact("visit_behaviour_weight", _WEIGHT, sign.share, "rate", period, where, "share"),
    ]


def _unit(sign: Sign) -> Unit:
    return "rate" if sign.column == "weekend" else "count"


def _table(signs: Sequence[Sign]) -> Table:
    columns = [
        Column("behaviour", "key", Text("behaviour in the visit", "comportamiento en la visita")),
        Column("with_order", "value", Text("mean with an order", "media con pedido"), "count", "visit_behaviour"),
        Column("without_order", "value", Text("mean without", "media sin pedido"), "count", "visit_behaviour"),
        Column("weight", "value", _WEIGHT, "rate", "visit_behaviour_weight"),
        Column("direction", "label", Text("goes with an order", "va con un pedido")),
    ]
    rows: list[list[Scalar]] = [
        [s.column, *([None, None] if s.column == SOURCE else [s.with_order, s.without]), s.share,
         "either" if s.column == SOURCE else s.direction]
        for s in signs
    ]  # fmt: skip
    title = Text("What goes with an order, before any checkout", "Qué va con un pedido, antes de pasar por caja")
    return Table("visit_behaviour", title, columns, rows, len(rows))


def _scope(report: VisitReport) -> Scope:
    assumptions = [
        Text("learned from the earlier two thirds of visits, measured on the later third; what comes with a checkout or after "
             "it is left out",
             "aprendido de los dos primeros tercios de las visitas, medido en el último; se deja fuera el paso por caja y lo "
             "que viene después"),
        Text("whether the visitor is known is not looked at: events are often given a name only once there is an order",
             "no se mira si se conoce al visitante: a menudo los eventos reciben un nombre solo cuando hay pedido"),
    ]  # fmt: skip
    if report.parts > 1:
        sampled = Text("one in {n} visits was looked at", "se ha mirado una de cada {n} visitas")
        assumptions.append(sampled.format(n=report.parts))
    caveats = (
        THIS_VISIT,
        Text("what goes with an order need not bring it about", "lo que acompaña a un pedido no tiene por qué causarlo"),
    )
    population = Text("visits with their events", "visitas con sus eventos")
    return Scope(_span(report.whole), population, tuple(assumptions), caveats)


def _span(part: VisitPart | None) -> Span | None:
    return Span(part.first_on, part.last_on) if part else None


def _suggestions() -> list[Option]:
    return [
        Option(
            Text("Conversion rate by month", "Conversión por mes"),
            Text("Conversion rate by month", "Tasa de conversión por mes"),
        ),
        Option(
            Text("Who is likely to buy soon?", "¿Quién es probable que compre pronto?"),
            Text("Which customers are most likely to buy in the next 30 days?",
                 "¿Qué clientes tienen más probabilidad de comprar en los próximos 30 días?"),
        ),
    ]  # fmt: skip
