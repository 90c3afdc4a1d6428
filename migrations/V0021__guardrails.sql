-- Guardrails: whose spending stands out, what became of it, and every freeze and thaw.

-- A wait before another try is over when either clock says so: business time, which a drill moves by hand, or the server's.
ALTER TABLE due_interval ADD COLUMN next_try_real_at timestamptz;

-- Every freeze and every thaw; customer.frozen_at says how it stands.
CREATE TABLE freeze_change (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    customer_id  bigint      NOT NULL,
    frozen       boolean     NOT NULL,
    review_id    bigint,      -- the review for which the guardrail froze; NULL: an operator did
    effective_at timestamptz NOT NULL, -- business time
    recorded_at  timestamptz NOT NULL DEFAULT statement_timestamp(),
    actor        text        NOT NULL,
    reason       text,
    CONSTRAINT freeze_change_pk PRIMARY KEY (id),
    CONSTRAINT freeze_change_has_customer FOREIGN KEY (customer_id) REFERENCES customer (id),
    CONSTRAINT freeze_change_says_why_it_froze CHECK (NOT frozen OR btrim(reason) <> ''),
    CONSTRAINT freeze_change_of_a_review_freezes CHECK (review_id IS NULL OR frozen)
);

CREATE INDEX freeze_change_of_customer ON freeze_change (customer_id, id);
CREATE INDEX customer_frozen ON customer (id) WHERE frozen_at IS NOT NULL;

-- An account that was charged far more on a day of UTC than it usually is, and what somebody said of that. It is one row until it is
-- resolved; what is charged after that may open another.
CREATE TABLE spending_review (
    id                   bigint      GENERATED ALWAYS AS IDENTITY,
    account_id           bigint      NOT NULL, -- no foreign key: see RATIONALE.md
    day                  date        NOT NULL, -- of UTC
    charged_millicredits bigint      NOT NULL, -- on that day, as last seen; once resolved: as it was then
    passed_millicredits  bigint      NOT NULL, -- of it, what earlier reviews of the day let pass: it counts no more
    recent_millicredits  bigint      NOT NULL, -- charged within the 14 days before the day
    active_days          integer     NOT NULL, -- days of those on which anything was charged
    frozen               boolean     NOT NULL DEFAULT false, -- the user was frozen for it
    opened_at            timestamptz NOT NULL DEFAULT statement_timestamp(),
    seen_at              timestamptz NOT NULL DEFAULT statement_timestamp(),
    resolved_at          timestamptz,
    resolved_by          text,
    resolved_reason      text,
    CONSTRAINT spending_review_pk PRIMARY KEY (id),
    CONSTRAINT spending_review_rests_on_7_active_days CHECK (active_days BETWEEN 7 AND 14 AND recent_millicredits > 0),
    CONSTRAINT spending_review_is_of_what_did_not_pass CHECK (passed_millicredits BETWEEN 0 AND charged_millicredits),
    CONSTRAINT spending_review_is_resolved_by_somebody CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);

CREATE UNIQUE INDEX spending_review_is_one_at_a_time ON spending_review (account_id, day) WHERE resolved_at IS NULL;
CREATE INDEX spending_review_of_account ON spending_review (account_id, day);

-- When spending was last looked at, by whichever process: the next look goes on from there. One row.
CREATE TABLE spending_look (
    is_only   boolean     NOT NULL DEFAULT true,
    looked_at timestamptz NOT NULL, -- the server's time
    CONSTRAINT spending_look_pk PRIMARY KEY (is_only),
    CONSTRAINT spending_look_is_one_row CHECK (is_only)
);

INSERT INTO spending_look (looked_at) VALUES ('-infinity');

INSERT INTO flag (code, default_value, allowed, meaning) VALUES
    ('guardrail_review_factor', '5',  'factor', 'a user who is charged more than so many times the recent average in a day is put up for review; off: nobody'),
    ('guardrail_freeze_factor', '20', 'factor', 'a user who is charged more than so many times the recent average in a day is frozen; off: nobody');

-- A restored copy must not act like the original: until somebody switches its first maintenance off, it tells no sink of anything.
ALTER TABLE maintenance_change ADD COLUMN of_copy boolean NOT NULL DEFAULT false;
ALTER TABLE maintenance_change ADD CONSTRAINT maintenance_change_of_copy_is_active CHECK (active OR NOT of_copy);
