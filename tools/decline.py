"""Saying no honestly, as a tool, so that the outcome comes from a call and never from prose."""

from typing import Literal

from tools.context import ToolContext
from tools.reply import Reply
from tools.terms import Text

__all__ = ["decline"]

Kind = Literal["out_of_scope", "not_allowed", "needs_approval", "no_data", "unavailable"]

_WORDS: dict[Kind, Text] = {
    "out_of_scope": Text(
        "That lies outside what I can do: I answer questions about this shop's customers, orders and campaigns.",
        "Eso queda fuera de lo que puedo hacer: respondo preguntas sobre los clientes, pedidos y campañas de esta tienda.",
    ),
    "not_allowed": Text("That is not something I am allowed to do.", "Eso no me está permitido."),
    "needs_approval": Text(
        "That needs a person's approval; I have done nothing.",
        "Eso necesita la aprobación de una persona; no he hecho nada.",
    ),
    "no_data": Text("The data for that are not there.", "No hay datos para eso."),
    "unavailable": Text("That is not available at the moment.", "Eso no está disponible en este momento."),
}


def decline(ctx: ToolContext, kind: Kind, missing: list[str] = [], reason: str = "") -> Reply:  # noqa: B006 - read only
    """Say that the question cannot be answered, and why; then offer in words what can be done instead.

    Args:
        kind: out_of_scope (nothing to do with this shop's customers and marketing), not_allowed (private data of people in
            bulk, protected traits, deceiving customers, going round consent), needs_approval (sending, exporting, changing
            what a person must approve), no_data (the tables it needs are missing), unavailable (a feature that does not
            exist here or does not answer now).
        missing: for no_data, the tables or fields that are missing, e.g. ["surveys"].
        reason: one short sentence in the language of the conversation, without numbers; a plain one is used when empty.
    """
    message = Text.same(reason.strip()) if reason.strip() else _WORDS[kind]
    outcome = "refused" if kind == "not_allowed" else kind
    return Reply(outcome=outcome, message=message, missing=tuple(missing))
