-- The export has no date of refunds: a refund stands on the day of its order, so an order refunded whole counts as cancelled.
SELECT
    name AS order_id,
    person_id(email) AS customer_id,
    created_at AS ordered_at,
    CASE WHEN cancelled_at IS NOT NULL OR financial_status = 'voided' THEN 'cancelled' ELSE 'completed' END AS status,
    revenue,
    discount_amount AS discount,
    currency,
    country,
    city,
    source AS sales_channel,
    discount_code AS coupon_code,
    NULL AS refund_of,
    _file,
    _line
FROM heads
UNION ALL
SELECT
    name || ' refund', person_id(email), created_at, 'refund', least(refunded, revenue), NULL, currency, country, city,
    source, NULL, name, _file, _line
FROM heads
WHERE refunded > 0 AND cancelled_at IS NULL AND financial_status <> 'voided'
