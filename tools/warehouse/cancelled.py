"""Orders that a refund cancelled within a day: neither the order nor its refund document counts."""

from dataclasses import dataclass
from pathlib import Path

from tools.warehouse.session import Session, literal

__all__ = ["Settled", "settle_refunds"]


@dataclass(frozen=True, slots=True)
class Settled:
    """Orders after the rule; `documents` is the file of the refund documents taken out, or None."""

    orders: Path
    documents: Path | None


def settle_refunds(session: Session, orders: Path) -> Settled:
    """Mark as cancelled each order that its first refund document follows within 24 hours, and take that document out.

    A completed order looks at the first refund document of the same customer and amount at or after it. Where several look at
    one document, the latest of them is cancelled. Guests are never matched.
    """
    source = f"read_parquet({literal(orders)})"
    session.execute(f"CREATE OR REPLACE TEMP TABLE settled AS {_matches(source)}")
    if not session.one("SELECT count(*) FROM settled")[0]:
        return Settled(orders, None)
    status = "CASE WHEN order_id IN (SELECT order_id FROM settled) THEN 'cancelled' ELSE status END AS status"
    out, documents = session.fresh("orders"), session.fresh("settled_refunds")
    session.write(f"SELECT * REPLACE ({status}) FROM {source} WHERE order_id NOT IN (SELECT document_id FROM settled)", out)
    linked = "SELECT r.* REPLACE (s.order_id AS refund_of)"
    session.write(f"{linked} FROM {source} AS r JOIN settled AS s ON r.order_id = s.document_id", documents)
    return Settled(out, documents)


def _matches(source: str) -> str:
    cents = "CAST(round(abs({}.revenue) * 100) AS BIGINT)"
    return f"""
        WITH looks AS (
            SELECT o.order_id, o.ordered_at, min(ROW(r.ordered_at, r.order_id)) AS first_document
            FROM {source} AS o
            JOIN {source} AS r
              ON r.status = 'refund' AND o.customer_id = r.customer_id AND {cents.format("o")} = {cents.format("r")}
             AND coalesce(o.currency, '') = coalesce(r.currency, '') AND r.ordered_at >= o.ordered_at
            WHERE o.status = 'completed' AND o.revenue > 0
            GROUP BY ALL
        )
        SELECT arg_max(order_id, ROW(ordered_at, order_id)) AS order_id, first_document[2] AS document_id
        FROM looks
        WHERE first_document[1] <= ordered_at + INTERVAL 24 HOUR
        GROUP BY first_document
    """
