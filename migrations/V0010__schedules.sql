-- Schedules: what of each job is due, and what became of it. Slots and watermarks are business time; claims and recorded_at are
-- the server's time. Runs say what was done (V0006); a due interval says why, and finds its run by job and interval.

CREATE TABLE schedule (
    job              text        NOT NULL,
    watermark_at     timestamptz NOT NULL, -- every slot up to here stands in due_interval; never moves back
    paused_at        timestamptz,
    paused_by        text,
    paused_note      text,
    manifest_sha256  text        NOT NULL, -- of the job.yaml that decides; a node with another starts nothing of the job
    bursar_version   text        NOT NULL, -- of the node that brought it
    manifest_seen_at timestamptz NOT NULL DEFAULT statement_timestamp(), -- when a node that has it last looked, server's time
    CONSTRAINT schedule_pk PRIMARY KEY (job),
    CONSTRAINT schedule_pause_says_who_and_why CHECK (num_nulls(paused_at, paused_by, paused_note) IN (0, 3))
);

-- The queue and its past. Several slots of one interval that waits are one row: last_slot_at and slots grow.
CREATE TABLE due_interval (
    id                 bigint      GENERATED ALWAYS AS IDENTITY,
    job                text        NOT NULL,
    business_for       text        NOT NULL, -- the interval, as a run's: 2026-11-01 or 2026-10
    slot_at            timestamptz NOT NULL, -- the first slot; the queue goes by it
    last_slot_at       timestamptz NOT NULL, -- a run settles the row if it saw business time up to here
    slots              bigint      NOT NULL DEFAULT 1,
    source             text        NOT NULL DEFAULT 'schedule',
    status             text        NOT NULL DEFAULT 'WAITING',
    why                text,                 -- it waits, was skipped, or failed
    tries              integer     NOT NULL DEFAULT 0, -- starts that ended by themselves
    next_try_at        timestamptz,          -- not before this, business time
    deadline_at        timestamptz,          -- done by then, or somebody is told
    deadline_missed_at timestamptz,          -- when they were told
    run_id             bigint,
    claims             integer     NOT NULL DEFAULT 0, -- rises when it is taken up: who was given up can no longer settle it
    claimed_at         timestamptz,
    claimed_by         text,
    settled_at         timestamptz,          -- done, failed or skipped, server's time
    recorded_at        timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT due_interval_pk PRIMARY KEY (id),
    CONSTRAINT due_interval_has_schedule FOREIGN KEY (job) REFERENCES schedule (job),
    CONSTRAINT due_interval_has_run FOREIGN KEY (run_id) REFERENCES run (id) ON DELETE SET NULL, -- runs are purged
    CONSTRAINT due_interval_is_one_per_slot UNIQUE (job, slot_at),
    CONSTRAINT due_interval_status_is_known CHECK (status IN ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'SKIPPED')),
    CONSTRAINT due_interval_source_is_known CHECK (source IN ('schedule', 'catch-up')),
    CONSTRAINT due_interval_ends_with_its_last_slot CHECK (slots >= 1 AND last_slot_at >= slot_at),
    CONSTRAINT due_interval_at_work_was_claimed CHECK (status <> 'RUNNING' OR claimed_at IS NOT NULL AND claimed_by IS NOT NULL)
);

CREATE UNIQUE INDEX due_interval_is_worked_on_one_at_a_time ON due_interval (job) WHERE status = 'RUNNING';
CREATE UNIQUE INDEX due_interval_waits_once ON due_interval (job, business_for) WHERE status = 'WAITING';
-- What is not settled, or may still be made good: a handful of rows beside any number of past ones.
CREATE INDEX due_interval_open ON due_interval (job, slot_at) WHERE status IN ('WAITING', 'RUNNING', 'FAILED');
CREATE INDEX due_interval_by_interval ON due_interval (job, business_for, slot_at);
CREATE INDEX due_interval_of_run ON due_interval (run_id);

-- What happened to schedules besides runs: who, when, why.
CREATE TABLE schedule_event (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    job          text        NOT NULL,
    kind         text        NOT NULL,
    business_for text,                 -- the interval that it happened to, if it was one
    run_id       bigint,               -- may have been purged
    actor        text        NOT NULL,
    note         text        NOT NULL,
    at           timestamptz NOT NULL, -- business time
    recorded_at  timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT schedule_event_pk PRIMARY KEY (id),
    CONSTRAINT schedule_event_has_schedule FOREIGN KEY (job) REFERENCES schedule (job),
    CONSTRAINT schedule_event_kind_is_known CHECK (kind IN
        ('began', 'paused', 'resumed', 'skipped', 'caught-up', 'failed', 'stopped', 'interrupted', 'late', 'took-over', 'made-good'))
);

CREATE INDEX schedule_event_of_job ON schedule_event (job, id);
