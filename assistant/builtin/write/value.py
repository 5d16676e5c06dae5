"""What customers are worth in words: the mean with its interval and number of customers, and the groups that can be ranked."""

from assistant.builtin.write.found import Found, Row, as_number, place
from assistant.builtin.write.rankings import MOST_LISTED
from assistant.builtin.write.voice import amount, bullets, interval, label, lower, numbered, sentence
from assistant.render.escape import escape
from tools.reply import Fact
from tools.terms import Text

__all__ = ["worth"]

_CHECKS = ("health_self_check",)
_SMALL = 30
_EVERYBODY = Text("all customers", "todos los clientes")
_REVENUE_ONLY = Text(
    "No margin is known, so this is expected revenue, not profit.",
    "No se conoce el margen: son ingresos esperados, no beneficio.",
)


def worth(found: Found) -> str:
    """One sentence on the mean, median and total; groups first where a split was asked for."""
    whole = [f for f in found.whole() if f.metric not in _CHECKS]
    mean = next((f for f in whole if f.metric == "clv" and f.role == "value"), None)
    used = [f for f in whole if f.metric in ("clv", "clv_median")] if mean is not None else []
    others = [f for f in whole if f not in used]
    lines = [f"{label(f, found.language)}: {amount(f, found.language)}{interval(f, found.language)}" for f in others[:6]]
    return "\n\n".join(part for part in (_groups(found), _overall(found, mean, used), bullets(lines)) if part)


def _overall(found: Found, mean: Fact | None, used: list[Fact]) -> str:
    if mean is None:
        return ""
    language, who = found.language, found.reply.scope.population
    median = next((f for f in used if f.metric == "clv_median"), None)
    total = next((f for f in used if f.role == "total"), None)
    names = label(mean, language).split(":")
    words = Text("{of}the {name} is **{v}**{each}{ci}{n}", "{of}el {name} es de **{v}**{each}{ci}{n}")
    of = ""
    if who is not None and who != _EVERYBODY and who[language] != _EVERYBODY[language]:
        of = Text("For {who}, ", "Para {who}, ")[language].format(who=escape(who[language]))
    each = f" {Text('of', 'de')[language]} {names[1].strip()}" if len(names) > 1 else ""
    said = words[language].format(
        of=of, name=lower(names[0]), v=place(mean), each=each, ci=interval(mean, language), n=_over(found, mean)
    )
    return " ".join(filter(None, [sentence(said), _spread(found, median, total), _basis(found)]))


def _spread(found: Found, median: Fact | None, total: Fact | None) -> str:
    language, parts = found.language, []
    if median is not None:
        parts.append(Text("Half of them are under {v}", "La mitad queda por debajo de {v}")[language].format(v=place(median)))
    if total is not None:
        words = Text("together they add up to {v}{ci}", "en total suman {v}{ci}")
        parts.append(words[language].format(v=place(total), ci=interval(total, language)))
    return sentence("; ".join(parts))


def _basis(found: Found) -> str:
    return _REVENUE_ONLY[found.language] if "margin" in found.reply.missing else ""


def _groups(found: Found) -> str:
    """The groups large enough to be ranked; the table marks the others."""
    rows = [row for row in found.rows if _ranked(row)]
    if not rows:
        return ""
    language, first = found.language, rows[0]
    value = first.fact("clv") or next(iter(first.facts.values()))
    words = Text("**{name}** has the highest {what}: **{v}**{ci}{n}", "**{name}** tiene el mayor {what}: **{v}**{ci}{n}")
    head = words[language].format(
        name=first.name, what=lower(label(value, language)), v=place(value), ci=interval(value, language), n=_over(found, value)
    )
    if as_number(value) < max(as_number(row.fact("clv")) for row in rows):
        head = Text("{what} by group:", "{what} por grupo:")[language].format(what=label(value, language))
    lines = [_line(row, found) for row in rows[:MOST_LISTED]]
    return "\n\n".join([sentence(head), numbered(lines)] if len(lines) > 1 else [sentence(head)])


def _ranked(row: Row) -> bool:
    value = row.fact("clv")
    return bool(row.facts) and (value is None or value.population_n is None or value.population_n >= _SMALL)


def _line(row: Row, found: Found) -> str:
    language, said = found.language, list[str]()
    for (metric, role), fact in row.facts.items():
        if role in ("value", "total", "count"):
            named = "" if metric == "clv" else f"{lower(label(fact, language))} "
            said.append(f"{named}{amount(fact, language)}{interval(fact, language)}{_over(found, fact)}")
    return f"{row.name}: {'; '.join(said[:3])}"


def _over(found: Found, fact: Fact) -> str:
    if not fact.population_n:
        return ""
    return f", sobre {place(fact, 'n')} clientes" if found.language == "es" else f", over {place(fact, 'n')} customers"
