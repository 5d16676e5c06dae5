"""Puts words beside our own questions: asides that must change nothing, filters that must not be dropped in silence.

`python -m benchmarks.noise [--each N] [--show]`; only plans are compared, so no number is computed.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.builtin.plan import Context, Plan
from assistant.builtin.understanding import understand
from benchmarks.demo_home import demo_home, settings_of, snapshot_of
from benchmarks.questions.expect import QUESTIONS, read_rows, with_messages
from tools.metrics.catalogue import build_catalogue
from tools.vocabulary import Catalogue
from tools.warehouse.opening import open_warehouse

__all__ = ["main", "noisy", "outcome"]

PARTS = tuple(Path(__file__).with_name(name) for name in ("noise.yaml", "noise_apart.yaml"))
_ANSWERED = ("metric", "audience", "lifecycle", "worth")
_NOUNS = re.compile(
    r"\b(?:orders|customers|products|buyers|shoppers|people|clients|items|pedidos|clientes|productos|compradores|art[ií]culos)\b",
    re.IGNORECASE,
)


def noisy(question: str, place: str, words: str, language: str) -> str | None:
    """The question with words put before it, after it or beside what it counts; None where there is no such place.

    Args:
        place: `before`, `after`, `beside` a noun like an adjective, `behind` it, or `inside` the question between commas.
    """
    if place == "before":
        return words + question
    if place == "after":
        end = question.rstrip("?!. ")
        return end + words + ("" if words.startswith("?") else question[len(end) :])
    noun = _NOUNS.search(question)
    if noun is None:
        return None
    if place in ("behind", "inside"):
        rest = question[noun.end() :]
        return None if place == "inside" and not rest.strip("?!. ") else question[: noun.end()] + _beside(place, words) + rest
    at = noun.start() if language == "en" else noun.end()
    return question[:at] + (f"{words} " if language == "en" else f" {words}") + question[at:]


def _beside(place: str, words: str) -> str:
    return f" {words}" if place == "behind" else f", {words},"


def outcome(plain: Plan, other: Plan, kind: str, words: str) -> str:
    """`right`, `noted`, `asked` or `changed` for an aside; `asked`, `noted`, `silent` or `read` for a filter."""
    same = [(s.tool, dict(s.arguments)) for s in plain.steps] == [(s.tool, dict(s.arguments)) for s in other.steps]
    if other.intent in ("clarify", "decline", "help"):
        return "asked"
    said = {w for note in other.readings for w in re.findall(r"\w{3,}", note.en.lower())} & set(
        re.findall(r"\w{3,}", words.lower())
    )
    if not same:
        return "changed" if kind == "aside" else "noted" if said else "read"
    if said:
        return "noted"
    return "right" if kind == "aside" else "silent"


def _asked(catalogue: Catalogue) -> Iterator[tuple[str, str, Plan]]:
    """Language, question and plan of every single question of ours that is answered."""
    rows = with_messages(read_rows(QUESTIONS), snapshot_of(demo_home()))
    for row in rows:
        for language, question in row.get("ask", {}).items():
            if not isinstance(question, str):
                continue
            plan = understand(question, Context(), catalogue)
            if plan.intent in _ANSWERED:
                yield language, question, plan


def _tries(catalogue: Catalogue, each: int, words: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Kind, place, outcome and message, `each` of a kind per question, by a fixed seed."""
    chance = random.Random(11)
    for language, question, plain in _asked(catalogue):
        for kind in ("aside", "filter"):
            options: Sequence[tuple[str, str]] = [(p, w) for p, listed in words[kind][language].items() for w in listed]
            for place, chosen in chance.sample(options, each):
                message = noisy(question, place, chosen, language)
                if message is not None:
                    plan = understand(message, Context(), catalogue)
                    yield kind, f"{place} {language}", outcome(plain, plan, kind, chosen), message


def _measured(catalogue: Catalogue, words: Path, each: int, show: bool) -> bool:
    """Print how often each outcome came with the words of one file; whether the aims are met."""
    counts: dict[str, Counter[str]] = {}
    for kind, place, found, message in _tries(catalogue, each, yaml.safe_load(words.read_text(encoding="utf-8"))):
        for name in (kind, f"{kind} {place}"):
            counts.setdefault(name, Counter())[found] += 1
        if show and found in ("asked" if kind == "aside" else "silent", "changed", "noted", "read"):
            print(f"{kind:6} {found:7} {message}")
    print(words.stem)
    for name, found in sorted(counts.items()):
        total = sum(found.values())
        print(f"{name:20} {total:5}  " + "  ".join(f"{k} {v / total:6.1%}" for k, v in found.most_common()))
    kept = (counts["aside"]["right"] + counts["aside"]["noted"]) / sum(counts["aside"].values())
    dropped = counts["filter"]["silent"] / sum(counts["filter"].values())
    return kept >= 0.97 and dropped <= 0.01


def main(arguments: list[str]) -> int:
    """Print how often each outcome came, part by part; 0 when the aims are met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.noise", description=__doc__)
    parser.add_argument("--each", type=int, default=3, help="this many of a kind per question")
    parser.add_argument("--words", type=Path, action="append", help="files of words, by default both parts")
    parser.add_argument("--show", action="store_true", help="print every message that came out wrong")
    chosen = parser.parse_args(arguments)
    home = demo_home()
    settings = settings_of(home)
    catalogue = build_catalogue(open_warehouse(home, settings.shop, settings.limits))
    met = [_measured(catalogue, words, chosen.each, chosen.show) for words in chosen.words or PARTS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
