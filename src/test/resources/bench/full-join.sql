SELECT count(*), count(*) FILTER (WHERE o.request_id IS NULL), count(*) FILTER (WHERE u.request_id IS NULL),
       count(*) FILTER (WHERE u.priced_millicredits <> o.credits * 1000), sum(abs(u.priced_millicredits - o.credits * 1000))
FROM (SELECT request_id, priced_millicredits FROM usage_event WHERE logged AND occurred_at >= '2026-11-01Z' AND occurred_at < '2026-11-02Z') AS u
FULL JOIN (SELECT request_id, credits FROM old_charges WHERE occurred_at >= '2026-11-01Z' AND occurred_at < '2026-11-02Z') AS o ON o.request_id = u.request_id
