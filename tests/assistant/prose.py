"""Real facts in the prose of chat models: own sentences, lists, tables and bold; numbers rounded, shortened or spelled."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from assistant.render.spans import span_words
from assistant.render.values import value_words
from tests.assistant.pieces import TAG, Answered, Piece, literal
from tools.reply import Fact

__all__ = ["in_prose"]

# <n> a number, <a> its magnitude, <l> its metric, <p> its period, <e> its entity, <b:p> of the baseline, <up/down> a direction
VALUE = {
    "en": [
        "<l> in <p> came to **<n>**.",
        "You closed <p> with <l> of <n>.",
        "- **<l>** (<p>): <n>",
        "Looking at <p>, <l> sits at <n>.",
        "Short answer: <n> (<l>, <p>).",
        "| Metric | <p> |\n|---|---|\n| <l> | <n> |",
        "For <p>, I see <n> for <l>.",
    ],
    "es": [
        "En <p>, <l>: **<n>**.",
        "Cerraste <p> con <n> de <l>.",
        "- **<l>** (<p>): <n>",
        "Si miramos <p>, <l> se queda en <n>.",
        "Respuesta corta: <n> (<l>, <p>).",
        "| Métrica | <p> |\n|---|---|\n| <l> | <n> |",
        "Para <p> veo <n> en <l>.",
    ],
}
CHANGE = {
    "en": [
        "That is <a> <more/less> than in <b:p>.",
        "It <rose/fell> by <a> against <b:p>.",
        "Versus <b:p> (<b:n>), that is <up/down> <a>.",
        "Compared with <b:n> in <b:p>, the <increase/decrease> is <a>.",
        "In <p> <l> <grew/declined> <a>, from <b:n> in <b:p>.",
        "| | <p> | <b:p> |\n|---|---|---|\n| <l> | | <b:n> |\n\nThat is <a> <higher/lower>.",
    ],
    "es": [
        "Es un <a> <más/menos> que en <b:p>.",
        "<subió/bajó> un <a> frente a <b:p>.",
        "Frente a <b:p> (<b:n>), <sube/baja> un <a>.",
        "Comparado con <b:n> en <b:p>, hay un <aumento/descenso> del <a>.",
        "En <p>, <l> <creció/cayó> un <a>, desde <b:n> en <b:p>.",
    ],
}
PART = {
    "en": [
        "- <e>: <n>",
        "**<e>** accounts for <n>.",
        "<e> brought in <n> in <p>.",
        "| <e> | <n> |",
        "In <e> it was <n>.",
        "<e> stands at about <n>.",
    ],
    "es": [
        "- <e>: <n>",
        "**<e>** aporta <n>.",
        "<e> suma <n> en <p>.",
        "| <e> | <n> |",
        "En <e> fueron <n>.",
        "<e> está en torno a <n>.",
    ],
}
FRAME = {
    "en": ["", "Here's what I found.\n\n", "Good question! ", "**Summary**\n\n", "### Overview\n\n"],
    "es": ["", "Esto es lo que veo.\n\n", "¡Buena pregunta! ", "**Resumen**\n\n", "### Visión general\n\n"],
}
CLOSE = {
    "en": [
        "",
        "\n\nNext step: look at which customers drive this.",
        "\n\n*Interpretation:* worth a closer look before you act.",
        "\n\nWould you like me to break it down by country?",
        "\n\nTo increase repeat orders, consider a follow-up campaign.",
    ],
    "es": [
        "",
        "\n\nSiguiente paso: ver qué clientes lo explican.",
        "\n\n*Interpretación:* conviene mirarlo antes de actuar.",
        "\n\n¿Quieres que lo desglose por país?",
        "\n\nPara aumentar la recompra, piensa en una campaña de seguimiento.",
    ],
}
_MOST = 5


def in_prose(answer: Answered, random: Random) -> Answered | None:
    """An answer's facts told anew by a model that writes every number out; None where it has no numbers to tell."""
    facts = [fact for fact in answer.ledger.facts if isinstance(fact.value, int | float) and _tellable(fact)]
    if not facts:
        return None
    language = answer.language
    pieces = [Piece("words", random.choice(FRAME[language]))]
    for fact in _chosen(facts, random):
        kind = CHANGE if fact.role in ("change", "change_rate") else PART if fact.dimensions else VALUE
        base = next(
            (f for f in facts if f.role == "baseline" and f.metric == fact.metric and f.dimensions == fact.dimensions), None
        )
        forms = [form for form in kind[language] if (fact.period or "<p>" not in form) and (base or "<b:" not in form)]
        if kind is VALUE and not fact.period:
            forms = [form.replace(" (<p>)", "") for form in ("- **<l>**: <n>", "**<n>** <l>.")]
        if not forms or (kind is CHANGE and fact.dimensions):
            continue
        pieces += [*_told(random.choice(forms), fact, base, answer, random), Piece("words", random.choice(["\n", "\n\n"]))]
    pieces.append(Piece("words", random.choice(CLOSE[language])))
    return replace(answer, pieces=tuple(pieces))


def _tellable(fact: Fact) -> bool:
    return (len(fact.dimensions) <= 1 and fact.role != "baseline" and "," not in "".join(fact.dimensions.values())) or (
        fact.role == "baseline" and not fact.dimensions
    )


def _chosen(facts: Sequence[Fact], random: Random) -> list[Fact]:
    told = [fact for fact in facts if fact.role != "baseline"]
    headlines = [fact for fact in told if fact.headline]
    rest = [fact for fact in told if not fact.headline and fact.role != "count"]
    return [*headlines[:3], *random.sample(rest, min(len(rest), random.randint(0, _MOST)))]


def _told(form: str, fact: Fact, base: Fact | None, answer: Answered, random: Random) -> Iterator[Piece]:
    last = 0
    for tag in TAG.finditer(form):
        yield Piece("words", form[last : tag.start()])
        last = tag.end()
        about, kind = (base, tag[1].removeprefix("b:")) if tag[1].startswith("b:") else (fact, tag[1])
        assert about is not None  # such forms are left out without a baseline
        if "/" in kind:
            yield Piece("direction", kind.split("/")[0 if about.value > 0 else 1], about)  # type: ignore[operator]
        elif kind == "l":
            yield Piece("words", about.label[answer.language])
        elif kind == "p" and about.period:
            yield Piece("period", span_words(about.period, answer.language))
        elif kind == "e":
            dimension, value = next(iter(about.dimensions.items()))
            yield Piece("entity", value_words(dimension, value, answer.language), about)
        else:
            yield Piece("number", literal(about, answer.language, random, absolute=kind == "a"), about)
    yield Piece("words", form[last:])
