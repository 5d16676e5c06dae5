"""What must not be answered as if it were understood: the future, words that nothing here knows."""

from collections.abc import Sequence

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.actions import declined
from assistant.builtin.planning.asking import says
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.worth import ONE_CUSTOMER
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_aged", "plan_future", "plan_goods", "plan_median", "plan_not_recorded", "plan_retention", "plan_unplaced"]

_FUTURE_UNIT = re.compile(
    r"(?<!\S)(?:next|following) (?:@n\d+ )?(?:day|week|month|quarter|half|year|weekend)(?!\S)|"
    r"(?<!\S)(?:day|week|month|quarter|half|year) next(?!\S)|(?<!\S)tomorrow(?!\S)"
)
_WILL = re.compile(r"\b(?:will|going to|shall|vamos a|va a|van a)\b|\b\w+(?:aremos|eremos|iremos|aran|eran|iran)\b")
_FAMILY = 30
_PEOPLE = ("likely", "chance", "worth", "lifetime_horizon", "birthday", "draft", "advice", "playbook", "schedule")


def plan_future(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Totals that are still to come are not forecast; what single customers will do is."""
    profit = reading.has("single_word_profit") and (reading.has("customer", "them") or bool(reading.conditions.all))
    each = reading.metrics in (["average_historic_value"], ["revenue_per_customer"])
    born = any(e.id == "birth_month" for _, e in reading.gloss.entries("f"))
    if reading.has(*_PEOPLE) or profit or each or born or any(c.get("field") == "birth_month" for c in reading.conditions.all):
        return None
    if any(c.get("field") in ("days_to_second_order", "first_order_on") for c in reading.conditions.all):
        return None  # `bought again in the following 30 days` is past
    if ONE_CUSTOMER.search(reading.folded) and not reading.metrics and reading.has("how_much", "prediction"):
        return None  # `how much will a customer leave us next year`
    subject = bool(reading.metrics) or reading.has("sell", "spend", "buy", "customer", "performance")
    if not subject:
        return None
    ahead = _FUTURE_UNIT.search(reading.line) or reading.has("prediction")
    asked_ahead = reading.has("prediction", "next") or _WILL.search(reading.folded)
    later = any(reading.periods.begins_later(m.expression) for m in reading.periods.mentions)
    if later and not asked_ahead:
        return declined(reading, "no_data", "after_the_data")
    if later or (ahead and (reading.has("prediction") or _WILL.search(reading.folded) or _FUTURE_UNIT.search(reading.line))):
        return declined(reading, "out_of_scope", "future")
    return None


def plan_unplaced(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what was the average rating that month?` where nobody has spoken of one."""
    said = [mark for mark in reading.gloss.marks if mark.meaning.startswith("that_") and mark.meaning in reading.line.split()]
    unit = said[0].meaning.removeprefix("that_") if said else ""
    if unit not in _UNITS or reading.periods.mentions:
        return None
    written = " ".join(dict.fromkeys(mark.raw for mark in said))
    names = _UNITS[unit][reading.language].split(" | ")
    question = Text(f"Which period do you mean by «{written}»?", f"¿A qué periodo te refieres con «{written}»?")
    options = [re.sub(re.escape(written), name, reading.text, count=1, flags=re.IGNORECASE) for name in names]
    return ask_back(reading, question[reading.language], options)


_UNITS = {
    "day": Text("yesterday | today", "ayer | hoy"),
    "week": Text("last week | this week", "la semana pasada | esta semana"),
    "month": Text("last month | this month", "el mes pasado | este mes"),
    "quarter": Text("last quarter | this quarter", "el trimestre pasado | este trimestre"),
    "half": Text("last half | this half", "el semestre pasado | este semestre"),
    "year": Text("last year | this year", "el año pasado | este año"),
    "period": Text("last month | last quarter", "el mes pasado | el trimestre pasado"),
}


def plan_retention(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Bare `retention` is a stage, a rate of repeat purchase, or what churn leaves: the person says which."""
    if not reading.has("retention_bare") or reading.metrics or reading.has("draft", "advice", "playbook", "say"):
        return None
    options = {
        "repeat": Text("What is our repeat purchase rate?", "¿Cuál es nuestra tasa de recompra?"),
        "returning": Text(
            "What is our returning customer rate last month?", "¿Cuál fue la tasa de clientes recurrentes el mes pasado?"
        ),
    }
    if "subscriptions" in catalogue.tables:
        options["churn"] = Text(
            "What was the churn rate of subscriptions last month?",
            "¿Cuál fue la tasa de cancelación de suscripciones el mes pasado?",
        )
    question = Text("Retention can be measured in several ways. Which one?", "La retención se mide de varias formas. ¿Cuál?")
    return ask_back(reading, question[reading.language], [text[reading.language] for text in options.values()])


def plan_goods(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Part of a name that several products share: which one is meant?"""
    several = [(written, keys) for written, keys in reading.gloss.goods.items() if len(keys) > 1]
    if not several or reading.has("draft", "playbook", "advice"):
        return None
    written, keys = several[0]
    if len(several) == 1 and _measures(reading) and len(keys) <= _FAMILY:
        _take_all(reading, written, keys)
        return None
    names = {v.key: v.names[0] for v in catalogue.values if v.dimension == "product" and v.key in keys[:4] and v.names}
    options = [reading.text.replace(written, names[key], 1) for key in keys[:4] if key in names]
    question = Text(f"Several products are called «{written}». Which one?", f"Varios productos se llaman «{written}». ¿Cuál?")
    return ask_back(reading, question[reading.language], options)


def _measures(reading: Reading) -> bool:
    """Whether a figure of the goods is asked for, which all of them have together, and not who bought them."""
    people = reading.conditions.all or reading.has("customer", "who", "everyone", "them")
    return not people and (bool(reading.metrics) or reading.has("how_many", "how_much", "sell"))


def _take_all(reading: Reading, written: str, keys: Sequence[str]) -> None:
    """Take every product of that name, and say so."""
    reading.filters = [f for f in reading.filters if not (f["field"] == "product" and f["value"] == keys[0])]
    reading.filters.append({"field": "product", "op": "in", "value": list(keys)})
    if not reading.groups:
        reading.groups = ["product"]
    reading.notes[:] = [note for note in reading.notes if f"*{written}*" not in note.en]
    reading.notes.append(
        Text(f"I read *{written}* as every product with it in its name",
             f"Leo *{written}* como todos los productos que lo llevan en el nombre")
    )  # fmt: skip


def plan_aged(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`people over 50 years old`, `mayores de 50 años`: how old customers are is not recorded."""
    return declined(reading, "no_data", "age") if says(reading, "of_an_age") and not reading.quotes else None


def plan_not_recorded(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """What shops do not record here: shipping costs, stock, tax, age and the like; and reviews by their stars."""
    if says(reading, "so_many_stars") and not reading.has("draft", "playbook", "advice", "say"):
        return declined(reading, "no_data", "stars")
    if reading.metrics == ["days_to_second_order"]:
        return None  # `after how many days did the second order arrive`
    if reading.has("draft", "playbook", "advice", "say") or not (reading.has("not_recorded") or says(reading, "delivered_in")):
        return None
    return declined(reading, "no_data", "not_recorded")


def plan_median(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Means are computed here, medians only where a measure is one by definition."""
    if reading.has("median") and reading.metrics and "days" not in reading.metrics[0]:
        reading.notes.append(
            Text("I give the mean: the median of this is not computed", "Doy la media: la mediana de esto no se calcula")
        )
    return None
