SELECT
    id AS order_id, person AS customer_id, created AS ordered_at, 'completed' AS status, value AS revenue, code AS currency,
    NULL AS refund_of, _file, _line
FROM paid
UNION ALL
SELECT id || ' refund', person, coalesce(refunded, created), 'refund', returned, code, id, _file, _line
FROM paid
WHERE returned > 0
