SELECT
    order_id,
    1 AS line_no,
    bought AS product_id,
    abs(quantity) AS quantity,
    abs(unit_price) AS unit_price,
    paid AS revenue,
    _file,
    _line
FROM people
