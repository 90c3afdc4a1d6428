-- Maintenance: while it is on, schedules start nothing and the host can tell its users why. Each word of an operator is a row
-- and the newest one holds, so who said what and when stays known. It ends by itself at "until"; no row is written for that.
-- Every time but recorded_at is business time, as everything that decides what is due.

CREATE TABLE maintenance_change (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    active       boolean     NOT NULL,
    reason       text,
    since        timestamptz, -- when the maintenance began that this row begins or amends
    until        timestamptz, -- NULL: until somebody switches it off
    effective_at timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT statement_timestamp(),
    actor        text        NOT NULL,
    CONSTRAINT maintenance_change_pk PRIMARY KEY (id),
    CONSTRAINT maintenance_change_says_why CHECK (NOT active OR btrim(reason) <> ''),
    CONSTRAINT maintenance_change_has_a_beginning CHECK (active = (since IS NOT NULL)),
    CONSTRAINT maintenance_change_ends_later CHECK (until IS NULL OR active AND until > effective_at)
);

-- The backups that were taken, so that doctor can say how old the last one is. A restored copy does not know its own backup.
CREATE TABLE backup_taken (
    id       bigint      GENERATED ALWAYS AS IDENTITY,
    taken_at timestamptz NOT NULL, -- the server's time
    kind     text        NOT NULL,
    folder   text        NOT NULL, -- on the machine of whoever took it
    bytes    bigint      NOT NULL,
    actor    text        NOT NULL,
    CONSTRAINT backup_taken_pk PRIMARY KEY (id),
    CONSTRAINT backup_taken_kind_is_known CHECK (kind IN ('server-files', 'dump')),
    CONSTRAINT backup_taken_is_not_empty CHECK (bytes > 0)
);
