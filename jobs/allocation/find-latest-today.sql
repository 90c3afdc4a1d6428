-- Before a run: the latest local date that it is now, in business time, anywhere where a subscription stands. A run for a
-- later date would be for a period that has begun for nobody.
SELECT coalesce(max((business_now() AT TIME ZONE z.zone)::date), (business_now() AT TIME ZONE 'UTC')::date) AS latest_today
FROM (SELECT DISTINCT zone FROM subscription_change WHERE voided_at IS NULL) AS z
