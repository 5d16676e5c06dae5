"""The vocabulary shared by every room of the house: closed sets of words, and text in two languages."""

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = [
    "CHANNELS",
    "HEALTHS",
    "LANGUAGES",
    "OUTCOMES",
    "STAGES",
    "UNITS",
    "BusinessModel",
    "Channel",
    "Health",
    "Language",
    "Outcome",
    "Stage",
    "Text",
    "Unit",
]

Language = Literal["en", "es"]
Stage = Literal["awareness", "consideration", "conversion", "retention", "loyalty"]
Health = Literal["active", "at_risk", "lapsed"]
BusinessModel = Literal["ecommerce", "subscription", "hybrid"]
Channel = Literal["email", "sms", "whatsapp", "push", "phone", "post", "paid_social", "paid_search"]
Unit = Literal[
    "money", "rate", "ratio", "days", "points", "stars", "count",
    "orders", "customers", "units", "visits", "people", "subscriptions", "messages",
]  # fmt: skip
Outcome = Literal["answered", "clarify", "no_data", "refused", "out_of_scope", "needs_approval", "unavailable"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
STAGES: tuple[Stage, ...] = get_args(Stage)
HEALTHS: tuple[Health, ...] = get_args(Health)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
UNITS: tuple[Unit, ...] = get_args(Unit)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages; `text["es"]` picks one."""

    en: str
    es: str

    def __getitem__(self, language: Language) -> str:
        return self.es if language == "es" else self.en

    def format(self, **values: object) -> "Text":
        """The same text with `{name}` places filled in both languages; a `Text` value is picked by language."""
        return Text(
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
            self.es.format(**{k: v.es if isinstance(v, Text) else v for k, v in values.items()}),
        )

    @classmethod
    def same(cls, word: str) -> "Text":
        """A text that reads alike in both languages: an id, a name, a number."""
        return cls(word, word)
