"""Says the same thing in many ways and looks whether it is understood alike: `python -m benchmarks.metamorphic [--groups N]`.

`metamorphic.yaml` holds parts of questions in several wordings of both languages. A group takes one value of each part and
puts it in different words, orders and languages; all of them have to come to the same calls. No expected value is needed: the
reading of most is taken for right; those that differ from it are counted, apart from those that were asked about or declined.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.builtin.plan import Context, Plan
from assistant.builtin.precedents.meaning import meaning_of, undecided
from assistant.builtin.understanding import understand
from benchmarks.demo_home import demo_home, settings_of
from tools.metrics.catalogue import build_catalogue
from tools.vocabulary import Catalogue
from tools.warehouse.opening import open_warehouse

__all__ = ["KINDS", "Tally", "main", "tally"]

_DATA = Path(__file__).with_suffix(".yaml")
_LANGUAGES = ("en", "es")
_AFTER_LINK = re.compile(
    r"\b(vs|versus|with|against|between|and|con|contra|frente a|entre|y|from) (?:in|on|en|during|durante|for|over) "
)


@dataclass(slots=True)
class Tally:
    """How the wordings of one kind were read; `apart` holds each that differs, with its reading and that of most."""

    asked: int = 0
    undecided: int = 0
    apart: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)


@cache
def _data() -> Mapping[str, Any]:
    return dict(yaml.load(_DATA.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # `2024` is a wording, no number


def _kinds() -> Sequence[str]:
    return tuple(_data()["frames"])


KINDS = _kinds()


def tally(catalogue: Catalogue, kind: str, groups: int, each: int, seed: int = 7) -> Tally:
    """Ask `groups` things of a kind, each in up to `each` wordings per language.

    Args:
        seed: decides what is asked and how; the same seed asks the same.
    """
    rng, found, said = random.Random(f"{seed} {kind}"), Tally(), set[str]()
    for _ in range(groups):
        texts = [text for text in _wordings(rng, kind, each) if text not in said]
        said.update(texts)
        plans = [(text, understand(text, Context(), catalogue)) for text in texts]
        _count(found, plans, catalogue)
    return found


def _count(found: Tally, plans: Sequence[tuple[str, Plan]], catalogue: Catalogue) -> None:
    meanings = [(text, meaning_of(plan, catalogue)) for text, plan in plans if not undecided(plan)]
    most = Counter(meaning for _, meaning in meanings).most_common(1)
    found.asked += len(plans)
    found.undecided += len(plans) - len(meanings)
    found.apart += [(text, meaning, most[0][0]) for text, meaning in meanings if meaning != most[0][0]]


def _wordings(rng: random.Random, kind: str, each: int) -> Iterator[str]:
    """One thing in `each` wordings per language."""
    frames = _data()["frames"][kind]
    parts = dict.fromkeys(part for frame in frames["en"] for part in re.findall(r"\{(\w+)\}", frame))
    chosen: dict[str, str] = {}
    for part in parts:
        values = _data()["only"].get(kind, {}).get(_of(part)) or list(_data()[_of(part)])
        chosen[part] = rng.choice([v for v in values if v not in chosen.values()])
    for language in _LANGUAGES:
        for _ in range(each):
            yield _put(rng, rng.choice(frames[language]), chosen, language)


def _of(part: str) -> str:
    """The list that a part is taken from: `period2` is a further period."""
    return part.rstrip("0123456789")


def _put(rng: random.Random, frame: str, chosen: Mapping[str, str], language: str) -> str:
    text = re.sub(r"\{(\w+)\}", lambda m: str(rng.choice(_data()[_of(m[1])][chosen[m[1]]][language])), frame)
    text = re.sub(r"\s+", " ", text).strip(" ,:")
    text = _AFTER_LINK.sub(r"\1 ", text) if "{period2}" in frame else text
    text = re.sub(r"\b(between|entre) (?:between|entre) ", r"\1 ", text)
    return re.sub(r" ([?,:])", r"\1", text)


def _demo() -> Catalogue:
    home = demo_home()
    settings = settings_of(home)
    return build_catalogue(open_warehouse(home, settings.shop, settings.limits))


def main(arguments: list[str]) -> int:
    """Print how many wordings are read unlike the others of their group; 0 when none is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.metamorphic", description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), metavar="kind", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--groups", type=int, default=60, help="things asked per kind")
    parser.add_argument("--each", type=int, default=6, help="wordings of each per language")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=3, help="differing wordings to show per kind")
    chosen = parser.parse_args(arguments)
    catalogue, total = _demo(), Tally()
    for kind in chosen.kinds:
        found = tally(catalogue, kind, chosen.groups, chosen.each, chosen.seed)
        print(_line(kind, found))
        for text, meaning, most in found.apart[: chosen.show]:
            print(f"  {text}\n    read as {' + '.join(meaning)}\n    most as {' + '.join(most)}")
        total.asked, total.undecided = total.asked + found.asked, total.undecided + found.undecided
        total.apart += found.apart
    print(_line("all", total))
    return 1 if total.apart else 0


def _line(name: str, of: Tally) -> str:
    return f"{name:9} {of.asked:5} wordings, {len(of.apart):4} read unlike most, {of.undecided:4} asked about or declined"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
