-- One row an invoice that has more than shipping and fees on it.
SELECT
    InvoiceNo,
    min(CustomerID) AS customer_id,
    min(InvoiceDate) AS ordered_at,
    bool_or(is_refund) AS is_refund,
    round(sum(amount), 2) AS revenue,
    min(Country) AS country,
    min(_file) AS _file,
    min(_line) AS _line
FROM sale_lines
GROUP BY InvoiceNo
HAVING bool_or(kind NOT IN ('shipping', 'fee'))
