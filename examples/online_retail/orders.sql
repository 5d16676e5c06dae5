SELECT
    InvoiceNo AS order_id,
    customer_id,
    ordered_at,
    CASE WHEN is_refund THEN 'refund' ELSE 'completed' END AS status,
    revenue,
    'GBP' AS currency,
    country,
    _file,
    _line
FROM documents
