-- Who is charged: the flags that let users in and keep them out. A list names user ids, separated by commas.
INSERT INTO flag (code, default_value, allowed, meaning) VALUES
    ('shadow_billing_enabled',        'false', 'true|false', 'only users on an allowlist are charged; everybody''s requests are logged'),
    ('legacy_credit_types',           'analysis,roast', 'list', 'credit types that a legacy system still charges for users who are not let in'),
    ('billing_allowlist',             '',      'list', 'users who are let in whatever the rollout, and charged while shadow billing runs'),
    ('billing_blocklist',             '',      'list', 'users who are kept out'),
    ('billing_rollout_percentage',    '100',   'percentage', 'how many of 100 users are let in to bursar''s charges'),
    ('billing_new_signups_first',     'false', 'true|false', 'users created since this was switched on are let in as well'),
    ('shobeis_allowlist',             '',      'list', 'the same for shobeis alone'),
    ('shobeis_blocklist',             '',      'list', 'the same for shobeis alone'),
    ('shobeis_rollout_percentage',    '100',   'percentage', 'the same for shobeis'),
    ('shobeis_new_signups_first',     'false', 'true|false', 'the same for shobeis'),
    ('credits_v2_allowlist',          '',      'list', 'the same for analysis and roast alone: these users are let in though credits_v2_enabled is off'),
    ('credits_v2_blocklist',          '',      'list', 'the same for analysis and roast alone'),
    ('credits_v2_rollout_percentage', '100',   'percentage', 'the same for analysis and roast'),
    ('credits_v2_new_signups_first',  'false', 'true|false', 'the same for analysis and roast');

UPDATE flag SET meaning = 'analysis and roast credits are charged by bursar; off: only for users on credits_v2_allowlist' WHERE code = 'credits_v2_enabled';
UPDATE flag SET meaning = 'the kill switch: charges of every credit type take credits; off: they are recorded and charge nothing' WHERE code = 'billing_charging_enabled';

ALTER TABLE usage_event ADD COLUMN logged boolean NOT NULL DEFAULT false; -- for the comparison of shadow billing

-- An account's own caps, in place of the catalogue's. Every change is kept; the latest holds.
CREATE TABLE account_cap (
    id                       bigint      GENERATED ALWAYS AS IDENTITY,
    account_id               bigint      NOT NULL,
    action                   text        NOT NULL,
    cap_request_millicredits bigint, -- NULL: none
    cap_session_millicredits bigint,
    cap_day_millicredits     bigint,
    withdrawn                boolean     NOT NULL DEFAULT false, -- the catalogue's hold again
    recorded_at              timestamptz NOT NULL DEFAULT statement_timestamp(),
    effective_at             timestamptz NOT NULL,
    actor                    text        NOT NULL,
    reason                   text        NOT NULL,
    CONSTRAINT account_cap_pk PRIMARY KEY (id),
    CONSTRAINT account_cap_is_not_negative CHECK (cap_request_millicredits >= 0 AND cap_session_millicredits >= 0 AND cap_day_millicredits >= 0)
);

CREATE INDEX account_cap_in_force ON account_cap (account_id, action, effective_at DESC, id DESC);
