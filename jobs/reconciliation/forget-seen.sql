-- Step 1: what starts before this one saw and did not settle: they were killed, or dry runs. The job's lock is ours.
DELETE FROM finding_seen
