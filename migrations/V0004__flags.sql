-- Switches. Every change is kept, so what was in force at an instant can be asked later. Rows that a node publishes from
-- its environment stand above operators' rows; a session setting bursar.<flag> of the owner's own connections stands above both.

CREATE TABLE flag (
    code          text    NOT NULL,
    default_value text    NOT NULL,
    meaning       text    NOT NULL,
    CONSTRAINT flag_pk PRIMARY KEY (code)
);

CREATE TABLE flag_change (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    flag         text        NOT NULL,
    value        text,        -- NULL withdraws what the source said before
    source       text        NOT NULL,
    effective_at timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT statement_timestamp(),
    actor        text        NOT NULL,
    reason       text,
    CONSTRAINT flag_change_pk PRIMARY KEY (id),
    CONSTRAINT flag_change_has_flag FOREIGN KEY (flag) REFERENCES flag (code),
    CONSTRAINT flag_change_source_is_known CHECK (source IN ('operator', 'environment'))
);

CREATE INDEX flag_change_in_force ON flag_change (flag, source, effective_at DESC, id DESC);

INSERT INTO flag (code, default_value, meaning) VALUES
    ('shobeis_system_enabled',   'true',  'Shobeis charges take credits; off: they are recorded and charge nothing'),
    ('shobeis_rollover_enabled', 'true',  'What is left of an allowance is carried over as the catalogue says; off: all of it expires'),
    ('shobeis_api_enabled',      'true',  'the host''s Shobeis interface is open (the host reads this)'),
    ('shobeis_batch_enabled',    'true',  'the host''s batch requests are open (the host reads this)'),
    ('credits_v2_enabled',       'true',  'analysis and roast credits are charged'),
    ('billing_charging_enabled', 'true',  'charges of every credit type take credits'),
    ('billing_purchase_enabled', 'true',  'purchases are booked');
