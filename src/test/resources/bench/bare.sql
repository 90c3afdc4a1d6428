-- The floor: one transaction that writes the rows of November for everybody at once, knowing that there is one plan, one zone,
-- one lot to close and nobody else at work. None of bursar's rules, the same rows.
CREATE TEMPORARY TABLE opening ON COMMIT DROP AS
SELECT a.id AS account_id, l.id AS lot_id, l.remaining_millicredits / 2 AS kept, a.balance_millicredits AS balance,
       nextval('entry_id_seq') AS expiry_id, nextval('entry_id_seq') AS allocation_id, nextval('lot_id_seq') AS new_lot_id
FROM account a JOIN lot l ON l.account_id = a.id AND l.open
WHERE a.next_due_at <= '2026-11-01T00:00:00Z'
ORDER BY a.id;
INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, run_id, booked_on, type, actor)
SELECT o.expiry_id, o.account_id, -o.kept, o.balance, o.balance - o.kept, timestamptz '2026-11-01T00:00:00Z', 1, date '2026-11-01', entry_type 'expiry', 'bench' FROM opening o
UNION ALL
SELECT o.allocation_id, o.account_id, 5000000, o.balance - o.kept, o.balance - o.kept + 5000000, '2026-11-01T00:00:00Z', 1, '2026-11-01', 'allocation', 'bench'
FROM opening o;
INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
SELECT o.new_lot_id, o.account_id, 'allowance', 10, 5000000, 5000000, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z' FROM opening o;
INSERT INTO movement (entry_id, lot_id, amount_millicredits)
SELECT o.expiry_id, o.lot_id, -o.kept FROM opening o
UNION ALL
SELECT o.allocation_id, o.new_lot_id, 5000000 FROM opening o;
UPDATE lot SET remaining_millicredits = o.kept, carried = 1, expires_at = '2026-12-01T00:00:00Z' FROM opening o WHERE lot.id = o.lot_id;
INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                    allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
SELECT o.account_id, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', o.balance, o.kept, o.kept, 5000000, 5000000, o.allocation_id, 1, 1, 1, 'bench'
FROM opening o;
UPDATE account SET balance_millicredits = o.balance - o.kept + 5000000, next_period_at = '2026-12-01T00:00:00Z', next_due_at = '2026-12-01T00:00:00Z'
FROM opening o WHERE account.id = o.account_id;
