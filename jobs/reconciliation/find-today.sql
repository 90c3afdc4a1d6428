-- Before a run: the day that it is now in UTC, in business time. Books go by UTC days.
SELECT (business_now() AT TIME ZONE 'UTC')::date AS today
