-- What the expectations' SQL reads besides the snapshot's own tables: sales (completed orders), sold (their lines), refunds,
-- buyers (one row per customer with a sale), tested (one row per
-- campaign and person assigned to an arm: whether they bought within 60 days). Days and months are in UTC, as the demo shop's are. Written apart from the metric registry.
CREATE VIEW sales AS
SELECT *, ordered_at::date AS day, strftime(ordered_at, '%Y-%m') AS month, year(ordered_at) || '-Q' || quarter(ordered_at) AS quarter,
       year(ordered_at) AS year
FROM orders WHERE status = 'completed';
CREATE VIEW refunded AS
SELECT *, abs(revenue) AS amount, ordered_at::date AS day, strftime(ordered_at, '%Y-%m') AS month, year(ordered_at) AS year
FROM orders WHERE status = 'refund';
CREATE VIEW sold AS
SELECT l.*, p.name, p.category, p.kind, s.customer_id, s.day, s.month, s.quarter, s.year, s.country
FROM order_lines l JOIN sales s USING (order_id) LEFT JOIN products p USING (product_id);
CREATE VIEW buyers AS
SELECT customer_id, count(*) AS orders, count(DISTINCT day) AS days, sum(revenue) AS revenue, min(day) AS first_day, max(day) AS last_day,
       arg_max(country, (ordered_at, order_id)) AS last_country
FROM sales WHERE customer_id IS NOT NULL GROUP BY customer_id;
CREATE VIEW worth AS
SELECT b.customer_id, b.revenue - coalesce(r.amount, 0) AS value
FROM buyers b LEFT JOIN (SELECT customer_id, sum(amount) AS amount FROM refunded GROUP BY customer_id) r USING (customer_id);
CREATE VIEW visits AS
SELECT visit_id, min(occurred_at)::date AS day, strftime(min(occurred_at), '%Y-%m') AS month, bool_or(type = 'add_to_cart') AS cart
FROM events WHERE visit_id IS NOT NULL GROUP BY visit_id;
CREATE VIEW delivered AS
SELECT t.*, c.name, c.channel, c.kind, t.sent_at::date AS day, strftime(t.sent_at, '%Y-%m') AS month
FROM touches t JOIN campaigns c USING (campaign_id) WHERE t.delivered_at IS NOT NULL;
CREATE VIEW assigned AS
SELECT campaign_id, customer_id, min(assigned_at) AS assigned_at, arg_min(arm, (assigned_at, touch_id)) AS arm
FROM touches WHERE arm IS NOT NULL GROUP BY campaign_id, customer_id;
CREATE VIEW tested AS
SELECT c.name, a.customer_id, a.arm, any_value(a.assigned_at)::date AS day, (count(s.order_id) > 0)::int AS bought
FROM assigned a JOIN campaigns c USING (campaign_id)
LEFT JOIN sales s ON s.customer_id = a.customer_id AND s.ordered_at > a.assigned_at AND s.ordered_at <= a.assigned_at + INTERVAL 60 DAY
GROUP BY c.name, a.customer_id, a.arm;
CREATE MACRO today() AS (SELECT max(day) FROM sales);
