-- Usage in bulk: what the engine of charges works on, and the rows of a file until they are settled.

-- A request after everything was decided that does not depend on what an account holds. `fault` is (SQLSTATE, message, hint,
-- detail) where it is refused with an error, `answer` is set where it is answered already: a repeat, frozen, legacy.
CREATE TYPE rated_charge AS (
    ordinal           integer,
    request_id        text,
    content           bytea, -- SHA-256 of every argument but metadata
    customer_id       bigint,
    credit_type_id    smallint,
    account_id        bigint,
    mode              text,
    logged            boolean,
    clock             timestamptz, -- business time at which it is made
    occurred_at       timestamptz,
    version_id        integer,
    millicredits      bigint,
    provider_cost_usd numeric,
    has_caps          boolean, -- a cap belongs to a price: none where the amount is fixed
    action            text,
    model             text,
    input_tokens      bigint,
    output_tokens     bigint,
    quantity          bigint,
    items             integer,
    metadata          jsonb,
    fault             text[],
    answer            jsonb
);

-- What becomes of a request. `late` is set where its own day was closed, or its period over.
CREATE TYPE settled_charge AS (
    ordinal              integer,
    status               text,
    charged_millicredits bigint,
    priced_millicredits  bigint,
    late                 boolean,
    repeated             boolean, -- the key was bound before
    fault                text[],
    answer               jsonb
);

-- What decides the charging mode of every customer for a credit type at an instant, but for the customer.
CREATE TYPE charging_terms AS (
    system            text,    -- whose lists and rollout hold: shobeis, credits_v2, billing
    shadow            boolean,
    switched_off_by   text,    -- the kill switch that is thrown; NULL: none
    billing_allowlist text,
    billing_blocklist text,
    allowlist         text,
    blocklist         text,
    is_open           boolean, -- to users who are on no list
    percentage        integer,
    signups_from      timestamptz, -- customers created from here on are let in; NULL: none for that
    otherwise         text     -- what becomes of users who are not let in
);

-- The rows of a usage file in the order in which they are charged, for as long as its run is not completed. They go with their run
-- (forget_usage), but no foreign key is checked for each of a million rows: whoever stages them holds the run.
CREATE TABLE staged_usage (
    run_id        bigint      NOT NULL,
    place         bigint      NOT NULL, -- 1, 2, …: by customer, then occurred_at, then request_id
    customer_id   bigint      NOT NULL,
    line          bigint      NOT NULL, -- of the file
    request_id    text        NOT NULL,
    user_id       text        NOT NULL,
    occurred_at   timestamptz NOT NULL,
    action        text        NOT NULL,
    model         text,
    input_tokens  bigint,
    output_tokens bigint,
    quantity      bigint,
    items         integer,
    CONSTRAINT staged_usage_pk PRIMARY KEY (run_id, place)
);

-- A file that was read for a round of a run, and what was settled while it was read: rows that are no event, or stand there twice.
CREATE TABLE usage_run (
    run_id        bigint  NOT NULL,
    round         integer NOT NULL,
    staged_counts jsonb   NOT NULL,
    CONSTRAINT usage_run_pk PRIMARY KEY (run_id),
    CONSTRAINT usage_run_has_run FOREIGN KEY (run_id) REFERENCES run (id) ON DELETE CASCADE
);

-- The rows that were refused, each with the first reason, until the reject file is written.
CREATE TABLE rejected_usage (
    run_id bigint NOT NULL,
    line   bigint NOT NULL,
    field  text   NOT NULL DEFAULT '',
    reason text   NOT NULL,
    row    jsonb  NOT NULL, -- the columns of the contract, in its order
    CONSTRAINT rejected_usage_pk PRIMARY KEY (run_id, line)
);

-- What a request of a round meets in its account.
CREATE TYPE charge_terms AS (
    balance_millicredits bigint,  -- of the account, before the round
    spendable            numeric, -- of its lots, before the round
    spendable_at         timestamptz,
    late                 boolean,
    is_sequential        boolean
);
