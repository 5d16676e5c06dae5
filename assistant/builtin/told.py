"""Measures that a question tells in a sentence, where no name of one stands: `what part of the failed payments came back`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.builtin.phrases import data
from assistant.builtin.settling import without_channel
from tools.terms import Language
from tools.vocabulary import Catalogue

if TYPE_CHECKING:
    from assistant.builtin.reading import Reading

__all__ = ["tell_measure"]

_SAYS_LESS = frozenset(
    "conversion_rate trial_activations messages_delivered messages_sent churn_rate unsubscribe_rate "
    "active_subscriptions orders "
    "churned_subscriptions blended_cac new_customers revenue payback_days site_visits trial_conversion_rate open_rate "
    "cart_abandonment_rate average_rating review_volume units failed_payments payment_recovery_rate customers".split()
)
_CHANNELS = ("sales_channel", "channel", "acquisition_channel")
_STATES = ("subscription_status", "health", "stage", "consent_email", "consent_sms", "consent_whatsapp")
_UNRELATED = ("draft", "playbook", "advice", "why", "export_it", "save")
_MEANS = re.compile(r"\b(?:mean|means|defin\w+|calculat\w+|comput\w+|significa|calcul\w+|formula|mide\w*|measured)\b")


@dataclass(frozen=True, slots=True)
class _Told:
    metric: str
    by: str | None
    patterns: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None


def tell_measure(reading: "Reading", catalogue: Catalogue) -> None:
    """Take the measure that the sentence tells for the one that is asked for; the words that tell it are read then."""
    _take_told(reading, catalogue)
    without_channel(reading)


def _take_told(reading: "Reading", catalogue: Catalogue) -> None:
    if (reading.has("definition") and _MEANS.search(reading.folded)) or reading.has(*_UNRELATED):
        return
    if set(reading.metrics) - _SAYS_LESS or reading.customer_id or not all(_told_so(c) for c in reading.conditions.all):
        return
    told = next((one for one in _measures(reading.language) if _fits(one, reading.spelt) or _fits(one, reading.folded)), None)
    if told is None:
        return
    if not any(term.id == told.metric for term in catalogue.metrics):
        reading.line += " not_recorded"
        return
    reading.metrics = [told.metric]
    if told.by and not reading.groups and not reading.filters:
        reading.groups = [told.by]
    _free_period(reading)
    reading.conditions.all.clear()
    reading.conditions.bought_in.clear()
    reading.filters = [f for f in reading.filters if f["field"] not in _CHANNELS]
    used = {w for p in told.patterns for m in p.finditer(reading.spelt) for w in m[0].replace("-", " ").split()}
    reading.gloss.unknown = [w for w in reading.gloss.unknown if w not in used]
    reading.rest = re.sub(r"(?<!\S)(?:how_many|share)(?!\S)", "", reading.rest)
    reading.line = re.sub(r"(?<!\S)(?:performance|definition)(?!\S)", "", reading.line)
    if not reading.comparison.asked:
        reading.comparison.compare_to = None


def _told_so(condition: Mapping[str, Any]) -> bool:
    """Whether the words of a measure themselves read as this condition; an amount or a place narrows the people."""
    return "did" in condition or condition["field"] in _STATES


def _free_period(reading: "Reading") -> None:
    """The period that a condition had used is that of the measure."""
    named = re.findall(r"@p(\d+)", reading.line)
    if reading.comparison.period is None and len(named) == 1:
        reading.comparison.period = reading.periods.mentions[int(named[0])].expression


def _fits(told: _Told, folded: str) -> bool:
    return all(p.search(folded) for p in told.patterns) and not (told.never and told.never.search(folded))


@cache
def _measures(language: Language) -> Sequence[_Told]:
    return tuple(
        _Told(about.get("metric", name), about.get("by"), 
              tuple(_pattern(text) for text in about[language]), _pattern(about.get("never")))
        for name, about in data("told.yaml")["metrics"].items()
    )  # fmt: skip


def _pattern(text: str | None) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){text}(?![\w-])" if text else r"(?!)")
