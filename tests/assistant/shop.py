"""Small parts with behaviour to build a whole service from: a tiny shop, three tools, a reader and a writer of questions."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from assistant.builtin.plan import Context, Plan, Step
from assistant.service import Service, SnapshotSource
from assistant.settings import Settings
from assistant.state import State
from tests.shop import open_shop
from tools.ask_back import ask_back
from tools.calculate import calculate
from tools.catalog import Tool
from tools.context import ToolContext
from tools.decline import decline
from tools.errors import BadInputError, NoDataError
from tools.reply import Column, Fact, Option, Reply, Scope, Span, Table
from tools.terms import Language, Text
from tools.vocabulary import Catalogue
from tools.warehouse.engine import Warehouse

NOVEMBER = Span(date(2025, 11, 1), date(2025, 11, 30))
REVENUE = Text("revenue", "ingresos")
ROWS = {
    "orders": [
        {"order_id": "1", "customer_id": "ana", "ordered_at": "2025-11-03", "status": "completed", "revenue": 100.0},
        {"order_id": "2", "customer_id": "ben", "ordered_at": "2025-11-20", "status": "completed", "revenue": 50.5},
    ]
}


def revenue(ctx: ToolContext, period: str = "2025-11", countries: list[str] = []) -> Reply:  # noqa: B006 - read only
    """Revenue of a period, by country when countries are named."""
    if period == "never":
        raise BadInputError(Text("unknown period 'never'", "periodo desconocido 'never'"))
    ctx.warehouse.require("orders")
    total = Fact("revenue", REVENUE, 150.5, "money", NOVEMBER, currency="EUR", headline=True)
    by_country = [
        Fact("revenue", REVENUE, 100.0 - 10 * n, "money", NOVEMBER, {"country": c}, currency="EUR")
        for n, c in enumerate(countries)
    ]
    columns = [Column("country", "key", Text("Country", "País")), Column("revenue", "value", REVENUE, "money", "revenue")]
    table = Table("x", Text("Revenue by country", "Ingresos por país"), columns, [["=Spain", 100.0], ["France", 50.5]], 2)
    return Reply(
        (total, *by_country), (table,), Scope(NOVEMBER, Text("all customers", "todos los clientes")),
        suggestions=[Option(Text("By country", "Por país"), Text("Revenue by country", "Ingresos por país"))],
    )  # fmt: skip


def nps(ctx: ToolContext) -> Reply:
    """NPS, for which this shop has no surveys."""
    raise NoDataError(Text("there is no data for: surveys", "no hay datos de: surveys"), ("surveys",))


def few(ctx: ToolContext) -> Reply:
    """A group of three people, and one customer."""
    people = Fact("customers", Text("customers", "clientes"), 3, "customers", None, {"country": "Malta"}, headline=True)
    spent = Fact("historic_value", Text("spent", "gastado"), 987.65, "money", None, {"customer": "ana"}, currency="EUR")
    columns = [Column("customer_id", "key", Text("Customer", "Cliente")), Column("spent", "value", REVENUE, "money")]
    return Reply((people, spent), (Table("x", Text("Who", "Quién"), columns, [["ana", 987.65]], 1),))


def broken(ctx: ToolContext) -> Reply:
    """A tool with a bug in it."""
    raise ZeroDivisionError("a bug")


TEST_TOOLS = tuple(Tool(f, "read") for f in (revenue, nps, few, broken, calculate)) + tuple(
    Tool(f, "conversation") for f in (ask_back, decline)
)


def understand(message: str, context: Context, catalogue: Catalogue) -> Plan:
    """Reads a message by single words: enough for the tests of everything around it."""
    language: Language = context.language or ("es" if any(w in message for w in ("¿", "ingresos", "tiempo")) else "en")
    steps = {
        "nps": [Step("nps", {})],
        "weather": [Step("decline", {"kind": "out_of_scope"})],
        "bajas": [Step("ask_back", {"question": "Which?", "options": ["unsubscribes", "cancellations"]})],
        "bug": [Step("broken", {})],
        "never": [Step("revenue", {"period": "never"})],
        "both": [Step("revenue", {}), Step("revenue", {"countries": ["Spain", "France"]})],
        "again": list(context.turns[-1].plan.steps) if context.turns else [],
    }
    found = next((plan for word, plan in steps.items() if word in message.lower()), [Step("revenue", {})])
    return Plan(language, "test", found, readings=(Text("I read it plainly", "Lo leo tal cual"),))


def write(plan: Plan, replies: Sequence[Reply], language: Language) -> str:
    """One line per reply: its message, or its first fact's place."""
    return "\n".join(
        r.message[language] if r.message else f"{r.facts[0].label[language]}: {{{{{r.facts[0].id}}}}}"
        for r in replies
        if r.message or r.facts
    )


def catalogue_of(warehouse: Warehouse) -> Catalogue:
    """A catalogue that names nothing."""
    return Catalogue((), (), (), (), warehouse.today, warehouse.data_first, warehouse.currency, warehouse.tables)


def make_service(folder: Path, empty: bool = False, **values: object) -> Service:
    """A whole service over a tiny shop below `folder`."""
    settings = Settings(home=folder, **values)  # type: ignore[arg-type]  # pydantic checks them
    source = SnapshotSource(
        lambda: None if empty else "tiny", lambda _: open_shop(folder, ROWS, shop=settings.shop), catalogue_of, settings.shop
    )
    return Service(settings, State(settings.state_url), source, cast(Any, None), understand, write, TEST_TOOLS)
