SELECT *, coalesce(person_id(email), 'klaviyo_' || klaviyo_id) AS person
FROM profiles
