-- Books purchases, set-based: each a lot and an entry, with the package as of its own date. One row of answers per input:
-- 'booked', 'repeated' (the payment is known with the same content), or 'rejected' with the column and the reason.
-- Users are taken in user_id order (byte by byte), as hosts take them who charge several in one transaction: neither can hold
-- what the other waits for. A payment binds the key purchase:<payment_id>; one that another transaction is booking is waited for.
CREATE OR REPLACE FUNCTION record_purchases(payment_ids text[], user_ids text[], packages text[], amounts_cents bigint[], currencies text[],
    purchased_at timestamptz[], receipt_urls text[])
RETURNS TABLE (ordinal integer, status text, reject_column text, reason text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp SET client_min_messages = warning SET jit = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    now timestamptz := business_now();
BEGIN
    IF NOT flag_on('billing_purchase_enabled', now) THEN
        RAISE EXCEPTION USING ERRCODE = 'BU407', MESSAGE = 'purchases are switched off (billing_purchase_enabled)',
            HINT = 'Nothing was booked. Switch them on: bursar flags set billing_purchase_enabled true.';
    END IF;
    PERFORM share_open_days();
    CREATE TEMPORARY TABLE IF NOT EXISTS judged_purchase (
        ordinal integer, payment_id text, key text, content bytea, customer_id bigint, package text, amount_cents bigint, currency text,
        purchased_at timestamptz, receipt_url text, credit_type_id smallint, millicredits bigint, expires_at timestamptz,
        status text, reject_column text, reason text, account_id bigint, entry_id bigint, lot_id bigint) ON COMMIT DROP;
    TRUNCATE judged_purchase;
    INSERT INTO judged_purchase
    SELECT i.ordinal, i.payment_id, 'purchase:' || i.payment_id, i.content, c.id, i.package, i.amount_cents, i.currency, i.at, i.receipt_url,
           p.credit_type_id, p.millicredits, i.at + make_interval(days => p.expires_days),
           CASE WHEN v.fault IS NOT NULL THEN 'rejected' WHEN k.content = i.content THEN 'repeated' ELSE 'booked' END,
           CASE v.fault WHEN 'user' THEN 'user_id' WHEN 'package' THEN 'package' WHEN 'amount' THEN 'amount_cents' WHEN 'currency' THEN 'currency'
                        WHEN 'future' THEN 'purchased_at' WHEN 'key' THEN 'payment_id' END,
           CASE v.fault
               WHEN 'user' THEN format('unknown user %L', i.user_id)
               WHEN 'package' THEN format('unknown package %L at %s', i.package, iso_instant(i.at))
               WHEN 'amount' THEN format('amount %s does not match package %s, which costs %s %s', i.amount_cents, p.code, p.price_cents, p.currency)
               WHEN 'currency' THEN format('currency %L does not match package %s, which is sold in %s', i.currency, p.code, p.currency)
               WHEN 'future' THEN format('purchased_at %s is in the future', iso_instant(i.at))
               WHEN 'key' THEN format('payment %L is known with other content', i.payment_id) END
    FROM (SELECT u.*, sha256(convert_to(ROW(u.user_id, u.package, u.amount_cents, u.currency, extract(epoch FROM u.at))::text, 'UTF8')) AS content
          FROM (SELECT n.ordinal::integer, n.payment_id, n.user_id, n.package, n.amount_cents, n.currency, n.at, n.receipt_url
                FROM unnest(payment_ids, user_ids, packages, amounts_cents, currencies, purchased_at, receipt_urls)
                    WITH ORDINALITY AS n (payment_id, user_id, package, amount_cents, currency, at, receipt_url, ordinal)) AS u) AS i
    LEFT JOIN customer c ON c.user_id = i.user_id
    LEFT JOIN catalogue_span s ON i.at >= s.applies_from AND i.at < s.applies_to
    LEFT JOIN catalogue_package p ON p.version_id = s.version_id AND p.code = i.package
    LEFT JOIN idempotency_key k ON k.key = 'purchase:' || i.payment_id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN k.content <> i.content THEN 'key'
        WHEN k.content IS NOT NULL THEN NULL
        WHEN c.id IS NULL THEN 'user'
        WHEN i.at > now + interval '5 minutes' THEN 'future'
        WHEN p.code IS NULL THEN 'package'
        WHEN i.currency IS DISTINCT FROM p.currency THEN 'currency'
        WHEN i.amount_cents IS DISTINCT FROM p.price_cents THEN 'amount' END AS fault) AS v;
    UPDATE judged_purchase j -- a payment that comes twice in one chunk: the first row that can be booked is
    SET status = CASE WHEN j.content = f.content THEN 'repeated' ELSE 'rejected' END,
        reject_column = CASE WHEN j.content <> f.content THEN 'payment_id' END,
        reason = CASE WHEN j.content <> f.content THEN format('payment %L is known with other content', j.payment_id) END
    FROM (SELECT DISTINCT ON (o.payment_id) o.payment_id, o.ordinal, o.content FROM judged_purchase o WHERE o.status = 'booked'
          ORDER BY o.payment_id, o.ordinal) AS f
    WHERE j.payment_id = f.payment_id AND j.ordinal > f.ordinal AND j.status = 'booked';
    -- what falls due before a purchase is booked before it, as with a charge
    PERFORM CASE WHEN u.upgrades THEN (SELECT g.changed FROM grant_due_upgrades(u.id, now) g) END, lock_account(u.id, u.credit_type_id)
    FROM (SELECT c.id, j.credit_type_id, c.next_upgrade_at <= now AS upgrades
          FROM (SELECT DISTINCT b.customer_id, b.credit_type_id FROM judged_purchase b WHERE b.status = 'booked') AS j
          JOIN customer c ON c.id = j.customer_id
          ORDER BY c.user_id COLLATE "C", j.credit_type_id OFFSET 0) AS u;
    PERFORM open_periods(ARRAY(SELECT a.id FROM account a WHERE (a.customer_id, a.credit_type_id) IN
        (SELECT j.customer_id, j.credit_type_id FROM judged_purchase j WHERE j.status = 'booked')), now);
    UPDATE judged_purchase j SET account_id = x.account_id, entry_id = x.entry_id, lot_id = x.lot_id
    FROM (SELECT q.ordinal, q.account_id, nextval('entry_id_seq') AS entry_id, nextval('lot_id_seq') AS lot_id
          FROM (SELECT b.ordinal, a.id AS account_id FROM judged_purchase b
                JOIN account a ON a.customer_id = b.customer_id AND a.credit_type_id = b.credit_type_id
                WHERE b.status = 'booked' ORDER BY a.id, b.purchased_at, b.ordinal) AS q) AS x
    WHERE j.ordinal = x.ordinal;
    INSERT INTO idempotency_key (key, content, answer, entry_id)
    SELECT j.key, j.content, jsonb_build_object('status', 'booked', 'millicredits', j.millicredits), j.entry_id
    FROM judged_purchase j WHERE j.status = 'booked' ORDER BY j.key
    ON CONFLICT ON CONSTRAINT idempotency_key_pk DO NOTHING;
    UPDATE judged_purchase j -- another transaction has booked the payment meanwhile
    SET status = CASE WHEN k.content = j.content THEN 'repeated' ELSE 'rejected' END,
        reject_column = CASE WHEN k.content <> j.content THEN 'payment_id' END,
        reason = CASE WHEN k.content <> j.content THEN format('payment %L is known with other content', j.payment_id) END
    FROM idempotency_key k WHERE j.status = 'booked' AND k.key = j.key AND k.entry_id <> j.entry_id;
    INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at, net_price_cents, currency)
    SELECT j.lot_id, j.account_id, 'purchase', lot_priority('purchase'), j.millicredits, j.millicredits, j.purchased_at, j.expires_at, j.amount_cents, j.currency
    FROM judged_purchase j WHERE j.status = 'booked' ORDER BY j.lot_id;
    INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on,
                       actor, idempotency_key, reference_id)
    SELECT j.entry_id, j.account_id, 'purchase', j.millicredits, b.balance - j.millicredits, b.balance, j.purchased_at, d.booked_on, acting(), j.key, j.payment_id
    FROM judged_purchase j
    JOIN (SELECT o.ordinal, a.balance_millicredits + sum(o.millicredits) OVER (PARTITION BY o.account_id ORDER BY o.entry_id) AS balance
          FROM judged_purchase o JOIN account a ON a.id = o.account_id WHERE o.status = 'booked') AS b ON b.ordinal = j.ordinal
    JOIN (SELECT x.day, booking_day(x.day::timestamp AT TIME ZONE 'UTC') AS booked_on
          FROM (SELECT DISTINCT (purchased.purchased_at AT TIME ZONE 'UTC')::date AS day FROM judged_purchase purchased) AS x OFFSET 0) AS d -- asked once a day, not once a row
      ON d.day = (j.purchased_at AT TIME ZONE 'UTC')::date
    WHERE j.status = 'booked' ORDER BY j.entry_id;
    INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT j.entry_id, j.lot_id, j.millicredits FROM judged_purchase j WHERE j.status = 'booked' ORDER BY 1;
    INSERT INTO purchase (payment_id, account_id, lot_id, entry_id, package, amount_cents, currency, purchased_at, receipt_url)
    SELECT j.payment_id, j.account_id, j.lot_id, j.entry_id, j.package, j.amount_cents, j.currency, j.purchased_at, j.receipt_url
    FROM judged_purchase j WHERE j.status = 'booked' ORDER BY j.entry_id;
    UPDATE account a SET balance_millicredits = a.balance_millicredits + x.millicredits, next_due_at = least(a.next_due_at, x.expires_at)
    FROM (SELECT j.account_id, sum(j.millicredits)::bigint AS millicredits, min(j.expires_at) AS expires_at FROM judged_purchase j
          WHERE j.status = 'booked' GROUP BY j.account_id) AS x
    WHERE a.id = x.account_id;
    RETURN QUERY SELECT j.ordinal, j.status, j.reject_column, j.reason FROM judged_purchase j ORDER BY j.ordinal;
END
$$;
