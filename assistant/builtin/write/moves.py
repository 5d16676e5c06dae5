"""Moves between stages or healths in words, and shop customers set against subscribers."""

from collections.abc import Sequence

from assistant.builtin.write.found import Found, place
from assistant.builtin.write.voice import amount, bullets, interval, joined, label, lower, sentence, when
from assistant.render.escape import escape
from assistant.render.values import value_words
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["models_side_by_side", "moves_alone", "net_and_moves"]

_MODEL_PEOPLE = {
    "ecommerce": Text("shop customers", "los clientes de tienda"),
    "subscription": Text("subscribers", "los suscriptores"),
    "hybrid": Text("those who do both", "los que hacen ambas cosas"),
}


def moves_alone(found: Found) -> str:
    """A reply that is about moves only: the one that was asked for first, then all of them; empty for another reply."""
    facts = found.reply.facts
    if not any(f.metric == "moved" for f in facts) or any(f.role == "total" for f in facts):
        return ""
    return "\n\n".join(part for part in (_asked(found) or _stood(found), net_and_moves(found)) if part)


def _stood(found: Found) -> str:
    """Where everybody stood at the end."""
    language = found.language
    counts = [f for f in found.reply.facts if f.role == "count" and f.metric == "customers" and len(f.dimensions) == 1]
    if not counts:
        return ""
    said = joined([f"{_state(f, language)} **{place(f)}**" for f in counts], language)
    words = Text("{w}, customers stood here: {s}", "{w}, los clientes estaban así: {s}")
    return sentence(words[language].format(w=when(counts[0].period, language), s=said))


def _net_lead(net: Sequence[Fact], states: str, language: Language) -> str:
    if not states:
        return ""
    days = f" {when(net[0].period, language)}" if net[0].period else ""
    return Text("Net change{w}: {s}", "Cambio neto{w}: {s}")[language].format(w=days, s=states)


def net_and_moves(found: Found) -> str:
    """The net change of every state, who moved which way, and the largest moves."""
    language = found.language
    net = [f for f in found.reply.facts if f.role == "change" and len(f.dimensions) == 1 and f.unit == "customers"]
    moved = [f for f in found.reply.facts if f.role == "change" and f.unit == "customers" and not f.dimensions]
    if not net and not moved:
        return ""
    states = joined([f"{_state(f, language)} **{place(f, 'signed')}**" for f in net], language)
    people = joined([f"{place(f, 'abs')} {lower(label(f, language))}" for f in moved], language)
    lead = _net_lead(net, states, language)
    largest = [f for f in found.reply.facts if f.metric == "moved" and f.role == "count" and not f.headline]
    said = bullets([f"{place(f)} {lower(label(f, language))}" for f in largest[:5]])
    head = Text("Largest moves:", "Mayores movimientos:")[language] if said else ""
    sentences = " ".join(sentence(part) for part in (lead, people) if part)
    return "\n\n".join(part for part in (sentences, "\n".join(filter(None, (head, said)))) if part)


def _state(fact: Fact, language: Language) -> str:
    (dimension, state), *_ = fact.dimensions.items()
    return lower(value_words(dimension, state, language))


def _asked(found: Found) -> str:
    """How many made the move that was asked for, and of how many."""
    language = found.language
    count = next((f for f in found.reply.facts if f.metric == "moved" and f.headline), None)
    if count is None:
        return ""
    share = next((f for f in found.reply.facts if f.metric == "moved" and f.role == "share"), None)
    words = Text("{n} {m} {w}", "{n} {m} {w}")[language]
    said = words.format(n=f"**{amount(count, language)}**", m=lower(label(count, language)), w=when(count.period, language))
    of = f": {place(share)} {lower(label(share, language))}" if share is not None else ""
    return sentence(said + of)


def models_side_by_side(found: Found) -> str:
    """Cadence, how they leave and what they are worth, model by model; empty for another reply."""
    facts = {(f.metric, f.dimensions["business_model"]): f for f in found.reply.facts if "business_model" in f.dimensions}
    if not facts:
        return ""
    language = found.language
    models = [m for m in _MODEL_PEOPLE if any(model == m for _, model in facts)]

    def _line(head: Text, metric: str, words: Text) -> str:
        told = [(m, facts[metric, m]) for m in models if (metric, m) in facts]
        said = [words[language].format(who=_MODEL_PEOPLE[m][language], v=_value(f, language)) for m, f in told]
        return f"**{head[language]}**: {'; '.join(said)}" if said else ""

    lines = [_line(head, metric, words) for head, metric, words in _LINES]
    return "\n\n".join(part for part in (bullets([part for part in lines if part]), _endings(found)) if part)


def _value(fact: Fact, language: Language) -> str:
    return f"{amount(fact, language)}{interval(fact, language)}"


_LINES: Sequence[tuple[Text, str, Text]] = (
    (Text("How many", "Cuántos"), "customers", Text("{v} are {who}", "{v} son {who}")),
    (Text("Value", "Valor"), "clv", Text("{who} are worth {v} over a year on average", "{who} valen de media {v} en un año")),
    (Text("Cadence", "Cadencia"), "expected_gap_days", Text("{who} order every {v}, half of them sooner",
                                                            "{who} compran cada {v}, la mitad antes")),
    (Text("Orders", "Pedidos"), "orders_365", Text("{who} place {v} a year", "{who} hacen {v} al año")),
    (Text("Basket", "Cesta"), "average_order_value", Text("{who} spend {v} an order", "{who} gastan {v} por pedido")),
    (Text("Once only", "Una sola vez"), "single_order", Text("{v} of {who} have bought on one day only",
                                                             "el {v} de {who} ha comprado un solo día")),
    (Text("Subscription", "Suscripción"), "mrr", Text("{who} pay {v} a month", "{who} pagan {v} al mes")),
    (Text("Who leaves", "Quién se va"), "left", Text("{v} of {who} left in 90 days", "el {v} de {who} se fue en 90 días")),
)  # fmt: skip


def _endings(found: Found) -> str:
    """How subscriptions end: by decision, or for want of payment."""
    language = found.language
    rates = [f for f in found.reply.facts if f.unit == "rate" and "business_model" not in f.dimensions]
    if not rates:
        return ""
    said = joined([f"{lower(escape(f.label[language]))} {place(f)}{interval(f, language)}" for f in rates], language)
    return sentence(Text("How subscriptions end: {s}", "Cómo terminan las suscripciones: {s}")[language].format(s=said))
