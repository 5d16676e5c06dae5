SELECT
    person AS customer_id,
    arg_max(default_address_country_code, _line) AS country,
    arg_max(default_address_city, _line) AS city,
    bool_or(email IS NOT NULL) AS has_email,
    bool_or(phone IS NOT NULL) AS has_phone
FROM people
GROUP BY person
