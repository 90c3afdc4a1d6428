-- One range of the allocation job: makes missing accounts, grants upgrades that have come, opens due periods. It never waits:
-- accounts that somebody else holds are skipped, and their customers come back in `busy`. It locks in id order.
--
--   changed   accounts that got an entry or a period
CREATE OR REPLACE FUNCTION allocate_customers(customer_ids bigint[], at timestamptz, through date, run_id bigint,
    OUT customers bigint, OUT accounts bigint, OUT changed bigint, OUT opened bigint,
    OUT granted_millicredits numeric, OUT rolled_millicredits numeric, OUT expired_millicredits numeric, OUT busy bigint[])
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    upgrading bigint;
    due       bigint[];
    locked    bigint[];
BEGIN
    customers := cardinality(customer_ids);
    busy := '{}';
    PERFORM create_accounts(customer_ids);
    FOR upgrading IN
        SELECT c.id FROM customer c
        JOIN subscription_change s ON s.customer_id = c.id AND s.effective_at = c.next_upgrade_at AND s.is_upgrade AND s.voided_at IS NULL
        WHERE c.id = ANY (customer_ids) AND c.next_upgrade_at <= at
          AND (through IS NULL OR (s.effective_at AT TIME ZONE s.zone)::date <= through) ORDER BY c.id
    LOOP
        IF can_lock_customer(upgrading) THEN
            PERFORM grant_due_upgrades(upgrading, at);
        ELSE
            busy := busy || upgrading;
        END IF;
    END LOOP;
    SELECT array_agg(a.id) INTO due FROM account a WHERE a.customer_id = ANY (customer_ids) AND a.customer_id <> ALL (busy) AND a.next_due_at <= at;
    SELECT array_agg(a.id) INTO locked FROM (SELECT x.id FROM account x WHERE x.id = ANY (due) ORDER BY x.id FOR UPDATE SKIP LOCKED) AS a;
    SELECT o.accounts, o.opened, o.granted_millicredits, o.rolled_millicredits, o.expired_millicredits
    INTO changed, opened, granted_millicredits, rolled_millicredits, expired_millicredits
    FROM open_periods(coalesce(locked, '{}'), at, through, run_id) AS o;
    accounts := coalesce(cardinality(locked), 0);
    IF coalesce(cardinality(due), 0) > accounts THEN
        busy := busy || ARRAY(SELECT DISTINCT a.customer_id FROM account a WHERE a.id = ANY (due) AND a.id <> ALL (coalesce(locked, '{}')) ORDER BY 1);
    END IF;
END
$$;
