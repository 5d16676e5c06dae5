-- A trial becomes paid when it ends; one that never did has no start.
SELECT
    id AS subscription_id,
    customer_id,
    plan,
    state AS status,
    trial_start AS trial_started_at,
    trial_end AS trial_ends_at,
    CASE
        WHEN trial_end IS NULL THEN coalesce(started, created)
        WHEN state = 'trialing' OR coalesce(ended_at, canceled_at) <= trial_end THEN NULL
        ELSE trial_end
    END AS started_at,
    period_end AS current_period_ends_at,
    cancel_at_period_end,
    CASE WHEN state = 'ended' THEN coalesce(ended_at, canceled_at) END AS ended_at,
    CASE WHEN lower(interval) IN ('week', 'month', 'quarter', 'year') THEN lower(interval) END AS billing_interval,
    amount * coalesce(quantity, 1) AS price,
    cancellation_reason AS cancel_reason,
    _file,
    _line
FROM running
