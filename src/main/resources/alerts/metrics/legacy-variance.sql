-- How much consumption differs from the legacy system's, as the newest comparison for everybody within the window has found; 0.05 is 5 %.
SELECT v.legacy_variance
FROM shadow_verdicts v
WHERE v.scope = 'all' AND v.legacy_variance IS NOT NULL AND v.given_at > business_now() - :window
ORDER BY v.given_at DESC, v.verdict_id DESC LIMIT 1
