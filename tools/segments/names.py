"""Matches what people write against what stands in the data, and says what would have worked."""

import unicodedata
from collections.abc import Iterable, Sequence

import ibis.expr.types as ir

from tools.errors import BadInputError, NoDataError
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["campaign_ids", "closest", "folded", "known_values", "product_ids", "resolve_value", "unknown_word"]

_SHOWN = 5


def folded(word: str) -> str:
    """The word without letter case, accents, underscores or doubled spaces."""
    plain = unicodedata.normalize("NFKD", word)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.casefold().replace("_", " ").split())


def closest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known words most like `word`, best first; empty when nothing is near."""
    from rapidfuzz import fuzz, process

    found = process.extract(word, list(known), scorer=fuzz.WRatio, processor=folded, limit=limit, score_cutoff=60)
    return [match for match, _, _ in found]


def unknown_word(what: Text, word: str, known: Sequence[str]) -> BadInputError:
    """The error for a word that is not among the known ones: names the nearest, else the first few."""
    near = closest(word, known) or list(known)[:_SHOWN]
    listed = ", ".join(near)
    if not listed:
        return BadInputError(
            Text(f"unknown {what.en} '{word}': there are none", f"{what.es} desconocido: '{word}'; no hay ninguno")
        )
    return BadInputError(
        Text(f"unknown {what.en} '{word}'; did you mean: {listed}", f"{what.es} desconocido: '{word}'; quizá: {listed}")
    )


def known_values(warehouse: Warehouse, table: str, column: str) -> list[str]:
    """The values of a text column, the most frequent first; nulls left out."""
    source = warehouse.table(table)
    filled = source.filter(source[column].notnull())
    counted = filled.group_by(column).agg(n=filled.count())
    rows = warehouse.run(counted.order_by([counted.n.desc(), column])).to_pydict()
    return [str(value) for value in rows[column]]


def resolve_value(warehouse: Warehouse, table: str, column: str, word: str, what: Text) -> list[str]:
    """The spellings of `word` in a text column (letter case and accents aside).

    Raises:
        NoDataError: the column is empty in this snapshot.
        BadInputError: no such value; the nearest are named.
    """
    known = known_values(warehouse, table, column)
    if not known:
        field = f"{table}.{column}"
        raise NoDataError(Text(f"there is no data for: {field}", f"no hay datos de: {field}"), (field,))
    if word in known:
        exact = [word]
        return exact + [other for other in known if other != word and other.casefold() == word.casefold()]
    found = [value for value in known if folded(value) == folded(word)]
    if not found:
        raise unknown_word(what, word, known)
    return found


def campaign_ids(warehouse: Warehouse, word: str) -> list[str]:
    """The ids of the campaigns with that id or name, letter case aside; an id wins over a name.

    Raises:
        BadInputError: no such campaign; the nearest names are given.
    """
    label = Text("campaign", "campaña")
    if not warehouse.has("campaigns"):
        return resolve_value(warehouse, "touches", "campaign_id", word, label)
    campaigns = warehouse.table("campaigns")
    rows = warehouse.run(campaigns.filter(campaigns.campaign_id == word)["campaign_id",]).to_pydict()
    if rows["campaign_id"]:
        return [word]
    names = resolve_value(warehouse, "campaigns", "name", word, label)
    found = warehouse.run(campaigns.filter(campaigns.name.isin(names))["campaign_id",]).to_pydict()
    return [str(value) for value in found["campaign_id"]]


def product_ids(warehouse: Warehouse, word: str) -> list[str]:
    """The ids of the product with that id or exact name, letter case aside; an id wins over a name.

    Raises:
        BadInputError: no such product; the nearest names are given.
    """
    pairs = _products(warehouse)
    by_id = [product_id for product_id, _ in pairs if product_id.casefold() == word.strip().casefold()]
    if by_id:
        return by_id
    by_name = [product_id for product_id, name in pairs if folded(name) == folded(word)]
    if by_name:
        return by_name
    names = [name for _, name in pairs if name] + [product_id for product_id, _ in pairs]
    raise unknown_word(Text("product", "producto"), word, names)


def _products(warehouse: Warehouse) -> list[tuple[str, str]]:
    if warehouse.has("products"):
        rows = warehouse.run(_ordered(warehouse.table("products")["product_id", "name"])).to_pydict()
        return [(str(i), str(n or "")) for i, n in zip(rows["product_id"], rows["name"], strict=True)]
    warehouse.require("order_lines")
    return [(value, "") for value in known_values(warehouse, "order_lines", "product_id")]


def _ordered(table: ir.Table) -> ir.Table:
    return table.order_by("product_id")
