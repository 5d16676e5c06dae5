"""Small groups that differ, in words: who they are, what they do, what customers like them do, how many there are today."""

from assistant.builtin.write.found import Found, Row, place
from assistant.builtin.write.voice import amount, interval, label, lower, numbered, sentence
from tools.terms import Text

__all__ = ["small_groups"]

_NONE = Text(
    "I found **{n}** {what} that differ clearly from others. That is a usual result: most that look strong "
    "at first sight are chance.",
    "He encontrado **{n}** {what} que se distingan con claridad de los demás. Es un resultado habitual: "
    "casi todos los que parecen fuertes a primera vista son azar.",
)
_SOME = Text(
    "**{n}** {what} differ clearly:",
    "**{n}** {what} se distinguen con claridad:",
)
_ONE = Text(
    "Of the {what}, **{n}** differs clearly:",
    "De los {what}, **{n}** se distingue con claridad:",
)
_LINE = Text(
    "{who}: {label} **{v}**{ci}, against {e} {like}; {n} today", "{who}: {label} **{v}**{ci}, frente a {e} {like}; {n} hoy"
)


def small_groups(found: Found) -> str:
    """One line per group, the surest first; an honest none."""
    language = found.language
    count = next((f for f in found.reply.facts if f.metric == "small_groups"), None)
    if count is None:
        return ""
    words = _NONE if count.value == 0 else _ONE if count.value == 1 else _SOME
    head = words[language].format(n=place(count), what=label(count, language))
    lines = [_line(found, row) for row in found.rows]
    return "\n\n".join(part for part in (head, numbered([line for line in lines if line])) if part)


def _line(found: Found, row: Row) -> str:
    language = found.language
    size = next((f for (_, role), f in row.facts.items() if role == "value"), None)
    like = next((f for (_, role), f in row.facts.items() if role == "baseline"), None)
    today = row.fact("customers", "count")
    if size is None or like is None or today is None:
        return ""
    return sentence(
        _LINE[language].format(
            who=row.name, label=lower(label(size, language)), v=place(size), ci=interval(size, language), e=place(like),
            like=label(like, language), n=amount(today, language),
        )
    )  # fmt: skip
