"""Small files in, the imported rows out: what every test of the import needs."""

from pathlib import Path
from typing import Any

import duckdb

from tools.warehouse.engine import Shop
from tools.warehouse.imports import import_source
from tools.warehouse.options import ImportOptions
from tools.warehouse.outcome import ImportReport

HEADER = "order_id,customer_email,order_date,product,quantity,unit_price,currency\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this content in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def bring_in(home: Path, path: Path | str, **options: Any) -> ImportReport:
    """Import without building profiles."""
    return import_source(home, path, with_profiles=False, **options)


def bring_in_text(folder: Path, content: str | bytes, shop: Shop = Shop(), **options: Any) -> ImportReport:
    """Import one text file of orders; further options are ImportOptions."""
    path = write(folder / "in", "shop_orders.csv", content)
    return bring_in(folder / "home", path, options=ImportOptions(**options), shop=shop)


def rows(report_or_folder: ImportReport | Path, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """Rows of a snapshot's table, in the order of the first column."""
    folder = report_or_folder if isinstance(report_or_folder, Path) else report_or_folder.snapshot
    return duckdb.sql(f"SELECT {columns} FROM read_parquet('{folder / table}.parquet') ORDER BY ALL").fetchall()


def rejects(report: ImportReport) -> list[tuple[Any, ...]]:
    """(line, reason, what) of every reject, in the order of lines."""
    assert report.rejects is not None
    found = duckdb.sql(f"SELECT line, reason, what FROM read_csv('{report.rejects}', header = true) ORDER BY ALL")
    return found.fetchall()
