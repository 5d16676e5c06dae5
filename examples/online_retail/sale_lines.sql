-- Every line that is a sale or its return: no stock adjustments (free or negative outside a refund), no accounting entries.
SELECT
    *,
    starts_with(upper(InvoiceNo), 'C') AS is_refund,
    CASE
        WHEN StockCode IN ('DOT', 'POST', 'C2') THEN 'shipping'
        WHEN StockCode IN ('AMAZONFEE', 'BANK CHARGES', 'CRUK') THEN 'fee'
        WHEN StockCode IN ('M', 'm', 'D', 'S', 'B') THEN 'other'
        WHEN starts_with(StockCode, 'gift_') THEN 'gift_card'
        ELSE 'merchandise'
    END AS kind,
    CASE
        WHEN kind IN ('shipping', 'fee') THEN 0
        ELSE abs(Quantity::DECIMAL(18, 3)) * UnitPrice::DECIMAL(18, 3)
    END AS amount
FROM invoice_lines
WHERE NOT starts_with(upper(InvoiceNo), 'A')
  AND UnitPrice > 0
  AND (Quantity > 0 OR (Quantity < 0 AND starts_with(upper(InvoiceNo), 'C')))
