SELECT DISTINCT person AS customer_id
FROM people
WHERE person IS NOT NULL
