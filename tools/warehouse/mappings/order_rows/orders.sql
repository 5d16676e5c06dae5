SELECT
    order_id,
    person AS customer_id,
    order_date AS ordered_at,
    coalesce(status, 'completed') AS status,
    paid AS revenue,
    abs(discount) AS discount,
    currency,
    country,
    city,
    sales_channel,
    coupon_code,
    _file,
    _line
FROM people
