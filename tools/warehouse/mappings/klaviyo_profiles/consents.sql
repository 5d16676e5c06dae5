-- Suppressed beats everything, unsubscribed beats subscribed; a blank or "never subscribed" gives no row.
WITH said AS (
    SELECT
        person,
        'email' AS channel,
        CASE
            WHEN email_suppressions IS NOT NULL AND lower(email_suppressions) NOT IN ('[]', 'false', 'none') THEN 3
            WHEN lower(email_marketing_consent) IN ('unsubscribed', 'false', 'no') THEN 2
            WHEN lower(email_marketing_consent) IN ('subscribed', 'true', 'yes') THEN 1
        END AS weight
    FROM people
    UNION ALL
    SELECT
        person,
        'sms',
        CASE
            WHEN lower(sms_marketing_consent) IN ('unsubscribed', 'false', 'no') THEN 2
            WHEN lower(sms_marketing_consent) IN ('subscribed', 'true', 'yes') THEN 1
        END
    FROM people
)
SELECT
    person AS customer_id,
    channel,
    ['subscribed', 'unsubscribed', 'suppressed'][max(weight)] AS status,
    'klaviyo' AS source
FROM said
WHERE weight IS NOT NULL
GROUP BY ALL
