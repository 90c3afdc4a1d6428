-- One range of the allocation job: makes missing accounts, grants upgrades that have come, opens due periods. It never waits:
-- accounts that somebody else holds are skipped, and their customers come back in `busy`. It locks in id order.
--
--   changed   accounts that got an entry or a period
CREATE OR REPLACE FUNCTION allocate_customers(customer_ids bigint[], at timestamptz, through date, run_id bigint,
    OUT customers bigint, OUT accounts bigint, OUT changed bigint, OUT opened bigint,
    OUT granted_millicredits numeric, OUT rolled_millicredits numeric, OUT expired_millicredits numeric, OUT busy bigint[])
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    missing   bigint[];
    upgrades  bigint[];
    upgrading bigint;
    due       bigint[];
BEGIN
    customers := cardinality(customer_ids);
    busy := '{}';
    SELECT array_agg(c.id) FILTER (WHERE c.accounts_version IS DISTINCT FROM v.latest),
           array_agg(c.id ORDER BY c.id) FILTER (WHERE c.next_upgrade_at <= at)
    INTO missing, upgrades
    FROM customer c, (SELECT max(id) AS latest FROM catalogue_version) AS v WHERE c.id = ANY (customer_ids);
    IF missing IS NOT NULL THEN
        PERFORM create_accounts(missing);
    END IF;
    FOREACH upgrading IN ARRAY coalesce(upgrades, '{}') LOOP
        CONTINUE WHEN EXISTS (SELECT FROM customer c JOIN subscription_change s ON s.customer_id = c.id AND s.effective_at = c.next_upgrade_at
            WHERE c.id = upgrading AND s.is_upgrade AND s.voided_at IS NULL AND (s.effective_at AT TIME ZONE s.zone)::date > through);
        IF can_lock_customer(upgrading) THEN
            PERFORM grant_due_upgrades(upgrading, at);
        ELSE
            busy := busy || upgrading;
        END IF;
    END LOOP;
    due := ARRAY(SELECT a.id FROM account a WHERE a.customer_id = ANY (customer_ids) AND a.next_due_at <= at
                 AND (cardinality(busy) = 0 OR a.customer_id <> ALL (busy)));
    SELECT o.accounts, o.changed, o.opened, o.granted_millicredits, o.rolled_millicredits, o.expired_millicredits
    INTO accounts, changed, opened, granted_millicredits, rolled_millicredits, expired_millicredits
    FROM open_periods(due, at, through, run_id, false) AS o;
    IF cardinality(due) > accounts THEN
        busy := busy || ARRAY(SELECT DISTINCT a.customer_id FROM account a WHERE a.id = ANY (due) AND a.next_due_at <= at ORDER BY 1);
    END IF;
END
$$;
