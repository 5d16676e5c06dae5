"""Measures and needs that a sentence tells where no name of one stands: `what part of the failed payments came back`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.reading.settling import without_channel
from assistant.builtin.words.phrases import data
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["OVERDUE", "tell"]

_SAYS_LESS = frozenset(
    "conversion_rate trial_activations messages_delivered messages_sent churn_rate unsubscribe_rate "
    "active_subscriptions orders "
    "churned_subscriptions blended_cac new_customers revenue payback_days site_visits trial_conversion_rate open_rate "
    "cart_abandonment_rate average_rating review_volume units failed_payments payment_recovery_rate customers".split()
)
_CHANNELS = ("sales_channel", "channel", "acquisition_channel")
_STATES = ("subscription_status", "health", "stage", "consent_email", "consent_sms", "consent_whatsapp")
_THINGS = frozenset({"product", "category"})
_COMING_BACK = ("order_count", "purchase_probability_30", "purchase_probability_60", "purchase_probability_90")
OVERDUE = re.compile(r"\b(?:overdue|late|behind|retras\w+|atrasad\w+)\b")
"""Words for a need whose day has passed."""

_AGAIN = re.compile(r"(?<!\S)(?:come_back|repeat_buyer|not(?: buy)?)(?!\S)")
_UNRELATED = ("draft", "playbook", "advice", "why", "export_it", "save")
_MEANS = re.compile(r"\b(?:mean|means|defin\w+|calculat\w+|comput\w+|significa|calcul\w+|formula|mide\w*|measured)\b")


@dataclass(frozen=True, slots=True)
class _Told:
    metric: str
    by: str | None
    patterns: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None


def tell(reading: "Reading", catalogue: Catalogue) -> None:
    """Take the measure or the need that the sentence tells for what is asked for; the words that tell it are read then."""
    _take_told(reading, catalogue)
    without_channel(reading)
    _tell_need(reading)


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
    used = _used(told.patterns, reading.spelt)
    reading.filters = [f for f in reading.filters if f["field"] not in _CHANNELS or not _told_by(f, used, reading)]
    reading.gloss.unknown = [w for w in reading.gloss.unknown if w not in used]
    reading.rest = re.sub(r"(?<!\S)(?:how_many|share)(?!\S)", "", reading.rest)
    reading.line = re.sub(r"(?<!\S)(?:performance|definition)(?!\S)", "", reading.line)
    if not reading.comparison.asked:
        reading.comparison.compare_to = None


def _told_by(one: Mapping[str, Any], used: frozenset[str], reading: "Reading") -> bool:
    """Whether the words of a measure themselves name a channel: the `web` of `visits to the web`, and no `Instagram` beside."""
    names = {name for name, entry in reading.gloss.entries("v") if entry.id == one["value"]}
    said = {mark.text for mark in reading.gloss.marks if mark.meaning in names}
    return bool(said) and said <= used


def _told_so(condition: Mapping[str, Any]) -> bool:
    """Whether the words of a measure themselves read as this condition; an amount or a place narrows the people."""
    return "did" in condition or condition["field"] in _STATES


def _tell_need(reading: "Reading") -> None:
    """Say that people need something again where the sentence tells it: `whose coffee is nearly gone`, `who should restock`.

    What the words that tell it were taken for otherwise (coming back, not buying) is let go.
    """
    things = [one for one in reading.filters if one["field"] in _THINGS]
    bought = any(_THINGS & set(one) for one in reading.conditions.all)
    of_thing, (ways, never) = bool(things or bought), _ways(reading.language)
    spent = {"revenue", "revenue_per_customer"} & set(reading.metrics) and re.search(r"\bgast\w+", reading.folded)
    if spent or never.search(reading.folded) or reading.customer_id:
        if not of_thing:  # `whose subscription runs out`
            reading.line = re.sub(r"(?<!\S)needs_again(?!\S)", " ", reading.line)
        return
    told = (*ways["of_all"], *(ways["of_thing"] if of_thing else ()))
    if not any(all(p.search(reading.folded) for p in patterns) for patterns in told):
        return
    for one in things:
        one["op"] = "="  # `sin café`
    reading.line += " needs_again who"
    reading.metrics = []
    used = _used([p for patterns in (*told, *ways["beside"]) for p in patterns], reading.folded)
    misread = {read for said, read in reading.gloss.corrected.items() if said in used}  # `cortos` is no `costos`
    reading.gloss.unknown = [w for w in reading.gloss.unknown if w not in used | misread]
    reading.rest = _AGAIN.sub(" ", reading.rest)
    late = ("health",) if OVERDUE.search(reading.folded) else ()
    reading.conditions.all = [one for one in reading.conditions.all if one.get("field") not in (*_COMING_BACK, *late)]


def _used(patterns: Sequence[re.Pattern[str]], text: str) -> frozenset[str]:
    """The words that the patterns were found in."""
    return frozenset(w for p in patterns for m in p.finditer(text) for w in m[0].replace("-", " ").split())


@cache
def _ways(language: Language) -> tuple[Mapping[str, Sequence[Sequence[re.Pattern[str]]]], re.Pattern[str]]:
    about = data("told.yaml")["needs"][language]
    ways = {
        name: [[_pattern(text) for text in patterns] for patterns in about[name]] for name in ("of_all", "of_thing", "beside")
    }
    return ways, _pattern(about["never"])


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
