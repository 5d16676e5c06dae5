-- What is no sale, and why.
SELECT _file, _line, 'accounting adjustment' AS reason
FROM invoice_lines
WHERE starts_with(upper(InvoiceNo), 'A')
UNION ALL
SELECT _file, _line, 'stock adjustment: price or quantity of 0 or less outside a refund' AS reason
FROM invoice_lines
WHERE NOT starts_with(upper(InvoiceNo), 'A')
  AND NOT (UnitPrice > 0 AND (Quantity > 0 OR (Quantity < 0 AND starts_with(upper(InvoiceNo), 'C'))))
UNION ALL
SELECT _file, _line, 'charges only: an invoice with nothing but shipping or fees' AS reason
FROM sale_lines
WHERE InvoiceNo NOT IN (SELECT InvoiceNo FROM documents)
