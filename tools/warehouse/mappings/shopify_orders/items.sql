-- Lines carry their share of what the order brought, so that discounts of the whole order are in them.
SELECT
    rows.name,
    row_number() OVER (PARTITION BY rows.name ORDER BY rows._line) AS line_no,
    coalesce(rows.lineitem_sku, rows.lineitem_name) AS product_id,
    rows.lineitem_name,
    rows.vendor,
    rows.lineitem_quantity AS quantity,
    rows.lineitem_price AS unit_price,
    rows.lineitem_quantity * rows.lineitem_price - coalesce(rows.lineitem_discount, 0) AS listed,
    heads.revenue * listed / nullif(sum(listed) OVER (PARTITION BY rows.name), 0) AS share,
    heads.created_at,
    rows._file,
    rows._line
FROM rows
JOIN heads USING (name)
WHERE rows.lineitem_quantity > 0
