-- The floor: one transaction that writes the rows of all events at once, knowing the two prices, that everybody can pay out of one lot,
-- that no key is bound, no cap is reached, and nobody else is at work. None of bursar's rules, the same rows.
CREATE TEMPORARY TABLE charging ON COMMIT DROP AS
SELECT x.*, nextval('entry_id_seq') AS entry_id, (x.balance - sum(x.amount) OVER (PARTITION BY x.account_id ORDER BY x.occurred_at, x.request_id))::bigint AS after
FROM (SELECT e.*, a.id AS account_id, a.balance_millicredits AS balance, e.input_tokens * p.input_usd_per_token + e.output_tokens * p.output_usd_per_token AS cost_usd,
             CASE WHEN e.model IS NULL THEN e.quantity * 1000
                  ELSE round((e.input_tokens * p.input_usd_per_token + e.output_tokens * p.output_usd_per_token) * 4 * 1000 * 1000)::bigint END AS amount
      FROM bench_event e JOIN customer c USING (user_id) JOIN account a ON a.customer_id = c.id LEFT JOIN provider_price p USING (model)
      ORDER BY a.id, e.occurred_at, e.request_id) AS x;
INSERT INTO idempotency_key (key, content, answer, entry_id)
SELECT c.request_id, sha256(convert_to(ROW(c.user_id, c.action, c.quantity, c.model, c.input_tokens, c.output_tokens, c.items)::text, 'UTF8')),
       jsonb_build_object('status', 'charged', 'chargedMillicredits', c.amount, 'balanceMillicredits', c.after), c.entry_id
FROM charging c;
INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, actor, idempotency_key, request_id, run_id)
SELECT c.entry_id, c.account_id, 'deduction', -c.amount, c.after + c.amount, c.after, c.occurred_at, (c.occurred_at AT TIME ZONE 'UTC')::date, 'bench', c.request_id, c.request_id, 1
FROM charging c;
INSERT INTO movement (entry_id, lot_id, amount_millicredits)
SELECT c.entry_id, l.id, -c.amount FROM charging c JOIN lot l ON l.account_id = c.account_id AND l.open;
INSERT INTO usage_event (request_id, account_id, entry_id, status, action, model, input_tokens, output_tokens, quantity, items,
                         priced_millicredits, charged_millicredits, provider_cost_usd, catalogue_version_id, occurred_at, created_at)
SELECT c.request_id, c.account_id, c.entry_id, 'charged', c.action, c.model, c.input_tokens, c.output_tokens, c.quantity, c.items,
       c.amount, c.amount, c.cost_usd, v.id, c.occurred_at, statement_timestamp()
FROM charging c, catalogue_version v;
UPDATE lot SET remaining_millicredits = lot.remaining_millicredits - s.amount
FROM (SELECT c.account_id, sum(c.amount) AS amount FROM charging c GROUP BY c.account_id) AS s WHERE lot.account_id = s.account_id AND lot.open;
UPDATE account SET balance_millicredits = account.balance_millicredits - s.amount
FROM (SELECT c.account_id, sum(c.amount) AS amount FROM charging c GROUP BY c.account_id) AS s WHERE account.id = s.account_id;
