"""Keeps a rule as a segment under a name."""

from tools.conditions import Condition, FieldCondition, Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.segments.compile import unfolded
from tools.terms import Text

__all__ = ["save_rule"]

_LONGEST_NAME = 80


def save_rule(ctx: ToolContext, rule: Rule, save_as: str | None) -> Text | None:
    """Save under a name and say so; None when no name was asked for.

    Raises:
        BadInputError: a name that is empty or too long.
    """
    if save_as is None:
        return None
    name = " ".join(save_as.split())
    if not name or len(name) > _LONGEST_NAME:
        raise BadInputError(
            Text("a segment needs a name of 1 to 80 characters", "un segmento necesita un nombre de 1 a 80 caracteres")
        )
    kept = unfolded(rule, ctx.segments) if _names_itself(rule, name) else rule
    ctx.segments.save(name, kept.model_dump(mode="json"))
    return Text(f"saved as the segment “{name}”", f"guardado como el segmento «{name}»")


def _names_itself(rule: Rule, name: str) -> bool:
    conditions: tuple[Condition, ...] = rule.all + rule.any
    return any(
        isinstance(c, FieldCondition) and c.field == "segment" and str(c.value).casefold() == name.casefold()
        for c in conditions
    )
