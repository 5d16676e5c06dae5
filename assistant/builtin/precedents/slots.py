"""A question with its periods, numbers and names taken out, so that it can be compared with others and filled anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.builtin import patterns as re
from assistant.builtin.times.periods import PeriodReader
from assistant.builtin.words.gloss import Gloss, gloss
from assistant.builtin.words.heard import as_written
from assistant.builtin.words.match import phrasebook
from assistant.builtin.words.normalise import fold, words
from assistant.builtin.words.numbers import spelled
from assistant.builtin.words.spelling import plain_words
from tools.terms import Language
from tools.vocabulary import Catalogue

__all__ = ["Masked", "Slot", "fill", "kinds", "masked"]

_LEADS = frozenset("in of for during the on en de del el la los las durante al by por between entre".split())
_BETWEEN = ("between", "entre")
_UNITS = ("day", "week", "month", "quarter", "year")
_MONEY = ("€", "$", "£", "money_unit", "currency")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d[\d.,]*[km]?")
_SCALES = frozenset("k mil thousand grand millones million".split())
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A part that another question may have otherwise: its kind (`period`, `country`, `n_day`, ...), a period's first day."""

    kind: str
    text: str
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Masked:
    """A question as words and `{kind}` of each slot, with what stood there."""

    text: str
    slots: tuple[Slot, ...]

    @property
    def signature(self) -> tuple[str, ...]:
        """The kinds of its slots, and of several periods which comes when: only questions alike in this fill each other."""
        begin = [slot.begins for slot in self.slots if slot.kind == "period"]
        order = "".join(str(sorted(begin).index(day)) for day in begin) if len(begin) > 1 else ""
        return (*sorted(slot.kind for slot in self.slots), order)


def kinds(text: str) -> tuple[str, ...]:
    """The kinds of the slots of a masked text, in order."""
    return tuple(_SLOT.findall(text))


def fill(text: str, slots: Sequence[Slot]) -> str:
    """A masked text with what stands in the slots of another question, in order within each kind."""
    waiting: dict[str, list[str]] = {}
    for slot in slots:
        waiting.setdefault(slot.kind, []).append(slot.text)
    filled = _SLOT.sub(lambda found: waiting[found[1]].pop(0), text)
    return re.sub(r"([¿¡])\s+", r"\1", re.sub(r"\s+([,.?!;:%])", r"\1", filled))


def masked(text: str, language: Language, catalogue: Catalogue) -> Masked:
    """Take the slots out of a question."""
    book = phrasebook(catalogue, language)
    read = gloss(spelled(as_written(words(text), language), language), book, catalogue.segments, plain_words())
    units = list(_units(read))
    periods = PeriodReader(catalogue.today, catalogue.data_first)
    of_time = _spans(units, periods)
    out: list[str] = []
    slots: list[Slot] = []
    at = 0
    while at < len(units):
        end, begins = of_time.get(at, (_scaled(units, at), ""))
        slot = _of_time(units, at, end, begins, out) if at in of_time else _slot(units, at, end, read)
        out.append(f"{{{slot.kind}}}" if slot else units[at][0].lower())
        slots.extend([slot] if slot else [])
        at = end
    return Masked(" ".join(out), tuple(slots))


def _units(read: Gloss) -> Iterator[tuple[str, str]]:
    """Words as written with what they mean, the words of one name together."""
    at = 0
    while at < len(read.marks):
        meaning, end = read.marks[at].meaning, at + 1
        while end < len(read.marks) and meaning.startswith("@") and read.marks[end].meaning is meaning:
            end += 1
        yield " ".join(dict.fromkeys(mark.raw for mark in read.marks[at:end])), meaning
        at = end


def _spans(units: Sequence[tuple[str, str]], periods: PeriodReader) -> dict[int, tuple[int, str]]:
    """Where a period begins, with where it ends and its first day."""
    tokens, of_unit = [], []
    for at, (_, meaning) in enumerate(units):
        tokens += meaning.split()
        of_unit += [at] * len(meaning.split())
    read = periods.read(" ".join(tokens)).split()
    found: dict[int, tuple[int, str]] = {}
    for change, begin, end, new, until in SequenceMatcher(None, tokens, read, autojunk=False).get_opcodes():
        named = [token for token in read[new:until] if re.fullmatch(r"@p\d+", token)]
        if change == "equal" or not named or begin == end:
            continue
        first, last = of_unit[begin], of_unit[end - 1]
        while first < last and fold(units[first][0]) in _LEADS:
            first += 1
        expression = periods.mentions[int(named[-1][2:])].expression
        span = periods.period(expression)
        found[first] = (last + 1, str(span.first) if span else expression)
    taken = {at for first, (end, _) in found.items() for at in range(first, end)}
    years = {at: (at + 1, meaning) for at, (_, meaning) in enumerate(units) if _YEAR.fullmatch(meaning) and at not in taken}
    return found | years


def _of_time(units: Sequence[tuple[str, str]], at: int, end: int, begins: str, out: list[str]) -> Slot:
    text = " ".join(raw for raw, _ in units[at:end])
    if out and out[-1] in _BETWEEN:  # `between March and May` -> `in March to May`
        english = out[-1] == "between"
        text = re.sub(r" and " if english else r" y ", " to " if english else " a ", text)
        out[-1] = "in" if english else "en"
    return Slot("period", text, begins)


def _scaled(units: Sequence[tuple[str, str]], at: int) -> int:
    """Where a number ends: `300 mil` is one."""
    more = units[at + 1][0].casefold() if at + 1 < len(units) and _NUMBER.fullmatch(units[at][1]) else ""
    return at + 2 if more in _SCALES else at + 1


def _slot(units: Sequence[tuple[str, str]], at: int, end: int, read: Gloss) -> Slot | None:
    meaning = units[at][1]
    raw = " ".join(text for text, _ in units[at:end])
    if meaning.startswith("@v") and (entry := read.table.get(meaning.split()[0])) is not None:
        return Slot(entry.of, raw)
    if meaning.startswith("@c"):
        return Slot("customer", raw)
    if not _NUMBER.fullmatch(meaning):
        return None
    following = units[end][1].split()[:1] if end < len(units) else []
    before = units[at - 1][1] if at else ""
    if following and following[0] in _UNITS:
        return Slot(f"n_{following[0]}", raw)
    if following == ["%"]:
        return Slot("n_pct", raw)
    return Slot("n_money" if (following and following[0] in _MONEY) or before in _MONEY else "n", raw)
