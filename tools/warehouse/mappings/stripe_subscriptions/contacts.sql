SELECT customer_id, arg_max(customer_email, ROW(coalesce(created, started), id)) AS email
FROM running
WHERE customer_email IS NOT NULL
GROUP BY customer_id
