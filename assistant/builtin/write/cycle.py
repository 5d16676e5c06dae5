"""The lifecycle in words: how many stand in each stage, how healthy they are, what revenue they bring and who moved."""

from collections.abc import Sequence

from assistant.builtin.write.found import Found, as_number, place
from assistant.builtin.write.moves import models_side_by_side, moves_alone, net_and_moves
from assistant.builtin.write.voice import amount, joined, label, lower, numbered, sentence
from assistant.render.texts import STAGE_NAMES
from assistant.render.values import value_words
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["check", "cycle"]

_CHECK = "health_self_check"
_MOST_GROUPS = 8
_EARLY = ("awareness", "consideration")
_IN_STAGE = Text("in {s}", "en {s}")
_NO_STAGE = Text("in no known stage", "sin etapa conocida")
_HEALTHS = {
    "active": Text("active", "activos"),
    "at_risk": Text("at risk", "en riesgo"),
    "lapsed": Text("lapsed", "perdidos"),
    "overdue": Text("overdue", "con retraso"),
}


def cycle(found: Found) -> str:
    """The moves since a day, where asked for, then stages, health with how far to trust it, and revenue; empty for none."""
    alone = models_side_by_side(found) or moves_alone(found)
    if alone:
        return alone
    stages = _by(found, ("stage",), "count")
    healths = _by(found, ("health",), "count")
    split = _split(found)
    asked_for_health = bool(healths) and healths[0].headline
    parts = [_stages(found, stages), _healths(found, healths)]
    if asked_for_health:
        parts.reverse()
    parts = [net_and_moves(found), *parts[:1], split, *parts[1:], check(found), _revenue(found)]
    return "\n\n".join(part for part in parts if part)


def check(found: Found) -> str:
    """What the health label was worth the last time it could be checked."""
    language = found.language
    facts = [f for f in found.reply.facts if f.metric == _CHECK]
    if not facts:
        return ""
    words = Text(
        "How far to trust these labels: at the last check, {said} then ordered",
        "Cuánto fiarse de estas etiquetas: en la última comprobación compró después {said}",
    )
    of = Text("{share} of those {health}", "el {share} de los que estaban {health}")[language]
    said = [of.format(share=place(f), health=_health(f, language)) for f in facts]
    return sentence(words[language].format(said=joined(said, language)))


def _by(found: Found, dimensions: tuple[str, ...], role: str, metric: str = "customers") -> list[Fact]:
    facts = found.reply.facts
    return [f for f in facts if f.metric == metric and f.role == role and tuple(f.dimensions) == dimensions]


def _stages(found: Found, counts: Sequence[Fact]) -> str:
    language = found.language
    if not counts:
        return ""
    total = next((f for f in found.reply.facts if f.role == "total" and f.unit == "customers"), None)
    shares = {f.dimensions["stage"]: f for f in _by(found, ("stage",), "share")}
    said = [_in_stage(fact, shares.get(fact.dimensions["stage"]), language, first=i == 0) for i, fact in enumerate(counts)]
    of = Text("Of {n}, ", "De {n}, ")[language].format(n=amount(total, language)) if total is not None else ""
    return sentence(of + joined(said, language) + _unknown(found, counts))


def _in_stage(count: Fact, share: Fact | None, language: Language, first: bool) -> str:
    stage = count.dimensions["stage"]
    where = _stage(stage, language)
    if share is None:
        verb = Text("{n} are {w}", "{n} están {w}") if first else Text("{n} {w}", "{n} {w}")
        return verb[language].format(n=f"**{place(count)}**", w=where)
    verb = Text("**{s}** are {w} ({n})", "el **{s}** está {w} ({n})") if first else Text(
        "**{s}** {w} ({n})", "el **{s}** {w} ({n})"
    )  # fmt: skip
    return verb[language].format(s=place(share), w=where, n=place(count))


def _stage(stage: str, language: Language) -> str:
    if stage == "unknown":
        return _NO_STAGE[language]
    return _IN_STAGE[language].format(s=lower(value_words("stage", stage, language)))


def _unknown(found: Found, counts: Sequence[Fact]) -> str:
    """The early stages that only events could show."""
    there = {fact.dimensions["stage"] for fact in counts}
    names = [lower(name[found.language]) for stage, name in STAGE_NAMES.items() if stage in _EARLY and stage not in there]
    if not names or "events" not in found.reply.missing:
        return ""
    words = Text("; {s} {v} unknown: no events data", "; {s}: se desconoce, no hay datos de eventos")
    return words[found.language].format(s=joined(names, found.language), v="are" if len(names) > 1 else "is")


def _healths(found: Found, counts: Sequence[Fact]) -> str:
    language = found.language
    if not counts:
        return ""
    verb = Text("{n} are {h}", "{n} están {h}")[language]
    said = [
        verb.format(n=f"**{place(f)}**", h=_health(f, language)) if i == 0 else f"**{place(f)}** {_health(f, language)}"
        for i, f in enumerate(counts)
    ]
    lead = Text("Of those who have bought, ", "De quienes han comprado, ")[language]
    return sentence(lead + joined(said, language))


def _health(fact: Fact, language: Language) -> str:
    known = _HEALTHS.get(fact.dimensions["health"])
    return known[language] if known else lower(label(fact, language))


def _revenue(found: Found) -> str:
    language = found.language
    shares = [fact for fact in _by(found, ("stage",), "share", "revenue") if as_number(fact)]
    if not shares:
        return ""
    one = Text("{s} from {w}", "el {s} viene de {w}")[language]
    said = [one.format(s=place(f), w=lower(value_words("stage", f.dimensions["stage"], language))) for f in shares]
    if language == "es":
        said = [said[0], *(text.replace(" viene de ", " de ") for text in said[1:])]
    lead = Text("Revenue: ", "Ingresos: ")[language]
    return sentence(lead + joined(said, language))


def _split(found: Found) -> str:
    """The groups that were asked for, with their stages in order."""
    language = found.language
    lines = [(f, by) for f in found.reply.facts if (by := _only_group(f)) is not None][:_MOST_GROUPS]
    said = []
    for fact, by in lines:
        key = fact.dimensions[by]
        inside = [
            f"{place(f)} {_stage(f.dimensions['stage'], language)}"
            for f in _by(found, (by, "stage"), "count")
            if f.dimensions[by] == key
        ]
        said.append(f"{place(fact, 'of')}: **{amount(fact, language)}** ({joined(inside, language)})")
    return numbered(said)


def _only_group(fact: Fact) -> str | None:
    """The dimension of a group of a split, None for the lifecycle's own stages and healths."""
    names = tuple(fact.dimensions)
    own = len(names) != 1 or names[0] in ("stage", "health") or fact.metric != "customers" or fact.role != "count"
    return None if own else names[0]
