SELECT _file, _line, 'payment failed, not captured or not final' AS reason
FROM payments
WHERE id NOT IN (SELECT id FROM paid)
