"""Which campaigns of the shop a message speaks of: by a part of their names, as people say them."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold, words
from assistant.builtin.words.numbers import word_value
from assistant.builtin.words.phrases import lexicon
from tools.vocabulary import Catalogue, Value

__all__ = ["campaign_named", "named_campaigns", "without_names", "words_of_names"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_APOSTROPHE = re.compile(r"['\u2019]")  # `Mother's Day`, `Mothers Day`
_TELLING_LETTERS, _NAMING_LETTERS = 6, 4
_PARTS = re.compile(r"[/:|()]")
_TIMES = frozenset(
    ("day", "week", "month", "quarter", "half", "year", "last", "top", "weekend", "by day", "by week", "by month", "by year")
)  # `la semana` names no campaign
_LATEST = re.compile(
    r"\b(?:last|latest|most recent|newest)(?: (\w+))?(?: \w+)? campaigns?\b"
    r"|\bultimas?(?: (\w+))? campanas?\b|\bcampanas?(?: de \w+| por \w+)? (?:mas recientes?|ultimas?)\b"
    r"|\b(\w+) campanas mas recientes\b"
)


def named_campaigns(folded: str, catalogue: Catalogue) -> list[str]:
    """Keys of the campaigns named in a folded text, in the catalogue's order.

    A campaign is named by its key, by a whole part of its name (`Black Friday 2025: early access` has two) without the year, or
    by a long word that no other campaign has; a year in the text leaves the campaigns of that year, where there are any. `the
    last campaign` and `our last three campaigns` are those that began last.
    """
    folded = _APOSTROPHE.sub("", folded)
    campaigns = [value for value in catalogue.values if value.dimension == "campaign"]
    if latest := _latest(folded, campaigns):
        return latest
    if coded := [value.key for value in campaigns if any(c.isdigit() for c in value.key) and _stands(fold(value.key), folded)]:
        return coded
    parts = {value.key: list(_parts(value)) for value in campaigns}
    said = " ".join(re.findall(r"\w+", folded))  # `win-back` as in a name's own words
    named = [key for key, phrases in parts.items() if any(_stands(phrase, said) for phrase in phrases)]
    named = named or [key for key in parts if any(_stands(word, said) for word in _own_words(key, parts))]
    years = set(_YEAR.findall(folded))
    of_year = [v.key for v in campaigns if v.key in named and years & set(_YEAR.findall(fold(" ".join(v.names))))]
    return of_year or named


def campaign_named(folded: str, catalogue: Catalogue) -> str:
    """What the one campaign is called that a text names; nothing where it names none or several."""
    keys = named_campaigns(folded, catalogue)
    names = [v.names[0] for v in catalogue.values if v.dimension == "campaign" and v.key in keys and v.names]
    return names[0] if len(names) == 1 else ""


_OWN_NAMES = ("country", "city", "category", "plan")


def without_names(text: str, catalogue: Catalogue) -> str:
    """The text without names as the data has them, whose language need not be its own; all of it where it is only names."""
    left, folded = text, fold(text)
    sent = [name for value in catalogue.values if value.dimension == "campaign" for name in value.names]
    placed = [value.names[0] for value in catalogue.values if value.dimension in _OWN_NAMES and value.names]
    for part in (part.strip() for name in (*sent, *placed) for part in (name, *_PARTS.split(name))):
        if len(part) >= (_TELLING_LETTERS if part not in placed else _NAMING_LETTERS) and fold(part) in folded:
            left = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", left, flags=re.IGNORECASE)
    return left if re.search(r"\w\w", left) else text


def words_of_names(campaigns: Sequence[str], catalogue: Catalogue) -> set[str]:
    """The words that the names of these campaigns are made of."""
    return {w.text for v in catalogue.values if v.key in campaigns for name in v.names for w in words(fold(name))}


def _latest(folded: str, campaigns: Sequence[Value]) -> list[str]:
    asked = _LATEST.search(folded)
    if asked is None:
        return []
    said = next((number for number in asked.groups() if number), "")
    many = int(said) if said.isdigit() else word_value(said) or 1
    dated = [value for value in campaigns if value.begun is not None]
    newest = sorted(dated, key=lambda value: (value.begun or date.min, value.key), reverse=True)[:many]
    return [value.key for value in newest]


def _parts(campaign: Value) -> Iterator[str]:
    for name in campaign.names or (campaign.key,):
        for part in _PARTS.split(_APOSTROPHE.sub("", fold(name))):
            phrase = " ".join(re.findall(r"\w+", _YEAR.sub(" ", part)))
            if len(phrase) >= _TELLING_LETTERS:
                yield phrase


def _own_words(key: str, parts: dict[str, list[str]]) -> set[str]:
    others = {word for other, phrases in parts.items() if other != key for phrase in phrases for word in phrase.split()}
    own = {word for phrase in parts[key] for word in phrase.split() if len(word) >= _TELLING_LETTERS}
    return {word for word in own - others if not _TIMES & {lexicon("en").get((word,)), lexicon("es").get((word,))}}


def _stands(phrase: str, folded: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded) is not None
