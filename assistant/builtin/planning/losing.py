"""`How many did we lose?`: customers gone quiet, subscriptions ended and people off the list are three different losses."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_lost"]

_LOST = re.compile(
    r"\b(?:lose|lost|losses|losing|perdimos|perdido|perdidas|perdemos|perdiendo|ido|fueron|churned|churn|"
    r"dropped (?:out|off|away)|jumped ship|bailed|abandonaron|desertaron)\b"
)
_LEFT = re.compile(
    r"\b(?:left us|leave us|leaving us|(?:dropped|fell|drifted) (?:out|off|away)|jumped ship|bailed|abandonaron|desertaron|"
    r"se (?:nos )?(?:cayeron|marcharon|descolgaron|borraron|bajaron|largaron)|"
    r"nos dejaron|nos dejan|nos han dejado|se fueron|se nos fueron|se han ido)\b"
)
_BARE_LEFT = re.compile(
    r"\W*(?:and |y )?(?:how many (?:have |had )?(?:left|gone|walked)|cuant[oa]s (?:nos )?(?:quedan|faltan))\W*"
)
_GONE = {"field": "health", "op": "=", "value": "lapsed"}
_FEW_WORDS = 4
_SUBJECT = (
    "definition", "why", "customer", "who", "everyone", "contact", "them", "draft", "playbook", "advice", "how_much", "sell",
    "spend", "cart",
)  # fmt: skip


def plan_lost(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Which loss is meant, where the words do not say of what."""
    if (_gone(reading) and _LOST.search(reading.folded)) and (reading.metrics == ["revenue"] or reading.has("how_much")):
        return _lost_money(reading)
    bare = reading.has("lost_bare") or (_LOST.search(reading.folded) and _gone(reading))
    others = [c for c in reading.conditions.all if c.get("field") not in ("health", "health_since")]
    named = reading.metrics or reading.groups or reading.filters or others
    counted = reading.has("how_many", "share") or len(reading.folded.split()) <= _FEW_WORDS
    left = (reading.has("leaving") or _gone(reading)) and reading.has("how_many", "share") and _LEFT.search(reading.folded)
    subscriptions = reading.has("subscription_word") or {"active_subscriptions", "new_subscriptions"} & set(reading.metrics)
    if subscriptions and "subscriptions" in catalogue.tables and _LOST.search(reading.folded) and counted:
        named = [m.expression for m in reading.periods.mentions]
        when = reading.period or (named[0] if len(named) == 1 else None)
        lost = "churn_rate" if reading.has("share") else "churned_subscriptions"
        step = query([lost], when, reading.comparison.compare_to, reading.groups, reading.filters)
        return make_plan(reading, "metric", [step], "ranking" if reading.groups else "value")
    bare_left = _BARE_LEFT.fullmatch(reading.folded) is not None
    if named or not counted or not (left or bare_left or (bare and not reading.has(*_SUBJECT))):
        return None
    return _which_loss(reading, catalogue)


def _which_loss(reading: Reading, catalogue: Catalogue) -> Plan:
    options = [Text("How many customers have lapsed?", "¿Cuántos clientes están inactivos?")]
    if "subscriptions" in catalogue.tables:
        options.append(
            Text("How many subscriptions were cancelled last month?", "¿Cuántas suscripciones se cancelaron el mes pasado?")
        )
    if "touches" in catalogue.tables:
        options.append(Text("What is our unsubscribe rate?", "¿Cuál es nuestra tasa de bajas del boletín?"))
    if len(options) == 1:
        options.append(Text("What was our lapse rate last month?", "¿Cuál fue la tasa de inactividad del mes pasado?"))
    question = Text("Several things can be lost. Which do you mean?", "Se pueden perder varias cosas. ¿A cuáles te refieres?")
    return ask_back(reading, question[reading.language], [option[reading.language] for option in options])


def _gone(reading: Reading) -> bool:
    """Whether nothing is said of the people but that they have gone."""
    return _GONE in reading.conditions.all and all(
        c["field"].startswith("health") for c in reading.conditions.all if "field" in c
    )


def _lost_money(reading: Reading) -> Plan:
    """`how much did we lose`: money given back, or sales that fell."""
    question = Text(
        "Lost money can be refunds or a fall in sales. Which do you mean?",
        "Perder dinero puede ser devoluciones o una caída de las ventas. ¿A qué te refieres?",
    )
    options = (
        Text("How much did we refund last month?", "¿Cuánto devolvimos el mes pasado en dinero?"),
        Text("Revenue last month against the month before", "Ingresos del mes pasado frente al mes anterior"),
    )
    return ask_back(reading, question[reading.language], [option[reading.language] for option in options])
