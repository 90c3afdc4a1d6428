-- Schedules and their past: :schedules jobs, :past due intervals that are done, and as many runs of allocation.
-- Parameters: :schedules, :past (numbers, replaced as text). Order: on a migrated database without schedules.
INSERT INTO schedule (job, watermark_at, manifest_sha256, bursar_version)
SELECT format('job-%s', n), '2026-11-01T00:00:00Z', 'bench', '0' FROM generate_series(1, :schedules) AS n;
INSERT INTO run (job, business_for, attempt, status, parameters, actor, host, process_id, started_at, heartbeat_at, finished_at)
SELECT 'allocation', ('2020-01-01'::date + n % 2000)::text, 1 + n / 2000, 'COMPLETED',
       '{"at": "2026-11-01T00:00:00Z", "users": [], "values": {}}', 'bench', 'bench', 1,
       '2020-01-01T00:00:00Z'::timestamptz + n * interval '10 minutes', '2020-01-01T00:00:00Z'::timestamptz + n * interval '10 minutes',
       '2020-01-01T00:01:00Z'::timestamptz + n * interval '10 minutes'
FROM generate_series(1, :past) AS n;
INSERT INTO due_interval (job, business_for, slot_at, last_slot_at, status, settled_at)
SELECT format('job-%s', 1 + n % :schedules), ('2026-10-31'::date - n / :schedules)::text,
       '2026-10-31T00:05:00Z'::timestamptz - n / :schedules * interval '1 day', '2026-10-31T00:05:00Z'::timestamptz - n / :schedules * interval '1 day',
       'DONE', now()
FROM generate_series(1, :past) AS n;
INSERT INTO due_interval (job, business_for, slot_at, last_slot_at, status)
SELECT format('job-%s', n), '2026-11-01', '2026-11-01T00:05:00Z', '2026-11-01T00:05:00Z', 'WAITING'
FROM generate_series(1, :schedules, 10) AS n;
ANALYZE schedule, due_interval, run;
