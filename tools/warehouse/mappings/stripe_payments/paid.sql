-- Payments that were captured and did not fail.
SELECT
    *,
    coalesce(customer_id, person_id(customer_email)) AS person,
    coalesce(converted_amount, amount) AS value,
    coalesce(converted_amount_refunded, amount_refunded, 0) AS returned,
    upper(coalesce(converted_currency, currency)) AS code
FROM payments
WHERE captured IS DISTINCT FROM FALSE
  AND lower(status) IN ('paid', 'succeeded', 'refunded', 'partially refunded', 'partial refund', 'disputed')
