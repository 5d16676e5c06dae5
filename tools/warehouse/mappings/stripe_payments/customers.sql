SELECT person AS customer_id
FROM paid
WHERE person IS NOT NULL
GROUP BY ALL
