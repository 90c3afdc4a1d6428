-- add_accounts for a run, which must not wait for long: false, and none is made, where somebody is making one of them and does not end.
CREATE OR REPLACE FUNCTION try_add_accounts(customer_ids bigint[], credit_type_ids smallint[]) RETURNS boolean LANGUAGE plpgsql VOLATILE
SET lock_timeout = '250ms'
AS $$
BEGIN
    PERFORM add_accounts(customer_ids, credit_type_ids);
    RETURN true;
EXCEPTION WHEN lock_not_available THEN
    RETURN false;
END
$$;
