"""Writes the user's page of canonical tables from the schema, so that page and code cannot drift apart."""

from collections.abc import Iterator

from tools.warehouse.schema import CONTACTS, TABLES, CanonicalColumn

__all__ = ["tables_page"]

_HEAD = """# Canonical tables

Generated from the schema: `make docs`. Do not edit by hand.

Every source becomes these tables, by itself or by a mapping (see [your data](your-data.md)). No table is required: what is
missing is said as "no data", never as 0. **Bold** columns are required: a row without one is rejected. `instant` is a time in
UTC (a time without an offset is read in the mapping's or the shop's zone); its day is told in the shop's zone. Closed sets take
no other value. Other columns are ignored.
"""
_NOTES = {
    "orders": """\
`revenue` is what the goods came to after discounts, without shipping and fees. A refund is a row of its own with status
`refund` and a positive amount; it needs no lines, and `refund_of` may name the order. An order whose whole amount the same
customer gets back within 24 hours is cancelled by that. Guests have no `customer_id`. Countries may be names in English or
Spanish or ISO codes, each written one way.""",
    "order_lines": "Lines of a refund are those of the goods that came back. `line_no` counts within the order.",
    "customers": """\
`is_test` leaves a person and all that is theirs out everywhere. Names, e-mails and phones belong in `contacts`.""",
    "reach_daily": "`spend` is in the shop's currency.",
    "touches": "`arm` control: chosen, and on purpose not written to.",
    "contacts": "Kept apart from all other tables, where no model and no query can open it.",
}


def tables_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for table in (*TABLES.values(), CONTACTS):
        key = f", told apart by {' and '.join(f'`{name}`' for name in table.key)}" if table.key else ""
        yield f"## {table.name}\n"
        yield f"A row is {table.row_is}{key}. {_NOTES.get(table.name, '')}".rstrip() + "\n"
        yield "| column | type | values |"
        yield "|---|---|---|"
        yield from (_row(column) for column in table.columns)
        yield ""


def _row(column: CanonicalColumn) -> str:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    return f"| {name} | {column.type} | {', '.join(f'`{choice}`' for choice in column.choices)} |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(tables_page())
