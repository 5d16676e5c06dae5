"""A small demo shop whose names, campaigns, cities and documents hold planted text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

__all__ = ["plant_documents", "plant_values"]

# Where the text of a carrier reaches the tables that questions are answered from.
_COLUMNS: Mapping[str, Sequence[tuple[str, str]]] = {
    "products": (("products", "name"), ("products", "category")),
    "people": (("customers", "city"), ("customers", "referral_source"), ("contacts", "first_name")),
    "orders": (("orders", "coupon_code"), ("orders", "sales_channel")),
    "campaigns": (("campaigns", "name"), ("campaigns", "goal")),
}


def plant_values(tables: Path, texts: Sequence[str]) -> None:
    """Write the texts, in turn, over every value of the columns that people can type into."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE planted (n INTEGER, text VARCHAR)")
        connection.executemany("INSERT INTO planted VALUES (?, ?)", [(n, text) for n, text in enumerate(texts)])
        for columns in _COLUMNS.values():
            for table, column in columns:
                file = tables / f"{table}.parquet"
                connection.execute(
                    f"CREATE OR REPLACE TABLE changed AS SELECT t.* "
                    f"REPLACE (CASE WHEN t.{column} IS NULL THEN NULL ELSE p.text END AS {column}) "
                    f"FROM (SELECT *, row_number() OVER () AS place FROM '{file}') t "
                    f"JOIN planted p ON p.n = t.place % {len(texts)}"
                )
                connection.execute(f"COPY (SELECT * EXCLUDE (place) FROM changed) TO '{file}' (FORMAT parquet)")


def plant_documents(home: Path, texts: Sequence[str]) -> None:
    """One document of the user's for every text."""
    folder = home / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for n, text in enumerate(texts):
        (folder / f"note-{n:03}.md").write_text(text, encoding="utf-8", errors="replace")
