-- A product is named as the latest order names it.
SELECT
    bought AS product_id,
    arg_max(coalesce(product, bought), ROW(order_date, order_id)) AS name,
    arg_max(category, ROW(order_date, order_id)) AS category,
    arg_max(unit_price, ROW(order_date, order_id)) AS price
FROM people
WHERE bought IS NOT NULL AND status IS DISTINCT FROM 'refund'
GROUP BY bought
