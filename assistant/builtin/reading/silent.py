"""People who are said to have gone quiet, and then by how many days: the days are what is meant by it."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading
from tools.terms import Text

__all__ = ["told_by_days"]

_DAYS = r"@n\d+ (?:day|week|month)"
_OWN_DAYS = re.compile(
    rf"(?<!\S)(?:last_buy|not|exclude|absent|since_ago|without)(?!\S).*{_DAYS}|{_DAYS}.*(?<!\S)(?:not|exclude|without|last_buy)(?!\S)"
)


def told_by_days(reading: Reading) -> None:
    """`who's gone cold? I mean no order for over 150 days`: lapsed stands in a part of its own, and the days say what it is."""
    lapsed = [c for c in reading.conditions.all if (c.get("field"), c.get("value")) == ("health", "lapsed")]
    if not lapsed or not any(c.get("field") == "days_since_last_order" for c in reading.conditions.all):
        return
    names = {name for name, entry in reading.gloss.entries("s") if entry.id == "lapsed"}
    parts = re.split(r"(?<!\S),(?!\S)", reading.line)
    named = [bool(names.intersection(part.split())) for part in parts]
    if not any(named) or not any(_OWN_DAYS.search(part) for part, says in zip(parts, named, strict=True) if not says):
        return
    reading.conditions.all[:] = [c for c in reading.conditions.all if c not in lapsed]
    reading.notes.append(
        Text(
            "I read the days without an order as what you mean by lapsed",
            "Leo los días sin pedido como lo que quieres decir con inactivos",
        )
    )
