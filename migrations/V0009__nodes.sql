-- Nodes: processes that share the schedules and the partitions of runs. A node says once a second that it lives, by the server's
-- clock, and holds an advisory lock of its own: the lock falls the moment that its process dies, the heartbeat lapses where the
-- process is frozen or cut off. Whoever is lost never comes back under the same id.
CREATE TABLE node (
    id                text        NOT NULL,
    host              text        NOT NULL,
    process_id        bigint      NOT NULL,
    version           text        NOT NULL,
    manifests         jsonb       NOT NULL, -- what it goes by: the fields of each job's job.yaml, by job
    started_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    heartbeat_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    clock_skew_millis bigint      NOT NULL DEFAULT 0, -- its clock less the server's
    stopping          boolean     NOT NULL DEFAULT false, -- takes no more work
    ended_at          timestamptz, -- when it left, or was found lost
    lost              boolean     NOT NULL DEFAULT false,
    successor_id      text, -- under which the same process has joined again
    CONSTRAINT node_pk PRIMARY KEY (id),
    CONSTRAINT node_that_is_lost_has_ended CHECK (NOT lost OR ended_at IS NOT NULL)
);
CREATE INDEX node_present ON node (heartbeat_at) WHERE ended_at IS NULL;
ALTER TABLE node SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- A run as it stands; its starts are in run_start.
ALTER TABLE run ADD COLUMN node_id text; -- the node that coordinates it; none for a run of a command's own process
ALTER TABLE run ADD COLUMN stop_requested_by text; -- the operator who asked; none where a node that leaves has asked
ALTER TABLE run ADD COLUMN done_at timestamptz; -- when its last round that wrote anything was completed
CREATE INDEX run_at_work ON run (id) WHERE status = 'RUNNING';
CREATE INDEX run_of_job_by_start ON run (job, started_at);

-- Each start of a run. A repeat adds a row; nothing overwrites one.
CREATE TABLE run_start (
    run_id     bigint      NOT NULL,
    fence      integer     NOT NULL,
    round      integer     NOT NULL,
    actor      text        NOT NULL,
    reason     text,
    host       text        NOT NULL,
    process_id bigint      NOT NULL,
    node_id    text,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_from  bigint      NOT NULL DEFAULT 0, -- how far the round was: ids done less those to come back to
    ended_at   timestamptz,
    outcome    text,
    error      jsonb,
    CONSTRAINT run_start_pk PRIMARY KEY (run_id, fence),
    CONSTRAINT run_start_has_run FOREIGN KEY (run_id) REFERENCES run (id),
    CONSTRAINT run_start_outcome_is_known CHECK (outcome IN ('COMPLETED', 'FAILED', 'STOPPED', 'DIED')),
    CONSTRAINT run_start_has_ended_with_an_outcome CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

-- Whose hands a partition is in. A claim raises the token, and a range commits only under the token that claimed it.
ALTER TABLE run_partition ADD COLUMN node_id text; -- who has it, or had it last once it is done
ALTER TABLE run_partition ADD COLUMN token integer NOT NULL DEFAULT 0;
ALTER TABLE run_partition ADD COLUMN claimed_at timestamptz;
ALTER TABLE run_partition ADD COLUMN tries integer NOT NULL DEFAULT 0; -- that failed
ALTER TABLE run_partition ADD COLUMN error jsonb; -- of the last try that failed
