-- Makes the accounts that customers' plans, past and coming, have allowances for and that do not exist yet, and remembers
-- for which catalogue that was. The customers are locked first, in id order: whoever makes accounts for one of them waits here
-- and not halfway. (NO KEY, so that a charge that makes an account of its own does not wait for the customer.)
CREATE OR REPLACE FUNCTION create_accounts(customer_ids bigint[]) RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT count(*) FROM (SELECT c.id FROM customer c WHERE c.id = ANY (customer_ids) ORDER BY c.id FOR NO KEY UPDATE) AS locked;
    SELECT add_accounts(array_agg(s.customer_id), array_agg(v.credit_type_id))
    FROM subscription_change s
    JOIN (SELECT DISTINCT plan_id, credit_type_id FROM catalogue_allowance) AS v ON v.plan_id = s.plan_id
    WHERE s.customer_id = ANY (customer_ids) AND s.voided_at IS NULL AND s.status = 'active';
    UPDATE customer SET accounts_version = (SELECT max(id) FROM catalogue_version) WHERE id = ANY (customer_ids)
$$;
