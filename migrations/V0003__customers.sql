-- Customers and their subscriptions. A subscription is the list of its changes: what is in force at an instant is the
-- change with the latest effective_at up to it. A change that has not come yet is voided by a newer one.

CREATE TABLE customer (
    id                       bigint      GENERATED ALWAYS AS IDENTITY,
    user_id                  text        NOT NULL, -- the host's own id of the user
    email                    text,
    name                     text,
    locale                   text,
    created_at               timestamptz NOT NULL,
    frozen_at                timestamptz,
    frozen_reason            text,
    next_upgrade_at          timestamptz, -- when the earliest recorded upgrade takes effect whose credits are not granted yet
    accounts_version         integer,     -- the catalogue version for which this customer's accounts were last made
    imported_row             bytea,       -- SHA-256 of the row last imported: only a row that changed since acts
    imported_subscription    jsonb,       -- the row last imported, by column: only columns that changed since act
    CONSTRAINT customer_pk PRIMARY KEY (id),
    CONSTRAINT customer_user_id_is_unique UNIQUE (user_id),
    CONSTRAINT customer_user_id_has_1_to_255_characters CHECK (length(user_id) BETWEEN 1 AND 255)
) WITH (fillfactor = 50); -- as with account: a backfill sets the seam of every customer, an allocation the version of their accounts

CREATE TABLE subscription_change (
    id            bigint      GENERATED ALWAYS AS IDENTITY,
    customer_id   bigint      NOT NULL,
    effective_at  timestamptz NOT NULL, -- -infinity for the first
    plan_id       smallint    NOT NULL,
    status        text        NOT NULL,
    cycle         text        NOT NULL,
    anchor_date   date        NOT NULL,
    zone          text        NOT NULL DEFAULT 'UTC',
    allocate_from date        NOT NULL, -- the first period is the one that contains this local date
    is_upgrade    boolean     NOT NULL DEFAULT false, -- grants credits when it takes effect
    after_opening boolean     NOT NULL DEFAULT false, -- came at the very instant of a period's opening, when that was open already
    granted_at    timestamptz, -- when an upgrade's credits were granted
    voided_at     timestamptz,
    recorded_at   timestamptz NOT NULL DEFAULT statement_timestamp(),
    actor         text        NOT NULL,
    reason        text,
    CONSTRAINT subscription_change_pk PRIMARY KEY (id),
    CONSTRAINT subscription_change_has_customer FOREIGN KEY (customer_id) REFERENCES customer (id),
    CONSTRAINT subscription_change_has_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
    CONSTRAINT subscription_change_status_is_known CHECK (status IN ('active', 'canceled')),
    CONSTRAINT subscription_change_cycle_is_known CHECK (cycle IN ('calendar', 'anniversary'))
);

CREATE INDEX subscription_change_in_force ON subscription_change (customer_id, effective_at DESC, id DESC) WHERE voided_at IS NULL;

-- A new change may bring a credit type for which there is no account.
CREATE FUNCTION forget_accounts_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE customer SET accounts_version = NULL WHERE id IN (SELECT customer_id FROM recorded) AND accounts_version IS NOT NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER subscription_change_may_need_accounts AFTER INSERT ON subscription_change
    REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION forget_accounts_version();
