"""One clause of a message as slots: metrics, groups, filters, period, comparison, order, limit and conditions."""

import re
from dataclasses import dataclass, field
from typing import Any

from assistant.builtin.comparison import Comparison, read_comparison
from assistant.builtin.conditions import read_conditions
from assistant.builtin.gloss import Gloss, gloss
from assistant.builtin.match import Phrasebook
from assistant.builtin.normalise import Word, fold
from assistant.builtin.numbers import Number, extract, spelled
from assistant.builtin.periods import PeriodReader
from assistant.builtin.slots import Conditions
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["Reading", "read_clause"]

TIME_GROUPS = ("day", "week", "month", "quarter", "year")


@dataclass(slots=True)
class Reading:
    """What one clause says. `line` is the whole clause in concepts; `rest` what the conditions left of it."""

    text: str
    folded: str
    language: Language
    line: str
    rest: str
    gloss: Gloss
    numbers: list[Number]
    periods: PeriodReader
    conditions: Conditions
    comparison: Comparison
    metrics: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    filters: list[dict[str, Any]] = field(default_factory=list)
    customer_id: str | None = None
    limit: int | None = None
    quotes: tuple[str, ...] = ()
    saved_as: str | None = None

    def has(self, *concepts: str) -> bool:
        """Whether any of these concept words stands in the line."""
        return any(re.search(rf"(?<!\S){concept}(?!\S)", self.line) for concept in concepts)

    @property
    def period(self) -> str | None:
        """The period that metrics are asked for."""
        return self.comparison.period

    @property
    def coverage(self) -> float:
        """The share of the words that meant something."""
        total = self.gloss.known + len(self.gloss.unknown)
        return self.gloss.known / total if total else 0.0


def read_clause(
    text: str,
    words: list[Word],
    language: Language,
    book: Phrasebook,
    catalogue: Catalogue,
    plain: frozenset[str],
    quotes: tuple[str, ...] = (),
) -> Reading:
    """Read one clause."""
    read = gloss(spelled(words, language), book, catalogue.segments, plain)
    customer = re.search(r"@c:(\S+)", read.line)
    periods = PeriodReader(catalogue.today, catalogue.data_first)
    line = periods.read(re.sub(r"@c:\S+", "@customer", read.line))
    line, numbers = extract(line)
    read.line = line
    conditions = read_conditions(read, line, numbers, periods, book)
    comparison, rest = read_comparison(conditions.line, periods)
    found = Reading(
        text, fold(text), language, line, rest, read, numbers, periods, conditions, comparison,
        customer_id=_customer_id(customer, text), quotes=quotes,
    )  # fmt: skip
    found.metrics = _metrics(rest, read)
    found.groups = _groups(rest, read)
    found.filters = _filters(found, rest)
    found.limit = _limit(rest, numbers)
    return found


def _customer_id(match: re.Match[str] | None, text: str) -> str | None:
    if match is None:
        return None
    written = re.search(re.escape(match[1]), text, re.IGNORECASE)
    return written[0] if written else match[1]


def _metrics(line: str, read: Gloss) -> list[str]:
    """The metrics in order; `after returns` only says that a value is net, and a share that has a metric of its own is that."""
    named = [(read.table[n].id, before, after) for before, n, after in re.findall(r"(\S+ )?(@m\d+)(?= (\S+)|)", line)]
    net = ("after", "exclude", "less_than")
    found = list(
        dict.fromkeys(
            m
            for m, before, after in named
            if not (m == "refunds" and (before.strip() in net or after in ("discard", "exclude")))
        )
    )
    money = re.search(r"(?<!\S)(?:money_unit|how_much)(?!\S)", line)
    if money and "refund_count" in found:
        found = list(dict.fromkeys("refunds" if m == "refund_count" else m for m in found))
    for amount, thing in re.findall(r"(@m\d+) (?:of )*(@m\d+)", line):
        if read.table[amount].id == "revenue" and read.table[thing].id == "refunds":
            found = [m for m in found if m != "revenue"]  # `the value of the refunds` is one measure
    if len(found) > 1 and re.search(r"(?<!\S)share(?!\S)", line):
        rates = [m for m in found if m.endswith(("_rate", "_share"))]
        return rates or found
    return found


def _groups(line: str, read: Gloss) -> list[str]:
    found: list[str] = []
    for match in re.finditer(r"(?<!\S)by (?:all )?(day|week|month|quarter|year)(?!\S)|(@d\d+)", line):
        if match[1]:
            found.append(match[1])
            continue
        following = line[match.end() :].lstrip().split(" ")[0]
        if following.startswith("@v") and read.table[following].of == read.table[match[2]].id:
            continue
        found.append(read.table[match[2]].id)
    if not found and re.search(r"(?<!\S)(?:top|worst|most|which|fewer)(?!\S)", line):
        units = re.findall(r"(?<!\S)(?<!last )(?<!next )(day|week|month|quarter|year)(?!\S)", line)
        found = units[:1] if units and not re.search(r"@n\d+ " + units[0], line) else []
    return list(dict.fromkeys(found))


def _filters(reading: Reading, line: str) -> list[dict[str, Any]]:
    """Values as filters; several of one dimension become `in`, what is excluded `!=` or `not_in`."""
    kept: dict[tuple[str, bool], list[str]] = {}
    excluded = False
    for token in line.split():
        if token in ("exclude", "not"):
            excluded = True
        elif token.startswith("@v") and token in reading.gloss.table:
            entry = reading.gloss.table[token]
            kept.setdefault((entry.of, excluded), []).append(entry.id)
        elif token.startswith("@s") and token in reading.gloss.table and reading.gloss.table[token].of == "new_or_returning":
            kept.setdefault(("new_or_returning", excluded), []).append(reading.gloss.table[token].id)
        elif token not in ("and", "or", "in", "from", "of", ",", "both", "for", "live_in", "to", "customer"):
            excluded = False
    return [_filter(name, out, list(dict.fromkeys(values))) for (name, out), values in kept.items()]


def _filter(name: str, excluded: bool, values: list[str]) -> dict[str, Any]:
    if len(values) == 1:
        return {"field": name, "op": "!=" if excluded else "=", "value": values[0]}
    return {"field": name, "op": "not_in" if excluded else "in", "value": values}


def _limit(line: str, numbers: list[Number]) -> int | None:
    ranked = r"(?:top|worst|most|last|customer|@d\d+|product|@m\d+|~\w+)"
    for pattern in (
        r"(?:top|worst|show|most|first) (?:of )?@n(\d+)",
        rf"@n(\d+) {ranked}",
        r"^@n(\d+)$",
        r"by @d\d+ , @n(\d+)",
    ):
        for match in re.finditer(rf"(?<!\S){pattern}(?!\S)", line):
            number = numbers[int(match[1])]
            if not number.money and not number.percent and number.value == int(number.value) and 1 <= number.value <= 1000:
                return int(number.value)
    return None
