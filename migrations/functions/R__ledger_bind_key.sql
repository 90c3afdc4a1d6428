-- Binds a key to its content, its answer and the entry that it wrote. False where another transaction has bound it meanwhile: replay it then.
CREATE OR REPLACE FUNCTION bind_key(key text, content bytea, answer jsonb, entry_id bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO idempotency_key (key, content, answer, entry_id) VALUES (bind_key.key, bind_key.content, bind_key.answer, bind_key.entry_id)
    ON CONFLICT ON CONSTRAINT idempotency_key_pk DO NOTHING;
    RETURN FOUND;
END
$$;
