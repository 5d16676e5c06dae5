"""Parts of a question about people that no condition used: asked about, never dropped in silence."""

from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.reading.reading import Reading
from tools.terms import Text

__all__ = ["left_over"]

_PEOPLE_METRICS = frozenset(("customers", "new_customers", "orders", "active_subscriptions"))
_STATES = r"health$|stage$|rfm_segment$|subscription_status$|plan$|country$|city$|language$|consent_|purchase_probability_|clv"
_BOUND = r"(?:more_than|at_least|less_than|at_most|exactly|between)"
_SIGNS: tuple[tuple[str, str], ...] = (
    (r"come_back|repeat_buyer", "again"),
    (rf"only_once|@n\d+ time|(?:{_BOUND} @n\d+|@n\d+ or_more)(?! (?:day|week|month|quarter|year))", "often"),
    (r"spend (?:more_than|less_than|at_least|at_most)(?! @)", "often"),
    (r"consented", "contact"),
    (r"last_buy|first_buy|since_then", "when"),
    (r"not buy|not(?! (?:not |in |from |of )*@v)", "not"),
)  # fmt: skip
_UNFINISHED = r"(?<!\S)(?:who|customer|everyone)(?: who)* spend (?:more_than|less_than|at_least|at_most)(?! @)"
_PLACED_BY_OTHERS = ("again", "when", "not")  # what a known wording may place; how often and whether by mail stays a question
_ASKED = {
    "again": (
        Text(
            "I could not place the part about coming back. Which customers do you mean?",
            "No he sabido situar lo de volver a comprar. ¿A qué clientes te refieres?",
        ),
        (
            Text("How many customers have ordered more than once?", "¿Cuántos clientes han comprado más de una vez?"),
            Text("How many customers ordered only once?", "¿Cuántos clientes han comprado una sola vez?"),
        ),
    ),
    "often": (
        Text(
            "I could not place the number in it. Is it about orders or about money?",
            "No he sabido situar el número. ¿Son pedidos o dinero?",
        ),
        (
            Text("How many customers have 3 or more orders?", "¿Cuántos clientes tienen 3 pedidos o más?"),
            Text("How many customers have spent more than 100?", "¿Cuántos clientes han gastado más de 100?"),
        ),
    ),
    "contact": (
        Text(
            "I could not place the part about contacting them. By which channel?",
            "No he sabido situar lo de contactarlos. ¿Por qué canal?",
        ),
        (
            Text("How many customers can we email?", "¿A cuántos clientes podemos escribir por correo?"),
            Text("How many customers can we text by SMS?", "¿A cuántos clientes podemos escribir por SMS?"),
        ),
    ),
    "when": (
        Text(
            "I could not place when they bought. Which customers do you mean?",
            "No he sabido situar cuándo compraron. ¿A qué clientes te refieres?",
        ),
        (
            Text("Who has not ordered for 90 days?", "¿Quiénes llevan 90 días sin comprar?"),
            Text("Who ordered in the last 30 days?", "¿Quién ha comprado en los últimos 30 días?"),
        ),
    ),
    "not": (
        Text(
            "I could not place what they did not do. Which customers do you mean?",
            "No he sabido situar lo que no hicieron. ¿A qué clientes te refieres?",
        ),
        (
            Text("Who has not ordered for 90 days?", "¿Quiénes llevan 90 días sin comprar?"),
            Text("Which customers ordered only once?", "¿Qué clientes han comprado una sola vez?"),
        ),
    ),
}  # fmt: skip


def left_over(plan: Plan, reading: Reading) -> Plan | None:
    """A question back where a plan about people leaves out something that would change who they are."""
    people = plan.intent in ("audience", "worth") or (plan.intent == "metric" and _asks_for_people(plan, reading))
    if not people and not re.search(_UNFINISHED, reading.rest):
        return None
    kinds = (kind for sign, kind in _SIGNS if re.search(rf"(?<!\S)(?:{sign})(?!\S)", reading.rest))
    kind = next(kinds, "when" if _unused_period(plan, reading) else None)
    if kind is None:
        return None
    question, options = _ASKED[kind]
    asked = ask_back(reading, question[reading.language], [option[reading.language] for option in options])
    return replace(asked, focus="unread") if kind in _PLACED_BY_OTHERS else asked


def _unused_period(plan: Plan, reading: Reading) -> bool:
    """Whether a rule about people leaves out its period: only a state, being as of today, may in a running one."""
    span = reading.periods.period(reading.period) if plan.intent == "audience" and reading.period else None
    if span is None or _as_of_now(reading) or [step.tool for step in plan.steps] != ["find_customers"]:
        return False
    rule = plan.steps[0].arguments["rule"]
    said, told = str(rule), [str(c["period"]) for c in rule.get("all", ()) if c.get("period")]
    if any(reading.periods.nearest(m, one) == one for m in reading.periods.mentions if not m.dated for one in told):
        return False  # `the same for June`, of the year that was spoken of
    return not any(part in said for part in (str(reading.period), span.first.isoformat(), span.last.isoformat()))


def _as_of_now(reading: Reading) -> bool:
    """Whether the period is the running one and says no more than now: `at risk this month`."""
    span = reading.periods.period(str(reading.period))
    running = span is not None and span.last >= reading.periods.today and not str(reading.period).endswith("..")
    states = all(re.match(_STATES, str(c.get("field"))) for c in reading.conditions.all)
    return running and (states or reading.period in ("today", "recent"))


def _asks_for_people(plan: Plan, reading: Reading) -> bool:
    metrics = {str(m) for step in plan.steps for m in step.arguments.get("metrics", ())}
    if metrics == {"new_customers"} and reading.has("how_many") and not reading.comparison.compare_to:
        return True  # `how many used HELLO10 on their first order and then bought again`
    return reading.has("customer", "who", "everyone") and metrics <= _PEOPLE_METRICS and not reading.comparison.compare_to
