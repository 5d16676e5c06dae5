SELECT
    person AS customer_id,
    min(created) AS created_at,
    arg_max(country, _line) AS country,
    arg_max(city, _line) AS city,
    arg_max(source, _line) AS acquisition_channel
FROM people
GROUP BY person
