-- The journal of runbooks: who followed which, with what parameters, how far, and what each action answered. All times are the
-- server's own. No column holds a secret: texts and outputs are written with secrets struck out.

CREATE TABLE runbook_run (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    runbook      text        NOT NULL, -- the packaged runbook's name, or the name of the file
    file         text,                 -- its absolute path; NULL: packaged
    sha256       text        NOT NULL, -- of the whole text as it was at the start
    parameters   jsonb       NOT NULL,
    identity     text        NOT NULL, -- SHA-256 of runbook, file and parameters: two of the same are never followed at once
    status       text        NOT NULL DEFAULT 'RUNNING',
    rolling_back boolean     NOT NULL DEFAULT false,
    allow_shell  boolean     NOT NULL,
    actor        text        NOT NULL, -- who began it; each action names its own
    reason       text,
    process      text        NOT NULL, -- of whoever follows it now, or did last
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at     timestamptz,
    CONSTRAINT runbook_run_pk PRIMARY KEY (id),
    CONSTRAINT runbook_run_status_is_known CHECK (status IN ('RUNNING', 'WAITING', 'STOPPED', 'FAILED', 'COMPLETED', 'ROLLED_BACK')),
    CONSTRAINT runbook_run_is_rolled_back_only_when_rolling_back CHECK (status <> 'ROLLED_BACK' OR rolling_back)
);

CREATE INDEX runbook_run_by_identity ON runbook_run (identity, id);

-- One thing to do, of a step, which is a heading and all that stands under it. All of them are written down before the first is done.
CREATE TABLE runbook_action (
    run_id      bigint      NOT NULL,
    step        integer     NOT NULL, -- the nth heading with something to do
    number      integer     NOT NULL, -- the nth thing under it
    heading     text        NOT NULL,
    kind        text        NOT NULL,
    language    text        NOT NULL, -- of its block; text: a tick or a confirmation
    line        integer     NOT NULL, -- of the runbook
    said        text        NOT NULL, -- the command as it is called, or what is to be ticked
    step_sha256 text        NOT NULL, -- of the step's whole text
    sha256      text        NOT NULL, -- of this action's own text
    status      text        NOT NULL DEFAULT 'WAITING',
    tries       integer     NOT NULL DEFAULT 0,
    actor       text,
    started_at  timestamptz,
    ended_at    timestamptz,
    exit        integer,
    output      text,                 -- the end of it, where it was long
    CONSTRAINT runbook_action_pk PRIMARY KEY (run_id, step, number),
    CONSTRAINT runbook_action_has_run FOREIGN KEY (run_id) REFERENCES runbook_run (id) ON DELETE CASCADE,
    CONSTRAINT runbook_action_kind_is_known CHECK (kind IN ('check', 'run', 'verify', 'undo', 'tick', 'confirm')),
    CONSTRAINT runbook_action_language_is_known CHECK (language IN ('bursar', 'sql', 'sh', 'text')),
    CONSTRAINT runbook_action_status_is_known CHECK (status IN ('WAITING', 'BEGUN', 'DONE', 'FAILED', 'NOT_DONE')),
    CONSTRAINT runbook_action_says_when_it_began_and_ended
        CHECK ((status = 'WAITING') = (started_at IS NULL) AND (status IN ('DONE', 'FAILED', 'NOT_DONE')) = (ended_at IS NOT NULL))
);
