-- Grants the credits of a customer's upgrades that have taken effect by an instant, each once, oldest first. Per credit type:
--
--   ceil_to_granularity((new allowance − highest allowance granted in the period) × days left / days in the period)
--
-- in local days, the day of the change included. Measured against the highest allowance already granted, so going up, down
-- and up again earns nothing.
--
--   upgrades  what upgrades granted, by credit type
--   changed   accounts that changed; the other figures are open_periods' for the periods before the upgrades, granted_millicredits
--             with the upgrades
CREATE OR REPLACE FUNCTION grant_due_upgrades(customer_id bigint, at timestamptz,
    OUT upgrades jsonb, OUT changed bigint, OUT opened bigint, OUT granted_millicredits numeric, OUT rolled_millicredits numeric, OUT expired_millicredits numeric)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    before    record;
    raised    bigint;
    change    record;
    running   record;
    allowance record;
    payer     bigint;
    highest   bigint;
    amount    bigint;
    new_entry bigint;
BEGIN
    upgrades := '{}'; changed := 0; opened := 0; granted_millicredits := 0; rolled_millicredits := 0; expired_millicredits := 0;
    PERFORM FROM customer c WHERE c.id = grant_due_upgrades.customer_id FOR NO KEY UPDATE;
    FOR change IN
        SELECT s.*, p.code AS plan_code, catalogue_version_at(s.effective_at) AS version_id FROM subscription_change s JOIN plan p ON p.id = s.plan_id
        WHERE s.customer_id = grant_due_upgrades.customer_id AND s.is_upgrade AND s.granted_at IS NULL AND s.voided_at IS NULL AND s.effective_at <= at
        ORDER BY s.effective_at, s.id
    LOOP
        PERFORM create_accounts(ARRAY[grant_due_upgrades.customer_id]);
        SELECT * INTO before FROM open_periods((SELECT array_agg(a.id) FROM account a WHERE a.customer_id = grant_due_upgrades.customer_id), change.effective_at);
        raised := 0;
        SELECT * INTO running FROM scheduled_period(grant_due_upgrades.customer_id, change.effective_at);
        FOR allowance IN
            SELECT v.*, t.code, t.granularity_millicredits AS granularity FROM catalogue_allowance v JOIN credit_type t ON t.id = v.credit_type_id
            WHERE v.version_id = change.version_id AND v.plan_id = change.plan_id AND running.period_end IS NOT NULL ORDER BY v.credit_type_id
        LOOP
            payer := lock_account(grant_due_upgrades.customer_id, allowance.credit_type_id);
            highest := coalesce((SELECT p.allowance_millicredits FROM period p WHERE p.account_id = payer AND p.period_start = running.period_start), 0);
            CONTINUE WHEN allowance.allowance_millicredits <= highest;
            amount := ceil((allowance.allowance_millicredits - highest)::numeric
                * days_between(change.effective_at, running.period_end, running.zone)
                / days_between(running.period_start, running.period_end, running.zone)
                / allowance.granularity) * allowance.granularity;
            new_entry := nextval('entry_id_seq');
            INSERT INTO period AS p (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits,
                                     granted_millicredits, allowance_millicredits, first_entry_id, plan_id, catalogue_version_id, actor)
            SELECT payer, running.period_start, running.period_end, a.balance_millicredits, 0, 0, amount, allowance.allowance_millicredits,
                   new_entry, change.plan_id, change.version_id, acting() FROM account a WHERE a.id = payer
            ON CONFLICT ON CONSTRAINT period_pk DO UPDATE SET granted_millicredits = p.granted_millicredits + excluded.granted_millicredits,
                allowance_millicredits = excluded.allowance_millicredits;
            PERFORM give_credits(new_entry, payer, 'allowance', amount, change.effective_at,
                CASE WHEN allowance.expires_at_period_end THEN running.period_end END, 'adjustment', change.effective_at, NULL,
                format('upgrade to %s', change.plan_code));
            upgrades := upgrades || jsonb_build_object(allowance.code, amount);
            granted_millicredits := granted_millicredits + amount;
            raised := raised + 1;
        END LOOP;
        changed := changed + greatest(before.changed, raised);
        opened := opened + before.opened;
        granted_millicredits := granted_millicredits + before.granted_millicredits;
        rolled_millicredits := rolled_millicredits + before.rolled_millicredits;
        expired_millicredits := expired_millicredits + before.expired_millicredits;
        UPDATE subscription_change s SET granted_at = statement_timestamp() WHERE s.id = change.id;
    END LOOP;
    UPDATE customer c SET next_upgrade_at = (SELECT min(s.effective_at) FROM subscription_change s
        WHERE s.customer_id = c.id AND s.is_upgrade AND s.granted_at IS NULL AND s.voided_at IS NULL) WHERE c.id = grant_due_upgrades.customer_id;
END
$$;
