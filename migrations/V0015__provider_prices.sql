-- What providers take for a token. Imported price lists only add: the newest row that applies at an instant is the price, so what
-- an earlier request cost cannot change. A model that a later list leaves out keeps its price: a request must never become free.

CREATE TABLE provider_price (
    id                   bigint      GENERATED ALWAYS AS IDENTITY,
    model                text        NOT NULL,
    applies_from         timestamptz NOT NULL, -- '-infinity': from the beginning of time
    input_usd_per_token  numeric     NOT NULL,
    output_usd_per_token numeric, -- NULL: the provider names none, so a request with output tokens has no price
    imported_at          timestamptz NOT NULL DEFAULT statement_timestamp(),
    actor                text        NOT NULL,
    CONSTRAINT provider_price_pk PRIMARY KEY (id),
    CONSTRAINT provider_price_of_input_is_not_negative CHECK (input_usd_per_token >= 0),
    CONSTRAINT provider_price_of_output_is_not_negative CHECK (output_usd_per_token >= 0)
);

CREATE INDEX provider_price_in_force ON provider_price (model, applies_from DESC, id DESC);

-- Kept beside each event, for the margin: what the provider took for it, exactly.
ALTER TABLE usage_event ADD COLUMN provider_cost_usd numeric;
ALTER TABLE usage_event ADD CONSTRAINT usage_event_cost_is_not_negative CHECK (provider_cost_usd >= 0);
-- small, and enough to find the latest events without reading all of them
CREATE INDEX usage_event_by_time ON usage_event USING brin (occurred_at);

-- which values a flag takes: some words, a percentage, or a list of names separated by commas
ALTER TABLE flag ADD COLUMN allowed text NOT NULL DEFAULT 'true|false';

INSERT INTO flag (code, default_value, allowed, meaning) VALUES
    ('billing_rounding_mode', 'exact', 'exact|ceil', 'token prices are rounded half up to a millicredit (exact), or up to a whole credit (ceil)');
