SELECT
    *,
    CASE lower(status)
        WHEN 'trialing' THEN 'trialing'
        WHEN 'active' THEN 'active'
        WHEN 'past_due' THEN 'past_due'
        WHEN 'unpaid' THEN 'past_due'
        WHEN 'paused' THEN 'paused'
        WHEN 'canceled' THEN 'ended'
        WHEN 'cancelled' THEN 'ended'
    END AS state
FROM subscription_rows
WHERE state IS NOT NULL
