"""Subscriptions that are counted where no measure is named: `how many subscriptions do we have running`, `active subs`."""

import re

from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["count_subscriptions", "without_own_channel"]

_HELD, _BEGUN = "active_subscriptions", "new_subscriptions"
_THEIRS = frozenset(
    "active_subscriptions new_subscriptions churned_subscriptions churn_rate mrr renewal_rate pause_rate skip_rate".split()
)
_BEGAN = frozenset(
    "started start starting began begun begin sold opened created signed taken empezaron empezo comenzaron iniciaron iniciadas "
    "arrancaron vendieron vendimos contrataron contratadas abrieron creadas alta".split()
)
_RUNS = frozenset(
    "active live running current going ongoing alive standing force place effect activa activas vigente vigentes vigor curso "
    "corriendo marcha vivas viva funcionando ahora mismo now currently moment total totales "
    "altogether overall exist existen".split()
)
_BESIDE = re.compile(
    r"@[dvp]\d+|,|-|how_many|how|which|show|and|or|in|of|by|from|for|with|to|on|this|live_in|performance|all_time|trend|compare|"
    r"top|worst|most|fewer|share|all|both|change|grow|fall|than|plus|exactly|subscription_word|sell|first_buy|~\S+"
)
_THINGS = frozenset("subscription subscriptions sub subs suscripcion suscripciones".split())
_OTHERWISE = ("customer", "who", "everyone", "contact", "draft", "playbook", "advice", "definition", "say", "save")


def count_subscriptions(reading: Reading, catalogue: Catalogue) -> None:
    """Take those that run, or began, for what is counted, where nothing says what befell them and nobody is described."""
    if reading.metrics or reading.customer_id or reading.has(*_OTHERWISE):
        return
    if not any(term.id == _HELD for term in catalogue.metrics):
        return
    if _of_things(reading):
        reading.metrics, reading.conditions.all = [_HELD], []
    elif not reading.conditions.all and _counted(reading):
        begun = any(mark.text in _BEGAN for mark in reading.gloss.marks)
        reading.metrics = [_BEGUN if begun else _HELD]
        reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in _RUNS | _BEGAN]
        reading.line, reading.rest = (_without_running(line) for line in (reading.line, reading.rest))


def without_own_channel(reading: Reading) -> None:
    """`motivos de cancelación de suscripción`: what is only of subscriptions is not sold in their channel."""
    theirs = any(m in _THEIRS for m in reading.metrics) or "cancel_reason" in reading.groups
    if theirs:
        channel = {"field": "sales_channel", "op": "=", "value": "subscription"}
        reading.filters = [f for f in reading.filters if f != channel]


def _of_things(reading: Reading) -> bool:
    """`active subs on Tea Monthly`, where `active subscribers` are people."""
    running = {"field": "subscription_status", "op": "=", "value": "active"}
    named = [name for name, e in reading.gloss.entries("s") if (e.of, e.id) == ("subscription_status", "active")]
    said = {mark.text for mark in reading.gloss.marks if mark.meaning in named}
    return reading.conditions.all == [running] and bool(said & _THINGS) and said <= _THINGS | _RUNS


def _counted(reading: Reading) -> bool:
    words = reading.rest.split()
    spare = [word for word in words if not _BESIDE.fullmatch(word) or (word[0] == "~" and word[1:] not in _RUNS | _BEGAN)]
    several = any(mark.meaning == "subscription_word" and mark.raw.endswith(("s", "S")) for mark in reading.gloss.marks)
    asked = "how_many" in words or bool(reading.groups) or (several and "which" not in words)
    about = len(words) > 1 or bool(reading.period)
    return "subscription_word" in words and not spare and asked and about


def _without_running(line: str) -> str:
    line = re.sub(r"(?<!\S)(?:this|live_in|performance|all_time|sell|first_buy)(?!\S)", "", line)
    return re.sub(r"\s+", " ", re.sub(r"(?<!\S)~(\S+)", lambda m: "" if m[1] in _RUNS | _BEGAN else m[0], line)).strip()
