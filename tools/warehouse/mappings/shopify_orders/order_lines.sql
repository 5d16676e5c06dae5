SELECT name AS order_id, line_no, product_id, quantity, unit_price, round(coalesce(share, 0), 4) AS revenue, _file, _line
FROM items
