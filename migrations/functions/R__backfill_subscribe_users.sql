-- Puts users of a legacy source who have no subscription on the plan of their row: by anniversary months from the legacy period's
-- start, allocated from its end on where it lasts beyond the seam, else from the seam. The customers are locked already.
CREATE OR REPLACE FUNCTION subscribe_legacy_users(source_id integer, numbers bigint[], customer_ids bigint[]) RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT count(change_subscription(x.user_id, x.plan, 'anniversary', (coalesce(x.period_start, x.from_at) AT TIME ZONE x.zone)::date, 'active',
                                     (x.from_at AT TIME ZONE x.zone)::date, x.zone, NULL, 'backfill of ' || x.name))
    FROM (SELECT r.user_id, r.plan, r.period_start, z.zone, z.name,
                 CASE WHEN r.period_end > s.seam_at THEN r.period_end ELSE s.seam_at END AS from_at
          FROM legacy_row r
          JOIN backfill_source z ON z.id = r.source_id
          JOIN customer c ON c.id = r.customer_id
          CROSS JOIN LATERAL (SELECT legacy_seam(r.seam_at, z.seam_asked, c.seam_at, z.seam_at) AS seam_at) AS s
          WHERE r.source_id = subscribe_legacy_users.source_id AND r.number = ANY (numbers) AND r.reject_reason IS NULL AND r.plan IS NOT NULL
            AND r.customer_id = ANY (customer_ids)
            AND NOT EXISTS (SELECT FROM subscription_change y WHERE y.customer_id = r.customer_id)
          ORDER BY r.customer_id OFFSET 0) AS x
$$;
