-- Before a run for listed users: those that bursar does not know.
--   users  text[]
SELECT asked.user_id
FROM unnest(CAST(:users AS text[])) AS asked (user_id)
WHERE NOT EXISTS (SELECT FROM customer c WHERE c.user_id = asked.user_id)
ORDER BY asked.user_id
