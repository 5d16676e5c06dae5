"""The scope of a result: its days and population, the readings taken, and the caveats that could change a decision."""

import numpy as np

from tools.metrics.computing import Computed
from tools.metrics.countries import country_label
from tools.metrics.dimensions import DIMENSIONS, key_of
from tools.metrics.fields import FIELDS, value_label
from tools.metrics.live_values import NAMED_BY_ID, live_values
from tools.metrics.question import Question
from tools.metrics.ranking import SMALL_GROUP, Ranked
from tools.metrics.rows import key_column
from tools.metrics.stating import filter_dimensions, span_of
from tools.reply import Scope
from tools.terms import LANGUAGES, Language, Text

__all__ = ["scope_of"]

_CUSTOMER_DIMS = {
    "acquisition_channel",
    "referral_source",
    "language",
    "stage",
    "health",
    "rfm_segment",
    "cohort",
    "customer",
    "segment",
}
_AS_OF_TODAY = {"stage", "health", "rfm_segment", "segment"}
_NAMED_GROUPS = 5


def scope_of(question: Question, computed: Computed, ranked: Ranked | None) -> Scope:
    """The scope of a result."""
    return Scope(
        period=span_of(question.scene, question),
        population=_population(question),
        assumptions=(*question.assumptions, *_assumptions(question)),
        caveats=(*question.caveats, *_caveats(question, computed, ranked)),
    )


def _population(question: Question) -> Text | None:
    said = filter_dimensions(question)
    among = question.asked.among
    if not said:
        return among.said if among else None
    listed = (
        "; ".join(
            [
                *([among.said[language]] if among else []),
                *(f"{_named(name)[language]}: {_valued(question, name, words, language)}" for name, words in said.items()),
            ]
        )
        for language in LANGUAGES
    )
    return Text(*listed)


def _named(name: str) -> Text:
    return DIMENSIONS[name].label if name in DIMENSIONS else FIELDS[name].label if name in FIELDS else Text.same(name)


def _valued(question: Question, name: str, words: str, language: Language) -> str:
    """The values of a condition as people write them: products by name, countries in the answer's language."""
    excluded, listed = words.startswith("not "), words.removeprefix("not ")
    if name == "country":
        listed = ", ".join(country_label(part, language) for part in listed.split(", "))
    elif name in NAMED_BY_ID:
        names = live_values(question.scene.warehouse, name).names
        listed = ", ".join(names.get(part, part) for part in listed.split(", "))
    else:
        listed = ", ".join(value_label(name, part)[language] for part in listed.split(", "))
    return f"{'todos menos' if language == 'es' else 'all but'} {listed}" if excluded else listed


def _assumptions(question: Question) -> list[Text]:
    said = []
    if question.asked.period is None and not question.undated:
        default = next((metric.default_period for metric in question.metrics if metric.default_period), "")
        said.append(
            Text("No period named: the last closed month.", "Sin periodo indicado: el último mes cerrado.") if default
            else Text("No period named: all history.", "Sin periodo indicado: todo el histórico.")
        )  # fmt: skip
    if question.undated:
        said.append(Text("No period named: as of the end of the data.", "Sin periodo indicado: al final de los datos."))
    said += [v.assumption for v in (metric.variant(question.scene) for metric in question.metrics) if v.assumption is not None]
    return list(dict.fromkeys(said))


def _caveats(question: Question, computed: Computed, ranked: Ranked | None) -> list[Text]:
    scene, warehouse = question.scene, question.scene.warehouse
    said: list[Text] = []
    if (question.before is None and question.asked.compare_to) or not question.comparable:
        begins = warehouse.data_first.isoformat()
        said.append(
            Text(f"Not comparable: the data begin on {begins}, so the baseline is not fully covered.",
                 f"No comparable: los datos empiezan el {begins}, así que el periodo de referencia no está completo.")
        )  # fmt: skip
    if question.partial:
        said.append(_partial(question))
    fields = {*scene.dims, *(condition.field for condition in scene.conditions)}
    if scene.by_line and any(metric.unit in ("orders", "customers") for metric in question.metrics):
        said.append(
            Text("An order can hold several products, so these groups overlap and do not add up.",
                 "Un pedido puede llevar varios productos: estos grupos se solapan y no se suman.")
        )  # fmt: skip
    if "segment" in scene.dims:
        said.append(Text("Segments can overlap, so they do not add up.", "Los segmentos pueden solaparse: no se suman."))
    if ranked is not None:
        said += _small_groups(question, computed, ranked)
    if fields & _AS_OF_TODAY:
        said.append(
            Text("Stage, health, RFM group and segment are as of the end of the data, also for earlier periods.",
                 "Etapa, salud, grupo RFM y segmento son los del final de los datos, también para periodos anteriores.")
        )  # fmt: skip
    said += [metric.note for metric in question.metrics if metric.note is not None and metric.note_when(scene)]
    said += [v.note for v in (metric.variant(scene) for metric in question.metrics) if v.note is not None]
    if fields & _CUSTOMER_DIMS and any(metric.unit == "money" and metric.zero for metric in question.metrics):
        said.append(
            Text("Guests have no customer behind them and are left out or shown as unknown here.",
                 "Los invitados no tienen cliente detrás: aquí quedan fuera o aparecen como desconocidos.")
        )  # fmt: skip
    return list(dict.fromkeys(said))


def _partial(question: Question) -> Text:
    begun = question.scene.first > question.period.first
    why = (
        Text("The data begin within this period", "Los datos empiezan dentro de este periodo")
        if begun
        else Text("The period is not over yet", "El periodo aún no ha terminado")
    )
    how = (
        Text.same("")
        if question.before is None
        else Text(": compared with the same number of days", ": comparado con el mismo número de días")
    )
    return Text(f"{why.en}{how.en}.", f"{why.es}{how.es}.")


def _small_groups(question: Question, computed: Computed, ranked: Ranked) -> list[Text]:
    said = []
    if len(ranked.left_out):
        rows = ranked.left_out[:_NAMED_GROUPS]
        more = "..." if len(ranked.left_out) > len(rows) else ""
        said.append(
            Text(f"Left out of the ranking, under {SMALL_GROUP} customers: {_keys(question, computed, rows, 'en')}{more}",
                 f"Fuera del ranking por tener menos de {SMALL_GROUP} clientes: {_keys(question, computed, rows, 'es')}{more}")
        )  # fmt: skip
    if ranked.small.any():
        said.append(
            Text(f"Groups marked n < {SMALL_GROUP} are too small to rely on.",
                 f"Los grupos marcados n < {SMALL_GROUP} son demasiado pequeños para fiarse.")
        )  # fmt: skip
    return said


def _keys(
    question: Question, computed: Computed, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]", language: Language
) -> str:
    kept = computed.frame.take(rows)
    columns = [
        [_called(question, dim, str(key_of(dim, value)), language) for value in kept.column(key_column(dim)).to_pylist()]
        for dim in question.scene.dims
    ]
    return ", ".join(" / ".join(parts) for parts in zip(*columns, strict=True))


def _called(question: Question, dim: str, key: str, language: Language) -> str:
    if dim in NAMED_BY_ID:
        return live_values(question.scene.warehouse, dim).names.get(key, key)
    return country_label(key, language) if dim == "country" else value_label(dim, key)[language]
