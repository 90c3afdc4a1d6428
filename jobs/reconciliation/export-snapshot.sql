-- Step 1, on the coordinator's connection, first in its REPEATABLE READ READ ONLY transaction: makes its snapshot known to other
-- sessions for as long as this transaction lives. The server ends it when it has stood for `longest_millis`, whatever becomes
-- of our process: a snapshot that stays holds back vacuum for the whole server.
--   longest_millis
-- taken_at is later than every finding was last seen, also after a clock was set back: what is older was not seen.
SELECT pg_export_snapshot() AS id, set_config('idle_in_transaction_session_timeout', :longest_millis, true) AS longest,
       greatest(statement_timestamp(), (SELECT max(f.last_seen_at) + interval '1 microsecond' FROM finding f WHERE f.status <> 'resolved')) AS taken_at
