SELECT person_id(email) AS customer_id
FROM heads
WHERE email IS NOT NULL
GROUP BY ALL
