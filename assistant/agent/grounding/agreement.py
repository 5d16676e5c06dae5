"""Whether a number as written agrees with a known one: value, unit, entity, period and direction."""

from assistant.agent.grounding.known import Known
from assistant.agent.grounding.periods import Named
from assistant.agent.grounding.scene import Scene
from assistant.agent.grounding.tokens import Number
from tools.reply import Span

__all__ = ["names_period", "place_agrees", "unit_agrees", "value_agrees"]

_OF_INTERVALS = frozenset({"bound", "change_bound", "level"})
_OF_CHANGES = frozenset({"change", "change_bound"})
_HALF = 0.5
_NOT = "not "
_EPSILON = 1e-9
_ROUND_DIGITS = 2


def value_agrees(number: Number, known: Known) -> bool:
    """Whether the written value and unit can stand for the known number."""
    return _close(number, _reading(number, known)) and unit_agrees(number, known)


def _reading(number: Number, known: Known) -> float:
    value = abs(known.value)
    if number.written == "points":
        return value * 100 if known.unit == "rate" else value
    if number.written == "times" and known.role == "change_rate":
        return 1 + known.value
    if number.spelled and number.value == _HALF and known.metric.endswith("median"):
        return _HALF  # "half of them spend less than ..." is what a median says
    return value


def _close(number: Number, value: float) -> bool:
    step = number.step
    if number.about and number.value == int(number.value) and step == 1:
        step = max(step, _trailing_zeros(number.value))
    return abs(number.value - value) <= step / 2 + _EPSILON * max(1.0, value)


def _trailing_zeros(value: float) -> float:
    """The unit of the last digit that is not zero, keeping two leading digits: 1,450,000 is said to 10,000."""
    digits = str(int(value))
    kept = max(len(digits.rstrip("0")), min(_ROUND_DIGITS, len(digits)))
    return float(10 ** (len(digits) - kept))


def unit_agrees(number: Number, known: Known) -> bool:
    """Whether the way a number is written, and the noun after it, can stand for the known unit."""
    unit = known.unit
    if number.spelled and number.written == "percent" and known.metric.endswith("median"):
        return True
    if known.role == "length":
        return number.noun is not None and unit in number.noun
    if number.compared and not known.signed and not (number.written == "times" and unit == "ratio"):
        return False
    if number.written == "money":
        return unit == "money" and (known.currency is None or number.currency == known.currency)
    if number.written == "percent":
        return (unit == "rate" and known.role not in _OF_CHANGES) or known.role in ("change_rate", "share", "level")
    if number.written == "points":
        return unit == "points" or (unit == "rate" and known.role in _OF_CHANGES)
    if number.written == "times":
        return unit == "ratio" or known.role == "change_rate"
    if unit == "rate":
        return False
    return number.noun is None or unit in number.noun


def place_agrees(number: Number, known: Known, scene: Scene) -> bool:
    """Whether the surroundings of a number speak of the same entities, period and direction as the known one."""
    if known.role == "length":
        return True
    if not scene.may_be_bound(number.start, number.end) if known.role in _OF_INTERVALS else scene.in_interval(number.start):
        return False
    if known.role == "level":
        return True
    return _entities_agree(number, known, scene) and _period_agrees(number, known, scene) and _sign_agrees(number, known, scene)


def _entities_agree(number: Number, known: Known, scene: Scene) -> bool:
    dimensions = {dimension for dimension, _ in known.entities}
    for dimension, value in known.entities:
        near = scene.entity_near(number.start, dimension)
        if value.startswith(_NOT):
            if near and not scene.says_total(number.start) and not _names(near, dimension, value.removeprefix(_NOT)):
                return False
            continue
        if near is None and (dimension, value) not in scene.asked and scene.has_rivals(number.start, (dimension, value)):
            return False
        if near is not None and not _names(near, dimension, value):
            return False
    return not scene.names_other(number.start, dimensions, known.label) or scene.says_total(number.start)


def _names(near: frozenset[tuple[str, str]], dimension: str, value: str) -> bool:
    """Whether the value, or one of several, is what is named near."""
    return any((dimension, one) in near for one in (value, *value.split(", ")))


def _period_agrees(number: Number, known: Known, scene: Scene) -> bool:
    if known.period is None:
        return True
    named = scene.periods_near(number.start, number.end, known.signed, known.role == "baseline")
    return not named or any(names_period(period, known.period) for period in named)


def names_period(named: Named, span: Span) -> bool:
    """Whether a period as named is that span: equal, or cut short where the data end or begin."""
    if named.any_year:
        return (named.first.month, named.last.month) == (span.first.month, span.last.month) and named.last.day >= span.last.day
    if named.first == span.first:
        return named.last == span.last or (span.last < named.last and span.partial)
    return named.last == span.last and span.first > named.first and span.partial


def _sign_agrees(number: Number, known: Known, scene: Scene) -> bool:
    if known.value == 0:
        return True
    real = 1 if known.value > 0 else -1
    written = {"+": 1, "-": -1, "": 0}[number.sign]
    if not known.signed and real > 0:
        return written >= 0
    said = scene.direction(number.start) if known.signed or not written else 0
    if written:
        return written == real and said in (0, real)
    return said == real or (said == 0 and real > 0)
