-- Alerts: what is wrong now and what was, who has been told, and who asked for silence. All times are the server's own:
-- an alert is about the machinery, which BURSAR_CLOCK does not move.

CREATE TYPE alert_severity AS ENUM ('info', 'business', 'warning', 'critical', 'page'); -- in rising order

-- One row from the moment that something goes wrong until it is well again; the next time is another row.
CREATE TABLE alert (
    id          bigint         GENERATED ALWAYS AS IDENTITY,
    key         text           NOT NULL, -- what it is about: run-failed:allocation, rule:slow-queries
    rule        text,                    -- the rule that raised it; NULL: bursar itself did
    severity    alert_severity NOT NULL, -- the gravest that was reported since it began
    summary     text           NOT NULL, -- one line
    details     jsonb          NOT NULL DEFAULT '{}',
    runbook     text,
    times       bigint         NOT NULL DEFAULT 1, -- how often it was reported
    first_at    timestamptz    NOT NULL DEFAULT statement_timestamp(),
    last_at     timestamptz    NOT NULL DEFAULT statement_timestamp(),
    resolved_at timestamptz,
    has_news    boolean        NOT NULL DEFAULT true, -- something that has not been made into deliveries yet
    CONSTRAINT alert_pk PRIMARY KEY (id),
    CONSTRAINT alert_key_has_1_to_200_characters CHECK (length(key) BETWEEN 1 AND 200),
    CONSTRAINT alert_ends_after_it_began CHECK (resolved_at >= first_at AND last_at >= first_at)
);

CREATE UNIQUE INDEX alert_fires_once_per_key ON alert (key) WHERE resolved_at IS NULL;
CREATE INDEX alert_with_news ON alert (id) WHERE has_news;
CREATE INDEX alert_of_rule ON alert (rule) WHERE resolved_at IS NULL;
CREATE INDEX alert_by_start ON alert (first_at);

-- The sinks that the alert files of nodes and commands name: an alert is told to all of them, whoever hands it out.
CREATE TABLE alert_sink (
    name       text             NOT NULL,
    severities alert_severity[] NOT NULL,
    seen_at    timestamptz      NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT alert_sink_pk PRIMARY KEY (name)
);

-- What is to be told to one sink, once. Rows of one sink and key are sent in the order of their ids.
CREATE TABLE alert_delivery (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    alert_id     bigint      NOT NULL,
    key          text        NOT NULL, -- of the alert
    sink         text        NOT NULL,
    event        text        NOT NULL,
    state        text        NOT NULL DEFAULT 'WAITING',
    tries        integer     NOT NULL DEFAULT 0,
    in_doubt     boolean     NOT NULL DEFAULT false, -- it was sent and nobody knows whether it arrived
    created_at   timestamptz NOT NULL DEFAULT statement_timestamp(),
    next_try_at  timestamptz NOT NULL DEFAULT statement_timestamp(), -- while one node sends it: when another may
    delivered_at timestamptz,
    error        text,       -- why the last try failed; never the sink's address
    CONSTRAINT alert_delivery_pk PRIMARY KEY (id),
    CONSTRAINT alert_delivery_has_alert FOREIGN KEY (alert_id) REFERENCES alert (id) ON DELETE CASCADE,
    CONSTRAINT alert_delivery_is_one_per_alert_sink_and_event UNIQUE (alert_id, sink, event),
    CONSTRAINT alert_delivery_event_is_known CHECK (event IN ('firing', 'resolved')),
    CONSTRAINT alert_delivery_state_is_known CHECK (state IN ('WAITING', 'DELIVERED', 'GIVEN_UP', 'DROPPED')),
    CONSTRAINT alert_delivery_says_when_it_arrived CHECK ((state = 'DELIVERED') = (delivered_at IS NOT NULL))
);

CREATE INDEX alert_delivery_waiting ON alert_delivery (sink, key, id) WHERE state = 'WAITING';

-- Silences and their ends stay on record.
CREATE TABLE alert_silence (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    key          text        NOT NULL, -- an alert's key, or what stands before one of its colons
    starts_at    timestamptz NOT NULL DEFAULT statement_timestamp(),
    ends_at      timestamptz NOT NULL,
    actor        text        NOT NULL,
    reason       text        NOT NULL,
    ended_actor  text,       -- who ended it early
    ended_reason text,
    CONSTRAINT alert_silence_pk PRIMARY KEY (id),
    CONSTRAINT alert_silence_ends_after_it_starts CHECK (ends_at >= starts_at)
);

CREATE INDEX alert_silence_by_end ON alert_silence (ends_at);

-- What the last evaluation of each rule found.
CREATE TABLE alert_rule (
    name         text        NOT NULL,
    evaluated_at timestamptz NOT NULL,
    stale_at     timestamptz NOT NULL, -- nobody evaluates it any more if it was not evaluated again by then
    value        numeric,    -- the one farthest beyond the threshold, or closest to it; NULL: there was none
    error        text,       -- why it could not be evaluated
    CONSTRAINT alert_rule_pk PRIMARY KEY (name)
);

-- Since when the condition of a rule has held: it fires when that is long enough ago.
CREATE TABLE alert_pending (
    rule  text        NOT NULL,
    label text        NOT NULL, -- empty where the rule has no labels
    since timestamptz NOT NULL,
    CONSTRAINT alert_pending_pk PRIMARY KEY (rule, label)
);

-- Rates are counted over the last days of entries, which stand in the order of their writing: a range index, a few pages in all.
CREATE INDEX entry_by_writing ON entry USING brin (created_at) WITH (autosummarize = on);
