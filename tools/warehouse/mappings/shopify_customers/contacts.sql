SELECT
    person AS customer_id,
    arg_max(email, _line) AS email,
    arg_max(ltrim(phone, ''''), _line) AS phone,
    arg_max(first_name, _line) AS first_name,
    arg_max(last_name, _line) AS last_name
FROM people
GROUP BY person
