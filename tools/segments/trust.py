"""How far expected value can be trusted in this shop, in words: what its own past has shown and what it cannot show."""

from tools.segments.report import ProfileReport
from tools.terms import Text

__all__ = ["worth_caveats"]

_FEW_BUYERS, _TWO_YEARS = 500, 730


def worth_caveats(report: ProfileReport) -> list[Text]:
    """What to say beside an expected value, the gravest first; nothing where its past gives no reason."""
    caveats = []
    if not report.backtest:
        caveats.append(Text("no backtest is kept for this value yet", "aún no hay una prueba con datos pasados de este valor"))
    elif not report.backtest.get("calibrated"):
        caveats.append(
            Text("the interval of totals is not calibrated: too few past cuts could be tested",
                 "el intervalo de los totales no está calibrado: hay muy pocos cortes pasados con que probarlo")
        )  # fmt: skip
    if report.boundary:
        caveats.append(
            Text("hardly anybody is seen to leave for good in these data, so for that the model leans on a typical shop",
                 "en estos datos casi nadie parece irse del todo, así que en eso el modelo se apoya en una tienda típica")
        )  # fmt: skip
    if report.buyers is not None and report.buyers < _FEW_BUYERS:
        caveats.append(
            Text("with so few buyers the values are pulled towards those of a typical shop",
                 "con tan pocos compradores, los valores se acercan a los de una tienda típica")
        )  # fmt: skip
    if report.history_days is not None and report.history_days < _TWO_YEARS:
        caveats.append(
            Text("with less than two years of history no season is taken into account",
                 "con menos de dos años de historia no se tiene en cuenta ninguna temporada")
        )  # fmt: skip
    return caveats
