-- The work of the job usage: charges staged rows, each by the business time at which it happened, in the order in which they are
-- staged. Never waits for an account that somebody else holds: the rows of that customer are put off, and the place of the
-- first of them is answered in `busy`. The same where somebody is making an account that a row needs, for all rows of the call.
--
--   starts, ends  places, both included; each span has its rows in order, and no customer is in two spans
--   put_off       places of customers whose earlier rows wait: theirs wait too, and are not named again
--
--   rows          settled rows
--   codes, messages, lines, refused   of rows that were refused: SQLSTATE or status, why, and the row itself
CREATE OR REPLACE FUNCTION settle_usage(run_id bigint, starts bigint[], ends bigint[], put_off bigint[],
    OUT rows bigint, OUT charged bigint, OUT recorded bigint, OUT repeated bigint, OUT legacy bigint, OUT late bigint,
    OUT charged_millicredits numeric, OUT shadow_millicredits numeric, OUT off_millicredits numeric, OUT busy bigint[],
    OUT lines bigint[], OUT codes text[], OUT messages text[], OUT refused text[])
LANGUAGE plpgsql VOLATILE
SET jit = off
SET plan_cache_mode = force_custom_plan -- the planner must see how many rows there are
SET enable_seqscan = off -- and never read a whole table for them, whatever it thinks of the sizes
SET random_page_cost = 1.1
SET enable_mergejoin = off
SET work_mem = '32MB'
AS $$
DECLARE
    customers bigint[];
    waiting   bigint[];
    held      bigint[];
    accounts  bigint[];
    requests  charge_request[];
    clocks    timestamptz[];
    places    bigint[];
    refusals  bigint[]; -- places
BEGIN
    PERFORM share_open_days(); -- before any account: whoever waits for the closing of a day holds up nobody
    waiting := ARRAY(SELECT s.customer_id FROM staged_usage s WHERE s.run_id = settle_usage.run_id AND s.place = ANY (put_off));
    customers := ARRAY(SELECT DISTINCT s.customer_id FROM unnest(starts, ends) AS r (first, last)
        JOIN staged_usage s ON s.run_id = settle_usage.run_id AND s.place BETWEEN r.first AND r.last WHERE s.customer_id <> ALL (waiting) ORDER BY 1);
    -- customers first, as whoever grants upgrades and makes accounts does; then their accounts; all in id order
    held := ARRAY(SELECT c.id FROM customer c WHERE c.id = ANY (customers) AND c.next_upgrade_at IS NOT NULL ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED);
    held := ARRAY(SELECT c.id FROM customer c WHERE c.id = ANY (customers) AND c.next_upgrade_at IS NOT NULL AND c.id <> ALL (held));
    customers := CASE WHEN cardinality(held) = 0 THEN customers ELSE ARRAY(SELECT c FROM unnest(customers) c WHERE c <> ALL (held) ORDER BY 1) END;
    accounts := ARRAY(SELECT a.id FROM account a WHERE a.customer_id = ANY (customers) ORDER BY a.id FOR UPDATE SKIP LOCKED);
    held := held || ARRAY(SELECT DISTINCT a.customer_id FROM (
        SELECT x.customer_id, x.id FROM account x WHERE x.customer_id = ANY (customers) EXCEPT SELECT y.customer_id, y.id FROM account y WHERE y.id = ANY (accounts)) AS a);
    SELECT array_agg(ROW(s.request_id, s.user_id, s.action, s.quantity, s.model, s.input_tokens, s.output_tokens, s.items, NULL, NULL, NULL)::charge_request ORDER BY s.place),
           array_agg(s.occurred_at ORDER BY s.place), array_agg(s.place ORDER BY s.place)
    INTO requests, clocks, places
    FROM unnest(starts, ends) AS r (first, last) JOIN staged_usage s ON s.run_id = settle_usage.run_id AND s.place BETWEEN r.first AND r.last
    WHERE s.customer_id <> ALL (waiting) AND s.customer_id <> ALL (held);
    FOR try IN 1..2 LOOP
        BEGIN
            SELECT count(*), count(*) FILTER (WHERE NOT s.repeated AND s.status = 'charged'), count(*) FILTER (WHERE NOT s.repeated AND s.status IN ('shadow', 'off')),
                   count(*) FILTER (WHERE s.repeated AND s.fault IS NULL), count(*) FILTER (WHERE s.status = 'legacy'),
                   count(*) FILTER (WHERE s.late AND NOT s.repeated AND s.status = 'charged'),
                   coalesce(sum(s.charged_millicredits), 0),
                   coalesce(sum(s.priced_millicredits) FILTER (WHERE NOT s.repeated AND s.status = 'shadow'), 0),
                   coalesce(sum(s.priced_millicredits) FILTER (WHERE NOT s.repeated AND s.status = 'off'), 0),
                   array_agg(places[s.ordinal] ORDER BY s.ordinal) FILTER (WHERE s.is_refused),
                   array_agg(coalesce(s.fault[1], s.status) ORDER BY s.ordinal) FILTER (WHERE s.is_refused),
                   array_agg(coalesce(s.fault[2], refusal_sentence(s.answer)) ORDER BY s.ordinal) FILTER (WHERE s.is_refused)
            INTO rows, charged, recorded, repeated, legacy, late, charged_millicredits, shadow_millicredits, off_millicredits, refusals, codes, messages
            FROM (SELECT x.*, x.fault IS NOT NULL OR x.status IN ('insufficient', 'capped', 'frozen') AS is_refused
                  FROM settle_charges(coalesce(requests, '{}'), clocks, settle_usage.run_id) x) AS s;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN -- all of them wait; those who come back to them find out whose account it is
            held := held || customers;
            requests := NULL; clocks := NULL;
        END;
    END LOOP;
    busy := CASE WHEN cardinality(held) = 0 THEN '{}' ELSE ARRAY(
        SELECT min(s.place) FROM unnest(starts, ends) AS r (first, last) JOIN staged_usage s ON s.run_id = settle_usage.run_id AND s.place BETWEEN r.first AND r.last
        WHERE s.customer_id = ANY (held) GROUP BY s.customer_id ORDER BY 1) END;
    IF refusals IS NOT NULL THEN
        SELECT array_agg(s.line ORDER BY r.ordinality),
               array_agg(to_jsonb(ARRAY[s.request_id, s.user_id, iso_instant(s.occurred_at), s.action, s.model, s.input_tokens::text, s.output_tokens::text, s.quantity::text,
                                        s.items::text])::text ORDER BY r.ordinality)
        INTO lines, refused
        FROM unnest(refusals) WITH ORDINALITY AS r (place, ordinality) JOIN staged_usage s ON s.run_id = settle_usage.run_id AND s.place = r.place;
    END IF;
END
$$;
