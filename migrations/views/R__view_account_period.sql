-- Periods with what was used in them. An entry falls into the period that was open when it was written: from the period's
-- first entry up to the next period's, ids rising under the account's lock. A reversal counts where its charge did. What remains is asked of the allowance lots of
-- the account's latest period; a period that has been closed holds nothing.
CREATE OR REPLACE VIEW account_period AS
SELECT p.account_id, p.period_start, p.period_end, p.granted_millicredits, p.rolled_in_millicredits,
       coalesce(u.used, 0)::bigint AS used_millicredits,
       CASE WHEN n.first_entry_id IS NULL THEN coalesce(r.remaining, 0) ELSE 0 END::bigint AS remaining_millicredits
FROM period p
LEFT JOIN LATERAL ( -- not a window: one user's periods are looked up, not everybody's numbered
    SELECT q.first_entry_id FROM period q WHERE q.account_id = p.account_id AND q.period_start > p.period_start ORDER BY q.period_start LIMIT 1) AS n ON true
CROSS JOIN LATERAL (
    SELECT -sum(e.amount_millicredits + coalesce(r.amount_millicredits, 0)) AS used
    FROM entry e
    LEFT JOIN idempotency_key k ON k.key = 'refund:' || e.idempotency_key
    LEFT JOIN entry r ON r.id = k.entry_id
    WHERE e.account_id = p.account_id AND e.id >= p.first_entry_id AND (n.first_entry_id IS NULL OR e.id < n.first_entry_id)
      AND e.occurred_at < p.period_end AND e.type = 'deduction') AS u
CROSS JOIN LATERAL (
    SELECT sum(l.remaining_millicredits) AS remaining FROM lot l
    WHERE l.account_id = p.account_id AND l.open AND l.source = 'allowance') AS r;
