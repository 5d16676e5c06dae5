SELECT
    product_id,
    arg_max(lineitem_name, ROW(created_at, name)) AS name,
    arg_max(vendor, ROW(created_at, name)) AS category,
    CASE WHEN bool_or(lineitem_name ILIKE '%gift card%' OR lineitem_name ILIKE '%tarjeta regalo%') THEN 'gift_card' ELSE 'merchandise' END AS kind,
    arg_max(unit_price, ROW(created_at, name)) AS price
FROM items
WHERE product_id IS NOT NULL
GROUP BY product_id
