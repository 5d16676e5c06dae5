SELECT
    InvoiceNo AS order_id,
    row_number() OVER (PARTITION BY InvoiceNo ORDER BY _file, _line) AS line_no,
    StockCode AS product_id,
    abs(Quantity) AS quantity,
    UnitPrice AS unit_price,
    amount AS revenue,
    _file,
    _line
FROM sale_lines
WHERE InvoiceNo IN (SELECT InvoiceNo FROM documents)
