-- Findings of the reconciliation: what was found broken, since when, and what became of it. A finding is the same one night after
-- night while kind, account and the place in the books are the same; it is never deleted.

CREATE TABLE finding_kind (
    code    text NOT NULL,
    ordinal integer NOT NULL, -- the order in which people read them
    name    text NOT NULL,
    rule    text NOT NULL,    -- what holds where nothing is found
    CONSTRAINT finding_kind_pk PRIMARY KEY (code),
    CONSTRAINT finding_kind_name_is_unique UNIQUE (name)
);

INSERT INTO finding_kind (ordinal, code, name, rule) VALUES
    (1, 'I1', 'balance-and-entries', 'a balance is the sum of its entries'),
    (2, 'I2', 'chain-of-entries', 'each entry starts where the one before it ended'),
    (3, 'I3', 'balance-and-lots', 'a balance is what remains in its lots, and never negative'),
    (4, 'I4', 'lot-and-movements', 'what remains of a lot is what moved, within what it granted'),
    (5, 'I5', 'entry-and-movements', 'an entry is the sum of its movements on its own lots'),
    (6, 'I6', 'periods', 'periods never overlap, and each has one allocation'),
    (7, 'I7', 'guards-of-history', 'the triggers that refuse a change of history are on'),
    (8, 'I8', 'keys', 'an idempotency key takes effect once'),
    (9, 'I9', 'usage-and-deductions', 'every charged usage event has its deduction, and every deduction its event'),
    (10, 'I10', 'price-of-lots', 'uses and remainder of a priced lot make up what was bought');

CREATE TABLE finding (
    id                  bigint      GENERATED ALWAYS AS IDENTITY,
    kind                text        NOT NULL,
    account_id          bigint      NOT NULL, -- 0: of no account alone. No foreign key: a lost account is a finding too
    place               text        NOT NULL, -- where in the account's books: 'entry 17', 'lot 4'; empty for the account itself
    amount_millicredits numeric,              -- by how much the books are off, signed; NULL where the fault is no amount
    evidence            jsonb       NOT NULL, -- the figures that disagree, as last seen
    first_seen_at       timestamptz NOT NULL, -- when the snapshot was taken that first showed it; the server's time
    last_seen_at        timestamptz NOT NULL,
    first_run_id        bigint      NOT NULL, -- no foreign key: runs are purged, findings are not
    last_run_id         bigint      NOT NULL,
    status              text        NOT NULL DEFAULT 'open',
    status_since        timestamptz NOT NULL,
    status_by           text        NOT NULL, -- who brought it to this status
    status_reason       text        NOT NULL,
    status_run_id       bigint,               -- the run that did, where it was a run
    owner               text,                 -- who has taken it in hand
    CONSTRAINT finding_pk PRIMARY KEY (id),
    CONSTRAINT finding_is_one_per_fault UNIQUE (kind, account_id, place),
    CONSTRAINT finding_has_kind FOREIGN KEY (kind) REFERENCES finding_kind (code),
    CONSTRAINT finding_status_is_known CHECK (status IN ('open', 'acknowledged', 'resolved')),
    CONSTRAINT finding_was_first_seen_before_it_was_last_seen CHECK (first_seen_at <= last_seen_at)
);

CREATE INDEX finding_of_account ON finding (account_id);
CREATE INDEX finding_standing ON finding (last_seen_at) WHERE status <> 'resolved';

-- Every status that a finding has had, with who and why.
CREATE TABLE finding_change (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    finding_id bigint      NOT NULL,
    at         timestamptz NOT NULL,
    status     text        NOT NULL,
    actor      text        NOT NULL,
    reason     text        NOT NULL,
    run_id     bigint,
    CONSTRAINT finding_change_pk PRIMARY KEY (id),
    CONSTRAINT finding_change_has_finding FOREIGN KEY (finding_id) REFERENCES finding (id)
);

CREATE INDEX finding_change_of_finding ON finding_change (finding_id, id);

CREATE FUNCTION keep_new_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO finding_change (finding_id, at, status, actor, reason, run_id)
    SELECT n.id, n.status_since, n.status, n.status_by, n.status_reason, n.status_run_id FROM added n ORDER BY n.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION keep_changed_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO finding_change (finding_id, at, status, actor, reason, run_id)
    SELECT n.id, n.status_since, n.status, n.status_by, n.status_reason, n.status_run_id
    FROM before b JOIN after n ON n.id = b.id WHERE n.status <> b.status ORDER BY n.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER finding_begins_its_history AFTER INSERT ON finding
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_new_findings();
CREATE TRIGGER finding_goes_on_in_its_history AFTER UPDATE ON finding
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keep_changed_findings();

-- What a run has seen and not settled yet. A dry run settles nothing: what it saw stays until the job's next start, to be looked at.
CREATE TABLE finding_seen (
    run_id              bigint NOT NULL,
    kind                text   NOT NULL,
    account_id          bigint NOT NULL,
    place               text   NOT NULL,
    amount_millicredits numeric,
    evidence            jsonb  NOT NULL,
    CONSTRAINT finding_seen_pk PRIMARY KEY (run_id, kind, account_id, place)
);
