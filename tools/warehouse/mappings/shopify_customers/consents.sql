-- A blank is no consent, and no refusal either: it gives no row.
SELECT
    person AS customer_id,
    channel,
    CASE WHEN bool_and(accepts) THEN 'subscribed' ELSE 'unsubscribed' END AS status,
    'shopify' AS source
FROM (
    SELECT person, 'email' AS channel, accepts_email_marketing AS accepts FROM people
    UNION ALL
    SELECT person, 'sms', accepts_sms_marketing FROM people
)
WHERE accepts IS NOT NULL
GROUP BY ALL
