-- The new allowance with its entry, movement and period: one statement per account, kinder than one per table.
WITH l AS (
    INSERT INTO lot (account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
    VALUES (:account, 'allowance', 10, :allowance, :allowance, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')
    RETURNING id
), e AS (
    INSERT INTO entry (account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, run_id, booked_on, type, actor)
    VALUES (:account, :allowance, :before - :expired, :before - :expired + :allowance, '2026-11-01T00:00:00Z', 1, '2026-11-01', 'allocation', 'bench')
    RETURNING id
), m AS (
    INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT e.id, l.id, :allowance FROM e, l
)
INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                    allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
SELECT :account, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', :before, :expired, :kept, :allowance, :allowance, e.id, 1, 1, 1, 'bench' FROM e
