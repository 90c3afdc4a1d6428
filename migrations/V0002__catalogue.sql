-- Catalogue: what is sold, granted and charged. A version is one whole file; it applies from an instant until the next
-- version does. Nothing of a version is ever updated, so what an earlier date costs cannot change.

CREATE TABLE credit_type (
    id                       smallint GENERATED ALWAYS AS IDENTITY,
    code                     text     NOT NULL,
    granularity_millicredits bigint   NOT NULL,
    CONSTRAINT credit_type_pk PRIMARY KEY (id),
    CONSTRAINT credit_type_code_is_unique UNIQUE (code),
    CONSTRAINT credit_type_moves_in_millicredits_or_whole_credits CHECK (granularity_millicredits IN (1, 1000))
);

CREATE TABLE plan (
    id   smallint GENERATED ALWAYS AS IDENTITY,
    code text     NOT NULL,
    CONSTRAINT plan_pk PRIMARY KEY (id),
    CONSTRAINT plan_code_is_unique UNIQUE (code)
);

CREATE TABLE catalogue_version (
    id           integer     GENERATED ALWAYS AS IDENTITY,
    applies_from timestamptz NOT NULL,
    sha256       text        NOT NULL,
    source       text        NOT NULL, -- the file as it was applied
    applied_at   timestamptz NOT NULL DEFAULT statement_timestamp(),
    actor        text        NOT NULL,
    reason       text,
    CONSTRAINT catalogue_version_pk PRIMARY KEY (id)
);

CREATE TABLE catalogue_credit_type (
    version_id      integer  NOT NULL,
    credit_type_id  smallint NOT NULL,
    credits_per_usd numeric,
    CONSTRAINT catalogue_credit_type_pk PRIMARY KEY (version_id, credit_type_id),
    CONSTRAINT catalogue_credit_type_has_version FOREIGN KEY (version_id) REFERENCES catalogue_version (id),
    CONSTRAINT catalogue_credit_type_has_credit_type FOREIGN KEY (credit_type_id) REFERENCES credit_type (id),
    CONSTRAINT catalogue_credit_type_rate_is_positive CHECK (credits_per_usd > 0)
);

CREATE TABLE catalogue_plan (
    version_id     integer  NOT NULL,
    plan_id        smallint NOT NULL,
    multiplier     numeric  NOT NULL DEFAULT 1,
    missed_periods text     NOT NULL DEFAULT 'grant-each',
    CONSTRAINT catalogue_plan_pk PRIMARY KEY (version_id, plan_id),
    CONSTRAINT catalogue_plan_has_version FOREIGN KEY (version_id) REFERENCES catalogue_version (id),
    CONSTRAINT catalogue_plan_has_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT catalogue_plan_multiplier_is_not_negative CHECK (multiplier >= 0),
    CONSTRAINT catalogue_plan_missed_periods_are_known CHECK (missed_periods IN ('grant-each', 'latest-only'))
);

CREATE TABLE catalogue_allowance (
    version_id                integer  NOT NULL,
    plan_id                   smallint NOT NULL,
    credit_type_id            smallint NOT NULL,
    allowance_millicredits    bigint   NOT NULL,
    expires_at_period_end     boolean  NOT NULL, -- false: never expires
    rollover_percent          numeric, -- NULL: no rollover
    rollover_cap_millicredits bigint,  -- NULL: no cap
    rollover_periods          integer, -- how often one lot may be carried over
    CONSTRAINT catalogue_allowance_pk PRIMARY KEY (version_id, plan_id, credit_type_id),
    CONSTRAINT catalogue_allowance_has_plan FOREIGN KEY (version_id, plan_id) REFERENCES catalogue_plan (version_id, plan_id),
    CONSTRAINT catalogue_allowance_has_credit_type FOREIGN KEY (credit_type_id) REFERENCES credit_type (id),
    CONSTRAINT catalogue_allowance_is_positive CHECK (allowance_millicredits > 0),
    CONSTRAINT catalogue_allowance_rollover_percent_is_a_share CHECK (rollover_percent BETWEEN 0 AND 100),
    CONSTRAINT catalogue_allowance_rollover_cap_is_not_negative CHECK (rollover_cap_millicredits >= 0),
    CONSTRAINT catalogue_allowance_rollover_needs_periods CHECK ((rollover_percent IS NULL) = (rollover_periods IS NULL) AND rollover_periods > 0),
    CONSTRAINT catalogue_allowance_that_never_expires_has_no_rollover CHECK (expires_at_period_end OR rollover_percent IS NULL)
);

CREATE TABLE catalogue_package (
    version_id     integer  NOT NULL,
    code           text     NOT NULL,
    price_cents    bigint   NOT NULL,
    currency       text     NOT NULL,
    credit_type_id smallint NOT NULL,
    millicredits   bigint   NOT NULL,
    expires_days   integer, -- NULL: never expires
    CONSTRAINT catalogue_package_pk PRIMARY KEY (version_id, code),
    CONSTRAINT catalogue_package_has_version FOREIGN KEY (version_id) REFERENCES catalogue_version (id),
    CONSTRAINT catalogue_package_has_credit_type FOREIGN KEY (credit_type_id) REFERENCES credit_type (id),
    CONSTRAINT catalogue_package_price_is_not_negative CHECK (price_cents >= 0),
    CONSTRAINT catalogue_package_holds_credits CHECK (millicredits > 0),
    CONSTRAINT catalogue_package_lasts_a_day_at_least CHECK (expires_days > 0)
);

CREATE TABLE catalogue_price (
    version_id               integer  NOT NULL,
    action                   text     NOT NULL,
    credit_type_id           smallint NOT NULL,
    provider_prices          boolean  NOT NULL DEFAULT false, -- true: per token, from provider prices; false: per started unit
    base_millicredits        bigint,  -- per started `per` units
    per                      bigint,
    unit                     text,
    minimum_millicredits     bigint   NOT NULL DEFAULT 0,
    batch_from               integer, -- items from which the batch discount holds for all of a request
    batch_percent            numeric,
    markup                   numeric, -- provider's price × markup
    cap_request_millicredits bigint,
    cap_session_millicredits bigint,
    cap_day_millicredits     bigint,
    CONSTRAINT catalogue_price_pk PRIMARY KEY (version_id, action),
    CONSTRAINT catalogue_price_has_version FOREIGN KEY (version_id) REFERENCES catalogue_version (id),
    CONSTRAINT catalogue_price_has_credit_type FOREIGN KEY (credit_type_id) REFERENCES credit_type (id),
    CONSTRAINT catalogue_price_is_per_unit_or_per_token CHECK (
        CASE WHEN provider_prices THEN markup > 0 AND base_millicredits IS NULL AND per IS NULL
             ELSE base_millicredits >= 0 AND per > 0 AND markup IS NULL END),
    CONSTRAINT catalogue_price_minimum_is_not_negative CHECK (minimum_millicredits >= 0),
    CONSTRAINT catalogue_price_batch_discount_is_a_share CHECK ((batch_from IS NULL) = (batch_percent IS NULL) AND batch_from > 0 AND batch_percent BETWEEN 0 AND 100),
    CONSTRAINT catalogue_price_caps_are_not_negative CHECK (cap_request_millicredits >= 0 AND cap_session_millicredits >= 0 AND cap_day_millicredits >= 0)
);
