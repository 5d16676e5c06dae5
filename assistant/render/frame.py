"""The frame around every answer: body, caveats, one scope line and the sources, as Markdown in the answer's language."""

from collections.abc import Sequence
from datetime import date

from assistant.answer import AnswerCitation, AnswerScope
from assistant.render.escape import escape
from assistant.render.numbers import day
from assistant.render.spans import span_words
from assistant.render.texts import phrase
from tools.terms import Language

__all__ = ["assemble", "scope_line", "source_titles"]

MOST_CAVEATS = 2
_LONGEST_POPULATION = 800  # a rule of many conditions is said whole; the values in it come from the data


def assemble(
    body: str,
    scope: AnswerScope,
    citations: Sequence[AnswerCitation],
    as_of: date | None,
    language: Language,
    notes: Sequence[str] = (),
) -> str:
    """The whole text of an answer.

    Args:
        body: the answer itself, its placeholders already filled.
        scope: period, population, readings and caveats; at most two caveats are said.
        citations: the passages it rests on; named by title.
        as_of: the day the data end.
        notes: what happened on the way that the reader must know, such as a model that did not answer.
    """
    caveats = _unsaid(scope.caveats, body)[:MOST_CAVEATS]
    parts = [
        body.strip(),
        _labelled("caveat", caveats, language),
        *(f"*{phrase('note', language)}: {note}*" for note in notes),
        _italic(scope_line(scope, as_of, language)),
        _italic(_sources(citations, language)),
    ]
    return "\n\n".join(part for part in parts if part)


def scope_line(scope: AnswerScope, as_of: date | None, language: Language) -> str:
    """Period, population, currency, day of the data and readings as one line; empty when nothing is known."""
    words = [
        _period(scope, language),
        escape(scope.population, _LONGEST_POPULATION) if scope.population else "",
        phrase("currency", language, currency=scope.currency) if scope.currency else "",
        phrase("timezone", language, timezone=scope.timezone) if scope.timezone not in ("", "UTC") else "",
        phrase("as_of", language, day=day(as_of, language)) if as_of else "",
    ]
    line = " · ".join(word for word in words if word)
    readings = " ".join(_sentence(reading) for reading in dict.fromkeys(scope.assumptions))
    first = f"{phrase('scope', language)}: {line}." if line else ""
    second = f"{phrase('reading', language)}: {readings}" if readings else ""
    return " ".join(part for part in (first, second) if part)


def source_titles(citations: Sequence[AnswerCitation]) -> list[str]:
    """Title and section of every cited passage, each once."""
    return list(dict.fromkeys(f"{c.title} ({c.section})" if c.section and c.section != c.title else c.title for c in citations))


def _period(scope: AnswerScope, language: Language) -> str:
    if scope.period is None:
        return ""
    words = span_words(scope.period, language)
    return f"{words} ({phrase('partial', language)})" if scope.period.partial else words


def _labelled(label: str, sentences: Sequence[str], language: Language) -> str:
    said = " ".join(_sentence(sentence) for sentence in sentences)
    return f"**{phrase(label, language)}:** {said}" if said else ""


def _unsaid(caveats: Sequence[str], body: str) -> list[str]:
    lower = body.lower()
    return [c for c in dict.fromkeys(caveats) if c.strip().rstrip(".").lower() not in lower]


def _sources(citations: Sequence[AnswerCitation], language: Language) -> str:
    titles = source_titles(citations)
    return f"{phrase('sources', language)}: {'; '.join(escape(title) for title in titles)}." if titles else ""


def _sentence(text: str) -> str:
    trimmed = text.strip()
    if not trimmed:
        return ""
    return trimmed[0].upper() + trimmed[1:] + ("" if trimmed[-1] in ".!?…" else ".")


def _italic(text: str) -> str:
    return f"*{text.replace('*', '')}*" if text else ""
