-- The period that opens.
INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                    allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
VALUES (:account, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', :before, :expired, :kept, :allowance, :allowance, :allocationEntry, 1, 1, 1, 'bench')
