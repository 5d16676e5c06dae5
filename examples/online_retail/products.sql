-- A product is named as it is named most often; its list price is the middle one it sold at.
WITH names AS (
    SELECT StockCode, Description, row_number() OVER (PARTITION BY StockCode ORDER BY count(*) DESC, Description) AS place
    FROM sale_lines
    WHERE Description IS NOT NULL
    GROUP BY StockCode, Description
)
SELECT
    lines.StockCode AS product_id,
    min(names.Description) AS name,
    min(lines.kind) AS kind,
    median(lines.UnitPrice) AS price
FROM sale_lines AS lines
LEFT JOIN names ON names.StockCode = lines.StockCode AND names.place = 1
GROUP BY lines.StockCode
