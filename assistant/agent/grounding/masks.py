"""Parts of a text whose numbers claim nothing: dates, ordinals, ids, names, and what is quoted from question or sources."""

import re
from collections.abc import Iterator, Sequence

from assistant.agent.grounding.periods import Named
from assistant.agent.grounding.told import repeated
from assistant.render.values import value_words
from tools.reply import Reply

__all__ = ["masked"]

Span = tuple[int, int]

_NO_CLAIMS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"^\s*(?:#+\s*)?\d+[.)]\s",  # ordinals of a list
        r"\b\d+(?:st|nd|rd|th|\.?[ºª°])(?!\w)",
        r"https?://\S+|/exports/\S+",
        r"`[^`]*`",
        r"\b\d{1,2}:\d{2}\b",
        r"\b(?:[a-z]+_)+[a-z0-9]*\d\w*\b",
        r"\b(?:top|first|best|last|primeros?|primeras?|mejores|los|las)\s+\d{1,2}\b(?!\s*(?:%|[.,]\d))",
        r"\b\d{1,2}\s+(?:primeros|primeras|mejores|best|top)\b",
        r"\b(?:step|option|variant|version|phase|paso|opción|variante|versión|fase)\s+\d{1,2}\b|#\d{1,2}\b",
    )
)
_LONGEST_QUOTE = 400


def masked(text: str, question: str, replies: Sequence[Reply], named: Sequence[Named], filled: Sequence[Span]) -> list[Span]:
    """The parts of a text that the check passes over."""
    spans = [*filled, *((n.start, n.end) for n in named if not n.text.isdigit() or len(n.text) == 4)]
    for pattern in _NO_CLAIMS:
        spans += [m.span() for m in pattern.finditer(text)]
    lowered = text.lower()
    for quoted in {words for words in _quotable(replies) if words.lower() in lowered}:
        spans += [m.span() for m in re.finditer(rf"(?<!\w){re.escape(quoted)}(?!\w)", text, re.IGNORECASE)]
    return spans + repeated(text, question, replies)


def _quotable(replies: Sequence[Reply]) -> Iterator[str]:
    """Names and sentences with digits in them that tools gave: said word for word, they claim nothing new."""
    for reply in replies:
        scope = reply.scope
        said = [*scope.assumptions, *scope.caveats, *reply.insights, *filter(None, (reply.message, scope.population))]
        said += [fact.label for fact in reply.facts] + [table.title for table in reply.tables]
        said += [column.label for table in reply.tables for column in table.columns] + [o.label for o in reply.options]
        if reply.draft:
            said.append(reply.draft.audience.rule)
        for phrase in said:
            yield from (words for words in {phrase.en, phrase.es} if _has_digit(words))
        for dimension, value in (item for fact in reply.facts for item in fact.dimensions.items()):
            yield from (
                name
                for name in {value, value_words(dimension, value, "en"), value_words(dimension, value, "es")}
                if _has_digit(name)
            )
        for table in reply.tables:
            named = [i for i, column in enumerate(table.columns) if column.role != "value"]
            yield from {str(row[i]) for row in table.rows[:1000] for i in named if _has_digit(str(row[i]))}


def _has_digit(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_QUOTE and any(map(str.isdigit, text))
