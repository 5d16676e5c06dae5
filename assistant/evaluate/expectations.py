"""What can be expected of an answer, each kind as one small check that says what is amiss."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.answer import Answer, AnswerFact, AnswerTable

__all__ = ["CHECKS", "failures"]

Expected = Mapping[str, Any]


def failures(answer: Answer, expected: Expected) -> list[str]:
    """Everything in which an answer falls short of one expectation."""
    return [reason for kind, check in CHECKS.items() if kind in expected for reason in check(answer, expected)]


def _value(answer: Answer, expected: Expected) -> Iterator[str]:
    want, tolerance = float(expected["value"]), float(expected.get("tolerance", 0.0))
    facts = [f for f in answer.facts if f.headline and _fits(f.unit, expected.get("unit"))]
    near = [f for f in facts if isinstance(f.value, int | float) and _close(float(f.value), want, tolerance)]
    if not near:
        yield f"no headline fact {want} ({expected.get('unit')}); headline: {[f.value for f in answer.facts if f.headline]}"
    elif not any(_said(answer.text, f) for f in near):
        yield f"{want} is not said in the text"


def _fits(unit: str, wanted: str | None) -> bool:
    return wanted is None or unit == wanted or {unit, wanted} <= {"customers", "people"}


def _close(value: float, want: float, tolerance: float) -> bool:
    return abs(value - want) <= tolerance * abs(want) + 1e-6


def _said(text: str, fact: AnswerFact) -> bool:
    """Whether some number of the text is the fact, rounded as it is written there."""
    assert isinstance(fact.value, int | float)  # the caller has checked it
    value = abs(float(fact.value)) * (100 if fact.unit == "rate" else 1)
    return any(abs(number - value) <= step / 2 + 1e-9 * value for number, step in _numbers(text))


def _numbers(text: str) -> Iterator[tuple[float, float]]:
    """Every number of a text in both ways of writing, with the unit of its last digit."""
    scales = {"k": 1e3, "mil": 1e3, "m": 1e6, "million": 1e6, "millones": 1e6}
    pattern = r"(\d[\d.,\u00a0\u202f]*\d|\d)(?:[ \u00a0]?(k|mil|million|millones|M)\b)?"
    for digits, scale in re.findall(pattern, text, re.IGNORECASE):
        times = scales.get(scale.lower(), 1.0)
        plain = re.sub(r"[\u00a0\u202f]", "", digits)
        for thousands, decimal in ((",", "."), (".", ",")):
            whole, _, fraction = plain.replace(thousands, "").partition(decimal)
            if whole.isdigit() and (fraction.isdigit() or not fraction):
                yield float(f"{whole}.{fraction or 0}") * times, 10.0 ** -len(fraction) * times


def _rows(answer: Answer, expected: Expected) -> Iterator[str]:
    wanted: Sequence[Sequence[Any]] = expected["rows"]
    tolerance = float(expected.get("tolerance", 0.005))
    if not any(_holds(table, wanted, tolerance, expected.get("ordered", True)) for table in answer.tables):
        head = [row for table in answer.tables for row in table.rows[: len(wanted)]]
        yield f"no table leads with {list(wanted)[:3]}...; found: {head[:5]}"


def _holds(table: AnswerTable, wanted: Sequence[Sequence[Any]], tolerance: float, ordered: bool) -> bool:
    rows = table.rows[: len(wanted)] if ordered else table.rows
    if len(rows) < len(wanted):
        return False
    if ordered:
        return all(_same_row(row, want, tolerance) for row, want in zip(rows, wanted, strict=True))
    return all(any(_same_row(row, want, tolerance) for row in rows) for want in wanted)


def _same_row(row: Sequence[Any], want: Sequence[Any], tolerance: float) -> bool:
    numbers = [float(cell) for cell in row if isinstance(cell, int | float) and not isinstance(cell, bool)]
    keys = [str(cell).casefold() for cell in row if cell is not None]
    return all(
        str(cell).casefold() in keys
        if n == 0
        else any(_close(number, float(cell), tolerance) for number in numbers)
        if isinstance(cell, int | float)
        else str(cell).casefold() in keys
        for n, cell in enumerate(want)
    )


def _tool(answer: Answer, expected: Expected) -> Iterator[str]:
    called = [call.name for call in answer.tool_calls if call.status == "ok"]
    if expected["tool"] not in called:
        yield f"tool {expected['tool']} was not called; called: {called}"


def _sum_of_rows(answer: Answer, expected: Expected) -> Iterator[str]:
    want, unit = float(expected["sum_of_rows"]), expected.get("unit")
    sums = []
    for table in answer.tables:
        for i, column in enumerate(table.columns):
            if column.role == "value" and (unit is None or column.unit is None or _fits(column.unit, unit)):
                sums.append(sum(row[i] for row in table.rows if isinstance(row[i], int | float)))
    if not any(_close(total, want, float(expected.get("tolerance", 0.0))) for total in sums):
        yield f"no column sums up to {want}; sums: {sums}"


def _has_rows(answer: Answer, expected: Expected) -> Iterator[str]:
    if any(table.rows for table in answer.tables) != expected["has_rows"]:
        yield "there are no rows" if expected["has_rows"] else "there are rows"


def _has_value(answer: Answer, expected: Expected) -> Iterator[str]:
    facts = [f for f in answer.facts if f.headline and _fits(f.unit, expected.get("unit"))]
    if not facts:
        yield f"no headline fact in {expected.get('unit', 'any unit')}"
    elif not any(isinstance(f.value, int | float) and _said(answer.text, f) for f in facts):
        yield "no headline fact is said in the text"


def _has_interval(answer: Answer, expected: Expected) -> Iterator[str]:
    if not any(f.headline and f.interval for f in answer.facts):
        yield "no headline fact has an interval"


def _cites(answer: Answer, expected: Expected) -> Iterator[str]:
    if not answer.citations:
        yield "nothing is cited"
    elif "stage" in expected and "draft" not in expected and all(c.stage != expected["stage"] for c in answer.citations):
        yield f"no citation of stage {expected['stage']}; cited: {[c.stage for c in answer.citations]}"


def _draft(answer: Answer, expected: Expected) -> Iterator[str]:
    draft = answer.draft
    if draft is None:
        yield "there is no draft"
        return
    values = {
        "language": draft.language, "channel": draft.channel, "audience": draft.audience.matched, "stage": draft.stage,
        "control_share": draft.control_share,
    }  # fmt: skip
    for name, value in values.items():
        if name in expected and value != expected[name]:
            yield f"the draft's {name} is {value}, not {expected[name]}"


def _no_data(answer: Answer, expected: Expected) -> Iterator[str]:
    """`no_data: surveys` is short for `no_data: true, table: surveys`; false wants another outcome."""
    wanted = expected["no_data"]
    yield from _outcome("no_data", wanted=bool(wanted))(answer, expected)
    for table in (expected.get("table"), wanted if isinstance(wanted, str) else None):
        if table:
            yield from _missing(answer, {"missing": table})


def _missing(answer: Answer, expected: Expected) -> Iterator[str]:
    named = {name.partition(".")[0] for name in answer.missing} | set(answer.missing)
    for table in expected["missing"] if isinstance(expected["missing"], list) else [expected["missing"]]:
        if table not in named:
            yield f"'{table}' is not named as missing; named: {answer.missing}"


def _outcome(*allowed: str, wanted: bool = True) -> Callable[[Answer, Expected], Iterator[str]]:
    def _check(answer: Answer, expected: Expected) -> Iterator[str]:
        if wanted and answer.outcome not in allowed:
            yield f"outcome {answer.outcome}, not {' or '.join(allowed)}"
        if not wanted and answer.outcome in allowed:
            yield f"outcome {answer.outcome}, which is not wanted"

    return _check


def _is(kind: str, outcome: str) -> Callable[[Answer, Expected], Iterator[str]]:
    """A yes or no about an outcome: `refuse: true`, `out_of_scope: false`."""
    return lambda answer, expected: _outcome(outcome, wanted=bool(expected[kind]))(answer, expected)


def _one_of(answer: Answer, expected: Expected) -> Iterator[str]:
    wanted = expected["outcome"]
    yield from _outcome(*(wanted if isinstance(wanted, list) else [wanted]))(answer, expected)


def _reachable(answer: Answer, expected: Expected) -> Iterator[str]:
    wanted = None if expected["reachable"] == "unknown" else expected["reachable"]
    if answer.draft is not None and answer.draft.audience.reachable != wanted:
        yield f"reachable is {answer.draft.audience.reachable}, not {expected['reachable']}"
    said = any(f.metric == "reachable" for f in answer.facts)
    if answer.draft is None and wanted is None and (said or not re.search(r"unknown|desconocid|no se sabe", _words(answer))):
        yield "reachable is not said to be unknown"


def _partial(answer: Answer, expected: Expected) -> Iterator[str]:
    periods = [answer.scope.period, *(f.period for f in answer.facts)]
    if any(period is not None and period.partial for period in periods) != expected["partial"]:
        yield "no period is marked partial" if expected["partial"] else "a period is marked partial"


def _mentions(kind: str) -> Callable[[Answer, Expected], Iterator[str]]:
    def _check(answer: Answer, expected: Expected) -> Iterator[str]:
        forms = _WORDS.get(str(expected[kind]), [str(expected[kind])])
        said = " ".join([answer.text, *answer.scope.assumptions, *answer.scope.caveats]).casefold()
        if not any(form in said for form in forms):
            yield f"{expected[kind]} is not named"

    return _check


def _marks(kind: str) -> Callable[[Answer, Expected], Iterator[str]]:
    def _check(answer: Answer, expected: Expected) -> Iterator[str]:
        if not any(form in _words(answer) for form in _WORDS[kind]):
            yield f"nothing is said about {kind.replace('_', ' ')}"

    return _check


def _words(answer: Answer) -> str:
    scope = answer.scope
    return " ".join([answer.text, scope.population or "", *scope.assumptions, *scope.caveats, *answer.missing]).casefold()


def _corrects_premise(answer: Answer, expected: Expected) -> Iterator[str]:
    if answer.outcome != "answered" or not any(f.headline for f in answer.facts):
        yield "the premise is not answered by a number"
    if not any(form in _words(answer) for form in _WORDS["corrects_premise"]):
        yield "the premise is not corrected in words"


_WORDS: Mapping[str, Sequence[str]] = {
    "stage": ["stage", "etapa"],
    "health": ["health", "salud", "own rhythm", "own cadence", "propio ritmo"],
    "rfm": ["rfm"],
    "margin": ["margin", "margen"],
    "measurability": [
        "measurable", "measured", "detectable", "too small", "too few", "pool", "medible", "medir", "detecta",
        "demasiado pequeñ", "muy pequeñ", "insuficiente",
    ],
    "small_groups_marked": [
        "small group", "few customers", "fewer than 30", "under 30", "less than 30", "small n", "grupos pequeños",
        "menos de 30", "pocos clientes", "grupo pequeño",
    ],
    "corrects_premise": [
        "actually", "did not", "didn't", "in fact", "on the contrary", "rather than", "not fall", "not rise", "not the case",
        "rose", "fell", "en realidad", "no bajó", "no subió", "no bajaron", "no subieron", "al contrario", "no es así",
        "no cayó", "no ha", "subió", "bajó", "crecieron", "cayeron",
    ],
}  # fmt: skip

CHECKS: Mapping[str, Callable[[Answer, Expected], Iterator[str]]] = {
    "value": _value,
    "rows": _rows,
    "tool": _tool,
    "sum_of_rows": _sum_of_rows,
    "has_rows": _has_rows,
    "has_value": _has_value,
    "has_interval": _has_interval,
    "cites": _cites,
    "draft": _draft,
    "no_data": _no_data,
    "refuse": _is("refuse", "refused"),
    "out_of_scope": _is("out_of_scope", "out_of_scope"),
    "outcome": _one_of,
    "missing": _missing,
    "reachable": _reachable,
    "partial": _partial,
    "assumes": _mentions("assumes"),
    "names_reading": _mentions("names_reading"),
    "measurability": _marks("measurability"),
    "small_groups_marked": _marks("small_groups_marked"),
    "corrects_premise": _corrects_premise,
}
