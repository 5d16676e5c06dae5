-- Lines carry their share of what the order brought, so that discounts of the whole order are in them.
WITH listed AS (
    SELECT *, lineitem_quantity * lineitem_price - coalesce(lineitem_discount, 0) AS amount
    FROM rows
    WHERE lineitem_quantity > 0
)
SELECT
    listed.name,
    row_number() OVER (PARTITION BY listed.name ORDER BY listed._line) AS line_no,
    coalesce(listed.lineitem_sku, listed.lineitem_name) AS product_id,
    listed.lineitem_name,
    listed.vendor,
    listed.lineitem_quantity AS quantity,
    listed.lineitem_price AS unit_price,
    heads.revenue * listed.amount / nullif(sum(listed.amount) OVER (PARTITION BY listed.name), 0) AS share,
    heads.created_at,
    listed._file,
    listed._line
FROM listed
JOIN heads ON heads.name = listed.name
