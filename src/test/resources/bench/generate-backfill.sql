-- :accounts customers on one plan, subscribed from the day on which their legacy period ends; nobody has anything yet.
INSERT INTO credit_type (code, granularity_millicredits) VALUES ('credits', 1);
INSERT INTO plan (code) VALUES ('pro');
INSERT INTO catalogue_version (applies_from, sha256, source, actor) VALUES ('-infinity', 'bench', 'bench', 'bench');
INSERT INTO catalogue_credit_type SELECT v.id, t.id, 1000 FROM catalogue_version v, credit_type t;
INSERT INTO catalogue_plan (version_id, plan_id) SELECT v.id, p.id FROM catalogue_version v, plan p;
INSERT INTO catalogue_allowance
SELECT v.id, p.id, t.id, 5000000, true, 50, 2000000, 1 FROM catalogue_version v, plan p, credit_type t;
INSERT INTO customer (user_id, created_at)
SELECT 'user-' || n, '2026-09-15T00:00:00Z' FROM generate_series(1, :accounts) AS n;
INSERT INTO subscription_change (customer_id, effective_at, plan_id, status, cycle, anchor_date, allocate_from, actor)
SELECT c.id, '-infinity', p.id, 'active', 'calendar', '2026-10-01', '2026-12-01', 'bench' FROM customer c, plan p ORDER BY c.id;
