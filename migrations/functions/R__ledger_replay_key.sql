-- The answer that a key is bound to, or NULL for a new key. The same key with other content is an error (invariant I8).
CREATE OR REPLACE FUNCTION replay_of(key text, content bytea) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    bound record;
BEGIN
    SELECT k.content, k.answer INTO bound FROM idempotency_key k WHERE k.key = replay_of.key;
    IF bound.content <> replay_of.content THEN
        RAISE EXCEPTION USING ERRCODE = 'BU401', MESSAGE = format('key %L was used before with other content', key),
            DETAIL = format('The first use was answered %s', bound.answer),
            HINT = 'Nothing was changed. Use a new key for a new request; repeat a request with exactly the same content.';
    END IF;
    RETURN bound.answer;
END
$$;
