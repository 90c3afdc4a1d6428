-- The credit type with a code, or an error that names the code.
CREATE OR REPLACE FUNCTION credit_type_of(code text) RETURNS credit_type LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer credit_type;
BEGIN
    SELECT t.* INTO answer FROM credit_type t WHERE t.code = credit_type_of.code;
    IF answer.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BU203', MESSAGE = format('unknown credit type %s', coalesce(quote_literal(code), 'NULL')),
            HINT = 'bursar catalogue show lists the credit types.';
    END IF;
    RETURN answer;
END
$$;
