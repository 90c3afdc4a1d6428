-- Balances of a legacy system and their way into the ledger. A source is read once, as it stands: its content, the mapping that
-- read it and the seam identify it, so a run that was killed goes on with what it began with.

-- What `import legacy` loads; one source of a backfill among others.
CREATE TABLE legacy_balance (
    user_id           text        NOT NULL,
    plan              text,
    credits_remaining numeric     NOT NULL,
    credits_limit     numeric,
    period_start      timestamptz,
    period_end        timestamptz,
    paid_cents        bigint,
    imported_row      bytea       NOT NULL, -- SHA-256 of the row last imported: only a row that changed since acts
    CONSTRAINT legacy_balance_pk PRIMARY KEY (user_id)
);

CREATE TABLE backfill_source (
    id             integer     GENERATED ALWAYS AS IDENTITY,
    name           text        NOT NULL, -- the file's, or the table's
    sha256         text        NOT NULL, -- of the file's bytes; a fingerprint of the table's rows
    mapping_sha256 text        NOT NULL,
    seam_asked     text        NOT NULL, -- as --as-of said; empty: the moment at which it was first read
    mapping        text        NOT NULL, -- YAML, as it read this source
    seam_at        timestamptz NOT NULL, -- of rows that say none themselves
    expires_days   integer,              -- after the seam, of lots that end with no legacy period; NULL: never
    currency       text        NOT NULL, -- of paid cents
    zone           text        NOT NULL, -- of local dates
    subscribes     boolean     NOT NULL, -- whether users without a subscription are put on the legacy plan
    header         text[]      NOT NULL, -- its columns, in its order
    is_table       boolean     NOT NULL,
    recoded_lines  bigint      NOT NULL DEFAULT 0, -- that were not UTF-8
    loaded_at      timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT backfill_source_pk PRIMARY KEY (id),
    CONSTRAINT backfill_source_is_read_once_for_mapping_and_seam UNIQUE (sha256, mapping_sha256, seam_asked)
);

-- The credit types over which a source's amounts are split.
CREATE TABLE legacy_share (
    source_id             integer  NOT NULL,
    ordinal               integer  NOT NULL,
    credit_type_id        smallint NOT NULL,
    percent               numeric  NOT NULL,
    millicredits_per_unit numeric  NOT NULL, -- of one unit of the source's amount, the share reckoned in
    CONSTRAINT legacy_share_pk PRIMARY KEY (source_id, ordinal),
    CONSTRAINT legacy_share_has_source FOREIGN KEY (source_id) REFERENCES backfill_source (id),
    CONSTRAINT legacy_share_is_one_per_credit_type UNIQUE (source_id, credit_type_id)
);

-- Every row of a source, the refused ones among them; in the order of customers, who are locked in that order. (No foreign key is
-- checked for each of a million rows: they are inserted by the statement that follows that of their source.)
CREATE TABLE legacy_row (
    source_id     integer     NOT NULL,
    number        bigint      NOT NULL,
    line          bigint      NOT NULL, -- of the file, the header standing on 1; of a table, its place
    customer_id   bigint,
    user_id       text        NOT NULL,
    plan          text,       -- as the mapping translates it; NULL: none
    amount        numeric,    -- in the source's unit; NULL: not readable
    millicredits  bigint[],   -- by share, rounded as the mapping says
    paid_cents    bigint,
    period_start  timestamptz,
    period_end    timestamptz,
    seam_at       timestamptz, -- NULL: the source's
    quirks        integer     NOT NULL DEFAULT 0, -- what was odd and is kept, see legacy_quirk
    unreadable    boolean     NOT NULL DEFAULT false, -- refused by what it says itself, whatever stands in bursar
    reject_kind   text,
    reject_column text,
    reject_reason text,
    raw           text[]      NOT NULL, -- as it stood there
    CONSTRAINT legacy_row_pk PRIMARY KEY (source_id, number),
    CONSTRAINT legacy_row_that_is_unreadable_has_a_reason CHECK (NOT unreadable OR reject_reason IS NOT NULL)
);

-- Bits of legacy_row.quirks.
CREATE TABLE legacy_quirk (
    bit  integer NOT NULL,
    code text    NOT NULL,
    says text    NOT NULL,
    CONSTRAINT legacy_quirk_pk PRIMARY KEY (bit),
    CONSTRAINT legacy_quirk_code_is_unique UNIQUE (code)
);
INSERT INTO legacy_quirk (bit, code, says) VALUES
    (1, 'above-limit', 'balance above the legacy limit; kept whole'),
    (2, 'local-date', 'date without a zone, read in the zone of the mapping (UTC without one)'),
    (4, 'thousands-separator', 'amount with thousands separators'),
    (8, 'decimals', 'amount with decimals'),
    (16, 'rounded', 'amount that the credit types cannot hold exactly; the difference is listed'),
    (32, 'nothing-left', 'balance of zero: no lot, but seam and period'),
    (64, 'long-period', 'legacy period of more than 400 days');

-- What was migrated: one row for an account and each time that it was, of which the last one counts unless it was undone. The key is
-- what makes a balance come over once.
CREATE TABLE migration (
    account_id        bigint      NOT NULL,
    take              smallint    NOT NULL, -- 1; one more after each undo
    source_id         integer     NOT NULL,
    number            bigint      NOT NULL, -- the row of the source
    content           uuid        NOT NULL, -- MD5 of what the row says: an edited row is another one
    millicredits      bigint      NOT NULL, -- what the source says
    lot_id            bigint,     -- none where nothing was left
    entry_id          bigint,
    period_start      timestamptz, -- of the legacy period that was opened without an allocation
    period_end        timestamptz,
    cursor_before     timestamptz, -- account.next_period_at before that
    set_seam          boolean     NOT NULL,
    undone_at         timestamptz,
    kept_millicredits bigint      NOT NULL DEFAULT 0, -- of an undone one: spent or expired by then, and so still of the user
    CONSTRAINT migration_pk PRIMARY KEY (account_id, take),
    CONSTRAINT migration_has_lot_and_entry_or_neither CHECK ((lot_id IS NULL) = (entry_id IS NULL))
) WITH (fillfactor = 90);
