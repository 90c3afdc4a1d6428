-- Makes the table of a comparison's lines for the present transaction, in as many partitions as it has buckets of users.
CREATE OR REPLACE FUNCTION make_lines(buckets integer) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    CREATE TEMPORARY TABLE line (
        bucket              bigint      NOT NULL,
        event_id            bigint,
        priced_millicredits bigint, -- what the shadow says
        own_millicredits    bigint, -- what bursar has charged
        legacy_millicredits bigint, -- what the legacy system has charged
        occurred_at         timestamptz NOT NULL,
        credit_type_id      smallint    NOT NULL,
        request_id          text        COLLATE "C", -- NULL where the legacy system knows none
        user_id             text        COLLATE "C" NOT NULL,
        model               text        COLLATE "C",
        charged_by          text        COLLATE "C"
    ) PARTITION BY LIST (bucket) ON COMMIT DROP;
    FOR number IN 1 .. buckets LOOP
        EXECUTE format('CREATE TEMPORARY TABLE line_%s PARTITION OF line FOR VALUES IN (%s) ON COMMIT DROP', number, number);
    END LOOP;
END
$$;
