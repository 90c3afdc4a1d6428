-- What is left of a usage file goes with its run.
CREATE OR REPLACE FUNCTION forget_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM staged_usage s USING gone g WHERE s.run_id = g.id;
    DELETE FROM rejected_usage r USING gone g WHERE r.run_id = g.id;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER run_takes_its_usage_along AFTER DELETE ON run REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_usage();
