"""Small pieces of speech in both languages: metrics with their nouns, directions, periods, and lists."""

from collections.abc import Sequence
from zlib import crc32

from assistant.builtin import patterns as re
from assistant.builtin.write.found import as_number, place
from assistant.render.escape import escape
from assistant.render.nouns import counted, noun
from assistant.render.spans import span_words
from tools.reply import Fact, Span
from tools.terms import Language, Text

__all__ = [
    "amount", "bullets", "counted_label", "interval", "joined", "label", "limited", "lower", "many", "measured", "moved",
    "numbered", "pick", "sentence", "when",
]  # fmt: skip


def pick(options: Sequence[Text], seed: Sequence[Fact], language: Language) -> str:
    """One of several ways to say the same, fixed by what is said: the same answer never changes its words."""
    mark = "|".join(f"{f.metric}{f.value}" for f in seed)
    return options[crc32(mark.encode()) % len(options)][language]


def lower(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an acronym or a name such as WhatsApp."""
    first = text.split(" ", 1)[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]


def label(fact: Fact, language: Language) -> str:
    """The fact's label, escaped."""
    return escape(fact.label[language])


def amount(fact: Fact, language: Language, part: str = "") -> str:
    """The number with its noun where it needs one: "2,750 orders", "£1,453,375", "41.5 days"."""
    word = "" if fact.role in ("share", "change_rate") else counted(fact.unit, fact.value, language)
    return f"{place(fact, part)} {word}".strip()


def measured(fact: Fact, language: Language, adverb: str = "") -> str:
    """Number, metric and period as one clause, number in bold: "**2,750** orders in May", "Revenue in May was **£12**"."""
    if as_count := counted_label(fact, language):
        return f"{as_count} {adverb}".rstrip()
    word = counted(fact.unit, fact.value, language) if fact.role in ("value", "baseline", "total", "count") else ""
    name = f"{label(fact, language)} {adverb}".rstrip()
    said = f"**{place(fact)}**{' ' + word if word else ''}"
    if language == "es" or not adverb:
        return f"{name}: {said}"
    return f"{name} {'were' if many(label(fact, language)) else 'was'} {said}"


def counted_label(fact: Fact, language: Language) -> str:
    """A whole number of things with the metric as its noun, "**2,750** orders"; empty where that does not read."""
    countable = noun(fact.unit, language) is not None and fact.unit not in ("days", "points", "stars")
    whole_many = float(as_number(fact)).is_integer() and as_number(fact) != 1
    says = countable and whole_many and fact.role in ("value", "count")
    return f"**{place(fact)}** {lower(label(fact, language))}" if says else ""


def limited(fact: Fact, language: Language) -> str:
    """To what the fact is limited: "in Germany" for a place, else its values in brackets; empty for the whole."""
    if not fact.dimensions:
        return ""
    if set(fact.dimensions) <= set(_PLACES) and not any(value.startswith("not ") for value in fact.dimensions.values()):
        return f"{'de' if language == 'es' else 'in'} {place(fact, 'of')}"
    return f"({place(fact, 'of')})"


_PLACES = ("country", "city", "region")
_AFTER_NOUN = re.compile(
    r" (?:of|to|in|per|from|by|with|without|who|that|between|for|on|started|ended|sent|delivered)\b.*|,.*| \(.*"
)


def many(name: str) -> bool:
    """Whether an English label is plural, by its main noun: "refund documents", "days to second order"."""
    head = _AFTER_NOUN.sub("", name).rstrip()
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def when(span: Span | None, language: Language) -> str:
    """The period as an adverb: "in November 2011", "on 9 Dec 2011", "from 1 Sep – 15 Oct 2011"; empty for none."""
    if span is None:
        return ""
    words = span_words(span, language)
    if span.first == span.last:
        return f"{'el' if language == 'es' else 'on'} {words}"
    if " – " in words:
        start, end = words.split(" – ")
        return f"entre {_el(start)} y {_el(end)}" if language == "es" else f"from {start} to {end}"
    if language == "es":
        return f"en el {words}" if words.startswith(("T", "primer", "segundo")) else f"en {words}"
    return f"in {words}"


def moved(change: Fact, language: Language) -> str:
    """Which way and how far: "up 12.3%", "un 12,3 % más", "unchanged"."""
    value = as_number(change)
    size = amount(change, language, "abs") if change.unit == "points" else place(change, "abs")
    if value == 0:
        return "sin cambios" if language == "es" else "unchanged"
    if language == "es":
        by = f"un {size}" if change.role == "change_rate" else size
        return f"{by} {'más' if value > 0 else 'menos'}"
    return f"{'up' if value > 0 else 'down'} {size}"


def interval(fact: Fact, language: Language) -> str:
    """The interval in brackets with its level: " (95% interval 10 to 14)"; empty without one."""
    if fact.interval is None:
        return ""
    words = "intervalo del" if language == "es" else "interval"
    if language == "es":
        return f" ({words} {place(fact, 'level')}: {place(fact, 'interval')})"
    return f" ({place(fact, 'level')} {words}: {place(fact, 'interval')})"


def joined(parts: Sequence[str], language: Language) -> str:
    """A list in a sentence: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    and_ = " y " if language == "es" else " and "
    if language == "es" and parts[-1].lstrip("*")[:1].lower() == "i":
        and_ = " e "
    return ", ".join(parts[:-1]) + and_ + parts[-1]


def bullets(items: Sequence[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {item}" for item in items)


def numbered(items: Sequence[str]) -> str:
    """A numbered Markdown list."""
    return "\n".join(f"{i}. {item}" for i, item in enumerate(items, 1))


def sentence(text: str) -> str:
    """Begins with a capital and ends with a full stop."""
    trimmed = text.strip()
    if not trimmed:
        return ""
    start = next((i for i, c in enumerate(trimmed) if c not in "*"), 0)
    capital = trimmed[:start] + trimmed[start : start + 1].upper() + trimmed[start + 1 :]
    return capital if capital[-1] in ".!?…:" else capital + "."


def _el(words: str) -> str:
    return f"el {words}" if words[:1].isdigit() else words
