-- An order's own fields stand on its first row. Where prices include tax, Total is Subtotal and Shipping alone.
WITH firsts AS (
    SELECT
        name,
        arg_min(email, _line) AS email,
        arg_min(phone, _line) AS phone,
        arg_min(billing_name, _line) AS billing_name,
        lower(arg_min(financial_status, _line)) AS financial_status,
        arg_min(currency, _line) AS currency,
        arg_min(subtotal, _line) AS subtotal,
        coalesce(arg_min(shipping, _line), 0) AS shipping,
        coalesce(arg_min(taxes, _line), 0) AS taxes,
        arg_min(total, _line) AS total,
        arg_min(discount_amount, _line) AS discount_amount,
        arg_min(discount_code, _line) AS discount_code,
        arg_min(created_at, _line) AS created_at,
        arg_min(cancelled_at, _line) AS cancelled_at,
        coalesce(arg_min(refunded_amount, _line), 0) AS refunded,
        coalesce(arg_min(shipping_country, _line), arg_min(billing_country, _line)) AS country,
        coalesce(arg_min(shipping_city, _line), arg_min(billing_city, _line)) AS city,
        arg_min(source, _line) AS source,
        min(_file) AS _file,
        min(_line) AS _line
    FROM rows
    GROUP BY name
)
SELECT *, round(subtotal - CASE WHEN abs(subtotal + shipping - total) < 0.011 THEN taxes ELSE 0 END, 2) AS revenue
FROM firsts
WHERE created_at IS NOT NULL AND subtotal IS NOT NULL
