"""What a campaign is for: the goal and the stage that the words name, or that the people of a rule suggest."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.normalise import fold
from assistant.builtin.words.phrases import Phrase, data, split_phrases
from tools.terms import Language, Stage

__all__ = ["goal_called", "goal_names", "goal_of", "goal_of_rule", "stage_of", "stage_of_rule"]

_GENERAL = ("win back", "prevent churn", "thank you")  # `recover carts` is about carts
_ARTICLES = frozenset("- the a an our my el la los las un una unos unas nuestros nuestras mis".split())


@cache
def _goals() -> list[tuple[str, str, dict[str, Any]]]:
    """What goals are called, without articles and with a blank at both ends, the longest first."""
    found = [([w for w in phrase if w not in _ARTICLES], goal, about) for phrase, goal, about in _goal_phrases()]
    found.sort(key=lambda item: (-len(item[0]), item[1] in _GENERAL))
    return [(f" {' '.join(told)} ", goal, about) for told, goal, about in found]


def _goal_phrases() -> Iterator[tuple[Phrase, str, dict[str, Any]]]:
    for goal, about in data("goals.yaml").items():
        for language in ("en", "es"):
            for phrase in split_phrases(about.get(language)):
                yield phrase, goal, about


def goal_of(reading: Reading) -> tuple[str, dict[str, Any]] | None:
    """The goal that the words name, and what goes with it; the longest phrase decides."""
    spelt = reading.spelt or fold(reading.text)
    if (told := _told(spelt) or _told(fold(reading.text))) is not None:
        return told
    text = f"{_bare(spelt)}|{_bare(fold(reading.text))}"
    gone = any(e.of == "health" and e.id in ("lapsed", "at_risk") for e in reading.gloss.table.values())
    for told_as, goal, about in _goals():
        if told_as in text and not (gone and about["stage"] == "conversion"):
            return goal, about  # what makes a second order is not what brings back who has gone
    return None


def _bare(folded: str) -> str:
    """The words without signs and articles, with a blank at both ends."""
    text = f" {re.sub(r'[^a-z0-9 -]', ' ', folded).replace('-', ' ')} "
    return re.sub(
        r"\s+", " ", re.sub(r"\b(?:the|a|an|our|my|el|la|los|las|un|una|unos|unas|nuestros|nuestras|mis)\b", " ", text)
    )


def _told(folded: str) -> tuple[str, dict[str, Any]] | None:
    """The goal that a sentence tells without its name: `stop subscribers from cancelling`."""
    goals = data("goals.yaml")
    return next(
        ((goal, about) for goal, about in goals.items() if "told" in about and _pattern(about["told"]).search(folded)), None
    )


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b{text}")


def goal_names(goal: str, language: Language) -> list[str]:
    """What a goal is called, most usual first."""
    names: str | list[str] = data("goals.yaml")[goal][language]
    return [name.strip() for line in ([names] if isinstance(names, str) else names) for name in line.split("|")]


def goal_called(query: str, language: Language) -> str | None:
    """The goal whose names stand behind the person's own words in a search of the playbook."""
    names = query.rpartition(" : ")[2].split(", ")
    return next((goal for goal in data("goals.yaml") if goal_names(goal, language)[: len(names)] == names), None)


def stage_of(reading: Reading) -> Stage | None:
    """The stage that guidance or a draft is about."""
    for condition in reading.conditions.all:
        if condition.get("field") == "stage":
            found: Stage = condition["value"]
            return found
    named = goal_of(reading)
    if named:
        goal_stage: Stage = named[1]["stage"]
        return goal_stage
    if any(c.get("field") == "health" or c.get("field") == "days_since_last_order" for c in reading.conditions.all):
        return "retention"
    if reading.has("leaving") or any(
        m in reading.metrics
        for m in (
            "failed_payments",
            "payment_recovery_rate",
            "churn_rate",
            "churned_subscriptions",
            "lapse_rate",
            "repeat_purchase_rate",
            "second_order_rate",
        )
    ):
        return "retention"
    return None


def stage_of_rule(rule: dict[str, Any]) -> Stage | None:
    """The stage of the people that a rule describes, where the rule tells."""
    for condition in rule.get("all", ()):
        if condition.get("field") == "stage":
            found: Stage = condition["value"]
            return found
    goal = goal_of_rule(rule)
    return data("goals.yaml")[goal]["stage"] if goal else None


_LEAVING = ("health", "days_since_last_order", "subscription_status")


def goal_of_rule(rule: dict[str, Any]) -> str | None:
    """What a campaign to the people of a rule is most likely for: that they leave tells more than what they are worth."""
    for condition in sorted(rule.get("all", ()), key=lambda c: c.get("field") not in _LEAVING):
        if condition.get("field") == "health":
            return {"lapsed": "win back", "at_risk": "prevent churn"}.get(condition.get("value", ""))
        if condition.get("field") == "days_since_last_order" and condition.get("op") in (">", ">="):
            return "win back"
        if condition.get("field") == "stage" and condition.get("value") == "loyalty":
            return "thank you"
        if condition.get("field") == "birth_month":
            return "birthday"
        if condition.get("did") == "added_to_cart":
            return "abandoned cart"
        if condition.get("field") in ("order_count", "order_days") and condition.get("op") == "=":
            return "second order" if condition.get("value") == 1 else "lead nurturing"
        if condition.get("op") == "top_share":
            return "vip"
        if condition.get("field") == "subscription_status":
            return {"past_due": "failed payment", "trialing": "trial conversion", "ended": "win back"}.get(
                str(condition.get("value", ""))
            )
    if any(c.get("negated") for c in rule.get("all", ())):
        return "cross-sell" if any("product" in c or "category" in c for c in rule["all"]) else "win back"
    if rule.get("all") and all(c.get("field") in ("first_order_on", "country", "city") for c in rule["all"]):
        return "second order" if any(c["field"] == "first_order_on" for c in rule["all"]) else None
    many = {c.get("field") for c in rule.get("all", ()) if c.get("op") in (">", ">=")}
    return "thank you" if many & {"historic_value", "order_count", "order_days"} else None
