SELECT
    person_id(email) AS customer_id,
    arg_max(email, ROW(created_at, name)) AS email,
    arg_max(phone, ROW(created_at, name)) AS phone,
    arg_max(split_part(billing_name, ' ', 1), ROW(created_at, name)) AS first_name
FROM heads
WHERE email IS NOT NULL
GROUP BY ALL
