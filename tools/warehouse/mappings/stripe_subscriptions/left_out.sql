SELECT _file, _line, 'subscription never completed' AS reason
FROM subscription_rows
WHERE id NOT IN (SELECT id FROM running)
