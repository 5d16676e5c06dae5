"""What a message says by a number or a unit alone: `with more than 5`, `and the whole year?`."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, DAYS, NUMBER, OPS
from assistant.builtin.reading.reading import Reading

__all__ = ["bound_of", "rebound", "says_number", "whole_unit"]

_WORDS = r"(?: (?:in|with|for|of|than|but|and|as_also|which|~about|~if|who|customer|them|the|only|now|how_many|show|,))*"
_DAYS = r"(?: (day|week|month|quarter|half|year))?"
_BOUND = re.compile(rf"{_WORDS} {BOUND} {NUMBER}{_DAYS}{_WORDS} ?")
_OR_MORE = re.compile(rf"{_WORDS} {NUMBER}{_DAYS} or_more{_WORDS} ?")
_ALONE = re.compile(rf"(?: (?:and|,|to|in|with|how_many))* ?{NUMBER}{_DAYS}(?: (?:customer|@m\d+|money_unit|of|,))* ?")
_UNIT = "(week|month|quarter|half|year)"
_WHOLE = re.compile(rf"(?<!\S)(?:all (?:this )?{_UNIT}|{_UNIT} all)(?!\S)")


def bound_of(reading: Reading) -> tuple[str, int | float, bool] | None:
    """The operator, the number, and whether it counts days, of a message that holds nothing else: of what is left unsaid."""
    line = f" {reading.rest}"
    if match := _BOUND.fullmatch(line):
        operator, number, unit = OPS[match[1]], reading.numbers[int(match[2])], match[3]
    elif match := _OR_MORE.fullmatch(line):
        operator, number, unit = ">=", reading.numbers[int(match[1])], match[2]
    else:
        return None
    value = number.value * (DAYS[unit] if unit else 1)
    return operator, int(value) if value == int(value) else value, bool(unit)


def rebound(reading: Reading, rule: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rule with the number of its last numeric condition replaced, where the message gives one and nothing else."""
    conditions = [dict(c) for c in rule.get("all", ())]
    numeric = [c for c in conditions if "field" in c and _is_number(c.get("value"))]
    bound = bound_of(reading) or _said_anew(reading, numeric)
    if bound is None:
        return None
    operator, value, in_days = bound
    numeric = [c for c in numeric if not in_days or "days" in c["field"]]
    if not numeric:
        return None
    numeric[-1]["op"], numeric[-1]["value"] = operator, value
    reading.rest = ""  # its number is used
    return {**rule, "all": conditions}


def _said_anew(reading: Reading, numeric: Sequence[Mapping[str, Any]]) -> tuple[str, int | float, bool] | None:
    """`make it 300`: the number alone, in place of the one of the last condition."""
    match = _alone(reading) if numeric else None
    if match is None or reading.numbers[int(match[1])].percent != (numeric[-1]["op"] == "top_share"):
        return None
    value = reading.numbers[int(match[1])].value * (DAYS[match[2]] if match[2] else 1)
    return numeric[-1]["op"], int(value) if value == int(value) else value, bool(match[2])


def says_number(reading: Reading) -> bool:
    """`what if it was 90?`, `make it 300`: a number and nothing else."""
    return _alone(reading) is not None


def _alone(reading: Reading) -> re.Match[str] | None:
    return _ALONE.fullmatch(f" {reading.rest}") if reading.continued else None


def whole_unit(reading: Reading) -> str | None:
    """The unit of `the whole year`, where no period says which."""
    match = None if reading.period else _WHOLE.search(reading.rest)
    return (match[1] or match[2]) if match else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
