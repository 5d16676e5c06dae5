"""Plans for questions about the data itself, and for words that need a question back."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import make_plan, metric_order, query, without_empty
from assistant.builtin.reading.mailings import off_the_mails
from assistant.builtin.reading.ratios import as_asked
from assistant.builtin.reading.reading import Reading
from assistant.builtin.reading.settling import fitting
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["ask_back", "plan_ambiguous", "plan_data"]


def ask_back(reading: Reading, question: str, options: list[str]) -> Plan:
    """A question back, with readings that work when sent."""
    step = Step("ask_back", {"question": question, "options": options})
    return make_plan(reading, "clarify", [step], "clarify", (), 0.5)


def plan_ambiguous(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Words with two readings: the data decide where only one is possible, else the person."""
    if _only_cancellations(reading, catalogue):
        return _cancelled(reading)
    if reading.metrics and not reading.has("bajas", "altas", "leaving"):
        return None
    if reading.has("do_unsubscribe") and not reading.conditions.all and not _drafting(reading):
        return _query(reading, _off_the_list(reading, catalogue), catalogue)
    if reading.has("bajas") and not _drafting(reading):
        return _bajas(reading, catalogue)
    leaving = reading.has("leaving") and not reading.conditions.all and not _drafting(reading) and not reading.metrics
    if leaving and "subscriptions" in catalogue.tables and {"plan", "cancel_reason"} & set(reading.groups):
        return _ended(reading)
    if leaving:
        return _query(reading, "churn_rate", catalogue)
    if reading.has("altas") and not reading.metrics and not _drafting(reading):
        return _altas(reading, catalogue)
    return None


_CANCELLATIONS = re.compile(r"\b(?:cancell?ations?|cancelaciones)\b")
_OF_WHAT = re.compile(
    r"\b(?:subs\w*|suscri\w+|plan(?:s|es)?|club|box(?:es)?|cajas?|member\w*|soci[oa]s|abon\w+|renew\w*|orders?|pedidos?)\b"
)


def _only_cancellations(reading: Reading, catalogue: Catalogue) -> bool:
    """`how many cancellations in May`: of orders or of subscriptions, where both can be cancelled."""
    lost = reading.metrics == ["churned_subscriptions"] or (reading.has("leaving") and not reading.metrics)
    bare = lost and not (reading.filters or reading.groups)
    known = any(t.id == "cancelled_orders" for t in catalogue.metrics) and "subscriptions" in catalogue.tables
    said = reading.spelt or reading.folded
    named = _CANCELLATIONS.search(said) and not _OF_WHAT.search(said)
    return bare and known and bool(named) and not (reading.has("share") or _drafting(reading) or reading.comparison.compare_to)


def _cancelled(reading: Reading) -> Plan:
    told = _CANCELLATIONS.search(reading.folded)
    word = told[0] if told else next((w for w, meant in reading.gloss.corrected.items() if _CANCELLATIONS.fullmatch(meant)), "")
    options = (
        ("subscription cancellations", "order cancellations")
        if reading.language == "en"
        else ("suscripciones canceladas", "pedidos cancelados")
    )
    question = Text(
        "Subscriptions and orders can both be cancelled. Which do you mean?",
        "Se cancelan suscripciones y también pedidos. ¿A cuáles te refieres?",
    )
    said = [re.sub(rf"\b{word}\b", option, reading.text, count=1, flags=re.IGNORECASE) for option in options]
    if reading.language == "es":
        said = [re.sub(r"\b([Cc]uánt)as (?=pedidos)", r"\1os ", one) for one in said]
    return ask_back(reading, question[reading.language], said)


def _off_the_list(reading: Reading, catalogue: Catalogue) -> str:
    """`how many customers unsubscribed` counts them, where `what share of them did` is a rate."""
    counted = reading.has("how_many") and not reading.has("share")
    return "unsubscribes" if counted and any(t.id == "unsubscribes" for t in catalogue.metrics) else "unsubscribe_rate"


def _drafting(reading: Reading) -> bool:
    return reading.has("draft", "advice", "playbook")


def _query(reading: Reading, metric: str, catalogue: Catalogue) -> Plan:
    known = {t.id for t in catalogue.metrics}
    reading.metrics = [metric]
    reading.filters = fitting(reading, catalogue)  # `se dio de baja del correo`: how a message went out
    step = query(
        as_asked([metric], reading.line, reading.folded, known),
        reading.period,
        reading.comparison.compare_to,
        reading.groups,
        reading.filters,
    )
    return make_plan(reading, "metric", [step], "trend" if reading.groups else "value")


def _bajas(reading: Reading, catalogue: Catalogue) -> Plan:
    subscriptions, touches = "subscriptions" in catalogue.tables, "touches" in catalogue.tables
    if subscriptions and {"plan", "cancel_reason"} & {*reading.groups, *(f["field"] for f in reading.filters)}:
        return _ended(reading)
    if subscriptions and not touches:
        return _query(reading, "churn_rate", catalogue)
    if touches and not subscriptions:
        return _query(reading, "unsubscribe_rate", catalogue)
    of_one = any(f["field"] == "campaign" for f in reading.filters)
    if of_one or reading.has(r"channel_\w+", "campaign") or off_the_mails(reading.folded) or "messages_sent" in reading.metrics:
        return _query(reading, "unsubscribe_rate", catalogue)
    when = _period_words(reading)
    return ask_back(
        reading,
        "«Bajas» puede ser dos cosas: ¿a cuál te refieres?",
        [f"¿Cuál fue la tasa de bajas del boletín{when}?", f"¿Cuántas suscripciones se cancelaron{when}?"]
        if reading.has("how_many")
        else [f"¿Cuál fue la tasa de bajas del boletín{when}?", f"¿Cuál fue la tasa de cancelación de suscripciones{when}?"],
    )


def _ended(reading: Reading) -> Plan:
    """By plan or by reason only subscriptions can have ended."""
    order = metric_order(reading, "churned_subscriptions", reading.groups, bool(reading.comparison.compare_to))
    step = query(
        ["churned_subscriptions"], reading.period, reading.comparison.compare_to, reading.groups, reading.filters, order
    )
    return make_plan(reading, "metric", [step], "ranking")


def _altas(reading: Reading, catalogue: Catalogue) -> Plan:
    when = _period_words(reading)
    if not {"events", "subscriptions"} & catalogue.tables:
        return _query(reading, "new_customers", catalogue)
    options = [f"¿Cuántos clientes nuevos hubo{when}?"]
    if "events" in catalogue.tables:
        options.append(f"¿Cuántas altas en la newsletter hubo{when}?")
    if "subscriptions" in catalogue.tables:
        options.append(f"¿Cuántas suscripciones activas hay{when}?")
    return ask_back(reading, "«Altas» puede ser varias cosas: ¿a cuál te refieres?", options)


def _period_words(reading: Reading) -> str:
    """The words that named the period, so that an option asks for the same one."""
    match = re.search(
        r".*\b((?:en|durante|desde|entre|de|del|el|la|los|las|este|esta|hoy|ayer)\s+(?:[^?¿!.,;]*?)"
        r"(?:\d{4}|mes(?:es)?|semanas?|trimestre|año|días|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|hoy|ayer)"
        r"(?:\s+(?:pasad[oa]|anterior|actual|en curso|(?:de|del)\s+(?:año pasado|\d{4})))?)",
        reading.text,
        re.IGNORECASE,
    )
    return f" {match[1]}" if match and reading.period else ""


def plan_data(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """What data there is, how fresh it is, what a word means."""
    if reading.has("freshness"):
        return _describe(reading, "last_import", None)
    mean = re.search(
        r"^(?!.*\bdo(?:es)?\b.*\bmean\b).*\bmean\b(?=\s+\w)", reading.folded
    )  # `the mean basket` is an average, `what does it mean` is not
    counted = reading.line.startswith("how_many")  # `how many are considered at risk`
    asked = (reading.has("definition") and not (mean or counted or reading.period)) or re.fullmatch(
        r"which @[dfs]\d+(?: ,)?|@[mdfs]\d+ ~?(?:meaning|significado)(?: ,)?", reading.line
    )
    if asked and reading.has("show", "trend", "by", "lifecycle") and _LOOKS.search(reading.folded):
        asked = None  # `what does the distribution over the stages look like?`
    apart = reading.has("change") and len(reading.metrics) == 2 and not reading.period and not reading.comparison.asked
    if apart and re.search(r"\b(?:difference between|diferencia (?:hay )?entre)\b", reading.folded):
        steps = [Step("describe_data", {"topic": "metrics", "name": metric}) for metric in reading.metrics]
        return make_plan(reading, "data", steps, "data")
    if asked and not reading.has("playbook", "advice", "top", "most") and (name := _defined(reading)):
        return _describe(reading, "metrics" if name[0] == "metric" else "fields", name[1])
    if reading.has("dataset") and not reading.period:
        topic = "tables" if re.search(r"\btabl", reading.folded) else "overview"
        topic = "metrics" if re.search(r"\bm[eé]tric", reading.folded) else topic
        topic = "fields" if re.search(r"\b(field|campo|column|dimension)", reading.folded) else topic
        return _describe(reading, topic, None)
    return None


_LOOKS = re.compile(r"\blooks? like\b|\bcomo (?:se ve|luce)n?\b|\bque (?:pinta|aspecto) tiene")


def _describe(reading: Reading, topic: str, name: str | None) -> Plan:
    step = Step("describe_data", without_empty({"topic": topic, "name": name}))
    return make_plan(reading, "data", [step], "data")


def _defined(reading: Reading) -> tuple[str, str] | None:
    if reading.metrics:
        return ("metric", reading.metrics[0])
    for name in _nearest_first(reading.line):
        entry = reading.gloss.table.get(name)
        if entry is not None:
            return ("metric", entry.id) if entry.kind == "metric" else ("field", entry.of or entry.id)
    if reading.has("worth"):
        return ("metric", "clv")
    return None


def _nearest_first(line: str) -> list[str]:
    """What is named, that beside the word for a meaning first: `for a newcomer: what is at risk?`."""
    tokens = line.split()
    asked = tokens.index("definition") if "definition" in tokens else 0
    named = [at for at, token in enumerate(tokens) if re.fullmatch(r"@[mdfs]\d+", token)]
    return [tokens[at] for at in sorted(named, key=lambda at: abs(at - asked))]
