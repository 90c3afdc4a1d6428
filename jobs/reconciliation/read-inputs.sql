-- For a plan: what decides the outcome besides parameters, environment and balances: the invariants themselves.
SELECT string_agg(v.viewname || v.definition, E'\n' ORDER BY v.viewname) AS invariants
FROM pg_views v WHERE v.schemaname = 'bursar' AND v.viewname ~ '^invariant'
