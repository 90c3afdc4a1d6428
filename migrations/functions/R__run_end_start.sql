-- When a run leaves RUNNING, its open start ends with it, in the same transaction, whoever ended the run; and a completed round
-- that wrote anything dates the run's work. A repeat that finds nothing to do leaves that date alone.
CREATE OR REPLACE FUNCTION end_run_start() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE run_start SET ended_at = NEW.finished_at, outcome = NEW.status, error = NEW.error
    WHERE run_id = NEW.id AND ended_at IS NULL;
    IF NEW.status = 'COMPLETED' AND (NEW.done_at IS NULL OR NEW.counts -> 'written' IS DISTINCT FROM OLD.counts -> 'written') THEN
        NEW.done_at := NEW.finished_at;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER run_end_start BEFORE UPDATE OF status ON run FOR EACH ROW
    WHEN (OLD.status = 'RUNNING' AND NEW.status <> 'RUNNING') EXECUTE FUNCTION end_run_start();
