"""Plays: what to do for whom, when and how, one Markdown file per language, with a typed head."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import PlayError
from knowledge.passages import Passage

__all__ = ["LANGUAGES", "Copy", "Play", "load_plays", "parse_play", "passages_of"]

LANGUAGES = ("en", "es")
STAGES = ("awareness", "consideration", "conversion", "retention", "loyalty")
MODELS = ("ecommerce", "subscription", "hybrid")
FOLDER = Path(__file__).parent / "playbooks"
_OFFER = {"en": "Offer", "es": "Oferta"}
_TEXTS = ("id", "stage", "title", "goal", "audience", "timing", "offer", "metric", "measure")


@dataclass(frozen=True, slots=True)
class Copy:
    """One variant of a message, with neutral Liquid merge tags that all have fallbacks."""

    name: str
    subject: str = ""
    preheader: str = ""
    body: str = ""
    cta: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """One play in one language. `audience` says it in words, `rule` in the form of `tools.conditions.Rule`."""

    id: str
    title: str
    stage: str
    business_models: tuple[str, ...]
    language: str
    goal: str
    audience: str
    rule: Mapping[str, Any]
    channels: tuple[str, ...]
    timing: str
    offer: str
    metric: str
    guard_rails: tuple[str, ...]
    measure: str
    copy: Mapping[str, tuple[Copy, ...]]
    sections: tuple[tuple[str, str], ...]


@cache
def load_plays(language: str) -> tuple[Play, ...]:
    """All plays of a language, sorted by id.

    Raises:
        PlayError: a file that cannot be read as a play.
    """
    files = sorted((FOLDER / language).glob("*.md"))
    return tuple(parse_play(file.read_text(encoding="utf-8"), file.name, language) for file in files)


def parse_play(text: str, name: str, language: str) -> Play:
    """Read a play: a YAML head between `---` lines, then sections under `## ` headings.

    Raises:
        PlayError: a missing or unknown key, a value outside its set, or no section.
    """
    match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if not match:
        raise PlayError(f"{name}: needs a head between two '---' lines")
    head = yaml.safe_load(match[1])
    known = {*_TEXTS, "business_models", "rule", "channels", "guard_rails", "copy"}
    wrong = sorted(set(head) ^ known)
    if wrong:
        raise PlayError(f"{name}: keys missing or unknown: {', '.join(wrong)}; expected exactly: {', '.join(sorted(known))}")
    _closed(name, "stage", [head["stage"]], STAGES)
    _closed(name, "business_models", head["business_models"], MODELS)
    sections = tuple(
        (title.strip(), body.strip()) for title, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", match[2], re.M | re.S)
    )
    if not sections:
        raise PlayError(f"{name}: has no '## ' section")
    return Play(
        **{key: str(head[key]).strip() for key in _TEXTS},
        business_models=tuple(head["business_models"]),
        language=language,
        rule=head["rule"],
        channels=tuple(head["channels"]),
        guard_rails=tuple(head["guard_rails"]),
        copy={channel: tuple(Copy(**_stripped(variant)) for variant in variants) for channel, variants in head["copy"].items()},
        sections=sections,
    )


def passages_of(play: Play) -> list[Passage]:
    """The passages of a play: its sections, and its head in words first."""
    summary = f"{play.title}. {play.goal} {play.audience} {play.timing} {_OFFER[play.language]}: {play.offer}"
    titled = (("", summary), *play.sections)
    return [
        Passage(
            passage_id=f"{play.id}.{play.language}.{number}",
            play_id=play.id,
            title=play.title,
            section=section or play.title,
            language=play.language,
            source="playbook",
            text=text,
            stage=play.stage,
            business_models=play.business_models,
        )
        for number, (section, text) in enumerate(titled)
    ]


def _closed(name: str, key: str, values: list[str], known: tuple[str, ...]) -> None:
    for value in values:
        if value not in known:
            raise PlayError(f"{name}: {key} '{value}'; known: {', '.join(known)}")


def _stripped(variant: Mapping[str, str]) -> dict[str, str]:
    return {key: str(value).strip() for key, value in variant.items()}
