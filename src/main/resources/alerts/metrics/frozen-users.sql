-- Users whom bursar froze for what they were charged in a day, and whom nobody has looked at yet: how many times their recent average that
-- was, those who stand out most first.
SELECT c.user_id || ', ' || t.code AS label,
       round((r.charged_millicredits - r.passed_millicredits)::numeric * r.active_days / r.recent_millicredits, 1) AS times
FROM spending_review r
JOIN account a ON a.id = r.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id
WHERE r.resolved_at IS NULL AND r.frozen
ORDER BY times DESC LIMIT 100
