-- Runs: what was started, for which business interval, by whom, how far it is and how it ended. Spring Batch's own tables
-- drive; these are the truth. Progress is written in the transaction of the work.

CREATE TABLE run (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    job          text        NOT NULL,
    business_for text        NOT NULL, -- 2026-11-01, 2026-10, two instants, or a file's name and SHA-256
    scope        text        NOT NULL DEFAULT 'all',
    attempt      integer     NOT NULL DEFAULT 1,
    dry_run      boolean     NOT NULL DEFAULT false,
    status       text        NOT NULL,
    fence        integer     NOT NULL DEFAULT 1, -- rises when a run is taken over: an older process can no longer commit
    starts       integer     NOT NULL DEFAULT 1,
    parameters   jsonb       NOT NULL,
    actor        text        NOT NULL,
    reason       text,
    host         text        NOT NULL,
    process_id   bigint      NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT statement_timestamp(),
    heartbeat_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    finished_at  timestamptz,
    counts       jsonb       NOT NULL DEFAULT '{}',
    totals       jsonb       NOT NULL DEFAULT '{}',
    files        jsonb       NOT NULL DEFAULT '[]',
    findings     bigint      NOT NULL DEFAULT 0,
    outcome      jsonb       NOT NULL DEFAULT '{}', -- what its job says of it beside figures, for metrics and alerts
    error        jsonb,
    CONSTRAINT run_pk PRIMARY KEY (id),
    CONSTRAINT run_status_is_known CHECK (status IN ('RUNNING', 'COMPLETED', 'FAILED', 'STOPPED')),
    CONSTRAINT run_attempt_is_positive CHECK (attempt > 0)
);

CREATE UNIQUE INDEX run_is_one_per_job_interval_scope_and_attempt ON run (job, business_for, scope, attempt) WHERE NOT dry_run;
CREATE INDEX run_by_start ON run (started_at);

-- The work of a run, cut into intervals of ids. next_id moves on in the transaction that does the work before it.
CREATE TABLE run_partition (
    run_id   bigint   NOT NULL,
    number   integer  NOT NULL,
    first_id bigint   NOT NULL,
    last_id  bigint   NOT NULL,
    next_id  bigint   NOT NULL,
    busy     bigint[] NOT NULL DEFAULT '{}', -- ids that a charge held: come back to them
    counts   jsonb    NOT NULL DEFAULT '{}',
    totals   jsonb    NOT NULL DEFAULT '{}',
    CONSTRAINT run_partition_pk PRIMARY KEY (run_id, number),
    CONSTRAINT run_partition_has_run FOREIGN KEY (run_id) REFERENCES run (id),
    CONSTRAINT run_partition_stands_within_its_interval CHECK (next_id BETWEEN first_id AND last_id + 1)
);
