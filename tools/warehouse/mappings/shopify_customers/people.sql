SELECT *, coalesce(person_id(email), 'shopify_' || ltrim(customer_id, '''')) AS person
FROM people_rows
