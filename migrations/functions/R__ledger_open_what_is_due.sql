-- Brings locked accounts up to the business time of their next request, if that is to be charged: upgrades that have come are granted,
-- what ended is closed, what began is open. Accounts are taken together up to an instant that lies between what is due and the
-- request of each; where a plan forgives missed periods (latest-only) it matters who looks when, and each is taken alone.
CREATE OR REPLACE FUNCTION open_what_is_due(work rated_charge[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    alone     boolean;
    upgrading record;
    accounts  bigint[];
    clocks    timestamptz[];
    due       record;
BEGIN
    FOR upgrading IN
        SELECT n.customer_id, n.clock
        FROM (SELECT DISTINCT ON (w.customer_id) w.customer_id, w.clock, w.mode FROM unnest(work) w ORDER BY w.customer_id, w.ordinal) AS n
        JOIN customer c ON c.id = n.customer_id WHERE n.mode = 'charge' AND c.next_upgrade_at <= n.clock ORDER BY n.customer_id
    LOOP
        PERFORM grant_due_upgrades(upgrading.customer_id, upgrading.clock);
    END LOOP;
    SELECT array_agg(n.account_id ORDER BY n.clock, n.account_id), array_agg(n.clock ORDER BY n.clock, n.account_id) INTO accounts, clocks
    FROM (SELECT DISTINCT ON (w.account_id) w.account_id, w.customer_id, w.clock, w.mode FROM unnest(work) w ORDER BY w.account_id, w.ordinal) AS n
    JOIN account a ON a.id = n.account_id JOIN customer c ON c.id = n.customer_id
    WHERE n.mode = 'charge' AND a.next_due_at <= n.clock AND (c.next_upgrade_at <= n.clock) IS NOT TRUE;
    alone := cardinality(accounts) > 1 AND EXISTS (SELECT FROM catalogue_plan p WHERE p.missed_periods = 'latest-only');
    WHILE accounts IS NOT NULL LOOP
        IF alone THEN
            PERFORM open_periods(accounts[:1], clocks[1]);
            accounts := nullif(accounts[2:], '{}'); clocks := clocks[2:];
        ELSE
            PERFORM open_periods(accounts, clocks[1]);
            SELECT array_agg(x.account_id ORDER BY x.clock, x.account_id), array_agg(x.clock ORDER BY x.clock, x.account_id) INTO accounts, clocks
            FROM unnest(accounts, clocks) AS x (account_id, clock) JOIN account a ON a.id = x.account_id WHERE a.next_due_at <= x.clock;
        END IF;
    END LOOP;
END
$$;
