"""The saved segments: which there are, how many people each has now, and how one is forgotten."""

from typing import Literal

from tools.conditions import Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Column, Fact, Reply, Scalar, Scope, Table
from tools.segments.called import rule_of_shop
from tools.segments.compile import matching
from tools.terms import Text

__all__ = ["saved_segments"]

_MOST = 50
_NAME = Text("Segment", "Segmento")
_PEOPLE = Text("Customers", "Clientes")


def saved_segments(ctx: ToolContext, action: Literal["list", "delete"] = "list", name: str | None = None) -> Reply:
    """List the saved segments with their size today, or delete one by name.

    Use it for "which segments do I have" and "delete the segment VIP France". Deleting forgets the rule only: no customer is
    touched. find_customers saves segments and shows who is in one.
    """
    if action == "delete":
        return _deleted(ctx, name or "")
    names = ctx.segments.names()
    if not names:
        return Reply(
            message=Text(
                "no segment is saved yet: say “save these as ...” after a list of customers",
                "aún no hay segmentos guardados: di «guárdalos como ...» después de una lista de clientes",
            )
        )
    rows = [_row(ctx, saved) for saved in names[:_MOST]]
    facts = [Fact("segment_size", Text.same(str(row[0])), int(str(row[1])), "customers", dimensions={"segment": str(row[0])},
                  role="count", headline=True) for row in rows]  # fmt: skip
    columns = [
        Column("segment", "key", _NAME), Column("customers", "value", _PEOPLE, "customers"),
        Column("rule_en", "label", Text("In English", "En inglés")),
        Column("rule_es", "label", Text("In Spanish", "En español")),
    ]  # fmt: skip
    table = Table("segments", Text("Saved segments", "Segmentos guardados"), columns, rows, len(names))
    return Reply(facts=facts, tables=[table], scope=Scope())


def _row(ctx: ToolContext, name: str) -> list[Scalar]:
    rule = Rule.model_validate(ctx.segments.get(name))
    words = rule_of_shop(ctx.warehouse, rule)
    people = matching(ctx.warehouse, rule, ctx.segments)
    return [name, int(ctx.warehouse.run(people.agg(n=people.count()))["n"][0].as_py()), words.en, words.es]


def _deleted(ctx: ToolContext, name: str) -> Reply:
    if not ctx.segments.delete(name):
        known = ", ".join(ctx.segments.names()) or "-"
        raise BadInputError(
            Text(f"there is no segment '{name}'; saved: {known}", f"no hay ningún segmento '{name}'; guardados: {known}")
        )
    return Reply(
        message=Text(
            f"the segment “{name}” is deleted; no customer was touched",
            f"el segmento «{name}» se ha borrado; no se ha tocado a ningún cliente",
        )
    )
