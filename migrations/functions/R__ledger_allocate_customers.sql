-- One range of the allocation job: makes missing accounts, grants upgrades that have come, opens due periods. It never waits:
-- accounts that somebody else holds are skipped, and their customers come back in `busy`. It locks in id order.
--
--   accounts  accounts that were due and not held by somebody else
--   changed   accounts that got an entry or a period
CREATE OR REPLACE FUNCTION allocate_customers(customer_ids bigint[], at timestamptz, through date, run_id bigint,
    OUT customers bigint, OUT accounts bigint, OUT changed bigint, OUT opened bigint,
    OUT granted_millicredits numeric, OUT rolled_millicredits numeric, OUT expired_millicredits numeric, OUT busy bigint[])
LANGUAGE plpgsql VOLATILE
SET jit = off
SET enable_seqscan = off -- a range is small, however large the tables have become
SET random_page_cost = 1.1
AS $$
DECLARE
    missing   bigint[];
    upgrades  bigint[];
    upgrading bigint;
    due       bigint[];
    free      bigint[];
    done      record;
BEGIN
    PERFORM share_open_days();
    customers := cardinality(customer_ids);
    busy := '{}';
    changed := 0; opened := 0; granted_millicredits := 0; rolled_millicredits := 0; expired_millicredits := 0;
    SELECT array_agg(c.id) FILTER (WHERE c.accounts_version IS DISTINCT FROM v.latest),
           array_agg(c.id ORDER BY c.id) FILTER (WHERE c.next_upgrade_at <= at)
    INTO missing, upgrades
    FROM customer c, (SELECT max(id) AS latest FROM catalogue_version) AS v WHERE c.id = ANY (customer_ids);
    IF missing IS NOT NULL THEN
        free := ARRAY(SELECT c.id FROM customer c WHERE c.id = ANY (missing) ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED);
        IF NOT try_create_accounts(free) THEN
            free := '{}';
        END IF;
        IF cardinality(free) < cardinality(missing) THEN
            busy := ARRAY(SELECT unnest(missing) EXCEPT SELECT unnest(free) ORDER BY 1);
        END IF;
    END IF;
    FOREACH upgrading IN ARRAY coalesce(upgrades, '{}') LOOP
        CONTINUE WHEN upgrading = ANY (busy) OR EXISTS (SELECT FROM customer c JOIN subscription_change s ON s.customer_id = c.id AND s.effective_at = c.next_upgrade_at
            WHERE c.id = upgrading AND s.is_upgrade AND s.voided_at IS NULL AND (s.effective_at AT TIME ZONE s.zone)::date > through);
        IF can_lock_customer(upgrading) THEN
            SELECT * INTO done FROM grant_due_upgrades(upgrading, at);
            changed := changed + done.changed;
            opened := opened + done.opened;
            granted_millicredits := granted_millicredits + done.granted_millicredits;
            rolled_millicredits := rolled_millicredits + done.rolled_millicredits;
            expired_millicredits := expired_millicredits + done.expired_millicredits;
        ELSE
            busy := busy || upgrading;
        END IF;
    END LOOP;
    due := ARRAY(SELECT a.id FROM account a WHERE a.customer_id = ANY (customer_ids) AND a.next_due_at <= at
                 AND (cardinality(busy) = 0 OR a.customer_id <> ALL (busy)));
    LOOP
        SELECT * INTO done FROM open_periods(due, at, through, run_id, false);
        accounts := done.accounts;
        changed := changed + done.changed;
        opened := opened + done.opened;
        granted_millicredits := granted_millicredits + done.granted_millicredits;
        rolled_millicredits := rolled_millicredits + done.rolled_millicredits;
        expired_millicredits := expired_millicredits + done.expired_millicredits;
        EXIT WHEN done.accounts = cardinality(due);
        -- what we have or can have now is gone through once more, or one that was let go of in between would be forgotten
        free := ARRAY(SELECT a.id FROM account a WHERE a.id = ANY (due) AND a.next_due_at <= at ORDER BY a.id FOR UPDATE SKIP LOCKED);
        busy := busy || ARRAY(SELECT DISTINCT a.customer_id FROM account a
            WHERE a.id = ANY (due) AND a.next_due_at <= at AND a.id <> ALL (free) ORDER BY 1);
        due := free;
    END LOOP;
END
$$;
