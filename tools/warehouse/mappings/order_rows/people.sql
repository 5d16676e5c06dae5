SELECT
    *,
    coalesce(customer_id, person_id(customer_email)) AS person,
    round(abs(quantity * unit_price) - coalesce(abs(discount), 0), 2) AS paid,
    coalesce(sku, product) AS bought
FROM order_rows
