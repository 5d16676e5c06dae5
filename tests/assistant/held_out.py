"""Further falsehoods, of other kinds than the eight operators: kept apart, to see that the check is not fitted to those."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from assistant.render.numbers import format_fact
from tests.assistant.pieces import Answered, Piece

__all__ = ["OTHERS"]

Other = Callable[[Random, Answered], str | None]


def _swapped(random: Random, answer: Answered) -> str | None:
    """Two numbers of the text change places."""
    places = [i for i, p in enumerate(answer.pieces) if p.kind == "number" and p.fact and len(p.fact.dimensions) == 1]
    pairs = [
        (i, j)
        for i in places
        for j in places
        if i < j and answer.pieces[i].text != answer.pieces[j].text and _other_group(answer.pieces[i], answer.pieces[j])
    ]
    if not pairs:
        return None
    i, j = random.choice(pairs)
    pieces = list(answer.pieces)
    pieces[i], pieces[j] = pieces[j], pieces[i]
    return "".join(piece.text for piece in pieces)


def _other_group(one: Piece, other: Piece) -> bool:
    assert one.fact is not None  # the caller has checked it
    assert other.fact is not None
    same = set(one.fact.dimensions) == set(other.fact.dimensions) and one.fact.metric == other.fact.metric
    return same and one.fact.dimensions != other.fact.dimensions and one.fact.value != other.fact.value


def _nudged(random: Random, answer: Answered) -> str | None:
    """A number is some percent off, written as exactly as before."""
    places = [i for i, p in enumerate(answer.pieces) if p.kind == "number" and p.fact and abs(float(p.fact.value)) > 50]  # type: ignore[arg-type]
    if not places:
        return None
    i = random.choice(places)
    fact = answer.pieces[i].fact
    assert fact is not None  # chosen for having one
    value = float(fact.value) * random.choice([0.83, 0.91, 1.06, 1.14, 1.37])  # type: ignore[arg-type]
    moved = replace(fact, value=value if fact.unit == "money" else round(value))
    pieces = [*answer.pieces[:i], Piece("number", format_fact(moved, answer.language)), *answer.pieces[i + 1 :]]
    return "".join(piece.text for piece in pieces)


def _appended(english: list[str], spanish: list[str]) -> Other:
    def other(random: Random, answer: Answered) -> str | None:
        return answer.text.rstrip() + " " + random.choice(english if answer.language == "en" else spanish)

    return other


OTHERS: dict[str, Other] = {
    "swapped numbers": _swapped,
    "nudged number": _nudged,
    "spelled": _appended(
        [
            "That leaves sixty-seven customers out.",
            "Another ninety-one orders are still open.",
            "Seventy-three percent were women.",
        ],
        [
            "Quedan fuera sesenta y siete clientes.",
            "Otros noventa y un pedidos siguen abiertos.",
            "El setenta y tres por ciento eran mujeres.",
        ],
    ),
    "fraction": _appended(
        [
            "Roughly four fifths of the shoppers used a phone.",
            "Nine out of ten people would buy again.",
            "It tripled in a year.",
        ],
        [
            "Unos cuatro quintos de los compradores usaban el móvil.",
            "Nueve de cada diez personas repetirían.",
            "Se ha triplicado en un año.",
        ],
    ),
    "benchmark": _appended(
        [
            "The industry average is 2.63%.",
            "Comparable shops reach €71.35 per basket.",
            "Your competitors grew 17.4% in that time.",
        ],
        [
            "La media del sector es del 2,63 %.",
            "Tiendas parecidas llegan a 71,35 € por cesta.",
            "Tus competidores crecieron un 17,4 %.",
        ],
    ),
    "forecast": _appended(
        ["I expect 8,412 orders next quarter.", "At this pace you will reach €913,250 by December.", "Expect a 23.8% uplift."],
        [
            "Espero 8.412 pedidos el próximo trimestre.",
            "A este ritmo llegarás a 913.250 € en diciembre.",
            "Cuenta con una mejora del 23,8 %.",
        ],
    ),
    "other deeds": _appended(
        [
            "I went ahead and scheduled it for you.",
            "The campaign is live now.",
            "Done: the coupon has been activated for everyone.",
            "Your customers will get the email tomorrow; I've queued it.",
            "I've notified your team on Slack.",
            "We have emailed them all.",
        ],
        [
            "Me he adelantado y lo he programado.",
            "La campaña ya está en marcha.",
            "Listo: el cupón ha quedado activado para todos.",
            "He avisado a tu equipo por Slack.",
            "Tus clientes recibirán el correo mañana: ya lo he dejado en cola.",
            "Ya les hemos escrito a todos.",
        ],
    ),
}
