-- The floor, once the file stands in bare_legacy: the same rows of the ledger in one transaction, knowing that there is one credit type,
-- that every row is good and that nobody else is at work.
INSERT INTO account (customer_id, credit_type_id, balance_millicredits, next_period_at, next_due_at)
SELECT c.id, 1, (b.credits_remaining * 1000)::bigint, b.period_end, b.period_end
FROM bare_legacy b JOIN customer c ON c.user_id = b.user_id ORDER BY c.id;
CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS
SELECT c.id AS customer_id, a.id AS account_id, a.balance_millicredits AS amount, b.paid_cents, b.period_start, b.period_end, row_number() OVER () AS line,
       nextval('entry_id_seq') AS entry_id, nextval('lot_id_seq') AS lot_id
FROM bare_legacy b JOIN customer c ON c.user_id = b.user_id JOIN account a ON a.customer_id = c.id
ORDER BY a.id;
INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at, net_price_cents, currency)
SELECT a.lot_id, a.account_id, 'migration', 30, a.amount, a.amount, '2026-11-02T00:00:00Z', a.period_end, a.paid_cents, 'usd' FROM arriving a;
INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, run_id, actor, reference_id)
SELECT a.entry_id, a.account_id, 'migration', a.amount, 0, a.amount, '2026-11-02T00:00:00Z', '2026-11-02', 1, 'bench', 'legacy:1:' || a.line FROM arriving a;
INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT a.entry_id, a.lot_id, a.amount FROM arriving a;
INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                    allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
SELECT a.account_id, a.period_start, a.period_end, 0, 0, 0, 0, 5000000, a.entry_id, 1, 1, 1, 'bench' FROM arriving a;
INSERT INTO migration (account_id, take, source_id, number, content, millicredits, lot_id, entry_id, period_start, period_end, cursor_before, set_seam)
SELECT a.account_id, 1, 1, a.line, md5(a.amount::text)::uuid, a.amount, a.lot_id, a.entry_id, a.period_start, a.period_end, '-infinity', true FROM arriving a;
UPDATE customer SET seam_at = '2026-11-02T00:00:00Z' FROM arriving a WHERE customer.id = a.customer_id;
