-- What breaks any invariant, one row a fault, in the form of a finding: where in the account's books, by how much they are off
-- (stored less reckoned), and the figures that disagree. A range of account ids goes down into every branch.
CREATE OR REPLACE VIEW invariants_broken AS
SELECT 'I1' AS kind, v.account_id, '' AS place, coalesce(v.balance_millicredits, 0) - v.entries_millicredits AS amount_millicredits,
       jsonb_build_object('balanceMillicredits', v.balance_millicredits, 'entriesMillicredits', v.entries_millicredits) AS evidence
FROM invariant_i1 v
UNION ALL
SELECT 'I2', v.account_id, 'entry ' || v.entry_id,
       CASE WHEN v.balance_before_millicredits <> v.previous_after_millicredits
            THEN v.balance_before_millicredits::numeric - v.previous_after_millicredits
            ELSE v.balance_after_millicredits::numeric - v.balance_before_millicredits - v.amount_millicredits END,
       jsonb_build_object('previousAfterMillicredits', v.previous_after_millicredits, 'balanceBeforeMillicredits', v.balance_before_millicredits,
                          'amountMillicredits', v.amount_millicredits, 'balanceAfterMillicredits', v.balance_after_millicredits)
FROM invariant_i2 v
UNION ALL
SELECT 'I3', v.account_id, '',
       CASE WHEN v.balance_millicredits = v.remaining_millicredits THEN v.balance_millicredits -- they agree, below zero
            ELSE coalesce(v.balance_millicredits, 0) - v.remaining_millicredits END,
       jsonb_build_object('balanceMillicredits', v.balance_millicredits, 'remainingMillicredits', v.remaining_millicredits)
FROM invariant_i3 v
UNION ALL
SELECT 'I4', v.account_id, 'lot ' || v.lot_id,
       CASE WHEN v.remaining_millicredits IS DISTINCT FROM v.moved_millicredits THEN coalesce(v.remaining_millicredits, 0) - v.moved_millicredits
            WHEN v.remaining_millicredits < 0 THEN v.remaining_millicredits
            ELSE v.remaining_millicredits::numeric - v.granted_millicredits END,
       jsonb_build_object('grantedMillicredits', v.granted_millicredits, 'remainingMillicredits', v.remaining_millicredits,
                          'movedMillicredits', v.moved_millicredits)
FROM invariant_i4 v
UNION ALL
SELECT 'I5', v.account_id, 'entry ' || v.entry_id, coalesce(v.amount_millicredits, 0) - v.moved_millicredits,
       jsonb_build_object('amountMillicredits', v.amount_millicredits, 'movedMillicredits', v.moved_millicredits)
FROM invariant_i5 v
UNION ALL
SELECT 'I6', v.account_id, concat('period ', iso_instant(v.period_start), ': ', v.fault), NULL,
       jsonb_build_object('periodStart', iso_instant(v.period_start), 'periodEnd', iso_instant(v.period_end), 'fault', v.fault)
FROM invariant_i6 v
UNION ALL
SELECT 'I7', v.account_id, 'table ' || v.table_name, NULL, jsonb_build_object('table', v.table_name, 'fault', v.fault)
FROM invariant_i7 v
UNION ALL
SELECT 'I8', v.account_id, concat('key ', v.idempotency_key, ': ', v.fault), NULL,
       jsonb_build_object('key', v.idempotency_key, 'fault', v.fault)
FROM invariant_i8 v
UNION ALL
SELECT 'I9', v.account_id, coalesce('entry ' || v.entry_id, 'request ' || v.request_id), v.charged_millicredits - v.deducted_millicredits,
       jsonb_build_object('requestId', v.request_id, 'entry', v.entry_id, 'chargedMillicredits', v.charged_millicredits,
                          'deductedMillicredits', v.deducted_millicredits)
FROM invariant_i9 v
UNION ALL
SELECT 'I10', v.account_id, 'lot ' || v.lot_id, v.granted_millicredits - v.used_millicredits - v.remaining_millicredits,
       jsonb_build_object('netPriceCents', v.net_price_cents, 'grantedMillicredits', v.granted_millicredits,
                          'remainingMillicredits', v.remaining_millicredits, 'usedMillicredits', v.used_millicredits)
FROM invariant_i10 v;
