-- How much what was charged differs from what the shadow says, as the newest comparison for everybody within the window has found.
SELECT v.shadow_variance
FROM shadow_verdicts v
WHERE v.scope = 'all' AND v.verdict <> 'idle' AND v.compared > 0 AND v.given_at > business_now() - :window
ORDER BY v.given_at DESC, v.verdict_id DESC LIMIT 1
