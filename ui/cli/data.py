"""Commands about data: `import`, `check`, `demo`."""

import codecs
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import available_timezones

import typer

from tools.errors import BadInputError
from tools.terms import Text

if TYPE_CHECKING:
    from tools.warehouse.options import DateNumbers, DateOrder, DecimalMark, ImportOptions

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
EncodingOption = Annotated[str | None, typer.Option("--encoding", help="of text files that are not UTF-8, e.g. cp850")]
DelimiterOption = Annotated[str | None, typer.Option("--delimiter", help="of text files, where it cannot be told")]
ZoneOption = Annotated[str | None, typer.Option("--timezone", help="of times without an offset, e.g. Europe/Madrid")]
CurrencyOption = Annotated[str | None, typer.Option("--currency", help="of orders that name none, e.g. EUR")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command()(demo)
    app.command()(check)
    app.command("import")(import_)


def import_(
    path: Source,
    mapping: MappingFolder = None,
    source: Named = "main",
    update: Annotated[bool, typer.Option("--update", help="add and change rows by key instead of replacing them")] = False,
    allow_shrink: Annotated[bool, typer.Option("--allow-shrink", help="go on though over 30% of orders would be lost")] = False,
    date_order: DateOrderOption = None,
    decimal: DecimalOption = None,
    date_numbers: DateNumbersOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    timezone: ZoneOption = None,
    currency: CurrencyOption = None,
) -> None:
    """Import a folder, a file or a database."""
    from assistant.settings import load_settings
    from tools.warehouse.imports import import_source
    from ui.cli.reports import import_lines

    settings = load_settings()
    language = settings.language or "en"
    report = import_source(
        settings.home,
        _located(path),
        source=source,
        mapping=mapping,
        update=update,
        allow_shrink=allow_shrink,
        options=_options(date_order, decimal, date_numbers, encoding, delimiter, timezone, currency),
        shop=settings.shop,
        progress=lambda step: print(f"  {step[language]} ...", flush=True),
    )
    print("\n".join(import_lines(report, language, settings.shop.timezone)))


def check(
    path: Source,
    mapping: MappingFolder = None,
    date_order: DateOrderOption = None,
    decimal: DecimalOption = None,
    date_numbers: DateNumbersOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    timezone: ZoneOption = None,
    currency: CurrencyOption = None,
) -> None:
    """Say what an import would bring, and could answer."""
    from assistant.settings import load_settings
    from tools.warehouse.check import check_source
    from ui.cli.reports import check_lines

    settings = load_settings()
    options = _options(date_order, decimal, date_numbers, encoding, delimiter, timezone, currency)
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
    """Build the demo shop and ask it one question."""
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

    question = "Which lifecycle stage are my customers in?"
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


def _options(
    date_order: "DateOrder | None",
    decimal: "DecimalMark | None",
    date_numbers: "DateNumbers | None",
    encoding: str | None,
    delimiter: str | None,
    timezone: str | None,
    currency: str | None,
) -> "ImportOptions":
    """What was stated about how to read the files, checked."""
    from tools.warehouse.options import ImportOptions

    return ImportOptions(
        date_order=date_order, decimal=decimal, date_numbers=date_numbers, encoding=_known_encoding(encoding),
        delimiter={"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter), timezone=_known_zone(timezone),
        currency=_known_currency(currency),
    )  # fmt: skip


def _known_encoding(name: str | None) -> str | None:
    try:
        return name and codecs.lookup(name).name
    except LookupError:
        raise _unknown("encoding", "codificación", name, "utf-8, cp1252, cp850, latin-1, utf-16") from None


def _known_zone(name: str | None) -> str | None:
    if name is not None and name not in available_timezones():
        raise _unknown("time zone", "zona horaria", name, "UTC, Europe/Madrid, America/Mexico_City")
    return name


def _known_currency(code: str | None) -> str | None:
    if code is not None and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise _unknown("currency", "moneda", code, "EUR, GBP, USD")
    return code and code.upper()


def _unknown(what: str, que: str, given: str | None, examples: str) -> BadInputError:
    return BadInputError(
        Text(f"unknown {what} '{given}'; for example: {examples}", f"{que} desconocida '{given}'; por ejemplo: {examples}")
    )
