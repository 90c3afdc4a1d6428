-- :accounts customers with one account each, as October left them: 5,000 credits granted, 1,200 of them used. Written
-- straight into the tables; the invariants hold (I8 and I9 know the deduction as an adjustment, so it needs no usage event).
INSERT INTO credit_type (code, granularity_millicredits) VALUES ('credits', 1);
INSERT INTO plan (code) VALUES ('pro');
INSERT INTO catalogue_version (applies_from, sha256, source, actor) VALUES ('-infinity', 'bench', 'bench', 'bench');
INSERT INTO catalogue_credit_type SELECT v.id, t.id, 1000 FROM catalogue_version v, credit_type t;
INSERT INTO catalogue_plan (version_id, plan_id) SELECT v.id, p.id FROM catalogue_version v, plan p;
INSERT INTO catalogue_allowance
SELECT v.id, p.id, t.id, 5000000, true, 50, 2000000, 1 FROM catalogue_version v, plan p, credit_type t;
INSERT INTO catalogue_price (version_id, action, credit_type_id, base_millicredits, per, unit)
SELECT v.id, 'call', t.id, 1000, 1, 'call' FROM catalogue_version v, credit_type t;

INSERT INTO customer (user_id, created_at)
SELECT 'user-' || n, '2026-09-15T00:00:00Z' FROM generate_series(1, :accounts) AS n;
INSERT INTO subscription_change (customer_id, effective_at, plan_id, status, cycle, anchor_date, allocate_from, actor)
SELECT c.id, '-infinity', p.id, 'active', 'calendar', '2026-10-01', '2026-10-01', 'bench' FROM customer c, plan p ORDER BY c.id;
UPDATE customer SET accounts_version = (SELECT id FROM catalogue_version); -- as October's run left it
INSERT INTO account (customer_id, credit_type_id, balance_millicredits, next_period_at, next_due_at)
SELECT c.id, t.id, 3800000, '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z' FROM customer c, credit_type t ORDER BY c.id;
INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
SELECT nextval('lot_id_seq'), a.id, 'allowance', 10, 5000000, 3800000, '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z' FROM account a ORDER BY a.id;
INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, type, actor)
SELECT nextval('entry_id_seq'), e.account_id, e.amount, e.before, e.before + e.amount, e.at, e.at::date, e.type, 'bench'
FROM (SELECT a.id AS account_id, 5000000 AS amount, 0 AS before, timestamptz '2026-10-01T00:00:00Z' AS at, 'allocation'::entry_type AS type FROM account a
      UNION ALL
      SELECT a.id, -1200000, 5000000, '2026-10-10T00:00:00Z', 'adjustment' FROM account a
      ORDER BY at, account_id) AS e;
INSERT INTO movement (entry_id, lot_id, amount_millicredits)
SELECT e.id, l.id, e.amount_millicredits FROM entry e JOIN lot l USING (account_id) ORDER BY e.id;
INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                    allowance_millicredits, first_entry_id, plan_id, catalogue_version_id, actor)
SELECT a.id, '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z', 0, 0, 0, 5000000, 5000000, e.id, p.id, v.id, 'bench'
FROM account a JOIN entry e ON e.account_id = a.id AND e.type = 'allocation', plan p, catalogue_version v ORDER BY a.id;
