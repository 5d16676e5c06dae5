SELECT
    person AS customer_id,
    arg_max(customer_email, ROW(order_date, order_id)) AS email
FROM people
WHERE person IS NOT NULL AND customer_email IS NOT NULL
GROUP BY person
