"""Commands about data: `import`, `check`, `demo`."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer

from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["register"]

Source = Annotated[str, typer.Argument(help="a folder or file (CSV, Parquet), or a database URL (postgresql+psycopg://...)")]
MappingFolder = Annotated[
    Path | None, typer.Option("--mapping", help="folder with one SELECT per table; see docs/your-data.md")
]
Named = Annotated[str, typer.Option("--source", help="name of this source; an import replaces the rows of its own source only")]
DateOrderOption = Annotated[Literal["dmy", "mdy"] | None, typer.Option("--date-order", help="how 03/04/2025 is read")]
DecimalOption = Annotated[Literal[".", ","] | None, typer.Option("--decimal", help="the decimal mark of numbers like 1.234")]
DateNumbersOption = Annotated[
    Literal["excel", "unix"] | None, typer.Option("--date-numbers", help="what bare numbers in a date column are")
]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("import")(import_)
    app.command()(check)
    app.command()(demo)


def import_(
    path: Source,
    mapping: MappingFolder = None,
    source: Named = "main",
    update: Annotated[bool, typer.Option("--update", help="add and change rows by key instead of replacing them")] = False,
    allow_shrink: Annotated[bool, typer.Option("--allow-shrink", help="go on though over 30% of orders would be lost")] = False,
    date_order: DateOrderOption = None,
    decimal: DecimalOption = None,
    date_numbers: DateNumbersOption = None,
) -> None:
    """Import customer data; the old data stay in use until the new are complete."""
    from assistant.settings import load_settings
    from tools.warehouse.imports import import_source
    from tools.warehouse.options import ImportOptions
    from ui.cli.reports import import_lines

    settings = load_settings()
    report = import_source(
        settings.home,
        _located(path),
        source=source,
        mapping=mapping,
        update=update,
        allow_shrink=allow_shrink,
        options=ImportOptions(date_order=date_order, decimal=decimal, date_numbers=date_numbers),
        shop=settings.shop,
        progress=_say,
    )
    print("\n".join(import_lines(report, settings.language or "en")))


def check(
    path: Source,
    mapping: MappingFolder = None,
    date_order: DateOrderOption = None,
    decimal: DecimalOption = None,
    date_numbers: DateNumbersOption = None,
) -> None:
    """Say what an import would do, and what could be answered after it; nothing is replaced."""
    from assistant.settings import load_settings
    from tools.warehouse.check import check_source
    from tools.warehouse.options import ImportOptions
    from ui.cli.reports import check_lines

    settings = load_settings()
    options = ImportOptions(date_order=date_order, decimal=decimal, date_numbers=date_numbers)
    report = check_source(settings.home, _located(path), mapping=mapping, options=options, shop=settings.shop)
    print("\n".join(check_lines(report, settings.language or "en")))


def demo(
    contacts: Annotated[int, typer.Option(min=200, help="size of the shop")] = 20_000,
    seed: Annotated[int, typer.Option(help="another seed gives another shop")] = 7,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="its last day; last Sunday when left out")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="build it only")] = False,
) -> None:
    """Build the demo shop in MAREA_HOME and ask it one question."""
    from assistant.settings import load_settings
    from tools.warehouse.demo import generate
    from tools.warehouse.imports import import_source

    settings = load_settings()
    _refuse_real_data(settings.home)
    with TemporaryDirectory() as folder:
        generate(Path(folder), seed=seed, as_of=as_of.date() if as_of else _last_sunday(), contacts=contacts)
        import_source(settings.home, Path(folder), source="demo", allow_shrink=True, shop=settings.shop)
    if quiet:
        return
    from ui.cli.talking import ask

    question = "Where are my customers in the lifecycle?"
    print(f"The demo shop is ready. One question to begin with:\n\n> {question}\n")
    ask(question)
    print('\nMore in the terminal: make ask Q="¿Cuánto facturamos el mes pasado?"\n')


def _refuse_real_data(home: Path) -> None:
    from tools.warehouse.store import current_snapshot, read_manifest

    current = current_snapshot(home)
    others = [name for name in read_manifest(current)["sources"] if name != "demo"] if current else []
    if others:
        listed = ", ".join(others)
        raise BadInputError(
            Text(
                f"this home holds real data (source: {listed}); set MAREA_HOME to another folder for the demo shop",
                f"esta carpeta tiene datos reales (origen: {listed}); elija otra en MAREA_HOME para la tienda de prueba",
            )
        )


def _last_sunday() -> date:
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.weekday() + 1)


def _located(path: str) -> Path | str:
    return path if "://" in path else Path(path).expanduser()


def _say(step: Text) -> None:
    print(f"  {step.en} ...", flush=True)
