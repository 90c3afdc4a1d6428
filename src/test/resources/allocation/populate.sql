-- Customers of every kind, half a year old on 1 November 2026: all plans, both cycles, five zones, some canceled.
WITH made AS (
    INSERT INTO customer (user_id, email, name, created_at)
    SELECT format('user-%s', lpad(n::text, 6, '0')), format('user-%s@example.com', n), format('User %s', n), timestamptz '2026-05-01 00:00Z'
    FROM generate_series(1, :customers) AS n
    RETURNING id, user_id
), numbered AS (
    SELECT m.id, row_number() OVER (ORDER BY m.user_id)::integer AS n FROM made m
)
INSERT INTO subscription_change (customer_id, effective_at, plan_id, status, cycle, anchor_date, zone, allocate_from, actor)
SELECT c.id, '-infinity', p.id, CASE WHEN c.n % 20 = 19 THEN 'canceled' ELSE 'active' END,
       CASE WHEN c.n % 3 = 0 THEN 'anniversary' ELSE 'calendar' END, date '2026-05-01' + c.n % 31,
       (ARRAY['UTC', 'UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati', 'Asia/Kolkata'])[1 + c.n % 6],
       date '2026-10-01', 'populate'
FROM numbered c JOIN plan p ON p.code = (ARRAY['free', 'basic', 'pro', 'enterprise'])[1 + c.n % 4];
