-- Runs that count as running while nobody works on them: the lock of their job is free (their process was killed), or they
-- have been silent for longer than the lease (frozen, or cut off from the database). A run that ends in this moment may
-- show up; who acts upon it checks its fence.
CREATE OR REPLACE VIEW dead_run AS
SELECT d.* FROM (
    SELECT r.id AS run_id, r.job, r.fence, NOT lock_is_held('bursar.run.' || r.job) AS lock_is_free,
           r.heartbeat_at <= clock_timestamp() - lease() AS is_silent
    FROM run r
    WHERE r.status = 'RUNNING') AS d
WHERE d.lock_is_free OR d.is_silent;
