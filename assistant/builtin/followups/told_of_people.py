"""More about people just found: `top 10 by orders`, `and never Bath?`, `how many are subscribed?`."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.as_read import take_as_read
from assistant.builtin.followups.carried import rule_of
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.people import customer_order
from assistant.builtin.planning.steps import find, make_plan
from assistant.builtin.reading.anaphora import OF_THEM
from assistant.builtin.reading.reading import Reading

__all__ = ["told_of_people"]

_LONGEST = 16
_GOODS = ("category", "product", "sales_channel")
_RANKED_BY = frozenset("orders revenue historic_value net_revenue average_order_value units customers".split())
_MOST = re.compile(
    r"\b(?:de mas a menos|top|best|highest|most|biggest|largest|keenest|first|mejor(?:es)?|mas|"
    r"mayor(?:es)?|primer[oa]s|frequent|often)\b"
)
_TOO = re.compile(r"\b(?:also|too|as well|both|added|plus|besides|tambien|ademas|igualmente|las dos|los dos|ambas|ambos)\b")
_NEVER = re.compile(
    r"\b(?:never|not|no|without|none|didn.?t|haven.?t|yet to|nunca|jamas|sin|ningun[oa]?|no)\b"
)  # of the thing that is named
_EVER = re.compile(r"\b(?:never|ever|history|yet to|nunca|jamas|historia|alguna vez)\b")
_SUBSCRIBED = re.compile(
    r"\b(?:subscribed|subscribe|(?:active|live|running|current) (?:subscriptions?|subs?|plans?)|subscribers?|"
    r"suscrit[oa]s?|suscript[oa]s?|abonad[oa]s?|suscriptor(?:es|as)?|"
    r"suscripcion(?:es)? (?:activas?|vigentes?|vivas?|en marcha|en vigor))\b"
)
_TO_MAIL = re.compile(r"\b(?:e-?mails?|newsletter|correos?|boletin|mails?|sms|whatsapp)\b")
_WHOM = ("draft", "save", "advice", "playbook", "why", "worth", "campaign")


def told_of_people(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The people of the last step ranked, or narrowed by one more thing that they did or are; None for anything else."""
    people = step.tool == "find_customers" or step.arguments.get("metrics") in (["customers"], ["new_customers"])
    if not people or step.arguments.get("group_by") or len(reading.folded.split()) > _LONGEST or reading.has(*_WHOM):
        return None
    listed = _listed(reading, step)
    found = listed or _ranked(reading, step) or _one_thing_more(reading, step) or _subscribed(reading, step)
    if found is None:
        return None
    told = (_MOST, _SPENT, _TOO, _NEVER, _EVER, _SUBSCRIBED, *((_LIST,) if found is listed else ()))
    take_as_read(reading, OF_THEM.pattern, *(one.pattern for one in told))
    return make_plan(reading, "audience", [found], "audience", turn.plan.readings)


_LIST = re.compile(
    r"(?:(?:and|so|ok|please|pls|can i|could i|may i|might i|would you|be so kind as to|have|get|see|show|show me|give me|give|"
    r"the|a|an|full|complete|actual|whole|me|to|which|what|who|exactly|are|is|ones?|one by one|list|lists?|listing|names?|of|"
    r"these|those|them|they|that|people|customers?|concerned|affected|for|do we|mean|now|y|a ver|ver|me|lo|los|las|la|el|un|"
    r"una|por favor|porfa|dame|dime|pasame|muestrame|muestramel[oa]s|muestra|ensename|saca|sacame|haz|hazme|prepara|podria|"
    r"puedes|puedo|tendria|regalame|regalas|quiero|en|de|con|que|cuales|quienes|quien|son|exactamente|lista|listado|listar|listarme|"
    r"listal[oa]s|listamel[oa]s|relacion|completa|completo|nombres|clientes?|personas?|gente|ell[oa]s|es[oa]s?|est[oa]s|afectados|"
    r"uno por uno|una por una|cada uno|salen|ahi)[\s,.;:!?¿¡]*)+"
)
_ASKS = re.compile(r"\b(?:list\w*|names?|which|who|quien(?:es)?|cuales|lista\w*|relacion|nombres|muestramel[oa]s)\b")


def _listed(reading: Reading, step: Step) -> Step | None:
    """`which ones are they`, `haz una lista`: the people counted before, one by one."""
    folded = (reading.spelt or reading.folded).strip(" ¿?¡!.,;:")
    if step.tool != "find_customers" or not _LIST.fullmatch(folded) or not _ASKS.search(folded):
        return None
    return find(
        step.arguments.get("rule", {}), step.arguments.get("order_by") or "-historic_value", step.arguments.get("limit")
    )


_SPENT = re.compile(
    r"\b(?:spen[dt]\w*|spenders?|money|value|valuable|gast\w+|dinero|plata|pasta|lana|guita|valios[oa]s|valor)\b"
)


def _ranked(reading: Reading, step: Step) -> Step | None:
    """`top 10 by orders` of the people before: a list of so many, where no other people are named."""
    named = reading.filters or reading.conditions.all or reading.periods.mentions or reading.comparison.asked
    other = [g for g in reading.groups if g != "customer"] or not set(reading.metrics) <= _RANKED_BY
    spent = _SPENT.search(reading.folded)
    if named or other or not _MOST.search(reading.folded) or not (reading.metrics or spent or reading.has("spend", "buy")):
        return None
    pointed = OF_THEM.search(reading.folded) is not None
    whole = [int(n.value) for n in reading.numbers if not n.percent and float(n.value).is_integer() and 0 < n.value <= 1000]
    count = reading.limit or (whole[0] if len(whole) == 1 else None)
    if count is None or (reading.has("customer", "everyone") and not pointed):
        return None
    order = "-historic_value" if spent and "orders" not in reading.metrics else customer_order(reading)
    return find(rule_of(step, reading.periods), order, count)


def _one_thing_more(reading: Reading, step: Step) -> Step | None:
    """`and never Bath?`, `Tea as well, in 2025?` after who bought something: one more thing of its kind."""
    things = [f for f in reading.filters if f["field"] in _GOODS and isinstance(f["value"], str)]
    more = len(reading.filters) > 1 or reading.groups or reading.conditions.all or reading.comparison.asked
    if len(things) != 1 or more or set(reading.metrics) - {"customers", "units", "orders"}:
        return None
    rule = rule_of(step, reading.periods)
    bought = [c for c in rule.get("all", ()) if c.get("did") == "ordered" and set(c) & set(_GOODS)]
    never, too = _NEVER.search(reading.folded), _TOO.search(reading.folded)
    if not bought or not (never or too) or any(c.get(things[0]["field"]) == things[0]["value"] for c in bought):
        return None
    deed: dict[str, Any] = {"did": "ordered", things[0]["field"]: things[0]["value"]}
    period = reading.period or (None if _EVER.search(reading.folded) or never else bought[0].get("period"))
    deed |= {"negated": True} if never else {}
    deed |= {"period": period} if period else {}
    return find({**rule, "all": [*rule.get("all", ()), deed]})


def _subscribed(reading: Reading, step: Step) -> Step | None:
    """`how many are subscribed?`, `with a live subscription today`: those of them who are."""
    said = _SUBSCRIBED.search(reading.folded)
    dated = reading.periods.mentions and reading.period not in (None, "today")
    named = reading.filters or reading.groups or reading.comparison.asked or dated or _TO_MAIL.search(reading.folded)
    other = set(reading.metrics) - {"active_subscriptions", "new_subscriptions", "customers"}
    conditions = [c for c in reading.conditions.all if c.get("field") != "subscription_status"]
    if said is None or named or other or conditions or step.tool != "find_customers":
        return None
    rule = step.arguments.get("rule", {})
    status = {"field": "subscription_status", "op": "=", "value": "active"}
    return find({**rule, "all": [*rule.get("all", ()), status]}) if status not in rule.get("all", ()) else None
