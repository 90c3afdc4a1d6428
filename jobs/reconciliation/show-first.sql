-- After a run, for people: the first findings of each kind; a dry run's have no number.
--   run_id, size
SELECT x.id, x.kind, c.user_id, t.code AS credit_type, x.place, x.amount_millicredits, x.first_seen_at < x.last_seen_at AS is_known,
       (x.first_seen_at AT TIME ZONE 'UTC')::date AS known_since
FROM (SELECT n.*, row_number() OVER (PARTITION BY n.kind ORDER BY n.account_id, n.place) AS place_in_kind
      FROM (SELECT f.id, f.kind, f.account_id, f.place, f.amount_millicredits, f.first_seen_at, f.last_seen_at
            FROM finding f WHERE f.last_run_id = :run_id AND f.status <> 'resolved'
            UNION ALL
            SELECT NULL, s.kind, s.account_id, s.place, s.amount_millicredits, NULL, NULL FROM finding_seen s WHERE s.run_id = :run_id) AS n) AS x
JOIN finding_kind k ON k.code = x.kind
LEFT JOIN account a ON a.id = x.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN credit_type t ON t.id = a.credit_type_id
WHERE x.place_in_kind <= :size ORDER BY k.ordinal, x.place_in_kind
