-- The engine of charges. Decides and books requests in their order, each as if it were alone: replay of the key, frozen,
-- mode, price, insufficient, caps. What is charged, or recorded without charge ('shadow', 'off'), binds its key; what is not
-- ('frozen', 'legacy', 'insufficient', 'capped', or a fault) binds nothing and may be tried again.
--
--   clocks  business time at which each request is made: its account's periods open by then; NULL: now
--   run_id  the run that this is for; NULL where a host asks
--
-- Rating is one statement. Then, in rounds: what is due opens, and of each account's requests as many are settled at once as are
-- paid by the same lots, which are those up to the next period, upgrade, or beginning or end of a lot. Where an account can pay
-- for all of them and no cap can be exceeded nothing is sequential; else its requests are decided one after the other, in
-- memory (decide_charges). Accounts are locked in id order before anything is decided, customers whose upgrades are due before
-- them; a key that another transaction binds meanwhile is replayed.
CREATE OR REPLACE FUNCTION settle_charges(requests charge_request[], clocks timestamptz[], run_id bigint) RETURNS SETOF settled_charge LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    again     integer := first_repeat(requests);
    rated     rated_charge[];
    work      rated_charge[];
    picked    rated_charge[];
    terms     charge_terms[];
    refusals  jsonb[];
    seamed    boolean; -- somebody got a seam while we waited for an account
    upgrading boolean; -- an upgrade is due, and not all requests pay
    upgraders bigint[];
    upgrades  integer[]; -- ordinals
    idle      integer := 0;
BEGIN
    IF again IS NOT NULL THEN -- what the first of two does to the key is for the second to see
        RETURN QUERY SELECT * FROM settle_charges(requests[:again - 1], clocks[:again - 1], settle_charges.run_id);
        RETURN QUERY SELECT s.ordinal + again - 1, s.status, s.charged_millicredits, s.priced_millicredits, s.late, s.repeated, s.fault, s.answer
                     FROM settle_charges(requests[again:], clocks[again:], settle_charges.run_id) s;
        RETURN;
    END IF;
    rated := ARRAY(SELECT r FROM rate_charges(requests, clocks) r);
    work := hold_accounts(ARRAY(SELECT w FROM unnest(rated) w WHERE w.fault IS NULL AND w.answer IS NULL ORDER BY w.ordinal), settle_charges.run_id);
    SELECT bool_or(w.occurred_at < c.seam_at), bool_or(w.mode = 'charge' AND w.clock >= c.next_upgrade_at) AND bool_or(w.mode <> 'charge')
    INTO seamed, upgrading
    FROM unnest(work) w JOIN customer c ON c.id = w.customer_id;
    IF seamed THEN
        RETURN QUERY SELECT * FROM settle_charges(requests, clocks, settle_charges.run_id);
        RETURN;
    END IF;
    RETURN QUERY SELECT w.ordinal, w.answer ->> 'status', 0::bigint, coalesce(w.millicredits, 0), false, coalesce(w.answer ->> 'status', '') NOT IN ('frozen', 'legacy'), w.fault, w.answer
                 FROM unnest(rated) w WHERE w.fault IS NOT NULL OR w.answer IS NOT NULL;
    WHILE cardinality(work) > 0 LOOP
        PERFORM open_what_is_due(work);
        IF upgrading THEN
            SELECT array_agg(u.customer_id), array_agg(u.ordinal) INTO upgraders, upgrades
            FROM (SELECT w.customer_id, min(w.ordinal) AS ordinal FROM unnest(work) w JOIN customer c ON c.id = w.customer_id
                  WHERE w.mode = 'charge' AND w.clock >= c.next_upgrade_at GROUP BY w.customer_id) AS u;
        END IF;
        SELECT p.picked, p.terms, p.rest INTO picked, terms, work FROM pick_charges(work, upgraders, upgrades) p;
        idle := CASE WHEN picked IS NULL THEN idle + 1 ELSE 0 END;
        IF idle > 100 THEN
            RAISE EXCEPTION USING ERRCODE = 'BU101', MESSAGE = format('account %s: nothing is due and nothing can be charged', work[1].account_id),
                HINT = 'Nothing was charged. bursar reconciliation run shows what is wrong with the account.';
        END IF;
        refusals := CASE WHEN EXISTS (SELECT FROM unnest(terms) t WHERE t.is_sequential) THEN decide_charges(picked, terms) END;
        RETURN QUERY SELECT * FROM book_charges(picked, terms, refusals, settle_charges.run_id);
    END LOOP;
END
$$;
