"""What visits that end in an order have in common, and how well that can be told, in words."""

from collections.abc import Mapping

from assistant.builtin.write.found import Found, place
from assistant.builtin.write.voice import bullets, label, lower, sentence, when
from assistant.render.values import value_words
from tools.reply import Fact
from tools.terms import Text

__all__ = ["visits"]

_SHARE = Text("Of {n} visits looked at, **{v}** ended in an order", "De {n} visitas miradas, el **{v}** acabó en pedido")
_GOES_WITH = Text(
    "What goes with an order, what moves the chance most first; all of it before any checkout:",
    "Qué acompaña a un pedido, primero lo que más mueve la probabilidad; todo antes de pasar por caja:",
)
_IN_BOTH = Text(
    "{b}: {w} in visits that ended in an order, {o} in the other visits ({s} of what moves the chance)",
    "{b}: {w} en las visitas que acabaron en pedido, {o} en las demás visitas ({s} de lo que mueve la probabilidad)",
)
_ON_ITS_OWN = Text("{b} ({s} of what moves the chance)", "{b} ({s} de lo que mueve la probabilidad)")
_TELLING = Text(
    "How well that can be told, on {n} later visits {w}: of a visit that ended in an order and one that did not, each at any "
    "of its steps, the first had the higher chance in **{a}** of pairs (its AUC; half would be luck). From the first step "
    "alone it is {f}. The tenth of visits with the highest chance at their last step held {t} of the orders",
    "Hasta qué punto se puede saber, en {n} visitas posteriores {w}: de una visita que acabó en pedido y otra que no, cada una "
    "en cualquiera de sus pasos, la primera tenía más probabilidad en el **{a}** de los pares (su AUC; la mitad sería azar). "
    "Solo con el primer paso es el {f}. La décima parte de visitas con más probabilidad en su último paso reunió el {t} de los "
    "pedidos",
)
_LESS_WRONG = Text(
    "The chances saved {e} of the squared error (Brier) that the average makes, given to every visit",
    "Las probabilidades evitan un {e} del error cuadrático (Brier) que comete la media, dada a cada visita",
)


def visits(found: Found) -> str:
    """The share of visits with an order, what goes with one, and how far it can be told ahead."""
    facts = {f.metric: f for f in found.reply.facts if not f.dimensions}
    share, parts = facts.get("visit_order_share"), list[str]()
    if share is not None and (looked_at := facts.get("visits")) is not None:
        parts.append(sentence(_SHARE[found.language].format(n=place(looked_at), v=place(share))))
    if lines := _behaviours(found):
        parts.append(f"{_GOES_WITH[found.language]}\n\n{bullets(lines)}")
    parts.append(_quality(found, facts))
    return "\n\n".join(part for part in parts if part)


def _behaviours(found: Found) -> list[str]:
    """A line per behaviour, in the order of the reply."""
    language = found.language
    by_behaviour: dict[str, dict[str, Fact]] = {}
    for fact in found.reply.facts:
        if "behaviour" in fact.dimensions:
            kind = fact.dimensions.get("ending", "share")
            by_behaviour.setdefault(fact.dimensions["behaviour"], {})[kind] = fact
    lines = []
    for behaviour, told in by_behaviour.items():
        share, bought, others = (told.get(kind) for kind in ("share", "with_order", "without_order"))
        if share is None:
            continue
        if bought is None or others is None:
            name = value_words("behaviour", behaviour, language)
            lines.append(sentence(_ON_ITS_OWN[language].format(b=name, s=place(share))).rstrip("."))
        else:
            said = _IN_BOTH[language].format(b=lower(label(bought, language)), w=place(bought), o=place(others), s=place(share))
            lines.append(sentence(said).rstrip("."))
    return lines


def _quality(found: Found, facts: Mapping[str, Fact]) -> str:
    language = found.language
    rank, first, top = (facts.get(name) for name in ("visit_auc", "visit_first_step_auc", "visit_top_tenth"))
    less_wrong = facts.get("visit_error_saved")
    said = []
    later = facts.get("later_visits")
    if rank is not None and first is not None and top is not None and later is not None:
        told = {"n": place(later), "w": when(rank.period, language), "a": place(rank), "f": place(first), "t": place(top)}
        said.append(_TELLING[language].format(**told))
    if less_wrong is not None:
        said.append(_LESS_WRONG[language].format(e=place(less_wrong)))
    return " ".join(sentence(part) for part in said)
