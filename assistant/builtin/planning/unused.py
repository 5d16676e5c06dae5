"""Data of the shop that a question names and its plan does not use: said or asked about, never dropped in silence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.reading.letting_go import lets_go
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.match import SEVERAL, Entry
from assistant.render.spans import span_words
from tools.periods import Period

__all__ = ["Unused", "unused"]

_PLANS = ("metric", "audience", "lifecycle", "worth")
_NOW = ("today", "recent", "all")
_IN_NAMES = ("category", "product", "coupon")  # the `tea` of the `tea week` campaign
_HOLD_PERIODS = ("birth_month", "campaign")  # what is named by them has its period in it
_SAME: Mapping[str, str] = {  # what says the same as a state, by the field that the state is of
    "health": r"days_since_last_order|last_\w+|negated|replenish\w*|churn_\w+|churned_\w+|compare",
    "new_or_returning": r"first_order_on|order_count|order_days|days_to_second_order|new_customers|\w+_from_\w+|cohort|"
    r"second_order\w*|repeat\w*|returning\w*|\w*cac|payback_days|acquisition_cost",
    "subscription_status": r"churned_\w+|\w*subscription\w*|failed_payments|payment_\w+|consent_\w+|plan|trial\w*|"
    r"\w*mrr\w*|compare",
    "stage": r"lifecycle|\w+_from_\w+",
    "active": r"customers|ordered",  # they bought in the period
}
_MEASURED: Mapping[str, str] = {  # the channel that a measure has anyway
    "subscription": r"\w*churn\w*|\w*subscription\w*|trial\w*|\w*mrr\w*|renewal\w*|skip_rate|pause_rate|business_model",
    "web": r"\w*visit\w*|\w*conversion\w*|\w*cart\w*|checkout\w*|business_model",
    "store": r"business_model",
    "email": r"open_rate|click_rate|unsubscribe\w*|bounce_rate|complaint_rate|messages_\w+|campaign|email_signups",
}
_LEFT_OUT = frozenset(("!=", "not_in", "negated", "net_revenue"))
_OUT = re.compile(r"(?<!\S)(not|exclude)(?: \S+){0,3} @[dmsv]\d")
_SET_BESIDE = frozenset(("compare_to", "group_by", "in", "not_in", "by", "share", "compare", "guest_share"))
_LONGEST = 6
_JOINED = re.compile(r"@p\d+(?: (?:and|or|as_also|then|,|compare|than|in|of|for|with|to|the))+ @p\d+")


@dataclass(frozen=True, slots=True)
class Unused:
    """Words that name data of which no step of a plan knows.

    `beside` says that they ask for one more figure beside the one that is given; else they narrow what is counted.
    """

    written: str
    kind: Literal["value", "state", "period", "sign"]
    beside: bool = False


def unused(plan: Plan, reading: Reading, before: Plan | None = None) -> list[Unused]:
    """The values, states and periods of a question that its plan neither uses nor says in another way.

    Args:
        before: the plan that the question goes on from, which may be told to let go of something.
    """
    if plan.intent not in _PLANS or lets_go(reading.folded) or reading.has("the_filter"):
        return []
    steps = [*plan.steps, *(before.steps if before else ())]
    used = frozenset(_leaves([(step.tool, dict(step.arguments)) for step in steps]))
    found = list(_values(reading, used))
    return found if before else [*found, *_periods(plan, reading, used), *_signs(plan, reading, used)]


def _leaves(part: Any) -> Iterator[str]:
    """All names and values of the arguments, as text."""
    if isinstance(part, Mapping):
        part = [one for pair in part.items() for one in pair]
    if isinstance(part, str) or not isinstance(part, Sequence):
        yield str(part).lower().lstrip("-")
    else:
        for one in part:
            yield from _leaves(one)


def _values(reading: Reading, used: frozenset[str]) -> Iterator[Unused]:
    consents = {part for one in used if one.startswith("consent_") for part in one.split("_")}
    for name, entry in dict.fromkeys((*reading.gloss.entries("v"), *reading.gloss.entries("s"))):
        of_state = entry.kind == "state"
        ways = (
            (_SAME.get(entry.of), _SAME.get(entry.id), entry.of)
            if of_state
            else (_MEASURED.get(entry.id), _of_boxes(name, reading))
        )
        same = "|".join(filter(None, ways)) or "(?!)"
        if "campaign" in used and entry.of in _IN_NAMES:
            continue
        meant = (entry, *reading.gloss.others.get(name, ()))
        if not any(_names(one) & (used | consents) for one in meant) and not any(re.fullmatch(same, one) for one in used):
            yield Unused(_written(reading, name), "state" if of_state else "value")


def _of_boxes(name: str, reading: Reading) -> str | None:
    """The measures of subscriptions, beside which the goods that they are of say no more: `plant box subscriptions`."""
    of_goods = reading.gloss.table[name].of == "category" and re.search(rf"(?<!\S){name} subscription_word(?!\S)", reading.line)
    return _MEASURED["subscription"] if of_goods else None


def _names(entry: Entry) -> set[str]:
    if entry.of == "coupon" and entry.id in ("known", "unknown"):
        return {"known", "unknown", "coupon_orders", "coupon_rate"}
    return {one.lower() for one in entry.id.split(SEVERAL)}


def _written(reading: Reading, name: str) -> str:
    return " ".join(mark.raw for mark in reading.gloss.marks if mark.meaning.split(" ")[0] == name)


def _periods(plan: Plan, reading: Reading, used: frozenset[str]) -> Iterator[Unused]:
    """The periods that still stand in the line and that no period of the plan begins, ends or lies in."""
    if not used.isdisjoint(_HOLD_PERIODS):
        return
    spans = _spans(reading, used)
    ends = {day for span in spans for day in (span.first, span.last)}
    for index in dict.fromkeys(re.findall(r"@p(\d+)", reading.line)):
        mention = reading.periods.mentions[int(index)]
        span = reading.periods.period(mention.expression)
        if span is None or mention.expression in _NOW or str(span.days) in used:
            continue
        if plan.intent in ("lifecycle", "worth") and span.days == 1 and span.last == reading.periods.today:
            continue  # `as at 9 December`, which is today
        if any(reading.periods.nearest(mention, one) in used for one in used):
            continue  # `and in February?` of the year that was spoken of
        holds = any(span.first <= one.first and one.last <= span.last for one in spans)
        told = span.kind in used and any(one.first <= span.first and span.last <= one.last for one in spans)  # one by one
        if not (holds or told) and ends.isdisjoint(
            (span.first - timedelta(days=1), span.first, span.last, span.last + timedelta(days=1))
        ):
            one_more = bool(spans) and _JOINED.search(reading.line) is not None
            yield Unused(span_words(span, reading.language), "period", one_more)


def _spans(reading: Reading, used: frozenset[str]) -> list[Period]:
    """All periods of the plan, those that it compares with among them."""
    named = [one for one in used if reading.periods.period(one) is not None]
    for step, other in (("previous", reading.periods.before), ("year_earlier", reading.periods.year_before)):
        if step in used:
            named += [earlier for one in list(named) if (earlier := other(one))]
    return [span for one in named if (span := reading.periods.period(one)) is not None]


def _signs(plan: Plan, reading: Reading, used: frozenset[str]) -> Iterator[Unused]:
    """What is left out or set beside something, a channel or a language, where nothing of it is in the plan."""
    consents = {part for one in used if one.startswith("consent_") for part in one.split("_")}
    several = len(plan.steps) > 1 or any(len(step.arguments.get("metrics", ())) > 1 for step in plan.steps)
    out = _OUT.search(reading.rest)
    if out and plan.intent == "metric" and used.isdisjoint(_LEFT_OUT):
        yield Unused(_from(reading, out[1]), "sign")
    for sign in dict.fromkeys(reading.rest.split()):
        if sign in ("compare", "than") and not several and used.isdisjoint(_SET_BESIDE):
            yield Unused(_from(reading, sign), "sign", beside=True)
        elif sign.startswith(("channel_", "in_language_")) and "channel" not in used:
            name = sign.removeprefix("channel_").removeprefix("in_language_")
            same = _MEASURED.get(name, "(?!)")
            if name not in used | consents and not any(re.fullmatch(same, one) for one in used):
                yield Unused(_written(reading, sign), "sign", beside=True)


def _from(reading: Reading, sign: str) -> str:
    """The words from a sign to the end of its part of the sentence."""
    marks = reading.gloss.marks
    at = next((n for n, mark in enumerate(marks) if sign in mark.meaning.split()), len(marks))
    end = next((n for n in range(at, len(marks)) if marks[n].role == "sign"), len(marks))
    return " ".join(mark.raw for mark in marks[at : min(end, at + _LONGEST)])
