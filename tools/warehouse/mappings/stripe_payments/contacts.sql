SELECT person AS customer_id, arg_max(customer_email, ROW(created, id)) AS email
FROM paid
WHERE person IS NOT NULL AND customer_email IS NOT NULL
GROUP BY ALL
