"""Words of a message that no reader used: an aside that changes nothing, or a filter that would change what is counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.builtin import patterns as re
from assistant.builtin.message.cues import said
from assistant.builtin.message.intents import filter_chances, narrowing_chance
from assistant.builtin.words.gloss import Gloss, Mark
from assistant.builtin.words.phrases import data

__all__ = ["Stray", "harmless", "strays"]

Place = Literal["named", "name", "counted", "filter", "own", "thing", "beside", "alone", "apart"]

_LEADING = (
    "in",
    "from",
    "of",
    "for",
    "by",
    "with",
    "only",
    "not",
    "to",
    "exclude",
    "live_in",
    "outside",
    "buy",
    "compare",
    "sell",
)
_COMPARED = frozenset("over under more_than less_than at_least at_most or_more or_less exactly between more".split())
_DEEDS = ("spend", "buy", "sell", "campaign", "only")
_GROUPS = ("segment", "team")
_RELATIVE = frozenset(("that", "which", "who", "que", "quienes"))
_MINE = ("my", "mi", "mis")
_BODIES = frozenset("company business firm empresa negocio tienda shop store".split())
_TAKEN = ("with_offer", "compare", "draft", "campaign", "share", "say", "top", "advice")
_SOME = frozenset("a an another un una otra otro".split())
_PARTICIPLE = re.compile(r"\w{2,}(?:ed|[ai]d[oa]s)")
_KEEP = ("exclude", "outside", "more_than", "less_than", "at_least", "at_most", "except")
_LONGEST_LEAD = 3
_NEVER = 1.1
_BARS: Mapping[Place, tuple[float, float, float, float]] = {  # to ask and to note; the same for plain words
    "named": (0.0, 0.0, 0.9, 0.5),
    "name": (0.3, 0.0, 0.5, 0.2),
    "counted": (0.0, 0.0, 0.5, 0.2),
    "filter": (0.25, 0.1, 0.985, 0.8),
    "own": (0.6, 0.5, _NEVER, _NEVER),
    "thing": (0.2, 0.02, _NEVER, _NEVER),
    "beside": (0.22, 0.1, _NEVER, _NEVER),
    "alone": (0.95, 0.6, _NEVER, _NEVER),
    "apart": (0.75, 0.4, _NEVER, _NEVER),
}
_NOUN = re.compile(r"@[mdvs]\d+|customer|contact")
_SHORTEST = 3
_SURELY = 0.98


@dataclass(frozen=True, slots=True)
class Stray:
    """Unread words that stand together.

    `written` are these words, `phrase` they and what leads in to them, `chance` that leaving them out changes the answer;
    `plain` words are so common that most often they colour a question.
    """

    written: str
    phrase: str
    place: Place
    words: tuple[str, ...]
    plain: bool
    span: tuple[int, int]
    chance: float = 1.0

    @property
    def asked(self) -> bool:
        """Whether an answer without it would likely be a wrong one."""
        return self.chance >= _BARS[self.place][2 if self.plain else 0]

    @property
    def noted(self) -> bool:
        """Whether an answer without it has to say so."""
        return self.chance >= _BARS[self.place][3 if self.plain else 1]


def harmless() -> frozenset[str]:
    """Common words that only colour a question, wherever they are no filter."""
    return frozenset(str(data("harmless.yaml")).split())


def strays(gloss: Gloss) -> list[Stray]:
    """The unread words of a clause in groups, each with the chance that it is a filter."""
    found = list(_groups(gloss))
    chances = filter_chances([phrase for stray in found for phrase in (stray.phrase, stray.written.lower())])
    return [
        replace(s, chance=_chance(s, *both))
        for s, both in zip(found, zip(chances[::2], chances[1::2], strict=True), strict=True)
    ]


def _chance(stray: Stray, chance: float, alone: float) -> float:
    """How likely words would change the answer: `our vegan range: ...` also by what is told ahead of questions."""
    if stray.place == "alone" and stray.span[0] == 0 and len(stray.words) > 1:
        narrowing = narrowing_chance(stray.phrase)
        return max(chance, narrowing) if narrowing > _SURELY else chance
    return min(chance, alone) if stray.place == "beside" else chance


def _groups(gloss: Gloss) -> Iterator[Stray]:
    marks, left = gloss.marks, set(gloss.unknown)
    at = 0
    while at < len(marks):
        if not _is_left(marks, at, left):
            at += 1
            continue
        end = _end(marks, at, left)
        yield _stray(marks, at, end)
        at = end


def _is_left(marks: Sequence[Mark], at: int, left: set[str]) -> bool:
    mark = marks[at]
    short = len(mark.text) < _SHORTEST and len(mark.raw) > 1 and mark.raw.isupper()  # `XL`
    other = mark.role == "link" and mark.text in _BODIES and at > 0 and marks[at - 1].text in _SOME  # not ours
    return other or (mark.role == "unread" and (mark.text in left or short))


def _end(marks: Sequence[Mark], at: int, left: set[str]) -> int:
    """Where a group ends: unread words with no more than joining words between them."""
    end, ahead = at + 1, at + 1
    while ahead < len(marks) and (marks[ahead].role == "link" or _is_left(marks, ahead, left)):
        ahead += 1
        if _is_left(marks, ahead - 1, left):
            end = ahead
    return end


def _stray(marks: Sequence[Mark], at: int, end: int) -> Stray:
    start = at
    while start > max(0, at - _LONGEST_LEAD) and (marks[start - 1].role == "link" or marks[start - 1].meaning in _KEEP):
        start -= 1
    start = max((i for i in range(start, at) if marks[i].meaning in _LEADING or marks[i].text in _RELATIVE), default=start)
    start = _compound(marks, start) if start == at else start
    place = _place(marks, start, at, end)
    first, last = start, end
    if place in ("filter", "beside") and (_is_noun(marks, end) or (end < len(marks) and marks[end].meaning in _GROUPS)):
        last += 1
    if place == "counted" or (start and (_is_deed(marks[start - 1]) or (start == at and _is_noun(marks, at - 1)))):
        first -= 1
    words = [m for m in marks[at:end] if m.role == "unread"]
    written, phrase = (" ".join(m.raw for m in marks[a:b]) for a, b in ((at, end), (max(0, first), last)))
    return Stray(
        written, phrase.lower(), place, tuple(m.text for m in words),
        bool(words) and all(m.text in harmless() for m in words), (start, end),
    )  # fmt: skip


def _compound(marks: Sequence[Mark], at: int) -> int:
    """Where `without gift wrap` and `in beige tones` begin, of which a word alone was taken for something else."""
    if at < 2 or not (
        marks[at - 1].meaning in _TAKEN or (marks[at - 1].role == "read" and marks[at - 1].text != said(marks[at - 1].raw))
    ):
        return at
    lead = at - 2 - (marks[at - 2].meaning == "" and at > 2)
    return lead if marks[lead].meaning in (*_LEADING, "not") else at


def _place(marks: Sequence[Mark], start: int, at: int, end: int) -> Place:
    """Where unread words stand: `start` is where the words that lead in to them begin."""
    before = marks[max(0, at - 4) : at]
    filters = _filters(marks, start, at)
    if not _shouted(marks) and any(_is_name(marks, i) for i in range(at, end)):
        return "named" if filters or (at and _is_deed(marks[at - 1])) or _names_what(marks, at, end) else "name"
    if before and before[-1].text.replace(".", "").isdigit() and any(m.meaning in _COMPARED for m in before):
        return "counted"
    if filters:
        return "own" if before[-1].text in _MINE else "filter"
    if (start == 0 or marks[start - 1].role == "sign") and (end == len(marks) or marks[end].role == "sign"):
        return "alone"
    if end < len(marks) and marks[end].meaning.startswith("@v"):
        return "thing"
    return "beside" if _is_noun(marks, end) or (start == at and _is_noun(marks, at - 1)) else "apart"


def _names_what(marks: Sequence[Mark], at: int, end: int) -> bool:
    """`our Homeware revenue`, `ingresos Homeware`: a name beside the measure says what it is of."""
    ahead = end < len(marks) and marks[end].meaning.startswith("@m") and _is_name(marks, end - 1)
    return ahead or (at > 0 and marks[at - 1].meaning.startswith("@m") and _is_name(marks, at))


def _filters(marks: Sequence[Mark], start: int, at: int) -> bool:
    """Whether the words that lead in do so to a filter: `from`, `without`, the `that` of `orders that`."""
    lead = [m.meaning for m in marks[start:at] if m.meaning]
    told = _is_noun(marks, start - 1) or (start > _LONGEST_LEAD and marks[start - 1].role == "read")
    relative = start < at and marks[start].text in _RELATIVE and told
    return relative or (bool(lead) and lead[-1] in _LEADING) or _is_participle(marks, start, at)


def _is_participle(marks: Sequence[Mark], start: int, at: int) -> bool:
    """`packed by robots`, behind all that was read."""
    following = marks[at + 1].meaning if at + 1 < len(marks) else ""
    return start == at > _LONGEST_LEAD and bool(_PARTICIPLE.fullmatch(marks[at].text)) and following in _LEADING


def _is_name(marks: Sequence[Mark], at: int) -> bool:
    return marks[at].role == "unread" and marks[at].raw[:1].isupper() and not _opens(marks, at)


def _is_noun(marks: Sequence[Mark], at: int) -> bool:
    return 0 <= at < len(marks) and bool(_NOUN.fullmatch(marks[at].meaning))


def _is_deed(mark: Mark) -> bool:
    """Whether a word that leads in says what was done: the `paid` of `paid by wire`."""
    return mark.role == "read" and mark.meaning in _DEEDS


def _opens(marks: Sequence[Mark], at: int) -> bool:
    """Whether a word opens a sentence, where a capital says nothing."""
    return at == 0 or marks[at - 1].role == "sign"


def _shouted(marks: Sequence[Mark]) -> bool:
    """Whether capitals are everywhere and so say nothing."""
    words = [m.raw for at, m in enumerate(marks) if m.raw.isalpha() and len(m.raw) > 3 and not _opens(marks, at)]
    return len(words) > 2 and all(w[0].isupper() for w in words)
