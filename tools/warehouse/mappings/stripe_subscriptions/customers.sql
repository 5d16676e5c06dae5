SELECT customer_id, min(created) AS created_at
FROM running
GROUP BY customer_id
