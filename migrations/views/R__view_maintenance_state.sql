-- Whether maintenance is on now: exactly one row, for the host to read; reason, since and until are NULL while it is off.
-- is_copy: this is a restored copy, and nobody has said yet that it takes the original's place.
-- Charging does not depend on it: that has its own kill switch, the flag billing_charging_enabled.
CREATE OR REPLACE VIEW maintenance_state AS
SELECT s.id IS NOT NULL AS active, s.reason, s.since, s.until, coalesce(s.of_copy, false) AS is_copy
FROM (VALUES (1)) AS always (one)
LEFT JOIN LATERAL (
    SELECT newest.* FROM (SELECT * FROM maintenance_change ORDER BY id DESC LIMIT 1) AS newest
    WHERE newest.active AND (newest.until IS NULL OR newest.until > business_now())) AS s ON true;
