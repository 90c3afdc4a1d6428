-- The engine of backfills: brings rows of a legacy source into the ledger, each whole. Per credit type a `migration` entry with its lot,
-- dated at the seam; the user's seam; and where the legacy period lasts beyond the seam, that period, opened without an allocation:
-- the lot ends with it and is not carried over, and allocation goes on from there. Rows that were refused or migrated before do nothing.
-- It does not wait: rows of customers whom somebody else holds come back in `busy`, after a quarter of a second also those of customers for
-- whom somebody is making an account. Customers are locked in id order, then accounts.
--
-- What was spent or expired of a migration that was undone is still the user's: the next one brings so much less.
CREATE OR REPLACE FUNCTION migrate_balances(source_id integer, numbers bigint[], run_id bigint,
    OUT read bigint, OUT written bigint, OUT skipped bigint, OUT rejected bigint, OUT migrated_millicredits numeric, OUT busy bigint[])
LANGUAGE plpgsql VOLATILE
SET jit = off
SET plan_cache_mode = force_custom_plan -- the planner must see how many rows there are
SET enable_seqscan = off
SET enable_mergejoin = off
SET random_page_cost = 1.1
AS $$
DECLARE
    types     smallint[] := ARRAY(SELECT h.credit_type_id FROM legacy_share h WHERE h.source_id = migrate_balances.source_id ORDER BY h.ordinal);
    asked     bigint[]; -- customers
    free      bigint[]; -- those whom nobody else holds
    held      bigint[]; -- accounts, where customers are subscribed
    fresh     bigint[]; -- those of them who have none of the accounts
    known     bigint[]; -- and the others
    violated  text;
    booked    record;
BEGIN
    PERFORM share_open_days();
    SELECT count(*), count(*) FILTER (WHERE r.reject_reason IS NOT NULL), array_agg(DISTINCT r.customer_id) FILTER (WHERE r.reject_reason IS NULL)
    INTO read, rejected, asked
    FROM legacy_row r WHERE r.source_id = migrate_balances.source_id AND r.number = ANY (numbers);
    free := ARRAY(SELECT c.id FROM customer c WHERE c.id = ANY (asked) ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED);
    IF EXISTS (SELECT FROM backfill_source s WHERE s.id = migrate_balances.source_id AND s.subscribes) THEN
        -- that touches all accounts of a customer
        held := ARRAY(SELECT a.id FROM account a WHERE a.customer_id = ANY (free) ORDER BY a.id FOR UPDATE SKIP LOCKED);
        free := ARRAY(SELECT f.id FROM unnest(free) AS f (id) WHERE NOT EXISTS (SELECT FROM account a WHERE a.customer_id = f.id AND a.id <> ALL (held)) ORDER BY f.id);
        PERFORM subscribe_legacy_users(migrate_balances.source_id, numbers, free);
    END IF;
    known := ARRAY(SELECT DISTINCT a.customer_id FROM account a WHERE a.customer_id = ANY (free) AND a.credit_type_id = ANY (types));
    fresh := ARRAY(SELECT unnest(free) EXCEPT SELECT unnest(known));
    written := 0;
    migrated_millicredits := 0;
    IF cardinality(fresh) > 0 THEN
        BEGIN
            SELECT b.* INTO booked FROM book_migrations(migrate_balances.source_id, numbers, fresh, true, migrate_balances.run_id) b;
            written := booked.rows;
            migrated_millicredits := booked.millicredits;
        EXCEPTION
        WHEN lock_not_available THEN
            fresh := '{}';
        WHEN unique_violation THEN -- a charge made one of the accounts meanwhile: they are all made first, and then taken as they stand
            GET STACKED DIAGNOSTICS violated = CONSTRAINT_NAME;
            IF violated <> 'account_is_one_per_customer_and_credit_type' THEN
                RAISE;
            END IF;
            known := free;
            fresh := '{}';
        END;
    END IF;
    IF cardinality(known) > 0 AND (SELECT try_add_accounts(array_agg(c.id), array_agg(t.id)) FROM unnest(known) AS c (id) CROSS JOIN unnest(types) AS t (id)) THEN
        known := ARRAY(SELECT x.customer_id
            FROM (SELECT a.customer_id FROM account a WHERE a.customer_id = ANY (known) AND a.credit_type_id = ANY (types) ORDER BY a.id FOR UPDATE SKIP LOCKED) AS x
            GROUP BY x.customer_id HAVING count(*) = cardinality(types));
        SELECT b.* INTO booked FROM book_migrations(migrate_balances.source_id, numbers, known, false, migrate_balances.run_id) b;
        written := written + booked.rows;
        migrated_millicredits := migrated_millicredits + booked.millicredits;
    ELSE
        known := '{}';
    END IF;
    free := fresh || known;
    busy := CASE WHEN cardinality(free) = cardinality(asked) THEN '{}' ELSE ARRAY(SELECT r.number FROM legacy_row r
        WHERE r.source_id = migrate_balances.source_id AND r.number = ANY (numbers) AND r.reject_reason IS NULL AND r.customer_id <> ALL (free) ORDER BY 1) END;
    read := read - cardinality(busy);
    skipped := read - rejected - written;
END
$$;
