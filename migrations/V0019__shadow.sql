-- Flags that were set together, as the step of a rollout, can be taken back together. part_of names what a change belongs to;
-- reverts names what a change takes back: all earlier changes of its flag that belong to it.
ALTER TABLE flag_change ADD COLUMN part_of text, ADD COLUMN reverts text;
ALTER TABLE flag_change ADD CONSTRAINT flag_change_belongs_to_a_part_or_takes_one_back CHECK (part_of IS NULL OR reverts IS NULL);
CREATE INDEX flag_change_of_part ON flag_change (part_of) WHERE part_of IS NOT NULL;

-- What a legacy system says it has charged, read from a file or a table.
CREATE TABLE legacy_source (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    name       text        NOT NULL, -- the file's name, or table: and the table's
    sha256     text        NOT NULL, -- of the file, or what identifies the rows of the table as they were
    is_table   boolean     NOT NULL,
    read_rows  bigint      NOT NULL,
    rejected   bigint      NOT NULL,
    read_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT legacy_source_pk PRIMARY KEY (id),
    CONSTRAINT legacy_source_is_read_once UNIQUE (sha256)
);

-- Its rows: what was consumed, by whom, when, and for which request if the legacy system knows requests.
CREATE TABLE legacy_charge (
    source_id    bigint      NOT NULL,
    line         bigint      NOT NULL,
    millicredits bigint      NOT NULL,
    occurred_at  timestamptz NOT NULL,
    user_id      text        NOT NULL,
    credit_type  text        NOT NULL,
    request_id   text,
    action       text,
    model        text,
    CONSTRAINT legacy_charge_is_not_negative CHECK (millicredits >= 0)
);

CREATE INDEX legacy_charge_of_source ON legacy_charge USING brin (source_id);

CREATE TABLE legacy_reject (
    source_id     bigint NOT NULL,
    line          bigint NOT NULL,
    reject_column text   NOT NULL,
    reason        text   NOT NULL,
    cells         text[] NOT NULL,
    CONSTRAINT legacy_reject_pk PRIMARY KEY (source_id, line)
);

-- What a comparison has found, one row for each request that differs, in each credit type. No foreign key: runs are purged, and the next
-- comparison forgets what belongs to none any more.
CREATE TABLE shadow_difference (
    run_id              bigint      NOT NULL,
    user_id             text        COLLATE "C" NOT NULL,
    request_id          text        COLLATE "C" NOT NULL,
    credit_type_id      smallint    NOT NULL,
    kind                text        NOT NULL,
    reason              text        NOT NULL,
    occurred_at         timestamptz NOT NULL,
    model               text,
    shadow_millicredits bigint, -- NULL: the shadow says nothing
    real_millicredits   bigint, -- NULL: nobody has charged it
    charges             integer     NOT NULL, -- how often somebody has
    off_by_millicredits bigint      NOT NULL, -- what was charged too little (or, negative, too much) by the shadow's word
    event_id            bigint,      -- what the shadow says it of
    charged_at          timestamptz, -- when it was charged
    CONSTRAINT shadow_difference_pk PRIMARY KEY (run_id, user_id, request_id, credit_type_id),
    CONSTRAINT shadow_difference_kind_is_known CHECK (kind IN ('missing', 'extra', 'differs'))
);

-- Sums of a comparison by user, day and model.
CREATE TABLE shadow_sum (
    run_id                  bigint   NOT NULL,
    dimension               text     NOT NULL,
    name                    text     COLLATE "C" NOT NULL, -- empty for requests without a model
    credit_type_id          smallint NOT NULL,
    requests                bigint   NOT NULL,
    compared                bigint   NOT NULL,
    differing               bigint   NOT NULL,
    shadow_millicredits     numeric  NOT NULL, -- of compared requests
    real_millicredits       numeric  NOT NULL, -- of compared requests
    off_by_millicredits     numeric  NOT NULL, -- absolute, of compared requests
    v2_millicredits         numeric  NOT NULL, -- what the shadow says and bursar did not charge itself, of credit types that the legacy source knows
    legacy_millicredits     numeric  NOT NULL, -- all that the legacy source says
    CONSTRAINT shadow_sum_pk PRIMARY KEY (run_id, dimension, name, credit_type_id),
    CONSTRAINT shadow_sum_dimension_is_known CHECK (dimension IN ('user', 'day', 'model'))
);

-- The answer of a comparison: go, no-go, or idle where a scheduled one found nothing in the shadow. Gates, alerts and metrics read it.
-- A run has one for each legacy source that its interval was compared with: another source takes no answer back.
CREATE TABLE shadow_verdict (
    id              bigint      GENERATED ALWAYS AS IDENTITY, -- in the order in which they were given
    run_id          bigint      NOT NULL,
    from_at         timestamptz NOT NULL,
    to_at           timestamptz NOT NULL,
    scope           text        NOT NULL,
    verdict         text        NOT NULL,
    legacy          text,       -- the source's name; NULL: none was compared
    legacy_sha256   text        NOT NULL, -- the source's content; empty: none was compared
    shadow_variance numeric     NOT NULL, -- 0.0001 is 0.01 %
    legacy_variance numeric,    -- NULL: none was compared
    differing_rate  numeric     NOT NULL,
    rejected_rate   numeric     NOT NULL,
    compared        bigint      NOT NULL,
    objections      text[]      NOT NULL, -- why it is no-go
    given_at        timestamptz NOT NULL, -- business time
    CONSTRAINT shadow_verdict_pk PRIMARY KEY (id),
    CONSTRAINT shadow_verdict_is_one_for_each_source UNIQUE (run_id, legacy_sha256),
    CONSTRAINT shadow_verdict_names_its_source CHECK ((legacy IS NULL) = (legacy_sha256 = '')),
    CONSTRAINT shadow_verdict_is_known CHECK (verdict IN ('go', 'no-go', 'idle')),
    CONSTRAINT shadow_verdict_objects_to_no_go CHECK ((verdict = 'no-go') = (cardinality(objections) > 0))
);

CREATE INDEX shadow_verdict_by_time ON shadow_verdict (given_at DESC);
