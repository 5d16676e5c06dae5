"""One customer by id: the record, or the figures of a period, named in the message or spoken of before."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_of_customer", "plan_profile"]

_DATE_OF_ONE = re.compile(  # `and the date of the latest`, which the record tells
    r"\b(?:dates?|fechas?)\b.{0,20}\b(?:last|latest|most recent|newest|first|ultim[oa]s?|mas recientes?|primer[oa]?)\b|"
    r"\b(?:last|latest|most recent|newest|first)\b.{0,25}\bdates?\b|\b(?:ultim[oa]|primer[oa]?)\b.{0,25}\bfechas?\b"
)
_FIGURES = ("orders", "revenue", "net_revenue", "units", "average_order_value", "refunds")


def plan_profile(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """One customer by id."""
    if reading.customer_id is None:
        return None
    metrics = [m for m in reading.metrics if m in _FIGURES] or (["revenue"] if reading.has("spend", "how_much") else [])
    if _DATE_OF_ONE.search(reading.folded):
        reading.groups = [g for g in reading.groups if g != "day"]
    cut = reading.period or [g for g in reading.groups if g != "customer"]
    goods = [group for group in reading.groups if group in _GOODS]
    if (metrics or goods) and cut and not reading.conditions.all:  # the record tells no period's orders
        return _their_figures(reading, reading.customer_id, metrics)
    return make_plan(reading, "profile", [Step("customer_profile", {"customer_id": reading.customer_id})], "profile")


_GOODS = ("product", "category")


def _their_figures(reading: Reading, customer: str, metrics: list[str]) -> Plan:
    """Figures of one customer; goods are ranked, the most first where nothing else is said."""
    one = {"field": "customer", "op": "=", "value": customer}
    ranked = bool(set(reading.groups) & set(_GOODS))
    if ranked and not metrics:
        metrics = ["units"]
        reading.notes.append(Text("I ranked by units sold", "Ordené por unidades vendidas"))
    order = f"{'' if reading.has('fewer', 'worst') else '-'}{metrics[0]}" if ranked else None
    limit = reading.limit if ranked else None
    call = query(
        metrics, reading.period, reading.comparison.compare_to, reading.groups, [one, *reading.filters], order, limit
    )  # fmt: skip
    return make_plan(reading, "metric", [call], "ranking" if ranked else "trend" if reading.groups else "value")


_TOLD = ("orders", "revenue", "net_revenue", "historic_value", "average_order_value", "refunds", "mrr")
_THEIRS = re.compile(
    r"\b(?:his|hers?|their|them|client[ea]|this one|acepta|permite|quiere|recibe|tiene|him|"
    r"he|she|they|(?:this|that|the) (?:customer|client|person)|sus?|"
    r"(?:este|esta|ese|esa|el|la) client[ea]|el|ella|les?|lleva|ha|gasto|compro|pidio|deberia|debe|vuelva|vuelve|volvera|"
    r"(?:be|are|is) worth|valgan?|vale|valen|valdran?|valdria|(?:puede|pueden|podria|podrian|vaya|vayan) (?:a )?valer|valdra|"
    r"volver|tocaria|tocara|suele|compra|pide|va a|compraria|pediria|volveria|regresaria|vendria|"
    r"(?:might|may|would|could|should|be|come) (?:\w+ )?(?:back|again|buy|order))\b"
)
_AGAIN = re.compile(r"\b(?:back|again|de nuevo|otra vez|nuevamente)\b")
_MOST_WORDS_OF_ONE = 16
_OWN = re.compile(r"\W*(?:(?:and|y|so|pues|ok|vale)\W+)*(?:his|her|their|its|sus?)\b(?=(?:\W+[\w-]+){1,6}\W*$)")
"""A few words that open with whose it is: `¿y su valor esperado?`."""
_OF_ONE = re.compile(
    r"\W*(?:(?:and|y|ok|vale|so|pues)\W+)*(?:when|how (?:much|many|long|often|likely)|what|which|is|are|will|has|have|does|do|"
    r"did|cuando|cuant[oa]s?|que|cual|es|esta|va|ha|hace|cada)\b"
)


def plan_of_customer(reading: Reading, step: Step) -> Plan | None:
    """`when is their next order expected?`, `¿cuánto ha gastado este cliente?`: the record tells it."""
    others = reading.groups or reading.filters or reading.period or reading.customer_id or reading.comparison.asked
    of_one = _about_one(step)
    if of_one is not None and (figures := _figures_of_one(reading, of_one)):
        return figures
    if of_one is None or others or len(reading.folded.split()) > _MOST_WORDS_OF_ONE:
        return None
    asked = reading.has("when", "prediction", "due", "how_much", "how_many", "which", "how_long") or bool(
        reading.gloss.entries("f")
    )
    asked = asked or _OF_ONE.match(reading.folded) is not None
    asked = asked or (_OWN.match(reading.folded) is not None)
    about = reading.has(
        "next",
        "next_order",
        "comes_next",
        "prediction",
        "worth",
        "likely",
        "last_buy",
        "first_buy",
        "spend",
        "come_back",
        "due",
        "chance",
    ) or bool(reading.gloss.entries("f"))
    about = about or (reading.has("when") and _AGAIN.search(reading.folded) is not None)
    consent = any(str(c.get("field")).startswith("consent_") for c in reading.conditions.all)
    asked, about = asked or consent, about or consent  # `are we allowed to email them?`
    about = about or (bool(reading.metrics) and set(reading.metrics) <= set(_TOLD))
    whose = _THEIRS.search(reading.folded) or reading.has("next_order")  # `next order expected when?`
    if not (asked and about and whose) or reading.has("draft", "playbook", "product"):
        return None
    reading.gloss.unknown.clear()
    return make_plan(reading, "profile", [of_one], "profile")


_OF_US = re.compile(
    r"\b(?:we|we.ve|us|our|ours|shop|store|company|business|total|totals|overall|altogether|everyone|everybody|all|customers|people|"
    r"tuvimos|hicimos|vendimos|ingresamos|facturamos|recibimos|nos|nuestr[oa]s?|tienda|empresa|negocio|totales|clientes|todos|"
    r"todas|vendim\w+|hemos|tenemos|gente)\b"
)
_OF_BASKETS = ("product", "category", "sales_channel", "coupon")
_MOST_WORDS = 12


def _figures_of_one(reading: Reading, of_one: Step) -> Plan | None:
    """`how many orders in 2025?`, `pedidos por año` after somebody's record: theirs, where nobody speaks of the shop."""
    metrics = list(reading.metrics) or (["revenue"] if reading.has("spend", "how_much") else [])
    cut = reading.period or reading.comparison.asked or reading.groups
    own = all(f["field"] in _OF_BASKETS for f in reading.filters) and not {"customer", "country", "city"} & set(reading.groups)
    goods = bool(set(reading.groups) & set(_GOODS)) and _THEIRS.search(reading.folded) is not None
    most = reading.has("top", "most") and not goods
    whole = reading.conditions.all or reading.customer_id or reading.has("draft", "customer", "all_time") or most
    said = _OF_US.search(reading.folded) or len(reading.folded.split()) > _MOST_WORDS
    if not (metrics or goods) or set(metrics) - set(_FIGURES) or not (cut and own) or whole or said:
        return None
    reading.gloss.unknown = [word for word in reading.gloss.unknown if word != "gasto"]  # `¿cuánto gastó?`
    return _their_figures(reading, str(of_one.arguments["customer_id"]), metrics)


def _about_one(step: Step) -> Step | None:
    """The record of the one customer that the last step was about."""
    if step.tool == "customer_profile":
        return step
    named = [f["value"] for f in step.arguments.get("filters", ()) if f["field"] == "customer" and f["op"] == "="]
    return Step("customer_profile", {"customer_id": named[0]}) if named else None
