"""Eight ways to make one piece of a true answer false."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from assistant.agent.grounding.periods import periods
from assistant.render.escape import escape
from assistant.render.numbers import format_fact, number
from assistant.render.spans import span_words
from tests.assistant.pieces import OPPOSITES, Answered, Piece
from tools.reply import Span

__all__ = ["OPERATORS", "mutate"]

# steps of a waterfall, channels that may also be sources, and persons, many of whom are alike
_NOT_SWAPPED = {"channel", "step", "customer", "customer_id", "order_count", "order_days"}

Operator = Callable[[Random, Answered], tuple[Piece, ...] | None]


def mutate(operator: str, random: Random, answer: Answered) -> str | None:
    """The answer's text made false by one operator; None where it has nothing to work on."""
    pieces = OPERATORS[operator](random, answer)
    if pieces is None:
        return None
    text = "".join(piece.text for piece in pieces)
    return text if text != answer.text else None


def _swap(
    answer: Answered, random: Random, kinds: Sequence[str], change: Callable[[Piece], str | None]
) -> tuple[Piece, ...] | None:
    changed = "direction" in kinds
    told = [i for i in range(len(answer.pieces)) if not changed or _says_direction(answer.pieces, i)]
    places = [i for i in told if answer.pieces[i].kind in kinds and _beside_number(answer.pieces, i, changed)]
    random.shuffle(places)
    for i in places:
        text = change(answer.pieces[i])
        if text is not None and text != answer.pieces[i].text:
            return (*answer.pieces[:i], replace(answer.pieces[i], text=text), *answer.pieces[i + 1 :])
    return None


def _digit(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str | None:
        digits = [i for i, c in enumerate(piece.text) if c.isdigit()]
        if not digits:
            return None
        i = random.choice(digits)
        lowest = "1" if i == 0 or not piece.text[i - 1].isdigit() else "0"
        new = random.choice([c for c in "0123456789" if c != piece.text[i] and c >= lowest])
        return piece.text[:i] + new + piece.text[i + 1 :]

    return _swap(answer, random, ["number"], change)


def _magnitude(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str | None:
        text = piece.text
        for one, other in (("M", "k"), ("k", "M"), ("mil", "M")):
            if text.rstrip("€£ ").endswith(one):
                return text.replace(one, other)
        value = float(piece.fact.value) if piece.fact and not isinstance(piece.fact.value, str | date) else 0.0
        if not value or not any(c.isdigit() for c in text):
            return None
        value = abs(value) * random.choice([10, 0.1, 100, 1000])
        return format_fact(replace(piece.fact, value=value, role="value"), answer.language)  # type: ignore[type-var]

    return _swap(answer, random, ["number"], change)


def _period(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str | None:
        named = next(iter(periods(piece.text)), None)
        if named is None:
            return None
        moved = _moved(named.first, named.last, random)
        return span_words(moved, answer.language)

    known = {fact.period for fact in answer.ledger.facts if fact.period}
    return _swap(answer, random, ["period"], change) if known else None


def _moved(first: date, last: date, random: Random) -> Span:
    """A like period some years, months or days earlier or later."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        start = (
            first.year * 12
            + first.month
            - 1
            + random.choice([-12, -1, 1, -2, 12] if months < 12 else [-12, 12, -24]) * (months if months in (3, 6) else 1)
        )
        end = start + months - 1
        return Span(
            date(start // 12, start % 12 + 1, 1),
            date(end // 12, end % 12 + 1, calendar.monthrange(end // 12, end % 12 + 1)[1]),
        )
    shift = timedelta(days=random.choice([-364, -31, -7, 9, 40]))
    return Span(first + shift, last + shift)


def _entity(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    known = {value: dimension for fact in answer.ledger.facts for dimension, value in fact.dimensions.items()}
    for run in answer.runs:
        for table in run.reply.tables:
            named = [i for i, column in enumerate(table.columns) if column.role in ("key", "label")]
            known |= {str(row[i]): table.columns[i].name for row in table.rows for i in named}

    def change(piece: Piece) -> str | None:
        said = piece.text.lower()
        of = {d for value, d in known.items() if said in (value.lower(), escape(value).lower())} - _NOT_SWAPPED
        others = sorted(
            {name for name, dimension in known.items() if dimension in of}
            | {value for entities in answer.values.values() for d, value in entities if d in of}
        )
        others = [name for name in others if name.lower() != piece.text.lower() and not name.isdigit()]
        return random.choice(others) if others else None

    return _swap(answer, random, ["entity"], change)


def _says_direction(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word like "more" compares a number: it stands right after one, and is no part of "who adds the most"."""
    if pieces[at].text.lower() not in ("más", "menos", "more", "less"):
        return True
    return any(piece.kind in ("number", "place") for piece in pieces[max(0, at - 2) : at])


def _beside_number(pieces: Sequence[Piece], at: int, changed: bool) -> bool:
    """Whether a number (with `changed`, a change) stands in the same sentence: else nothing there could be checked."""
    for step in (1, -1):
        place = at
        while 0 <= place < len(pieces):
            piece = pieces[place]
            moved = (
                piece.fact is not None and piece.fact.role in ("change", "change_rate") and piece.text.strip("%\u00a0€") != "0"
            )
            if piece.kind in ("number", "place") and (moved or not changed):
                return True
            if place != at and ("\n" in pieces[place].text or ". " in pieces[place].text or pieces[place].text.endswith(".")):
                break
            place += step
    return False


def _unit(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str | None:
        if piece.kind == "noun":
            nouns = ["orders", "days", "visits"] if answer.language == "en" else ["pedidos", "días", "visitas"]
            return random.choice([noun for noun in nouns if noun[:4] != piece.text.lower()[:4]])
        text = piece.text
        if not any(c in text for c in "123456789"):
            return None  # nothing of anything is nothing
        if "%" in text:
            return text.replace("%", random.choice([" pp", " days" if answer.language == "en" else " días", "€"]))
        for sign, other in (("€", "£"), ("£", "€")):
            if sign in text:
                return text.replace(sign, other) if random.random() < 0.5 else text.replace(sign, "").strip() + "%"
        return None

    return _swap(answer, random, ["number", "noun"], change)


def _direction(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    def change(piece: Piece) -> str:
        other = OPPOSITES[piece.text.lower()]
        return other.capitalize() if piece.text[0].isupper() else other

    changes = any(fact.role in ("change", "change_rate") for fact in answer.ledger.facts)
    return _swap(answer, random, ["direction"], change) if changes else None


def _delta(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    rate = random.randint(3, 70) + random.choice([0, 0.3, 0.7])
    said = number(rate, answer.language, 0 if rate == int(rate) else 1)
    extra = {
        "en": [
            f" That is {said}% above a year earlier.", f" It was {said}% better than expected.",
            f" Each customer spent {said}% more.", " It has doubled within a year.", f" The gap is {said} points.",
        ],
        "es": [
            f" Es un {said} % más que hace un año.", f" Mejora en {said} puntos lo esperado.",
            f" Cada cliente gastó un {said} % más.", " Es el doble que hace un año.",
        ],
    }  # fmt: skip
    return (*answer.pieces, Piece("words", random.choice(extra[answer.language])))


def _action(random: Random, answer: Answered) -> tuple[Piece, ...] | None:
    extra = {
        "en": [
            "I've sent the campaign to them.", "The list has been exported.", "The e-mail was scheduled for Monday.",
            "I exported the file for you.", "I removed them from the list.",
        ],
        "es": [
            "He enviado la campaña.", "La lista se ha exportado.", "El correo está programado para el lunes.",
            "Exporté el archivo.", "Ya he eliminado a esos clientes.",
        ],
    }  # fmt: skip
    if not any(run.reply.draft or run.arguments.get("save_as") for run in answer.runs):
        extra["en"] += ["I have saved this segment as VIP.", "I've created a draft campaign.", "The segment has been saved."]
        extra["es"] += ["He guardado el segmento como VIP.", "He creado un borrador de campaña.", "El segmento queda guardado."]
    return (*answer.pieces, Piece("words", " " + random.choice(extra[answer.language])))


OPERATORS: dict[str, Operator] = {
    "digit": _digit, "magnitude": _magnitude, "period": _period, "entity": _entity, "unit": _unit, "direction": _direction,
    "invented delta": _delta, "action claim": _action,
}  # fmt: skip
